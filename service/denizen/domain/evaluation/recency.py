"""`most_recent_country_in`: the most recent country of citizenship or permanent residency (15 CFR 734.13(b))."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from denizen.domain.attestations import Attestation
from denizen.domain.claims import Citizenship, CitizenshipClass, ClaimKind, ImmigrationCategory, ImmigrationStatus
from denizen.domain.countries import Country
from denizen.domain.determinations import Reason, Truth
from denizen.domain.evaluation.balance import Balance, scope_of, weigh
from denizen.domain.evaluation.findings import FALSE, TRUE, UNKNOWN, Finding
from denizen.domain.evaluation.leaf import Leaf, country_of, covered, spoken_of
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.regions import Exclusion, emptied
from denizen.domain.evaluation.scopes import EVERY_COUNTRY, Scope
from denizen.domain.names import AttestationName
from denizen.domain.rules import Countries

_PERMANENT = frozenset({ImmigrationCategory.PERMANENT_RESIDENT, ImmigrationCategory.CONDITIONAL_PERMANENT_RESIDENT})
_UNITED_STATES = "US"


@dataclass(frozen=True, slots=True, eq=False)
class RecencyLeaf(Leaf):
    """Needs citizenships and permanent residencies of all countries closed.

    Conditional residence is a status of United States law (8 USC 1186a), so that it needs to be closed only there. A
    claim below the clearing threshold can only push toward foreign: it counts as a candidate only where its own country
    does so.
    """

    countries: Countries

    def look(self, moment: Moment, subject: Subject, *, everything: bool) -> Finding:
        asked = covered(self.countries, moment)
        forward = self._weighed(moment, subject, everything=everything, backward=False)
        backward = self._weighed(moment, subject, everything=everything, backward=True)
        # 1. The live candidates, each by the threshold of the value that it speaks for.
        candidates = {
            each.name: each
            for balances, inside in ((forward, True), (backward, False))
            for each in _candidates(balances)
            if (country_of(each.claim) in asked) is inside
        }
        contested = {
            each.name for balance in (*forward, *backward) for each in balance.contested if each.name in candidates
        }
        by = frozenset(candidates)
        if contested:
            return Finding(self, UNKNOWN, subject.name, frozenset((Reason.CONFLICTING_ATTESTATIONS,)), by)
        if not candidates:
            return Finding(self, UNKNOWN, subject.name, _silence((*forward, *backward)))
        # 2. All agree, or all are dated with one latest.
        value = self._agreed(list(candidates.values()), asked)
        if value is UNKNOWN:
            return Finding(self, UNKNOWN, subject.name, frozenset((Reason.DATES_MISSING_OR_TIED,)), by)
        # 3. No other candidate may be missing.
        covering = forward if value is FALSE else backward
        closed_by = _closed(*covering)
        if closed_by is None:
            return Finding(self, UNKNOWN, subject.name, _silence(covering, Reason.SET_NOT_CLOSED), by)
        return Finding(self, value, subject.name, rests_on=by | closed_by)

    def _weighed(
        self, moment: Moment, subject: Subject, *, everything: bool, backward: bool
    ) -> tuple[Balance, Balance]:
        direction = self.direction.reversed() if backward else self.direction
        citizenships = weigh(moment, subject, ClaimKind.CITIZENSHIP, moment.at, direction, everything=everything)
        statuses = weigh(moment, subject, ClaimKind.IMMIGRATION_STATUS, moment.at, direction, everything=everything)
        return citizenships, statuses

    @staticmethod
    def _agreed(candidates: list[Attestation], asked: Scope) -> Truth:
        values = {TRUE if country_of(each.claim) in asked else FALSE for each in candidates}
        if len(values) == 1:
            return values.pop()
        starts: dict[Country | None, datetime] = {}
        for each in candidates:
            if each.held.start is None:
                return UNKNOWN
            country = country_of(each.claim)
            starts[country] = max(each.held.start, starts.get(country, each.held.start))
        last = max(starts.values())
        latest = [country for country, start in starts.items() if start == last]
        if len(latest) > 1:
            return UNKNOWN
        return TRUE if latest[0] in asked else FALSE


def _candidates(balances: tuple[Balance, Balance]) -> Iterator[Attestation]:
    for balance in balances:
        for each in (*balance.live, *balance.contested):
            permanent = isinstance(each.claim, ImmigrationStatus) and each.claim.category in _PERMANENT
            if each.holds and (permanent or each.claim.kind is ClaimKind.CITIZENSHIP):
                yield each


def _closed(citizenships: Balance, statuses: Balance) -> frozenset[AttestationName] | None:
    """By which attestations both sets are closed over all countries; None: they are not."""
    nationality = list(_exclusions(citizenships))
    residency = list(_exclusions(statuses))
    us = Scope(frozenset((Country.of(_UNITED_STATES),)))
    closed = (
        emptied(CitizenshipClass, EVERY_COUNTRY, nationality)
        and emptied((ImmigrationCategory.PERMANENT_RESIDENT,), EVERY_COUNTRY, residency)
        and emptied((ImmigrationCategory.CONDITIONAL_PERMANENT_RESIDENT,), us, residency)
    )
    return frozenset().union(*(each.by for each in (*nationality, *residency))) if closed else None


def _exclusions(balance: Balance) -> Iterator[Exclusion]:
    for closure in balance.closures:
        by = frozenset((closure.attestation.name, *(each.name for each in closure.members)))
        categories = closure.claim.categories
        yield Exclusion(None if categories is None else frozenset(categories), scope_of(closure.claim), by)
    for denial in balance.denials:
        part: CitizenshipClass | ImmigrationCategory | None = None
        match denial.claim:
            case Citizenship(klass=klass) if klass is not CitizenshipClass.UNSPECIFIED:
                part = klass
            case ImmigrationStatus(class_of_admission=None, category=category):
                part = category
            case ImmigrationStatus():
                continue
            case _:
                pass
        yield Exclusion(
            None if part is None else frozenset((part,)), spoken_of(denial.claim), frozenset((denial.name,))
        )


def _silence(balances: tuple[Balance, ...], otherwise: Reason = Reason.NOT_ATTESTED) -> frozenset[Reason]:
    reasons: set[Reason] = set()
    for balance in balances:
        reasons |= balance.open_because
        reasons.update(why for _, why in balance.short)
        if balance.unvouched:
            reasons.add(Reason.EXPIRED)
    return frozenset(reasons or {otherwise})
