"""Evidence that cannot be: not well-formed, of the future, or about somebody else."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from denizen.domain.claims import CitizenshipClass, ImmigrationCategory
from denizen.domain.countries import Country
from denizen.domain.errors import DenizenError, InvalidError, NotFoundError
from denizen.domain.evidence.documents import (
    AdmissionRecord,
    EmploymentAuthorization,
    NaturalizationCertificate,
    Passport,
    PermanentResidentCard,
    RegistryExtract,
    ResidencePermit,
)
from denizen.domain.evidence.kinds import CardGeneration, CertificateForm, CheckKind
from denizen.domain.evidence.records import Check
from denizen.domain.names import PrincipalName
from tests.unit.evidence.builders import checks
from tests.unit.usecases.builders import ACME, NOW, House
from tests.unit.usecases.examining import SEEN, add, new

# What is well-formed

CARD = PermanentResidentCard(CardGeneration.I_551_2017, ImmigrationCategory.PERMANENT_RESIDENT)
FR = Country.of("FR")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"purposes": frozenset()}, "purposes", id="no purpose"),
        pytest.param({"country": None}, "country", id="nobody issued it"),
        pytest.param({"document": CARD, "country": FR}, "country", id="a US form of another country"),
        pytest.param({"document": RegistryExtract("x"), "country": None}, "country", id="a register of no country"),
        pytest.param(
            {"document": ResidencePermit(ImmigrationCategory.RESIDENCE_PERMIT)}, "country", id="a US residence permit"
        ),
        pytest.param({"number": "Ä1"}, "document_number", id="no number"),
        pytest.param({"number": "1" * 65}, "document_number", id="a long number"),
        pytest.param({"authority": " "}, "authority", id="an empty authority"),
        pytest.param({"authority": "x" * 129}, "authority", id="a long authority"),
        pytest.param(
            {"issued_on": date(2026, 1, 2), "expires_on": date(2026, 1, 1)}, "expires_on", id="expired before issued"
        ),
        pytest.param(
            {"document": NaturalizationCertificate(CertificateForm.N_550), "expires_on": date(2030, 1, 1)},
            "expires_on",
            id="a certificate that expires",
        ),
        pytest.param(
            {"document": NaturalizationCertificate(CertificateForm.N_560)},
            "naturalization_certificate.form",
            id="the form of another certificate",
        ),
        pytest.param(
            {"document": replace(CARD, category=ImmigrationCategory.ASYLEE)},
            "permanent_resident_card.category",
            id="a card of another status",
        ),
        pytest.param(
            {"document": replace(CARD, generation=CardGeneration.I_551_1977), "expires_on": date(2030, 1, 1)},
            "permanent_resident_card.generation",
            id="a card of 1977 that expires",
        ),
        pytest.param({"document": AdmissionRecord("")}, "admission_record.class_of_admission", id="no class"),
        pytest.param(
            {"document": AdmissionRecord("F-1", duration_of_status=True), "expires_on": date(2030, 1, 1)},
            "admission_record.duration_of_status",
            id="D/S and a date",
        ),
        pytest.param(
            {"document": EmploymentAuthorization("(c)(9)")}, "employment_authorization.category", id="no category"
        ),
        pytest.param({"document": Passport(None, CitizenshipClass.CITIZEN)}, "passport.class", id="a class of nothing"),
        pytest.param({"document": Passport(FR, CitizenshipClass.BNO)}, "passport.class", id="a class of another"),
        pytest.param({"checks": checks(*SEEN) * 11}, "checks", id="too many checks"),
        pytest.param({"checks": (Check(CheckKind.STATUS_LOOKUP, "", NOW),)}, "checks[0].by", id="checked by nobody"),
    ],
)
def test_what_is_not_well_formed_is_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidError) as raised:
        new(**changes)
    assert raised.value.field == field
    assert "Ä1" not in str(raised.value)


LATER = NOW + timedelta(days=2)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"subject": PrincipalName("principals/nobody")}, NotFoundError, id="about nobody"),
        pytest.param({"subject": ACME}, InvalidError, id="the passport of an organisation"),
        pytest.param({"document": RegistryExtract("RCS"), "number": ""}, InvalidError, id="a person in a register"),
        pytest.param({"issued_on": LATER.date()}, InvalidError, id="issued in the future"),
        pytest.param({"checks": checks(*SEEN, at=LATER)}, InvalidError, id="checked in the future"),
    ],
)
def test_what_cannot_be_is_refused(house: House, changes: dict[str, Any], error: type[DenizenError]) -> None:
    head = house.head
    with pytest.raises(error):
        add(house, **changes)
    assert house.head == head
