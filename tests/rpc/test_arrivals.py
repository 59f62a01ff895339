"""Calls of one message wait for it without a thread, and end as gRPC ends them where it does not come."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import grpc
import pytest

from denizen.rpc.arrivals import Arrival, Arrivals
from denizen.rpc.server import Limits
from tests.rpc.echo import NAME, Running, failure, running, threads_wait

UNARY = f"/{NAME}/Unary"
ENDS = [
    pytest.param([], grpc.StatusCode.UNIMPLEMENTED, id="no message"),
    pytest.param([b"\xff"], grpc.StatusCode.INTERNAL, id="junk"),
]


def test_the_inside_of_this_version_of_grpc_is_known() -> None:
    """Otherwise calls are answered all the same, and cost half as much again."""
    assert Arrivals().are_known


@pytest.mark.parametrize("shape", ["Unary", "UnaryStream"])
@pytest.mark.parametrize(("messages", "code"), ENDS)
def test_what_is_not_one_message_ends_alike_either_way(
    messages: list[bytes], code: grpc.StatusCode, shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    for each in ("without a thread", "with a thread"):
        with monkeypatch.context() as patched:
            if each == "with a thread":
                threads_wait(patched)
            with running() as server:
                call = server.channel.stream_unary(f"/{NAME}/{shape}", bytes, bytes)
                failed = failure(partial(call, iter(messages), timeout=10))
                # gRPC itself names the method as Python shows bytes.
                told.append((failed.code(), str(failed.details()).replace(f"b'/{NAME}/{shape}'", f"/{NAME}/{shape}")))
                assert server.unary("x") == "x"
    assert told[0] == told[1]
    assert told[0][0] is code


def left(server: Running) -> int:
    """Calls that are counted as being there."""
    return server.server._calls._present


def settled(server: Running, many: int) -> bool:
    deadline = time.monotonic() + 10
    while left(server) != many and time.monotonic() < deadline:
        time.sleep(0.01)
    return left(server) == many


def test_calls_without_a_message_take_no_thread_and_leave_when_their_clients_do() -> None:
    over = threading.Event()
    with running(limits=Limits(threads=1, admitted=8)) as server:
        calls: list[grpc.Future[bytes]] = [server.channel.stream_unary(UNARY).future(_never(over)) for _ in range(5)]
        assert settled(server, 5)
        assert server.server._calls._size == 0
        for call in calls:
            call.cancel()
        assert settled(server, 0)
        assert not server.server._calls._awaited
        over.set()


def _never(over: threading.Event) -> Iterator[Any]:
    over.wait(30)
    yield from ()


def test_a_drain_does_not_wait_for_messages() -> None:
    over = threading.Event()
    with running() as server:
        call: grpc.Future[bytes] = server.channel.stream_unary(UNARY).future(_never(over))
        assert settled(server, 1)
        server.server.drain(0.2)
        assert call.exception(timeout=10) is not None
        over.set()


def test_whatever_breaks_at_an_arrival_ends_that_call_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Arrival) -> None:
        raise RuntimeError("words of a request")

    with running() as server:
        with monkeypatch.context() as patched:
            patched.setattr(Arrival, "end_without", broken)
            call = server.channel.stream_unary(UNARY, bytes, bytes)
            assert failure(lambda: call(iter([]), timeout=10)).code() is grpc.StatusCode.CANCELLED
        assert settled(server, 0)
        assert server.unary("x") == "x"
