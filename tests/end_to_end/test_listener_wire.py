"""What goes over the wire at the decision listener, with the Envoy in front: compression, limits, deadlines, ids."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import grpc
import pytest

from denizen.cli.catalogue import CATALOGUE
from denizen.v1 import attestation_pb2, principal_pb2
from denizen.v1 import determination_pb2 as pb
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub
from tests.end_to_end.deciding import PURPOSE, batch, needs_listener
from tests.end_to_end.processes import Installation, free_port, install
from tests.end_to_end.test_workers import CREATE

pytestmark = needs_listener
MOST = 64 * 1024
QUESTION = pb.CheckRequest(
    principal="principals/alice", directive="directives/ear-772-1-foreign-person", purpose=PURPOSE
)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    made = install(tmp_path_factory.mktemp("wire"))
    decisions, most = f"127.0.0.1:{free_port()}", str(MOST)
    settings = {**made.environment, "DENIZEN_DECISION_LISTEN": decisions, "DENIZEN_MAX_MESSAGE_BYTES": most}
    told = Installation(made.folder, made.denizen, settings)
    with told.serving() as server:
        directive = Path(CATALOGUE, "ear-772-1-foreign-person.yaml")
        applied = told.run("directive", "apply", str(directive), "--target", told.address)
        assert applied.returncode == 0, applied.stderr
        with grpc.insecure_channel(told.address) as main:
            PrincipalServiceStub(main).CreatePrincipal(CREATE, timeout=30)
        yield told
        told.stop(server)


@pytest.fixture
def stub(installation: Installation) -> Iterator[DeterminationServiceStub]:
    with grpc.insecure_channel(installation.environment["DENIZEN_DECISION_LISTEN"]) as fast:
        yield DeterminationServiceStub(fast)


def refused(call: Any, *arguments: Any, **more: Any) -> grpc.StatusCode:
    with pytest.raises(grpc.RpcError) as raised:
        call(*arguments, timeout=30, **more)
    code: grpc.StatusCode = raised.value.code()
    return code


@pytest.mark.parametrize("compression", grpc.Compression, ids=lambda each: each.name)
def test_asked_again_and_again(
    installation: Installation, stub: DeterminationServiceStub, compression: grpc.Compression
) -> None:
    """The first is found out, those after it are known: it is one answer, and each has ids of its own."""
    with grpc.insecure_channel(installation.address) as main:
        expected = DeterminationServiceStub(main).Check(QUESTION, timeout=30).answer
    told = [stub.Check.with_call(QUESTION, timeout=30, compression=compression) for _ in range(5)]
    assert [each.answer for each, _ in told] == [expected] * 5
    assert len({each.decision_id for each, _ in told}) == 5
    assert len({dict(call.trailing_metadata())["x-request-id"] for _, call in told}) == 5
    assert {call.code() for _, call in told} == {grpc.StatusCode.OK}


@pytest.mark.parametrize("call", ["Check", "BatchCheck"])
def test_an_id_of_the_caller(stub: DeterminationServiceStub, call: str) -> None:
    request = QUESTION if call == "Check" else batch()
    for _ in range(3):
        _, told = getattr(stub, call).with_call(request, metadata=[("x-request-id", "mine")], timeout=30)
        assert dict(told.trailing_metadata())["x-request-id"] == "mine"


def test_what_is_kept_ends_when_it_says(installation: Installation, stub: DeterminationServiceStub) -> None:
    end = datetime.now(UTC) + timedelta(seconds=1.5)
    attested = {"claim": {"citizenship": {"country": "US"}}, "held": {"end": end}, "assurance": {"level": "HIGH"}}
    with grpc.insecure_channel(installation.address) as main:
        created = principal_pb2.CreatePrincipalRequest()
        created.MergeFrom(CREATE)
        created.principal_id = "grace"
        PrincipalServiceStub(main).CreatePrincipal(created, timeout=30)
        submission = attestation_pb2.SubmitAttestationRequest(
            parent="principals/grace", attestation={**attested, "purposes": [PURPOSE]}, purpose=PURPOSE
        )
        AttestationServiceStub(main).SubmitAttestation(submission, timeout=30)
    question = pb.CheckRequest(principal="principals/grace", directive=QUESTION.directive, purpose=PURPOSE)
    before: list[pb.Answer] = []
    after: list[pb.Answer] = []
    while len(after) < 20:
        told = stub.Check(question, timeout=30)
        (before if told.at.ToDatetime(tzinfo=UTC) < end else after).append(told.answer)
    assert {each.effect for each in after} == {pb.EFFECT_DENY}
    # On a machine that is too busy to ask in time there is nothing to say of before.
    assert all(each == before[0] and each.effect == pb.EFFECT_ALLOW for each in before)
    assert all(each.valid_until.ToDatetime(tzinfo=UTC) == end for each in before)


def test_what_is_too_large(stub: DeterminationServiceStub) -> None:
    large = pb.CheckRequest(principal="principals/" + "x" * MOST, directive=QUESTION.directive, purpose=PURPOSE)
    assert refused(stub.Check, large) is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert refused(stub.Check, large, compression=grpc.Compression.Gzip) is grpc.StatusCode.RESOURCE_EXHAUSTED
    # As many metadata are refused by Envoy, and whatever it calls that, it is no answer.
    assert refused(stub.Check, QUESTION, metadata=[("x-much", "x" * 30_000)]) is not grpc.StatusCode.OK


def test_a_deadline_that_cannot_be_kept(stub: DeterminationServiceStub) -> None:
    def asked_until_one_is_too_late() -> None:
        for _ in range(100):
            stub.Check(QUESTION, timeout=0.000_001)

    with pytest.raises(grpc.RpcError) as raised:
        asked_until_one_is_too_late()
    assert raised.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED


def test_clients_that_leave_do_no_harm(installation: Installation, stub: DeterminationServiceStub) -> None:
    for _ in range(20):
        with grpc.insecure_channel(installation.environment["DENIZEN_DECISION_LISTEN"]) as gone:
            DeterminationServiceStub(gone).Check.future(QUESTION, timeout=30).cancel()
    assert stub.Check(QUESTION, timeout=30).decision_id
    assert '"INTERNAL"' not in installation.log.read_text()
