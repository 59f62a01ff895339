"""Names that the service chooses."""

import secrets
import string

_LETTERS = (string.ascii_lowercase + "234567").encode() * 8
"""A letter for each byte: each of them for eight bytes, so that none comes more often."""


def random_id() -> str:
    """26 letters and digits of 32 kinds, as of base32: 130 random bits."""
    return secrets.token_bytes(26).translate(_LETTERS).decode()


def decision_id() -> str:
    """24 letters and digits of 32 kinds, as of base32: 120 random bits."""
    return secrets.token_bytes(24).translate(_LETTERS).decode()
