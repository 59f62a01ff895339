"""Calls that never send their message, and what others notice of them: nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import grpc
import pytest
from grpc_health.v1 import health_pb2

from denizen.rpc.server import Limits
from tests.rpc.echo import NAME, Running, running, threads_wait

UNARY = f"/{NAME}/Unary"


@pytest.fixture(autouse=True, params=["without a thread", "with a thread for each"])
def waiting(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How messages are waited for."""
    if request.param != "without a thread":
        threads_wait(monkeypatch)


class Silent:
    """Calls of one client whose messages never come."""

    def __init__(self, server: Running, stack: ExitStack) -> None:
        self._channel = stack.enter_context(grpc.insecure_channel(f"127.0.0.1:{server.port}"))
        self._over = threading.Event()
        stack.callback(self._over.set)
        self.calls: list[grpc.Future[bytes]] = []

    def _never(self) -> Iterator[Any]:
        self._over.wait(60)
        yield from ()

    def open(self, many: int, method: str = UNARY) -> None:
        self.calls += [self._channel.stream_unary(method).future(self._never()) for _ in range(many)]


@contextmanager
def besieged(limits: Limits) -> Iterator[tuple[Running, Silent]]:
    with running(limits=limits) as server, ExitStack() as stack:
        yield server, Silent(server, stack)


@pytest.mark.parametrize("many", [2, 20], ids=["a thread each", "many more than threads"])
def test_others_are_answered_meanwhile(many: int) -> None:
    with besieged(Limits(threads=2, admitted=64)) as (server, silent):
        silent.open(many)
        for number in range(20):
            assert server.unary(f"{number}", timeout=10) == f"{number}"
        assert not any(call.done() for call in silent.calls)


def test_they_take_no_place_of_calls_that_are_answered() -> None:
    with besieged(Limits(threads=1, admitted=4)) as (server, silent):
        silent.open(4)
        deadline = time.monotonic() + 10
        while server.server._calls._stuck < 4 and time.monotonic() < deadline:
            time.sleep(0.02)
        for _ in range(10):
            assert server.unary("x") == "x"
        assert not any(call.done() for call in silent.calls)


def test_they_end_when_their_time_is_up() -> None:
    with besieged(Limits(threads=1, admitted=8, message_seconds=0.3)) as (server, silent):
        silent.open(3)
        for call in silent.calls:
            assert call.exception(timeout=10) is not None
        assert server.unary("x") == "x"


def test_the_oldest_end_where_they_are_too_many() -> None:
    with besieged(Limits(threads=1, admitted=3)) as (server, silent):
        silent.open(2)
        time.sleep(0.3)
        silent.open(1)
        time.sleep(0.3)
        silent.open(2)
        deadline = time.monotonic() + 10
        while sum(call.done() for call in silent.calls) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        assert [call.done() for call in silent.calls] == [True, True, False, False, False]
        assert server.unary("x") == "x"


def test_threads_go_when_they_are_not_needed_any_more() -> None:
    with besieged(Limits(threads=2, admitted=64, message_seconds=0.3)) as (server, silent):
        silent.open(12)
        for call in silent.calls:
            call.exception(timeout=10)
        deadline = time.monotonic() + 10
        while server.server._calls._size > 2 and time.monotonic() < deadline:
            server.unary("x")
        assert server.server._calls._size <= 2


def test_health_is_not_silenced() -> None:
    with besieged(Limits(threads=1, admitted=8)) as (server, silent):
        silent.open(6, "/grpc.health.v1.Health/Check")
        answer = server.raw("/grpc.health.v1.Health/Check")(b"", timeout=10)
        assert health_pb2.HealthCheckResponse.FromString(answer).status == health_pb2.HealthCheckResponse.SERVING
