"""Where a rule stands: the names that rule files and messages give to each kind of rule, and the path to each."""

from collections.abc import Iterator, Mapping

from denizen.domain.rules import (
    Affiliated,
    All,
    AnyOf,
    CitizenOf,
    ControlledBy,
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
    SubsidiaryOf,
    UltimateParentHeadquarteredIn,
)

FIELDS: Mapping[type[Rule], str] = {
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
    OrganisationIs: "organisation_is",
    ControlledBy: "controlled_by",
    MajorityOwnedBy: "majority_owned_by",
    OwnedBy: "owned_by",
    SubsidiaryOf: "subsidiary_of",
    PresentIn: "present_in",
    Listed: "listed",
}
"""The field of the message that holds each kind of rule."""


def inner_rules(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """The rules directly inside `rule`, each with its path from there."""
    match rule:
        case All(rules) | AnyOf(rules):
            yield from ((f"{FIELDS[type(rule)]}[{index}]", inner) for index, inner in enumerate(rules))
        case Not(inner):
            yield "not", inner
        case Affiliated(organisation=inner):
            yield "affiliated.organisation", inner
        case OwnedBy(owner=inner):
            yield "owned_by.owner", inner
        case SubsidiaryOf(parent=inner):
            yield "subsidiary_of.parent", inner
        case ControlledBy(controller=inner) if inner is not None:
            yield "controlled_by.controller", inner
        case _:
            return


def walk_paths(rule: Rule, path: str) -> Iterator[tuple[str, Rule]]:
    """`rule`, which stands at `path`, and every rule inside it, each with its path."""
    yield path, rule
    for step, inner in inner_rules(rule):
        yield from walk_paths(inner, f"{path}.{step}")
