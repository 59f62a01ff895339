"""What an identity provider tells of its evidence: what is kept of it."""

from datetime import date
from typing import Any

import pytest

from denizen.domain.evidence.documents import (
    Document,
    ElectronicRecord,
    ElectronicSignature,
    NationalId,
    OtherDocument,
    Passport,
    Vouch,
)
from denizen.domain.evidence.kinds import CheckKind
from tests.minted_credentials import id_token
from tests.minted_credentials import verified_claims as claims
from tests.unit.usecases.bank import FR, ISSUER, VERIFIED_AT, bank_office, evidence
from tests.unit.usecases.builders import EXPORT
from tests.unit.usecases.credentials import Office


@pytest.fixture
def office() -> Office:
    return bank_office()


def test_what_was_examined_is_kept_with_its_checks_and_no_number(office: Office) -> None:
    found = office.present(id_token()).value
    (record,) = evidence(office)
    kept = record.evidence
    assert (kept.document, kept.country, kept.authority) == (Passport(), FR, "Ministère de l'intérieur")
    assert (kept.issued_on, kept.expires_on) == (date(2023, 5, 7), date(2033, 5, 6))
    assert record.numbered
    assert [(each.kind, each.by, each.at, each.reference) for each in kept.checks] == [
        (CheckKind.VISUAL_IN_PERSON, ISSUER, VERIFIED_AT, "seen"),
        (CheckKind.FACE_IN_PERSON, ISSUER, VERIFIED_AT, ""),
    ]
    assert kept.purposes == {EXPORT}
    references = found.attestations[0].attestation.evidence
    assert references == (kept.name, "sha-256:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=", found.record.name)


KINDS: dict[str, tuple[dict[str, Any], Document, str]] = {
    "an identity card": (
        {"type": "document", "document_details": {"type": "idcard", "issuer": {"country": "DE"}}},
        NationalId(),
        "",
    ),
    "one of an unknown country": (
        {"type": "document", "document_details": {"type": "idcard", "issuer": {"name": "A town"}}},
        OtherDocument("idcard"),
        "A town",
    ),
    "a bill": (
        {"type": "document", "document_details": {"type": "utility_statement"}},
        OtherDocument("utility_statement"),
        "told by issuers/bank",
    ),
    "nothing told of it": ({"type": "document"}, OtherDocument("unspecified"), "told by issuers/bank"),
    "a record": (
        {"type": "electronic_record", "record": {"type": "population_register", "source": {"name": "A register"}}},
        ElectronicRecord("population_register"),
        "A register",
    ),
    "a vouch": (
        {
            "type": "vouch",
            "attestation": {"type": "written_attestation", "voucher": {"name": "Vera", "organization": "Town hall"}},
        },
        Vouch("written_attestation"),
        "Town hall",
    ),
    "a signature": (
        {"type": "electronic_signature", "signature_type": "qes_eidas", "issuer": "A trust", "serial_number": "10_9"},
        ElectronicSignature("qes_eidas"),
        "A trust",
    ),
}


@pytest.mark.parametrize(("told", "document", "authority"), KINDS.values(), ids=KINDS)
def test_every_type_of_evidence_is_kept(
    office: Office, told: dict[str, Any], document: Document, authority: str
) -> None:
    office.present(id_token(verified_claims=claims(verification={"evidence": [told]})))
    (record,) = evidence(office)
    assert (record.evidence.document, record.evidence.authority) == (document, authority)
    assert not record.numbered


METHODS = {
    "vpip": "VISUAL_IN_PERSON",
    "vpiruv": "VISUAL_IN_PERSON",
    "vri": "VISUAL_REMOTE",
    "vdig": "VISUAL_REMOTE",
    "vcrypt": "CHIP_PASSIVE_AUTHENTICATION",
    "data": "DATABASE_LOOKUP",
    "auth": "HOLDER_AUTHENTICATION",
    "token": "HOLDER_AUTHENTICATION",
    "kbv": "KNOWLEDGE",
    "pvp": "FACE_IN_PERSON",
    "pvr": "FACE_REMOTE",
    "bvp": "BIOMETRIC_COMPARISON",
    "bvr": "BIOMETRIC_COMPARISON",
}


def test_methods_of_checks(office: Office) -> None:
    methods = [*METHODS, "something_else"]
    told = {"type": "document", "check_details": [{"check_method": each} for each in methods]}
    office.present(id_token(verified_claims=claims(verification={"evidence": [told]})))
    (record,) = evidence(office)
    assert [each.kind.name for each in record.evidence.checks] == list(METHODS.values())
