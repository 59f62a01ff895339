"""What came with an RPC beside its message: its id, its caller, for whom, and until when."""

import itertools
import re
import secrets
import time
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import replace
from typing import NamedTuple

import grpc

from denizen.domain import names
from denizen.domain.errors import InvalidError
from denizen.domain.names import Purpose
from denizen.domain.permits import Permit
from denizen.usecases.context import Call, Deadline, ExpiresAt, NoDeadline
from denizen.usecases.permitting import Further

CALL_ID = "x-request-id"
"""Metadata of the request and of the answer: an id under which the logs tell of the call. Chosen by us unless given."""

ON_BEHALF_OF = "denizen-on-behalf-of"
"""Metadata of the request: for whom the caller acts."""

_CALL_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_WITHOUT_END = 1e9  # seconds; without a deadline gRPC counts to the end of its calendar


class Origin(NamedTuple):
    """From whom an RPC comes, and how far its caller reaches, as the guards found it."""

    call: Call
    permit: Permit


_ORIGIN: ContextVar[Origin] = ContextVar("denizen_rpc_origin")
_AGAIN: ContextVar[Callable[[], Permit]] = ContextVar("denizen_rpc_again")
_FURTHER: ContextVar[Further] = ContextVar("denizen_rpc_further")


def enter(origin: Origin) -> None:
    """Put the origin aside for the RPC that is being answered. gRPC runs each in a context of its own."""
    _ORIGIN.set(origin)


def enter_lasting(again: Callable[[], Permit], further: Further) -> None:
    """Put aside, for an RPC that lasts, how to find out again how far its caller reaches, and what else it may do."""
    _AGAIN.set(again)
    _FURTHER.set(further)


def permit_again_of(_context: grpc.ServicerContext) -> Callable[[], Permit]:
    """How far the caller reaches by now, in an RPC with a stream of answers. `UnauthenticatedError` where its
    credentials hold no more; `PermissionDeniedError` where it may not do this any more."""
    return _AGAIN.get()


def further_of(_context: grpc.ServicerContext) -> Further:
    """What else the caller may do by now, in an RPC with a stream of answers."""
    return _FURTHER.get()


def call_of(context: grpc.ServicerContext, purpose: Purpose | None) -> Call:
    """The call that goes to a use case, made of what came with the RPC."""
    call, permit = _ORIGIN.get()
    return Call(
        call.caller,
        purpose,
        call.call_id,
        call.on_behalf_of,
        deadline_of(context),
        permit.tier,
        permit.presence,
        permit,
    )


def deadline_of(context: grpc.ServicerContext) -> Deadline:
    remaining = context.time_remaining()
    if remaining > _WITHOUT_END:
        return NoDeadline()
    return ExpiresAt(time.monotonic() + remaining)


class _WhileAsked:
    """A deadline that is over, too, once the client has left."""

    def __init__(self, deadline: Deadline, context: grpc.ServicerContext) -> None:
        self._deadline = deadline
        self._context = context

    def remaining(self) -> float | None:
        return self._deadline.remaining() if self._context.is_active() else 0.0


def while_asked(call: Call, context: grpc.ServicerContext) -> Call:
    """The same call, for work that takes long: it ends when nobody waits for it any more."""
    return replace(call, deadline=_WhileAsked(call.deadline, context))


class CallIds:
    """Gives calls their ids: never twice the same, and unlike those of another process."""

    def __init__(self) -> None:
        self._process = secrets.token_hex(5)
        self._count = itertools.count(1)

    def of(self, metadata: Iterable[tuple[str, str | bytes]]) -> str:
        """The caller's id for the call if it is one short token, else a new one."""
        given = [value for key, value in metadata if key == CALL_ID]
        if len(given) == 1 and isinstance(given[0], str) and _CALL_ID.fullmatch(given[0]):
            return given[0]
        return self.new()

    def new(self) -> str:
        """One of ours."""
        return f"{self._process}-{next(self._count)}"


def on_behalf_of(metadata: Iterable[tuple[str, str | bytes]]) -> str:
    """For whom the caller acts; empty: for itself. `InvalidError` for more than one, or for what is no name."""
    given = [value for key, value in metadata if key == ON_BEHALF_OF]
    if not given:
        return ""
    if len(given) > 1:
        raise InvalidError(ON_BEHALF_OF, f"{len(given)} values", "at most one")
    (somebody,) = given
    if isinstance(somebody, bytes):
        raise InvalidError(ON_BEHALF_OF, "bytes", "principals/{principal} or callers/{caller}")
    if somebody.startswith("callers/"):
        return names.caller_name(somebody, ON_BEHALF_OF)
    return names.principal_name(somebody, ON_BEHALF_OF)
