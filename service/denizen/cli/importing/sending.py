"""Rows to the server and their results back: a few messages on their way at a time, and again after a broken stream."""

import queue
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import grpc

from denizen.cli.importing.answers import outcome_of
from denizen.cli.importing.results import Outcome
from denizen.v1 import attestation_pb2 as pb
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub

ROWS = 500
"""Rows of a message."""
BYTES = 1 << 20
"""Bytes of a message, from which on it takes no further row."""
_ON_THEIR_WAY = 3
_AGAIN = frozenset({grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED, grpc.StatusCode.RESOURCE_EXHAUSTED})
_PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 8.0)

Entry: TypeAlias = "tuple[int, pb.ImportRow] | Outcome"
"""A row to be sent, with its line; or what became of one that is not."""


@dataclass(slots=True)
class Batch:
    """Rows that go together, in the order of the file."""

    entries: list[Entry] = field(default_factory=list)
    rows: list[pb.ImportRow] = field(default_factory=list)
    size: int = 0
    reached: int = 0

    def add(self, entry: Entry, reached: int) -> None:
        self.entries.append(entry)
        self.reached = reached
        if isinstance(entry, tuple):
            self.rows.append(entry[1])
            self.size += entry[1].ByteSize()

    @property
    def full(self) -> bool:
        return len(self.entries) >= ROWS or self.size >= BYTES


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of the rows of a batch, in the order of the file."""

    outcomes: Sequence[Outcome]
    reached: int


class _Stream:
    """One call, to which messages are given as they come."""

    def __init__(self, stub: AttestationServiceStub) -> None:
        self._requests: queue.SimpleQueue[pb.ImportAttestationsRequest | None] = queue.SimpleQueue()
        self.answers = stub.ImportAttestations(iter(self._requests.get, None))

    def send(self, request: pb.ImportAttestationsRequest) -> None:
        self._requests.put(request)

    def end(self) -> None:
        self._requests.put(None)


class Sender:
    """Sends batches with what all of them have in common."""

    def __init__(self, stub: AttestationServiceStub, common: pb.ImportAttestationsRequest) -> None:
        self._stub = stub
        self._common = common

    def send(self, batches: Iterable[Batch], pauses: Sequence[float] = _PAUSES) -> Iterator[Answered]:
        """What became of each batch, in their order. Messages that were not answered when a stream broke are sent again
        on another one, which is safe: what was stored is not stored twice. `grpc.RpcError` where that does not help."""
        waiting: deque[Batch] = deque()
        stream: _Stream | None = None
        source = iter(batches)
        failures, over = 0, False
        try:
            while not over or waiting:
                try:
                    if stream is None:
                        stream = _Stream(self._stub)
                        for batch in waiting:
                            self._give(stream, batch)
                    while not over and len(waiting) < _ON_THEIR_WAY:
                        found = next(source, None)
                        if found is None:
                            over = True
                            break
                        waiting.append(found)
                        self._give(stream, found)
                    if waiting:
                        answered = self._answered(stream, waiting[0])
                        waiting.popleft()
                        failures = 0
                        yield answered
                except grpc.RpcError as error:
                    stream = None
                    if not (isinstance(error, grpc.Call) and error.code() in _AGAIN) or failures >= len(pauses):
                        raise
                    time.sleep(pauses[failures])
                    failures += 1
        finally:
            if stream is not None:
                stream.end()
                if over and not waiting:
                    for _ in stream.answers:
                        pass
                else:
                    stream.answers.cancel()

    def _give(self, stream: _Stream, batch: Batch) -> None:
        if batch.rows:
            request = pb.ImportAttestationsRequest(rows=batch.rows)
            request.MergeFrom(self._common)
            stream.send(request)

    def _answered(self, stream: _Stream, batch: Batch) -> Answered:
        results = iter(next(stream.answers).results) if batch.rows else iter(())
        outcomes = [each if isinstance(each, Outcome) else outcome_of(each[0], next(results)) for each in batch.entries]
        return Answered(outcomes, batch.reached)
