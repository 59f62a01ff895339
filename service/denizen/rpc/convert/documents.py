"""Machine readable zones out of messages and into them."""

from typing import Any

from denizen.domain import names
from denizen.domain.countries import Kind, Normalized
from denizen.domain.errors import InvalidError
from denizen.rpc.convert.countries import written
from denizen.rpc.convert.enums import MRZ_FLAG, MRZ_FORMAT
from denizen.rpc.convert.evidence import read_draft
from denizen.rpc.convert.evidence_messages import write_evidence
from denizen.usecases.documents import PresentedDocument, VerifiedDocument
from denizen.usecases.ports import Tokens
from denizen.v1 import document_pb2 as pb
from denizen.verification.document_evidence import check_digits_pass
from denizen.verification.mrz import Field, Flag, MachineReadableZone


def read_document(request: pb.VerifyDocumentRequest) -> PresentedDocument:
    """A zone, of whose document it is, and what to record of it."""
    if not request.mrz:
        raise InvalidError("mrz", None, "the lines of a machine-readable zone")
    return PresentedDocument(
        text=request.mrz,
        subject=names.principal_name(request.parent, "parent") if request.parent else None,
        draft=read_draft(request.evidence, "evidence") if request.HasField("evidence") else None,
        supersedes=names.evidence_name(request.supersedes, "supersedes") if request.supersedes else None,
    )


def write_verified(verified: VerifiedDocument, tokens: Tokens) -> pb.VerifyDocumentResponse:
    """The zone, and the record that was made of it."""
    recorded = verified.recorded
    return pb.VerifyDocumentResponse(
        zone=write_zone(verified.zone),
        evidence=write_evidence(recorded.value) if recorded else None,
        revision_token=tokens.revision_token(recorded.revision.number) if recorded else "",
    )


def write_zone(zone: MachineReadableZone) -> pb.MachineReadableZone:
    """Field by field."""
    names_read = zone.names.value
    return pb.MachineReadableZone(
        format=MRZ_FORMAT.write(zone.format),
        sound=zone.is_sound,
        check_digits_pass=check_digits_pass(zone),
        document_code=_text(zone.document_code),
        issuing_state=_country(zone.issuing_state),
        document_number=_text(zone.document_number),
        nationality=_country(zone.nationality),
        birth=pb.MrzBirth(candidates=[day.isoformat() for day in zone.birth.value or ()], **_common(zone.birth)),
        sex=_text(zone.sex),
        expiry=pb.MrzField(value=zone.expiry.value.isoformat() if zone.expiry.value else "", **_common(zone.expiry)),
        names=pb.MrzNames(
            surname=names_read.surname if names_read else "",
            given_names=names_read.given_names if names_read else "",
            **_common(zone.names),
        ),
        optional=_text(zone.optional),
        optional_2=_text(zone.optional_2) if zone.optional_2 else None,
        composite=_text(zone.composite) if zone.composite else None,
    )


def _common(read: Field[Any]) -> dict[str, Any]:
    """What all fields tell: what stands there, and what is wrong with it."""
    flags = sorted(read.flags, key=_ORDER.__getitem__)
    return {
        "raw": read.raw,
        "flags": [MRZ_FLAG.write(flag) for flag in flags],
        "illegal": read.illegal,
        "sound": read.is_sound,
    }


def _text(read: Field[str]) -> pb.MrzField:
    return pb.MrzField(value=read.value or "", **_common(read))


def _country(read: Field[Normalized]) -> pb.MrzCountry:
    found = read.value
    if found is None:
        return pb.MrzCountry(**_common(read))
    told: dict[str, Any] = {"class": f"CITIZENSHIP_CLASS_{found.status}"} if found.status else {}
    return pb.MrzCountry(
        country=written(found.country),
        territory=written(found.territory),
        kind=_KINDS[found.kind] if found.kind else None,
        successors=map(written, found.successors),
        note=found.note,
        **told,
        **_common(read),
    )


_ORDER = {flag: number for number, flag in enumerate(Flag)}
_KINDS = {
    kind: f"COUNTRY_KIND_{'NOT_SPECIFIED' if kind is Kind.UNSPECIFIED else kind.name}"  # zero's name is taken
    for kind in Kind
}
