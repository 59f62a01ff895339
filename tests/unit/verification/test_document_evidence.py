"""Evidence out of a zone: what is taken from it, what has to be said besides, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from denizen.domain.claims import CitizenshipClass, ImmigrationCategory
from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError
from denizen.domain.evidence.documents import (
    AdmissionRecord,
    Document,
    EmploymentAuthorization,
    NationalId,
    OtherDocument,
    Passport,
    PassportCard,
    PermanentResidentCard,
    RefugeeTravelDocument,
    ResidencePermit,
)
from denizen.domain.evidence.kinds import CardGeneration, CheckKind, CheckResult
from denizen.domain.evidence.records import Check
from denizen.domain.evidence.submissions import NewEvidence
from denizen.domain.names import PrincipalName, Purpose
from denizen.verification.document_evidence import Draft, evidence_of
from denizen.verification.mrz import read
from tests.unit.verification.mrz.specimens import Specimen

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
KYC = frozenset({Purpose("kyc")})
FRENCH = Specimen(state="FRA", nationality="FRA")
SEEN = Check(CheckKind.VISUAL_IN_PERSON, "a clerk", AT)
DE, FR, GB, US = map(Country.of, ("DE", "FR", "GB", "US"))
CARD = PermanentResidentCard(CardGeneration.I_551_2017, ImmigrationCategory.PERMANENT_RESIDENT, "CR6")
WORKS = EmploymentAuthorization("C09")
PERMIT = ResidencePermit(ImmigrationCategory.RESIDENCE_PERMIT)
VISA = OtherDocument("visa")


def made(zone: str, **said: Any) -> NewEvidence:
    return evidence_of(read(zone, AT.date()), Draft(KYC, **said), PrincipalName("principals/ada"), "denizen", AT)


def refused(zone: str, **said: Any) -> InvalidError:
    with pytest.raises(InvalidError) as raised:
        made(zone, **said)
    return raised.value


def test_a_passport_as_its_zone_has_it() -> None:
    record = made(FRENCH.td3(), checks=(SEEN,), issued_on=date(2022, 4, 16))
    assert (record.document, record.country) == (Passport(FR), FR)
    assert (record.issued_on, record.expires_on) == (date(2022, 4, 16), date(2032, 4, 15))
    assert record.number == "L898902C3"
    assert record.checks == (SEEN, Check(CheckKind.MRZ_CHECK_DIGITS, "denizen", AT, CheckResult.PASSED))


def of(form: Callable[[Specimen], str], code: str, state: str, nationality: str) -> str:
    return form(replace(FRENCH, code=code, state=state, nationality=nationality))


TD1, TD2, TD3 = Specimen.td1, Specimen.td2, Specimen.td3
IMPLIED = {
    "a passport": (of(TD3, "P", "FRA", "FRA"), Passport(FR)),
    "of two letters": (of(TD3, "PP", "D", "D"), Passport(DE)),
    "of a class that its code tells": (of(TD3, "P", "GBR", "GBN"), Passport(GB, CitizenshipClass.BNO)),
    "of a territory": (of(TD3, "P", "GBD", "GBD"), Passport(GB, CitizenshipClass.BOTC)),
    "of Hong Kong": (of(TD3, "P", "CHN", "CHN"), Passport(Country.of("CN"))),
    "of another state than the holder's": (of(TD3, "P", "FRA", "D"), Passport(DE)),
    "of somebody stateless": (of(TD3, "P", "FRA", "XXA"), Passport()),
    "of a refugee": (of(TD3, "P", "FRA", "XXB"), RefugeeTravelDocument()),
    "of a refugee, by both codes": (of(TD3, "PR", "FRA", "XXB"), RefugeeTravelDocument()),
    "a passport card": (of(TD1, "IP", "USA", "USA"), PassportCard(US)),
    "an identity card": (of(TD1, "ID", "FRA", "FRA"), NationalId(FR)),
    "a larger one": (of(TD2, "I", "D", "D"), NationalId(DE)),
    "of another letter": (of(TD1, "A", "EST", "EST"), NationalId(Country.of("EE"))),
}


@pytest.mark.parametrize(("zone", "document"), IMPLIED.values(), ids=IMPLIED)
def test_what_its_codes_say_it_is(zone: str, document: Document) -> None:
    assert made(zone).document == document


OPEN = {
    "a refugee's code for somebody else": (of(TD3, "PR", "FRA", "FRA"), "refugee_travel_document", Passport()),
    "a card for a foreigner": (of(TD1, "I", "FRA", "D"), "residence_permit with its category", PERMIT),
    "an identity card for a foreigner": (of(TD1, "ID", "EST", "RUS"), "national_id", NationalId()),
    "a green card": (of(TD1, "C1", "USA", "MEX"), "permanent_resident_card with its generation", CARD),
    "a commuter's": (of(TD1, "C2", "USA", "CAN"), "permanent_resident_card with its generation", CARD),
    "another US card": (of(TD1, "IA", "USA", "IND"), "employment_authorization with its category", WORKS),
    "a US card of a US national": (of(TD1, "I", "USA", "USA"), "employment_authorization", OtherDocument("card")),
    "a crew certificate": (of(TD1, "AC", "FRA", "FRA"), "other_document", OtherDocument("crew_certificate")),
    "a visa": (replace(FRENCH, code="V").visa(44), "other_document with its type", VISA),
    "a smaller visa": (replace(FRENCH, code="V").visa(36), "other_document with its type", VISA),
}


@pytest.mark.parametrize(("zone", "wanted", "said"), OPEN.values(), ids=OPEN)
def test_what_they_leave_open_has_to_be_said(zone: str, wanted: str, said: Document) -> None:
    refusal = refused(zone)
    assert refusal.field == "evidence.document"
    assert wanted in refusal.wanted
    assert made(zone, document=said).document.kind is said.kind


def test_a_nationality_is_the_zones_also_where_the_kind_is_said() -> None:
    assert made(of(TD1, "ID", "EST", "RUS"), document=NationalId()).document == NationalId(Country.of("RU"))
    assert made(FRENCH.td3(), document=Passport(FR)).document == Passport(FR)
    noncitizen = CitizenshipClass.NONCITIZEN_NATIONAL
    american = of(TD3, "P", "USA", "USA")
    assert made(american, document=Passport(klass=noncitizen)).document == Passport(US, noncitizen)


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        pytest.param(FRENCH.td3(), NationalId(), id="a passport is no card"),
        pytest.param(FRENCH.td3(), CARD, id="nor a green card"),
        pytest.param(of(TD1, "ID", "FRA", "FRA"), Passport(), id="a card no passport"),
        pytest.param(of(TD1, "ID", "FRA", "FRA"), PassportCard(), id="nor a passport card"),
        pytest.param(of(TD1, "ID", "FRA", "FRA"), WORKS, id="nor American"),
        pytest.param(of(TD1, "C1", "USA", "MEX"), WORKS, id="a green card no permit to work"),
        pytest.param(of(TD1, "IA", "USA", "MEX"), CARD, id="a permit to work no green card"),
        pytest.param(of(TD1, "IP", "USA", "USA"), NationalId(), id="there is no US identity card"),
        pytest.param(replace(FRENCH, code="V").visa(44), Passport(), id="a visa no passport"),
        pytest.param(FRENCH.td3(), AdmissionRecord("H-1B"), id="what has no zone"),
    ],
)
def test_it_is_no_other_thing_than_its_code_says(zone: str, said: Document) -> None:
    assert refused(zone, document=said).field == f"evidence.{said.kind.value}"


OTHERWISE = {
    "nationality": ({"document": Passport(DE)}, "evidence.passport.nationality"),
    "country": ({"country": DE}, "evidence.country"),
    "expiry": ({"expires_on": date(2032, 4, 16)}, "evidence.expires_on"),
    "number": ({"number": "L898902C4"}, "evidence.document_number"),
    "no number at all": ({"number": "!"}, "evidence.document_number"),
    "issued after it expires": ({"issued_on": date(2032, 4, 16)}, "evidence.expires_on"),
    "the check that is made here": (
        {"checks": (SEEN, replace(SEEN, kind=CheckKind.MRZ_CHECK_DIGITS))},
        "evidence.checks[1].kind",
    ),
    "too many checks": ({"checks": (SEEN,) * 20}, "evidence.checks"),
}


@pytest.mark.parametrize(("said", "field"), OTHERWISE.values(), ids=OTHERWISE)
def test_nobody_says_otherwise_than_the_zone(said: dict[str, Any], field: str) -> None:
    refusal = refused(FRENCH.td3(), **said)
    assert refusal.field == field
    assert not any(secret in refusal.message for secret in ("L898902C", "FR", "DE"))


def test_nor_another_class_than_its_code_tells() -> None:
    zone = of(TD3, "P", "GBR", "GBO")
    said = Passport(GB, CitizenshipClass.BRITISH_CITIZEN)
    assert refused(zone, document=said).field == "evidence.passport.class"
    assert made(zone, document=Passport(GB, CitizenshipClass.BOC)).document == Passport(GB, CitizenshipClass.BOC)


def test_the_same_said_again_is_no_contradiction() -> None:
    said = {"country": FR, "expires_on": date(2032, 4, 15), "number": "l898-902 c3", "document": Passport(FR)}
    assert made(FRENCH.td3(), **said) == made(FRENCH.td3())


def test_a_body_that_is_no_state_has_to_be_named() -> None:
    zone = of(TD3, "P", "UNO", "FRA")
    assert refused(zone).field == "evidence.country"
    record = made(zone, authority="United Nations")
    assert (record.country, record.document) == (None, Passport(FR))
    assert refused(zone, authority="United Nations", country=FR).field == "evidence.country"


def wrong(zone: str, line: int, place: int, character: str) -> str:
    lines = [list(each) for each in zone.split("\n")]
    lines[line][place] = character
    return "\n".join(map("".join, lines))


MISREAD = {
    "number": (1, 0, "M", {"number": "", "expires_on": date(2032, 4, 15)}),
    "its digit": (1, 9, "0", {"number": "", "expires_on": date(2032, 4, 15)}),
    "birth": (1, 13, "8", {"number": "L898902C3", "expires_on": date(2032, 4, 15)}),
    "expiry": (1, 22, "3", {"number": "L898902C3", "expires_on": None}),
    "optional": (1, 28, "7", {"number": "L898902C3", "expires_on": date(2032, 4, 15)}),
    "composite": (1, 43, "A", {"number": "L898902C3", "expires_on": date(2032, 4, 15)}),
}


@pytest.mark.parametrize(("line", "place", "character", "kept"), MISREAD.values(), ids=MISREAD)
def test_a_digit_that_does_not_fit_fails_the_check_and_is_not_relied_on(
    line: int, place: int, character: str, kept: dict[str, Any]
) -> None:
    record = made(wrong(FRENCH.td3(), line, place, character))
    assert {name: getattr(record, name) for name in kept} == kept
    assert record.checks[-1].result is CheckResult.FAILED


def test_what_the_zone_does_not_tell_somebody_may() -> None:
    zone = wrong(FRENCH.td3(), 1, 22, "3")
    assert made(zone, expires_on=date(2032, 4, 15)).expires_on == date(2032, 4, 15)


NOTHING = {
    "a specimen's state": (Specimen(nationality="FRA").td3(), "mrz.issuing_state"),
    "a specimen's nationality": (Specimen(state="FRA").td3(), "mrz.nationality"),
    "an unlisted state": (of(TD3, "P", "ZZZ", "FRA"), "mrz.issuing_state"),
    "an unlisted nationality": (of(TD3, "P", "FRA", "ZZZ"), "mrz.nationality"),
    "no nationality": (of(TD3, "P", "FRA", ""), "mrz.nationality"),
    "a state of persons": (of(TD3, "P", "XXA", "XXA"), "mrz.issuing_state"),
    "an unlisted code": (of(TD1, "X", "FRA", "FRA"), "mrz.document_code"),
    "a line that was cut": (FRENCH.td3()[:-1], "mrz.nationality"),
}


@pytest.mark.parametrize(("zone", "field"), NOTHING.values(), ids=NOTHING)
def test_codes_that_cannot_be_relied_on_make_no_evidence(zone: str, field: str) -> None:
    assert refused(zone).field == field


def test_visas_have_no_composite_digit() -> None:
    record = made(replace(FRENCH, code="V").visa(44), document=VISA)
    assert (record.document, record.number) == (VISA, "L898902C3")
    assert record.checks[-1].result is CheckResult.PASSED
