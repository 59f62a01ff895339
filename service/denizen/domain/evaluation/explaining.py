"""The tree of an evaluated definition, for people."""

from denizen.domain.claims import ClaimKind
from denizen.domain.determinations import Explanation, ThresholdApplied, Truth
from denizen.domain.evaluation.findings import Finding
from denizen.domain.evaluation.recency import RecencyLeaf
from denizen.domain.evaluation.sets import SetLeaf
from denizen.domain.evaluation.singles import SingleLeaf
from denizen.domain.names import PrincipalName


def explain(finding: Finding, asked: PrincipalName) -> Explanation:
    """`finding` and all below it; a subject is named where it is not the principal asked about."""
    node = finding.node
    return Explanation(
        node.label,
        finding.value,
        node.direction.positive,
        None if finding.subject == asked else finding.subject,
        tuple(sorted(finding.reasons)),
        tuple(sorted(finding.rests_on)),
        _thresholds(finding),
        tuple(explain(child, asked) for child in finding.children),
    )


def _thresholds(finding: Finding) -> tuple[ThresholdApplied, ...]:
    node, direction = finding.node, finding.node.direction
    match node:
        case SetLeaf() | SingleLeaf():
            kinds: tuple[ClaimKind, ...] = (node.weighs,)
        case RecencyLeaf():
            kinds = (ClaimKind.CITIZENSHIP, ClaimKind.IMMIGRATION_STATUS)
        case _:
            kinds = ()
    return tuple(
        ThresholdApplied(kind, value, (value is Truth.TRUE) is not direction.positive, bars[kind].minimum)
        for kind in kinds
        for value, bars in ((Truth.TRUE, direction.true), (Truth.FALSE, direction.false))
    )
