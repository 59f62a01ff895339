"""A server whose PostgreSQL is killed and started again: its callers get UNAVAILABLE meanwhile and right answers else,
and it goes on without being restarted."""

import signal
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import grpc
import pytest

from denizen.client import channel
from denizen.v1 import principal_pb2 as pb
from denizen.v1.consistency_pb2 import Consistency
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub
from tests.end_to_end.processes import HERE, Installation, clean_environment, free_port
from tests.postgresql import MissingError, OwnServer, own_server

PURPOSE = "export-control"


@pytest.fixture
def database() -> Iterator[OwnServer]:
    try:
        with own_server(fsync="on", full_page_writes="on") as server:
            yield server
    except MissingError as error:
        pytest.skip(str(error))


@pytest.fixture
def installation(database: OwnServer, tmp_path: Path) -> Iterator[Installation]:
    with database.database() as name:
        settings = {
            "DENIZEN_DATABASE_URL": database.url_of(name),
            "DENIZEN_KEY_RING_FILE": str(tmp_path / "keyring.json"),
            "DENIZEN_LISTEN": f"127.0.0.1:{free_port()}",
            "DENIZEN_DEVELOPMENT": "true",
        }
        made = Installation(tmp_path, HERE, {**clean_environment(), **settings})
        for step in (["keyring", "create", "keyring.json"], ["migrate"]):
            done = made.run(*step)
            assert done.returncode == 0, done.stderr
        yield made


@dataclass
class Caller:
    """Writes and reads what it wrote, again and again; repeats a write under its id until it is acknowledged."""

    stub: PrincipalServiceStub
    prefix: str
    stopping: threading.Event = field(default_factory=threading.Event)
    written: dict[str, str] = field(default_factory=dict)
    refused: list[grpc.StatusCode] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __call__(self) -> None:
        number = 0
        while not self.stopping.is_set():
            number += 1
            name, request_id = f"{self.prefix}-{number}", str(uuid.uuid4())
            while not self.stopping.is_set():
                try:
                    self._write_and_read(name, request_id)
                    break
                except grpc.RpcError as error:
                    self.refused.append(_code_of(error))
                    self.stopping.wait(0.05)

    def _write_and_read(self, name: str, request_id: str) -> None:
        principal = pb.Principal(kind="PRINCIPAL_KIND_PERSON", display_name="Made Up")
        written = self.stub.CreatePrincipal(
            pb.CreatePrincipalRequest(principal_id=name, principal=principal, purpose=PURPOSE, request_id=request_id),
            timeout=20,
        )
        self.written[name] = written.revision_token
        got = self.stub.GetPrincipal(_get(name, written.revision_token), timeout=20)
        if got.principal != written.principal:
            self.wrong.append(name)


def _code_of(error: grpc.RpcError) -> grpc.StatusCode:
    assert isinstance(error, grpc.Call)
    return error.code()


def _get(name: str, token: str) -> pb.GetPrincipalRequest:
    fresh = Consistency(at_least_as_fresh=token)
    return pb.GetPrincipalRequest(name=f"principals/{name}", purpose=PURPOSE, consistency=fresh)


def wait_for(callers: list[Caller], more: int) -> None:
    """Until each has written so many more."""
    for caller in callers:
        wanted = len(caller.written) + more
        while len(caller.written) < wanted:
            caller.stopping.wait(0.01)


def test_callers_get_unavailable_and_then_answers(database: OwnServer, installation: Installation) -> None:
    with installation.serving(), channel(installation.address) as to_server:
        callers = [Caller(PrincipalServiceStub(to_server), prefix) for prefix in ("a", "b", "c")]
        threads = [threading.Thread(target=caller) for caller in callers]
        for thread in threads:
            thread.start()
        try:
            for _ in range(2):
                wait_for(callers, 10)
                database.stop(signal.SIGKILL)
                database.start()
            wait_for(callers, 10)
        finally:
            for caller in callers:
                caller.stopping.set()
            for thread in threads:
                thread.join()
        assert {code for caller in callers for code in caller.refused} <= {grpc.StatusCode.UNAVAILABLE}
        assert [name for caller in callers for name in caller.wrong] == []
        stub = PrincipalServiceStub(to_server)
        for caller in callers:
            for name, token in caller.written.items():
                assert stub.GetPrincipal(_get(name, token), timeout=20).principal.name == f"principals/{name}"
