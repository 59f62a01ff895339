"""Reference data: dated country sets with their aliases, and lists. Closed by construction: what is not in is out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from denizen.domain.countries import Country
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import CountrySetName, ListName, ResourceName


class Confidence(Enum):
    """How sure it is that a text says so: it was read, a secondary source was read, or it is general knowledge."""

    UNSPECIFIED = "unspecified"
    TEXT = "text"
    SECONDARY = "secondary"
    KNOWLEDGE = "knowledge"


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is laid down; `date` is that of the text read, `YYYY-MM-DD`."""

    citation: str = ""
    section: str = ""
    date: str = ""
    confidence: Confidence = Confidence.UNSPECIFIED
    note: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """What a gateway protects."""

    name: ResourceName
    title: str = ""


@dataclass(frozen=True, slots=True)
class Membership:
    country: Country
    during: Interval = ALWAYS


@dataclass(frozen=True, slots=True)
class Alias:
    """`country` counts as `counts_as` within a set, as Hong Kong as China under the EAR (85 FR 83765)."""

    country: Country
    counts_as: Country
    during: Interval = ALWAYS


@dataclass(frozen=True, slots=True)
class CountrySet:
    name: CountrySetName
    title: str = ""
    members: tuple[Membership, ...] = ()
    aliases: tuple[Alias, ...] = ()
    source: Source = field(default_factory=Source)
    test_subset: bool = False

    def at(self, moment: datetime) -> frozenset[Country]:
        """The countries in the set at `moment`, those that count as one of them included."""
        listed = {member.country for member in self.members if moment in member.during}
        counted = {alias.country for alias in self.aliases if alias.counts_as in listed and moment in alias.during}
        return frozenset(listed | counted)

    def bounds(self) -> Iterator[datetime]:
        """Each instant at which the set may change."""
        for during in (*(m.during for m in self.members), *(a.during for a in self.aliases)):
            yield from during.bounds()


@dataclass(frozen=True, slots=True)
class ScreeningList:
    """A list of named persons or organisations, without its entries."""

    name: ListName
    title: str = ""
    source: Source = field(default_factory=Source)
    test_subset: bool = False


ScreeningKey = bytes
"""An external identifier as a keyed hash: lists and principals are compared by it, and it says nothing by itself."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The reference data as known at one revision. `entries` gives, for each list, when each key is on it; `dates`, for
    each country set, when it may change."""

    country_sets: Mapping[CountrySetName, CountrySet] = field(default_factory=dict)
    entries: Mapping[ListName, Mapping[ScreeningKey, tuple[Interval, ...]]] = field(default_factory=dict)
    dates: Mapping[CountrySetName, tuple[datetime, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        dates = {name: tuple(sorted(set(each.bounds()))) for name, each in self.country_sets.items()}
        object.__setattr__(self, "dates", dates)
