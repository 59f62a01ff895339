"""Telling a server the sample population, like anybody would tell it."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

import grpc

from denizen.cli.connection import TIMEOUT_SECONDS
from denizen.cli.population import ADDRESSEE, POPULATION, Sample
from denizen.cli.submitting import attestation_of
from denizen.domain.cases import PURPOSE
from denizen.domain.claims import Claim
from denizen.rpc.convert.claim_messages import write_claim
from denizen.rpc.convert.enums import PRINCIPAL
from denizen.v1 import attestation_pb2, directive_pb2, principal_pb2
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub

ADDRESSEES = "lists/directive-addressee"
VERIFIED = datetime(2026, 5, 4, tzinfo=UTC)
"""When everything was verified: fixed, so that saying it again is saying the same."""

_SCHEME = "registry"
_IDS = UUID("5d0c4a1e-9d5a-4c63-8a53-5f9b1f6f6d10")
_DECLARATION = "I declare that I am a citizen of the United States."


def populate(channel: grpc.Channel) -> None:
    """Adds the population to a server that acts for the development issuer. A second time it changes nothing."""
    principals, attestations = PrincipalServiceStub(channel), AttestationServiceStub(channel)
    for sample in POPULATION:
        principals.CreatePrincipal(_creation(sample), timeout=TIMEOUT_SECONDS)
    for sample in POPULATION:
        for submission in _submissions(sample):
            attestations.SubmitAttestation(submission, timeout=TIMEOUT_SECONDS)
    entries = [
        directive_pb2.ListEntry(external_identifier=each)
        for sample in POPULATION
        if sample.name == ADDRESSEE
        for each in _identifiers(sample)
    ]
    listing = directive_pb2.AddListEntriesRequest(name=ADDRESSEES, entries=entries, request_id=_id("listing"))
    DirectiveServiceStub(channel).AddListEntries(listing, timeout=TIMEOUT_SECONDS)


def _id(what: str) -> str:
    """A request id that is the same each time, so that repeating the write changes nothing."""
    return str(uuid5(_IDS, what))


def _identifiers(sample: Sample) -> list[principal_pb2.ExternalIdentifier]:
    return [principal_pb2.ExternalIdentifier(scheme=_SCHEME, value=value) for value in sample.identifiers]


def _creation(sample: Sample) -> principal_pb2.CreatePrincipalRequest:
    return principal_pb2.CreatePrincipalRequest(
        principal_id=sample.id,
        principal=principal_pb2.Principal(
            kind=PRINCIPAL.write(sample.kind),
            populations=sample.populations,
            display_name=sample.title,
            external_identifiers=_identifiers(sample),
        ),
        purpose=PURPOSE,
        request_id=_id(sample.id),
    )


def _submissions(sample: Sample) -> Iterator[attestation_pb2.SubmitAttestationRequest]:
    attested = [attestation_of(found, VERIFIED) for found in sample.claims]
    declared = [_declaration(sample, claim) for claim in sample.declared]
    for number, attestation in enumerate([*attested, *declared], 1):
        yield attestation_pb2.SubmitAttestationRequest(
            parent=sample.name, attestation=attestation, purpose=PURPOSE, request_id=_id(f"{sample.id}/{number}")
        )


def _declaration(sample: Sample, claim: Claim) -> attestation_pb2.Attestation:
    signed: dict[str, Any] = {
        "text": _DECLARATION,
        "text_version": "1",
        "text_sha256": hashlib.sha256(_DECLARATION.encode()).hexdigest(),
        "language": "en",
        "signer": sample.name,
        "on_behalf_of": sample.name,
    }
    return attestation_pb2.Attestation(
        claim=write_claim(claim),
        purposes=[PURPOSE],
        self_declaration=attestation_pb2.SelfDeclaration(**signed),
    )
