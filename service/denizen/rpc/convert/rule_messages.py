"""Rules into messages."""

from typing import Any

from denizen.domain.rule_paths import FIELDS
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
from denizen.rpc.convert.countries import written_all
from denizen.rpc.convert.enums import AFFILIATION, CATEGORY, CITIZENSHIP, ORGANISATION, PRINCIPAL
from denizen.rpc.convert.percents import write_percent
from denizen.v1 import rule_pb2 as pb


def write_rule(rule: Rule) -> pb.Rule:
    """The rule as a message; what is a set there is in order."""
    value: dict[str, Any] = {FIELDS[type(rule)]: _value(rule)}
    return pb.Rule(**value)


def _value(rule: Rule) -> object:
    match rule:
        case All(rules) | AnyOf(rules):
            return [write_rule(each) for each in rules]
        case Not(inner):
            return write_rule(inner)
        case Definition(name):
            return name
        case Is(kind):
            return PRINCIPAL.write(kind)
        case CitizenOf(countries, classes, when):
            named = sorted(map(CITIZENSHIP.write, classes))
            return pb.CitizenOf(countries=_listed(countries), classes=named, **_when(when))
        case ForeignCitizen(home):
            return pb.ForeignCitizen(home=home.code)
        case HoldsStatus(categories, countries, when):
            named = sorted(map(CATEGORY.write, categories))
            return pb.HoldsStatus(countries=_listed(countries), categories=named, **_when(when))
        case (
            MostRecentCountryIn(countries)
            | ResidentIn(countries)
            | LawfullyPresentIn(countries)
            | IncorporatedIn(countries)
            | HeadquarteredIn(countries)
            | UltimateParentHeadquarteredIn(countries)
            | PrincipalPlaceIn(countries)
            | EstablishedIn(countries)
            | EquityTradedIn(countries)
            | MajorityOwnedBy(countries)
            | PresentIn(countries)
        ):
            return _countries(countries)
        case Affiliated(roles, organisation):
            return pb.Affiliated(kinds=sorted(map(AFFILIATION.write, roles)), organisation=write_rule(organisation))
        case MissedNaturalizationWindow(country):
            return pb.MissedNaturalizationWindow(country=country.code)
        case OrganisationIs(klasses, countries):
            return pb.OrganisationIs(classes=sorted(map(ORGANISATION.write, klasses)), countries=_listed(countries))
        case ControlledBy(controller):
            return pb.ControlledBy(
                controller=None if controller is None else write_rule(controller), foreign=controller is None
            )
        case OwnedBy(owner, share, exceeded):
            told = {"more_than" if exceeded else "at_least": write_percent(share)}
            return pb.OwnedBy(owner=write_rule(owner), **told)
        case SubsidiaryOf(parent, in_fact):
            return pb.SubsidiaryOf(parent=write_rule(parent), controlled_in_fact=in_fact)
        case Listed(lists):
            return pb.Listed(lists=sorted(lists))


def _listed(countries: Countries | None) -> list[str]:
    """Countries of a leaf that takes no exceptions."""
    if countries is None:
        return []
    if countries.excepted is not None:
        raise ValueError("this rule takes countries, and no exceptions from all of them")
    return [*written_all(countries.codes), *sorted(countries.sets)]


def _countries(countries: Countries) -> pb.Countries:
    if countries.excepted is not None:
        return pb.Countries(except_countries=written_all(countries.excepted))
    return pb.Countries(countries=_listed(countries))


def _when(when: When) -> dict[str, str]:
    match when:
        case Current():
            return {"when": "WHEN_CURRENT"}
        case Since(moment):
            if moment is None:
                return {"when": "WHEN_EVER"}
            return {"when": "WHEN_SINCE", "since": moment.date().isoformat()}
