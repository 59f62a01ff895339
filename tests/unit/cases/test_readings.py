"""What is read from a case key by key, and what a refusal says of it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from denizen.domain.cases import (
    Expected,
    parse_cases,
    principals_of,
)
from denizen.domain.claims import (
    AffiliationKind,
    ClaimKind,
    Completeness,
    ImmigrationCategory,
    ImmigrationStatus,
    Ownership,
)
from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError
from denizen.domain.intervals import Interval
from tests.unit.cases.test_cases import LPR, case, day, holding, organisation, person
from tests.unit.evaluation.builders import US

FR = Country.of("FR")
RAW = {"id": "a", "instrument": "X", "at": "2026-01-01", "expected": "FOREIGN", "principal": {"kind": "person"}}
DATE = "a date such as 2026-06-12, or an instant in RFC 3339"


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in RAW.items() if name != key}


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param({"id": "a"}, "cases: got 'dict', wanted a list of cases", id="one case without a list"),
        pytest.param("- a", "cases: got 'str', wanted a list of cases", id="text"),
        pytest.param([7], "[0]: got 7, wanted a mapping", id="no mapping"),
        pytest.param([{7: "id"}], "[0]: got {7: 'id'}, wanted a mapping", id="a key that is no text"),
        pytest.param([RAW, without("id")], "[1].id: got nothing, wanted an id", id="no id"),
        pytest.param([RAW | {"id": 7}], "[0].id: got 7, wanted text", id="an id that is no text"),
        pytest.param([RAW, RAW], "id: got 'a', wanted an id that no other case of the file has", id="an id twice"),
        pytest.param([without("at")], "a.at: got nothing, wanted a date", id="no moment"),
        pytest.param([RAW | {"at": "soon"}], f"a.at: got 'soon', wanted {DATE}", id="no date"),
        pytest.param(
            [RAW | {"expected": "foreign"}],
            "a.expected: got 'foreign', wanted one of FOREIGN, NOT_FOREIGN, UNDETERMINED, NOT_APPLICABLE",
            id="expected",
        ),
        pytest.param([RAW | {"principal": "ada"}], "a.principal: got 'ada', wanted a mapping", id="a principal's name"),
        pytest.param([RAW | {"by": 1}], None, id="a key that nobody reads"),
    ],
)
def test_what_a_refusal_says(raw: object, message: str | None) -> None:
    with pytest.raises(InvalidError) as refused:
        parse_cases(raw)
    if message is None:
        assert refused.value.field == "a.by"
        wanted = "at, citation, confidence, expected, id, instrument, principal, resource, why"
        assert refused.value.message == f"a.by: got 'by', wanted one of {wanted}"
    else:
        assert refused.value.message == message


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        pytest.param({"instrument": None}, "instrument: got 'directives/'", id="no instrument"),
        pytest.param({"resource": "No Such!"}, "resource: got 'resources/No Such!'", id="no resource's name"),
    ],
)
def test_a_name_that_is_none_is_refused_by_its_key(given: dict[str, object], wrong: str) -> None:
    with pytest.raises(InvalidError) as refused:
        case({"kind": "person"}, **given)
    assert refused.value.message.startswith(f"c.{wrong}")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        pytest.param(
            {"citizenships": [{}]}, "citizenships[0].country: got nothing, wanted a country", id="citizenship"
        ),
        pytest.param(
            {"residence_permits": [{}]}, "residence_permits[0].country: got nothing, wanted a country", id="permit"
        ),
        pytest.param({"citizenships": "US"}, "citizenships: got 'US', wanted a list", id="no list"),
        pytest.param({"citizenships": [7]}, "citizenships[0]: got 7, wanted a mapping", id="neither word nor mapping"),
        pytest.param({"conflicts": ["us_status", 7]}, "conflicts[1]: got 7, wanted a word", id="no word"),
        pytest.param({"conflicts": ["x"]}, "conflicts: got 'x', wanted one of us_status", id="no such conflict"),
        pytest.param({"stateless": "yes"}, "stateless: got 'yes', wanted true, false or null", id="no flag"),
        pytest.param({"residence": {"region": 7}}, "residence.region: got 7, wanted text", id="no text"),
        pytest.param(
            {"residence": {"from": "2020-01-01", "to": "2019-01-01"}},
            "residence.to: got '2019-01-01', wanted after 2020-01-01",
            id="over before it begins",
        ),
        pytest.param({"affiliations": ["ACME"]}, "affiliations[0]: got 'ACME', wanted a mapping", id="a bare word"),
    ],
)
def test_what_a_refusal_says_of_a_person(given: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidError) as refused:
        person(**given)
    assert refused.value.message == f"c.principal.{message}"


@pytest.mark.parametrize("given", [-0.5, 100.5, "half", True], ids=str)
def test_a_share_is_a_percentage(given: object) -> None:
    with pytest.raises(InvalidError) as refused:
        organisation(owners=[{"pct": given}])
    wanted = "a share in percent from 0 to 100"
    assert refused.value.message == f"c.principal.org.owners[0].pct: got {given!r}, wanted {wanted}"


@pytest.mark.parametrize("given", [0, 0.5, 100], ids=str)
def test_the_bounds_of_a_share(given: float) -> None:
    company, owner = organisation(owners=[{"pct": given}])
    assert Ownership(owner.name, Decimal(str(given))) in holding(company)


@pytest.mark.parametrize(
    ("given", "expected"),
    [*((each.value, each) for each in Expected), ("NOT_APPLICABLE", Expected.NOT_FOREIGN)],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_may_be_expected(given: str, expected: Expected) -> None:
    assert case({"kind": "person"}, expected=given).expected is expected


@pytest.mark.parametrize("given", ["iil", "resources/iil"])
def test_a_resource_with_and_without_its_collection(given: str) -> None:
    assert case({"kind": "person"}, resource=given).resource == "resources/iil"


def test_what_a_case_may_leave_out() -> None:
    found = case({"kind": "person"})
    assert (found.resource, found.why) == (None, "")


@pytest.mark.parametrize(
    "given",
    [
        pytest.param("2026-05-15T12:30:00", id="text without a zone"),
        pytest.param(datetime(2026, 5, 15, 12, 30), id="a moment without a zone"),  # noqa: DTZ001 - as YAML gives it
        pytest.param(datetime(2026, 5, 15, 12, 30, tzinfo=UTC), id="a moment"),
    ],
)
def test_a_moment_without_a_zone_is_in_utc(given: object) -> None:
    found = case({"kind": "person"}, at=given).at
    assert (found, found.tzinfo) == (datetime(2026, 5, 15, 12, 30, tzinfo=UTC), UTC)


def test_a_date_is_midnight_in_utc() -> None:
    assert case({"kind": "person"}, at=date(2026, 5, 15)).at == datetime(2026, 5, 15, tzinfo=UTC)


def test_a_moment_elsewhere_is_told_in_utc() -> None:
    """So that the day of it is the same wherever the case is read."""
    assert case({"kind": "person"}, at="2026-05-15T00:30:00+02:00").at.tzinfo is UTC


def test_the_others_are_numbered() -> None:
    found = organisation(ultimate_parent={}, owners=[{"pct": 1}])
    assert [each.name for each in found] == ["principals/t-c", "principals/t-c-1", "principals/t-c-2"]


@pytest.mark.parametrize("kind", ["person", "organization", "organisation"])
@pytest.mark.parametrize(("identity", "name"), [("c", "principals/t-c"), ("(Ä) b!", "principals/t-b")])
def test_the_subject_bears_the_name_of_the_case(kind: str, identity: str, name: str) -> None:
    assert principals_of(case({"kind": kind}, id=identity), "t")[0].name == name


def test_the_class_of_an_admission_is_kept() -> None:
    found = person(us_status={"statuses": [{"category": "NONIMMIGRANT", "class": "H-1B"}]})
    assert holding(found) == {ImmigrationStatus(US, ImmigrationCategory.NONIMMIGRANT, "H-1B")}


@pytest.mark.parametrize(
    ("statuses", "sides"),
    [
        pytest.param([{"category": "LPR"}], {True, False}, id="the status that is named is denied"),
        pytest.param([{"category": "DACA"}], {True}, id="a closed set without it contradicts by itself"),
    ],
)
def test_a_conflict_about_a_closed_set(statuses: list[object], sides: set[bool]) -> None:
    found = person(us_status={"statuses": statuses, "complete": True}, conflicts=["us_status"])
    assert {each.holds for each in found.claims if each.claim == LPR} == sides


@pytest.mark.parametrize("given", [{"country": "FR"}, {"org": {}}, {"type": "EMPLOYEE", "org": {"x": 1}}], ids=str)
def test_an_affiliation_is_refused_by_its_place(given: dict[str, object]) -> None:
    with pytest.raises(InvalidError) as refused:
        person(affiliations=[given])
    assert refused.value.field.startswith("c.principal.affiliations[0].")


@pytest.mark.parametrize(
    ("org", "lists"),
    [pytest.param({}, frozenset(), id="described"), pytest.param(None, None, id="not described")],
)
def test_an_employer_that_is_described_was_screened(org: object, lists: frozenset[str] | None) -> None:
    raw = {"kind": "person", "affiliations": [{"type": "EMPLOYEE", "org": org}]}
    assert principals_of(case(raw), "t")[1].lists == lists


def test_affiliations_come_and_go() -> None:
    row = {"type": "EMPLOYEE", "org": {}, "from": "2020-01-01", "to": "2021-01-01"}
    found = person(affiliations=[row], affiliations_complete=True)
    affiliation, *closures = found.claims
    assert affiliation.claim.kind is ClaimKind.AFFILIATION
    assert getattr(affiliation.claim, "role", None) is AffiliationKind.EMPLOYEE
    assert affiliation.held == Interval(day("2020-01-01"), day("2021-01-01"))
    assert [len(each.claim.members) for each in closures if isinstance(each.claim, Completeness)] == [0, 1, 0]
