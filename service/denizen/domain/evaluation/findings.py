"""Findings: a node's value with what it rests on, and how values add up in Kleene's logic."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field

from denizen.domain.claims import ClaimKind
from denizen.domain.determinations import Reason, Truth
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.thresholds import Direction
from denizen.domain.names import AttestationName, PrincipalName

TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


class Node(ABC):
    """A compiled node of a definition: it knows its direction, and finds its value for a principal at a moment.

    `reads`: the kinds of claims on which the value can depend, about whomever, beside those by which the facts of
    others count as a principal's own.
    """

    __slots__ = ()
    label: str
    direction: Direction
    reads: frozenset[ClaimKind]

    @abstractmethod
    def evaluate(self, moment: Moment, subject: Subject) -> "Finding":
        """The value for this principal, with what it rests on."""

    def decided_by(self, finding: "Finding") -> Iterable["Finding"]:
        """The children that decided the finding: by default those of the same value."""
        return [child for child in finding.children if child.value is finding.value]


@dataclass(slots=True, eq=False)
class Finding:
    """The value of one node for one principal, with a leaf's reasons and the attestations that it rests on."""

    node: Node
    value: Truth
    subject: PrincipalName
    reasons: frozenset[Reason] = frozenset()
    rests_on: frozenset[AttestationName] = frozenset()
    children: tuple["Finding", ...] = field(default=())


def decisive(finding: Finding) -> list[Finding]:
    """The findings that decided `finding`, itself included."""
    found = [finding]
    for each in found:
        if each.children:
            found.extend(each.node.decided_by(each))
    return found


def evaluated(node: Node, moment: Moment, subject: Subject) -> Finding:
    """The value of a node for the principal judged; not found again where the moment knows it from before."""
    known: Finding | None = moment.findings.get(node)
    return node.evaluate(moment, subject) if known is None else known


def elsewhere(node: Node, moment: Moment, name: PrincipalName) -> Finding:
    """The value of a rule for another principal; UNKNOWN where nothing is known of it."""
    key = ("elsewhere", id(node), name)
    known: Finding | None = moment.memo.get(key)
    if known is None:
        subject = moment.judged(name)
        if isinstance(subject, Reason):
            why = Reason.UNKNOWN_ORGANISATION if subject is Reason.UNKNOWN_PRINCIPAL else subject
            known = Finding(node, UNKNOWN, name, frozenset((why,)))
        else:
            known = node.evaluate(moment, subject)
        moment.memo[key] = known
    return known


def opposite(value: Truth) -> Truth:
    match value:
        case Truth.TRUE:
            return FALSE
        case Truth.FALSE:
            return TRUE
        case Truth.UNKNOWN:
            return UNKNOWN


def conjunction(values: Iterable[Truth]) -> Truth:
    """TRUE of none, as in logic; the compiler refuses an empty combinator."""
    result = TRUE
    for value in values:
        if value is FALSE:
            return FALSE
        if value is UNKNOWN:
            result = UNKNOWN
    return result


def disjunction(values: Iterable[Truth]) -> Truth:
    """FALSE of none, as in logic; the compiler refuses an empty combinator."""
    result = FALSE
    for value in values:
        if value is TRUE:
            return TRUE
        if value is UNKNOWN:
            result = UNKNOWN
    return result
