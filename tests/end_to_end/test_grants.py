"""From an empty database to a grant that two people made, that every worker follows, and that outlives the server."""

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path

import grpc
import pytest
from google.protobuf.message import Message

from denizen.v1 import grant_pb2 as pb
from denizen.v1.grant_pb2_grpc import GrantServiceStub
from tests.end_to_end.processes import Installation, install
from tests.end_to_end.test_workers import events, until

TOKENS = {name: f"{name}-{'x' * 40}" for name in ("ada", "ben", "gate")}
OPERATOR = 'role: OPERATOR, populations: ["*"], directives: ["*"], purposes: ["*"], tier: EFFECT'
FIRST = "\n".join(
    ["grants:", *(f"  - {{name: grants/{who}, caller: callers/{who}, {OPERATOR}}}" for who in ("ada", "ben")), ""]
)


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """With two workers and callers by static tokens."""
    made = install(tmp_path)
    listed = [
        {"sha256": hashlib.sha256(token.encode()).hexdigest(), "caller": f"callers/{name}"}
        for name, token in TOKENS.items()
    ]
    (tmp_path / "tokens.yaml").write_text(json.dumps({"tokens": listed}))
    more = {"DENIZEN_DEVELOPMENT": "", "DENIZEN_STATIC_TOKENS_FILE": "tokens.yaml", "DENIZEN_WORKERS": "2"}
    return Installation(made.folder, made.denizen, {**made.environment, **more})


def ask(installation: Installation, who: str, method: str, request: Message) -> grpc.StatusCode:
    """How it ends, on a connection of its own."""
    with grpc.insecure_channel(installation.address, options=[("grpc.use_local_subchannel_pool", 1)]) as channel:
        try:
            getattr(GrantServiceStub(channel), method)(
                request, metadata=[("authorization", f"Bearer {TOKENS[who]}")], timeout=20
            )
        except grpc.RpcError as error:
            return _code(error)
    return grpc.StatusCode.OK


def _code(error: grpc.RpcError) -> grpc.StatusCode:
    assert isinstance(error, grpc.Call)
    return error.code()


def soon(holds: Callable[[], bool]) -> None:
    """It holds many times in a row, each on a connection of its own, and so on every worker."""
    give_up, row = time.monotonic() + 20, 0
    while row < 12:
        row = row + 1 if holds() else 0
        assert time.monotonic() < give_up


def test_from_nothing_to_a_grant_and_back(installation: Installation) -> None:
    ok, denied = grpc.StatusCode.OK, grpc.StatusCode.PERMISSION_DENIED

    def own(who: str) -> grpc.StatusCode:
        return ask(installation, who, "GetOwnRights", pb.GetOwnRightsRequest())

    with installation.serving() as server:
        until(lambda: len(events(installation, "workers_ready")) == 1)
        # 1. Nobody may do anything, and the server says so.
        assert '"no_grants"' in installation.log.read_text()
        assert own("ada") is denied
        # 2. The first are made on the machine, while it serves, and once.
        (installation.folder / "grants.yaml").write_text(FIRST)
        first = installation.run("grant", "bootstrap", "grants.yaml")
        assert first.returncode == 0, first.stderr
        assert installation.run("grant", "bootstrap", "grants.yaml").returncode == 1
        soon(lambda: own("ada") is ok and own("ben") is ok)
        # 3. One proposes, another approves.
        every = ["*"]
        grant = pb.Grant(
            name="grants/gate",
            caller="callers/gate",
            role=pb.ROLE_GATEWAY,
            populations=every,
            directives=every,
            purposes=every,
            tier=pb.TIER_EFFECT,
        )
        approve = pb.ApproveGrantRequest(name=grant.name)
        assert ask(installation, "ada", "ProposeGrant", pb.ProposeGrantRequest(grant=grant)) is ok
        assert ask(installation, "ada", "ApproveGrant", approve) is grpc.StatusCode.FAILED_PRECONDITION
        assert own("gate") is denied
        assert ask(installation, "ben", "ApproveGrant", approve) is ok
        soon(lambda: own("gate") is ok)
        assert ask(installation, "gate", "ListGrants", pb.ListGrantsRequest()) is denied
        installation.stop(server)
    # 4. It outlives the server, until it is revoked.
    with installation.serving() as server:
        until(lambda: len(events(installation, "workers_ready")) == 2)
        assert own("gate") is ok
        revoke = pb.RevokeGrantRequest(name=grant.name, reason_code="left")
        assert ask(installation, "ada", "RevokeGrant", revoke) is ok
        soon(lambda: own("gate") is denied)
        installation.stop(server)
