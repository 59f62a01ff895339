"""Watching as a client does it: what was told, and the token to go on with."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Any

import grpc
import pytest
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from denizen.v1 import feed_pb2 as pb
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub

PATIENCE = 20.0
Response = pb.WatchAttestationsResponse | pb.WatchDirectivesResponse
Opened = Callable[[], Any]


class Watched:
    """One stream: what came of it so far, taken by a thread of its own."""

    def __init__(self, call: Any) -> None:
        self.call = call
        self.events: list[pb.FeedEvent] = []
        self.token = ""
        self._came: SimpleQueue[Response | grpc.RpcError | None] = SimpleQueue()
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        try:
            for response in self.call:
                self._came.put(response)
        except grpc.RpcError as error:
            self._came.put(error)
        self._came.put(None)

    def response(self) -> Response:
        """The next one. Raises what ended the stream."""
        try:
            came = self._came.get(timeout=PATIENCE)
        except Empty:
            raise AssertionError("nothing came in time") from None
        if isinstance(came, grpc.RpcError):
            raise came
        assert came is not None, "the stream has ended"
        self.events += came.events
        self.token = came.resume_token
        return came

    def until(self, number: int) -> list[pb.FeedEvent]:
        """The events, once there are so many."""
        while len(self.events) < number:
            self.response()
        return self.events

    def end(self) -> tuple[grpc.StatusCode, dict[str, str]]:
        """How it ended: the status, and what its ErrorInfo says."""
        with pytest.raises(grpc.RpcError) as raised:
            self.until(1_000_000)
        assert isinstance(raised.value, grpc.Call)
        status = rpc_status.from_call(raised.value)
        info = error_details_pb2.ErrorInfo()
        if status is not None:
            assert status.details[0].Unpack(info)
        return raised.value.code(), dict(info.metadata)


@contextmanager
def watching(channel: grpc.Channel, caller: str = "callers/all", **request: Any) -> Iterator[Watched]:
    """Watch principals from within the block on: the first response was taken."""
    stub = AttestationServiceStub(channel)
    asked = pb.WatchAttestationsRequest(**{"purpose": "hiring", **request})
    with _watched(stub.WatchAttestations(asked, metadata=(("caller", caller),), timeout=60)) as watched:
        yield watched


@contextmanager
def watching_directives(channel: grpc.Channel, caller: str = "callers/all", **request: Any) -> Iterator[Watched]:
    """The same of directives."""
    stub = DirectiveServiceStub(channel)
    call = stub.WatchDirectives(pb.WatchDirectivesRequest(**request), metadata=(("caller", caller),), timeout=60)
    with _watched(call) as watched:
        yield watched


@contextmanager
def _watched(call: Any) -> Iterator[Watched]:
    watched = Watched(call)
    try:
        yield watched
    finally:
        call.cancel()


def kinds(events: list[pb.FeedEvent]) -> list[tuple[str, str]]:
    """Kind and principal of each."""
    return [(each.kind, each.principal.removeprefix("principals/")) for each in events]
