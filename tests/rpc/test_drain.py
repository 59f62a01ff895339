"""A server that is told to stop finishes its calls, and a client with our service config notices nothing."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor

import grpc
import pytest
from google.protobuf.wrappers_pb2 import StringValue

from denizen.client import channel
from denizen.rpc import reflection
from denizen.usecases.context import Call
from tests.rpc.echo import NAME, failure, running


class Waits:
    """Enters and waits until it may finish."""

    def __init__(self) -> None:
        self.entered, self.finish = threading.Event(), threading.Event()

    def __call__(self, text: str, call: Call) -> str:
        self.entered.set()
        assert self.finish.wait(30)
        return text


def test_a_call_in_flight_finishes() -> None:
    waits = Waits()
    with running(waits) as server, ThreadPoolExecutor(2) as threads:
        call = threads.submit(server.unary, "x")
        assert waits.entered.wait(10)
        drain = threads.submit(server.server.drain, 30)
        while not any(line["event"] == "draining" for line in server.lines()):
            pass
        assert not drain.done()
        waits.finish.set()
        assert call.result(30) == "x"
        drain.result(30)


def test_a_call_that_takes_too_long_is_cut_off() -> None:
    waits = Waits()
    with running(waits) as server, ThreadPoolExecutor(1) as threads:
        call = threads.submit(failure, lambda: server.unary("x"))
        assert waits.entered.wait(10)
        server.server.drain(0.1)
        assert call.result(30).code() in {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED}
        waits.finish.set()


def test_a_client_with_our_service_config_sees_no_restart() -> None:
    stop, answered = threading.Event(), threading.Semaphore(0)

    def client(target: str) -> int:
        calls = 0
        with channel(target) as connection:
            unary = connection.unary_unary(f"/{NAME}/Unary", StringValue.SerializeToString, StringValue.FromString)
            while not stop.is_set():
                unary(StringValue(value="x"), timeout=30)
                answered.release()
                calls += 1
        return calls

    def wait_for_calls() -> None:
        for _ in range(200):
            assert answered.acquire(timeout=30)

    with ThreadPoolExecutor(4) as threads:
        port = 0
        clients: list[Future[int]] = []
        for _ in range(4):
            with running(port=port) as server:
                port = server.port
                clients = clients or [threads.submit(client, f"127.0.0.1:{port}") for _ in range(4)]
                wait_for_calls()
                server.server.drain(10)
        with running(port=port):
            wait_for_calls()
            stop.set()
            # A call that failed would be raised here.
            assert all(done.result(60) > 0 for done in clients)


@pytest.mark.parametrize(
    "method",
    [f"/{NAME}/StreamUnary", f"/{NAME}/StreamStream", f"/{reflection.V1}/ServerReflectionInfo"],
    ids=["one answer", "a stream of answers", "reflection"],
)
def test_bytes_that_are_no_message_keep_no_server_from_stopping(method: str) -> None:
    with running(lambda text, _: text) as server, ThreadPoolExecutor(1) as threads:
        sent = server.channel.stream_stream(method, bytes, bytes)(iter([b"\xff"]), timeout=10)
        assert failure(lambda: list(sent)).code() in {grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.INTERNAL}
        threads.submit(server.server.drain, 0).result(30)
