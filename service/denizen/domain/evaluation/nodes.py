"""Each rule as a node, in its direction, with its guard checked and every place in a definition named for errors."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from denizen.domain.claims import ClaimKind
from denizen.domain.errors import InvalidError
from denizen.domain.evaluation.combinators import (
    AllNode,
    KindNode,
    ListedLeaf,
    NamedNode,
    NotNode,
    PresenceLeaf,
)
from denizen.domain.evaluation.control import (
    ControlInFactLeaf,
    ControlLeaf,
    ForeignControlLeaf,
    SubsidiaryLeaf,
)
from denizen.domain.evaluation.findings import Node
from denizen.domain.evaluation.labels import label
from denizen.domain.evaluation.ownership import OwnershipLeaf
from denizen.domain.evaluation.persons import EVERY_CLASS, AffiliationLeaf, CitizenshipLeaf, CountryLeaf, StatusLeaf
from denizen.domain.evaluation.recency import RecencyLeaf
from denizen.domain.evaluation.siblings import any_of
from denizen.domain.evaluation.singles import (
    NaturalizationWindowLeaf,
    OrganisationClassLeaf,
    ParentHeadquartersLeaf,
    SingleLeaf,
)
from denizen.domain.evaluation.thresholds import Direction
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import (
    Affiliated,
    All,
    AnyOf,
    CitizenOf,
    ControlledBy,
    Countries,
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

PERSON = PrincipalKind.PERSON
ORGANISATION = PrincipalKind.ORGANISATION
BOTH = frozenset((PERSON, ORGANISATION))
SERVICES = "a service is judged as the principal that it acts for"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule stands: its path for errors, its direction, and the kinds of principal that can reach it."""

    path: str
    direction: Direction
    kinds: frozenset[PrincipalKind]

    def inside(self, step: str, kinds: frozenset[PrincipalKind] | None = None) -> "Place":
        return replace(self, path=f"{self.path}{step}", kinds=self.kinds if kinds is None else kinds)


@dataclass(frozen=True, slots=True)
class Translator:
    """Makes nodes of rules. `within`: the definitions being put in, so that none names itself."""

    definitions: Mapping[str, Rule]
    presence_max_age: timedelta | None
    within: tuple[str, ...] = ()

    def node(self, rule: Rule, place: Place) -> Node:
        """`InvalidError` with the path of what cannot be compiled."""
        match rule:
            case All(rules):
                guarded = place.kinds & _guard(rules)
                nodes = self._several("all", rules, place, guarded)
                return AllNode("all", place.direction, nodes)
            case AnyOf(rules):
                return any_of("any", place.direction, self._several("any", rules, place, place.kinds))
            case Not(inner):
                under = replace(place.inside(".not"), direction=place.direction.reversed())
                return NotNode("not", place.direction, self.node(inner, under))
            case Definition(name):
                return NamedNode(name, place.direction, self._named(name, place))
            case Is(kind):
                if kind is PrincipalKind.SERVICE:
                    raise InvalidError(f"{place.path}.is", "SERVICE", f"PERSON or ORGANISATION: {SERVICES}")
                return KindNode(label(rule), place.direction, kind)
            case PresentIn(countries):
                true, false = place.direction.true[None], place.direction.false[None]
                return PresenceLeaf(label(rule), place.direction, countries, true, false, self.presence_max_age)
            case Listed(lists):
                return ListedLeaf(label(rule), place.direction, None, lists)
            case _:
                return self._person(rule, place) or self._organisation(rule, place)

    def _several(
        self, step: str, rules: tuple[Rule, ...], place: Place, kinds: frozenset[PrincipalKind]
    ) -> tuple[Node, ...]:
        if not rules:
            raise InvalidError(f"{place.path}.{step}", "", "at least one rule")
        return tuple(self.node(each, place.inside(f".{step}[{index}]", kinds)) for index, each in enumerate(rules))

    def _named(self, name: str, place: Place) -> Node:
        if name not in self.definitions:
            raise InvalidError(f"{place.path}.definition", name, "the name of a definition that the version gives")
        if name in self.within:
            circle = " -> ".join((*self.within[self.within.index(name) :], name))
            raise InvalidError(f"{place.path}.definition", circle, "a definition that does not name itself")
        inside = replace(self, within=(*self.within, name))
        return inside.node(self.definitions[name], place.inside(f".definition({name})"))

    def _person(self, rule: Rule, place: Place) -> Node | None:
        about, direction, words = PERSON, place.direction, label(rule)
        node: Node
        match rule:
            case CitizenOf(countries, classes, when):
                parts = classes or EVERY_CLASS
                node = CitizenshipLeaf(
                    words,
                    direction,
                    about,
                    ClaimKind.CITIZENSHIP,
                    names_class=bool(classes),
                    countries=countries,
                    parts=parts,
                    when=when,
                )
            case ForeignCitizen(home):
                abroad = Countries(excepted=frozenset((home,)))
                node = CitizenshipLeaf(
                    words,
                    direction,
                    about,
                    ClaimKind.CITIZENSHIP,
                    names_class=False,
                    countries=abroad,
                    parts=EVERY_CLASS,
                )
            case HoldsStatus(categories, countries, when):
                kind = ClaimKind.IMMIGRATION_STATUS
                node = StatusLeaf(words, direction, about, kind, countries=countries, parts=categories, when=when)
            case MostRecentCountryIn(countries):
                node = RecencyLeaf(words, direction, about, countries=countries)
            case ResidentIn(countries):
                node = SingleLeaf(words, direction, about, ClaimKind.RESIDENCE, countries=countries)
            case LawfullyPresentIn(countries):
                node = CountryLeaf(words, direction, about, ClaimKind.LAWFUL_PRESENCE, countries=countries)
            case Affiliated(roles, organisation):
                inner = self.node(organisation, place.inside(".affiliated.organisation", frozenset((ORGANISATION,))))
                node = AffiliationLeaf(words, direction, about, ClaimKind.AFFILIATION, inner, parts=roles)
            case MissedNaturalizationWindow(country):
                only = Countries(frozenset((country,)))
                node = NaturalizationWindowLeaf(words, direction, about, ClaimKind.NATURALIZATION, countries=only)
            case _:
                return None
        return _guarded(node, PERSON, rule, place)

    def _organisation(self, rule: Rule, place: Place) -> Node:
        about, direction, words = ORGANISATION, place.direction, label(rule)
        node: Node
        match rule:
            case IncorporatedIn(countries):
                node = SingleLeaf(words, direction, about, ClaimKind.INCORPORATION, countries=countries)
            case HeadquarteredIn(countries):
                node = SingleLeaf(words, direction, about, ClaimKind.HEADQUARTERS, countries=countries)
            case PrincipalPlaceIn(countries):
                node = SingleLeaf(words, direction, about, ClaimKind.PRINCIPAL_PLACE, countries=countries)
            case UltimateParentHeadquarteredIn(countries):
                own = label(HeadquarteredIn(countries))
                seat = SingleLeaf(own, direction, about, ClaimKind.HEADQUARTERS, countries=countries)
                node = ParentHeadquartersLeaf(words, direction, about, ClaimKind.ULTIMATE_PARENT, seat)
            case EstablishedIn(countries):
                node = CountryLeaf(words, direction, about, ClaimKind.ESTABLISHMENT, countries=countries)
            case EquityTradedIn(countries):
                node = CountryLeaf(words, direction, about, ClaimKind.EQUITY_MARKET, countries=countries)
            case MajorityOwnedBy(countries):
                node = CountryLeaf(words, direction, about, ClaimKind.MAJORITY_OWNED, countries=countries)
            case OrganisationIs(classes, countries):
                kind = ClaimKind.ORGANISATION_CLASS
                node = OrganisationClassLeaf(words, direction, about, kind, countries=countries, parts=classes)
            case ControlledBy(None):
                node = ForeignControlLeaf(words, direction, about, ClaimKind.CONTROL)
            case ControlledBy(controller) if controller is not None:
                inner = self.node(controller, place.inside(".controlled_by.controller", BOTH))
                node = ControlLeaf(words, direction, about, ClaimKind.CONTROL, inner)
            case OwnedBy(owner, share, exceeded):
                inner = self.node(owner, place.inside(".owned_by.owner", BOTH))
                node = OwnershipLeaf(words, direction, about, inner, share, exceeded)
            case SubsidiaryOf(parent, in_fact):
                inner = self.node(parent, place.inside(".subsidiary_of.parent", frozenset((ORGANISATION,))))
                limb = ControlInFactLeaf("controlled in fact", direction, about, ClaimKind.CONTROL, inner)
                node = SubsidiaryLeaf(words, direction, about, inner, limb, in_fact)
            case _:
                raise InvalidError(place.path, type(rule).__name__, "a rule")
        return _guarded(node, ORGANISATION, rule, place)


def _guard(rules: tuple[Rule, ...]) -> frozenset[PrincipalKind]:
    """The kinds that an `all` of these rules lets through."""
    kinds = BOTH
    for rule in rules:
        match rule:
            case Is(kind):
                kinds &= {kind}
            case Not(Is(kind)):
                kinds -= {kind}
            case _:
                pass
    return kinds


def _guarded(node: Node, about: PrincipalKind, rule: Rule, place: Place) -> Node:
    if not place.kinds <= {about}:
        name = label(rule).partition(" ")[0]
        wanted = f"`is: {about.name}` beside it in an `all`, or a provision of that kind only"
        raise InvalidError(f"{place.path}.{name}", f"a rule about a {about.value} without a guard", wanted)
    return node
