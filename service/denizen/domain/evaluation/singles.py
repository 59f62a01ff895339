"""Leaves on claims of which only one can be true at a time: the latest start wins."""

from collections.abc import Iterator
from dataclasses import dataclass, field

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
from denizen.domain.evaluation.balance import weigh
from denizen.domain.evaluation.comparing import Counted, compared, counted
from denizen.domain.evaluation.findings import FALSE, UNKNOWN, Finding, Node, elsewhere
from denizen.domain.evaluation.leaf import NO, SILENT, YES, Leaf, Verdict, country_of, spoken_of
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.patterns import left_out
from denizen.domain.evaluation.regions import Exclusion, Part, emptied
from denizen.domain.evaluation.scopes import EVERYTHING, Scope


@dataclass(frozen=True, slots=True, eq=False)
class SingleLeaf(Leaf):
    """A leaf that compares claims of one kind. One below the clearing threshold can only push toward foreign."""

    weighs: ClaimKind
    parts: frozenset[Part] = field(default=frozenset((None,)), kw_only=True)

    def kinds(self) -> frozenset[ClaimKind]:
        return frozenset((self.weighs,))

    def verdict(self, claim: Claim, moment: Moment, subject: Subject) -> Verdict:
        """The value that the claim speaks for."""
        return YES if country_of(claim) in self.asked(moment) else NO

    def denied_region(self, claim: Claim) -> tuple[frozenset[Part] | None, Scope] | None:
        """The region that is empty where `claim` does not hold; None: it empties no region, only itself."""
        said = (getattr(claim, each) for each in claim.__slots__ if each != "country")
        return (None, spoken_of(claim)) if all(left_out(each) for each in said) else None

    def inferred(self, moment: Moment, subject: Subject, *, everything: bool) -> Iterator[Exclusion]:
        """What follows from claims of other kinds where there is no direct claim."""
        return iter(())

    def look(self, moment: Moment, subject: Subject, *, everything: bool) -> Finding:
        forward = weigh(moment, subject, self.weighs, moment.at, self.direction, everything=everything)
        backward = weigh(moment, subject, self.weighs, moment.at, self.backward, everything=everything)
        # 1. Where claims count they decide, the latest of them.
        claims = counted(self, moment, (forward,), (backward,), lambda each: self.verdict(each.claim, moment, subject))
        if claims:
            return compared(self, claims, lambda group: self._decide(subject, self._latest(group)))
        # 2. None counts: FALSE where what it asks is excluded.
        overruled = frozenset((Reason.OVERRULED,)) if forward.overruled or backward.overruled else frozenset()
        asked = self.asked(moment)
        exclusions = [
            *(each.exclusion for each in forward.closures if not each.claim.members),
            *(
                Exclusion(*region, frozenset((each.name,)))
                for each in forward.denials
                if (region := self.denied_region(each.claim)) is not None
            ),
            *self.inferred(moment, subject, everything=everything),
        ]
        exclusions = [each for each in exclusions if each.touches(self.parts, asked)]
        if emptied(self.parts, asked, exclusions):
            return Finding(self, FALSE, subject.name, overruled, frozenset().union(*(each.by for each in exclusions)))
        # 3. Otherwise silence, and why.
        reasons = {why for balance in (forward, backward) for _, why in balance.short}
        reasons |= overruled | forward.open_because
        if forward.unvouched:
            reasons.add(Reason.EXPIRED)
        return Finding(self, UNKNOWN, subject.name, frozenset(reasons or {Reason.NOT_ATTESTED}))

    def _latest(self, claims: tuple[Counted, ...]) -> tuple[Counted, ...]:
        """Those that none is known to come after. A missing start has no order."""
        if self.weighs not in SINGLE_VALUED:
            return claims
        last = max((start for each in claims if (start := each.attestation.held.start) is not None), default=None)
        return tuple(each for each in claims if each.attestation.held.start in (None, last))

    def _decide(self, subject: Subject, latest: tuple[Counted, ...]) -> Finding:
        """Where they agree that is the value; otherwise the surest wins, or nobody."""
        children = tuple(each.verdict.child for each in latest if each.verdict.child is not None)
        by = frozenset(each.name for each in latest)
        conflict = Finding(self, UNKNOWN, subject.name, frozenset((Reason.CONFLICTING_ATTESTATIONS,)), by, children)
        if any(each.contested for each in latest):
            return conflict
        values = {each.verdict.value for each in latest}
        reasons: set[Reason] = set()
        if len(values) > 1:
            highest = max(each.attestation.assurance.ordinal for each in latest)
            latest = tuple(each for each in latest if each.attestation.assurance.ordinal == highest)
            values = {each.verdict.value for each in latest}
            if len(values) > 1:
                return conflict
            reasons.add(Reason.OVERRULED)
            by = frozenset(each.name for each in latest)
        value = values.pop()
        if value is UNKNOWN:
            reasons.update(each.verdict.reason for each in latest if each.verdict.child is None)
        return Finding(self, value, subject.name, frozenset(reasons), by, children)


@dataclass(frozen=True, slots=True, eq=False)
class OrganisationClassLeaf(SingleLeaf):
    """`organisation_is`."""

    def kinds(self) -> frozenset[ClaimKind]:
        return frozenset((self.weighs, ClaimKind.INCORPORATION))

    def verdict(self, claim: Claim, moment: Moment, subject: Subject) -> Verdict:
        if not isinstance(claim, OrganisationClassification) or claim.klass not in self.parts:
            return NO
        if self.countries is None:
            return YES
        if claim.country is None:
            return Verdict(UNKNOWN, reason=Reason.NOT_ATTESTED)
        return YES if claim.country in self.asked(moment) else NO

    def denied_region(self, claim: Claim) -> tuple[frozenset[Part] | None, Scope] | None:
        klass = claim.klass if isinstance(claim, OrganisationClassification) else None
        return None if klass is None else frozenset((klass,)), spoken_of(claim)

    def inferred(self, moment: Moment, subject: Subject, *, everything: bool) -> Iterator[Exclusion]:
        """Incorporation excludes every organisation class."""
        incorporation = ClaimKind.INCORPORATION
        for each in weigh(moment, subject, incorporation, moment.at, self.backward, everything=everything).live:
            yield Exclusion(None, EVERYTHING, frozenset((each.name,)))


@dataclass(frozen=True, slots=True, eq=False)
class ParentHeadquartersLeaf(SingleLeaf):
    """`ultimate_parent_headquartered_in`; an organisation without a parent is its own."""

    headquarters: Node

    def kinds(self) -> frozenset[ClaimKind]:
        return self.headquarters.reads | {self.weighs}

    def verdict(self, claim: Claim, moment: Moment, subject: Subject) -> Verdict:
        if not isinstance(claim, UltimateParent):
            return Verdict(UNKNOWN)
        found = elsewhere(self.headquarters, moment, claim.organisation or subject.name)
        return Verdict(found.value, found)


@dataclass(frozen=True, slots=True, eq=False)
class NaturalizationWindowLeaf(SingleLeaf):
    """`missed_naturalization_window`. The two-year limb of 8 USC 1324b(a)(3)(B)(ii) is not encoded."""

    def verdict(self, claim: Claim, moment: Moment, subject: Subject) -> Verdict:
        here = country_of(claim) in self.asked(moment)
        if not here or not isinstance(claim, Naturalization) or claim.eligible_on is None:
            return SILENT
        last = last_day_to_apply(claim.eligible_on)
        if moment.at < after(last):
            return NO
        match claim.application:
            case Application.APPLIED:
                in_time = claim.applied_on is not None and claim.applied_on <= last
                return NO if in_time else YES
            case Application.NOT_APPLIED:
                return YES
            case Application.UNKNOWN:
                return Verdict(UNKNOWN, reason=Reason.NOT_ATTESTED)
