"""Leaves on claims of which a principal may have many: TRUE on one good claim, FALSE where nothing is left open."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from denizen.domain.attestations import Attestation
from denizen.domain.claims import Claim, ClaimKind, Completeness
from denizen.domain.determinations import Reason
from denizen.domain.evaluation.balance import Balance, Closure, weigh
from denizen.domain.evaluation.findings import FALSE, TRUE, UNKNOWN, Finding, conjunction, opposite
from denizen.domain.evaluation.leaf import Leaf, Verdict, points, spoken_of
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.regions import Exclusion, Part, emptied
from denizen.domain.evaluation.scopes import Scope
from denizen.domain.names import AttestationName
from denizen.domain.rules import Current, When


@dataclass(frozen=True, slots=True, eq=False)
class SetLeaf(Leaf):
    """A leaf on claims of the kind `weighs`, in its countries and `parts`, at a time."""

    weighs: ClaimKind
    parts: frozenset[Part] = field(default=frozenset((None,)), kw_only=True)
    when: When = field(default=Current(), kw_only=True)

    def kinds(self) -> frozenset[ClaimKind]:
        return frozenset((self.weighs,))

    @abstractmethod
    def verdict(self, claim: Claim, moment: Moment, subject: Subject) -> Verdict:
        """TRUE, FALSE, or UNKNOWN where the claim does not say enough."""

    def denied_region(self, claim: Claim) -> tuple[frozenset[Part] | None, Scope] | None:
        """The region that is empty where `claim` does not hold; None: it empties no region, only itself."""
        return None, spoken_of(claim)

    def inferred(
        self, moment: Moment, subject: Subject, world_time: datetime, balance: Balance, *, everything: bool
    ) -> Iterator[Exclusion]:
        """What follows from claims of other kinds; it yields to any direct claim."""
        return iter(())

    def look(self, moment: Moment, subject: Subject, *, everything: bool) -> Finding:
        if isinstance(self.when, Current):
            return self._at(moment, subject, moment.at, everything=everything)
        moments = points(self.when, moment, subject)
        found = [self._at(moment, subject, each, everything=everything) for each in moments]
        value = opposite(conjunction(opposite(each.value) for each in found))
        deciding = [each for each in found if each.value is value]
        return Finding(
            self,
            value,
            subject.name,
            frozenset().union(*(each.reasons for each in deciding)),
            frozenset().union(*(each.rests_on for each in deciding)),
        )

    def _at(self, moment: Moment, subject: Subject, world_time: datetime, *, everything: bool) -> Finding:
        balance = weigh(moment, subject, self.weighs, world_time, self.direction, everything=everything)
        overruled = self._overruled(balance, moment, subject) if balance.overruled else _NONE
        good: list[AttestationName] = []
        unsure: list[tuple[AttestationName, Verdict]] = []
        children: tuple[Finding, ...] = ()
        for each in balance.live:
            verdict = self.verdict(each.claim, moment, subject)
            if verdict.value is TRUE:
                good.append(each.name)
            elif verdict.value is UNKNOWN:
                unsure.append((each.name, verdict))
            if verdict.child is not None:
                children += (verdict.child,)

        # 1. One good claim makes it TRUE.
        if good:
            return Finding(self, TRUE, subject.name, overruled, frozenset(good), children)
        # 2. A contested claim, or one that does not say enough, keeps it open.
        if balance.contested and (
            bearing := [each.name for each in balance.contested if self._bears_on(each, moment, subject)]
        ):
            return Finding(self, UNKNOWN, subject.name, _CONFLICTING, frozenset(bearing), children)
        if unsure:
            reasons = frozenset(verdict.reason for _, verdict in unsure if not verdict.told)
            return Finding(self, UNKNOWN, subject.name, reasons, frozenset(name for name, _ in unsure), children)
        # 3. It is FALSE where every part of what it asks is excluded: by one closed set alone, or by several together.
        asked = self.asked(moment)
        exclusions: list[Exclusion] = []
        for closure in balance.closures:
            if self.clear(closure, moment, subject):
                alone = closure.exclusion
                if alone.parts is None and not children and asked.within(alone.scope):
                    return Finding(self, FALSE, subject.name, overruled, alone.by)
                exclusions.append(alone)
        if balance.denials:
            exclusions.extend(self._denied(balance))
        if not exclusions or not emptied(self.parts, asked, exclusions):
            exclusions.extend(self.inferred(moment, subject, world_time, balance, everything=everything))
        if exclusions:
            exclusions = [each for each in exclusions if each.touches(self.parts, asked)]
        if emptied(self.parts, asked, exclusions):
            by = _NOBODY.union(*[each.by for each in exclusions])
            if children:
                by = by.union([each.name for each in balance.live])
            return Finding(self, FALSE, subject.name, overruled, by, children)
        # 4. Otherwise silence, and why.
        return Finding(self, UNKNOWN, subject.name, self.silence(balance, exclusions, moment, subject))

    def _denied(self, balance: Balance) -> Iterator[Exclusion]:
        for denial in balance.denials:
            if (region := self.denied_region(denial.claim)) is not None:
                yield Exclusion(*region, frozenset((denial.name,)))

    def clear(self, closure: Closure, moment: Moment, subject: Subject) -> bool:
        """Whether no member of a closed set may be what is asked about."""
        for member in closure.claim.members:
            verdict = self.verdict(member, moment, subject)
            if verdict.value is not FALSE or verdict.silent:
                return False
        return True

    def _bears_on(self, attestation: Attestation, moment: Moment, subject: Subject) -> bool:
        return attestation.holds and self.verdict(attestation.claim, moment, subject).value is not FALSE

    def _overruled(self, balance: Balance, moment: Moment, subject: Subject) -> frozenset[Reason]:
        for each in balance.overruled:
            if not each.holds or isinstance(each.claim, Completeness) or self._bears_on(each, moment, subject):
                return _OVERRULED
        return _NONE

    def silence(
        self, balance: Balance, exclusions: list[Exclusion], moment: Moment, subject: Subject
    ) -> frozenset[Reason]:
        """Why it is neither TRUE nor FALSE."""
        reasons = balance.open_because
        for each, why in balance.short:
            if not each.holds or self._bears_on(each, moment, subject):
                reasons = reasons | {why}
        if balance.unvouched:
            reasons = reasons | {Reason.EXPIRED}
        if not reasons:
            return _NOT_CLOSED if balance.live or exclusions else _NOT_ATTESTED
        return frozenset(reasons)


_NOBODY: frozenset[AttestationName] = frozenset()
_NONE: frozenset[Reason] = frozenset()
_OVERRULED = frozenset((Reason.OVERRULED,))
_CONFLICTING = frozenset((Reason.CONFLICTING_ATTESTATIONS,))
_NOT_CLOSED = frozenset((Reason.SET_NOT_CLOSED,))
_NOT_ATTESTED = frozenset((Reason.NOT_ATTESTED,))
