"""What a document proves of somebody's status, to the letter."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from denizen.domain.attestations import Known
from denizen.domain.claims import (
    Citizenship,
    CitizenshipClass,
    ClaimKind,
    ImmigrationCategory,
    ImmigrationStatus,
    Residence,
)
from denizen.domain.countries import Country
from denizen.domain.errors import PreconditionError
from denizen.domain.evidence.citing import Citation, check_citable
from denizen.domain.evidence.documents import (
    Document,
    ElectronicRecord,
    OtherDocument,
    Passport,
    PermanentResidentCard,
    ResidencePermit,
)
from denizen.domain.evidence.kinds import CardGeneration, EvidenceKind, EvidenceState, Strength
from denizen.domain.evidence.records import Evidence, EvidenceRecord, over
from denizen.domain.evidence.submissions import NewEvidence
from denizen.domain.evidence.supporting import applies, outlasts, proves
from denizen.domain.evidence.table import CountryShown, Expiry, Row
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import EvidenceName, PrincipalName, Purpose
from denizen.domain.reference import Confidence
from denizen.evidence_table import evidence_table

US, FR = Country.of("US"), Country.of("FR")
NOW = datetime(2026, 3, 2, tzinfo=UTC)
NAME = EvidenceName("principals/alice/evidence/e1")
ALICE, EXPORT = PrincipalName("principals/alice"), frozenset({Purpose("export-control")})
RESIDENT, PERMIT = ImmigrationCategory.PERMANENT_RESIDENT, ImmigrationCategory.RESIDENCE_PERMIT


def evidence(document: Document, country: Country = US) -> Evidence:
    return Evidence(NAME, document, EXPORT, country)


def card(admission: str | None = None) -> Evidence:
    return evidence(PermanentResidentCard(CardGeneration.I_551_2017, RESIDENT, admission))


PERMITTED = evidence(ResidencePermit(PERMIT), FR)
RECORDED = evidence(ElectronicRecord("immigration_register", category=PERMIT), FR)


@pytest.mark.parametrize(
    ("shown", "category", "klass", "proved"),
    [
        pytest.param(card(), RESIDENT, None, True, id="a card"),
        pytest.param(card(), RESIDENT, "IR1", False, id="a class that the card does not show"),
        pytest.param(card("IR-1"), RESIDENT, "ir1", True, id="a class that it writes otherwise"),
        pytest.param(card("IR1"), RESIDENT, "IR6", False, id="another class"),
        pytest.param(card(), ImmigrationCategory.CONDITIONAL_PERMANENT_RESIDENT, None, False, id="another status"),
        pytest.param(PERMITTED, PERMIT, None, True, id="a permit"),
        pytest.param(PERMITTED, PERMIT, "IR1", False, id="a class that no permit shows"),
        pytest.param(PERMITTED, ImmigrationCategory.NONIMMIGRANT, None, False, id="another status than the permit's"),
        pytest.param(RECORDED, PERMIT, None, True, id="a record"),
        pytest.param(RECORDED, ImmigrationCategory.RIGHT_OF_ABODE, None, False, id="another status on record"),
        pytest.param(RECORDED, PERMIT, "IR1", False, id="a class that no record shows"),
    ],
)
def test_what_status_a_document_shows(
    shown: Evidence, category: ImmigrationCategory, klass: str | None, proved: bool
) -> None:
    claim = ImmigrationStatus(shown.country, category, klass)
    rows = [row for row in evidence_table().rows_of(shown.kind) if applies(row, shown)]
    assert any(proves(row, shown, claim, holds=True) for row in rows) is proved


PR = Country.of("PR")
ROW = Row(
    "row",
    EvidenceKind.ELECTRONIC_RECORD,
    ClaimKind.CITIZENSHIP,
    CountryShown.ISSUER,
    Strength.STRONG,
    Expiry.ENDS_CLAIM,
    ("a law",),
    Confidence.TEXT,
)


@pytest.mark.parametrize(
    ("claim", "proved"),
    [
        pytest.param(Citizenship(US), True, id="citizenship is of the sovereign"),
        pytest.param(Citizenship(PR), False, id="and of no territory"),
        pytest.param(Residence(PR), True, id="a place is itself"),
        pytest.param(Residence(US), False, id="and not the sovereign's"),
    ],
)
def test_what_the_office_of_a_territory_proves(claim: Citizenship | Residence, proved: bool) -> None:
    shown = evidence(OtherDocument("register"), PR)
    assert proves(replace(ROW, claim=claim.kind), shown, claim, holds=True) is proved


@pytest.mark.parametrize(
    ("klass", "proved"),
    [(CitizenshipClass.CITIZEN, True), (CitizenshipClass.UNSPECIFIED, True), (CitizenshipClass.BNO, False)],
    ids=lambda each: getattr(each, "name", None),
)
def test_a_document_that_shows_no_class_proves_the_one_that_there_is(klass: CitizenshipClass, proved: bool) -> None:
    assert proves(ROW, evidence(OtherDocument("register"), FR), Citizenship(FR, klass), holds=True) is proved


@pytest.mark.parametrize(
    ("kind", "category", "applied"),
    [
        pytest.param(ClaimKind.IMMIGRATION_STATUS, PERMIT, True, id="a status of the row"),
        pytest.param(ClaimKind.IMMIGRATION_STATUS, RESIDENT, False, id="another status"),
        pytest.param(ClaimKind.RESIDENCE, RESIDENT, True, id="a residence, whatever the status"),
    ],
)
def test_which_rows_speak_of_a_record(kind: ClaimKind, category: ImmigrationCategory, applied: bool) -> None:
    row = replace(ROW, claim=kind, types=frozenset({"register"}), categories=frozenset({PERMIT}))
    assert applies(row, evidence(ElectronicRecord("register", category=category), FR)) is applied


@pytest.mark.parametrize(("category", "applied"), [(PERMIT, True), (RESIDENT, False)], ids=["of the row", "another"])
def test_which_rows_speak_of_a_permit(category: ImmigrationCategory, applied: bool) -> None:
    row = replace(ROW, categories=frozenset({PERMIT}))
    assert applies(row, evidence(ResidencePermit(category), FR)) is applied
    assert not applies(replace(row, issuers=frozenset({US})), evidence(ResidencePermit(category), FR))
    assert not applies(replace(row, except_issuers=frozenset({FR})), evidence(ResidencePermit(category), FR))
    nobodys = Evidence(NAME, ResidencePermit(category), EXPORT, None, "a parish")
    assert not applies(row, nobodys)


@pytest.mark.parametrize(("category", "proved"), [(PERMIT, True), (RESIDENT, False)], ids=["its own", "another"])
def test_a_permit_proves_the_status_on_it_alone(category: ImmigrationCategory, proved: bool) -> None:
    row = replace(ROW, claim=ClaimKind.IMMIGRATION_STATUS, categories=frozenset({PERMIT, RESIDENT}))
    assert proves(row, PERMITTED, ImmigrationStatus(FR, category), holds=True) is proved


def test_what_ends_with_the_evidence_may_last_until_its_last_moment() -> None:
    shown = replace(card(), expires_on=date(2030, 12, 31))
    end = over(date(2030, 12, 31))
    assert not outlasts(ROW, shown, Interval(None, end))
    assert outlasts(ROW, shown, Interval(None, end + timedelta(microseconds=1)))
    assert not outlasts(replace(ROW, expiry=Expiry.NOTHING), shown, ALWAYS)


def test_a_class_is_of_the_nationality_beside_it() -> None:
    made = NewEvidence(ALICE, Passport(US, CitizenshipClass.NONCITIZEN_NATIONAL), EXPORT, US)
    assert made.received(NAME, NOW).document == Passport(US, CitizenshipClass.NONCITIZEN_NATIONAL)


@pytest.mark.parametrize("state", [EvidenceState.SUPERSEDED, EvidenceState.WITHDRAWN], ids=lambda each: each.name)
def test_what_is_over_is_not_cited(state: EvidenceState) -> None:
    record = EvidenceRecord(card(), state, Known(1, NOW), NOW)
    with pytest.raises(PreconditionError) as refused:
        check_citable(Citation(0, NAME), record, ALICE, EXPORT)
    assert refused.value.message == f"{NAME}: it is {state.name}"


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2030, 12, 31), datetime(2031, 1, 1, 12, tzinfo=UTC)),
        (date(9999, 12, 29), datetime(9999, 12, 30, 12, tzinfo=UTC)),
        (date(9999, 12, 31), datetime.max.replace(tzinfo=UTC)),
    ],
    ids=str,
)
def test_a_day_is_over_when_it_is_over_everywhere(day: date, end: datetime) -> None:
    assert over(day) == end
