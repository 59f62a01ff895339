"""What is known about principals at one revision: the input of an evaluation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from denizen.domain.attestations import Attestation
from denizen.domain.calendars import after, last_day_to_apply
from denizen.domain.claims import (
    ActsFor,
    Affiliation,
    BranchOf,
    Claim,
    ClaimKind,
    Completeness,
    Control,
    Naturalization,
    Ownership,
    UltimateParent,
)
from denizen.domain.determinations import Cause
from denizen.domain.names import AttestationName, Population, PrincipalName, Purpose
from denizen.domain.principals import PrincipalKind
from denizen.domain.purposes import apart
from denizen.domain.reference import ScreeningKey

ByKind = Mapping[ClaimKind, tuple[Attestation, ...]]
Dated = tuple[datetime, Cause, ClaimKind | None]
"""An instant at which an input changes, why, and the kind of claims that it is about; None: it is about no claims."""


@dataclass(frozen=True, slots=True)
class PrincipalFacts:
    """A principal with its VERIFIED attestations, of every purpose, and the keys to screen it by.

    The attestations are sorted once, for every evaluation: by kind those that say a claim holds, and those that say it
    does not; and the completeness claims by the kind that they close. `dates`: each instant at which one begins or
    ceases to speak, to be vouched for, or to be its issuer's to say, in order. `kept_apart`: some were collected for a
    purpose that the law keeps apart from every other.
    """

    name: PrincipalName
    kind: PrincipalKind
    populations: frozenset[Population] = frozenset()
    screening_keys: frozenset[ScreeningKey] = frozenset()
    attestations: tuple[Attestation, ...] = ()
    holding: ByKind = field(init=False, repr=False, compare=False)
    denying: ByKind = field(init=False, repr=False, compare=False)
    closing: ByKind = field(init=False, repr=False, compare=False)
    dates: tuple[Dated, ...] = field(init=False, repr=False, compare=False)
    kept_apart: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        holding: dict[ClaimKind, tuple[Attestation, ...]] = {}
        denying: dict[ClaimKind, tuple[Attestation, ...]] = {}
        closing: dict[ClaimKind, tuple[Attestation, ...]] = {}
        dates: set[Dated] = set()
        for attestation in sorted(self.attestations, key=_name):
            claim = attestation.claim
            kind, index = claim.kind, holding if attestation.holds else denying
            if isinstance(claim, Completeness):
                kind, index = claim.of, closing
            index[kind] = (*index[kind], attestation) if kind in index else (attestation,)
            dates.update(_dates(attestation, kind))
        object.__setattr__(self, "holding", holding)
        object.__setattr__(self, "denying", denying)
        object.__setattr__(self, "closing", closing)
        object.__setattr__(self, "dates", tuple(sorted(dates, key=_instant)))
        object.__setattr__(self, "kept_apart", any(apart(each.purposes) for each in self.attestations))

    def answering(self, purpose: Purpose) -> "PrincipalFacts":
        """The facts as a question of that purpose may be answered from them. What is kept apart answers no other, not
        even by contradicting what it sees: there it is as if it had never been collected."""
        if not self.kept_apart or apart((purpose,)):
            return self
        return replace(self, attestations=tuple(each for each in self.attestations if not apart(each.purposes)))


def _name(attestation: Attestation) -> AttestationName:
    return attestation.name


def _instant(dated: Dated) -> datetime:
    return dated[0]


def _dates(attestation: Attestation, kind: ClaimKind) -> Iterator[Dated]:
    for cause, during in ((Cause.HELD, attestation.held), (Cause.VOUCHED, attestation.vouched)):
        if during.start is not None:
            yield during.start, cause, kind
        if during.end is not None:
            yield during.end, cause, kind
    for span in attestation.entitled or ():
        for moment in span.bounds():
            yield moment, Cause.ISSUER_RIGHTS, kind
    if kind is ClaimKind.NATURALIZATION and (closing := naturalization_window(attestation.claim)) is not None:
        yield closing, Cause.NATURALIZATION_WINDOW, kind


def naturalization_window(claim: Claim) -> datetime | None:
    """The instant from which it is too late to apply for the naturalization of which the claim speaks."""
    match claim:
        case Naturalization(eligible_on=eligible_on) if eligible_on is not None:
            return after(last_day_to_apply(eligible_on))
        case _:
            return None


def bears_on(claim: Claim) -> ClaimKind:
    """The kind of claims that it says something of."""
    return claim.of if isinstance(claim, Completeness) else claim.kind


World = Mapping[PrincipalName, PrincipalFacts]
"""The principals that an evaluation may reach. One that a claim names and that is not here is unknown."""


def named_by(facts: PrincipalFacts, *, standing_in_only: bool) -> frozenset[PrincipalName]:
    """The principals that claims about this one name; `standing_in_only`: those whose facts count as its own."""
    kinds = STANDING_IN if standing_in_only else NAMING
    if kinds.isdisjoint(facts.holding):
        return frozenset()
    found: set[PrincipalName | None] = set()
    for kind, attestations in facts.holding.items():
        if kind in kinds:
            found.update(_named(each.claim) for each in attestations)
    return frozenset(name for name in found if name is not None)


STANDING_IN = frozenset({ClaimKind.BRANCH_OF, ClaimKind.ACTS_FOR})
NAMING = STANDING_IN | {
    ClaimKind.AFFILIATION,
    ClaimKind.ULTIMATE_PARENT,
    ClaimKind.OWNERSHIP,
    ClaimKind.CONTROL,
}


def names_itself(facts: PrincipalFacts) -> bool:
    """Whether a claim about this principal names it, or lists as a member one that does."""
    if NAMING.isdisjoint(facts.holding) and NAMING.isdisjoint(facts.denying) and NAMING.isdisjoint(facts.closing):
        return False
    claims: list[Claim] = []
    for each in facts.attestations:
        claims.append(each.claim)
        if isinstance(each.claim, Completeness):
            claims.extend(each.claim.members)
    return any(_named(each) == facts.name for each in claims)


def _named(claim: Claim) -> PrincipalName | None:
    match claim:
        case Affiliation(organisation=name) | BranchOf(organisation=name) | UltimateParent(organisation=name):
            return name
        case Ownership(owner=name) | Control(controller=name) | ActsFor(principal=name):
            return name
        case _:
            return None
