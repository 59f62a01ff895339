"""Weighing the attestations of one kind against each other: which stand, which are overruled, which are contested."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from denizen.domain.attestations import Attestation
from denizen.domain.claims import ClaimKind, Completeness
from denizen.domain.determinations import Reason
from denizen.domain.directives import Requirement
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.patterns import closes, denies, names, scope_of
from denizen.domain.evaluation.regions import Exclusion
from denizen.domain.evaluation.thresholds import Direction, shortfall
from denizen.domain.intervals import ALWAYS
from denizen.domain.names import Purpose


@dataclass(slots=True, eq=False)
class Closure:
    """A completeness claim that counts, with the attestations of its members, and what it excludes beside them.
    `unnamed`: the claims that live in its scope and that no member names."""

    attestation: Attestation
    claim: Completeness
    members: Sequence[Attestation]
    unnamed: Sequence[Attestation]
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
        return _NOTHING
    # The bars, not the sign of the direction: provisions differ in them, and are answered at the same moment.
    key = (subject.name, kind, None if world_time == moment.at else world_time, id(direction.true), everything)
    known: Balance | None = moment.balances.get(key)
    if known is None:
        known = moment.balances[key] = _weighed(moment, subject, kind, world_time, direction, everything=everything)
    return known


def _weighed(
    moment: Moment, subject: Subject, kind: ClaimKind, world_time: datetime, direction: Direction, *, everything: bool
) -> Balance:
    found, at, purpose = Balance(), moment.at, None if everything else moment.purpose
    speaking: Sequence[Attestation] = ()
    # 1. What speaks at that time, is vouched for, visible, and reaches the threshold of the value it speaks for.
    if (holding := subject.holding.get(kind)) is not None:
        speaking, found.live, found.short = _sifted(holding, world_time, at, purpose, direction.true[kind], found)
    denying, closing = subject.denying.get(kind), subject.closing.get(kind)
    if denying is None and closing is None:
        return found
    if denying is not None:
        _, found.denials, short = _sifted(denying, world_time, at, purpose, direction.false[kind], found)
        found.short = [*found.short, *short]
    if closing is not None:
        enough, for_members = direction.false[ClaimKind.COMPLETENESS], direction.false[kind]
        _, declared, short = _sifted(closing, world_time, at, purpose, enough, found)
        found.open_because |= {why for _, why in short}
        for each in declared:
            if (counting := _closure(each, speaking, for_members, at, found)) is not None:
                found.closures = (*found.closures, counting)
    # 2. What contradicts what; nothing does in most cases.
    pairs: list[tuple[Attestation | Closure, Attestation]] = []
    for denial in found.denials:
        pairs += [(denial, each) for each in found.live if denies(denial.claim, each.claim)]
    for closure in found.closures:
        if closure.unnamed:
            pairs += [(closure, each) for each in closure.unnamed]
    if pairs:
        _settle(found, pairs)
    return found


def _sifted(
    attestations: Sequence[Attestation],
    world_time: datetime,
    at: datetime,
    purpose: Purpose | None,
    requirement: Requirement,
    found: Balance,
) -> tuple[list[Attestation], list[Attestation], list[tuple[Attestation, Reason]]]:
    """Those that speak, of them those that reach the requirement, and those that do not, with why.

    `purpose` None: for whatever purpose they were collected.
    """
    speaking: list[Attestation] = []
    sufficient: list[Attestation] = []
    short: list[tuple[Attestation, Reason]] = []
    for each in attestations:
        held, vouched = each.held, each.vouched
        if (purpose is None or purpose in each.purposes) and (held is ALWAYS or world_time in held):
            if vouched is not ALWAYS and at not in vouched:
                found.unvouched = (*found.unvouched, each)
                continue
            speaking.append(each)
            if (why := shortfall(requirement, each, at)) is None:
                sufficient.append(each)
            else:
                short.append((each, why))
    return speaking, sufficient, short


def _closure(
    attestation: Attestation, speaking: Sequence[Attestation], requirement: Requirement, at: datetime, found: Balance
) -> Closure | None:
    """The closure, if each member is effective, visible and reaches the threshold, and no news has opened the set
    again; None, with the reason kept."""
    claim = attestation.claim
    if not isinstance(claim, Completeness):
        return None
    # 1. Each member needs somebody who says that it holds, surely enough and not refuted.
    members: list[Attestation] = []
    named: set[int] = set()
    for member in claim.members:
        backed = len(members)
        lacking: set[Reason] = set()
        for each in speaking:
            if names(member, each.claim):
                named.add(id(each))
                if (why := shortfall(requirement, each, at)) is not None:
                    lacking.add(why)
                elif found.denials and any(_refutes(denial, each) for denial in found.denials):
                    lacking.add(Reason.CONFLICTING_ATTESTATIONS)
                else:
                    members.append(each)
        if len(members) == backed:
            conflict = lacking & {Reason.CONFLICTING_ATTESTATIONS}
            found.open_because |= conflict or lacking or {Reason.SET_NOT_VISIBLE}
            return None
    # 2. What it does not name contradicts it, unless that is news.
    unnamed: list[Attestation] = []
    for each in found.live:
        if id(each) not in named and closes(claim, each.claim):
            if each.held.start is not None and each.held.start > attestation.verified_at:
                found.open_because |= {Reason.SET_NOT_CLOSED}
                return None
            unnamed.append(each)
    by = frozenset([attestation.name, *[each.name for each in members]])
    return Closure(attestation, claim, members, unnamed, Exclusion(claim.categories, scope_of(claim), by))


_NOTHING = Balance()


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
