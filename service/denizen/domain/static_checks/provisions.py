"""Provisions of one version that speak of the same principals and resources."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from denizen.domain.directives import DirectiveContent
from denizen.domain.static_checks.relations import ANYBODY
from denizen.domain.warnings import StaticWarning, WarningKind


def overlapping_provisions(content: DirectiveContent) -> Iterator[StaticWarning]:
    """Each provision that covers a kind, a population and a resource which an earlier one covers."""
    for (_, one), (index, other) in combinations(enumerate(content.provisions), 2):
        kinds = (one.kinds or ANYBODY) & (other.kinds or ANYBODY)
        if kinds and _meet(one.populations, other.populations) and _meet(one.resources, other.resources):
            shared = ", ".join(
                [
                    " and ".join(f"{kind.value}s" for kind in sorted(kinds, key=lambda each: each.value, reverse=True)),
                    _shared("population", one.populations, other.populations),
                    _shared("resource", one.resources, other.resources),
                ]
            )
            text = f"{one.id} and {other.id} both cover {shared}; the strictest answer wins"
            yield StaticWarning(WarningKind.OVERLAPPING_PROVISIONS, f"provisions[{index}]", text)


def _meet(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether they share a member; empty: all of them."""
    return not one or not other or bool(one & other)


def _shared(word: str, one: Iterable[str], other: Iterable[str]) -> str:
    ones, others = frozenset(one), frozenset(other)
    both = ones & others if ones and others else ones | others
    return ", ".join(sorted(both)) or f"every {word}"
