"""A server with a primary and a replica: answers from both, and health tells whether the replica is read."""

import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from grpc_health.v1 import health_pb2_grpc
from grpc_health.v1.health_pb2 import HealthCheckRequest, HealthCheckResponse

from denizen.client import channel
from denizen.v1 import principal_pb2 as pb
from denizen.v1.consistency_pb2 import Consistency
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub
from tests.end_to_end.processes import HERE, Installation, clean_environment, free_port
from tests.postgresql import MissingError, OwnServer, own_server

PURPOSE = "export-control"


@pytest.fixture
def servers() -> Iterator[tuple[OwnServer, OwnServer]]:
    try:
        with own_server() as primary, primary.standby() as standby:
            yield primary, standby
    except MissingError as error:
        pytest.skip(str(error))


@pytest.fixture
def installation(servers: tuple[OwnServer, OwnServer], tmp_path: Path) -> Iterator[Installation]:
    primary, standby = servers
    with primary.database() as name:
        settings = {
            "DENIZEN_DATABASE_URL": primary.url_of(name),
            "DENIZEN_DATABASE_REPLICA_URLS": f"  {standby.url_of(name)} ",
            "DENIZEN_REPLICA_LAG_SECONDS": "0.5",
            "DENIZEN_KEY_RING_FILE": str(tmp_path / "keyring.json"),
            "DENIZEN_LISTEN": f"127.0.0.1:{free_port()}",
            "DENIZEN_DEVELOPMENT": "true",
        }
        made = Installation(tmp_path, HERE, {**clean_environment(), **settings})
        for step in (["keyring", "create", "keyring.json"], ["migrate"]):
            done = made.run(*step)
            assert done.returncode == 0, done.stderr
        yield made


def until_health_is(stub: Any, wanted: int) -> None:
    give_up = time.monotonic() + 30
    while stub.Check(HealthCheckRequest(service="replicas/1"), timeout=5).status != wanted:
        assert time.monotonic() < give_up
        time.sleep(0.05)


def test_what_is_written_is_read_whatever_becomes_of_the_replica(
    servers: tuple[OwnServer, OwnServer], installation: Installation
) -> None:
    _, standby = servers
    with installation.serving(), channel(installation.address) as to_server:
        health: Any = health_pb2_grpc.HealthStub(to_server)  # its methods are in no stub file
        principals = PrincipalServiceStub(to_server)
        for serving in (True, False):
            status = HealthCheckResponse.SERVING if serving else HealthCheckResponse.NOT_SERVING
            if not serving:
                standby.stop()
            until_health_is(health, status)
            assert health.Check(HealthCheckRequest(), timeout=5).status == HealthCheckResponse.SERVING
            for number in range(5):
                name = f"p-{serving}-{number}".lower()
                written = principals.CreatePrincipal(
                    pb.CreatePrincipalRequest(
                        principal_id=name,
                        principal=pb.Principal(kind="PRINCIPAL_KIND_PERSON", display_name="Made Up"),
                        purpose=PURPOSE,
                        request_id=str(uuid.uuid4()),
                    ),
                    timeout=20,
                )
                for consistency in (
                    Consistency(),
                    Consistency(fully_consistent=True),
                    Consistency(at_least_as_fresh=written.revision_token),
                ):
                    wanted = pb.GetPrincipalRequest(name=f"principals/{name}", purpose=PURPOSE, consistency=consistency)
                    assert principals.GetPrincipal(wanted, timeout=20).principal == written.principal
