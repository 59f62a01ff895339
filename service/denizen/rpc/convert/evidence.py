"""Evidence out of messages. How it is written is in `evidence_messages`."""

from collections.abc import Callable, Mapping
from typing import Any

from denizen.domain.claims import CitizenshipClass
from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError
from denizen.domain.evidence.documents import (
    AdmissionRecord,
    CitizenshipCertificate,
    Document,
    ElectronicRecord,
    ElectronicSignature,
    EmploymentAuthorization,
    NationalId,
    NaturalizationCertificate,
    OtherDocument,
    Passport,
    PassportCard,
    PermanentResidentCard,
    RefugeeTravelDocument,
    RegistryExtract,
    ResidencePermit,
    Vouch,
)
from denizen.domain.evidence.kinds import EvidenceState
from denizen.domain.evidence.records import Check
from denizen.domain.evidence.submissions import NewEvidence
from denizen.domain.names import PrincipalName
from denizen.domain.refusals import inside
from denizen.rpc.convert.countries import read_citizenship, read_claimed
from denizen.rpc.convert.enums import (
    CARD_GENERATION,
    CATEGORY,
    CERTIFICATE_FORM,
    CHECK,
    CHECK_RESULT,
    CITIZENSHIP,
    EVIDENCE_STATE,
)
from denizen.rpc.convert.moments import read_date, read_moment
from denizen.rpc.convert.requests import read_purposes
from denizen.rpc.convert.unknown import refuse_unknown
from denizen.v1 import evidence_pb2 as pb
from denizen.verification.document_evidence import Draft


def read_evidence(subject: PrincipalName, message: pb.Evidence, field: str) -> NewEvidence:
    """What is recorded about `subject`, well-formed. Fields that are output only are not read."""
    refuse_unknown(message, field)
    with inside(field):
        return NewEvidence(
            subject=subject,
            document=_document(message),
            purposes=read_purposes(message.purposes),
            country=read_claimed(message.country, "country"),
            authority=message.authority,
            issued_on=read_date(message.issued_on, "issued_on"),
            expires_on=read_date(message.expires_on, "expires_on"),
            checks=tuple(_check(check, f"checks[{index}]") for index, check in enumerate(message.checks)),
            number=message.document_number,
        )


def read_draft(message: pb.Evidence, field: str) -> Draft:
    """What is said of a document besides its zone, which may leave out what it is."""
    refuse_unknown(message, field)
    with inside(field):
        return Draft(
            purposes=read_purposes(message.purposes),
            document=None if message.WhichOneof("document") is None else _document(message),
            country=read_claimed(message.country, "country"),
            authority=message.authority,
            issued_on=read_date(message.issued_on, "issued_on"),
            expires_on=read_date(message.expires_on, "expires_on"),
            checks=tuple(_check(check, f"checks[{index}]") for index, check in enumerate(message.checks)),
            number=message.document_number,
        )


def _document(message: pb.Evidence) -> Document:
    kind = message.WhichOneof("document")
    if kind is None:
        raise InvalidError("document", None, f"exactly one of {', '.join(_READERS)}")
    with inside(kind):
        return _READERS[kind](getattr(message, kind))


def _check(message: pb.EvidenceCheck, field: str) -> Check:
    with inside(field):
        if not message.HasField("at"):
            raise InvalidError("at", None, "the moment of the check")
        return Check(
            kind=CHECK.read(message.kind, "kind"),
            by=message.by,
            at=read_moment(message.at, "at"),
            result=CHECK_RESULT.read(message.result, "result"),
            reference=message.reference,
        )


def _national(
    message: pb.Passport | pb.PassportCard | pb.NationalId | pb.ElectronicRecord,
) -> tuple[Country | None, CitizenshipClass]:
    klass = CITIZENSHIP.read_optional(getattr(message, "class"), "class")
    return read_citizenship(message.nationality, "nationality"), klass or CitizenshipClass.UNSPECIFIED


def _record(message: pb.ElectronicRecord) -> ElectronicRecord:
    return ElectronicRecord(message.type, *_national(message), CATEGORY.read_optional(message.category, "category"))


def _resident_card(message: pb.PermanentResidentCard) -> PermanentResidentCard:
    return PermanentResidentCard(
        CARD_GENERATION.read(message.generation, "generation"),
        CATEGORY.read(message.category, "category"),
        message.class_of_admission or None,
    )


_READERS: Mapping[str, Callable[[Any], Document]] = {
    "passport": lambda m: Passport(*_national(m)),
    "passport_card": lambda m: PassportCard(*_national(m)),
    "permanent_resident_card": _resident_card,
    "admission_record": lambda m: AdmissionRecord(m.class_of_admission, m.duration_of_status),
    "employment_authorization": lambda m: EmploymentAuthorization(m.category),
    "naturalization_certificate": lambda m: NaturalizationCertificate(CERTIFICATE_FORM.read(m.form, "form")),
    "citizenship_certificate": lambda m: CitizenshipCertificate(CERTIFICATE_FORM.read(m.form, "form")),
    "refugee_travel_document": lambda _: RefugeeTravelDocument(),
    "national_id": lambda m: NationalId(*_national(m)),
    "residence_permit": lambda m: ResidencePermit(CATEGORY.read(m.category, "category")),
    "registry_extract": lambda m: RegistryExtract(m.register),
    "other_document": lambda m: OtherDocument(m.type),
    "electronic_record": _record,
    "vouch": lambda m: Vouch(m.type),
    "electronic_signature": lambda m: ElectronicSignature(m.type),
}
"""By the field of the message."""


def read_state(request: pb.ListEvidenceRequest) -> EvidenceState | None:
    """The state asked for; None: any."""
    return EVIDENCE_STATE.read_optional(request.state, "state")
