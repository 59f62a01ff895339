"""What need not be found again where something has changed: whatever reads nothing of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from denizen.domain.claims import ClaimKind
from denizen.domain.evaluation.combinators import AllNode, AnyNode, NamedNode, NotNode
from denizen.domain.evaluation.findings import Finding, Node
from denizen.domain.evaluation.moment import Balances, Moment
from denizen.domain.evaluation.siblings import Siblings
from denizen.domain.facts import STANDING_IN

_COMBINING = (AllNode, AnyNode, NotNode, NamedNode, Siblings)
Changed = frozenset[ClaimKind | None]
"""The kinds of claims of which some have changed, about whomever; None among them: something else has, too."""


@dataclass(slots=True)
class Known:
    """Findings and balances that hold in another evaluation as well."""

    findings: dict[Node, Finding] = field(default_factory=dict)
    balances: Balances = field(default_factory=dict)

    def copy(self) -> "Known":
        """The same for an evaluation that adds its own balances."""
        return Known(self.findings, self.balances.copy())


def still_known(moment: Moment, findings: Iterable[Finding], changed: Changed) -> Known:
    """Of what was found at `moment`, all that cannot depend on what has changed.

    Nothing, where that is more than claims, or claims by which the facts of others count as a principal's own.
    """
    known = Known()
    if None in changed or not changed.isdisjoint(STANDING_IN):
        return known
    waiting = list(findings)
    for each in waiting:
        if each.node.reads.isdisjoint(changed):
            known.findings[each.node] = each
        elif type(each.node) in _COMBINING:
            waiting.extend(each.children)
    known.balances = {key: each for key, each in moment.balances.items() if key[1] not in changed}
    return known
