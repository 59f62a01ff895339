"""What a handler is told of its call, and how it ends it: gRPC's context, as far as a door of one message uses it."""

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import NoReturn, cast

import grpc

Metadata = tuple[tuple[str, str | bytes], ...]

_ENDLESS = 1e10  # seconds; as gRPC says where there is no deadline


class AbortedError(Exception):
    """A handler has ended its call with an error."""

    def __init__(self, code: grpc.StatusCode, details: str) -> None:
        super().__init__(details)
        self.code = code
        self.details = details


class Context:
    """One call. `deadline` on the monotonic clock; None: the caller waits without end. `certificate`: that of the
    client, in PEM, as the handshake verified it; None: it has none."""

    __slots__ = ("_certificate", "_deadline", "_metadata", "_trailing", "gone")

    def __init__(self, metadata: Metadata, deadline: float | None, certificate: bytes | None) -> None:
        self._metadata = metadata
        self._deadline = deadline
        self._certificate = certificate
        self._trailing: Metadata = ()
        self.gone = False

    def invocation_metadata(self) -> Metadata:
        return self._metadata

    def time_remaining(self) -> float:
        return _ENDLESS if self._deadline is None else max(0.0, self._deadline - time.monotonic())

    def seconds_left(self) -> float | None:
        """The same; None where the caller waits without end."""
        return None if self._deadline is None else self.time_remaining()

    def is_active(self) -> bool:
        return not self.gone

    def auth_context(self) -> Mapping[str, Sequence[bytes]]:
        return {} if self._certificate is None else {"x509_pem_cert": [self._certificate]}

    def trailing_metadata(self) -> Metadata:
        return self._trailing

    def set_trailing_metadata(self, metadata: Iterable[tuple[str, str | bytes]]) -> None:
        self._trailing = tuple(metadata)

    def abort(self, code: grpc.StatusCode, details: str) -> NoReturn:
        raise AbortedError(code, details)

    def for_handlers(self) -> grpc.ServicerContext:
        """The same, under the type that handlers want. Anything but the above is an AttributeError, and an INTERNAL."""
        return cast("grpc.ServicerContext", self)
