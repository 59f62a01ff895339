"""Which open leaves would have to become TRUE or FALSE for a finding to become so: each way, bounded."""

from collections.abc import Iterable

from denizen.domain.determinations import Reason, Truth
from denizen.domain.evaluation.combinators import AllNode, AnyNode, KindNode, ListedLeaf, NamedNode, NotNode
from denizen.domain.evaluation.control import SubsidiaryLeaf
from denizen.domain.evaluation.findings import FALSE, TRUE, UNKNOWN, Finding, opposite

MOST_ALTERNATIVES = 12
"""Alternatives kept of each node, those of the fewest goals first."""

Goal = tuple[Finding, Truth]
"""A leaf's finding, and the value that it should have."""
Goals = tuple[Goal, ...]
"""They all together do."""


def needs(finding: Finding, value: Truth) -> tuple[Goals, ...]:
    """The alternatives by which `finding` becomes `value`; what is determined stays as it is."""
    if finding.value is value:
        return ((),)
    if finding.value is not UNKNOWN or Reason.UNKNOWN_ORGANISATION in finding.reasons:
        return ()
    match finding.node:
        case AllNode():
            return every(finding.children, TRUE) if value is TRUE else some(finding.children, FALSE)
        case AnyNode():
            return some(finding.children, TRUE) if value is TRUE else every(finding.children, FALSE)
        case NotNode():
            return needs(finding.children[0], opposite(value))
        case NamedNode():
            return needs(finding.children[0], value)
        case KindNode() | ListedLeaf():
            return ()
        case _:
            return _leaf(finding, value)


def some(findings: Iterable[Finding], value: Truth) -> tuple[Goals, ...]:
    """One of them becomes `value`."""
    return _fewest(goals for each in findings if each.value is UNKNOWN for goals in needs(each, value))


def every(findings: Iterable[Finding], value: Truth) -> tuple[Goals, ...]:
    """All of them are, or become, `value`."""
    found: tuple[Goals, ...] = ((),)
    for each in findings:
        one = needs(each, value)
        found = _fewest(tuple(dict.fromkeys((*goals, *more))) for goals in found for more in one)
    return found


def _leaf(finding: Finding, value: Truth) -> tuple[Goals, ...]:
    """By claims about its own subject, or by what is found of the principals that claims name."""
    own: Goals = ((finding, value),)
    below = tuple(dict.fromkeys(each for each in named(finding) if each.value is UNKNOWN))
    if not below:
        return (own,)
    if value is TRUE:
        return _fewest((own, *some(below, TRUE)))
    others = every(below, FALSE)
    return _fewest((own, *others, *((*goals, *own) for goals in others)))


def named(finding: Finding) -> tuple[Finding, ...]:
    """The findings on the principals that a leaf's claims name."""
    if isinstance(finding.node, SubsidiaryLeaf):
        return tuple(each for limb in finding.children for each in limb.children)
    return finding.children


def _fewest(alternatives: Iterable[Goals]) -> tuple[Goals, ...]:
    return tuple(sorted(dict.fromkeys(alternatives), key=_size)[:MOST_ALTERNATIVES])


def _size(goals: Goals) -> tuple[int, int]:
    """How many things are to be shown; the same may be asked in several places."""
    return len({(finding.node.label, finding.subject, value) for finding, value in goals}), len(goals)
