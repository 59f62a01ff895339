"""What is certain of leaves on claims: in which countries, with which parts, since when."""

from datetime import UTC, datetime

import pytest

from denizen.domain.claims import ImmigrationCategory, OrganisationClass
from denizen.domain.countries import Country
from denizen.domain.countries.country import alpha_2_names
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import (
    All,
    AnyOf,
    CitizenOf,
    Countries,
    EquityTradedIn,
    EstablishedIn,
    HoldsStatus,
    LawfullyPresentIn,
    MissedNaturalizationWindow,
    Not,
    OrganisationIs,
    ResidentIn,
    Rule,
    Since,
)
from denizen.domain.warnings import WarningKind
from tests.unit.static_checks.test_constants import found

US, FR, CN, RU = map(Country.of, ("US", "FR", "CN", "RU"))
NARROW, WIDE = Countries(frozenset({US})), Countries(frozenset({US, FR}))
PERSON, ORGANISATION = frozenset({PrincipalKind.PERSON}), frozenset({PrincipalKind.ORGANISATION})
PATH = "provisions[0].definition"


@pytest.mark.parametrize(
    ("kinds", "leaf"),
    [(ORGANISATION, EstablishedIn), (ORGANISATION, EquityTradedIn), (PERSON, LawfullyPresentIn)],
    ids=["establishment", "equity", "presence"],
)
def test_one_of_several_is_among_more(kinds: frozenset[PrincipalKind], leaf: type[EstablishedIn]) -> None:
    narrow, wide = leaf(NARROW), leaf(WIDE)
    assert found(All((narrow, Not(wide))), kinds) == [(PATH, WarningKind.NEVER_TRUE)]
    assert found(AnyOf((Not(narrow), wide)), kinds) == [(PATH, WarningKind.NEVER_FALSE)]
    assert found(All((wide, Not(narrow))), kinds) == []
    assert found(All((narrow, leaf(Countries(frozenset({FR}))))), kinds) == []


def test_two_windows_of_one_country_are_one() -> None:
    here, there = MissedNaturalizationWindow(US), MissedNaturalizationWindow(FR)
    both: Rule = All((here, Not(MissedNaturalizationWindow(US))))
    assert found(both, PERSON) == [(PATH, WarningKind.NEVER_TRUE)]
    assert found(All((here, Not(there))), PERSON) == []


def citizen(country: Country, since: int | None = None) -> CitizenOf:
    countries = Countries(frozenset({country}))
    return (
        CitizenOf(countries) if since is None else CitizenOf(countries, when=Since(datetime(since, 1, 1, tzinfo=UTC)))
    )


def of_all_but(*countries: Country) -> Countries:
    return Countries(excepted=frozenset(countries))


def status(category: ImmigrationCategory, *countries: Country, ever: bool = False) -> HoldsStatus:
    given = Countries(frozenset(countries)) if countries else None
    return HoldsStatus(frozenset({category}), given, Since()) if ever else HoldsStatus(frozenset({category}), given)


def government(klass: OrganisationClass) -> OrganisationIs:
    return OrganisationIs(frozenset({klass}), NARROW)


DACA, LPR = ImmigrationCategory.DACA, ImmigrationCategory.PERMANENT_RESIDENT
FOREIGN, INTERNATIONAL = OrganisationClass.FOREIGN_GOVERNMENT, OrganisationClass.INTERNATIONAL_ORGANISATION
EVERY_COUNTRY = tuple(map(Country.of, alpha_2_names()))
LONG = tuple(sorted(set(EVERY_COUNTRY) - {FR}))

NEVER: dict[str, tuple[frozenset[PrincipalKind], Rule]] = {
    "a status that one country gives, and not of it": (PERSON, All((status(DACA), Not(status(DACA, US))))),
    "a citizen now, and not since a date that has come": (
        PERSON,
        All((citizen(RU, 2022), citizen(CN), Not(citizen(CN, 2022)))),
    ),
    "an organisation of two classes": (ORGANISATION, All((government(FOREIGN), government(INTERNATIONAL)))),
    "resident in no country there is": (PERSON, ResidentIn(of_all_but(*EVERY_COUNTRY))),
}


@pytest.mark.parametrize(("kinds", "rule"), NEVER.values(), ids=NEVER)
def test_what_cannot_be(kinds: frozenset[PrincipalKind], rule: Rule) -> None:
    assert found(rule, kinds) == [(PATH, WarningKind.NEVER_TRUE)]


POSSIBLE: dict[str, tuple[frozenset[PrincipalKind], Rule]] = {
    "a status of the one country that gives it": (PERSON, status(DACA, US)),
    "a status that was held once, and is not now": (PERSON, All((status(LPR, ever=True), Not(status(LPR))))),
    "a citizen once, and not since a date": (
        PERSON,
        All((CitizenOf(Countries(frozenset({CN})), when=Since()), Not(citizen(CN, 2020)))),
    ),
    "a citizen after one date, and not after a later one": (
        PERSON,
        All((citizen(RU, 2022), citizen(CN, 2020), Not(citizen(CN, 2022)))),
    ),
    "of one class, and not of another": (ORGANISATION, All((government(FOREIGN), Not(government(INTERNATIONAL))))),
    "established where no equity is traded": (ORGANISATION, All((EstablishedIn(NARROW), Not(EquityTradedIn(NARROW))))),
    "resident in a country that no rule names": (PERSON, ResidentIn(of_all_but(US, Country.of("GB")))),
    "resident in the one country left": (PERSON, ResidentIn(of_all_but(*LONG))),
    "missed in one country, and not in another": (
        PERSON,
        All((MissedNaturalizationWindow(US), Not(MissedNaturalizationWindow(FR)))),
    ),
}


@pytest.mark.parametrize(("kinds", "rule"), POSSIBLE.values(), ids=POSSIBLE)
def test_what_can_be(kinds: frozenset[PrincipalKind], rule: Rule) -> None:
    assert found(rule, kinds) == []
