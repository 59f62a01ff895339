"""Grants out of messages and into them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from denizen.domain import names
from denizen.domain.disclosure import Tier
from denizen.domain.errors import InvalidError
from denizen.domain.grants import Grant, GrantRecord, GrantStep
from denizen.domain.refusals import inside
from denizen.domain.roles import Role, permissions_of
from denizen.rpc.convert.enums import ASSURANCE, GRANT_STATE, ROLE, TIER
from denizen.rpc.convert.moments import read_interval, write_interval, write_moment
from denizen.rpc.convert.unknown import refuse_unknown
from denizen.usecases.grants import GrantFilter
from denizen.v1 import grant_pb2 as pb

EVERY = "*"
MOST_NAMES = 1_000
"""In each of the lists of a grant."""

N = TypeVar("N", bound=str)


def read_grant(message: pb.Grant, field: str = "grant") -> Grant:
    """Fields that are output only are not read."""
    refuse_unknown(message, field)
    with inside(field):
        return Grant(
            name=names.grant_name(message.name),
            caller=names.caller_name(message.caller),
            role=ROLE.read(message.role, "role"),
            populations=_limited(message.populations, names.population, "populations"),
            directives=_limited(message.directives, names.directive_name, "directives"),
            purposes=_limited(message.purposes, names.purpose, "purposes"),
            tier=TIER.read(message.tier, "tier"),
            presence=ASSURANCE.read_optional(message.presence, "presence"),
            effective=read_interval(message.effective, "effective"),
        )


def _limited(given: Sequence[str], read: Callable[[str, str], N], field: str) -> frozenset[N] | None:
    if list(given) == [EVERY]:
        return None
    if not 0 < len(given) <= MOST_NAMES:
        raise InvalidError(field, f"{len(given)} names" if given else None, f"1 to {MOST_NAMES} names, or `{EVERY}`")
    return frozenset(read(text, f"{field}[{index}]") for index, text in enumerate(given))


def read_filter(request: pb.ListGrantsRequest) -> GrantFilter:
    return GrantFilter(
        names.caller_name(request.caller) if request.caller else None,
        ROLE.read_optional(request.role, "role"),
        GRANT_STATE.read_optional(request.state, "state"),
    )


def write_grant(record: GrantRecord) -> pb.Grant:
    """A grant with its steps; what is a set there is in order."""
    grant = record.grant
    return pb.Grant(
        name=grant.name,
        caller=grant.caller,
        role=ROLE.write(grant.role),
        populations=_every_or(grant.populations),
        directives=_every_or(grant.directives),
        purposes=_every_or(grant.purposes),
        tier=TIER.write(grant.tier),
        presence=None if grant.presence is None else ASSURANCE.write(grant.presence),
        effective=write_interval(grant.effective),
        state=GRANT_STATE.write(record.state),
        steps=map(_step, record.steps),
    )


def _step(step: GrantStep) -> pb.GrantStep:
    return pb.GrantStep(
        state=GRANT_STATE.write(step.state),
        caller=step.actor.caller,
        on_behalf_of=step.actor.on_behalf_of,
        reason_code=step.reason_code,
        revision=step.revision,
        time=write_moment(step.instant),
    )


def write_rights(caller: str, grants: Sequence[Grant] | None) -> pb.GetOwnRightsResponse:
    """`grants` None: everything."""
    if grants is None:
        return pb.GetOwnRightsResponse(caller=caller, rights=map(_unlimited, Role))
    return pb.GetOwnRightsResponse(caller=caller, rights=map(_right, grants))


def _right(grant: Grant) -> pb.Right:
    return pb.Right(
        grant=grant.name,
        role=ROLE.write(grant.role),
        permissions=_permissions(grant.role, grant.tier),
        populations=_every_or(grant.populations),
        directives=_every_or(grant.directives),
        purposes=_every_or(grant.purposes),
        tier=TIER.write(grant.tier),
        presence=None if grant.presence is None else ASSURANCE.write(grant.presence),
        until=None if grant.effective.end is None else write_moment(grant.effective.end),
    )


def _unlimited(role: Role) -> pb.Right:
    return pb.Right(
        role=ROLE.write(role),
        permissions=_permissions(role, Tier.FACTS),
        populations=[EVERY],
        directives=[EVERY],
        purposes=[EVERY],
        tier=TIER.write(Tier.FACTS),
    )


def _permissions(role: Role, tier: Tier) -> list[str]:
    return sorted(each.value for each in permissions_of(role, tier))


def _every_or(limited: frozenset[N] | None) -> list[str]:
    return [EVERY] if limited is None else sorted(limited)
