"""A small service behind the real guards, and a server that runs it on loopback."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import grpc
import pytest
from google.protobuf.wrappers_pb2 import StringValue

from denizen.rpc import logs
from denizen.rpc.authentication import Authenticator, TrustsEveryone
from denizen.rpc.calls import call_of
from denizen.rpc.server import Limits, Server, Service
from denizen.usecases.context import Call, Caller
from tests.granting import everything

NAME = "tests.Echo"
CALLER = Caller("callers/tester")

Answer = Callable[[str, Call], str]


def echo(text: str, call: Call) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Echo:
    """Answers every message with what `answer` makes of it; in all four shapes that a method can have."""

    answer: Answer = echo

    def unary(self, request: StringValue, context: grpc.ServicerContext) -> StringValue:
        return StringValue(value=self.answer(request.value, call_of(context, None)))

    def unary_stream(self, request: StringValue, context: grpc.ServicerContext) -> Iterator[StringValue]:
        yield StringValue(value="first")
        yield self.unary(request, context)

    def stream_unary(self, requests: Iterable[StringValue], context: grpc.ServicerContext) -> StringValue:
        return [self.unary(request, context) for request in requests][-1]

    def stream_stream(self, requests: Iterable[StringValue], context: grpc.ServicerContext) -> Iterator[StringValue]:
        for request in requests:
            yield self.unary(request, context)

    def register(self, server: grpc.Server) -> None:
        shapes = {
            "Unary": grpc.unary_unary_rpc_method_handler(self.unary, *_CODECS),
            "UnaryStream": grpc.unary_stream_rpc_method_handler(self.unary_stream, *_CODECS),
            "StreamUnary": grpc.stream_unary_rpc_method_handler(self.stream_unary, *_CODECS),
            "StreamStream": grpc.stream_stream_rpc_method_handler(self.stream_stream, *_CODECS),
        }
        server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(NAME, shapes),))


_CODECS = (StringValue.FromString, StringValue.SerializeToString)


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs, a channel to it, and what it logged."""

    server: Server
    port: int
    channel: grpc.Channel
    log: io.StringIO = field(repr=False)

    def unary(self, text: str, metadata: tuple[tuple[str, str], ...] = (), timeout: float = 10) -> str:
        call = self.channel.unary_unary(f"/{NAME}/Unary", StringValue.SerializeToString, StringValue.FromString)
        return call(StringValue(value=text), metadata=metadata, timeout=timeout).value

    def shape(self, shape: str, *texts: str) -> list[str]:
        """Call the method of that shape and take all its answers."""
        messages = [StringValue(value=text) for text in texts]
        path = f"/{NAME}/{shape}"
        to, back = StringValue.SerializeToString, StringValue.FromString
        match shape:
            case "Unary":
                return [self.channel.unary_unary(path, to, back)(messages[0], timeout=10).value]
            case "UnaryStream":
                return [m.value for m in self.channel.unary_stream(path, to, back)(messages[0], timeout=10)]
            case "StreamUnary":
                return [self.channel.stream_unary(path, to, back)(iter(messages), timeout=10).value]
            case _:
                return [m.value for m in self.channel.stream_stream(path, to, back)(iter(messages), timeout=10)]

    def raw(self, path: str) -> grpc.UnaryUnaryMultiCallable[bytes, bytes]:
        """A method that sends and returns bytes as they are."""
        return self.channel.unary_unary(path, bytes, bytes)

    @contextmanager
    def raw_stream(self, path: str) -> Iterator[Iterator[bytes]]:
        """The answers of a method, one by one; left at the end of the block."""
        call = self.channel.unary_stream(path, bytes, bytes)(b"", timeout=30)
        try:
            yield call
        finally:
            call.cancel()

    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.log.getvalue().splitlines()]


def failure(call: Callable[[], object]) -> grpc.Call:
    """The end of a call that has to fail."""
    with pytest.raises(grpc.RpcError) as caught:
        call()
    failed = caught.value
    assert isinstance(failed, grpc.Call)
    return failed


def threads_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on servers are made as with a version of gRPC that is another one inside: each call's message is waited
    for by a thread."""

    def gone(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr("denizen.rpc.arrivals.import_module", gone)


@contextmanager
def running(
    answer: Answer = echo,
    *,
    authenticator: Authenticator | None = None,
    limits: Limits | None = None,
    unmet: Iterable[str] = (),
    port: int = 0,
) -> Iterator[Running]:
    """A server with the echo service, on a port of its own unless given, logging everything."""
    log = io.StringIO()
    server = Server(
        [Service(NAME, Echo(answer).register)],
        authenticator or TrustsEveryone(CALLER),
        logs.logger("debug", log),
        limits,
        unmet,
        everything(NAME),
    )
    port = server.start(f"127.0.0.1:{port}")
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield Running(server, port, channel, log)
    finally:
        server.drain(0)
