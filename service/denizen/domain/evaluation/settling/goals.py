"""Which open leaves would have to become TRUE or FALSE for a finding to become so: each way, bounded."""

from collections.abc import Iterable
from dataclasses import dataclass

from denizen.domain.determinations import Reason, Truth
from denizen.domain.evaluation.combinators import AllNode, AnyNode, KindNode, ListedLeaf, NamedNode, NotNode
from denizen.domain.evaluation.control import SubsidiaryLeaf
from denizen.domain.evaluation.findings import FALSE, TRUE, UNKNOWN, Finding, opposite
from denizen.domain.evaluation.ownership import OwnershipLeaf
from denizen.domain.evaluation.persons import NamingLeaf

MOST_ALTERNATIVES = 12
"""Alternatives kept of each node, those of the fewest goals first."""


@dataclass(frozen=True, slots=True, eq=False)
class Goal:
    """A leaf's finding, and the value that it should have. Equal to one that asks the same in another place."""

    finding: Finding
    value: Truth

    def __hash__(self) -> int:
        return hash((self.finding.node.label, self.finding.subject, self.value))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Goal):
            return NotImplemented
        mine, theirs = self.finding.node, other.finding.node
        return (
            self.finding.subject == other.finding.subject
            and self.value is other.value
            and (mine is theirs or (mine.label == theirs.label and not isinstance(mine, _WITH_RULES)))
            and mine.direction == theirs.direction
        )


_WITH_RULES = (NamingLeaf, OwnershipLeaf, SubsidiaryLeaf)
"""Leaves of which the label does not say all."""
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
    own: Goals = (Goal(finding, value),)
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
    return tuple(sorted(dict.fromkeys(alternatives), key=len)[:MOST_ALTERNATIVES])
