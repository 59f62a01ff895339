"""Weighing the attestations of one kind against each other: which stand, which are overruled, which are contested."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from denizen.domain.attestations import Attestation
from denizen.domain.claims import ClaimKind, Completeness
from denizen.domain.determinations import Reason
from denizen.domain.directives import Requirement
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.patterns import denies, leaves_unnamed, names, scope_of
from denizen.domain.evaluation.regions import Exclusion, Part
from denizen.domain.evaluation.thresholds import Direction, shortfall
from denizen.domain.facts import ByKind


@dataclass(slots=True, eq=False)
class Closure:
    """A completeness claim that counts, with the attestations of its members, and what it excludes beside them."""

    attestation: Attestation
    claim: Completeness
    members: tuple[Attestation, ...]
    exclusion: Exclusion

    def backed(self, out: set[int]) -> bool:
        """Whether each member still has an attestation, without those that are out."""
        up = [each.claim for each in self.members if id(each) not in out]
        return all(any(names(member, claim) for claim in up) for member in self.claim.members)


@dataclass(slots=True)
class Balance:
    """The attestations of one kind about one principal at one moment of the world, weighed for one direction.

    `live`, `denials` and `closures` stand uncontested; `contested` are the claims that another of equal assurance
    contradicts; `overruled` are those that a surer one does. `short` and `unvouched` fell out before the weighing;
    `open_because` says why a closure does not count.
    """

    live: list[Attestation] = field(default_factory=list)
    denials: list[Attestation] = field(default_factory=list)
    closures: list[Closure] = field(default_factory=list)
    contested: list[Attestation] = field(default_factory=list)
    overruled: list[Attestation] = field(default_factory=list)
    short: list[tuple[Attestation, Reason]] = field(default_factory=list)
    unvouched: list[Attestation] = field(default_factory=list)
    open_because: set[Reason] = field(default_factory=set)


def weigh(
    moment: Moment, subject: Subject, kind: ClaimKind, world_time: datetime, direction: Direction, *, everything: bool
) -> Balance:
    """Weigh what is attested of `kind` at `world_time`.

    Claims that hold need the threshold for TRUE; denials and completeness, with its members, that for FALSE.
    `everything`: as if claims collected for other purposes were visible.
    """
    # The bars, not the sign of the direction: provisions differ in them, and are answered at the same moment.
    key = (subject.name, kind, world_time, id(direction.true), everything)
    known: Balance | None = moment.memo.get(key)
    if known is None:
        known = moment.memo[key] = _Weighing(moment, subject, kind, world_time, direction, everything).balance()
    return known


@dataclass(slots=True)
class _Weighing:
    moment: Moment
    subject: Subject
    kind: ClaimKind
    world_time: datetime
    direction: Direction
    everything: bool

    def balance(self) -> Balance:
        found = Balance()
        at, kind, direction = self.moment.at, self.kind, self.direction
        # 1. What speaks at that time, is vouched for, visible, and reaches the threshold of the value it speaks for.
        holding = self._speaking(self.subject.holding, found)
        denying = self._speaking(self.subject.denying, found)
        found.live = self._sufficient(holding, direction.true[kind], found)
        found.denials = self._sufficient(denying, direction.false[kind], found)
        requirement = direction.false[ClaimKind.COMPLETENESS]
        for attestation in self._speaking(self.subject.closing, found):
            if (why := shortfall(requirement, attestation, at)) is not None:
                found.open_because.add(why)
            elif (closure := self._closure(attestation, holding, found)) is not None:
                found.closures.append(closure)
        # 2. What contradicts what; nothing does in most cases.
        pairs: list[tuple[Attestation | Closure, Attestation]] = [
            *((each, claim) for each in found.denials for claim in found.live if denies(each.claim, claim.claim)),
            *(
                (each, claim)
                for each in found.closures
                for claim in found.live
                if leaves_unnamed(each.claim, claim.claim)
            ),
        ]
        if pairs:
            _settle(found, pairs)
        return found

    def _speaking(self, index: ByKind, found: Balance) -> list[Attestation]:
        speaking: list[Attestation] = []
        moment, purpose = self.moment, None if self.everything else self.moment.purpose
        for attestation in index.get(self.kind, ()):
            if (purpose is None or purpose in attestation.purposes) and self.world_time in attestation.held:
                (speaking if moment.at in attestation.vouched else found.unvouched).append(attestation)
        return speaking

    def _sufficient(
        self, attestations: list[Attestation], requirement: Requirement, found: Balance
    ) -> list[Attestation]:
        sufficient: list[Attestation] = []
        for attestation in attestations:
            if (why := shortfall(requirement, attestation, self.moment.at)) is None:
                sufficient.append(attestation)
            else:
                found.short.append((attestation, why))
        return sufficient

    def _closure(self, attestation: Attestation, holding: list[Attestation], found: Balance) -> Closure | None:
        """The closure, if each member is effective, visible and reaches the threshold, and no news has opened the set
        again; None, with the reason kept."""
        claim = attestation.claim
        if not isinstance(claim, Completeness):
            return None
        members: list[Attestation] = []
        requirement = self.direction.false[self.kind]
        for member in claim.members:
            named = [each for each in holding if names(member, each.claim)]
            weighed = [(each, shortfall(requirement, each, self.moment.at)) for each in named]
            good = [each for each, why in weighed if why is None]
            sure = [each for each in good if not any(_refutes(denial, each) for denial in found.denials)]
            if not sure:
                whys = {why for _, why in weighed if why is not None} or {Reason.SET_NOT_VISIBLE}
                found.open_because.update({Reason.CONFLICTING_ATTESTATIONS} if good else whys)
                return None
            members.extend(sure)
        verified = attestation.verified_at
        for each in found.live:
            start = each.held.start
            if start is not None and start > verified and leaves_unnamed(claim, each.claim):
                found.open_because.add(Reason.SET_NOT_CLOSED)
                return None
        by = frozenset([attestation.name, *[each.name for each in members]])
        parts = None if claim.categories is None else frozenset[Part](claim.categories)
        return Closure(attestation, claim, tuple(members), Exclusion(parts, scope_of(claim), by))


def _refutes(denial: Attestation, member: Attestation) -> bool:
    return denial.assurance.ordinal >= member.assurance.ordinal and denies(denial.claim, member.claim)


def _settle(found: Balance, pairs: list[tuple[Attestation | Closure, Attestation]]) -> None:
    """Strictly higher assurance overrules; equal assurance contests. What is overruled overrules nothing itself."""

    def ordinal(item: Attestation | Closure) -> int:
        return (item.attestation if isinstance(item, Closure) else item).assurance.ordinal

    opponents: dict[int, list[Attestation | Closure]] = {}
    for one, other in pairs:
        opponents.setdefault(id(one), []).append(other)
        opponents.setdefault(id(other), []).append(one)
    items: list[Attestation | Closure] = [*found.live, *found.denials, *found.closures]
    fallen: set[int] = set()
    contested: set[int] = set()
    for level in sorted({ordinal(each) for each in items}, reverse=True):
        here = [each for each in items if ordinal(each) == level]
        higher = _standing_above(level, fallen, ordinal)
        fallen |= {id(each) for each in here if any(higher(rival) for rival in opponents.get(id(each), ()))}
        upright = {id(each) for each in here} - fallen
        contested |= {
            id(each)
            for each in here
            if id(each) in upright and any(id(rival) in upright for rival in opponents.get(id(each), ()))
        }
    out = fallen | contested
    overruled = [each for each in found.closures if id(each) in fallen]
    found.overruled = [each for each in (*found.live, *found.denials) if id(each) in fallen]
    found.overruled.extend(each.attestation for each in overruled)
    if overruled:
        found.open_because.add(Reason.OVERRULED)
    standing = [each for each in found.closures if id(each) not in out and each.backed(out)]
    if len(standing) + len(overruled) < len(found.closures):
        found.open_because.add(Reason.CONFLICTING_ATTESTATIONS)
    found.contested = [each for each in (*found.live, *found.denials) if id(each) in contested]
    found.live = [each for each in found.live if id(each) not in out]
    found.denials = [each for each in found.denials if id(each) not in out]
    found.closures = standing


def _standing_above(
    level: int, fallen: set[int], ordinal: Callable[[Attestation | Closure], int]
) -> Callable[[Attestation | Closure], bool]:
    return lambda rival: ordinal(rival) > level and id(rival) not in fallen
