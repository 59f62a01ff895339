"""gRPC over HTTP/2 as far as one message each way needs it: frames, compression, timeouts, words in trailers."""

import base64
import binascii
import re
import zlib
from collections.abc import Mapping
from urllib.parse import quote

HEADER_BYTES = 5
ACCEPTED = "identity, deflate, gzip"

_UNITS: Mapping[str, float] = {"H": 3600.0, "M": 60.0, "S": 1.0, "m": 1e-3, "u": 1e-6, "n": 1e-9}
_TIMEOUT = re.compile(r"([0-9]{1,8})([HMSmun])", re.ASCII)
# The bits that zlib wants to be told: the format of gzip (RFC 1952), and its own (RFC 1950), which gRPC calls deflate.
_WINDOWS: Mapping[str, int] = {"gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}
_PLAIN = "".join(map(chr, range(0x20, 0x7F))).replace("%", "")


class FrameError(Exception):
    """What came is not one message. `code` is the name of the status to end with; the words quote nothing of it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def framed(message: bytes) -> bytes:
    """The message as it is sent: not compressed, its length before it."""
    return b"\0" + len(message).to_bytes(4, "big") + message


def message_of(body: bytes, encoding: str, most: int, method: str) -> bytes:
    """The one message of a call (gRPC over HTTP/2, "Length-Prefixed-Message"), of at most `most` bytes, before and
    after it is decompressed. `FrameError`."""
    if not body:
        raise FrameError("UNIMPLEMENTED", f'"{method}" requires exactly one request message.')
    if len(body) < HEADER_BYTES:
        raise FrameError("INTERNAL", "the message ends within its header")
    flag, length = body[0], int.from_bytes(body[1:HEADER_BYTES], "big")
    check_length(length, most)
    if len(body) < HEADER_BYTES + length:
        raise FrameError("INTERNAL", "the message is shorter than its header says")
    if len(body) > HEADER_BYTES + length:
        raise FrameError("UNIMPLEMENTED", f'"{method}" requires exactly one request message.')
    if flag == 0:
        return body[HEADER_BYTES:]
    if flag != 1 or encoding == "identity":
        raise FrameError("INTERNAL", "the message is flagged as compressed, and `grpc-encoding` names no compression")
    return _decompressed(body[HEADER_BYTES:], encoding, most)


def check_length(length: int, most: int) -> None:
    """`FrameError` for a message of more bytes than are read."""
    if length > most:
        raise FrameError("RESOURCE_EXHAUSTED", f"Received message larger than max ({length} vs. {most})")


def is_known(encoding: str) -> bool:
    """Whether that compression, or none, is known here."""
    return encoding == "identity" or encoding in _WINDOWS


def check_encoding(encoding: str) -> None:
    """`FrameError` for a compression that is not known here."""
    if not is_known(encoding):
        raise FrameError("UNIMPLEMENTED", f"the message's compression is not known here: wanted one of {ACCEPTED}")


def _decompressed(data: bytes, encoding: str, most: int) -> bytes:
    inflating = zlib.decompressobj(_WINDOWS[encoding])
    try:
        message = inflating.decompress(data, most + 1)
    except zlib.error:
        raise FrameError("INTERNAL", f"the message is not compressed by {encoding}") from None
    check_length(len(message), most)
    if not inflating.eof or inflating.unused_data:
        raise FrameError("INTERNAL", f"the message is not compressed by {encoding}")
    return message


def seconds_of(timeout: str) -> float:
    """What the header `grpc-timeout` says. `FrameError`."""
    found = _TIMEOUT.fullmatch(timeout)
    if found is None:
        raise FrameError("INTERNAL", "the header grpc-timeout is not a number with a unit")
    return int(found[1]) * _UNITS[found[2]]


def percent_encoded(words: str) -> bytes:
    """For the trailer `grpc-message`: whatever is not printable ASCII, and `%`, in hexadecimal."""
    return quote(words, safe=_PLAIN).encode()


def binary(value: bytes) -> bytes:
    """For trailers and headers whose names end with `-bin`."""
    return base64.b64encode(value).rstrip(b"=")


def from_binary(value: bytes) -> bytes:
    """What `binary` made, with padding or without. `FrameError`."""
    try:
        return base64.b64decode(value + b"=" * (-len(value) % 4), validate=True)
    except binascii.Error:
        raise FrameError("INTERNAL", "metadata that end with -bin are not base64") from None
