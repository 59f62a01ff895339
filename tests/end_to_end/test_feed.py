"""Nothing is lost by the feed or by webhooks while workers and databases are killed; bench.feed_soak does it longer."""

import signal
import time
from pathlib import Path

import grpc
import pytest
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from bench.feed_soak import Plan, database, run
from denizen.v1 import feed_pb2
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from tests.end_to_end.processes import install
from tests.postgresql import MissingError


@pytest.mark.parametrize("postgresql", [False, True], ids=["SQLite", "PostgreSQL"])
def test_everything_is_told_at_least_once_and_in_order(tmp_path: Path, *, postgresql: bool) -> None:
    # Every third fault is the database's, where there is a server.
    plan = Plan(faults=3, pause=0.2, between=5, writers=1, people=3, rest=0.02, watchers=2)
    try:
        with database(postgresql=postgresql) as (folder, url, restart):
            outcome = run(plan, url, folder, restart)
    except MissingError as error:
        pytest.skip(str(error))
    assert outcome.faults == []
    assert outcome.kills > 0
    assert outcome.restarts > 0 or not postgresql
    assert outcome.events > 3


def test_a_server_that_stops_ends_streams_at_once_with_the_token_to_go_on_with(tmp_path: Path) -> None:
    installation = install(tmp_path)
    request = feed_pb2.WatchAttestationsRequest(purpose="hiring")
    with installation.serving(DENIZEN_DRAIN_SECONDS="25") as server, grpc.insecure_channel(installation.address) as to:
        call = AttestationServiceStub(to).WatchAttestations(request, timeout=60)
        next(call)
        begun = time.monotonic()
        server.send_signal(signal.SIGTERM)
        with pytest.raises(grpc.RpcError):
            list(call)
        assert call.code() is grpc.StatusCode.UNAVAILABLE
        status = rpc_status.from_call(call)
        info = error_details_pb2.ErrorInfo()
        assert status is not None
        assert status.details[0].Unpack(info)
        assert server.wait(60) == 0
        # The stream was not waited for as long as calls may take to finish.
        assert time.monotonic() - begun < 25
    request.resume_token = info.metadata["resume_token"]
    with installation.serving(), grpc.insecure_channel(installation.address) as to:
        call = AttestationServiceStub(to).WatchAttestations(request, timeout=60)
        assert not next(call).events
        call.cancel()
