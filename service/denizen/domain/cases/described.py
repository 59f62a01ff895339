"""What a case says about its principals: claims with the interval in which each holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from denizen.domain.claims import Claim, Completeness
from denizen.domain.countries import Country
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import ListName, PrincipalName, Purpose
from denizen.domain.principals import PrincipalKind

PURPOSE = Purpose("export-control")
"""The purpose of every fact and question of a case."""


@dataclass(frozen=True, slots=True)
class CaseClaim:
    """A claim that holds or does not, with when."""

    claim: Claim
    holds: bool = True
    held: Interval = ALWAYS


@dataclass(frozen=True, slots=True)
class CasePrincipal:
    """A principal of a case. `lists` None: no identifier to screen it by. `presence` is the subject's alone."""

    name: PrincipalName
    kind: PrincipalKind
    claims: tuple[CaseClaim, ...] = ()
    lists: frozenset[ListName] | None = None
    presence: Country | None = None


def closed(scope: Completeness, members: Iterable[CaseClaim]) -> Iterator[CaseClaim]:
    """Completeness of a set whose members come and go: one for each span of time between two changes, with exactly the
    members that hold throughout it."""
    known = tuple(members)
    cuts = sorted({bound for member in known for bound in member.held.bounds()})
    for start, end in pairwise((None, *cuts, None)):
        span = Interval(start, end)
        names = frozenset(
            member.claim
            for member in known
            if member.holds and not isinstance(member.claim, Completeness) and _covers(member.held, span)
        )
        yield CaseClaim(replace(scope, members=names), held=span)


def _covers(outer: Interval, inner: Interval) -> bool:
    starts = outer.start is None or (inner.start is not None and outer.start <= inner.start)
    ends = outer.end is None or (inner.end is not None and inner.end <= outer.end)
    return starts and ends
