"""Provisions that overlap, and sets in which nobody is."""

import pytest

from denizen.domain.directives import (
    Provision,
)
from denizen.domain.names import CountrySetName, ListName
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import CountrySet, Membership, ScreeningList
from denizen.domain.rules import (
    AnyOf,
    CitizenOf,
    HoldsStatus,
    Listed,
    Not,
    ResidentIn,
    Rule,
)
from denizen.domain.static_checks import Filled, Surroundings, check
from denizen.domain.static_checks.provisions import overlapping_provisions
from denizen.domain.static_checks.sets import empty_sets
from denizen.domain.warnings import StaticWarning, WarningKind
from tests.unit.evaluation.builders import (
    AGENCY,
    BUREAU,
    HIGH,
    PERMANENT,
    US,
    countries,
    held,
)
from tests.unit.static_checks.test_surroundings import AMERICAN, UNSURE, asking, clears, content


def covering(name: str, kinds: str = "", populations: str = "", resources: str = "") -> Provision:
    return Provision(
        name,
        AMERICAN,
        kinds=frozenset(map(PrincipalKind, kinds.split())),
        populations=frozenset(populations.split()),  # type: ignore[arg-type] # names, as far as this goes
        resources=frozenset(resources.split()),  # type: ignore[arg-type] # likewise
    )


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        pytest.param({}, {}, "persons and organisations, every population, every resource", id="everything"),
        pytest.param({"kinds": "person"}, {}, "persons, every population, every resource", id="persons"),
        pytest.param({"kinds": "person"}, {"kinds": "organisation"}, None, id="other kinds"),
        pytest.param(
            {"populations": "staff"}, {}, "persons and organisations, staff, every resource", id="one population"
        ),
        pytest.param({"populations": "staff"}, {"populations": "guest"}, None, id="other populations"),
        pytest.param(
            {"populations": "staff guest"},
            {"populations": "guest staff other"},
            "persons and organisations, guest, staff, every resource",
            id="two populations",
        ),
        pytest.param({"resources": "r1"}, {"resources": "r2"}, None, id="other resources"),
        pytest.param(
            {"resources": "r2"},
            {"resources": "r1 r2"},
            "persons and organisations, every population, r2",
            id="a resource",
        ),
        pytest.param(
            {"populations": "staff", "resources": "r1"},
            {"populations": "staff", "resources": "r2"},
            None,
            id="one of two",
        ),
    ],
)
def test_provisions_that_overlap(one: dict[str, str], other: dict[str, str], shared: str | None) -> None:
    text = f"a and b both cover {shared}; the strictest answer wins"
    told = [] if shared is None else [StaticWarning(WarningKind.OVERLAPPING_PROVISIONS, "provisions[1]", text)]
    assert list(overlapping_provisions(content(covering("a", **one), covering("b", **other)))) == told


NOWHERE, LATER = CountrySetName("countrySets/nowhere"), CountrySetName("countrySets/later")


BARE, FULL = ListName("lists/bare"), ListName("lists/full")


SETS = {NOWHERE: CountrySet(NOWHERE), LATER: CountrySet(LATER, members=(Membership(US, held("2099")),))}


LISTS = {BARE: Filled(ScreeningList(BARE), 0), FULL: Filled(ScreeningList(FULL), 1)}


NO_COUNTRY, NOBODY = f"{NOWHERE} has no members: no country is in it", f"{BARE} has no entries: nobody is on it"


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        pytest.param(CitizenOf(countries(sets=["later"])), [], id="with a member, later"),
        pytest.param(CitizenOf(countries(sets=["unknown"])), [], id="one that is not there is another matter"),
        pytest.param(
            CitizenOf(countries(sets=["nowhere", "later"])), [("citizen_of.countries", NO_COUNTRY)], id="an empty set"
        ),
        pytest.param(Listed(frozenset({FULL})), [], id="a list with an entry"),
        pytest.param(Listed(frozenset({FULL, BARE})), [("listed.lists", NOBODY)], id="an empty list"),
        pytest.param(
            AnyOf((Listed(frozenset({BARE})), CitizenOf(countries(sets=["nowhere"])), Listed(frozenset({BARE})))),
            [("any[0].listed.lists", NOBODY), ("any[1].citizen_of.countries", NO_COUNTRY)],
            id="each where it is first named",
        ),
        pytest.param(
            AnyOf((ResidentIn(countries(sets=["nowhere"])), CitizenOf(countries(sets=["nowhere"])))),
            [("any[0].resident_in.countries", NO_COUNTRY)],
            id="a set named twice",
        ),
        pytest.param(HoldsStatus(frozenset({PERMANENT})), [], id="no countries at all"),
    ],
)
def test_sets_in_which_nobody_is(rule: Rule, told: list[tuple[str, str]]) -> None:
    wanted = [StaticWarning(WarningKind.EMPTY_SET, f"provisions[0].definition.{path}", text) for path, text in told]
    assert list(empty_sets(content(asking(rule)), SETS, LISTS)) == wanted


def test_a_test_subset_is_meant_to_be_empty() -> None:
    sets = {NOWHERE: CountrySet(NOWHERE, test_subset=True)}
    lists = {BARE: Filled(ScreeningList(BARE, test_subset=True), 0)}
    rule = AnyOf((CitizenOf(countries(sets=["nowhere"])), Listed(frozenset({BARE}))))
    assert list(empty_sets(content(asking(rule)), sets, lists)) == []


def test_everything_is_checked_and_seen_from_the_request() -> None:
    rule = AnyOf((AMERICAN, Not(AMERICAN), CitizenOf(countries(sets=["nowhere"]))))
    version = content(asking(rule, citizenship=clears(HIGH, AGENCY, BUREAU)), covering("q"))
    found = check(version, Surroundings(1, (), (held("2024", "2025"), held("2026")), SETS, LISTS, (UNSURE,)))
    assert [(each.kind, each.field) for each in found] == [
        (WarningKind.NEVER_FALSE, "version.provisions[0].definition"),
        (WarningKind.OVERLAPPING_PROVISIONS, "version.provisions[1]"),
        (WarningKind.UNMET_THRESHOLD, "version.provisions[0].thresholds[0].clearing.minimum"),
        (WarningKind.UNREGISTERED_ISSUER, "version.provisions[0].thresholds[0].clearing.issuers"),
        (WarningKind.EMPTY_SET, "version.provisions[0].definition.any[2].citizen_of.countries"),
        (WarningKind.GAP, "planned_activations[0]"),
    ]
