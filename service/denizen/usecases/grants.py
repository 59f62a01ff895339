"""Grants: propose, approve, turn down, take back, revoke and read. Nothing is overwritten."""

from collections.abc import Callable
from dataclasses import dataclass

from denizen.domain.errors import AlreadyExistsError, NotFoundError
from denizen.domain.grants import Grant, GrantRecord, GrantState, check_step, check_within_role
from denizen.domain.names import CallerName, GrantName
from denizen.domain.refusals import inside
from denizen.domain.roles import Role
from denizen.usecases.context import Call, Method, Once
from denizen.usecases.persons import People
from denizen.usecases.ports import Reader, Store, Writer
from denizen.usecases.results import Page, Result, Turn, page_of
from denizen.usecases.writing import Done, done, write_once

_EVENTS = {
    GrantState.PROPOSED: "grant.proposed",
    GrantState.ACTIVE: "grant.approved",
    GrantState.REJECTED: "grant.rejected",
    GrantState.WITHDRAWN: "grant.withdrawn",
    GrantState.REVOKED: "grant.revoked",
}


@dataclass(frozen=True, slots=True)
class GrantFilter:
    """None: any."""

    caller: CallerName | None = None
    role: Role | None = None
    state: GrantState | None = None


def _recorded(reader: Reader, name: str) -> GrantRecord:
    record = reader.grant(GrantName(name))
    if record is None:
        raise NotFoundError(name)
    return record


@dataclass(frozen=True, slots=True)
class ProposeGrant:
    """Add a grant that gives nothing yet. `InvalidError`, seen from the request, beyond its role;
    `PermissionDeniedError` beyond the reach of the caller's own; `AlreadyExistsError` where its name is taken."""

    store: Store

    def __call__(self, call: Call, grant: Grant, once: Once | None = None) -> Result[GrantRecord]:
        def act(writer: Writer) -> Done:
            # 1. Nobody gives more than the role can have, or reaches further than they do themselves.
            with inside("grant"):
                check_within_role(grant)
            call.permit.for_extent(grant.standing)
            # 2. A name says the same for ever.
            known = writer.grant(grant.name)
            if known is not None and known.grant == grant and known.state in (GrantState.PROPOSED, GrantState.ACTIVE):
                return done(grant.name, None)
            if known is not None:
                why = "there is another grant of this name" if known.grant != grant else f"it is {known.state.value}"
                raise AlreadyExistsError(grant.name, why)
            writer.add_grant(grant, call.actor)
            return done(grant.name, None, _EVENTS[GrantState.PROPOSED])

        return write_once(self.store, call, once, act, _recorded)


@dataclass(frozen=True, slots=True)
class StepGrant:
    """Take a grant one step on. `NotFoundError`; `PreconditionError` where the step cannot follow, or takes somebody
    else; `PermissionDeniedError` beyond the reach of the caller's own."""

    store: Store
    state: GrantState

    def __call__(
        self, call: Call, name: GrantName, reason_code: str = "", once: Once | None = None
    ) -> Result[GrantRecord]:
        def act(writer: Writer) -> Done:
            record = _recorded(writer, name)
            if self.state is not GrantState.WITHDRAWN:
                call.permit.for_extent(record.grant.standing)
            people = People(writer, since=[record.steps[0].revision])
            check_step(record, self.state, call.actor, people.counts_as)
            writer.add_grant_step(name, self.state, call.actor, reason_code)
            return done(name, None, _EVENTS[self.state])

        return write_once(self.store, call, once, act, _recorded)


@dataclass(frozen=True, slots=True)
class GetGrant:
    """Read a grant, whatever became of it. `NotFoundError`."""

    store: Store

    def __call__(self, call: Call, name: GrantName, at_least: int = 0) -> Result[GrantRecord]:
        with self.store.read(call, at_least=at_least) as reader:
            return Result(_recorded(reader, name), reader.revision)


@dataclass(frozen=True, slots=True)
class ListGrants:
    """Read grants page by page, in the order of names."""

    store: Store

    def __call__(self, call: Call, wanted: GrantFilter, turn: Turn) -> Page[GrantRecord]:
        with self.store.read(call, turn.revision, turn.at_least) as reader:
            found = [
                each
                for each in reader.grants()
                if wanted.caller in (None, each.grant.caller)
                and wanted.role in (None, each.grant.role)
                and wanted.state in (None, each.state)
            ]
            return page_of(found, lambda each: each.grant.name, turn, reader.revision)


@dataclass(frozen=True, slots=True)
class GetOwnRights:
    """What the caller was granted, and counts now. None: nobody is asked who calls there, and may do everything."""

    granted: Callable[[Call], tuple[Grant, ...]]

    def __call__(self, call: Call) -> tuple[Grant, ...] | None:
        return None if call.caller.method is Method.LOCAL else self.granted(call)


@dataclass(frozen=True, slots=True)
class GrantUseCases:
    """Everything about grants, on one store."""

    propose: ProposeGrant
    approve: StepGrant
    reject: StepGrant
    withdraw: StepGrant
    revoke: StepGrant
    get: GetGrant
    list: ListGrants
    own: GetOwnRights

    @classmethod
    def on(cls, store: Store, granted: Callable[[Call], tuple[Grant, ...]] = lambda _: ()) -> "GrantUseCases":
        """Wired to `store`; `granted` gives a caller's grants that count now."""
        return cls(
            propose=ProposeGrant(store),
            approve=StepGrant(store, GrantState.ACTIVE),
            reject=StepGrant(store, GrantState.REJECTED),
            withdraw=StepGrant(store, GrantState.WITHDRAWN),
            revoke=StepGrant(store, GrantState.REVOKED),
            get=GetGrant(store),
            list=ListGrants(store),
            own=GetOwnRights(granted),
        )
