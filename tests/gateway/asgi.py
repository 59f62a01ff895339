"""A door of the decision listener without the Envoy in front of it: called as Envoy calls it."""

import asyncio
import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import grpc
from google.protobuf.message import Message
from google.rpc import status_pb2

from denizen.gateway.adapter import Adapter
from denizen.gateway.begun import left_alone
from denizen.gateway.frames import framed
from denizen.rpc.authentication import Authenticator
from denizen.rpc.server import Server

CODES = {each.value[0]: each for each in grpc.StatusCode}
MOST_BYTES = 64 * 1024
Head = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Told:
    """What a client sees: the HTTP status, that of gRPC (None: there was none), its words, message and trailers."""

    http: int
    code: grpc.StatusCode | None
    words: str = ""
    message: bytes = b""
    trailers: Mapping[str, str] = field(default_factory=dict)

    @property
    def details(self) -> status_pb2.Status:
        encoded = self.trailers["grpc-status-details-bin"]
        return status_pb2.Status.FromString(base64.b64decode(encoded + "=" * (-len(encoded) % 4)))


@dataclass(slots=True)
class Wire:
    """What is sent, and what becomes of it. `fails_at`: the events after which sending fails."""

    pieces: Sequence[bytes]
    leaves: bool = False
    fails_at: Callable[[dict[str, Any]], bool] = lambda _: False
    failure: BaseException = field(default_factory=lambda: RuntimeError("broken pipe"))
    sent: list[dict[str, Any]] = field(default_factory=list)

    def receive(self) -> asyncio.Future[Mapping[str, Any]]:
        loop = asyncio.get_running_loop()
        coming: asyncio.Future[Mapping[str, Any]] = loop.create_future()
        loop.call_soon(coming.set_result, self._next())
        return coming

    def _next(self) -> Mapping[str, Any]:
        if self.leaves:
            return {"type": "http.disconnect"}
        piece, *rest = self.pieces or [b""]
        self.pieces = rest
        return {"type": "http.request", "body": piece, "more_body": bool(rest)}

    def send(self, event: dict[str, Any]) -> asyncio.Future[None]:
        """Sends at once, as Envoy's module does, whether or not somebody waits for it."""
        if self.fails_at(event):
            raise self.failure
        self.sent.append(event)
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        done.set_result(None)
        return done

    def told(self) -> Told:
        start = next((each for each in self.sent if each["type"] == "http.response.start"), None)
        if start is None:
            return Told(0, None)
        body = b"".join(each["body"] for each in self.sent if each["type"] == "http.response.body")
        last = [each for each in self.sent if each["type"] == "http.response.trailers"]
        headers = {key.decode(): value.decode() for each in last for key, value in each["headers"]}
        code = CODES[int(headers["grpc-status"])] if "grpc-status" in headers else None
        assert not body or start["status"] != 200 or int.from_bytes(body[1:5], "big") == len(body) - 5
        return Told(start["status"], code, unquote(headers.get("grpc-message", "")), body[5:], headers)


def headers(*more: tuple[bytes, bytes], plain: bool = True) -> list[tuple[bytes, bytes]]:
    usual = [(b"host", b"x"), (b"te", b"trailers"), (b"content-type", b"application/grpc")] if plain else []
    return [*usual, *more]


class Door:
    """Asks the adapter, each time in an event loop of its own."""

    def __init__(self, adapter: Adapter) -> None:
        self.adapter = adapter
        self.asked = 0

    @classmethod
    def onto(cls, server: Server, authenticator: Authenticator, log: Any) -> "Door":
        from denizen.gateway.opening import adapter  # noqa: PLC0415 - named like what it makes

        return cls(adapter(server, authenticator, MOST_BYTES, log))

    def ask(self, method: str, message: Message, *metadata: tuple[str, str], timeout: str = "") -> Told:
        head = [(key.encode(), value.encode()) for key, value in metadata]
        if timeout:
            head.append((b"grpc-timeout", timeout.encode()))
        return self.wire(method, [framed(message.SerializeToString())], headers(*head))

    def wire(self, path: str, pieces: Sequence[bytes], head: Head, http: str = "POST", **changes: Any) -> Told:
        self.asked += 1
        wire = Wire(pieces, **changes)
        scope = {"type": "http", "method": http, "path": path, "headers": list(head)}
        asyncio.run(self._begun(scope, wire))
        return wire.told()

    def cancelled(self, method: str, message: Message, turns: int) -> Told:
        """The call is cancelled after so many turns of the event loop."""
        wire = Wire([framed(message.SerializeToString())])
        scope = {"type": "http", "method": "POST", "path": method, "headers": headers()}

        async def act() -> None:
            task = asyncio.get_running_loop().create_task(self.adapter(scope, wire.receive, wire.send))
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.wait({task})

        asyncio.run(act())
        return wire.told()

    async def _begun(self, scope: Mapping[str, Any], wire: Wire) -> None:
        """As `hosted` begins it, in a loop that leaves alone what is no coroutine."""
        loop = asyncio.get_running_loop()
        left_alone(loop)
        _ = loop.create_task(self.adapter.begin(scope, wire.receive, wire.send))  # type: ignore[arg-type]  # or no task
        # One turn until the message is there, one until somebody hears of it; then there may be tasks.
        for _ in range(3):
            await asyncio.sleep(0)
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(others)
