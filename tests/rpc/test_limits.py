"""What a server under attack or under load answers, and that it goes on afterwards."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import grpc
import pytest
from google.rpc import error_details_pb2
from grpc_health.v1 import health_pb2
from grpc_status import rpc_status

from denizen.rpc.server import Limits, ListenError
from denizen.usecases.context import Call, Caller
from tests.rpc.echo import NAME, Running, failure, running


def raw(server: Running, method: str, message: bytes) -> grpc.StatusCode:
    """Send the bytes as they are, and say how that failed."""
    return failure(lambda: server.raw(method)(message, timeout=10)).code()


@pytest.mark.parametrize(
    ("method", "message", "code"),
    [
        pytest.param(f"/{NAME}/Unary", bytes(10_000_000), grpc.StatusCode.RESOURCE_EXHAUSTED, id="10 MB"),
        pytest.param(f"/{NAME}/Unary", b"\xff" * 100, grpc.StatusCode.INTERNAL, id="junk"),
        pytest.param(f"/{NAME}/Nothing", b"", grpc.StatusCode.UNIMPLEMENTED, id="unknown method"),
        pytest.param("/tests.Nothing/Unary", b"", grpc.StatusCode.UNIMPLEMENTED, id="unknown service"),
        pytest.param("/", b"", grpc.StatusCode.UNIMPLEMENTED, id="no method"),
        pytest.param("/grpc.health.v1.Health/Check", b"\xff" * 100, grpc.StatusCode.INTERNAL, id="junk for health"),
    ],
)
def test_grpc_refuses_and_goes_on(method: str, message: bytes, code: grpc.StatusCode) -> None:
    with running(limits=Limits(threads=1, admitted=1)) as server:
        for _ in range(5):
            assert raw(server, method, message) is code
        # One thread and one place: had any of them been kept, this would not be answered.
        assert patiently(server) == "still here"


def patiently(server: Running) -> str:
    """The answer, asked for until the places of calls that were just refused are free again."""
    for _ in range(100):
        with contextlib.suppress(grpc.RpcError):
            return server.unary("still here")
        time.sleep(0.05)
    return server.unary("still here")


def test_the_message_limit_is_a_setting() -> None:
    with running(limits=Limits(message_bytes=2048)) as server:
        assert server.unary("x" * 2000)
        assert raw(server, f"/{NAME}/Unary", bytes(2049)) is grpc.StatusCode.RESOURCE_EXHAUSTED


class Door:
    """An answer that waits until it is opened."""

    def __init__(self) -> None:
        self.entered = threading.Semaphore(0)
        self.open = threading.Event()

    def __call__(self, text: str, call: Call) -> str:
        self.entered.release()
        assert self.open.wait(30)
        return text


@contextmanager
def full() -> Iterator[tuple[Running, Door, list[grpc.Future[bytes]]]]:
    """A server whose one thread is busy, and on which one more call waits; two are admitted."""
    door = Door()
    with running(door, limits=Limits(threads=1, admitted=2, watchers=1)) as server:
        call = server.raw(f"/{NAME}/Unary")
        futures: list[grpc.Future[bytes]] = [call.future(b"", timeout=30) for _ in range(2)]
        assert door.entered.acquire(timeout=10)
        while not server.server._calls.is_full:
            time.sleep(0.01)
        yield server, door, futures
        door.open.set()


@pytest.mark.parametrize("shape", ["Unary", "StreamUnary"])
def test_one_call_too_many_is_told_when_to_come_back(shape: str) -> None:
    with full() as (server, door, futures):
        call = failure(lambda: server.shape(shape, "x"))
        door.open.set()
        assert [future.result() for future in futures] == [b"", b""]
    assert call.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    status = rpc_status.from_call(call)
    assert status is not None
    info, retry = error_details_pb2.ErrorInfo(), error_details_pb2.RetryInfo()
    assert status.details[0].Unpack(info)
    assert status.details[1].Unpack(retry)
    assert (info.reason, info.metadata["limit"]) == ("EXHAUSTED", "2 calls")
    assert retry.retry_delay.ToMilliseconds() > 0


@pytest.mark.parametrize("shape", ["UnaryStream", "StreamStream"])
def test_answers_that_last_have_places_of_their_own(shape: str) -> None:
    with full() as (server, _, _), server.raw_stream("/tests.Echo/UnaryStream") as first:
        assert next(first)
        call = failure(lambda: server.shape(shape, "x"))
        assert call.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
        status = rpc_status.from_call(call)
        assert status is not None
        info = error_details_pb2.ErrorInfo()
        assert status.details[0].Unpack(info)
        assert info.metadata["limit"] == "1 watchers"


def test_no_caller_has_all_the_places_of_answers_that_last() -> None:
    class SaysSo:
        def authenticate(self, context: grpc.ServicerContext) -> Caller:
            return Caller(str(dict(context.invocation_metadata()).get("caller", "callers/a")))

    door, limits = Door(), Limits(watchers=4, watchers_per_caller=2)
    with running(door, authenticator=SaysSo(), limits=limits) as server, contextlib.ExitStack() as open_:
        held = [open_.enter_context(server.raw_stream("/tests.Echo/UnaryStream")) for _ in range(2)]
        for each in held:
            assert next(each)
        call = failure(lambda: server.shape("UnaryStream", "x"))
        assert call.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
        status = rpc_status.from_call(call)
        assert status is not None
        info, retry = error_details_pb2.ErrorInfo(), error_details_pb2.RetryInfo()
        assert status.details[0].Unpack(info)
        assert info.metadata["limit"] == "2 streams of one caller"
        assert status.details[1].Unpack(retry)
        stream = server.channel.unary_stream("/tests.Echo/UnaryStream", bytes, bytes)
        other = stream(b"", metadata=(("caller", "callers/b"),), timeout=10)
        assert next(other)
        door.open.set()
        for each in [*held, other]:
            assert list(each)
        assert server.shape("UnaryStream", "x")[-1] == "x"


def test_places_come_free_again() -> None:
    with full() as (server, door, futures):
        door.open.set()
        for future in futures:
            future.result()
        for _ in range(10):
            assert server.unary("x") == "x"


def test_health_answers_while_every_thread_is_busy() -> None:
    with full() as (server, _, _):
        answer = server.raw("/grpc.health.v1.Health/Check")(b"", timeout=10)
        assert health_pb2.HealthCheckResponse.FromString(answer).status == health_pb2.HealthCheckResponse.SERVING


def test_a_port_that_is_taken_stops_the_start() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(ListenError, match=f"cannot listen on 127.0.0.1:{port}"), running() as server:
            server.server.start(f"127.0.0.1:{port}")


def test_two_servers_never_share_a_port() -> None:
    with running() as first, running() as second, pytest.raises(ListenError):
        second.server.start(f"127.0.0.1:{first.port}")
