"""What is certain of leaves on claims of which several may hold at once."""

import pytest

from denizen.domain.countries import Country
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import (
    All,
    AnyOf,
    Countries,
    EquityTradedIn,
    EstablishedIn,
    LawfullyPresentIn,
    MissedNaturalizationWindow,
    Not,
    Rule,
)
from denizen.domain.warnings import WarningKind
from tests.unit.static_checks.test_constants import found

US, FR = Country.of("US"), Country.of("FR")
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
