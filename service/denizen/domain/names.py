"""Resource names (AIP-122): parsed once at the edge, afterwards trusted by their type."""

import re
from typing import NewType

from denizen.domain.errors import InvalidError

PrincipalName = NewType("PrincipalName", str)
"""`principals/{principal}`"""
AttestationName = NewType("AttestationName", str)
"""`principals/{principal}/attestations/{attestation}`"""
EvidenceName = NewType("EvidenceName", str)
"""`principals/{principal}/evidence/{evidence}`"""
CredentialName = NewType("CredentialName", str)
"""`principals/{principal}/credentials/{credential}`"""
IssuerName = NewType("IssuerName", str)
"""`issuers/{issuer}`, or `principals/{principal}` for a person's own word."""
ProposalName = NewType("ProposalName", str)
"""`issuers/{issuer}/proposals/{proposal}`"""
DirectiveName = NewType("DirectiveName", str)
"""`directives/{directive}`"""
VersionName = NewType("VersionName", str)
"""`directives/{directive}/versions/{n}`"""
CountrySetName = NewType("CountrySetName", str)
"""`countrySets/{country_set}`"""
ListName = NewType("ListName", str)
"""`lists/{list}`"""
AuthorizationName = NewType("AuthorizationName", str)
"""`authorizations/{authorization}`"""
ResourceName = NewType("ResourceName", str)
"""`resources/{resource}`"""
WebhookName = NewType("WebhookName", str)
"""`webhooks/{webhook}`"""
GrantName = NewType("GrantName", str)
"""`grants/{grant}`"""
CallerName = NewType("CallerName", str)
"""`callers/{caller}`, chosen by an operator, or `callers/{kind}/…`, as it follows from somebody's credentials."""
Purpose = NewType("Purpose", str)
"""Why a question is asked or a claim was collected, such as `export-control`."""
Population = NewType("Population", str)
"""A group that provisions speak of, such as `employee`."""

LONGEST_ID = 63
_ID = rf"[a-z0-9][a-z0-9-]{{0,{LONGEST_ID - 1}}}"
_RESOURCE_ID = rf"[a-z0-9][a-z0-9._-]{{0,{LONGEST_ID - 1}}}"


_IDENTIFIER = re.compile(_ID)
_PRINCIPAL = re.compile(rf"principals/{_ID}")
_ATTESTATION = re.compile(rf"principals/{_ID}/attestations/{_ID}")
_EVIDENCE = re.compile(rf"principals/{_ID}/evidence/{_ID}")
_ISSUER = re.compile(rf"issuers/{_ID}|principals/{_ID}")
_REGISTERED = re.compile(rf"issuers/{_ID}")
_PROPOSAL = re.compile(rf"issuers/{_ID}/proposals/{_ID}")
_DIRECTIVE = re.compile(rf"directives/{_ID}")
_VERSION = re.compile(rf"directives/{_ID}/versions/[1-9][0-9]{{0,8}}")
_COUNTRY_SET = re.compile(rf"countrySets/{_ID}")
_LIST = re.compile(rf"lists/{_ID}")
_GRANT = re.compile(rf"grants/{_ID}")
_AUTHORIZATION = re.compile(rf"authorizations/{_ID}")
_RESOURCE = re.compile(rf"resources/{_RESOURCE_ID}")
_WEBHOOK = re.compile(rf"webhooks/{_ID}")
_CALLER = re.compile(rf"callers/(?:{_ID}|(?:spiffe|uri|subject|token)(?:/[A-Za-z0-9._~%-]+)+)")
_LONGEST_CALLER = 255
_WORDS = "lower-case letters, digits and '-', at most 63, the first a letter or digit"


def _parse(matcher: re.Pattern[str], text: str, field: str, wanted: str) -> str:
    if matcher.fullmatch(text) is None:
        raise InvalidError(field, text, wanted)
    return text


def identifier(text: str, field: str) -> str:
    """The last part of a name, or another short word such as a reason code."""
    return _parse(_IDENTIFIER, text, field, _WORDS)


def principal_name(text: str, field: str = "principal") -> PrincipalName:
    return PrincipalName(_parse(_PRINCIPAL, text, field, f"principals/ and {_WORDS}"))


def attestation_name(text: str, field: str = "name") -> AttestationName:
    return AttestationName(_parse(_ATTESTATION, text, field, "principals/{principal}/attestations/{attestation}"))


def evidence_name(text: str, field: str = "name") -> EvidenceName:
    return EvidenceName(_parse(_EVIDENCE, text, field, "principals/{principal}/evidence/{evidence}"))


def issuer_name(text: str, field: str = "issuer") -> IssuerName:
    return IssuerName(_parse(_ISSUER, text, field, "issuers/{issuer}, or principals/{principal} for one's own word"))


def registered_issuer_name(text: str, field: str = "name") -> IssuerName:
    """An issuer that can be registered: no person."""
    return IssuerName(_parse(_REGISTERED, text, field, f"issuers/ and {_WORDS}"))


def proposal_name(text: str, field: str = "name") -> ProposalName:
    return ProposalName(_parse(_PROPOSAL, text, field, "issuers/{issuer}/proposals/{proposal}"))


def proposal_of(issuer: IssuerName, proposal_id: str) -> ProposalName:
    return ProposalName(f"{issuer}/proposals/{proposal_id}")


def _owner(name: str) -> str:
    """What a name is of: its collection and its id. An id may be the word that follows it."""
    return "/".join(name.split("/", 2)[:2])


def issuer_proposed(proposal: ProposalName) -> IssuerName:
    """The issuer that a proposal is about."""
    return IssuerName(_owner(proposal))


def directive_name(text: str, field: str = "directive") -> DirectiveName:
    return DirectiveName(_parse(_DIRECTIVE, text, field, f"directives/ and {_WORDS}"))


def version_name(text: str, field: str = "name") -> VersionName:
    return VersionName(_parse(_VERSION, text, field, "directives/{directive}/versions/{n}, n from 1 on"))


def country_set_name(text: str, field: str = "country_set") -> CountrySetName:
    return CountrySetName(_parse(_COUNTRY_SET, text, field, f"countrySets/ and {_WORDS}"))


def list_name(text: str, field: str = "list") -> ListName:
    return ListName(_parse(_LIST, text, field, f"lists/ and {_WORDS}"))


def authorization_name(text: str, field: str = "name") -> AuthorizationName:
    return AuthorizationName(_parse(_AUTHORIZATION, text, field, f"authorizations/ and {_WORDS}"))


def grant_name(text: str, field: str = "name") -> GrantName:
    return GrantName(_parse(_GRANT, text, field, f"grants/ and {_WORDS}"))


def resource_name(text: str, field: str = "resource") -> ResourceName:
    return ResourceName(_parse(_RESOURCE, text, field, "resources/ and lower-case letters, digits, '.', '_' and '-'"))


def webhook_name(text: str, field: str = "name") -> WebhookName:
    return WebhookName(_parse(_WEBHOOK, text, field, f"webhooks/ and {_WORDS}"))


def caller_name(text: str, field: str = "caller") -> CallerName:
    wanted = f"callers/ and {_WORDS}; or callers/ and spiffe, uri, subject or token, '/' and what follows from it"
    if len(text) > _LONGEST_CALLER:
        raise InvalidError(field, text, f"at most {_LONGEST_CALLER} characters")
    return CallerName(_parse(_CALLER, text, field, wanted))


def purpose(text: str, field: str = "purpose") -> Purpose:
    return Purpose(_parse(_IDENTIFIER, text, field, f"a purpose such as 'export-control': {_WORDS}"))


def population(text: str, field: str = "population") -> Population:
    return Population(_parse(_IDENTIFIER, text, field, f"a population such as 'employee': {_WORDS}"))


def attestation_of(principal: PrincipalName, attestation_id: str) -> AttestationName:
    return AttestationName(f"{principal}/attestations/{attestation_id}")


def subject_of(attestation: AttestationName) -> PrincipalName:
    """The principal that an attestation is about."""
    return PrincipalName(_owner(attestation))


def evidence_of(principal: PrincipalName, evidence_id: str) -> EvidenceName:
    return EvidenceName(f"{principal}/evidence/{evidence_id}")


def subject_of_evidence(evidence: EvidenceName) -> PrincipalName:
    """The principal that evidence is about."""
    return PrincipalName(_owner(evidence))


def credential_of(principal: PrincipalName, credential_id: str) -> CredentialName:
    return CredentialName(f"{principal}/credentials/{credential_id}")


def holder_of(credential: CredentialName) -> PrincipalName:
    """The principal that a credential is about."""
    return PrincipalName(_owner(credential))


def version_of(directive: DirectiveName, number: int) -> VersionName:
    return VersionName(f"{directive}/versions/{number}")


def directive_within(name: str) -> DirectiveName:
    """The directive of its own name, or of the name of one of its versions."""
    return DirectiveName(_owner(name))


def split_version(version: VersionName) -> tuple[DirectiveName, int]:
    directive, _, number = version.rpartition("/versions/")
    return DirectiveName(directive), int(number)
