"""Evidence into messages: what it is, what was done to it, and what it proves. Never a document's number."""

from typing import Any

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
    WithNationality,
)
from denizen.domain.evidence.records import Check
from denizen.domain.evidence.supporting import Support
from denizen.domain.evidence.table import Expiry
from denizen.rpc.convert.countries import written
from denizen.rpc.convert.enums import (
    CARD_GENERATION,
    CATEGORY,
    CERTIFICATE_FORM,
    CHECK,
    CHECK_RESULT,
    CITIZENSHIP,
    CLAIM,
    EVIDENCE_STATE,
    STRENGTH,
)
from denizen.rpc.convert.moments import write_known, write_moment
from denizen.usecases.evidence import Weighed
from denizen.v1 import evidence_pb2 as pb


def write_evidence(weighed: Weighed) -> pb.Evidence:
    """A record with its state as known, and what it proves."""
    record = weighed.record
    evidence = record.evidence
    return pb.Evidence(
        name=evidence.name,
        **_document(evidence.document),
        country=written(evidence.country),
        authority=evidence.authority,
        issued_on=evidence.issued_on.isoformat() if evidence.issued_on else "",
        expires_on=evidence.expires_on.isoformat() if evidence.expires_on else "",
        checks=map(_check, evidence.checks),
        purposes=sorted(evidence.purposes),
        state=EVIDENCE_STATE.write(record.state),
        strength=STRENGTH.write(weighed.strength),
        supports=map(_support, weighed.supports),
        numbered=record.numbered,
        number_seen_elsewhere=record.shared,
        known=write_known(record.known),
        create_time=write_moment(record.created),
        supersedes=record.supersedes or "",
        superseded_by=record.superseded_by or "",
    )


def _check(check: Check) -> pb.EvidenceCheck:
    return pb.EvidenceCheck(
        kind=CHECK.write(check.kind),
        by=check.by,
        at=write_moment(check.at),
        result=CHECK_RESULT.write(check.result),
        reference=check.reference,
    )


def _support(support: Support) -> pb.EvidenceSupport:
    return pb.EvidenceSupport(
        row=support.row.id,
        claim_kind=CLAIM.write(support.row.claim),
        does_not_hold=not support.row.holds,
        strength=STRENGTH.write(support.strength),
        assurance_level="" if support.assurance is None else support.assurance.name,
        ends_with_expiry=support.row.expiry is Expiry.ENDS_CLAIM,
    )


def _national(document: WithNationality) -> dict[str, Any]:
    return {"nationality": written(document.nationality), "class": CITIZENSHIP.write(document.klass)}


def _document(document: Document) -> dict[str, Any]:
    """The field of the message with its value."""
    match document:
        case Passport():
            return {"passport": pb.Passport(**_national(document))}
        case PassportCard():
            return {"passport_card": pb.PassportCard(**_national(document))}
        case PermanentResidentCard(generation, category, klass):
            card = pb.PermanentResidentCard(
                generation=CARD_GENERATION.write(generation),
                category=CATEGORY.write(category),
                class_of_admission=klass or "",
            )
            return {"permanent_resident_card": card}
        case AdmissionRecord(klass, duration):
            return {"admission_record": pb.AdmissionRecord(class_of_admission=klass, duration_of_status=duration)}
        case EmploymentAuthorization(code):
            return {"employment_authorization": pb.EmploymentAuthorization(category=code)}
        case NaturalizationCertificate(form):
            return {"naturalization_certificate": pb.NaturalizationCertificate(form=CERTIFICATE_FORM.write(form))}
        case CitizenshipCertificate(form):
            return {"citizenship_certificate": pb.CitizenshipCertificate(form=CERTIFICATE_FORM.write(form))}
        case RefugeeTravelDocument():
            return {"refugee_travel_document": pb.RefugeeTravelDocument()}
        case NationalId():
            return {"national_id": pb.NationalId(**_national(document))}
        case ResidencePermit(category):
            return {"residence_permit": pb.ResidencePermit(category=CATEGORY.write(category))}
        case RegistryExtract(register):
            return {"registry_extract": pb.RegistryExtract(register=register)}
        case OtherDocument(word):
            return {"other_document": pb.OtherDocument(type=word)}
        case ElectronicRecord(word, _, _, status):
            recorded = CATEGORY.write(status) if status else None
            return {"electronic_record": pb.ElectronicRecord(type=word, category=recorded, **_national(document))}
        case Vouch(word):
            return {"vouch": pb.Vouch(type=word)}
        case ElectronicSignature(word):
            return {"electronic_signature": pb.ElectronicSignature(type=word)}
