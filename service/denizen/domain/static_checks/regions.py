"""What would make a leaf TRUE: a claim of one family with one of some parts, in some countries, at some time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import product

from denizen.domain.claims import (
    Citizenship,
    CitizenshipClass,
    ClaimKind,
    ImmigrationCategory,
    ImmigrationStatus,
    Member,
)
from denizen.domain.countries import Country
from denizen.domain.countries.country import alpha_2_names
from denizen.domain.errors import InvalidError
from denizen.domain.evaluation.persons import EVERY_CLASS
from denizen.domain.evaluation.scopes import EVERYTHING, Scope
from denizen.domain.rules import (
    CitizenOf,
    Countries,
    Current,
    EquityTradedIn,
    EstablishedIn,
    ForeignCitizen,
    HeadquarteredIn,
    HoldsStatus,
    IncorporatedIn,
    LawfullyPresentIn,
    Listed,
    MajorityOwnedBy,
    MostRecentCountryIn,
    OrganisationIs,
    PresentIn,
    PrincipalPlaceIn,
    ResidentIn,
    Rule,
    Since,
    UltimateParentHeadquarteredIn,
    When,
)
from denizen.domain.wellformed import check_claim

Part = object
Signature = frozenset[int]
"""The leaves, by their places, that one possible claim makes TRUE."""
ScopeOf = Callable[[Countries | None], Scope]

_MULTIPLE = (LawfullyPresentIn, EstablishedIn, EquityTradedIn, MajorityOwnedBy)
_SINGLE = (
    MostRecentCountryIn,
    ResidentIn,
    IncorporatedIn,
    HeadquarteredIn,
    UltimateParentHeadquarteredIn,
    PrincipalPlaceIn,
    PresentIn,
)
_ALWAYS_NAMED = frozenset(map(Country.of, ("US", "GB")))
"""Countries with classes and statuses of their own."""


@dataclass(frozen=True, slots=True)
class Region:
    """`single`: of the family's claims a principal has at most one at a time."""

    family: object
    scope: Scope
    parts: frozenset[Part] = frozenset((None,))
    when: When = field(default_factory=Current)
    single: bool = False


def region(leaf: Rule, scope_of: ScopeOf) -> Region | None:
    """The region of a leaf, by the countries that its sets have at a moment.

    None for one of which no other can tell anything: it is not about regions, or about one country only.
    """
    match leaf:
        case CitizenOf(countries, classes, when):
            return Region(ClaimKind.CITIZENSHIP, scope_of(countries), classes or EVERY_CLASS, when)
        case ForeignCitizen(home):
            abroad = Scope(frozenset((home,)), complement=True)
            return Region(ClaimKind.CITIZENSHIP, abroad, EVERY_CLASS)
        case HoldsStatus(categories, countries, when):
            return Region(ClaimKind.IMMIGRATION_STATUS, scope_of(countries), frozenset(categories), when)
        case OrganisationIs(classes, countries):
            scope = scope_of(countries)
            return Region(ClaimKind.ORGANISATION_CLASS, scope, frozenset(classes), single=True)
        case Listed(lists):
            return Region(Listed, EVERYTHING, frozenset(lists))
        case _ if isinstance(leaf, _SINGLE):
            return Region(type(leaf), scope_of(leaf.countries), single=True)
        case _ if isinstance(leaf, _MULTIPLE):
            return Region(type(leaf), scope_of(leaf.countries))
        case _:
            return None


def signatures(regions: list[Region], at: datetime) -> frozenset[Signature]:
    """What each possible claim of the family of `regions` makes TRUE at `at`; a claim in none of them is left out."""
    named = {code for each in regions for code in each.scope.codes} | _ALWAYS_NAMED
    # One that no rule names stands for all that none names.
    other = next((each for each in map(Country.of, alpha_2_names()) if each not in named), None)
    countries = {*named, other, None}
    parts = frozenset().union(*(each.parts for each in regions))
    slots = tuple(_slots(regions, at))
    found: set[Signature] = set()
    for country, part in product(countries, parts):
        if _may_exist(country, part):
            matching = [i for i, each in enumerate(regions) if country in each.scope and part in each.parts]
            found.update(frozenset(i for i in matching if slot(regions[i].when)) for slot in slots)
    return frozenset(found - {frozenset()})


def _slots(regions: Iterable[Region], at: datetime) -> Iterator[Callable[[When], bool]]:
    """The times at which a claim can hold, as far as leaves tell them apart: now, and from each of their dates on."""
    yield lambda when: isinstance(when, Current) or when.moment is None or when.moment <= at
    for date in {each.when.moment for each in regions if isinstance(each.when, Since)}:
        if date is None or date <= at:
            yield partial(_looks_back_to, date)


def _looks_back_to(date: datetime | None, when: When) -> bool:
    if isinstance(when, Current):
        return False
    return when.moment is None or (date is not None and when.moment <= date)


def _may_exist(country: Country | None, part: Part) -> bool:
    """Whether it can be attested: some classes and statuses are of one country only."""
    match part:
        case CitizenshipClass():
            return _is_wellformed(Citizenship(country, part))
        case ImmigrationCategory():
            return _is_wellformed(ImmigrationStatus(country, part))
        case _:
            return True


def _is_wellformed(claim: Member) -> bool:
    try:
        check_claim(claim, holds=True)
    except InvalidError:
        return False
    return True
