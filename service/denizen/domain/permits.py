"""What a caller may do: decided from what it was granted, and from nothing else."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TypeVar

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.disclosure import Tier
from denizen.domain.errors import PermissionDeniedError
from denizen.domain.names import DirectiveName, Population, Purpose
from denizen.domain.roles import Permission

T = TypeVar("T")


class Dimension(Enum):
    """In what a permit can fall short."""

    ROLE = "role"
    POPULATION = "population"
    DIRECTIVE = "directive"
    PURPOSE = "purpose"


_LACKING = {
    Dimension.ROLE: "this",
    Dimension.POPULATION: "whom this is about",
    Dimension.DIRECTIVE: "this directive",
    Dimension.PURPOSE: "this purpose",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one grant of a permission reaches. None: every one; `presence` None: none may be asserted."""

    tier: Tier
    populations: frozenset[Population] | None = None
    directives: frozenset[DirectiveName] | None = None
    purposes: frozenset[Purpose] | None = None
    presence: AssuranceLevel | None = None


def _contains(those: frozenset[T] | None, these: frozenset[T] | None) -> bool:
    return those is None or (these is not None and these <= those)


@dataclass(frozen=True, slots=True)
class Permit:
    """That a caller may do one kind of thing, and how far: as far as one of the standings reaches.

    `tier` and `presence`: what is seen of everybody within reach, and how surely presence may be asserted of them.
    `populations`: those within reach; None: every principal, those of no population too. `differs`: more is seen of
    some populations than of others, and `tier` is the lowest. `unbounded`: nothing a request says matters. `settled`:
    it is known who is asked about, all standings reach them, and the best counts.
    """

    caller: str
    permission: Permission
    standings: tuple[Standing, ...]
    settled: bool = False
    tier: Tier = field(init=False, compare=False)
    presence: AssuranceLevel | None = field(init=False, compare=False)
    populations: frozenset[Population] | None = field(init=False, compare=False)
    differs: bool = field(init=False, compare=False)
    unbounded: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """`PermissionDeniedError` where there are no standings."""
        standings = self.standings
        if not standings:
            raise self.refusal(Dimension.ROLE)
        alike = self.settled or all(each.populations == standings[0].populations for each in standings)
        # Where all reach the same principals the best of them counts; elsewhere the least, until one is asked about.
        best = max if alike else min
        level = best(each.presence or 0 for each in standings)
        derived = {
            "tier": best(each.tier for each in standings),
            "presence": AssuranceLevel(level) if level else None,
            "populations": _union(each.populations for each in standings),
            "differs": not alike and len({(each.tier, each.presence) for each in standings}) > 1,
            "unbounded": all(
                each.populations is None and each.directives is None and each.purposes is None for each in standings
            ),
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    @property
    def extent(self) -> bytes:
        """How far it reaches, in canonical bytes: equal where nothing that could be listed differs."""
        several = [(each.populations, each.directives, each.purposes, each.tier) for each in self.standings]
        plain = (repr([sorted(of) if isinstance(of, frozenset) else of for of in one]) for one in several)
        return repr(sorted(plain)).encode()

    @property
    def shows_facts(self) -> bool:
        """Whether anything is shown in full to it."""
        return any(each.tier is Tier.FACTS for each in self.standings)

    def shows_facts_of(self, populations: frozenset[Population]) -> bool:
        """Whether a principal of these populations is shown in full to it."""
        return any(
            each.tier is Tier.FACTS and (each.populations is None or not each.populations.isdisjoint(populations))
            for each in self.standings
        )

    @property
    def directives(self) -> frozenset[DirectiveName] | None:
        """The directives within reach. None: every one."""
        return _union(each.directives for each in self.standings)

    def reaches(self, populations: frozenset[Population]) -> bool:
        """Whether a principal of these populations is within reach."""
        return self.populations is None or not self.populations.isdisjoint(populations)

    def covers(self, directives: frozenset[DirectiveName], named: Iterable[frozenset[Population] | None]) -> bool:
        """Whether one grant by itself reaches all the directives, and principals of each of these populations; None
        among them: one that may be anybody."""
        everybody = list(named)
        return any(
            _contains(each.directives, directives)
            and (
                each.populations is None
                or all(one is not None and not each.populations.isdisjoint(one) for one in everybody)
            )
            for each in self.standings
        )

    def for_purposes(self, names: Collection[str]) -> "Permit":
        """As far as it reaches for all of them; none named: for whatever purpose. `PermissionDeniedError`, here and
        below, where it does not."""
        return self.where(
            Dimension.PURPOSE,
            lambda each: each.purposes is None or (bool(names) and each.purposes.issuperset(names)),
        )

    def for_directives(self, names: Collection[str] | None) -> "Permit":
        """As far as it reaches under all of them; None: under every directive that there is."""
        return self.where(
            Dimension.DIRECTIVE,
            lambda each: each.directives is None or (names is not None and each.directives.issuperset(names)),
        )

    def for_everybody(self) -> "Permit":
        """As far as it reaches whoever it is about."""
        return self.where(Dimension.POPULATION, lambda each: each.populations is None)

    def for_principal(self, populations: frozenset[Population] | None) -> "Permit":
        """As far as it reaches about a principal of these populations; None: there is no such principal. One of no
        population is within reach only of who may do it to everybody."""
        found = self.where(
            Dimension.POPULATION,
            lambda each: (
                each.populations is None or (populations is not None and not each.populations.isdisjoint(populations))
            ),
        )
        return replace(found, settled=True) if found.differs else found

    def for_populations(self, populations: frozenset[Population]) -> "Permit":
        """As far as it may put principals into these populations, and take them out."""
        return self.where(
            Dimension.POPULATION, lambda each: each.populations is None or populations <= each.populations
        )

    def for_extent(self, other: Standing) -> "Permit":
        """As far as it may give somebody else that reach: no further than its own."""
        found = self.where(Dimension.POPULATION, lambda each: _contains(each.populations, other.populations))
        found = found.where(Dimension.DIRECTIVE, lambda each: _contains(each.directives, other.directives))
        return found.where(Dimension.PURPOSE, lambda each: _contains(each.purposes, other.purposes))

    def refusal(self, lacking: Dimension) -> PermissionDeniedError:
        """What is said where it does not reach: nothing of what is stored."""
        who, what = self.caller, self.permission.value
        why = f"no grant of {what} to {who} covers {_LACKING[lacking]}"
        if lacking is Dimension.ROLE:
            why = f"no grant gives {who} the permission {what}"
        return PermissionDeniedError(why, permission=what, caller=who, dimension=lacking.value)

    def where(self, dimension: Dimension, holds: Callable[[Standing], bool]) -> "Permit":
        """As far as those of its standings reach of which that holds."""
        kept = tuple([each for each in self.standings if holds(each)])
        if len(kept) == len(self.standings):
            return self
        if not kept:
            raise self.refusal(dimension)
        return replace(self, standings=kept)


def _union(sets: Iterable[frozenset[T] | None]) -> frozenset[T] | None:
    """Everything in any of them. None: everything that there is."""
    joined: frozenset[T] = frozenset()
    for each in sets:
        if each is None:
            return None
        joined |= each
    return joined
