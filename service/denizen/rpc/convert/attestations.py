"""Attestations out of messages and into them."""

from dataclasses import replace

from denizen.domain import names
from denizen.domain.assurance import Assurance
from denizen.domain.attestations import Attestation, AttestationRecord, AttestationState, SelfDeclaration
from denizen.domain.names import PrincipalName
from denizen.domain.refusals import inside
from denizen.domain.submissions import Submission
from denizen.rpc.convert.claim_messages import write_claim
from denizen.rpc.convert.claims import read_claim
from denizen.rpc.convert.enums import ASSURANCE, STATE
from denizen.rpc.convert.moments import (
    read_interval,
    read_optional_moment,
    write_interval,
    write_known,
    write_moment,
)
from denizen.rpc.convert.requests import read_purposes
from denizen.rpc.convert.unknown import refuse_unknown
from denizen.v1 import attestation_pb2 as pb


def read_submission(subject: PrincipalName, message: pb.Attestation, field: str) -> Submission:
    """What is submitted about `subject`, well-formed. Fields that are output only are not read."""
    refuse_unknown(message, field)
    with inside(field):
        with inside("claim"):
            claim, given = read_claim(message.claim, holds=not message.does_not_hold)
        return Submission(
            subject=subject,
            claim=claim,
            purposes=read_purposes(message.purposes),
            holds=not message.does_not_hold,
            held=read_interval(message.held, "held"),
            vouched=read_interval(message.vouched, "vouched"),
            assurance=_assurance(message),
            issuer=names.issuer_name(message.issuer, "issuer") if message.issuer else None,
            verified_at=read_optional_moment(message, "verified_at", "verified_at"),
            evidence=tuple(message.evidence),
            declaration=_declaration(message),
            country_as_given=given,
        )


def read_times(submission: Submission, message: pb.Attestation, field: str) -> Submission:
    """A submission that says the same, at the times of the message."""
    with inside(field):
        return replace(
            submission,
            held=read_interval(message.held, "held"),
            vouched=read_interval(message.vouched, "vouched"),
            verified_at=read_optional_moment(message, "verified_at", "verified_at"),
        )


def _assurance(message: pb.Attestation) -> Assurance | None:
    if not message.HasField("assurance"):
        return None
    return Assurance.parse(message.assurance.framework, message.assurance.level, "assurance")


def _declaration(message: pb.Attestation) -> SelfDeclaration | None:
    if not message.HasField("self_declaration"):
        return None
    declared = message.self_declaration
    return SelfDeclaration(
        text=declared.text,
        text_version=declared.text_version,
        text_sha256=declared.text_sha256,
        language=declared.language,
        signer=names.principal_name(declared.signer, "self_declaration.signer"),
        on_behalf_of=names.principal_name(declared.on_behalf_of, "self_declaration.on_behalf_of"),
    )


def read_state(request: pb.ListAttestationsRequest) -> AttestationState | None:
    """The state asked for; None: any."""
    return STATE.read_optional(request.state, "state")


def write_attestation(record: AttestationRecord) -> pb.Attestation:
    """An attestation with its state as known."""
    attestation = record.attestation
    return pb.Attestation(
        name=attestation.name,
        claim=write_claim(attestation.claim, attestation.country_as_given, holds=attestation.holds),
        does_not_hold=not attestation.holds,
        held=write_interval(attestation.held),
        vouched=write_interval(attestation.vouched),
        assurance=write_assurance(attestation.assurance),
        issuer=attestation.issuer,
        purposes=sorted(attestation.purposes),
        verified_at=write_moment(attestation.verified_at),
        evidence=attestation.evidence,
        self_declaration=_written(attestation),
        state=STATE.write(record.state),
        known=write_known(record.known),
        create_time=write_moment(record.created),
        supersedes=record.supersedes or "",
        superseded_by=record.superseded_by or "",
    )


def write_assurance(assurance: Assurance) -> pb.Assurance:
    """As reported, with our ordinal."""
    return pb.Assurance(
        framework=assurance.framework,
        level=assurance.level,
        ordinal=ASSURANCE.write(assurance.ordinal),
    )


def _written(attestation: Attestation) -> pb.SelfDeclaration | None:
    declared = attestation.declaration
    if declared is None:
        return None
    return pb.SelfDeclaration(
        text=declared.text,
        text_version=declared.text_version,
        text_sha256=declared.text_sha256,
        language=declared.language,
        signer=declared.signer,
        on_behalf_of=declared.on_behalf_of,
    )
