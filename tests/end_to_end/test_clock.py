"""A server whose clock cannot be believed tells clients to go elsewhere, and answers those who stay."""

import io
import os
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import grpc
import pytest
from grpc_health.v1 import health_pb2

from denizen.bootstrap import serving
from denizen.domain.issuers import Issuer
from denizen.domain.names import IssuerName
from denizen.rpc import logs
from denizen.settings import Settings, load
from denizen.storage.keyring import KeyRing
from denizen.storage.migrating import upgrade
from denizen.storage.sql.store import open_store
from denizen.usecases.context import Call, Caller
from denizen.usecases.ports import Event
from denizen.v1 import principal_pb2, principal_pb2_grpc


class Ahead:
    """The clock of a machine that was ahead of this one."""

    def __init__(self, seconds: float) -> None:
        self._ahead = timedelta(seconds=seconds)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead


def settings_after_a_commit(folder: Path, environment: pytest.MonkeyPatch, ahead: float) -> Settings:
    """Of a server on a database with a commit whose instant is ahead of this machine's clock."""
    url, ring = f"sqlite:///{folder}/denizen.db", KeyRing.create()
    ring.write(folder / "keyring.json")
    upgrade(url)
    with closing(open_store(url, ring, Ahead(ahead))) as store, store.write(Call(Caller("callers/tester"))) as unit:
        unit.put_issuer(Issuer(IssuerName("issuers/hr")))
        unit.record(Event("issuer.registered", "issuers/hr"))
    for name in [name for name in os.environ if name.startswith("DENIZEN_")]:
        environment.delenv(name)
    environment.setenv("DENIZEN_DATABASE_URL", url)
    environment.setenv("DENIZEN_KEY_RING_FILE", str(folder / "keyring.json"))
    environment.setenv("DENIZEN_LISTEN", "127.0.0.1:0")
    return load()


@pytest.mark.parametrize(
    ("ahead", "status"),
    [(3600.0, health_pb2.HealthCheckResponse.NOT_SERVING), (-3600.0, health_pb2.HealthCheckResponse.SERVING)],
    ids=["the last commit is an hour ahead", "the last commit is an hour ago"],
)
def test_health_tells_of_the_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ahead: float, status: int) -> None:
    said = io.StringIO()
    settings = settings_after_a_commit(tmp_path, monkeypatch, ahead)
    with serving(settings, logs.logger("info", said)) as running, grpc.insecure_channel(running.address) as channel:
        check = channel.unary_unary("/grpc.health.v1.Health/Check", bytes, health_pb2.HealthCheckResponse.FromString)
        assert check(b"", timeout=10).status == status
        listed = principal_pb2_grpc.PrincipalServiceStub(channel).ListPrincipals(
            principal_pb2.ListPrincipalsRequest(purpose="kyc"), timeout=10
        )
        assert listed.revision_token
