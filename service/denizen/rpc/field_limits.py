"""The most that fields hold, taken from where they are checked."""

from collections.abc import Mapping

from denizen.domain import closed_sets, event_kinds, imports, issuer_proposals, names, principals, reviews, submissions
from denizen.domain.evidence import records
from denizen.domain.evidence import submissions as evidence
from denizen.domain.webhooks import webhooks
from denizen.rpc.convert import authorizations, credentials, determinations, directives, grants, reference
from denizen.rpc.convert import issuers as convert_issuers
from denizen.rpc.convert import principals as convert_principals
from denizen.rpc.convert import webhooks as convert_webhooks
from denizen.usecases.check import MOST_ITEMS
from denizen.usecases.watching import wanted
from denizen.v1 import limit_pb2 as pb
from denizen.verification import issuer_keys, sd_jwt, status_lists
from denizen.verification.mrz import reading

_CHARACTERS, _ELEMENTS, _BYTES = pb.FIELD_UNIT_CHARACTERS, pb.FIELD_UNIT_ELEMENTS, pb.FIELD_UNIT_BYTES

FIELDS: Mapping[str, tuple[int, pb.FieldUnit]] = {
    "AddIssuerKeysRequest.keys": (issuer_keys.MOST_BYTES, _BYTES),
    "AddListEntriesRequest.entries": (reference.MOST_ENTRIES, _ELEMENTS),
    "Attestation.evidence": (submissions.MOST_EVIDENCE, _ELEMENTS),
    "Attestation.purposes": (submissions.MOST_PURPOSES, _ELEMENTS),
    "Authorization.organisations": (authorizations.MOST_NAMES, _ELEMENTS),
    "Authorization.principals": (authorizations.MOST_NAMES, _ELEMENTS),
    "Authorization.reference": (authorizations.LONGEST_REFERENCE, _CHARACTERS),
    "BatchCheckRequest.items": (MOST_ITEMS, _ELEMENTS),
    "CheckRequest.purpose": (names.LONGEST_ID, _CHARACTERS),
    "Completeness.members": (closed_sets.MOST_MEMBERS, _ELEMENTS),
    "CountrySet.members": (reference.MOST_COUNTRIES, _ELEMENTS),
    "DirectiveVersion.cases": (directives.MOST_CASES, _ELEMENTS),
    "Evidence.checks": (evidence.MOST_CHECKS, _ELEMENTS),
    "Evidence.document_number": (records.LONGEST_NUMBER, _CHARACTERS),
    "Evidence.purposes": (evidence.MOST_PURPOSES, _ELEMENTS),
    "ExternalIdentifier.value": (principals.LONGEST_VALUE, _BYTES),
    "Grant.directives": (grants.MOST_NAMES, _ELEMENTS),
    "Grant.populations": (grants.MOST_NAMES, _ELEMENTS),
    "Grant.purposes": (grants.MOST_NAMES, _ELEMENTS),
    "ImportAttestationsRequest.rows": (imports.MOST_ROWS, _ELEMENTS),
    "ImportRow.attestations": (imports.MOST_CLAIMS, _ELEMENTS),
    "ImportRow.key": (imports.LONGEST_KEY, _BYTES),
    "Issuer.identifiers": (issuer_proposals.MOST_IDENTIFIERS, _ELEMENTS),
    "Issuer.rights": (issuer_proposals.MOST_RIGHTS, _ELEMENTS),
    "Issuer.title": (issuer_proposals.LONGEST_TITLE, _CHARACTERS),
    "IssuerRight.countries": (convert_issuers.MOST_LISTED, _ELEMENTS),
    "Presence.source": (determinations.LONGEST_SOURCE, _CHARACTERS),
    "Principal.display_name": (convert_principals.LONGEST_DISPLAY_NAME, _BYTES),
    "Principal.external_identifiers": (convert_principals.MOST_IDENTIFIERS, _ELEMENTS),
    "Principal.populations": (convert_principals.MOST_POPULATIONS, _ELEMENTS),
    "ProvideInformationRequest.evidence": (submissions.MOST_EVIDENCE, _ELEMENTS),
    "RejectAttestationRequest.reasons": (reviews.MOST_CODES, _ELEMENTS),
    "ReplayDeadLettersRequest.ids": (convert_webhooks.MOST_LETTERS, _ELEMENTS),
    "RequestInformationRequest.wanted": (reviews.MOST_CODES, _ELEMENTS),
    "SelfDeclaration.text": (submissions.LONGEST_TEXT, _CHARACTERS),
    "SubmitCredentialRequest.credential": (sd_jwt.MOST_CHARACTERS, _CHARACTERS),
    "SubmitCredentialRequest.nonce": (credentials.LONGEST_NONCE, _CHARACTERS),
    "SubmitCredentialRequest.purposes": (credentials.MOST_PURPOSES, _ELEMENTS),
    "SubmitStatusListRequest.status_list": (status_lists.MOST_CHARACTERS, _CHARACTERS),
    "VerifyDocumentRequest.mrz": (reading.MOST_CHARACTERS, _CHARACTERS),
    "WatchAttestationsRequest.kinds": (event_kinds.MOST_KINDS, _ELEMENTS),
    "WatchAttestationsRequest.populations": (wanted.MOST_POPULATIONS, _ELEMENTS),
    "WatchAttestationsRequest.principals": (wanted.MOST_NAMES, _ELEMENTS),
    "WatchDirectivesRequest.directives": (wanted.MOST_NAMES, _ELEMENTS),
    "WatchDirectivesRequest.kinds": (event_kinds.MOST_KINDS, _ELEMENTS),
    "Webhook.kinds": (event_kinds.MOST_KINDS, _ELEMENTS),
    "Webhook.populations": (webhooks.MOST_POPULATIONS, _ELEMENTS),
    "Webhook.url": (webhooks.LONGEST_URL, _CHARACTERS),
}
"""The most that a field holds, and in what it is counted. Identifiers in names are as long as a purpose. Other fields
are bounded by the request as a whole."""
