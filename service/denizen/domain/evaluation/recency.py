"""`most_recent_country_in`: the most recent country of citizenship or permanent residency (15 CFR 734.13(b))."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from denizen.domain.attestations import Attestation
from denizen.domain.claims import Claim, ClaimKind, ImmigrationCategory, ImmigrationStatus
from denizen.domain.countries import Country
from denizen.domain.determinations import Reason, Truth
from denizen.domain.evaluation.balance import Balance, weigh
from denizen.domain.evaluation.comparing import Counted, compared, counted
from denizen.domain.evaluation.findings import FALSE, UNKNOWN, Finding
from denizen.domain.evaluation.leaf import NO, SILENT, YES, Leaf, Verdict, country_of
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.persons import (
    EVERY_CLASS,
    Region,
    by_citizenship,
    by_statelessness,
    citizenship_denied,
    status_denied,
)
from denizen.domain.evaluation.regions import Exclusion, emptied
from denizen.domain.evaluation.scopes import EVERY_COUNTRY, Scope
from denizen.domain.evaluation.thresholds import Direction
from denizen.domain.names import AttestationName

_PERMANENT = frozenset({ImmigrationCategory.PERMANENT_RESIDENT, ImmigrationCategory.CONDITIONAL_PERMANENT_RESIDENT})
_UNITED_STATES = "US"
_Balances = tuple[Balance, Balance, Balance]
"""Of citizenships, immigration statuses and statelessness."""


@dataclass(frozen=True, slots=True, eq=False)
class RecencyLeaf(Leaf):
    """Needs citizenships and permanent residencies of all countries closed.

    Conditional residence is a status of United States law (8 USC 1186a), so that it needs to be closed only there. A
    claim below the clearing threshold can only push toward foreign.
    """

    def kinds(self) -> frozenset[ClaimKind]:
        return frozenset((ClaimKind.CITIZENSHIP, ClaimKind.IMMIGRATION_STATUS, ClaimKind.STATELESSNESS))

    def look(self, moment: Moment, subject: Subject, *, everything: bool) -> Finding:
        asked = self.asked(moment)
        forward = self._weighed(moment, subject, self.direction, everything=everything)
        backward = self._weighed(moment, subject, self.backward, everything=everything)

        def verdict(each: Attestation) -> Verdict:
            permanent = isinstance(each.claim, ImmigrationStatus) and each.claim.category in _PERMANENT
            if not permanent and each.claim.kind is not ClaimKind.CITIZENSHIP:
                return SILENT
            return YES if country_of(each.claim) in asked else NO

        # 1. The candidates, each by the threshold of the value that it speaks for.
        candidates = counted(self, moment, forward[:2], backward[:2], verdict)
        if not candidates:
            return Finding(self, UNKNOWN, subject.name, _silence((*forward[:2], *backward[:2])))

        def decide(group: tuple[Counted, ...]) -> Finding:
            by = frozenset(each.name for each in group)
            if any(each.contested for each in group):
                return Finding(self, UNKNOWN, subject.name, frozenset((Reason.CONFLICTING_ATTESTATIONS,)), by)
            # 2. All agree, or all are dated with one latest.
            value = _agreed(group)
            if value is UNKNOWN:
                return Finding(self, UNKNOWN, subject.name, frozenset((Reason.DATES_MISSING_OR_TIED,)), by)
            # 3. No other candidate may be missing.
            covering, other = (forward, backward) if value is FALSE else (backward, forward)
            closed_by = _closed(covering, other)
            if closed_by is None:
                return Finding(self, UNKNOWN, subject.name, _silence(covering[:2], Reason.SET_NOT_CLOSED), by)
            return Finding(self, value, subject.name, rests_on=by | closed_by)

        return compared(self, candidates, decide)

    @staticmethod
    def _weighed(moment: Moment, subject: Subject, direction: Direction, *, everything: bool) -> _Balances:
        def of(kind: ClaimKind) -> Balance:
            return weigh(moment, subject, kind, moment.at, direction, everything=everything)

        return of(ClaimKind.CITIZENSHIP), of(ClaimKind.IMMIGRATION_STATUS), of(ClaimKind.STATELESSNESS)


def _agreed(candidates: tuple[Counted, ...]) -> Truth:
    values = {each.verdict.value for each in candidates}
    if len(values) == 1:
        return values.pop()
    if any(each.attestation.held.start is None for each in candidates):
        return UNKNOWN
    last = max(start for each in candidates if (start := each.attestation.held.start) is not None)
    latest = [each for each in candidates if each.attestation.held.start == last]
    if len({country_of(each.attestation.claim) for each in latest}) > 1:
        return UNKNOWN
    return latest[0].verdict.value


def _closed(covering: _Balances, other: _Balances) -> frozenset[AttestationName] | None:
    """By which attestations both sets are closed over all countries; None: they are not.

    What excludes by inference speaks for the other value than it would itself, and so is weighed the other way round.
    """
    citizenships, statuses, _ = covering
    nationality = [*_exclusions(citizenships, citizenship_denied), *by_statelessness(citizenships, other[2])]
    residency = [*_exclusions(statuses, status_denied), *by_citizenship(statuses, other[0], EVERY_COUNTRY)]
    us = Scope(frozenset((Country.of(_UNITED_STATES),)))
    closed = (
        emptied(EVERY_CLASS, EVERY_COUNTRY, nationality)
        and emptied((ImmigrationCategory.PERMANENT_RESIDENT,), EVERY_COUNTRY, residency)
        and emptied((ImmigrationCategory.CONDITIONAL_PERMANENT_RESIDENT,), us, residency)
    )
    return frozenset().union(*(each.by for each in (*nationality, *residency))) if closed else None


def _exclusions(balance: Balance, denied: Callable[[Claim], Region | None]) -> Iterator[Exclusion]:
    for closure in balance.closures:
        yield closure.exclusion
    for denial in balance.denials:
        if (region := denied(denial.claim)) is not None:
            yield Exclusion(*region, frozenset((denial.name,)))


def _silence(balances: Iterable[Balance], otherwise: Reason = Reason.NOT_ATTESTED) -> frozenset[Reason]:
    reasons: set[Reason] = set()
    for balance in balances:
        reasons |= balance.open_because
        reasons.update(why for _, why in balance.short)
        if balance.unvouched:
            reasons.add(Reason.EXPIRED)
    return frozenset(reasons or {otherwise})
