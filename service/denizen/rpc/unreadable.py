"""Messages that are none. In a stream grpcio would answer such a call twice: then it is never over, and a server that
has one never stops."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import grpc
from google.protobuf.message import DecodeError

from denizen.domain.errors import InvalidError

UNREADABLE = "Exception deserializing request!"
"""As gRPC itself says it, with INTERNAL."""


class Unreadable:
    """In place of a message."""


def reading(deserialize: Callable[[bytes], Any]) -> Callable[[bytes], Any]:
    """The same, where bytes that are no message are `Unreadable`."""

    def read(message: bytes) -> object:
        try:
            return deserialize(message)
        except DecodeError:
            return Unreadable()

    return read


def readable(requests: Iterator[object]) -> Iterator[object]:
    """The messages. `InvalidError` for one that is none."""
    for request in requests:
        if isinstance(request, Unreadable):
            raise InvalidError("request", "bytes that are no message of the method", "its request message")
        yield request


def readable_or_aborted(requests: Iterator[object], context: grpc.ServicerContext) -> Iterator[object]:
    """The messages. For one that is none the call ends as gRPC ends one that has a single message."""
    for request in requests:
        if isinstance(request, Unreadable):
            context.abort(grpc.StatusCode.INTERNAL, UNREADABLE)
        yield request


def read_or_aborted(
    deserialize: Callable[[bytes], Any] | None, message: bytes, context: grpc.ServicerContext
) -> object:
    """The one message of a call, which is in bytes still. For one that is none the call ends as gRPC ends it."""
    found = None
    with suppress(DecodeError):
        found = message if deserialize is None else deserialize(message)
    if found is None:
        context.abort(grpc.StatusCode.INTERNAL, UNREADABLE)
    return found
