"""One gRPC message in, one out, over ASGI. Whatever happens in here, no call ends with OK that was not answered."""

import asyncio
import contextvars
import secrets
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from concurrent.futures import Executor
from functools import partial
from typing import Any

from structlog.typing import FilteringBoundLogger

from denizen.gateway.begun import BEGUN, Begun, then
from denizen.gateway.context import AbortedError, Context
from denizen.gateway.frames import HEADER_BYTES, FrameError, check_encoding, check_length, framed, message_of
from denizen.gateway.heads import Heads
from denizen.gateway.methods import Methods
from denizen.gateway.replies import OK, START, Reply, failed, written
from denizen.rpc import logs
from denizen.rpc.at_once import CHECK, AtOnce
from denizen.rpc.errors import internal_status
from denizen.rpc.interceptors import Handler
from denizen.rpc.unreadable import UNREADABLE

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
"""What is given to it is sent at once; the last parts of an answer need not be waited for."""


_LEFT = "the client has left"


class _GoneError(Exception):
    """The client has left."""


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
        self._heads = Heads()
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, scope: Scope, receive: Receive, send: Send) -> Coroutine[Any, Any, None] | Begun:
        """Answers one request: what has been asked again without a task, everything else by the coroutine. `receive`
        gives futures."""
        if self._at_once is None or scope["path"] != CHECK or scope["method"] != "POST":
            return self(scope, receive, send)
        first = receive()
        if not isinstance(first, asyncio.Future):
            return self(scope, then(first, receive), send)
        first.add_done_callback(partial(self._go_on, scope, receive, send))
        return BEGUN

    def _go_on(self, scope: Scope, receive: Receive, send: Send, first: "asyncio.Future[Mapping[str, Any]]") -> None:
        """The beginning of the message is there. Never raises: nobody would answer then."""
        started = False
        try:
            reply = self._quickly(scope, first.result())
            if reply is None:
                self._by_task(self(scope, then(first, receive), send))
                return
            body, trailers = reply.events
            _ = send(START)
            started = True
            _ = send(body), send(trailers)
        except BaseException as error:  # noqa: BLE001 - see above
            self._by_task(self._last_words(send, self._broken(scope, error), started=started))

    def _quickly(self, scope: Scope, event: Mapping[str, Any]) -> Reply | None:
        """What was asked before, if it came in one piece and plainly. None: whatever is wrong with it, or else about
        it, is found out by others."""
        if self._at_once is None or event["type"] != "http.request" or event.get("more_body", False):
            return None
        body: bytes = event["body"]
        length = len(body) - HEADER_BYTES
        if not 0 < length <= self._most or body[0] or int.from_bytes(body[1:HEADER_BYTES], "big") != length:
            return None
        try:
            deadline, head = self._heads.read(scope["headers"])
        except FrameError:
            return None
        if head is None or head.plain is None or (deadline is not None and deadline <= time.monotonic()):
            return None
        found = self._at_once.answer(body[HEADER_BYTES:], head.plain)
        return None if found is None else Reply(framed(found.response), [OK, *written(found.trailers)])

    def _by_task(self, act: Coroutine[Any, Any, None]) -> None:
        # An event loop itself does not hold on to its tasks.
        task = asyncio.get_running_loop().create_task(act)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request. Never raises: a server that sees this fail would say OK."""
        try:
            reply = await self._replied(scope, receive)
            if reply is None:
                await _plainly(send, 415 if scope["method"] == "POST" else 405)
                return
        except _GoneError:
            reply = failed("CANCELLED", _LEFT)
        except BaseException as error:  # noqa: BLE001 - see above; whoever cancels this task does so at the very end
            reply = self._broken(scope, error)
        started = False
        try:
            await send(START)
            started = True
            for event in reply.events:
                await send(event)
        except OSError:
            # So servers of ASGI say that the client has left.
            self._log.info("call", method=str(scope.get("path")), status="CANCELLED")
            await self._last_words(send, failed("CANCELLED", _LEFT), started=started)
        except BaseException as error:  # noqa: BLE001 - as above
            await self._last_words(send, self._broken(scope, error), started=started)

    async def _last_words(self, send: Send, reply: Reply, *, started: bool) -> None:
        """End what was begun. Where not even that can be sent the client has a broken stream, and no status."""
        try:
            if not started:
                await send(START)
            for event in reply.events:
                await send(event)
        except OSError:
            return
        except BaseException as error:  # noqa: BLE001 - as above
            self._log.warning("unsent", **logs.cause(error))

    async def _replied(self, scope: Scope, receive: Receive) -> Reply | None:
        """None: that is no gRPC."""
        if scope["method"] != "POST":
            return None
        method: str = scope["path"]
        try:
            # 1. What came with the call.
            deadline, head = self._heads.read(scope["headers"])
            if head is None:
                return None
            handler = self._methods.of(method)
            if handler is None:
                return failed("UNIMPLEMENTED", "Method not found!")
            # 2. Its message.
            check_encoding(head.encoding)
            body = await self._body(receive)
            message = message_of(body, head.encoding, self._most, method)
        except FrameError as error:
            return failed(error.code, error.message)
        # 3. At once, if that can be.
        late = deadline is not None and deadline <= time.monotonic()
        if self._at_once is not None and head.plain is not None and method == CHECK and not late:
            found = self._at_once.answer(message, head.plain)
            if found is not None:
                return Reply(framed(found.response), [OK, *written(found.trailers)])
        # 4. Else by the guard.
        return await self._answered(handler, message, method, Context(head.metadata, deadline, head.certificate))

    async def _answered(self, handler: Handler, message: bytes, method: str, context: Context) -> Reply:
        loop = asyncio.get_running_loop()
        replied: asyncio.Future[Reply] = loop.create_future()

        def deliver(reply: Reply) -> None:
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
            return failed("DEADLINE_EXCEEDED", "Deadline Exceeded")
        return replied.result()

    def _handled(self, handler: Handler, message: bytes, context: Context, method: str) -> Reply:
        behave, read, write = handler.unary_unary, handler.request_deserializer, handler.response_serializer
        if behave is None or write is None:
            raise TypeError(f"{method} is no method of one message each way")
        try:
            request = message if read is None else read(message)
        except Exception:  # noqa: BLE001 - whatever is wrong with the bytes, it is the client's fault
            return failed("INTERNAL", UNREADABLE)
        try:
            response = behave(request, context.for_handlers())
        except AbortedError as aborted:
            return failed(aborted.code.name, aborted.details, context.trailing_metadata())
        if response is None:
            raise TypeError(f"{method} answered nothing")
        return Reply(framed(write(response)), [OK, *written(context.trailing_metadata())])

    def _broken(self, scope: Scope, error: BaseException) -> Reply:
        """What a client is told of an error that nobody foresaw; its cause goes into the log."""
        error_id = secrets.token_hex(8)
        self._log.error(
            "call", method=str(scope.get("path")), status="INTERNAL", error_id=error_id, **logs.cause(error)
        )
        status = internal_status(error_id)
        return failed("INTERNAL", status.message, (("grpc-status-details-bin", status.SerializeToString()),))

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


async def _plainly(send: Send, status: int) -> None:
    """To whoever does not speak gRPC."""
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"this is gRPC: see denizen.v1\n", "more_body": False})
