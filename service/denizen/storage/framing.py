"""Byte strings that say where they end."""

_MANY = 256
_LENGTHS = tuple(length.to_bytes(4, "big") for length in range(_MANY))


def length_prefixed(*parts: bytes | str) -> bytes:
    """The parts, each after its length in 4 bytes: no two lists of parts have the same bytes."""
    pieces: list[bytes] = []
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        pieces.append(_LENGTHS[len(data)] if len(data) < _MANY else len(data).to_bytes(4, "big"))
        pieces.append(data)
    return b"".join(pieces)


def size_class(length: int, smallest: int) -> int:
    """The power of two, at least `smallest`, that `length` bytes fit into."""
    return smallest if length <= smallest else 1 << (length - 1).bit_length()


def pad(data: bytes, size: int) -> bytes:
    """`data` after its length in 4 bytes, filled up to `size` bytes."""
    return (len(data).to_bytes(4, "big") + data).ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    return padded[4 : 4 + int.from_bytes(padded[:4], "big")]
