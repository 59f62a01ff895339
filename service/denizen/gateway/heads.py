"""What comes with a call before its message."""

import time
from dataclasses import dataclass

from denizen.gateway.context import Context, Metadata
from denizen.gateway.frames import from_binary, is_known, seconds_of
from denizen.gateway.peers import HEADER as PEER
from denizen.gateway.peers import Peers
from denizen.gateway.replies import GRPC, Headers
from denizen.rpc.at_once import Plain, plain_of
from denizen.rpc.calls import CALL_ID

_CALL_ID = CALL_ID.encode()
_MOST = 1024
_NO_METADATA = frozenset({b"host", b"te", b"content-type", b"content-length", b"grpc-encoding", b"grpc-timeout", PEER})


@dataclass(frozen=True, slots=True)
class Head:
    """What came before the message, but for the time that the caller gives. `plain`: nothing in it makes another
    question of the message."""

    metadata: Metadata
    encoding: str
    certificate: bytes | None
    plain: Plain | None


class Heads:
    """Reads them. A connection sends the same again with every call, unless it gives each an id: those are kept."""

    def __init__(self) -> None:
        self._peers = Peers()
        self._kept: dict[tuple[tuple[bytes, bytes], ...], Head] = {}

    def read(self, headers: Headers) -> tuple[float | None, Head | None]:
        """When the caller's time is up, and the rest; None: that is no gRPC. `FrameError`."""
        # 1. Nearly always nothing is new. What is kept has no timeout.
        head = self._kept.get(tuple(headers))
        if head is not None:
            return None, head
        # 2. A timeout is another one each time.
        timeout, alone = None, True
        rest: Headers = []
        for pair in headers:
            if pair[0] == b"grpc-timeout":
                timeout = pair[1]
            else:
                alone = alone and pair[0] != _CALL_ID
                rest.append(pair)
        deadline = None if timeout is None else time.monotonic() + seconds_of(timeout.decode("latin-1"))
        key = tuple(rest)
        head = self._kept.get(key)
        # 3. What was not seen before.
        if head is None:
            if not _is_grpc(rest):
                return deadline, None
            head = self._head(rest)
            if alone:
                if len(self._kept) >= _MOST:
                    self._kept.clear()
                self._kept[key] = head
        return deadline, head

    def _head(self, headers: Headers) -> Head:
        encoding, peer = "identity", None
        metadata: list[tuple[str, str | bytes]] = []
        for name, value in headers:
            if name == b"grpc-encoding":
                encoding = value.decode("latin-1")
            elif name == PEER:
                peer = value
            elif name not in _NO_METADATA:
                key = name.decode("latin-1")
                if key.endswith("-bin"):
                    metadata.extend((key, from_binary(each.strip())) for each in value.split(b","))
                else:
                    metadata.append((key, value.decode("latin-1")))
        given, certificate = tuple(metadata), self._peers.certificate(peer)
        plain = plain_of(Context(given, None, certificate).for_handlers()) if is_known(encoding) else None
        return Head(given, encoding, certificate, plain)


def _is_grpc(headers: Headers) -> bool:
    given = [value for name, value in headers if name == b"content-type"]
    return len(given) == 1 and (given[0] == GRPC or given[0].startswith((GRPC + b"+proto", GRPC + b";")))
