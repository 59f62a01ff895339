"""Certificates and their authority change under load, and no call fails."""

import itertools
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc
import pytest

from denizen.client import channel
from denizen.v1 import principal_pb2, principal_pb2_grpc
from tests.end_to_end.processes import Installation
from tests.end_to_end.worlds import KEY, World, secured
from tests.minting import token

CLIENTS = 3
CALLS_PER_CONNECTION = 5


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def installation(world: World, tmp_path: Path) -> Installation:
    return secured(tmp_path)


class Load:
    """Clients that call without pause: the first on one connection, the others on a new one every few calls."""

    def __init__(self, connect: Callable[[], grpc.Channel]) -> None:
        self._connect = connect
        self._over = threading.Event()
        self._connections = [0] * CLIENTS
        self.calls = [0] * CLIENTS

    def run(self, number: int) -> None:
        while not self._over.is_set():
            with self._connect() as connection:
                principals = principal_pb2_grpc.PrincipalServiceStub(connection)
                self._connections[number] += 1
                for _ in itertools.count() if number == 0 else range(CALLS_PER_CONNECTION):
                    # A call that fails is raised here, and found by whoever asks for the result.
                    principals.ListPrincipals(principal_pb2.ListPrincipalsRequest(purpose="export-control"), timeout=60)
                    self.calls[number] += 1
                    if self._over.is_set():
                        return

    def go_on(self) -> None:
        """Wait until every client has called, and those that make new connections have called on one."""
        calls, connections = list(self.calls), list(self._connections)
        deadline = time.monotonic() + 60
        while any(now < then + 2 for now, then in zip(self._connections[1:], connections[1:], strict=True)) or any(
            now <= then for now, then in zip(self.calls, calls, strict=True)
        ):
            assert time.monotonic() < deadline, "a client has stopped calling"
            time.sleep(0.02)

    def stop(self) -> None:
        self._over.set()


@pytest.mark.parametrize("door", ["DENIZEN_LISTEN_TLS", "DENIZEN_LISTEN_MTLS"])
def test_a_leaf_and_its_authority_change_under_load(installation: Installation, world: World, door: str) -> None:
    text = token(KEY, "ES256")

    def connect() -> grpc.Channel:
        if door == "DENIZEN_LISTEN_TLS":
            return channel(installation.environment[door], ca=world.believed, token=text)
        client = world.client
        return channel(installation.environment[door], ca=world.believed, cert=client.cert, key=client.key)

    steps: list[Callable[[], None]] = [
        # 1. Another leaf of the same authority.
        lambda: world.serve(world.old.server()),
        # 2. What nobody can use: the last good one is kept.
        lambda: world.put("server.pem", b"junk"),
        lambda: world.serve(world.old.server()),
        # 3. Another authority: first everybody believes both, then both sides change, then the old one goes.
        lambda: setattr(world, "believed", world.old.cert + world.new.cert),
        lambda: world.accept(world.old, world.new),
        lambda: world.serve(world.new.server()),
        lambda: setattr(world, "client", world.new.client("spiffe://example.org/gateway")),
        lambda: setattr(world, "believed", world.new.cert),
        lambda: world.accept(world.new),
    ]
    load = Load(connect)
    with installation.serving() as server, ThreadPoolExecutor(CLIENTS) as threads:
        clients = [threads.submit(load.run, number) for number in range(CLIENTS)]
        try:
            for step in steps:
                load.go_on()
                step()
            load.go_on()
        finally:
            load.stop()
            for client in clients:
                client.result(60)
        # The old authority is worth nothing now.
        old = world.old.client("spiffe://example.org/gateway")
        with (
            channel(
                installation.environment["DENIZEN_LISTEN_MTLS"],
                ca=world.new.cert,
                cert=old.cert,
                key=old.key,
                wait_for_ready=False,
            ) as connection,
            pytest.raises(grpc.RpcError),
        ):
            principal_pb2_grpc.PrincipalServiceStub(connection).ListPrincipals(
                principal_pb2.ListPrincipalsRequest(purpose="export-control"), timeout=30
            )
        installation.stop(server)
    log = installation.log.read_text()
    assert "kept" in log
    assert text not in log
    assert "PRIVATE KEY" not in log
