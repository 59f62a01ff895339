"""One RPC from its arrival to its end."""

import logging
import re
import secrets
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Self

import grpc
from google.rpc import status_pb2
from grpc_status import rpc_status
from structlog.typing import FilteringBoundLogger

from denizen.domain.errors import DeadlineError, DenizenError, PermissionDeniedError, UnauthenticatedError
from denizen.domain.permits import Permit
from denizen.domain.roles import Permission
from denizen.rpc import calls, freshness, logs
from denizen.rpc.authentication import Authenticator
from denizen.rpc.entrance import Entrance
from denizen.rpc.errors import ANSWERS, INTERNAL, internal_status, status_of
from denizen.usecases.context import Call
from denizen.usecases.rates import Rates

_FIELD = re.compile(r"[A-Za-z0-9_.\[\]-]{1,120}", re.ASCII)


class Turn:
    """The RPC's id, caller, log line and error. An error inside the block is kept for `end`, which has to follow."""

    __slots__ = ("_call", "_call_id", "_caller", "_context", "_log", "_method", "_started", "_status", "_workload")

    def __init__(
        self, method: str, context: grpc.ServicerContext, ids: calls.CallIds, log: FilteringBoundLogger
    ) -> None:
        self._started = time.perf_counter()
        self._method = method
        self._context = context
        self._log = log
        self._caller = ""
        self._workload = ""
        self._call_id = ids.of(context.invocation_metadata())
        self._status: status_pb2.Status | None = None

    @property
    def caller(self) -> str:
        """Whose it is, once that was found out."""
        return self._caller

    def identify(self, authenticator: Authenticator, rates: Rates) -> None:
        """Find out who calls and for whom, and refuse one that calls too often, and a call whose time ran out while it
        waited."""
        caller = authenticator.authenticate(self._context)
        self._caller = caller.name
        self._workload = caller.workload
        rates.take(caller)
        on_behalf_of = calls.on_behalf_of(self._context.invocation_metadata())
        if self._context.time_remaining() == 0:
            raise DeadlineError("the caller's deadline had passed before the call's turn came; nothing was stored")
        self._call = Call(caller, None, self._call_id, on_behalf_of, calls.deadline_of(self._context))

    def enter(self, entrance: Entrance, request: object) -> None:
        """Find out whether the caller may do this. `PermissionDeniedError`."""
        allowed = entrance.allowed(self._call)
        calls.enter(calls.Origin(self._call, entrance.permit(self._call, allowed, request)))

    def again(self, authenticator: Authenticator, entrance: Entrance, request: object) -> Permit:
        """How far the caller reaches by now. `UnauthenticatedError` where its credentials hold no more."""
        caller = authenticator.authenticate(self._context)
        if caller.name != self._call.caller.name:
            raise UnauthenticatedError("the credentials are somebody else's by now")
        return entrance.permit(self._call, entrance.allowed(self._call), request)

    def further(self, entrance: Entrance, permission: Permission) -> Permit | None:
        """What else the caller may do by now; None: nothing of that kind."""
        try:
            return entrance.permitting.allowed(self._call, permission).permit
        except PermissionDeniedError:
            return None

    def enter_stream(
        self, authenticator: Authenticator, entrance: Entrance, requests: Iterator[object]
    ) -> Iterator[object]:
        """The same for a stream of requests: whether the caller may do anything of the kind at once, and each request
        as it arrives."""
        allowed = entrance.allowed(self._call)
        calls.enter(calls.Origin(self._call, allowed.permit))
        return self._entering(authenticator, entrance, requests)

    def _entering(
        self, authenticator: Authenticator, entrance: Entrance, requests: Iterator[object]
    ) -> Iterator[object]:
        for request in requests:
            # The credentials may have expired meanwhile, and what was granted may have ended.
            calls.enter(calls.Origin(self._call, self.again(authenticator, entrance, request)))
            yield request

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is None:
            return False
        if not isinstance(error, Exception):
            # The client left a stream, or the process ends.
            self._log.info("call", status="CANCELLED", **self._told())
            return False
        self._status = self._refused(error)
        return True

    def end(self, response: object = None) -> None:
        """Answer, with the response's token beside it; or end the RPC with the error that was kept: outside every
        `try`, because gRPC does so by raising."""
        trailing = (*(self._context.trailing_metadata() or ()), (calls.CALL_ID, self._call_id))
        if self._status is None:
            self._context.set_trailing_metadata((*trailing, *freshness.token_of(response)))
            if self._log.is_enabled_for(logging.DEBUG):
                self._log.debug("call", status="OK", **self._told())
            return
        status = rpc_status.to_status(self._status)
        self._context.set_trailing_metadata((*trailing, *status.trailing_metadata))
        self._context.abort(status.code, status.details)

    def _refused(self, error: Exception) -> status_pb2.Status:
        """The status to end with, told in the log: reasons and fields, never what the request said."""
        told = self._told()
        if not self._context.is_active():
            self._log.info("call", status="CANCELLED", **told)
            return internal_status("")  # nobody is there to read it
        answer = ANSWERS.get(type(error)) if isinstance(error, DenizenError) else None
        if answer is None or not isinstance(error, DenizenError):
            error_id = secrets.token_hex(8)
            told |= {"reason": INTERNAL.reason, "error_id": error_id} | logs.cause(error)
            self._log.error("call", status=INTERNAL.code.name, **told)
            return internal_status(error_id)
        field = error.facts.get("field", "")
        if _FIELD.fullmatch(field):
            told["field"] = field
        if isinstance(error, UnauthenticatedError):
            told["why"] = error.message  # words of ours alone, which whoever operates the client needs
        self._log.info("call", status=answer.code.name, reason=answer.reason, **told)
        return status_of(error)

    def _told(self) -> dict[str, object]:
        """What the log says of every call."""
        milliseconds = round((time.perf_counter() - self._started) * 1000, 3)
        told: dict[str, object] = {"method": self._method, "call_id": self._call_id, "caller": self._caller}
        if self._workload:
            told["workload"] = self._workload
        return told | {"ms": milliseconds}
