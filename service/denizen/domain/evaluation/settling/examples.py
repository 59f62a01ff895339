"""A claim that would do: one of those that a goal allows, always the same one."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from denizen.domain.claims import (
    US_ONLY,
    Citizenship,
    CitizenshipClass,
    ClaimKind,
    EquityMarket,
    Establishment,
    Headquarters,
    ImmigrationCategory,
    ImmigrationStatus,
    Incorporation,
    LawfulPresence,
    MajorityOwned,
    Member,
    OrganisationClass,
    OrganisationClassification,
    PrincipalPlace,
    Residence,
)
from denizen.domain.countries import Country
from denizen.domain.countries.country import alpha_2_names
from denizen.domain.evaluation.leaf import covered
from denizen.domain.evaluation.regions import Part
from denizen.domain.evaluation.settling.ground import Ground
from denizen.domain.rules import Countries

_UNITED_STATES = "US"

_PLAIN = {
    ClaimKind.RESIDENCE: Residence,
    ClaimKind.LAWFUL_PRESENCE: LawfulPresence,
    ClaimKind.INCORPORATION: Incorporation,
    ClaimKind.PRINCIPAL_PLACE: PrincipalPlace,
    ClaimKind.HEADQUARTERS: Headquarters,
    ClaimKind.MAJORITY_OWNED: MajorityOwned,
    ClaimKind.ESTABLISHMENT: Establishment,
    ClaimKind.EQUITY_MARKET: EquityMarket,
}
"""Claims that say nothing but a country."""


def example(
    kind: ClaimKind,
    parts: frozenset[Part],
    inside: Iterable[Countries | None],
    outside: Iterable[Countries | None],
    ground: Ground,
) -> Member | None:
    """A claim of `kind` in all of `inside` and none of `outside`, with one of `parts`; None: there is none."""
    for country in countries(tuple(inside), tuple(outside), ground):
        made = _claim(kind, country, parts)
        if made is not None:
            return made
    return None


def countries(
    inside: tuple[Countries | None, ...], outside: tuple[Countries | None, ...], ground: Ground
) -> Iterator[Country | None]:
    """Countries that satisfy both, as the directive lists them, or by code with those that it does not name first."""
    within = [covered(each, ground.moment) for each in inside]
    without = [covered(each, ground.moment) for each in outside]
    finite = next((each for each in inside if each is not None and each.excepted is None), None)
    candidates: Iterable[Country | None]
    if finite is not None:
        candidates = _as_listed(finite, ground)
    else:
        every = _all_countries()
        unmentioned = (each for each in every if each not in ground.mentioned)
        candidates = chain((None,), unmentioned, (each for each in every if each in ground.mentioned))
    return (each for each in candidates if all(each in s for s in within) and not any(each in s for s in without))


@cache
def _all_countries() -> tuple[Country, ...]:
    return tuple(sorted(map(Country.of, alpha_2_names())))


def other_class(country: Country | None, parts: frozenset[Part], *, inside: bool) -> CitizenshipClass | None:
    """A class of nationality that the country's law gives and that is, or is not, one of `parts`."""
    return next((each for each in _classes(country) if (each in parts) is inside), None)


def _as_listed(named: Countries, ground: Ground) -> list[Country]:
    moment = ground.moment
    listed = sorted(named.codes)
    for name in sorted(named.sets):
        members = moment.countries(name)
        in_order = (each.country for each in moment.reference.country_sets[name].members if each.country in members)
        listed.extend((*in_order, *sorted(members)))
    return list(dict.fromkeys(listed))


def _classes(country: Country | None) -> list[CitizenshipClass]:
    match country.code if country is not None else "":
        case "GB":
            plain = (CitizenshipClass.UNSPECIFIED, CitizenshipClass.CITIZEN, CitizenshipClass.NONCITIZEN_NATIONAL)
            return [each for each in CitizenshipClass if each not in plain]
        case "US":
            return [CitizenshipClass.CITIZEN, CitizenshipClass.NONCITIZEN_NATIONAL]
        case _:
            return [CitizenshipClass.CITIZEN]


def _claim(kind: ClaimKind, country: Country | None, parts: frozenset[Part]) -> Member | None:
    if kind is ClaimKind.IMMIGRATION_STATUS:
        here = country is not None and country.code == _UNITED_STATES
        categories = (each for each in ImmigrationCategory if each in parts and (here or each not in US_ONLY))
        category = next(categories, None)
        return None if category is None else ImmigrationStatus(country, category)
    if kind is ClaimKind.ORGANISATION_CLASS:
        klass = next((each for each in OrganisationClass if each in parts), None)
        return None if klass is None else OrganisationClassification(klass, country)
    if country is None:
        return None
    if kind is ClaimKind.CITIZENSHIP:
        own = other_class(country, parts, inside=True)
        return None if own is None else Citizenship(country, own)
    plain = _PLAIN.get(kind)
    return None if plain is None else plain(country)
