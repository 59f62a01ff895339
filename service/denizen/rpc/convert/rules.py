"""Rules out of messages."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from denizen.domain import names
from denizen.domain.claims import CitizenshipClass
from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError
from denizen.domain.names import CountrySetName
from denizen.domain.principals import PrincipalKind
from denizen.domain.publication import DEEPEST, MOST_RULES
from denizen.domain.refusals import inside
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
from denizen.rpc.convert.countries import read_countries
from denizen.rpc.convert.enums import AFFILIATION, CATEGORY, CITIZENSHIP, ORGANISATION, PRINCIPAL
from denizen.rpc.convert.moments import read_date
from denizen.rpc.convert.percents import read_percent
from denizen.v1 import rule_pb2 as pb

M = TypeVar("M")

_ALL_RULES = ", ".join(field.name for field in pb.Rule.DESCRIPTOR.fields)
_EMPTY = f"exactly one of {_ALL_RULES}; an empty all or any says nothing"


class RuleReader:
    """Reads the rules of one version, and counts them. Refusals name the field of the rule that they are about."""

    def __init__(self) -> None:
        self._rules = 0
        self._depth = 0

    def read(self, message: pb.Rule, field: str) -> Rule:
        """The rule in `field`. Exactly one kind of rule is set in each, and each countable part is there."""
        self._rules += 1
        self._depth += 1
        with inside(field):
            if self._depth > DEEPEST:
                raise InvalidError("", f"{self._depth} rules inside each other", f"at most {DEEPEST}")
            if self._rules > MOST_RULES:
                raise InvalidError("", f"{self._rules} rules up to here", f"at most {MOST_RULES} in a version")
            given = message.ListFields()
            if len(given) != 1:
                raise InvalidError("", ", ".join(descriptor.name for descriptor, _ in given), _EMPTY)
            ((descriptor, value),) = given
            rule = self._kind(descriptor.name, value)
        self._depth -= 1
        return rule

    def _kind(self, name: str, value: Any) -> Rule:  # noqa: ANN401 - what a field of a message holds
        match name:
            case "all":
                return All(self._several(value, "all"))
            case "any":
                return AnyOf(self._several(value, "any"))
            case "not":
                return Not(self.read(value, "not"))
            case "definition":
                return Definition(names.identifier(value, "definition"))
            case "is":
                return Is(_kind(value))
            case _:
                return self._leaf(name, value)

    def _leaf(self, name: str, value: Any) -> Rule:  # noqa: ANN401 - what a field of a message holds
        with inside(name):
            match name:
                case "affiliated":
                    roles = _members(AFFILIATION.read, value.kinds, "kinds")
                    return Affiliated(roles, self._required(value, "organisation"))
                case "controlled_by":
                    return self._controlled_by(value)
                case "owned_by":
                    return self._owned_by(value)
                case "subsidiary_of":
                    return SubsidiaryOf(self._required(value, "parent"), value.controlled_in_fact)
                case _:
                    return _LEAVES[name](value)

    def _several(self, messages: Sequence[pb.Rule], field: str) -> tuple[Rule, ...]:
        return tuple(self.read(message, f"{field}[{index}]") for index, message in enumerate(messages))

    def _required(self, holder: Any, field: str) -> Rule:  # noqa: ANN401 - a message with that field
        if not holder.HasField(field):
            raise InvalidError(field, None, "a rule")
        return self.read(getattr(holder, field), field)

    def _controlled_by(self, message: pb.ControlledBy) -> ControlledBy:
        if message.HasField("controller") is message.foreign:
            got = "both" if message.foreign else None
            raise InvalidError("", got, "exactly one of controller and foreign")
        return ControlledBy(None if message.foreign else self.read(message.controller, "controller"))

    def _owned_by(self, message: pb.OwnedBy) -> OwnedBy:
        owner = self._required(message, "owner")
        least = read_percent(message.at_least, "at_least")
        exceeded = read_percent(message.more_than, "more_than", zero=True, whole=False)
        if least is not None and exceeded is None:
            return OwnedBy(owner, least)
        if exceeded is not None and least is None:
            return OwnedBy(owner, exceeded, exceeded=True)
        raise InvalidError("", None if least is None else "both", "exactly one of at_least and more_than")


def _kind(number: int) -> PrincipalKind:
    kind = PRINCIPAL.read(number, "is")
    if kind is PrincipalKind.SERVICE:
        raise InvalidError("is", kind.name, "PERSON or ORGANISATION: a service is judged as whom it acts for")
    return kind


def _members(read: Callable[[int, str], M], numbers: Sequence[int], field: str) -> frozenset[M]:
    """At least one member of an enum."""
    if not numbers:
        raise InvalidError(field, None, "at least one")
    return frozenset(read(number, f"{field}[{index}]") for index, number in enumerate(numbers))


def _listed_countries(given: Sequence[str], field: str = "countries") -> Countries | None:
    """Countries by code and by set; None where none is given."""
    if not given:
        return None
    codes: set[Country] = set()
    sets: set[CountrySetName] = set()
    for index, text in enumerate(given):
        place = f"{field}[{index}]"
        if text.startswith("countrySets/"):
            sets.add(names.country_set_name(text, place))
        else:
            codes.add(Country.parse(text, place))
    return Countries(frozenset(codes), frozenset(sets))


def _some_countries(given: Sequence[str], field: str = "countries") -> Countries:
    countries = _listed_countries(given, field)
    if countries is None:
        raise InvalidError(field, None, "at least one country or countrySets/{country_set}")
    return countries


def _countries(message: pb.Countries) -> Countries:
    if not message.except_countries:
        return _some_countries(message.countries)
    if message.countries:
        raise InvalidError("except_countries", "it together with countries", "one of the two")
    return Countries(excepted=frozenset(read_countries(message.except_countries, "except_countries")))


def _when(message: pb.CitizenOf | pb.HoldsStatus) -> When:
    since = read_date(message.since, "since")
    since_given = message.when in (pb.WHEN_UNSPECIFIED, pb.WHEN_SINCE)
    if since is not None and not since_given:
        raise InvalidError("since", message.since, "nothing, unless when is SINCE")
    match message.when:
        case pb.WHEN_EVER:
            return Since()
        case pb.WHEN_SINCE if since is None:
            raise InvalidError("since", None, "the date of SINCE as YYYY-MM-DD")
        case pb.WHEN_UNSPECIFIED | pb.WHEN_SINCE | pb.WHEN_CURRENT:
            return Current() if since is None else Since(datetime(since.year, since.month, since.day, tzinfo=UTC))
        case other:
            raise InvalidError("when", other, "one of WHEN_CURRENT, WHEN_EVER, WHEN_SINCE")


def _citizen_of(message: pb.CitizenOf) -> CitizenOf:
    classes = [CITIZENSHIP.read(number, f"classes[{index}]") for index, number in enumerate(message.classes)]
    if CitizenshipClass.UNSPECIFIED in classes:
        place = f"classes[{classes.index(CitizenshipClass.UNSPECIFIED)}]"
        raise InvalidError(place, None, "a class of nationality; no classes at all mean every class")
    return CitizenOf(_some_countries(message.countries), frozenset(classes), _when(message))


def _holds_status(message: pb.HoldsStatus) -> HoldsStatus:
    categories = _members(CATEGORY.read, message.categories, "categories")
    return HoldsStatus(categories, _listed_countries(message.countries), _when(message))


def _organisation_is(message: pb.OrganisationIs) -> OrganisationIs:
    classes = _members(ORGANISATION.read, message.classes, "classes")
    return OrganisationIs(classes, _listed_countries(message.countries))


def _listed(message: pb.Listed) -> Listed:
    if not message.lists:
        raise InvalidError("lists", None, "at least one of lists/{list}")
    return Listed(frozenset(names.list_name(text, f"lists[{index}]") for index, text in enumerate(message.lists)))


_LEAVES: Mapping[str, Callable[[Any], Rule]] = {
    "citizen_of": _citizen_of,
    "foreign_citizen": lambda m: ForeignCitizen(Country.parse(m.home, "home")),
    "holds_status": _holds_status,
    "most_recent_country_in": lambda m: MostRecentCountryIn(_countries(m)),
    "resident_in": lambda m: ResidentIn(_countries(m)),
    "lawfully_present_in": lambda m: LawfullyPresentIn(_countries(m)),
    "missed_naturalization_window": lambda m: MissedNaturalizationWindow(Country.parse(m.country, "country")),
    "incorporated_in": lambda m: IncorporatedIn(_countries(m)),
    "headquartered_in": lambda m: HeadquarteredIn(_countries(m)),
    "ultimate_parent_headquartered_in": lambda m: UltimateParentHeadquarteredIn(_countries(m)),
    "principal_place_in": lambda m: PrincipalPlaceIn(_countries(m)),
    "established_in": lambda m: EstablishedIn(_countries(m)),
    "equity_traded_in": lambda m: EquityTradedIn(_countries(m)),
    "majority_owned_by": lambda m: MajorityOwnedBy(_countries(m)),
    "organisation_is": _organisation_is,
    "present_in": lambda m: PresentIn(_countries(m)),
    "listed": _listed,
}
"""By the field of the message, those that hold no other rule."""
