"""Weighing the attestations of one kind against each other: which stand, which are overruled, which are contested."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from denizen.domain.attestations import Attestation
from denizen.domain.claims import CitizenshipClass, Claim, ClaimKind, Completeness, Member
from denizen.domain.determinations import Reason
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.scopes import EVERYTHING, Scope
from denizen.domain.evaluation.thresholds import Bars, Direction, shortfall
from denizen.domain.facts import ByKind


@dataclass(frozen=True, slots=True, eq=False)
class Closure:
    """A completeness claim that counts, with the attestations of its members."""

    attestation: Attestation
    claim: Completeness
    members: tuple[Attestation, ...]


@dataclass(slots=True)
class Balance:
    """The attestations of one kind about one principal at one moment of the world, weighed for one direction.

    `live`, `denials` and `closures` stand uncontested; `contested` are the claims that another of equal assurance
    contradicts. `short` and `unvouched` fell out before the weighing; `open_because` says why a closure does not count.
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
    key = (subject.name, kind, world_time, direction.positive, everything)
    known: Balance | None = moment.memo.get(key)
    if known is None:
        known = moment.memo[key] = _Weighing(moment, subject, kind, world_time, direction, everything).balance()
    return known


def names(member: Member, claim: Claim) -> bool:
    """Whether a completeness that lists `member` names `claim`: what both say agrees."""
    return member == claim or all(_agree(getattr(member, each), getattr(claim, each)) for each in member.__slots__)


def denies(pattern: Claim, claim: Claim) -> bool:
    """Whether that `pattern` does not hold contradicts `claim`: a field left out of the pattern means all values."""
    return all(_left_out(want := getattr(pattern, each)) or want == getattr(claim, each) for each in pattern.__slots__)


def scope_of(claim: Completeness) -> Scope:
    """The countries in which a completeness closes the set."""
    if claim.countries is not None:
        return Scope(claim.countries)
    return Scope(claim.except_countries, complement=True, countryless=True) if claim.except_countries else EVERYTHING


def closes(closure: Completeness, claim: Claim) -> bool:
    """Whether `claim` lies in the scope of the completeness."""
    category = getattr(claim, "category", None)
    if closure.categories is not None and category is not None and category not in closure.categories:
        return False
    if closure.countries is None and not closure.except_countries:
        return True
    return getattr(claim, "country", None) in scope_of(closure)


def _left_out(value: object) -> bool:
    return value is None or value is CitizenshipClass.UNSPECIFIED


def _agree(one: object, other: object) -> bool:
    return one == other or _left_out(one) or _left_out(other)


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
        # 1. What speaks at that time, is vouched for, visible, and reaches the threshold of the value it speaks for.
        found.live = list(self._admitted(self.subject.holding, self.direction.true, found))
        found.denials = list(self._admitted(self.subject.denying, self.direction.false, found))
        requirement = self.direction.false[ClaimKind.COMPLETENESS]
        for attestation in self._speaking(self.subject.closing.get(self.kind, ()), found):
            if (why := shortfall(requirement, attestation, self.moment.at)) is not None:
                found.open_because.add(why)
            elif (closure := self._closure(attestation, found)) is not None and not self._reopened(closure, found):
                found.closures.append(closure)
        # 2. What contradicts what; nothing does in most cases.
        pairs: list[tuple[Attestation | Closure, Attestation]] = [
            *((each, claim) for each in found.denials for claim in found.live if denies(each.claim, claim.claim)),
            *((each, claim) for each in found.closures for claim in found.live if self._unnamed(each, claim)),
        ]
        if pairs:
            _settle(found, pairs)
        return found

    def _speaking(self, attestations: tuple[Attestation, ...], found: Balance) -> Iterator[Attestation]:
        for attestation in attestations:
            if not self.everything and self.moment.purpose not in attestation.purposes:
                continue
            if self.world_time not in attestation.held:
                continue
            if self.moment.at in attestation.vouched:
                yield attestation
            else:
                found.unvouched.append(attestation)

    def _admitted(self, index: ByKind, bars: Bars, found: Balance) -> Iterator[Attestation]:
        requirement = bars[self.kind]
        for attestation in self._speaking(index.get(self.kind, ()), found):
            if (why := shortfall(requirement, attestation, self.moment.at)) is None:
                yield attestation
            else:
                found.short.append((attestation, why))

    def _closure(self, attestation: Attestation, found: Balance) -> Closure | None:
        """The closure, if each member is effective, visible and reaches the threshold; None, with the reason kept."""
        claim = attestation.claim
        if not isinstance(claim, Completeness):
            return None
        members: list[Attestation] = []
        ignored = Balance()
        speaking = list(self._speaking(self.subject.holding.get(self.kind, ()), ignored))
        requirement = self.direction.false[self.kind]
        for member in claim.members:
            named = [each for each in speaking if names(member, each.claim)]
            good = [each for each in named if shortfall(requirement, each, self.moment.at) is None]
            sure = [each for each in good if not self._denied(each)]
            if sure:
                members.extend(sure)
            elif good:
                found.open_because.add(Reason.CONFLICTING_ATTESTATIONS)
                return None
            else:
                whys = {why for each in named if (why := shortfall(requirement, each, self.moment.at)) is not None}
                found.open_because.update(whys or {Reason.SET_NOT_VISIBLE})
                return None
        return Closure(attestation, claim, tuple(members))

    def _denied(self, member: Attestation) -> bool:
        requirement = self.direction.false[self.kind]
        return any(
            denies(each.claim, member.claim)
            and each.assurance.ordinal >= member.assurance.ordinal
            and shortfall(requirement, each, self.moment.at) is None
            for each in self._speaking(self.subject.denying.get(self.kind, ()), Balance())
        )

    def _reopened(self, closure: Closure, found: Balance) -> bool:
        """Whether a claim that it does not name began after it was verified: news, and the set is open again."""
        verified = closure.attestation.verified_at
        if any(
            each.held.start is not None and each.held.start > verified and self._unnamed(closure, each)
            for each in found.live
        ):
            found.open_because.add(Reason.SET_NOT_CLOSED)
            return True
        return False

    @staticmethod
    def _unnamed(closure: Closure, claim: Attestation) -> bool:
        named = any(names(each, claim.claim) for each in closure.claim.members)
        return not named and closes(closure.claim, claim.claim)


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
    if fallen:
        found.overruled = [each for each in (*found.live, *found.denials) if id(each) in fallen]
        if any(id(each) in fallen for each in found.closures):
            found.open_because.add(Reason.OVERRULED)
    if any(id(each) in contested for each in found.closures):
        found.open_because.add(Reason.CONFLICTING_ATTESTATIONS)
    found.contested = [each for each in (*found.live, *found.denials) if id(each) in contested]
    out = fallen | contested
    found.live = [each for each in found.live if id(each) not in out]
    found.denials = [each for each in found.denials if id(each) not in out]
    found.closures = [each for each in found.closures if id(each) not in out]


def _standing_above(
    level: int, fallen: set[int], ordinal: Callable[[Attestation | Closure], int]
) -> Callable[[Attestation | Closure], bool]:
    return lambda rival: ordinal(rival) > level and id(rival) not in fallen
