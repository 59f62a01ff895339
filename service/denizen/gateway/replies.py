"""How calls end: a message and OK, or an error; as frames and trailers of gRPC over HTTP/2."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import grpc

from denizen.gateway.context import Metadata
from denizen.gateway.frames import ACCEPTED, binary, percent_encoded

GRPC = b"application/grpc"
Headers = list[tuple[bytes, bytes]]
OK = (b"grpc-status", b"0")
START: dict[str, Any] = {
    "type": "http.response.start",
    "status": 200,
    "headers": [(b"content-type", GRPC), (b"grpc-accept-encoding", ACCEPTED.encode())],
    "trailers": True,
}


class Reply(NamedTuple):
    """How a call ends: the framed message, none where it ends with an error; and what comes after it."""

    body: bytes
    trailers: Headers

    @property
    def events(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What follows `START`."""
        return (
            {"type": "http.response.body", "body": self.body, "more_body": False},
            {"type": "http.response.trailers", "headers": self.trailers, "more_trailers": False},
        )


def failed(code: str, words: str, trailing: Metadata = ()) -> Reply:
    """An error; `code` is the name of its status."""
    number = str(grpc.StatusCode[code].value[0]).encode()
    return Reply(b"", [(b"grpc-status", number), (b"grpc-message", percent_encoded(words)), *written(trailing)])


def written(metadata: Metadata) -> Iterable[tuple[bytes, bytes]]:
    """Metadata as trailers."""
    for key, value in metadata:
        yield key.encode(), binary(value) if isinstance(value, bytes) else value.encode()
