"""The decision listener as operators run it: the same answers, nobody cut off, nothing left behind."""

import os
import signal
import socket
import stat
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import grpc
import pytest

from denizen.client import channel
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub
from tests.end_to_end.deciding import batch, envoys, folder_of, needs_listener
from tests.end_to_end.processes import Installation, free_port, install
from tests.end_to_end.test_workers import CREATE, GET, alive, events, until

pytestmark = needs_listener


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    made = install(tmp_path)
    return Installation(
        made.folder, made.denizen, {**made.environment, "DENIZEN_DECISION_LISTEN": f"127.0.0.1:{free_port()}"}
    )


def decisions(installation: Installation) -> str:
    return installation.environment["DENIZEN_DECISION_LISTEN"]


class Clients:
    """Clients that ask the listener all the time, on few connections and on many."""

    def __init__(self, target: str, count: int) -> None:
        self._stop = threading.Event()
        self._threads = ThreadPoolExecutor(count)
        self.answered = [0] * count
        self._done: list[Future[None]] = [self._threads.submit(self._ask, target, n) for n in range(count)]

    def _ask(self, target: str, number: int) -> None:
        while not self._stop.is_set():
            with channel(target) as connection:
                for _ in range(1_000_000 if number % 2 else 20):
                    DeterminationServiceStub(connection).BatchCheck(batch(), timeout=30)
                    self.answered[number] += 1
                    if self._stop.is_set():
                        return

    def finish(self) -> None:
        """A call that failed is raised here."""
        self._stop.set()
        for each in self._done:
            each.result(60)
        assert all(self.answered)


def test_one_server_behind_both_doors(installation: Installation) -> None:
    with installation.serving() as server:
        with (
            grpc.insecure_channel(installation.address) as main,
            grpc.insecure_channel(decisions(installation)) as fast,
        ):
            written = PrincipalServiceStub(main).CreatePrincipal(CREATE, timeout=30)
            request = batch()
            request.consistency.at_least_as_fresh = written.revision_token
            answers = [DeterminationServiceStub(each).BatchCheck(request, timeout=30) for each in (main, fast)]
            assert answers[0].results == answers[1].results
            assert answers[0].revision_token == answers[1].revision_token
            # The rest of the API is not there.
            with pytest.raises(grpc.RpcError) as raised:
                PrincipalServiceStub(fast).GetPrincipal(GET, timeout=30)
            assert raised.value.code() is grpc.StatusCode.UNIMPLEMENTED
        (envoy,) = envoys(installation)
        folder = folder_of(envoy)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((folder / "admin.sock").stat().st_mode) == 0o600
        assert listening(envoy) == {
            int(each.rpartition(":")[2]) for each in (installation.address, decisions(installation))
        }
        installation.stop(server)
        assert not alive(envoy)
        assert not folder.exists()


def listening(pid: int) -> set[int]:
    """The TCP ports at which the process listens."""
    ours = {str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir() if each.is_symlink()}
    tables = (Path(f"/proc/{pid}/net/{name}").read_text().splitlines()[1:] for name in ("tcp", "tcp6"))
    rows = [line.split() for table in tables for line in table]
    return {int(row[1].rpartition(":")[2], 16) for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in ours}


@pytest.mark.parametrize("how", ["signal", "death"])
def test_nothing_is_left_behind(installation: Installation, how: str) -> None:
    with installation.serving() as server:
        (envoy,) = envoys(installation)
        folder = folder_of(envoy)
        if how == "death":
            server.kill()
            until(lambda: not alive(envoy))
            assert not folder.exists()
        else:
            # Envoy itself dies: the server ends too, and says so.
            os.kill(envoy, signal.SIGKILL)
            assert server.wait(30) == 1
            assert "Envoy has ended by itself" in installation.log.read_text()


def test_nor_where_the_supervisor_of_workers_is_killed(installation: Installation) -> None:
    with installation.serving(DENIZEN_WORKERS="2", DENIZEN_DRAIN_SECONDS="10") as server:
        until(lambda: bool(events(installation, "workers_ready")))
        started = [*events(installation, "worker_started"), *envoys(installation)]
        assert len(started) == 4
        server.kill()
        until(lambda: not any(map(alive, started)))


@pytest.fixture
def workers(installation: Installation) -> Iterator[Installation]:
    with installation.serving(DENIZEN_WORKERS="2", DENIZEN_DRAIN_SECONDS="10") as process:
        until(lambda: bool(events(installation, "workers_ready")))
        clients = Clients(decisions(installation), 4)
        process.send_signal(signal.SIGHUP)
        until(lambda: bool(events(installation, "renewed")), 90)
        clients.finish()
        yield installation
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0, installation.log.read_text()


def test_a_rolling_restart_of_workers_fails_no_call(workers: Installation) -> None:
    assert len(envoys(workers)) == 4
    assert sum(map(alive, envoys(workers))) == 2


def test_an_address_that_is_taken(installation: Installation) -> None:
    host, port = decisions(installation).split(":")
    with socket.socket() as other:
        other.bind((host, int(port)))
        other.listen()
        outcome = installation.run("serve")
    assert outcome.returncode == 2
    assert "cannot listen on" in outcome.stderr


def test_it_says_once_why_it_does_not_start(installation: Installation) -> None:
    (installation.folder / "denizen.db").unlink()
    outcome = installation.run("serve")
    assert outcome.returncode == 2
    assert outcome.stderr.count("denizen migrate") == 1


def test_beside_a_distribution_that_has_an_envoy_package_too(installation: Installation, tmp_path: Path) -> None:
    place = next(each for each in map(Path, __import__("envoy").__path__))
    other = tmp_path / "other" / "envoy"
    other.mkdir(parents=True)
    (other / "__init__.py").touch()
    for name in ("_envoy.py", "_bin"):
        (other / name).symlink_to(place / name)
    with installation.serving(PYTHONPATH=str(other.parent)) as server:
        with grpc.insecure_channel(decisions(installation)) as fast:
            assert len(DeterminationServiceStub(fast).BatchCheck(batch(), timeout=30).results) == 1
        installation.stop(server)
