"""The strength of evidence: what its checks come to."""

from collections.abc import Iterable

from denizen.domain.evidence.kinds import CheckKind, CheckResult, Strength
from denizen.domain.evidence.records import Check, Evidence
from denizen.domain.evidence.table import Procedure, Row

_WORST_LAST = (CheckResult.PASSED, CheckResult.INCONCLUSIVE, CheckResult.FAILED)


def latest(checks: Iterable[Check]) -> list[Check]:
    """Of each kind of check the one made last; of several at one moment the one that ended worst."""
    last: dict[CheckKind, Check] = {}
    for check in sorted(checks, key=lambda check: (check.at, _WORST_LAST.index(check.result))):
        last[check.kind] = check
    return list(last.values())


def strength_by(procedure: Procedure, checks: Iterable[Check]) -> Strength:
    """The highest grade for which enough has passed. UNACCEPTABLE where a check failed; what the holder knows counts
    for nothing (SP 800-63A-4, section 2.5.1)."""
    counted = [check for check in latest(checks) if check.kind is not CheckKind.KNOWLEDGE]
    if any(check.result is CheckResult.FAILED for check in counted):
        return Strength.UNACCEPTABLE
    passed = {check.kind for check in counted if check.result is CheckResult.PASSED}
    for grade in procedure.grades:
        if all(group & passed for group in grade.passed):
            return grade.strength
    return Strength.UNACCEPTABLE


def strength_for(row: Row, procedure: Procedure, evidence: Evidence) -> Strength:
    """How strongly the evidence proves the claim of a row."""
    strength = min(strength_by(procedure, evidence.checks), row.at_most)
    return min(strength, row.expired_at_most) if checked_expired(evidence) else strength


def checked_expired(evidence: Evidence) -> bool:
    """Whether one of the checks that passed was made when the evidence had expired."""
    over = evidence.expires_at
    passed = (check for check in latest(evidence.checks) if check.result is CheckResult.PASSED)
    return over is not None and any(check.at >= over for check in passed)
