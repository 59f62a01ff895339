"""Grants: who may do what, as somebody proposed and somebody else approved it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.disclosure import Tier
from denizen.domain.errors import InvalidError, PreconditionError
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import CallerName, DirectiveName, GrantName, Population, Purpose
from denizen.domain.permits import Standing
from denizen.domain.roles import ROLES, Permission, Role
from denizen.domain.second_person import Actor, CountsAs, check_second_person, names_of, resolve


@dataclass(frozen=True, slots=True)
class Grant:
    """What a caller is given: a role, within limits. None in a limit: every one; in `presence`: none at all."""

    name: GrantName
    caller: CallerName
    role: Role
    populations: frozenset[Population] | None
    directives: frozenset[DirectiveName] | None
    purposes: frozenset[Purpose] | None
    tier: Tier
    presence: AssuranceLevel | None = None
    effective: Interval = ALWAYS

    @property
    def standing(self) -> Standing:
        """How far it reaches."""
        return Standing(self.tier, self.populations, self.directives, self.purposes, self.presence)


class GrantState(Enum):
    PROPOSED = "proposed"
    ACTIVE = "active"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"


_BEFORE: Mapping[GrantState, GrantState | None] = {
    GrantState.PROPOSED: None,
    GrantState.ACTIVE: GrantState.PROPOSED,
    GrantState.REJECTED: GrantState.PROPOSED,
    GrantState.WITHDRAWN: GrantState.PROPOSED,
    GrantState.REVOKED: GrantState.ACTIVE,
}


@dataclass(frozen=True, slots=True)
class GrantStep:
    """A step in the life of a grant: the state that it led to, whose act it was, and when we learned it."""

    state: GrantState
    actor: Actor
    revision: int
    instant: datetime
    reason_code: str = ""


@dataclass(frozen=True, slots=True)
class GrantRecord:
    """A grant with every step up to the revision at which it was read; the first is the proposal."""

    grant: Grant
    steps: tuple[GrantStep, ...]

    @property
    def state(self) -> GrantState:
        return self.steps[-1].state

    def gives(self, moment: datetime) -> bool:
        """Whether it is in effect at that moment of the world."""
        return self.state is GrantState.ACTIVE and moment in self.grant.effective


def check_within_role(grant: Grant) -> None:
    """`InvalidError` for a grant that would give more than its role can have."""
    role = ROLES[grant.role]
    if grant.tier > role.highest:
        raise InvalidError("tier", grant.tier.name, f"{role.highest.name} at most, as {grant.role.value} can have")
    if grant.presence is not None and Permission.DETERMINATIONS_CHECK not in role.permissions:
        raise InvalidError("presence", grant.presence.name, f"none: {grant.role.value} asks no questions")


def check_step(record: GrantRecord, state: GrantState, actor: Actor, counts_as: CountsAs) -> None:
    """`PreconditionError` where the step cannot follow, or the actor may not take it.

    Whoever approves is neither whoever proposed, nor whoever is granted something, by whatever credentials. For whom a
    caller acts is its own word: one that acted for one person is no second person when it acts for another.
    """
    name, second = record.grant.name, resolve(actor, counts_as)
    if record.state is not _BEFORE[state]:
        raise PreconditionError(name, f"it is {record.state.value}")
    first = resolve(record.steps[0].actor, counts_as)
    if state is GrantState.WITHDRAWN and not second.is_(first.hands | first.mind):
        raise PreconditionError(name, "only whoever proposed it may withdraw it; others may reject it")
    if state is GrantState.ACTIVE:
        check_second_person(name, second, [first], "approve")
        if second.is_(names_of(record.grant.caller, counts_as)):
            raise PreconditionError(name, "whoever is granted it cannot approve it: that takes a second person")
