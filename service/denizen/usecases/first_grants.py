"""The first grants: written straight to the database, by whoever runs it, while nobody could propose any."""

from collections.abc import Sequence
from datetime import datetime

from denizen.domain.errors import InvalidError, PreconditionError
from denizen.domain.grants import Grant, GrantRecord, GrantState, check_within_role
from denizen.domain.refusals import inside
from denizen.domain.roles import ROLES, Permission
from denizen.domain.second_person import Actor
from denizen.usecases.context import Call
from denizen.usecases.ports import Event, Revision, Store

RESOURCE = "grants"


def write_first_grants(store: Store, call: Call, grants: Sequence[Grant]) -> Revision:
    """Put the grants in effect. `InvalidError` for a grant beyond its role, by its place, or a name that stands there
    twice; `PreconditionError` where somebody has a grant that counts, or may come to."""
    if not grants:
        raise InvalidError(RESOURCE, None, "at least one grant")
    for index, grant in enumerate(grants):
        with inside(f"{RESOURCE}[{index}]"):
            check_within_role(grant)
            if grant.name in {each.name for each in grants[:index]}:
                raise InvalidError("name", grant.name, "each name once")
    with store.write(call) as writer:
        moment = writer.revision.instant
        if any(_may_count(record, moment) for record in writer.grants()):
            raise PreconditionError(RESOURCE, "there are grants already: whoever has one proposes others")
        actor = Actor(call.caller.name)
        for grant in grants:
            writer.add_grant(grant, actor)
            writer.add_grant_step(grant.name, GrantState.ACTIVE, actor, "first-grants")
            writer.record(Event("grant.approved", grant.name))
        return writer.revision


def who_may_change(grants: Sequence[Grant]) -> frozenset[str]:
    """The callers that these grants let propose and approve further ones."""
    return frozenset(each.caller for each in grants if Permission.GRANTS_CHANGE in ROLES[each.role].permissions)


def _may_count(record: GrantRecord, moment: datetime) -> bool:
    end = record.grant.effective.end
    return record.state is GrantState.ACTIVE and (end is None or moment < end)
