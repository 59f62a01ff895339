"""Nodes that are not about claims: combinators, the kind of principal, presence and lists."""

from dataclasses import dataclass, field
from datetime import timedelta

from denizen.domain.claims import ClaimKind
from denizen.domain.determinations import Reason, Truth
from denizen.domain.directives import Requirement
from denizen.domain.evaluation.findings import (
    FALSE,
    TRUE,
    UNKNOWN,
    Finding,
    Node,
    evaluated,
    opposite,
)
from denizen.domain.evaluation.leaf import Leaf, covered
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.thresholds import Direction
from denizen.domain.names import ListName
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import Countries


@dataclass(frozen=True, slots=True, eq=False)
class _Several(Node):
    """`plain`: what is evaluated where nothing is explained; by default the nodes without the names of definitions."""

    label: str
    direction: Direction
    nodes: tuple[Node, ...]
    plain: tuple[Node, ...] = ()
    reads: frozenset[ClaimKind] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", self.plain or tuple(map(plain, self.nodes)))
        object.__setattr__(self, "reads", frozenset().union(*(each.reads for each in self.nodes)))


def combined(node: _Several, enough: Truth, otherwise: Truth, moment: Moment, subject: Subject) -> Finding:
    """A conjunction where FALSE is enough, a disjunction where TRUE is.

    The nodes are asked in their order up to the first that is enough; all of them where it is explained.
    """
    children: list[Finding] = []
    value = otherwise
    known = moment.findings
    for each in node.nodes if moment.explaining else node.plain:
        child = known.get(each) or each.evaluate(moment, subject)
        children.append(child)
        if child.value is enough:
            value = enough
            if not moment.explaining:
                break
        elif child.value is UNKNOWN and value is not enough:
            value = UNKNOWN
    return Finding(node, value, subject.name, children=tuple(children))


def _deciders(finding: Finding, enough: Truth) -> list[Finding]:
    """The first child that was enough; otherwise all of the value found."""
    deciding = [child for child in finding.children if child.value is finding.value]
    return deciding[:1] if finding.value is enough else deciding


@dataclass(frozen=True, slots=True, eq=False)
class AllNode(_Several):
    def evaluate(self, moment: Moment, subject: Subject) -> Finding:
        return combined(self, FALSE, TRUE, moment, subject)

    def decided_by(self, finding: Finding) -> list[Finding]:
        return _deciders(finding, FALSE)


@dataclass(frozen=True, slots=True, eq=False)
class AnyNode(_Several):
    def evaluate(self, moment: Moment, subject: Subject) -> Finding:
        return combined(self, TRUE, FALSE, moment, subject)

    def decided_by(self, finding: Finding) -> list[Finding]:
        return _deciders(finding, TRUE)


@dataclass(frozen=True, slots=True, eq=False)
class NotNode(Node):
    label: str
    direction: Direction
    node: Node
    reads: frozenset[ClaimKind] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "reads", self.node.reads)

    def evaluate(self, moment: Moment, subject: Subject) -> Finding:
        child = evaluated(self.node if moment.explaining else plain(self.node), moment, subject)
        return Finding(self, opposite(child.value), subject.name, children=(child,))

    def decided_by(self, finding: Finding) -> tuple[Finding, ...]:
        return finding.children


@dataclass(frozen=True, slots=True, eq=False)
class NamedNode(Node):
    """A shared definition, put in where it was named; seen only where it is explained."""

    label: str
    direction: Direction
    node: Node
    reads: frozenset[ClaimKind] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "reads", self.node.reads)

    def evaluate(self, moment: Moment, subject: Subject) -> Finding:
        child = evaluated(self.node, moment, subject)
        return Finding(self, child.value, subject.name, children=(child,)) if moment.explaining else child


def plain(node: Node) -> Node:
    """The node that a name stands for, or the node itself."""
    while isinstance(node, NamedNode):
        node = node.node
    return node


@dataclass(frozen=True, slots=True, eq=False)
class KindNode(Node):
    """`is`."""

    label: str
    direction: Direction
    kind: PrincipalKind
    reads: frozenset[ClaimKind] = field(default=frozenset(), init=False)

    def evaluate(self, moment: Moment, subject: Subject) -> Finding:
        return Finding(self, TRUE if subject.kind is self.kind else FALSE, subject.name)


@dataclass(frozen=True, slots=True, eq=False)
class PresenceLeaf(Node):
    """`present_in`: the presence that the request asserts of the principal asked about, and of nobody else."""

    label: str
    direction: Direction
    countries: Countries
    true: Requirement
    false: Requirement
    max_age: timedelta | None
    reads: frozenset[ClaimKind] = field(default=frozenset(), init=False)

    def evaluate(self, moment: Moment, subject: Subject) -> Finding:
        presence = moment.presence
        if presence is None or subject.name != moment.asked:
            return Finding(self, UNKNOWN, subject.name, frozenset((Reason.PRESENCE_NOT_GIVEN,)))
        if self.max_age is not None and moment.at - presence.observed_at >= self.max_age:
            return Finding(self, UNKNOWN, subject.name, frozenset((Reason.STALE,)))
        value = TRUE if presence.country in covered(self.countries, moment) else FALSE
        if presence.assurance < (self.true if value is TRUE else self.false).minimum:
            return Finding(self, UNKNOWN, subject.name, frozenset((Reason.ASSURANCE_TOO_LOW,)))
        return Finding(self, value, subject.name)


@dataclass(frozen=True, slots=True, eq=False)
class ListedLeaf(Leaf):
    """`listed`. Lists are closed by construction; without an identifier to screen by it is UNKNOWN."""

    lists: frozenset[ListName]

    def look(self, moment: Moment, subject: Subject, *, everything: bool) -> Finding:
        if not subject.screening_keys:
            return Finding(self, UNKNOWN, subject.name, frozenset((Reason.NOT_ATTESTED,)))
        on_one = any(
            moment.at in during
            for name in self.lists
            for key in subject.screening_keys
            for during in moment.reference.entries.get(name, {}).get(key, ())
        )
        return Finding(self, TRUE if on_one else FALSE, subject.name)
