"""One gRPC message in, one out, over ASGI. Whatever happens in here, no call ends with OK that was not answered."""

import asyncio
import contextvars
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any, NamedTuple

import grpc
from structlog.typing import FilteringBoundLogger

from denizen.gateway.at_once import CHECK, AtOnce, Plain, plain_of
from denizen.gateway.context import AbortedError, Context, Metadata
from denizen.gateway.frames import (
    ACCEPTED,
    HEADER_BYTES,
    FrameError,
    binary,
    check_encoding,
    check_length,
    framed,
    from_binary,
    message_of,
    percent_encoded,
    seconds_of,
)
from denizen.gateway.methods import Methods
from denizen.gateway.peers import HEADER as PEER
from denizen.gateway.peers import Peers
from denizen.rpc import logs
from denizen.rpc.calls import CALL_ID
from denizen.rpc.errors import internal_status
from denizen.rpc.interceptors import Handler

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

_GRPC = b"application/grpc"
_START: Headers = [(b"content-type", _GRPC), (b"grpc-accept-encoding", ACCEPTED.encode())]
_OK = (b"grpc-status", b"0")
_CALL_ID = CALL_ID.encode()
_MOST_HEADS = 1024
_NO_METADATA = frozenset({b"host", b"te", b"content-type", b"content-length", b"grpc-encoding", b"grpc-timeout", PEER})


class _Reply(NamedTuple):
    """How a call ends: the framed message, none where it ends with an error; and what comes after it."""

    body: bytes
    trailers: Headers


class _GoneError(Exception):
    """The client has left."""


@dataclass(frozen=True, slots=True)
class _Head:
    """What came before the message, but for the time that the caller gives. `plain`: nothing in it makes another
    question of the message."""

    metadata: Metadata
    encoding: str
    certificate: bytes | None
    plain: Plain | None


class Adapter:
    """The door of one listener. `threads` answer the calls, so that none keeps the event loop waiting; a request has at
    most `most` bytes."""

    def __init__(
        self, methods: Methods, threads: Executor, most: int, log: FilteringBoundLogger, at_once: AtOnce | None = None
    ) -> None:
        """`at_once` answers what takes no waiting."""
        self._methods = methods
        self._at_once = at_once
        self._threads = threads
        self._most = most
        self._log = log
        self._peers = Peers()
        self._heads: dict[tuple[tuple[bytes, bytes], ...], _Head] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request. Never raises: a server that sees this fail would say OK."""
        try:
            reply = await self._replied(scope, receive)
            if reply is None:
                await _plainly(send, 415 if scope["method"] == "POST" else 405)
                return
        except _GoneError:
            reply = _failed("CANCELLED", "the client has left")
        except BaseException as error:  # noqa: BLE001 - see above; whoever cancels this task does so at the very end
            reply = self._broken(scope, error)
        started = False
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _START, "trailers": True})
            started = True
            await send({"type": "http.response.body", "body": reply.body, "more_body": False})
            await send({"type": "http.response.trailers", "headers": reply.trailers, "more_trailers": False})
        except BaseException as error:  # noqa: BLE001 - as above
            await self._last_words(send, self._broken(scope, error), started=started)

    async def _last_words(self, send: Send, reply: _Reply, *, started: bool) -> None:
        """End what was begun. Where not even that can be sent the client has a broken stream, and no status."""
        try:
            if not started:
                await send({"type": "http.response.start", "status": 200, "headers": _START, "trailers": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            await send({"type": "http.response.trailers", "headers": reply.trailers, "more_trailers": False})
        except BaseException as error:  # noqa: BLE001 - as above
            self._log.warning("unsent", **logs.cause(error))

    async def _replied(self, scope: Scope, receive: Receive) -> _Reply | None:
        """None: that is no gRPC."""
        if scope["method"] != "POST":
            return None
        method: str = scope["path"]
        try:
            # 1. What came with the call.
            deadline, head = self._read(scope["headers"])
            if head is None:
                return None
            handler = self._methods.of(method)
            if handler is None:
                return _failed("UNIMPLEMENTED", "Method not found!")
            # 2. Its message.
            check_encoding(head.encoding)
            body = await self._body(receive)
            message = message_of(body, head.encoding, self._most, method)
        except FrameError as error:
            return _failed(error.code, error.message)
        # 3. At once, if that can be.
        late = deadline is not None and deadline <= time.monotonic()
        if self._at_once is not None and head.plain is not None and method == CHECK and not late:
            found = self._at_once.answer(message, head.plain)
            if found is not None:
                return _Reply(framed(found[0]), [_OK, *found[1]])
        # 4. Else by the guard.
        return await self._answered(handler, message, method, Context(head.metadata, deadline, head.certificate))

    async def _answered(self, handler: Handler, message: bytes, method: str, context: Context) -> _Reply:
        loop = asyncio.get_running_loop()
        replied: asyncio.Future[_Reply] = loop.create_future()

        def deliver(reply: _Reply) -> None:
            if not replied.done():
                replied.set_result(reply)

        def work() -> None:
            try:
                reply = contextvars.Context().run(self._handled, handler, message, context, method)
            except BaseException as error:  # noqa: BLE001 - nobody else hears of it
                reply = self._broken({"path": method}, error)
            loop.call_soon_threadsafe(deliver, reply)

        # Where there are too many calls, what answers has threads of its own.
        own = getattr(handler.unary_unary, "experimental_thread_pool", None)
        (own or self._threads).submit(work)
        seconds = context.seconds_left()
        await asyncio.wait({replied}, timeout=seconds)
        if not replied.done():
            # It runs on, as it does behind the main server's door, until it next looks at the time.
            context.gone = True
            return _failed("DEADLINE_EXCEEDED", "Deadline Exceeded")
        return replied.result()

    def _handled(self, handler: Handler, message: bytes, context: Context, method: str) -> _Reply:
        behave, read, write = handler.unary_unary, handler.request_deserializer, handler.response_serializer
        if behave is None or read is None or write is None:
            raise TypeError(f"{method} is no method of one message each way")
        try:
            request = read(message)
        except Exception:  # noqa: BLE001 - whatever is wrong with the bytes, it is the client's fault
            return _failed("INTERNAL", "Exception deserializing request!")
        try:
            response = behave(request, context.for_handlers())
        except AbortedError as aborted:
            return _failed(aborted.code.name, aborted.details, context.trailing_metadata())
        if response is None:
            raise TypeError(f"{method} answered nothing")
        written = write(response)
        if self._at_once is not None and method == CHECK:
            self._at_once.learn(message, context)
        return _Reply(framed(written), [_OK, *_written(context.trailing_metadata())])

    def _broken(self, scope: Scope, error: BaseException) -> _Reply:
        """What a client is told of an error that nobody foresaw; its cause goes into the log."""
        error_id = secrets.token_hex(8)
        self._log.error(
            "call", method=str(scope.get("path")), status="INTERNAL", error_id=error_id, **logs.cause(error)
        )
        status = internal_status(error_id)
        return _failed("INTERNAL", status.message, (("grpc-status-details-bin", status.SerializeToString()),))

    def _read(self, headers: Headers) -> tuple[float | None, _Head | None]:
        """When the caller's time is up, and the rest; None: that is no gRPC. `FrameError`."""
        timeout, alone = None, True
        rest: Headers = []
        for pair in headers:
            if pair[0] == b"grpc-timeout":
                timeout = pair[1]
            else:
                alone = alone and pair[0] != _CALL_ID
                rest.append(pair)
        deadline = None if timeout is None else time.monotonic() + seconds_of(timeout.decode("latin-1"))
        # A connection sends the same again with every call, unless it gives each an id.
        key = tuple(rest)
        head = self._heads.get(key)
        if head is None:
            if not _is_grpc(rest):
                return deadline, None
            head = self._head(rest)
            if alone:
                if len(self._heads) >= _MOST_HEADS:
                    self._heads.clear()
                self._heads[key] = head
        return deadline, head

    def _head(self, headers: Headers) -> _Head:
        encoding, peer = "identity", None
        metadata: list[tuple[str, str | bytes]] = []
        for name, value in headers:
            if name == b"grpc-encoding":
                encoding = value.decode("latin-1")
            elif name == PEER:
                peer = value
            elif name not in _NO_METADATA:
                key = name.decode("latin-1")
                if key.endswith("-bin"):
                    metadata.extend((key, from_binary(each.strip())) for each in value.split(b","))
                else:
                    metadata.append((key, value.decode("latin-1")))
        given, certificate = tuple(metadata), self._peers.certificate(peer)
        return _Head(given, encoding, certificate, plain_of(Context(given, None, certificate)))

    async def _body(self, receive: Receive) -> bytes:
        """The whole of it, in however many pieces it comes; no more than there may be."""
        pieces: list[bytes] = []
        length = 0
        while True:
            event = await receive()
            if event["type"] == "http.disconnect":
                raise _GoneError
            piece = event.get("body", b"")
            length += len(piece)
            pieces.append(piece)
            if length > HEADER_BYTES + self._most or (len(pieces) == 1 and length >= HEADER_BYTES):
                announced = int.from_bytes(b"".join(pieces)[1:HEADER_BYTES], "big")
                check_length(max(announced, length - HEADER_BYTES), self._most)
            if not event.get("more_body", False):
                return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _is_grpc(headers: Headers) -> bool:
    given = [value for name, value in headers if name == b"content-type"]
    return len(given) == 1 and (given[0] == _GRPC or given[0].startswith((_GRPC + b"+proto", _GRPC + b";")))


def _failed(code: str, words: str, trailing: Metadata = ()) -> _Reply:
    number = str(grpc.StatusCode[code].value[0]).encode()
    return _Reply(b"", [(b"grpc-status", number), (b"grpc-message", percent_encoded(words)), *_written(trailing)])


def _written(metadata: Metadata) -> Iterable[tuple[bytes, bytes]]:
    for key, value in metadata:
        yield key.encode(), binary(value) if isinstance(value, bytes) else value.encode()


async def _plainly(send: Send, status: int) -> None:
    """To whoever does not speak gRPC."""
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"this is gRPC: see denizen.v1\n", "more_body": False})
