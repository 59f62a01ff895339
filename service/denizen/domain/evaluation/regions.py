"""Regions in which no claim holds: what makes a leaf FALSE where there is no claim."""

from collections.abc import Iterable
from dataclasses import dataclass

from denizen.domain.evaluation.scopes import Scope
from denizen.domain.names import AttestationName

Part = object
"""One of the values that a leaf asks about beside countries: a class, a category, a role; None where there is none."""


@dataclass(slots=True, eq=False)
class Exclusion:
    """That no claim holds in a region: in `parts` (None: all of them) and in `scope`; by these attestations."""

    parts: frozenset[Part] | None
    scope: Scope
    by: frozenset[AttestationName]

    def touches(self, parts: frozenset[Part], asked: Scope) -> bool:
        """Whether it says anything of what is asked."""
        return (self.parts is None or not self.parts.isdisjoint(parts)) and asked.meets(self.scope)


def emptied(parts: Iterable[Part], asked: Scope, exclusions: list[Exclusion]) -> bool:
    """Whether the exclusions leave nothing of what is asked about any of the parts."""
    if asked.is_empty:
        return True
    if not exclusions:
        return False
    left = asked
    for each in exclusions:
        if each.parts is None:
            if left.within(each.scope):
                return True
            left = left.minus(each.scope)
    partial = [each for each in exclusions if each.parts is not None]
    return bool(partial) and all(_emptied(part, left, partial) for part in parts)


def _emptied(part: Part, left: Scope, exclusions: list[Exclusion]) -> bool:
    for each in exclusions:
        if each.parts is not None and part in each.parts:
            left = left.minus(each.scope)
    return left.is_empty
