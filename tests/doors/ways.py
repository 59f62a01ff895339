"""Ways to ask the server: what a client sees at each of its doors. What must hold of answers holds of all of them."""

import base64
from dataclasses import dataclass
from itertools import count
from typing import Protocol

import grpc
from google.protobuf.message import Message
from grpc_status import rpc_status

from denizen.gateway.methods import METHODS
from tests.gateway.asgi import Door, Told

CHECK, BATCH, ACCESS = METHODS
DETAILS = "grpc-status-details-bin"
_SECONDS = 20.0


class Way(Protocol):
    """Asks one question. An error is told, not raised."""

    def __call__(
        self, method: str, request: Message, *metadata: tuple[str, str], timeout: float | None = None
    ) -> Told: ...


@dataclass(frozen=True, slots=True)
class ByChannel:
    """As clients of gRPC do: at the main server's door, or at an Envoy."""

    channel: grpc.Channel

    def __call__(self, method: str, request: Message, *metadata: tuple[str, str], timeout: float | None = None) -> Told:
        call = self.channel.unary_unary(method, type(request).SerializeToString, bytes)
        try:
            message, told = call.with_call(request, metadata=metadata, timeout=timeout or _SECONDS)
        except grpc.RpcError as error:
            return _refused(error)
        trailers = {key: str(value) for key, value in told.trailing_metadata()}
        return Told(200, told.code(), "", message, trailers)


@dataclass(frozen=True, slots=True)
class AtListener:
    """As Envoy calls the decision listener."""

    door: Door

    def __call__(self, method: str, request: Message, *metadata: tuple[str, str], timeout: float | None = None) -> Told:
        return self.door.ask(method, request, *metadata, timeout="" if timeout is None else f"{round(timeout * 1000)}m")


@dataclass(frozen=True, slots=True)
class Again:
    """Asks twice, and tells what came the second time."""

    way: Way

    def __call__(self, method: str, request: Message, *metadata: tuple[str, str], timeout: float | None = None) -> Told:
        self.way(method, request, *metadata, timeout=timeout)
        return self.way(method, request, *metadata, timeout=timeout)


class InTurn:
    """Asks in one way after the other."""

    def __init__(self, *ways: Way) -> None:
        self._ways = ways
        self._number = count()

    def __call__(self, method: str, request: Message, *metadata: tuple[str, str], timeout: float | None = None) -> Told:
        way = self._ways[next(self._number) % len(self._ways)]
        return way(method, request, *metadata, timeout=timeout)


def _refused(error: grpc.RpcError) -> Told:
    assert isinstance(error, grpc.Call)
    status = rpc_status.from_call(error)
    trailers = {} if status is None else {DETAILS: base64.b64encode(status.SerializeToString()).decode()}
    return Told(200, error.code(), error.details() or "", b"", trailers)
