"""A second evaluator, as plain as can be: what the value of a definition is, and nothing about why or until when.

It knows no algebra of scopes: whether a leaf is FALSE it finds by trying every claim that would make it TRUE, over the
few countries and principals of the tests and one stranger of each, and asking whether that claim is ruled out.
"""

from dataclasses import replace
from itertools import product
from typing import Any

from denizen.domain.claims import (
    Affiliation,
    ClaimKind,
    EquityMarket,
    Establishment,
    Headquarters,
    Incorporation,
    LawfulPresence,
    MajorityOwned,
    PrincipalPlace,
    Residence,
    UltimateParent,
)
from denizen.domain.determinations import Truth
from denizen.domain.names import PrincipalName
from denizen.domain.principals import PrincipalKind
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
    PersonLeaf,
    PresentIn,
    PrincipalPlaceIn,
    ResidentIn,
    Rule,
    SubsidiaryOf,
    UltimateParentHeadquarteredIn,
)
from tests.unit.evaluation.plain.matching import ANYBODY, PLACES
from tests.unit.evaluation.plain.organisations import OrganisationLeaves
from tests.unit.evaluation.plain.persons import PersonLeaves
from tests.unit.evaluation.plain.weighing import FALSE, UNKNOWN, Whom, highest, lowest, negated, truth

SET_VALUED: dict[type, Any] = {
    LawfullyPresentIn: LawfulPresence,
    EstablishedIn: Establishment,
    EquityTradedIn: EquityMarket,
    MajorityOwnedBy: MajorityOwned,
}
SINGLE: dict[type, Any] = {
    ResidentIn: Residence,
    IncorporatedIn: Incorporation,
    HeadquarteredIn: Headquarters,
    PrincipalPlaceIn: PrincipalPlace,
}


class PlainEvaluator(PersonLeaves, OrganisationLeaves):
    def answer(self, name: PrincipalName) -> Truth:
        """The provision's definition, less its exemptions."""
        defined = self.value(self.provision.definition, name, positive=True)
        exempt = [self.value(each.rule, name, positive=False) for each in self.provision.exemptions]
        return lowest([defined, *map(negated, exempt)])

    def value(self, rule: Rule, name: PrincipalName | None, *, positive: bool) -> Truth:
        if self.everything:  # what is asked about another is asked as the request may see it
            return replace(self, everything=False).value(rule, name, positive=positive)
        key = (id(rule), name, positive)
        if key not in self.known:
            whom = None if name is None else self.judged(name)
            self.known[key] = UNKNOWN if whom is None else self.of(rule, whom, positive=positive)
        return self.known[key]  # type: ignore[no-any-return] # as above

    def of(self, rule: Rule, whom: Whom, *, positive: bool) -> Truth:
        match rule:
            case All(rules):
                return lowest([self.of(each, whom, positive=positive) for each in rules])
            case AnyOf(rules):
                return highest([self.of(each, whom, positive=positive) for each in rules])
            case Not(inner):
                return negated(self.of(inner, whom, positive=not positive))
            case Definition(name):
                return self.of(self.definitions[name], whom, positive=positive)
            case Is(kind):
                return truth(whom.kind is kind)
            case PresentIn(countries):
                return self.present(countries, whom, positive=positive)
            case Listed():
                pass
            case _:
                personal = isinstance(rule, PersonLeaf)
                if whom.kind is not (PrincipalKind.PERSON if personal else PrincipalKind.ORGANISATION):
                    return FALSE
        if whom.disputed:
            return UNKNOWN
        seen = self.leaf(rule, whom, positive)
        all_seeing = replace(self, everything=True)
        whole = all_seeing.judged(whom.name)
        if whole is None or whole.disputed or all_seeing.leaf(rule, whole, positive) is not seen:
            return UNKNOWN
        return seen

    def leaf(self, rule: Rule, whom: Whom, positive: bool) -> Truth:
        match rule:
            case Listed(lists):
                during = [self.reference.entries.get(each, {}).get(key, ()) for each in lists for key in whom.keys]
                return truth(any(self.at in each for each in sum(during, ()))) if whom.keys else UNKNOWN
            case CitizenOf(countries, classes, when):
                return self.citizen(whom, positive, self.inside(countries), classes, when)
            case ForeignCitizen(home):
                return self.citizen(whom, positive, lambda each: each is not home, frozenset(), Current())
            case HoldsStatus(categories, countries, when):
                return self.status(whom, positive, categories, countries, when)
            case MostRecentCountryIn(countries):
                return self.recent(whom, positive, self.inside(countries))
            case MissedNaturalizationWindow(country):
                return self.missed(whom, positive, country)
            case Affiliated(roles, inner):
                everyone = [Affiliation(*each) for each in product(roles, ANYBODY)]

                def employed(claim: Any) -> Truth:
                    return (
                        FALSE if claim.role not in roles else self.value(inner, claim.organisation, positive=positive)
                    )

                return self.some(whom, positive, ClaimKind.AFFILIATION, employed, everyone)
            case OrganisationIs(classes, countries):
                return self.organisation_is(whom, positive, classes, countries)
            case UltimateParentHeadquarteredIn(countries):
                seat = self.known.setdefault(("seat", id(rule)), HeadquarteredIn(countries))
                parents = [UltimateParent(each) for each in (None, *ANYBODY)]

                def seated(claim: Any) -> Truth:
                    if claim.organisation is not None:
                        return self.value(seat, claim.organisation, positive=positive)
                    return replace(self, everything=False).value(seat, whom.name, positive=positive)

                return self.the_one(whom, positive, ClaimKind.ULTIMATE_PARENT, seated, parents)
            case ControlledBy(controller):
                return self.controlled(whom, positive, controller)
            case OwnedBy():
                return self.owned(whom, positive, rule)
            case SubsidiaryOf():
                return self.subsidiary(whom, positive, rule)
            case _:
                return self.somewhere(rule, whom, positive)

    def somewhere(self, rule: Any, whom: Whom, positive: bool) -> Truth:
        """Leaves on claims that say nothing but a country."""
        asked = self.inside(rule.countries)
        if type(rule) in SINGLE:
            made = SINGLE[type(rule)]
            return self.the_one(whom, positive, made.kind, lambda claim: truth(asked(claim.country)), map(made, PLACES))
        made = SET_VALUED[type(rule)]
        return self.some(whom, positive, made.kind, lambda claim: truth(asked(claim.country)), map(made, PLACES))

    def present(self, countries: Countries, whom: Whom, *, positive: bool) -> Truth:
        said, oldest = self.presence, self.provision.presence_max_age
        if said is None or whom.name != self.asked or (oldest is not None and self.at - said.observed_at >= oldest):
            return UNKNOWN
        there = self.inside(countries)(said.country)
        wanted = self.requirement(None, clears=there is not positive).minimum
        return truth(there) if said.assurance >= wanted else UNKNOWN
