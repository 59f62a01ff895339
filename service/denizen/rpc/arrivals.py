"""Calls of one message whose message is waited for without a thread.

gRPC for Python hands a call to a thread before its message has come, and the thread waits for that inside the library.
What it hands over is enough to begin that wait from outside, and to go on when it has ended. None of that is part of
gRPC's published interface: where a version is made in another way, calls wait with a thread, as gRPC has them do.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple, Protocol

import grpc

_WAITS = "_unary_request.<locals>.unary_request"
_HANDED = ["rpc_event", "state", "behavior", "argument_thunk", "request_deserializer", "response_serializer"]


class Answered(Protocol):
    """An answer as it goes over the wire, and what comes after it."""

    @property
    def response(self) -> bytes: ...

    @property
    def trailers(self) -> tuple[tuple[str, str], ...]: ...


class AnswersAtOnce(Protocol):
    """A behavior that may have its answer without waiting for anything; otherwise there is another one."""

    def at_once(self, message: bytes, context: grpc.ServicerContext) -> Answered | None: ...

    @property
    def otherwise(self) -> Callable[..., Any]: ...


class _Inside(NamedTuple):
    """What is used of the inside of gRPC."""

    answers: tuple[Callable[..., Any], ...]
    receive: Callable[..., Callable[[Any], Any]]
    status: Callable[..., None]
    abort: Callable[..., None]
    active: Callable[[Any], bool]
    context: Callable[..., grpc.ServicerContext]
    closed: object
    receiving: str
    receiving_operation: Callable[[int], object]
    unimplemented: object


class Arrival:
    """One call, from where gRPC would have given it to a thread."""

    __slots__ = ("_answer", "_behavior", "_event", "_inside", "_read", "_run", "_state", "_write", "message")

    def __init__(self, inside: _Inside, run: Callable[..., object], handed: tuple[Any, ...]) -> None:
        self._inside = inside
        self._run = run
        self._answer, self._event, self._state, self._behavior, _, self._read, self._write = handed
        self.message: Any = None
        """None: there is none, and the call is over."""

    def begin(self, there: Callable[[], None]) -> None:
        """Wait. `there` is called when the message is there or will not come, on the thread that sees to all calls of
        its door: it may neither wait nor raise."""
        inside, state, call = self._inside, self._state, self._event.call
        receive = inside.receive(state, call, self._read)

        def received(event: object) -> object:
            told = receive(event)
            self.message, state.request = state.request, None
            there()
            return told

        call.start_server_batch((inside.receiving_operation(0),), received)
        state.due.add(inside.receiving)

    def at_once(self) -> Answered | None:
        """The answer that takes no waiting, if there is one."""
        quick: AnswersAtOnce | None = self._behavior if hasattr(self._behavior, "at_once") else None
        if quick is None:
            return None
        # Also where it fails: nobody tries that a second time.
        self._behavior = quick.otherwise
        return quick.at_once(self.message, self._inside.context(self._event, self._state, self._read))

    def end(self, found: Answered) -> None:
        """Answer."""
        self._state.trailing_metadata = found.trailers
        self._inside.status(self._event, self._state, found.response)

    def end_without(self) -> None:
        """Where no message has come and none will: as gRPC ends such a call."""
        inside, state = self._inside, self._state
        with state.condition:
            if state.client is inside.closed and inside.active(state):
                words = f'"{self._event.call_details.method.decode()}" requires exactly one request message.'
                inside.abort(state, self._event.call, inside.unimplemented, words.encode())

    def go_on(self) -> None:
        """What a thread does of it. Never raises: gRPC sees to that."""
        self._run(self._answer, self._event, self._state, self._behavior, lambda: self.message, self._read, self._write)

    def cancel(self) -> None:
        self._event.call.cancel()


class Ending:
    """As much of a future as gRPC asks of one: it only wants to know when the call has ended, not how."""

    __slots__ = ("_acts",)

    def __init__(self) -> None:
        self._acts: list[Callable[[Any], object]] = []

    def add_done_callback(self, act: Callable[[Any], object]) -> None:
        self._acts.append(act)

    def set_result(self, _result: object) -> None:
        for act in self._acts:
            act(self)

    set_exception = set_result


class Arrivals:
    """Knows such calls in what gRPC hands to a thread."""

    def __init__(self) -> None:
        self._inside = _inside()

    @property
    def are_known(self) -> bool:
        """False: this version of gRPC is made in another way."""
        return self._inside is not None

    def of(self, run: Callable[..., object], handed: tuple[Any, ...]) -> Arrival | None:
        """The call. None: it is none of a single message, or handed over in another way."""
        inside = self._inside
        if inside is None or len(handed) != len(_HANDED) + 1 or handed[0] not in inside.answers:
            return None
        return Arrival(inside, run, handed) if getattr(handed[4], "__qualname__", "") == _WAITS else None


def _inside() -> _Inside | None:
    try:
        server, core = import_module("grpc._server"), import_module("grpc._cython.cygrpc")
        inside = _Inside(
            answers=(server._unary_response_in_pool, server._stream_response_in_pool),  # noqa: SLF001 - see above
            receive=server._receive_message,  # noqa: SLF001 - as above
            status=server._status,  # noqa: SLF001 - as above
            abort=server._abort,  # noqa: SLF001 - as above
            active=server._is_rpc_state_active,  # noqa: SLF001 - as above
            context=server._Context,  # noqa: SLF001 - as above
            closed=server._CLOSED,  # noqa: SLF001 - as above
            receiving=server._RECEIVE_MESSAGE_TOKEN,  # noqa: SLF001 - as above
            receiving_operation=core.ReceiveMessageOperation,
            unimplemented=core.StatusCode.unimplemented,
        )
    except (ImportError, AttributeError, TypeError):
        return None
    wanted: list[tuple[Callable[..., Any], list[str]]] = [
        *((each, _HANDED) for each in inside.answers),
        (inside.receive, ["state", "call", "request_deserializer"]),
        (inside.status, ["rpc_event", "state", "serialized_response"]),
        (inside.abort, ["state", "call", "code", "details"]),
        (inside.active, ["state"]),
        (inside.context, ["rpc_event", "state", "request_deserializer"]),
    ]
    understood = all([*inspect.signature(each).parameters] == names for each, names in wanted)
    return inside if understood else None
