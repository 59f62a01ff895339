"""Case files: what they say, as claims, and what they may not say."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from denizen.domain.cases import Case, CasePrincipal, Expected, parse_cases, principals_of, world_of
from denizen.domain.claims import (
    Citizenship,
    CitizenshipClass,
    Claim,
    ClaimKind,
    Completeness,
    ImmigrationCategory,
    ImmigrationStatus,
)
from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError
from denizen.domain.intervals import ALWAYS, Interval

US, CA, DE = map(Country.of, ("US", "CA", "DE"))
LPR = ImmigrationStatus(US, ImmigrationCategory.PERMANENT_RESIDENT)


def case(principal: dict[str, Any], **given: object) -> Case:
    raw = {"id": "c", "instrument": "SOME_RULE", "at": "2026-05-15", "expected": "FOREIGN", "principal": principal}
    (parsed,) = parse_cases([raw | given])
    return parsed


def person(**given: object) -> CasePrincipal:
    return principals_of(case({"kind": "person", **given}), "t")[0]


def organisation(**given: object) -> tuple[CasePrincipal, ...]:
    return principals_of(case({"kind": "organization", "org": given}), "t")


def day(text: str) -> datetime:
    return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)


def holding(principal: CasePrincipal, at: str = "2026-05-15") -> set[Claim]:
    return {each.claim for each in principal.claims if each.holds and day(at) in each.held}


def denied(principal: CasePrincipal) -> set[Claim]:
    return {each.claim for each in principal.claims if not each.holds}


def closures(principal: CasePrincipal, kind: ClaimKind, at: str = "2026-05-15") -> list[Completeness]:
    return [each for each in holding(principal, at) if isinstance(each, Completeness) and each.of is kind]


def test_a_case_names_its_directive_and_its_resource() -> None:
    found = case({"kind": "person"}, resource="mythos-5", why="because", citation="1 USC 1", confidence="own")
    assert found.directive == "directives/some-rule"
    assert found.resource == "resources/mythos-5"
    assert (found.at, found.expected, found.why) == (day("2026-05-15"), Expected.FOREIGN, "because")


@pytest.mark.parametrize("given", ["2026-05-15T12:30:00Z", "2026-05-15T14:30:00+02:00"])
def test_a_moment_may_be_an_instant(given: str) -> None:
    assert case({"kind": "person"}, at=given).at == datetime(2026, 5, 15, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("principal", "field"),
    [
        ({"kind": "robot"}, "c.principal.kind"),
        ({"kind": "person", "nationality": "US"}, "c.principal.nationality"),
        ({"kind": "person", "citizenships": [{"country": "XX"}]}, "c.principal.citizenships[0].country"),
        ({"kind": "person", "citizenships": [{"country": "US", "until": 1}]}, "c.principal.citizenships[0].until"),
        (
            {"kind": "person", "citizenships": [{"country": "US", "status": "KING"}]},
            "c.principal.citizenships[0].status",
        ),
        ({"kind": "person", "citizenships": "US"}, "c.principal.citizenships"),
        (
            {"kind": "person", "citizenships": [{"country": "US", "from": "2020-01-01", "to": "2020-01-01"}]},
            "c.principal.citizenships[0].to",
        ),
        (
            {"kind": "person", "us_status": {"statuses": [{"category": "GREEN"}]}},
            "c.principal.us_status.statuses[0].category",
        ),
        ({"kind": "person", "us_status": {"done": True}}, "c.principal.us_status.done"),
        ({"kind": "person", "stateless": "yes"}, "c.principal.stateless"),
        ({"kind": "person", "conflicts": ["residence"]}, "c.principal.conflicts"),
        ({"kind": "person", "affiliations": [{"type": "FRIEND"}]}, "c.principal.affiliations[0].type"),
        ({"kind": "organization", "org": {"owners": [{"pct": 101}]}}, "c.principal.org.owners[0].pct"),
        ({"kind": "organization", "org": {"owners": [{"pct": "half"}]}}, "c.principal.org.owners[0].pct"),
        ({"kind": "organization", "org": {"owners": [{"share": 1}]}}, "c.principal.org.owners[0].share"),
        ({"kind": "organization", "org": {"branch_of": {"colour": "red"}}}, "c.principal.org.branch_of.colour"),
        ({"kind": "organization", "org": {"lists": ["No Such!"]}}, "c.principal.org.lists"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused_by_its_place(principal: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        case(principal)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"id": "a"}, "cases"),
        ([1], "[0]"),
        ([{"at": "2026-01-01"}], "[0].id"),
        ([{"id": "a", "instrument": "X", "at": "soon", "expected": "FOREIGN", "principal": {}}], "a.at"),
        ([{"id": "a", "instrument": "X", "expected": "FOREIGN", "principal": {}}], "a.at"),
        ([{"id": "a", "instrument": "?", "at": "2026-01-01", "expected": "FOREIGN", "principal": {}}], "a.instrument"),
        ([{"id": "a", "instrument": "X", "at": "2026-01-01", "expected": "MAYBE", "principal": {}}], "a.expected"),
        ([{"id": "a", "instrument": "X", "at": "2026-01-01", "expected": "FOREIGN"}], "a.principal"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_none_is_refused(raw: object, field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        parse_cases(raw)
    assert refused.value.field == field


def test_an_id_stands_once() -> None:
    raw = {"id": "a", "instrument": "X", "at": "2026-01-01", "expected": "FOREIGN", "principal": {"kind": "person"}}
    with pytest.raises(InvalidError, match="no other case"):
        parse_cases([raw, raw])


def test_names_are_the_same_each_time_and_another_in_each_namespace() -> None:
    asked = case({"kind": "organization", "org": {"ultimate_parent": {}, "branch_of": {}}}, id="A very/LONG id " * 9)
    one, other = principals_of(asked, "one"), principals_of(asked, "two")
    assert [each.name for each in one] == [each.name for each in principals_of(asked, "one")]
    assert not {each.name for each in one} & {each.name for each in other}
    assert len({each.name for each in one}) == 3
    assert all(len(each.name) <= len("principals/") + 63 for each in one)


def test_a_citizenship_told_twice_is_one() -> None:
    found = person(
        citizenships=[{"country": "US", "status": "CITIZEN"}],
        us_status={"statuses": [{"category": "US_CITIZEN"}], "complete": True},
    )
    citizenships = [each.claim for each in found.claims if isinstance(each.claim, Citizenship)]
    assert citizenships == [Citizenship(US, CitizenshipClass.CITIZEN)]


def test_a_set_whose_members_come_and_go_is_closed_piece_by_piece() -> None:
    found = person(
        citizenships=[
            {"country": "US", "status": "CITIZEN", "to": "2023-03-01"},
            {"country": "CA", "status": "CITIZEN", "from": "2021-01-01"},
        ],
        citizenships_complete=True,
    )
    american, canadian = (Citizenship(country, CitizenshipClass.CITIZEN) for country in (US, CA))
    pieces = [(each.held, each.claim.members) for each in found.claims if isinstance(each.claim, Completeness)]
    assert pieces == [
        (Interval(None, day("2021-01-01")), frozenset({american})),
        (Interval(day("2021-01-01"), day("2023-03-01")), frozenset({american, canadian})),
        (Interval(day("2023-03-01")), frozenset({canadian})),
    ]


def test_us_status_closes_both_kinds_for_the_united_states_alone() -> None:
    found = person(
        citizenships=[{"country": "CA", "status": "CITIZEN"}],
        us_status={"statuses": [{"category": "LPR", "from": "2020-01-01"}, {"category": "NONE"}], "complete": True},
    )
    (citizenship,) = closures(found, ClaimKind.CITIZENSHIP)
    (immigration,) = closures(found, ClaimKind.IMMIGRATION_STATUS)
    assert citizenship.countries == immigration.countries == frozenset({US})
    assert citizenship.members == frozenset()
    assert immigration.members == {LPR}
    assert closures(found, ClaimKind.IMMIGRATION_STATUS, "2019-12-31")[0].members == frozenset()


def test_each_set_closes_its_own_category() -> None:
    found = person(
        permanent_residencies=[{"country": "CA"}],
        permanent_residencies_complete=True,
        residence_permits=[{"country": "DE", "kind": "temporary"}],
        residence_permits_complete=True,
        rights_of_abode=["GB"],
        rights_of_abode_complete=False,
    )
    closed = {tuple(each.categories or ()): each for each in closures(found, ClaimKind.IMMIGRATION_STATUS)}
    residence = closed[(ImmigrationCategory.PERMANENT_RESIDENT,)]
    assert residence.except_countries == {US}
    assert residence.members == {ImmigrationStatus(CA, ImmigrationCategory.PERMANENT_RESIDENT)}
    permits = closed[(ImmigrationCategory.RESIDENCE_PERMIT,)]
    assert permits.members == {ImmigrationStatus(DE, ImmigrationCategory.RESIDENCE_PERMIT)}
    assert permits.except_countries == frozenset()
    assert len(closed) == 2


@pytest.mark.parametrize("us_status", [None, {"statuses": [], "complete": True}], ids=["silence", "closed"])
def test_a_conflict_has_two_sides(us_status: object) -> None:
    found = person(us_status=us_status, conflicts=["us_status"])
    assert LPR in holding(found)
    assert LPR in denied(found) or any(
        LPR not in each.members for each in closures(found, ClaimKind.IMMIGRATION_STATUS)
    )


@pytest.mark.parametrize(
    ("given", "holds"), [(True, True), (False, False), (None, None)], ids=["yes", "no", "nothing attested"]
)
def test_a_flag_of_a_person(given: bool | None, holds: bool | None) -> None:
    found = person(stateless=given, lawfully_present_us=given, eu_free_movement_family_member=given)
    assert [each.holds for each in found.claims] == [holds] * (0 if holds is None else 3)


def test_everything_is_verified_at_the_moment_of_the_case_for_one_purpose() -> None:
    asked = case({"kind": "person", "citizenships": [{"country": "US"}]})
    principals: Iterable[CasePrincipal] = principals_of(asked, "t")
    (facts,) = world_of(principals, asked.at).values()
    (attestation,) = facts.attestations
    assert attestation.claim == Citizenship(US)
    assert (attestation.verified_at, attestation.held) == (asked.at, ALWAYS)
    assert attestation.purposes == {"export-control"}
    assert attestation.assurance.ordinal.name == "HIGH"
    assert facts.screening_keys
