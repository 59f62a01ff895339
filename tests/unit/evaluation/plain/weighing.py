"""The plain evaluator's first half: who is judged, by which facts, and which attestations stand against each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import Attestation
from denizen.domain.claims import SINGLE_VALUED, Application, CitizenshipClass, ClaimKind, Completeness
from denizen.domain.determinations import Presence, Truth
from denizen.domain.directives import Provision, Requirement, Threshold
from denizen.domain.facts import World
from denizen.domain.names import PrincipalName, Purpose
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Reference
from denizen.domain.rules import Rule

TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def truth(value: object) -> Truth:
    return TRUE if value else FALSE


def negated(value: Truth) -> Truth:
    return {TRUE: FALSE, FALSE: TRUE, UNKNOWN: UNKNOWN}[value]


def height(value: Truth) -> int:
    return (FALSE, UNKNOWN, TRUE).index(value)


def lowest(values: Iterable[Truth]) -> Truth:
    return min(values, key=height, default=TRUE)


def highest(values: Iterable[Truth]) -> Truth:
    return max(values, key=height, default=FALSE)


def rank(each: Attestation) -> int:
    return each.assurance.ordinal


def left_out(value: object) -> bool:
    return value in (None, CitizenshipClass.UNSPECIFIED, Application.UNKNOWN)


def rules_out(pattern: Any, claim: Any) -> bool:
    """Whether that `pattern` does not hold says that `claim` does not: what is left out means all values."""
    return type(pattern) is type(claim) and all(
        left_out(getattr(pattern, each)) or getattr(pattern, each) == getattr(claim, each) for each in pattern.__slots__
    )


def is_named(member: Any, claim: Any) -> bool:
    """Whether they may be the same: nothing that both say differs."""
    pairs = [(getattr(member, each), getattr(claim, each)) for each in member.__slots__]
    return all(one == other or left_out(one) or left_out(other) for one, other in pairs)


def in_scope(closure: Completeness, claim: Any) -> bool:
    country = getattr(claim, "country", None)
    if closure.countries is not None and country not in closure.countries:
        return False
    category = getattr(claim, "category", None)
    wrong = closure.categories is not None and category is not None and category not in closure.categories
    return country not in closure.except_countries and not wrong


def unnamed(closure: Any, claim: Any) -> bool:
    return in_scope(closure, claim) and not any(is_named(member, claim) for member in closure.members)


def latest(claims: list[Attestation]) -> list[Attestation]:
    """Those that none is known to come after."""
    starts = [each.held.start for each in claims if each.held.start is not None]
    return [each for each in claims if each.held.start is None or each.held.start == max(starts)]


@dataclass(frozen=True, eq=False)
class Whom:
    """A principal with the facts that count as its own. `disputed`: it is not clear whose these are."""

    name: PrincipalName
    kind: PrincipalKind
    facts: tuple[Attestation, ...]
    keys: frozenset[bytes]
    disputed: bool = False


@dataclass(frozen=True, eq=False)
class Weighed:
    """What stands of one kind: claims, denials and closures; and the claims that are contested."""

    claims: list[Attestation]
    denials: list[Attestation]
    closures: list[Attestation]
    contested: list[Attestation]


@dataclass(frozen=True)
class Plain:
    provision: Provision
    definitions: Mapping[str, Rule]
    world: World
    reference: Reference
    at: datetime
    purpose: Purpose
    presence: Presence | None = None
    asked: PrincipalName | None = None
    everything: bool = False
    known: dict[Any, Any] = field(default_factory=dict)

    def own(self, name: PrincipalName, seen: tuple[PrincipalName, ...] = ()) -> Whom | None:
        """A principal by name, a branch with its head office."""
        if name not in self.world:
            return None
        facts = self.world[name]
        own = Whom(name, facts.kind, facts.attestations, facts.screening_keys)
        link = self.link(own, ClaimKind.BRANCH_OF)
        if isinstance(link, str):
            return replace(own, disputed=True)
        if link is None or name in seen:
            return own
        head = self.own(getattr(link.claim, "organisation"), (*seen, name))  # noqa: B009 - whatever claim it is
        return own if head is None else joined(own, head, link, own.facts)

    def judged(self, name: PrincipalName, seen: tuple[PrincipalName, ...] = ()) -> Whom | None:
        """The same, a service as whom it acts for; None: nothing is known."""
        key = ("judged", name, seen, self.everything)
        if key not in self.known:
            self.known[key] = self._judged(name, seen)
        return self.known[key]  # type: ignore[no-any-return] # as above

    def _judged(self, name: PrincipalName, seen: tuple[PrincipalName, ...]) -> Whom | None:
        own = self.own(name)
        if own is None or own.kind is not PrincipalKind.SERVICE:
            return own
        link = self.link(own, ClaimKind.ACTS_FOR)
        if not isinstance(link, Attestation) or name in seen:
            return None
        whole = replace(self, everything=True).link(own, ClaimKind.ACTS_FOR)
        if not isinstance(whole, Attestation) or whole.claim != link.claim:
            return None
        other = self.judged(getattr(link.claim, "principal"), (*seen, name))  # noqa: B009 - whatever claim it is
        return None if other is None else joined(replace(own, keys=frozenset()), other, link, ())

    def link(self, own: Whom, kind: ClaimKind) -> Attestation | str | None:
        """The attestation by which it stands for another; a word where several disagree."""
        speaking = [each for each in own.facts if each.claim.kind is kind and self.speaks(each, self.at)]
        denials = [each for each in speaking if not each.holds]
        claims = [
            each
            for each in speaking
            if each.holds and not any(rank(no) > rank(each) and rules_out(no.claim, each.claim) for no in denials)
        ]
        last = latest(claims)
        best = [each for each in last if rank(each) == max(map(rank, last))]
        if any(rank(no) == rank(each) and rules_out(no.claim, each.claim) for no in denials for each in best):
            return "disputed"
        if len({each.claim for each in best}) > 1:
            return "disputed"
        return max(best, key=lambda each: each.verified_at, default=None)

    def requirement(self, kind: ClaimKind | None, *, clears: bool) -> Requirement:
        general = self.provision.thresholds.get(None, Threshold())
        own = self.provision.thresholds.get(kind, Threshold())
        if not clears:
            return own.restricting or general.restricting or Requirement(AssuranceLevel.SELF_DECLARED)
        if kind is ClaimKind.COMPLETENESS:
            return own.clearing or Requirement(AssuranceLevel.SELF_DECLARED)
        return own.clearing or general.clearing or Requirement(AssuranceLevel.SUBSTANTIAL)

    def reaches(self, each: Attestation, *, clears: bool) -> bool:
        wanted = self.requirement(each.claim.kind, clears=clears)
        fresh = wanted.max_age is None or self.at - each.verified_at < wanted.max_age
        return rank(each) >= wanted.minimum and (not wanted.issuers or each.issuer in wanted.issuers) and fresh

    def speaks(self, each: Attestation, moment: datetime) -> bool:
        return (self.everything or self.purpose in each.purposes) and moment in each.held and self.at in each.vouched

    def weigh(self, whom: Whom, kind: ClaimKind, moment: datetime, *, positive: bool) -> Weighed:
        """Claims that reach the threshold of TRUE, against denials and closures that reach that of FALSE."""
        speaking = [each for each in whom.facts if self.speaks(each, moment)]
        of_kind = [each for each in speaking if each.claim.kind is kind]
        claims = [each for each in of_kind if each.holds and self.reaches(each, clears=not positive)]
        denials = [each for each in of_kind if not each.holds and self.reaches(each, clears=positive)]
        backing = [
            each
            for each in of_kind
            if each.holds
            and self.reaches(each, clears=positive)
            and not any(rank(no) >= rank(each) and rules_out(no.claim, each.claim) for no in denials)
        ]
        closures = [
            each
            for each in speaking
            if isinstance(each.claim, Completeness)
            and each.claim.of is kind
            and self.reaches(each, clears=positive)
            and backed(each.claim, backing)
            and not any(
                one.held.start is not None and one.held.start > each.verified_at and unnamed(each.claim, one.claim)
                for one in claims
            )
        ]

        def against(one: Attestation, other: Attestation) -> bool:
            if isinstance(one.claim, Completeness) or isinstance(other.claim, Completeness):
                closure, claim = (one, other) if isinstance(one.claim, Completeness) else (other, one)
                return claim.holds and not isinstance(claim.claim, Completeness) and unnamed(closure.claim, claim.claim)
            denial, claim = (other, one) if one.holds else (one, other)
            return claim.holds and not denial.holds and rules_out(denial.claim, claim.claim)

        everyone = [*claims, *denials, *closures]

        def falls(each: Attestation) -> bool:
            return any(rank(one) > rank(each) and against(one, each) and not falls(one) for one in everyone)

        def disputed(each: Attestation) -> bool:
            return any(rank(one) == rank(each) and against(one, each) and not falls(one) for one in everyone)

        standing = [each for each in everyone if not falls(each) and not disputed(each)]
        up = [each for each in backing if each not in claims or each in standing]
        return Weighed(
            [each for each in claims if each in standing],
            [each for each in denials if each in standing],
            [each for each in closures if each in standing and backed(each.claim, up)],
            [each for each in claims if not falls(each) and disputed(each)],
        )


def backed(closure: Any, backing: list[Attestation]) -> bool:
    return all(any(is_named(member, each.claim) for each in backing) for member in closure.members)


def joined(own: Whom, other: Whom, link: Attestation, keep: tuple[Attestation, ...]) -> Whom:
    """The facts of the other as its own, none surer or fresher than the link."""
    weak = [
        replace(
            each,
            assurance=link.assurance if rank(link) < rank(each) else each.assurance,
            verified_at=min(each.verified_at, link.verified_at),
        )
        for each in other.facts
    ]
    return Whom(own.name, other.kind, (*keep, *weak), own.keys | other.keys, own.disputed or other.disputed)


def surest(claims: list[Attestation]) -> list[Attestation]:
    return [each for each in claims if rank(each) == max(map(rank, claims))]


def most_recent(kind: ClaimKind, claims: list[Attestation]) -> list[Attestation]:
    return latest(claims) if kind in SINGLE_VALUED else claims
