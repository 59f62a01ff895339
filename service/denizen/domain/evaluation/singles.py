"""Leaves on claims of which only one can be true at a time: the latest start wins."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from denizen.domain.attestations import Attestation
from denizen.domain.calendars import after, last_day_to_apply
from denizen.domain.claims import (
    SINGLE_VALUED,
    Application,
    Claim,
    ClaimKind,
    Naturalization,
    OrganisationClassification,
    UltimateParent,
)
from denizen.domain.determinations import Reason
from denizen.domain.evaluation.balance import scope_of, weigh
from denizen.domain.evaluation.findings import FALSE, TRUE, UNKNOWN, Finding, Node, elsewhere
from denizen.domain.evaluation.leaf import Leaf, Verdict, country_of, covered, spoken_of
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.regions import Exclusion, Part, emptied
from denizen.domain.evaluation.scopes import EVERYTHING, Scope
from denizen.domain.rules import Countries


@dataclass(frozen=True, slots=True, eq=False)
class SingleLeaf(Leaf):
    """A leaf that compares claims of one kind. One below the clearing threshold can only push toward foreign."""

    weighs: ClaimKind
    countries: Countries | None = field(default=None, kw_only=True)
    parts: frozenset[Part] = field(default=frozenset((None,)), kw_only=True)

    def verdict(self, claim: Claim, moment: Moment, subject: Subject) -> Verdict:
        """The value that the claim speaks for."""
        return Verdict(TRUE if country_of(claim) in covered(self.countries, moment) else FALSE)

    def denied_region(self, claim: Claim) -> tuple[frozenset[Part] | None, Scope] | None:
        """The region that is empty where `claim` does not hold."""
        return None, spoken_of(claim)

    def inferred(self, moment: Moment, subject: Subject, *, everything: bool) -> Iterator[Exclusion]:
        """What follows from claims of other kinds where there is no direct claim."""
        return iter(())

    def look(self, moment: Moment, subject: Subject, *, everything: bool) -> Finding:
        forward = weigh(moment, subject, self.weighs, moment.at, self.direction, everything=everything)
        backward = weigh(moment, subject, self.weighs, moment.at, self.direction.reversed(), everything=everything)
        # 1. Each claim counts where it reaches the threshold of the value that it speaks for.
        speaking = {
            each.name: (each, verdict)
            for balance, value in ((forward, TRUE), (backward, FALSE))
            for each in (*balance.live, *balance.contested)
            if each.holds and (verdict := self.verdict(each.claim, moment, subject)).value in (value, UNKNOWN)
        }
        counted = [speaking[name] for name in sorted(speaking)]
        contested = {each.name for each in (*forward.contested, *backward.contested) if each.holds}
        latest = self._latest(counted)
        children = tuple(verdict.child for _, verdict in latest if verdict.child is not None)
        by = frozenset(each.name for each, _ in latest)
        if any(each.name in contested for each, _ in latest):
            return Finding(self, UNKNOWN, subject.name, frozenset((Reason.CONFLICTING_ATTESTATIONS,)), by, children)
        # 2. Where they agree that is the value; otherwise the surest wins, or nobody.
        if latest:
            return self._agreed(subject, latest, children)
        # 3. None counts: FALSE where what it asks is excluded, otherwise silence.
        exclusions = [
            *(
                Exclusion(None, scope_of(each.claim), frozenset((each.attestation.name,)))
                for each in forward.closures
                if not each.claim.members
            ),
            *(
                Exclusion(*region, frozenset((each.name,)))
                for each in forward.denials
                if (region := self.denied_region(each.claim)) is not None
            ),
            *self.inferred(moment, subject, everything=everything),
        ]
        asked = covered(self.countries, moment)
        if emptied(self.parts, asked, exclusions):
            return Finding(self, FALSE, subject.name, rests_on=frozenset().union(*(each.by for each in exclusions)))
        reasons = {why for balance in (forward, backward) for _, why in balance.short}
        if forward.unvouched:
            reasons.add(Reason.EXPIRED)
        if forward.overruled or backward.overruled:
            reasons.add(Reason.OVERRULED)
        return Finding(self, UNKNOWN, subject.name, frozenset(reasons or {Reason.NOT_ATTESTED}))

    def _latest(self, counted: list[tuple[Attestation, Verdict]]) -> list[tuple[Attestation, Verdict]]:
        """Those that none is known to come after. A missing start has no order."""
        if self.weighs not in SINGLE_VALUED:
            return counted
        starts = [each.held.start for each, _ in counted if each.held.start is not None]
        last = max(starts, default=None)
        return [pair for pair in counted if pair[0].held.start is None or pair[0].held.start == last]

    def _agreed(
        self, subject: Subject, latest: list[tuple[Attestation, Verdict]], children: tuple[Finding, ...]
    ) -> Finding:
        by = frozenset(each.name for each, _ in latest)
        values = {verdict.value for _, verdict in latest}
        reasons: frozenset[Reason] = frozenset()
        if len(values) > 1:
            highest = max(each.assurance.ordinal for each, _ in latest)
            surest = [(each, verdict) for each, verdict in latest if each.assurance.ordinal == highest]
            values = {verdict.value for _, verdict in surest}
            if len(values) > 1:
                conflict = frozenset((Reason.CONFLICTING_ATTESTATIONS,))
                return Finding(self, UNKNOWN, subject.name, conflict, by, children)
            reasons = frozenset((Reason.OVERRULED,))
            by = frozenset(each.name for each, _ in surest)
        value = values.pop()
        if value is UNKNOWN:
            reasons |= {verdict.reason for _, verdict in latest if verdict.value is UNKNOWN and verdict.child is None}
        return Finding(self, value, subject.name, reasons, by, children)


@dataclass(frozen=True, slots=True, eq=False)
class OrganisationClassLeaf(SingleLeaf):
    """`organisation_is`."""

    def verdict(self, claim: Claim, moment: Moment, subject: Subject) -> Verdict:
        if not isinstance(claim, OrganisationClassification) or claim.klass not in self.parts:
            return Verdict(FALSE)
        if self.countries is None:
            return Verdict(TRUE)
        if claim.country is None:
            return Verdict(UNKNOWN, reason=Reason.NOT_ATTESTED)
        return Verdict(TRUE if claim.country in covered(self.countries, moment) else FALSE)

    def denied_region(self, claim: Claim) -> tuple[frozenset[Part] | None, Scope] | None:
        klass = claim.klass if isinstance(claim, OrganisationClassification) else None
        return None if klass is None else frozenset((klass,)), spoken_of(claim)

    def inferred(self, moment: Moment, subject: Subject, *, everything: bool) -> Iterator[Exclusion]:
        """Incorporation excludes every organisation class."""
        backward = self.direction.reversed()
        for each in weigh(moment, subject, ClaimKind.INCORPORATION, moment.at, backward, everything=everything).live:
            yield Exclusion(None, EVERYTHING, frozenset((each.name,)))


@dataclass(frozen=True, slots=True, eq=False)
class ParentHeadquartersLeaf(SingleLeaf):
    """`ultimate_parent_headquartered_in`; an organisation without a parent is its own."""

    headquarters: Node

    def verdict(self, claim: Claim, moment: Moment, subject: Subject) -> Verdict:
        if not isinstance(claim, UltimateParent):
            return Verdict(UNKNOWN)
        named = claim.organisation
        found = (
            self.headquarters.evaluate(moment, subject)
            if named is None
            else elsewhere(self.headquarters, moment, named)
        )
        return Verdict(found.value, found)


@dataclass(frozen=True, slots=True, eq=False)
class NaturalizationWindowLeaf(SingleLeaf):
    """`missed_naturalization_window`. The two-year limb of 8 USC 1324b(a)(3)(B)(ii) is not encoded."""

    def verdict(self, claim: Claim, moment: Moment, subject: Subject) -> Verdict:
        if not isinstance(claim, Naturalization) or claim.eligible_on is None:
            return Verdict(UNKNOWN, reason=Reason.NOT_ATTESTED)
        if claim.country not in covered(self.countries, moment):
            return Verdict(UNKNOWN, reason=Reason.NOT_ATTESTED)
        last = last_day_to_apply(claim.eligible_on)
        if moment.at < after(last):
            return Verdict(FALSE)
        match claim.application:
            case Application.APPLIED:
                in_time = claim.applied_on is not None and claim.applied_on <= last
                return Verdict(FALSE if in_time else TRUE)
            case Application.NOT_APPLIED:
                return Verdict(TRUE)
            case Application.UNKNOWN:
                return Verdict(UNKNOWN, reason=Reason.NOT_ATTESTED)
