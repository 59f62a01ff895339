"""Several workers on one port: one database, one answer, and nobody notices that they come and go."""

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import grpc
import pytest

from denizen.client import channel
from denizen.v1 import principal_pb2
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub
from tests.end_to_end.processes import Installation, install, is_serving

PURPOSE = "export-control"
CREATE = principal_pb2.CreatePrincipalRequest(
    principal_id="alice",
    principal=principal_pb2.Principal(kind=principal_pb2.PRINCIPAL_KIND_PERSON),
    purpose=PURPOSE,
)
GET = principal_pb2.GetPrincipalRequest(name="principals/alice", purpose=PURPOSE)


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return install(tmp_path)


@pytest.fixture
def server(installation: Installation) -> Iterator[subprocess.Popen[bytes]]:
    with installation.serving(DENIZEN_WORKERS="2", DENIZEN_DRAIN_SECONDS="10") as process:
        until(lambda: bool(events(installation, "workers_ready")))
        yield process
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def events(installation: Installation, event: str) -> list[int]:
    """The processes that logged the event; 0 for one that does not say which."""
    lines = [json.loads(line) for line in installation.log.read_text().splitlines()]
    return [line.get("pid", 0) for line in lines if line["event"] == event]


def until(there: Callable[[], bool], seconds: float = 30.0) -> None:
    give_up = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < give_up, "it did not happen in time"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Clients:
    """Clients that ask all the time, each with a connection of its own."""

    def __init__(self, installation: Installation, count: int) -> None:
        self._stop = threading.Event()
        self._threads = ThreadPoolExecutor(count)
        self._done: list[Future[int]] = [self._threads.submit(self._ask, installation.address) for _ in range(count)]

    def _ask(self, target: str) -> int:
        answered = 0
        with channel(target) as connection:
            principals = PrincipalServiceStub(connection)
            while not self._stop.is_set():
                principals.GetPrincipal(GET, timeout=30)
                answered += 1
        return answered

    def finish(self) -> list[int]:
        """How many calls each had answered. A call that failed is raised here."""
        self._stop.set()
        return [each.result(60) for each in self._done]


def test_a_rolling_restart_fails_no_call(installation: Installation, server: subprocess.Popen[bytes]) -> None:
    before = events(installation, "worker_started")
    with channel(installation.address) as connection:
        PrincipalServiceStub(connection).CreatePrincipal(CREATE, timeout=30)
    clients = Clients(installation, 4)
    server.send_signal(signal.SIGHUP)
    until(lambda: bool(events(installation, "renewed")), 60)
    assert all(clients.finish())
    assert sorted(events(installation, "worker_stopped")) == sorted(before)
    assert not any(map(alive, before))


def test_one_that_dies_is_replaced(installation: Installation, server: subprocess.Popen[bytes]) -> None:
    first, _ = events(installation, "worker_started")
    os.kill(first, signal.SIGKILL)
    until(lambda: len(events(installation, "worker_started")) == 3)
    assert events(installation, "worker_ended") == [first]
    assert is_serving(installation.address)


def test_told_to_stop_they_all_stop_in_peace(installation: Installation, server: subprocess.Popen[bytes]) -> None:
    workers = events(installation, "worker_started")
    installation.stop(server)
    assert not any(map(alive, workers))
    assert len(events(installation, "stopped")) == 2


def test_nobody_is_left_behind_by_a_supervisor_that_is_killed(
    installation: Installation, server: subprocess.Popen[bytes]
) -> None:
    workers = events(installation, "worker_started")
    server.kill()
    until(lambda: not any(map(alive, workers)))


def test_another_server_does_not_join_in(installation: Installation, server: subprocess.Popen[bytes]) -> None:
    for more in ({}, {"DENIZEN_WORKERS": "2"}):
        outcome = installation.run("serve", **more)
        assert outcome.returncode == 2
        assert "cannot listen on" in outcome.stderr


def test_a_worker_that_cannot_start_says_why_once(installation: Installation) -> None:
    (installation.folder / "denizen.db").unlink()
    outcome = installation.run("serve", "--workers", "2")
    assert outcome.returncode == 2
    assert outcome.stderr.count("denizen migrate") == 1


def test_what_one_worker_writes_the_other_reads_with_its_token(
    installation: Installation, server: subprocess.Popen[bytes]
) -> None:
    for number in range(20):
        # Connections are dealt out by the system: some of the pairs are at different workers.
        with grpc.insecure_channel(installation.address) as one, grpc.insecure_channel(installation.address) as other:
            request = principal_pb2.CreatePrincipalRequest()
            request.CopyFrom(CREATE)
            request.principal_id = f"person-{number}"
            written = PrincipalServiceStub(one).CreatePrincipal(request, timeout=30)
            read = principal_pb2.GetPrincipalRequest(name=written.principal.name, purpose=PURPOSE)
            read.consistency.at_least_as_fresh = written.revision_token
            assert PrincipalServiceStub(other).GetPrincipal(read, timeout=30).principal == written.principal


def test_a_worker_that_ends_while_others_start_is_started_again(installation: Installation) -> None:
    with installation.serving(DENIZEN_WORKERS="2", DENIZEN_DRAIN_SECONDS="1") as process:
        # It answers, since the first is there; the others may still be starting.
        os.kill(events(installation, "worker_started")[0], signal.SIGKILL)
        until(lambda: len(events(installation, "worker_started")) == 3 and bool(events(installation, "workers_ready")))
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
