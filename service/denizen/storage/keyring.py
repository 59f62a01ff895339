"""The key ring: the few secrets that everything sealed rests on. It is kept outside the database."""

import base64
import binascii
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from denizen.storage.errors import UnusableError

KEY_BYTES = 32
NONCE_BYTES = 12
_VERSION = 1


class KeyRingError(UnusableError):
    """The key ring cannot be used. The message contains no secret."""


def derive(secret: bytes, purpose: str, length: int = KEY_BYTES) -> bytes:
    """A key of its own for each purpose (HKDF-SHA256, RFC 5869)."""
    return HKDF(SHA256(), length, salt=None, info=f"denizen/{purpose}/v1".encode()).derive(secret)


@dataclass(frozen=True, slots=True, repr=False)
class KeyRing:
    """`keys` wrap the principals' data keys, new ones under `active`; `index` makes blind indexes, `tokens` tokens.

    `source` says in error messages where the ring is from.
    """

    active: str
    keys: Mapping[str, bytes]
    index: bytes
    tokens: bytes
    source: str = "the key ring"
    _ciphers: Mapping[str, AESGCM] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ciphers", {name: AESGCM(key) for name, key in self.keys.items()})

    def __repr__(self) -> str:
        return f"KeyRing(active={self.active!r}, keys={sorted(self.keys)}, source={self.source!r})"

    @classmethod
    def create(cls) -> Self:
        """A ring of new random keys."""
        key, index, tokens = (secrets.token_bytes(KEY_BYTES) for _ in range(3))
        return cls("k1", {"k1": key}, index, tokens)

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """The ring in a file. `KeyRingError` where there is none or it cannot be read."""
        try:
            text = path.read_text()
        except FileNotFoundError:
            raise KeyRingError(
                f"There is no key ring at {path}. For a new database create one with `denizen keyring create {path}`; "
                "for an existing one put its own ring there, without which it cannot be read."
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            raise KeyRingError(f"The key ring at {path} cannot be read: {type(error).__name__}.") from None
        return cls.from_text(text, f"the key ring at {path}")

    @classmethod
    def from_text(cls, text: str, source: str) -> Self:
        """The ring in JSON text; `source` says where the text is from, such as a file or a setting."""
        try:
            ring = json.loads(text)
        except ValueError:
            raise KeyRingError(f"{source} is not JSON.") from None
        if not isinstance(ring, dict) or ring.get("version") != _VERSION:
            raise KeyRingError(
                f'{source} is not a key ring of version {_VERSION}: wanted a JSON object with "version".'
            )
        keys = ring.get("keys")
        if not isinstance(keys, dict) or not keys:
            raise KeyRingError(f'{source} has no keys: wanted "keys" as an object of one key or more.')
        active = ring.get("active")
        if not isinstance(active, str) or active not in keys:
            raise KeyRingError(f'{source} has no active key: wanted "active" as one of the names in "keys".')
        return cls(
            active=active,
            keys={name: _key(key, f"keys.{name}", source) for name, key in keys.items()},
            index=_key(ring.get("index"), "index", source),
            tokens=_key(ring.get("tokens"), "tokens", source),
            source=source,
        )

    def to_text(self) -> str:
        """JSON with every secret: for the ring's file only."""
        ring = {
            "version": _VERSION,
            "active": self.active,
            "keys": {name: _text(key) for name, key in self.keys.items()},
            "index": _text(self.index),
            "tokens": _text(self.tokens),
        }
        return json.dumps(ring, indent=2) + "\n"

    def write(self, path: Path) -> None:
        """Write a new file that only its owner may read. `KeyRingError` where the path is taken."""
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise KeyRingError(f"There is something at {path} already; a key ring is never overwritten.") from None
        except OSError as error:
            raise KeyRingError(f"The key ring cannot be written to {path}: {error.strerror}.") from None
        with os.fdopen(descriptor, "w") as file:
            file.write(self.to_text())
            file.flush()
            os.fsync(file.fileno())

    def wrap(self, data_key: bytes, place: bytes) -> bytes:
        """Seal a data key under the active key, bound to `place`."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._ciphers[self.active].encrypt(nonce, data_key, place)

    def unwrap(self, key_id: str, wrapped: bytes, place: bytes) -> bytes:
        """The data key that was wrapped under `key_id` for `place`."""
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise KeyRingError(
                f"{self.source} lacks the key {key_id!r}, under which data was sealed. Restore that key."
            )
        try:
            return cipher.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], place)
        except InvalidTag:
            raise KeyRingError(f"The key {key_id!r} of {self.source} does not open what was sealed under it.") from None


def _key(text: object, field: str, source: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyRingError(f"{source} has no usable {field!r}: wanted {KEY_BYTES} bytes in base64.")
    return key


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()
