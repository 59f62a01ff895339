"""How many imports run at a time, and for how long one that is silent keeps its place."""

import threading
from collections.abc import Iterator

import grpc
import pytest

from denizen.domain.errors import ExhaustedError
from denizen.rpc.importing import MOST_IMPORTS, Places
from denizen.v1 import attestation_pb2 as pb
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from tests.rpc.granted import Granted
from tests.rpc.test_importing import ADDED, message, row, send, server

__all__ = ["server"]


class Silence:
    """Requests of a client that sends one and then nothing, until its call is cancelled."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self._sent = False

    def cancel(self) -> None:
        self._cancelled.set()

    def __iter__(self) -> Iterator[pb.ImportAttestationsRequest]:
        return self

    def __next__(self) -> pb.ImportAttestationsRequest:
        if not self._sent:
            self._sent = True
            return message(row())
        assert self._cancelled.wait(20)
        raise StopIteration


def test_who_sends_nothing_makes_room_for_others() -> None:
    places, silent = Places(most=1, idle=0.05), Silence()
    with places.taken():
        assert len(list(places.arriving(silent, silent))) == 1  # type: ignore[arg-type]  # all that is asked of a call
        with pytest.raises(ExhaustedError), places.taken():
            pass
    with places.taken():
        pass


def test_after_an_import_there_is_room_again(server: Granted) -> None:
    for number in range(2 * MOST_IMPORTS):
        ((done,),) = send(server, [message(row(str(number), f"p{number}"))])
        assert done.outcome == ADDED


def test_no_more_imports_than_there_is_room_for(server: Granted) -> None:
    stub, done = AttestationServiceStub(server.channel), threading.Event()
    held = []
    for number in range(MOST_IMPORTS):
        waiting = iter([message(row(str(number), f"p{number}"))])

        def slow(first: Iterator[pb.ImportAttestationsRequest] = waiting) -> Iterator[pb.ImportAttestationsRequest]:
            yield next(first)
            done.wait(20)

        held.append(stub.ImportAttestations(slow(), metadata=(("caller", "callers/hr"),), timeout=20))
        next(held[-1])
    with pytest.raises(grpc.RpcError) as raised:
        send(server, [message(row("9"))])
    assert raised.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    done.set()
    for each in held:
        each.cancel()
