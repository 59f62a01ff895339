"""Names that the service chooses."""

import base64
import secrets
import string

_LETTERS = (string.ascii_lowercase + "234567").encode() * 8
"""A letter for each byte: each of them for eight bytes, so that none comes more often."""


def random_id() -> str:
    """128 random bits as 26 lower-case letters and digits (RFC 4648 base32)."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


def decision_id() -> str:
    """24 letters and digits of 32 kinds, as of base32: 120 random bits."""
    return secrets.token_bytes(24).translate(_LETTERS).decode()
