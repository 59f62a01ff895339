"""The guard around every handler: admission, id, caller, deadline, permission, freshness, errors, log line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple, TypeAlias

import grpc
from structlog.typing import FilteringBoundLogger

from denizen.rpc import calls, freshness
from denizen.rpc.admission import CallThreads
from denizen.rpc.at_once import CHECK, AskedAgain, AtOnce
from denizen.rpc.authentication import Authenticator
from denizen.rpc.calls import CallIds
from denizen.rpc.convert.encoded import Encoded
from denizen.rpc.entrance import Entrances
from denizen.rpc.repeated_checks import RepeatedChecks
from denizen.rpc.shares import Shares
from denizen.rpc.turn import Turn
from denizen.rpc.unreadable import read_or_aborted, readable, readable_or_aborted, reading
from denizen.usecases.rates import Rates

# What goes in and out depends on the method: a message or an iterator of messages.
Handler: TypeAlias = "grpc.RpcMethodHandler[Any, Any]"
Behavior: TypeAlias = Callable[..., Any]


class _Guarded(NamedTuple):
    """A method's handler behind the guard, and what takes its place, if anything, where there are too many calls."""

    handler: Handler
    refusing: Handler | None
    threads: CallThreads


class Guard(grpc.ServerInterceptor):
    """Stands around every handler, unary and streaming alike; the handlers themselves neither try nor abort.

    Methods of the services in `aside` (by full name) are answered by threads of their own, without admission and
    without a caller. Those that answer with a stream hold their thread while it lasts: they have the `lasting` ones,
    of which no caller has more than its share.
    No other handler is reached by a caller who may not do what it does. A guarded handler is built once for each
    method; no other interceptor may come after this one.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - it stands between all of these
        self,
        threads: CallThreads,
        authenticator: Authenticator,
        entrances: Entrances,
        rates: Rates,
        log: FilteringBoundLogger,
        aside: Mapping[str, CallThreads],
        refusals: CallThreads,
        lasting: CallThreads,
        shares: Shares,
        again: RepeatedChecks | None = None,
    ) -> None:
        """`again`: what answers a Check that was asked before; without it each is asked anew."""
        self._threads = threads
        self._lasting = lasting
        self._shares = shares
        self._authenticator = authenticator
        self._entrances = entrances
        self._rates = rates
        self._log = log
        self._ids = CallIds()
        self._aside = aside
        self._refusals = refusals
        self._methods: dict[str, _Guarded] = {}
        self.at_once = None if again is None else AtOnce(again, authenticator, entrances.of(CHECK), rates, log)

    def intercept_service(
        self,
        continuation: Callable[[grpc.HandlerCallDetails], Handler | None],
        handler_call_details: grpc.HandlerCallDetails,
    ) -> Handler | None:
        method = handler_call_details.method
        known = self._methods.get(method)
        if known is None:
            handler = continuation(handler_call_details)
            if handler is None:
                return None
            known = self._methods[method] = self._guarded(method, handler)
        return known.refusing if known.refusing is not None and known.threads.is_full else known.handler

    def _guarded(self, method: str, handler: Handler) -> _Guarded:
        behavior, several = _behavior(handler), handler.request_streaming
        threads = self._aside.get(method.split("/")[1])
        if threads is not None:
            open_to_all = _refusing_junk(behavior) if several else behavior
            return _Guarded(_with(handler, _OwnThreads(open_to_all, threads)), None, threads)

        lasts = handler.response_streaming
        pool = self._lasting if lasts else self._threads
        entrance = self._entrances.of(method)

        def entered(turn: Turn, request: Any) -> Any:  # noqa: ANN401 - a message, or an iterator of them
            turn.identify(self._authenticator, self._rates)
            if several:
                return turn.enter_stream(self._authenticator, entrance, readable(request))
            turn.enter(entrance, request)
            return request

        at_once = self.at_once if method == CHECK else None

        def unary(request: object, context: grpc.ServicerContext, message: bytes | None = None) -> object:
            self._threads.arrived()
            response = None
            with Turn(method, context, self._ids, self._log) as turn:
                request = entered(turn, request)
                freshness.complete(request, context.invocation_metadata())
                response = behavior(request, context)
                if at_once is not None and message is not None:
                    at_once.learn(message, context)
            turn.end(response)
            return response

        def read(message: bytes, context: grpc.ServicerContext) -> object:
            return unary(read_or_aborted(handler.request_deserializer, message, context), context, message)

        def stream(request: object, context: grpc.ServicerContext) -> Iterator[object]:
            with Turn(method, context, self._ids, self._log) as turn:
                request = entered(turn, request)
                calls.enter_lasting(
                    partial(turn.again, self._authenticator, entrance, request), partial(turn.further, entrance)
                )
                freshness.complete(request, context.invocation_metadata())
                with self._shares.taken(turn.caller):
                    yield from behavior(request, context)
            turn.end()

        def refusing(_request: object, context: grpc.ServicerContext) -> None:
            with Turn(method, context, self._ids, self._log) as turn:
                raise pool.refusal()
            turn.end()

        if at_once is not None:
            usual = _with(handler, AskedAgain(at_once, read), reads=False)
        else:
            usual = _with(handler, _OwnThreads(stream, pool) if lasts else unary)
        return _Guarded(
            handler=usual,
            refusing=_with(handler, _OwnThreads(refusing, self._refusals)),
            threads=pool,
        )


class _OwnThreads:
    """A behavior that is answered by threads of its own; grpcio looks for them under these names."""

    def __init__(self, behavior: Behavior, threads: CallThreads) -> None:
        self._behavior = behavior
        self.experimental_thread_pool = threads
        self.experimental_non_blocking = getattr(behavior, "experimental_non_blocking", False)

    def __call__(self, *arguments: object) -> object:
        self.experimental_thread_pool.arrived()
        return self._behavior(*arguments)


def _behavior(handler: Handler) -> Behavior:
    found = handler.unary_unary or handler.unary_stream or handler.stream_unary or handler.stream_stream
    if found is None:
        raise TypeError("a handler without a behavior")
    return found


def _refusing_junk(behavior: Behavior) -> Behavior:
    return lambda requests, context: behavior(readable_or_aborted(requests, context), context)


def _with(handler: Handler, behavior: Behavior, *, reads: bool = True) -> Handler:
    """The same handler with another behavior, which wants the bytes of a request unless it `reads`."""
    make: Callable[..., Handler]
    match handler.request_streaming, handler.response_streaming:
        case False, False:
            make = grpc.unary_unary_rpc_method_handler
        case False, True:
            make = grpc.unary_stream_rpc_method_handler
        case True, False:
            make = grpc.stream_unary_rpc_method_handler
        case _:
            make = grpc.stream_stream_rpc_method_handler
    read = handler.request_deserializer if reads else None
    if handler.request_streaming and read is not None:
        read = reading(read)
    return make(behavior, read, _encoding(handler.response_serializer))


def _encoding(serialize: Callable[[Any], bytes] | None) -> Callable[[Any], bytes] | None:
    """The same, where a response may have been serialised already."""
    if serialize is None:
        return None
    return lambda response: response.message if isinstance(response, Encoded) else serialize(response)
