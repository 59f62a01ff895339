"""Weighing the attestations of one kind against each other: which stand, which are overruled, which are contested."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
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

    live: Sequence[Attestation] = ()
    denials: Sequence[Attestation] = ()
    closures: Sequence[Closure] = ()
    short: Sequence[tuple[Attestation, Reason]] = ()
    unvouched: Sequence[Attestation] = ()
    open_because: AbstractSet[Reason] = frozenset()
    contested: Sequence[Attestation] = ()
    overruled: Sequence[Attestation] = ()


def weigh(
    moment: Moment, subject: Subject, kind: ClaimKind, world_time: datetime, direction: Direction, *, everything: bool
) -> Balance:
    """Weigh what is attested of `kind` at `world_time`.

    Claims that hold need the threshold for TRUE; denials and completeness, with its members, that for FALSE.
    `everything`: as if claims collected for other purposes were visible.
    """
    if kind not in subject.holding and kind not in subject.denying and kind not in subject.closing:
        return Balance()
    # The bars, not the sign of the direction: provisions differ in them, and are answered at the same moment.
    key = (subject.name, kind, None if world_time == moment.at else world_time, id(direction.true), everything)
    known: Balance | None = moment.balances.get(key)
    if known is None:
        known = moment.balances[key] = _Weighing(moment, subject, kind, world_time, direction, everything).balance()
    return known


@dataclass(slots=True)
class _Weighing:
    moment: Moment
    subject: Subject
    kind: ClaimKind
    world_time: datetime
    direction: Direction
    everything: bool
    short: list[tuple[Attestation, Reason]] = field(default_factory=list)
    unvouched: list[Attestation] = field(default_factory=list)
    open_because: set[Reason] = field(default_factory=set)

    def balance(self) -> Balance:
        kind, direction, subject = self.kind, self.direction, self.subject
        # 1. What speaks at that time, is vouched for, visible, and reaches the threshold of the value it speaks for.
        holding = self._speaking(subject.holding.get(kind, ()))
        live = self._sufficient(holding, direction.true[kind])
        denying = subject.denying.get(kind)
        denials = self._sufficient(self._speaking(denying), direction.false[kind]) if denying else []
        closures: list[Closure] = []
        closing = subject.closing.get(kind)
        for each in self._speaking(closing) if closing else ():
            if (why := shortfall(direction.false[ClaimKind.COMPLETENESS], each, self.moment.at)) is not None:
                self.open_because.add(why)
            elif (closure := self._closure(each, holding, live, denials)) is not None:
                closures.append(closure)
        found = Balance(live, denials, closures, self.short, self.unvouched, self.open_because)
        # 2. What contradicts what; nothing does in most cases.
        pairs: list[tuple[Attestation | Closure, Attestation]] = []
        if denials:
            pairs.extend((each, claim) for each in denials for claim in live if denies(each.claim, claim.claim))
        if closures:
            pairs.extend(
                (each, claim) for each in closures for claim in live if leaves_unnamed(each.claim, claim.claim)
            )
        if pairs:
            _settle(found, pairs)
        return found

    def _speaking(self, attestations: Sequence[Attestation]) -> list[Attestation]:
        speaking: list[Attestation] = []
        at, world_time, purpose = self.moment.at, self.world_time, self.moment.purpose
        for each in attestations:
            if (self.everything or purpose in each.purposes) and world_time in each.held:
                (speaking if at in each.vouched else self.unvouched).append(each)
        return speaking

    def _sufficient(self, attestations: Sequence[Attestation], requirement: Requirement) -> list[Attestation]:
        sufficient: list[Attestation] = []
        for each in attestations:
            if (why := shortfall(requirement, each, self.moment.at)) is None:
                sufficient.append(each)
            else:
                self.short.append((each, why))
        return sufficient

    def _closure(
        self,
        attestation: Attestation,
        holding: Sequence[Attestation],
        live: Sequence[Attestation],
        denials: Sequence[Attestation],
    ) -> Closure | None:
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
            sure = [each for each in good if not any(_refutes(denial, each) for denial in denials)] if denials else good
            if not sure:
                whys = {why for _, why in weighed if why is not None} or {Reason.SET_NOT_VISIBLE}
                self.open_because.update({Reason.CONFLICTING_ATTESTATIONS} if good else whys)
                return None
            members.extend(sure)
        verified = attestation.verified_at
        for each in live:
            start = each.held.start
            if start is not None and start > verified and leaves_unnamed(claim, each.claim):
                self.open_because.add(Reason.SET_NOT_CLOSED)
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
        found.open_because |= {Reason.OVERRULED}
    standing = [each for each in found.closures if id(each) not in out and each.backed(out)]
    if len(standing) + len(overruled) < len(found.closures):
        found.open_because |= {Reason.CONFLICTING_ATTESTATIONS}
    found.contested = [each for each in (*found.live, *found.denials) if id(each) in contested]
    found.live = [each for each in found.live if id(each) not in out]
    found.denials = [each for each in found.denials if id(each) not in out]
    found.closures = standing


def _standing_above(
    level: int, fallen: set[int], ordinal: Callable[[Attestation | Closure], int]
) -> Callable[[Attestation | Closure], bool]:
    return lambda rival: ordinal(rival) > level and id(rival) not in fallen
