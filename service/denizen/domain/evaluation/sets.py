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
from denizen.domain.evaluation.leaf import Leaf, Verdict, covered, points, spoken_of
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.regions import Exclusion, Part, emptied
from denizen.domain.evaluation.scopes import Scope
from denizen.domain.names import AttestationName
from denizen.domain.rules import Countries, Current, When


@dataclass(frozen=True, slots=True, eq=False)
class SetLeaf(Leaf):
    """A leaf on claims of the kind `weighs`, in `countries` (None: any or none) and `parts`, at a time."""

    weighs: ClaimKind
    countries: Countries | None = field(default=None, kw_only=True)
    parts: frozenset[Part] = field(default=frozenset((None,)), kw_only=True)
    when: When = field(default=Current(), kw_only=True)

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
        moments = points(self.when, moment, subject)
        if len(moments) == 1:
            return self._at(moment, subject, moments[0], everything=everything)
        found = [self._at(moment, subject, each, everything=everything) for each in moments]
        value = opposite(conjunction(opposite(each.value) for each in found))
        deciding = [each for each in found if each.value is value]
        return Finding(
            self,
            value,
            subject.name,
            frozenset().union(*(each.reasons for each in deciding)),
            frozenset().union(*(each.rests_on for each in deciding)),
            tuple(child for each in deciding for child in each.children),
        )

    def _at(self, moment: Moment, subject: Subject, world_time: datetime, *, everything: bool) -> Finding:
        balance = weigh(moment, subject, self.weighs, world_time, self.direction, everything=everything)
        overruled = self._overruled(balance, moment, subject)
        judged = [(each, self.verdict(each.claim, moment, subject)) for each in balance.live]
        children = tuple(verdict.child for _, verdict in judged if verdict.child is not None)

        # 1. One good claim makes it TRUE.
        if good := [each.name for each, verdict in judged if verdict.value is TRUE]:
            return Finding(self, TRUE, subject.name, overruled, frozenset(good), children)
        # 2. A contested claim, or one that does not say enough, keeps it open.
        if contested := [each.name for each in balance.contested if self._bears_on(each, moment, subject)]:
            reasons = frozenset((Reason.CONFLICTING_ATTESTATIONS,))
            return Finding(self, UNKNOWN, subject.name, reasons, frozenset(contested), children)
        if unsure := [(each, verdict) for each, verdict in judged if verdict.value is UNKNOWN]:
            reasons = frozenset(verdict.reason for _, verdict in unsure if not verdict.told)
            return Finding(self, UNKNOWN, subject.name, reasons, frozenset(each.name for each, _ in unsure), children)
        # 3. It is FALSE where every part of what it asks is excluded.
        asked = covered(self.countries, moment)
        for closure in balance.closures:
            alone = closure.exclusion
            if (
                alone.parts is None
                and asked.within(alone.scope)
                and not children
                and self._clear(closure, moment, subject)
            ):
                return Finding(self, FALSE, subject.name, overruled, alone.by)
        exclusions = list(self._exclusions(balance, moment, subject))
        if not emptied(self.parts, asked, exclusions):
            exclusions.extend(self.inferred(moment, subject, world_time, balance, everything=everything))
        exclusions = [each for each in exclusions if each.touches(self.parts, asked)]
        if emptied(self.parts, asked, exclusions):
            by = frozenset[AttestationName]().union(*(each.by for each in exclusions))
            if children:
                by = by.union(each.name for each, _ in judged)
            return Finding(self, FALSE, subject.name, overruled, by, children)
        # 4. Otherwise silence, and why.
        return Finding(self, UNKNOWN, subject.name, self._silence(balance, exclusions, moment, subject))

    def _exclusions(self, balance: Balance, moment: Moment, subject: Subject) -> Iterator[Exclusion]:
        for closure in balance.closures:
            if self._clear(closure, moment, subject):
                yield closure.exclusion
        for denial in balance.denials:
            if (region := self.denied_region(denial.claim)) is not None:
                yield Exclusion(*region, frozenset((denial.name,)))

    def _clear(self, closure: Closure, moment: Moment, subject: Subject) -> bool:
        """Whether no member of a closed set may be what is asked about."""
        return all(self.verdict(member, moment, subject).excludes for member in closure.claim.members)

    def _bears_on(self, attestation: Attestation, moment: Moment, subject: Subject) -> bool:
        return attestation.holds and self.verdict(attestation.claim, moment, subject).value is not FALSE

    def _overruled(self, balance: Balance, moment: Moment, subject: Subject) -> frozenset[Reason]:
        for each in balance.overruled:
            if not each.holds or isinstance(each.claim, Completeness) or self._bears_on(each, moment, subject):
                return frozenset((Reason.OVERRULED,))
        return frozenset()

    def _silence(
        self, balance: Balance, exclusions: list[Exclusion], moment: Moment, subject: Subject
    ) -> frozenset[Reason]:
        reasons = set(balance.open_because)
        reasons.update(why for each, why in balance.short if not each.holds or self._bears_on(each, moment, subject))
        if balance.unvouched:
            reasons.add(Reason.EXPIRED)
        if not reasons:
            reasons.add(Reason.SET_NOT_CLOSED if balance.live or exclusions else Reason.NOT_ATTESTED)
        return frozenset(reasons)
