"""Thresholds have a direction: to push away from foreign takes more evidence than to push toward it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import Attestation
from denizen.domain.claims import ClaimKind
from denizen.domain.determinations import Reason
from denizen.domain.directives import Requirement, Threshold

CLEARING = Requirement(AssuranceLevel.SUBSTANTIAL)
CLEARING_COMPLETENESS = Requirement(AssuranceLevel.SELF_DECLARED)
RESTRICTING = Requirement(AssuranceLevel.SELF_DECLARED)

Bars = Mapping[ClaimKind | None, Requirement]
"""The requirement for each kind of claim; under None for what is no claim, such as presence."""


def shortfall(requirement: Requirement, attestation: Attestation, at: datetime) -> Reason | None:
    """Why an attestation does not reach the requirement at the moment `at`; None: it does.

    Age is `at` less `verified_at`, and a negative age is fresh.
    """
    if attestation.assurance.ordinal < requirement.minimum:
        return Reason.ASSURANCE_TOO_LOW
    if requirement.issuers and attestation.issuer not in requirement.issuers:
        return Reason.ISSUER_NOT_ACCEPTED
    if attestation.entitled is not None and not attestation.entitled_at(at):
        return Reason.ISSUER_NOT_ACCEPTED
    if requirement.max_age is not None and at - attestation.verified_at >= requirement.max_age:
        return Reason.STALE
    return None


@dataclass(frozen=True, slots=True)
class Direction:
    """What it takes for a leaf to be TRUE and to be FALSE, in its place. `positive`: TRUE pushes toward foreign."""

    positive: bool
    true: Bars
    false: Bars

    @property
    def clearing(self) -> Bars:
        """What it takes to push away from foreign."""
        return self.false if self.positive else self.true

    def reversed(self) -> "Direction":
        """The direction of the same place under a `not`."""
        return Direction(not self.positive, self.false, self.true)


def positive(thresholds: Mapping[ClaimKind | None, Threshold]) -> Direction:
    """The direction of a provision's definition as a whole."""
    clearing: dict[ClaimKind | None, Requirement] = {}
    restricting: dict[ClaimKind | None, Requirement] = {}
    general = thresholds.get(None, Threshold())
    for kind in (None, *ClaimKind):
        own = thresholds.get(kind, Threshold())
        if kind is ClaimKind.COMPLETENESS:
            clearing[kind] = own.clearing or CLEARING_COMPLETENESS
        else:
            clearing[kind] = own.clearing or general.clearing or CLEARING
        restricting[kind] = own.restricting or general.restricting or RESTRICTING
    return Direction(positive=True, true=restricting, false=clearing)


def ages(thresholds: Mapping[ClaimKind | None, Threshold]) -> frozenset[timedelta]:
    """Every maximal age that some threshold sets."""
    sides = (side for each in thresholds.values() for side in (each.clearing, each.restricting))
    return frozenset(side.max_age for side in sides if side is not None and side.max_age is not None)
