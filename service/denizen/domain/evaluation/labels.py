"""Rules in a few words, for explanations and errors."""

from collections.abc import Iterable
from enum import Enum

from denizen.domain.rules import (
    Affiliated,
    All,
    AnyOf,
    CitizenOf,
    ControlledBy,
    Countries,
    Current,
    Definition,
    EquityTradedIn,
    EstablishedIn,
    ForeignCitizen,
    HeadquarteredIn,
    HoldsStatus,
    IncorporatedIn,
    Is,
    LawfullyPresentIn,
    Listed,
    MajorityOwnedBy,
    MissedNaturalizationWindow,
    MostRecentCountryIn,
    Not,
    OrganisationIs,
    OwnedBy,
    PresentIn,
    PrincipalPlaceIn,
    ResidentIn,
    Rule,
    Since,
    SubsidiaryOf,
    UltimateParentHeadquarteredIn,
    When,
)

NAMES: dict[type, str] = {
    All: "all",
    AnyOf: "any",
    Not: "not",
    Definition: "definition",
    Is: "is",
    CitizenOf: "citizen_of",
    ForeignCitizen: "foreign_citizen",
    HoldsStatus: "holds_status",
    MostRecentCountryIn: "most_recent_country_in",
    ResidentIn: "resident_in",
    LawfullyPresentIn: "lawfully_present_in",
    Affiliated: "affiliated",
    MissedNaturalizationWindow: "missed_naturalization_window",
    IncorporatedIn: "incorporated_in",
    HeadquarteredIn: "headquartered_in",
    UltimateParentHeadquarteredIn: "ultimate_parent_headquartered_in",
    PrincipalPlaceIn: "principal_place_in",
    EstablishedIn: "established_in",
    EquityTradedIn: "equity_traded_in",
    MajorityOwnedBy: "majority_owned_by",
    OrganisationIs: "organisation_is",
    ControlledBy: "controlled_by",
    OwnedBy: "owned_by",
    SubsidiaryOf: "subsidiary_of",
    PresentIn: "present_in",
    Listed: "listed",
}
"""The name of each rule in the API and in files."""


def label(rule: Rule) -> str:
    """The rule's name with what it asks, without the rules inside it."""
    return " ".join((NAMES[type(rule)], *_words(rule)))


def _words(rule: Rule) -> Iterable[str]:
    match rule:
        case Definition(name):
            yield name
        case Is(kind):
            yield kind.name
        case CitizenOf(countries, classes, when):
            yield _countries(countries)
            if classes:
                yield f"as {_enums(classes)}"
            yield from _when(when)
        case ForeignCitizen(home):
            yield f"other than {home}"
        case HoldsStatus(categories, countries, when):
            yield _enums(categories)
            if countries is not None:
                yield f"of {_countries(countries)}"
            yield from _when(when)
        case Affiliated(roles):
            yield f"as {_enums(roles)}"
        case MissedNaturalizationWindow(country):
            yield str(country)
        case OrganisationIs(classes, countries):
            yield _enums(classes)
            if countries is not None:
                yield f"of {_countries(countries)}"
        case ControlledBy(None):
            yield "foreign persons"
        case OwnedBy(share=share, exceeded=exceeded):
            yield f"{'more than' if exceeded else 'at least'} {share} %"
        case SubsidiaryOf(in_fact=True):
            yield "controlled in fact"
        case Listed(lists):
            yield ", ".join(sorted(lists))
        case _ if isinstance(countries := getattr(rule, "countries", None), Countries):
            yield _countries(countries)
        case _:
            pass


def _countries(countries: Countries) -> str:
    if countries.excepted is not None:
        return f"any but {', '.join(sorted(map(str, countries.excepted)))}"
    return ", ".join((*sorted(map(str, countries.codes)), *sorted(countries.sets)))


def _enums(members: Iterable[Enum]) -> str:
    return ", ".join(sorted(member.name for member in members))


def _when(when: When) -> Iterable[str]:
    match when:
        case Current():
            pass
        case Since(moment):
            yield "ever" if moment is None else f"since {moment.date().isoformat()}"
