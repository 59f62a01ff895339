"""How batches reach the server and their results come back: over streams that break, and servers that have no room."""

import threading
from collections.abc import Callable, Iterator
from concurrent import futures
from contextlib import contextmanager

import grpc
import pytest

from denizen.cli.importing.results import Outcome
from denizen.cli.importing.sending import Answered, Batch, Sender
from denizen.v1 import attestation_pb2 as pb
from denizen.v1 import attestation_pb2_grpc
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.import_pb2 import IMPORT_OUTCOME_ADDED

Behaviour = Callable[[int, pb.ImportAttestationsRequest, grpc.ServicerContext], None]
"""What the server does with the message of that number, over all streams, before it answers."""
COMMON = pb.ImportAttestationsRequest(source="hr", purpose="hiring")


class Scripted(attestation_pb2_grpc.AttestationServiceServicer):
    """Answers each row, and remembers what it took."""

    def __init__(self, behaviour: Behaviour) -> None:
        self._behaviour = behaviour
        self.streams = 0
        self.taken: list[list[str]] = []

    def ImportAttestations(  # noqa: N802 - the method's name
        self, request_iterator: Iterator[pb.ImportAttestationsRequest], context: grpc.ServicerContext
    ) -> Iterator[pb.ImportAttestationsResponse]:
        self.streams += 1
        for request in request_iterator:
            self.taken.append([row.key for row in request.rows])
            self._behaviour(len(self.taken), request, context)
            yield pb.ImportAttestationsResponse(
                results=[pb.ImportResult(key=row.key, outcome=IMPORT_OUTCOME_ADDED) for row in request.rows]
            )


@contextmanager
def scripted(behaviour: Behaviour) -> Iterator[tuple[Scripted, Sender]]:
    servicer = Scripted(behaviour)
    server = grpc.server(futures.ThreadPoolExecutor(4))
    attestation_pb2_grpc.add_AttestationServiceServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield servicer, Sender(AttestationServiceStub(channel), COMMON)
    finally:
        server.stop(0)


def batches(count: int) -> Iterator[Batch]:
    for number in range(count):
        batch = Batch()
        batch.add((number, pb.ImportRow(key=str(number))), number)
        yield batch


def keys(answered: list[Answered]) -> list[str]:
    return [outcome.key for each in answered for outcome in each.outcomes]


def nothing(_: int, __: pb.ImportAttestationsRequest, ___: grpc.ServicerContext) -> None:
    """It goes well."""


@pytest.mark.parametrize(
    "code",
    [grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.RESOURCE_EXHAUSTED, grpc.StatusCode.CANCELLED],
    ids=lambda code: code.name,
)
def test_after_a_broken_stream_what_was_not_answered_is_sent_again(code: grpc.StatusCode) -> None:
    def breaks(number: int, _: pb.ImportAttestationsRequest, context: grpc.ServicerContext) -> None:
        if number in (3, 6):
            context.abort(code, "")

    with scripted(breaks) as (servicer, sender):
        answered = list(sender.send(batches(8), pauses=[0.0] * 3))
    assert keys(answered) == [str(number) for number in range(8)]
    assert servicer.streams == 3
    assert servicer.taken[:4] == [["0"], ["1"], ["2"], ["2"]]


def test_what_does_not_help_ends_it_and_what_was_answered_counts() -> None:
    def refuses(number: int, _: pb.ImportAttestationsRequest, context: grpc.ServicerContext) -> None:
        if number >= 3:
            context.abort(grpc.StatusCode.UNAVAILABLE, "")

    answered: list[Answered] = []
    with scripted(refuses) as (servicer, sender), pytest.raises(grpc.RpcError) as raised:
        answered.extend(sender.send(batches(8), pauses=[0.0, 0.0]))
    assert raised.value.code() is grpc.StatusCode.UNAVAILABLE
    assert servicer.streams == 3


def test_a_refusal_of_the_whole_is_not_tried_again() -> None:
    def refuses(_: int, __: pb.ImportAttestationsRequest, context: grpc.ServicerContext) -> None:
        context.abort(grpc.StatusCode.PERMISSION_DENIED, "")

    with scripted(refuses) as (servicer, sender), pytest.raises(grpc.RpcError):
        list(sender.send(batches(8), pauses=[0.0]))
    assert (servicer.streams, servicer.taken) == (1, [["0"]])


def test_only_a_few_are_read_ahead_of_their_answers() -> None:
    """However large the file is: memory does not grow, and a slow server holds the reader back."""
    read = 0
    behind: list[int] = []
    answering = threading.Event()

    def counted() -> Iterator[Batch]:
        nonlocal read
        for batch in batches(20):
            read += 1
            yield batch

    def slow(number: int, _: pb.ImportAttestationsRequest, __: grpc.ServicerContext) -> None:
        if number == 1:
            answering.wait(10)

    with scripted(slow) as (_, sender):
        sent = sender.send(counted())
        first: list[Answered] = []
        taking = threading.Thread(target=lambda: first.append(next(sent)))
        taking.start()
        for _ in range(200):
            if read == 3:
                break
            taking.join(0.01)
        assert (read, first) == (3, [])
        answering.set()
        taking.join()
        for answered_before, _ in enumerate(sent, start=1):
            behind.append(read - answered_before)
    assert max(behind) <= 4


def test_what_is_not_sent_is_told_in_its_place() -> None:
    batch, alone = Batch(), Batch()
    refused = Outcome(2, "b", "refused", "NOT_MAPPED")
    for entry in ((1, pb.ImportRow(key="a")), refused, (3, pb.ImportRow(key="c"))):
        batch.add(entry, 9)
    alone.add(refused, 12)
    with scripted(nothing) as (servicer, sender):
        answered = list(sender.send([alone, batch, alone]))
    assert keys(answered) == ["b", "a", "b", "c", "b"]
    assert [each.reached for each in answered] == [12, 9, 12]
    assert servicer.taken == [["a", "c"]]
