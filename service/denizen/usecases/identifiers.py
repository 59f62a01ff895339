"""Names that the service chooses."""

import secrets
import string
from collections.abc import Iterator

_LETTERS = (string.ascii_lowercase + "234567").encode() * 8
"""A letter for each byte: each of them for eight bytes, so that none comes more often."""
_LENGTH = 26
_AT_ONCE = 64


def random_id() -> str:
    """26 letters and digits of 32 kinds, as of base32: 130 random bits."""
    return secrets.token_bytes(_LENGTH).translate(_LETTERS).decode()


def random_ids() -> Iterator[str]:
    """The same without end, drawn many at a time. For one thread."""
    while True:
        letters = secrets.token_bytes(_LENGTH * _AT_ONCE).translate(_LETTERS).decode()
        yield from (letters[n : n + _LENGTH] for n in range(0, len(letters), _LENGTH))


def decision_id() -> str:
    """24 letters and digits of 32 kinds, as of base32: 120 random bits."""
    return secrets.token_bytes(24).translate(_LETTERS).decode()
