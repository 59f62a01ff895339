"""Bodies and headers that are not one message of gRPC, and the status that each has at either door."""

import gzip

from denizen.gateway.frames import framed
from tests.gateway.asgi import MOST_BYTES, headers
from tests.gateway.behind import FRAME


def packed(data: bytes) -> bytes:
    return b"\1" + len(data).to_bytes(4, "big") + data


GZIP = (b"grpc-encoding", b"gzip")
REFUSED = {
    "no message": ([], headers(), "UNIMPLEMENTED"),
    "half a header": ([FRAME[:3]], headers(), "INTERNAL"),
    "half a message": ([FRAME[:-1]], headers(), "INTERNAL"),
    "two messages": ([FRAME + FRAME], headers(), "UNIMPLEMENTED"),
    "another flag": ([b"\2" + FRAME[1:]], headers(), "INTERNAL"),
    "flagged without an encoding": ([b"\1" + FRAME[1:]], headers(), "INTERNAL"),
    "no gzip at all": ([packed(b"junk")], headers(GZIP), "INTERNAL"),
    "gzip cut short": ([packed(gzip.compress(bytes(100))[:-9])], headers(GZIP), "INTERNAL"),
    "more after the gzip": ([packed(gzip.compress(bytes(10)) + b"more")], headers(GZIP), "INTERNAL"),
    "a bomb": ([packed(gzip.compress(bytes(10_000_000)))], headers(GZIP), "RESOURCE_EXHAUSTED"),
    "another encoding": ([FRAME], headers((b"grpc-encoding", b"br")), "UNIMPLEMENTED"),
    "too long, as announced": ([b"\0" + (MOST_BYTES + 1).to_bytes(4, "big")], headers(), "RESOURCE_EXHAUSTED"),
    "too long": ([FRAME, bytes(MOST_BYTES)], headers(), "RESOURCE_EXHAUSTED"),
    "junk": ([framed(b"\xff\xff")], headers(), "INTERNAL"),
    "a timeout without a unit": ([FRAME], headers((b"grpc-timeout", b"5")), "INTERNAL"),
    "metadata that are no base64": ([FRAME], headers((b"x-bin", b"!")), "INTERNAL"),
}
