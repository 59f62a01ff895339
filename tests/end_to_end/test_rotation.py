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
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from tests.end_to_end.deciding import batch, needs_listener
from tests.end_to_end.processes import Installation, free_port
from tests.end_to_end.test_workers import until
from tests.end_to_end.worlds import KEY, World, secured
from tests.minting import Minted, token

CLIENTS = 3
CALLS_PER_CONNECTION = 5


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def installation(world: World, tmp_path: Path) -> Installation:
    return secured(tmp_path)


def list_principals(connection: grpc.Channel) -> object:
    request = principal_pb2.ListPrincipalsRequest(purpose="export-control")
    return principal_pb2_grpc.PrincipalServiceStub(connection).ListPrincipals(request, timeout=60)


def decide(connection: grpc.Channel) -> object:
    return DeterminationServiceStub(connection).BatchCheck(batch(), timeout=60)


def refused(target: str, world: World, client: Minted, call: Callable[[grpc.Channel], object]) -> bool:
    """Whether the client's certificate is taken no more."""
    with channel(target, ca=world.new.cert, cert=client.cert, key=client.key, wait_for_ready=False) as connection:
        try:
            call(connection)
        except grpc.RpcError:
            return True
    return False


class Load:
    """Clients that call without pause: the first on one connection, the others on a new one every few calls."""

    def __init__(self, connect: Callable[[], grpc.Channel], call: Callable[[grpc.Channel], object]) -> None:
        self._connect = connect
        self._call = call
        self._over = threading.Event()
        self._connections = [0] * CLIENTS
        self.calls = [0] * CLIENTS

    def run(self, number: int) -> None:
        while not self._over.is_set():
            with self._connect() as connection:
                self._connections[number] += 1
                for _ in itertools.count() if number == 0 else range(CALLS_PER_CONNECTION):
                    # A call that fails is raised here, and found by whoever asks for the result.
                    self._call(connection)
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


@pytest.mark.parametrize(
    "door",
    [
        "DENIZEN_LISTEN_TLS",
        "DENIZEN_LISTEN_MTLS",
        pytest.param("DENIZEN_DECISION_LISTEN_TLS", marks=needs_listener),
        pytest.param("DENIZEN_DECISION_LISTEN_MTLS", marks=needs_listener),
    ],
)
def test_a_leaf_and_its_authority_change_under_load(installation: Installation, world: World, door: str) -> None:
    text = token(KEY, "ES256")

    def connect() -> grpc.Channel:
        if door.endswith("LISTEN_TLS"):
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
    environment = dict(installation.environment)
    call, mtls = list_principals, "DENIZEN_LISTEN_MTLS"
    if "DECISION" in door:
        call, mtls = decide, "DENIZEN_DECISION_LISTEN_MTLS"
        environment |= {each: f"127.0.0.1:{free_port()}" for each in ("DENIZEN_DECISION_LISTEN_TLS", mtls)}
    installation = Installation(installation.folder, installation.denizen, environment)
    load = Load(connect, call)
    with installation.serving() as server, ThreadPoolExecutor(CLIENTS) as threads:
        clients = [threads.submit(load.run, number) for number in range(CLIENTS)]
        try:
            for step in steps:
                load.go_on()
                step()
                if "DECISION" in door:
                    time.sleep(0.5)  # the main server looks at each handshake, the listener ten times a second
            load.go_on()
        finally:
            load.stop()
            for client in clients:
                client.result(60)
        # The old authority is worth nothing now: at once at the main server, soon at the decision listener.
        old = world.old.client("spiffe://example.org/gateway")
        until(lambda: refused(environment[mtls], world, old, call), 10.0 if "DECISION" in door else 0.0)
        installation.stop(server)
    log = installation.log.read_text()
    assert "kept" in log
    assert text not in log
    assert "PRIVATE KEY" not in log
