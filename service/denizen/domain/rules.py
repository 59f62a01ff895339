"""The rule tree: a directive's definition as data. `evaluation` guards its leaves and gives them directions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from denizen.domain.claims import AffiliationKind, CitizenshipClass, ImmigrationCategory, OrganisationClass
from denizen.domain.countries import Country
from denizen.domain.names import CountrySetName, ListName
from denizen.domain.principals import PrincipalKind


@dataclass(frozen=True, slots=True)
class Countries:
    """Countries by code and by dated set; or, with `excepted`, every country but those."""

    codes: frozenset[Country] = frozenset()
    sets: frozenset[CountrySetName] = frozenset()
    excepted: frozenset[Country] | None = None


@dataclass(frozen=True, slots=True)
class Current:
    """At the moment of the question."""


@dataclass(frozen=True, slots=True)
class Since:
    """At any moment from `moment` up to that of the question; None: ever."""

    moment: datetime | None = None


When = Current | Since


@dataclass(frozen=True, slots=True)
class All:
    rules: "tuple[Rule, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    rules: "tuple[Rule, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    rule: "Rule"


@dataclass(frozen=True, slots=True)
class Definition:
    """A shared definition by name."""

    name: str


@dataclass(frozen=True, slots=True)
class Is:
    kind: PrincipalKind


@dataclass(frozen=True, slots=True)
class CitizenOf:
    """`classes` empty: every class, "citizen or national"."""

    countries: Countries
    classes: frozenset[CitizenshipClass] = frozenset()
    when: When = Current()


@dataclass(frozen=True, slots=True)
class ForeignCitizen:
    home: Country


@dataclass(frozen=True, slots=True)
class HoldsStatus:
    """`countries` None: of any country or none."""

    categories: frozenset[ImmigrationCategory]
    countries: Countries | None = None
    when: When = Current()


@dataclass(frozen=True, slots=True)
class MostRecentCountryIn:
    countries: Countries


@dataclass(frozen=True, slots=True)
class ResidentIn:
    countries: Countries


@dataclass(frozen=True, slots=True)
class LawfullyPresentIn:
    countries: Countries


@dataclass(frozen=True, slots=True)
class Affiliated:
    roles: frozenset[AffiliationKind]
    organisation: "Rule"


@dataclass(frozen=True, slots=True)
class MissedNaturalizationWindow:
    country: Country


@dataclass(frozen=True, slots=True)
class IncorporatedIn:
    countries: Countries


@dataclass(frozen=True, slots=True)
class HeadquarteredIn:
    countries: Countries


@dataclass(frozen=True, slots=True)
class UltimateParentHeadquarteredIn:
    countries: Countries


@dataclass(frozen=True, slots=True)
class PrincipalPlaceIn:
    countries: Countries


@dataclass(frozen=True, slots=True)
class EstablishedIn:
    countries: Countries


@dataclass(frozen=True, slots=True)
class EquityTradedIn:
    countries: Countries


@dataclass(frozen=True, slots=True)
class MajorityOwnedBy:
    countries: Countries


@dataclass(frozen=True, slots=True)
class OrganisationIs:
    """`countries` None: whatever government it is."""

    classes: frozenset[OrganisationClass]
    countries: Countries | None = None


@dataclass(frozen=True, slots=True)
class ControlledBy:
    """`controller` None: by foreign persons, whoever they are."""

    controller: "Rule | None"


@dataclass(frozen=True, slots=True)
class OwnedBy:
    """`share` in percent suffices, or must be exceeded where `exceeded`."""

    owner: "Rule"
    share: Decimal
    exceeded: bool = False


@dataclass(frozen=True, slots=True)
class SubsidiaryOf:
    parent: "Rule"
    in_fact: bool = False


@dataclass(frozen=True, slots=True)
class PresentIn:
    countries: Countries


@dataclass(frozen=True, slots=True)
class Listed:
    lists: frozenset[ListName]


PersonLeaf = (
    CitizenOf
    | ForeignCitizen
    | HoldsStatus
    | MostRecentCountryIn
    | ResidentIn
    | LawfullyPresentIn
    | Affiliated
    | MissedNaturalizationWindow
)
OrganisationLeaf = (
    IncorporatedIn
    | HeadquarteredIn
    | UltimateParentHeadquarteredIn
    | PrincipalPlaceIn
    | EstablishedIn
    | EquityTradedIn
    | MajorityOwnedBy
    | OrganisationIs
    | ControlledBy
    | OwnedBy
    | SubsidiaryOf
)
Leaf = Is | PersonLeaf | OrganisationLeaf | PresentIn | Listed
Rule = All | AnyOf | Not | Definition | Leaf
REACHING = (Affiliated, UltimateParentHeadquarteredIn, ControlledBy, OwnedBy, SubsidiaryOf)
"""The leaves that look at principals that claims name."""


def parts(rule: Rule) -> tuple[Rule, ...]:
    """The rules directly inside `rule`, those on other principals included."""
    match rule:
        case All(rules) | AnyOf(rules):
            return rules
        case Not(inner):
            return (inner,)
        case Affiliated(organisation=inner) | OwnedBy(owner=inner) | SubsidiaryOf(parent=inner):
            return (inner,)
        case ControlledBy(controller=inner) if inner is not None:
            return (inner,)
        case _:
            return ()


def walk(rule: Rule) -> Iterator[Rule]:
    """`rule` and every rule inside it."""
    yield rule
    for part in parts(rule):
        yield from walk(part)
