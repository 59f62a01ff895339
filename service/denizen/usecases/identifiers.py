"""Names that the service chooses."""

import base64
import secrets


def random_id() -> str:
    """128 random bits as 26 lower-case letters and digits (RFC 4648 base32)."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()
