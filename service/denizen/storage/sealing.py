"""Personal values, sealed with AES-256-GCM under a data key of the principal's own, and blind indexes.

A sealed value is a format byte, a random nonce and the ciphertext of the padded value. It opens only in its place: its
table, column, row and data key are authenticated with it.
"""

import hashlib
import hmac
import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from denizen.domain.evidence.records import DocumentNumber
from denizen.domain.principals import ExternalIdentifier
from denizen.storage.framing import length_prefixed, pad, size_class, unpad
from denizen.storage.keyring import KEY_BYTES, NONCE_BYTES, KeyRing, derive

_FORMAT = b"\x01"
_WRAPPED = length_prefixed("denizen/wrapped/v1", "principal_keys", "wrapped")
_KEY_ID_BYTES = 8
SMALLEST = 256
"""Bytes of the smallest size class of a sealed value."""


class SealError(RuntimeError):
    """A sealed value does not open: it was changed, or moved to another place."""


class Place(NamedTuple):
    """Where a sealed value stands."""

    table: str
    column: str
    row: tuple[str, ...]

    def bound_to(self, key_id: str) -> bytes:
        return _column(self.table, self.column) + length_prefixed(*self.row, key_id)


@lru_cache(256)
def _column(table: str, column: str) -> bytes:
    return length_prefixed("denizen/sealed/v1", table, column)


class DataKey:
    """The key of one principal's personal values. Without it they are gone."""

    def __init__(self, key_id: str, secret: bytes) -> None:
        self.key_id = key_id
        self._cipher = AESGCM(secret)
        self._secret = secret

    def seal(self, plain: bytes, place: Place, length: int = 0, smallest: int = SMALLEST) -> bytes:
        """Seal `plain`, padded as if it had `length` bytes where it has fewer, and to the size class `smallest` at
        least."""
        padded = pad(plain, size_class(max(length, len(plain)) + 4, smallest))
        nonce = secrets.token_bytes(NONCE_BYTES)
        return b"".join((_FORMAT, nonce, self._cipher.encrypt(nonce, padded, place.bound_to(self.key_id))))

    def open(self, sealed: bytes, place: Place) -> bytes:
        nonce, ciphertext = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        if not sealed.startswith(_FORMAT):
            raise SealError(f"{place.table}.{place.column}: a sealed value of an unknown format")
        try:
            return unpad(self._cipher.decrypt(nonce, ciphertext, place.bound_to(self.key_id)))
        except InvalidTag:
            raise SealError(f"{place.table}.{place.column}: a sealed value does not open in its place") from None

    def digest(self, content: bytes) -> bytes:
        """A keyed digest of a request's content, that says nothing once the key is gone."""
        return hmac.digest(derive(self._secret, "request digests"), content, hashlib.sha256)


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A data key as it is stored: sealed under a key of the ring."""

    key_id: str
    ring_key_id: str
    wrapped: bytes


class Sealer:
    """Makes and opens data keys, keeps the latest of them open, and makes blind indexes. Safe to share."""

    def __init__(self, ring: KeyRing, kept: int = 10_000) -> None:
        self._ring = ring
        self._kept = kept
        self._open: OrderedDict[str, DataKey] = OrderedDict()
        self._lock = threading.Lock()
        self._index = derive(ring.index, "external identifiers")
        self._numbers = derive(ring.index, "document numbers")
        self._digests = derive(ring.index, "request digests")
        self._rows = derive(ring.index, "imported rows")
        self._credentials = derive(ring.index, "credentials")
        self.lists = DataKey("status-lists", derive(ring.index, "status lists"))
        """Seals status lists: whose they are would tell of those who rest on them."""

    def new_key(self, principal_id: str) -> tuple[DataKey, WrappedKey]:
        drawn = secrets.token_bytes(KEY_BYTES + _KEY_ID_BYTES)
        secret, key_id = drawn[:KEY_BYTES], drawn[KEY_BYTES:].hex()
        wrapped = self._ring.wrap(secret, _key_place(principal_id, key_id, self._ring.active))
        return DataKey(key_id, secret), WrappedKey(key_id, self._ring.active, wrapped)

    def open_key(self, principal_id: str, stored: WrappedKey) -> DataKey:
        """The data key. It is taken from the stored row each time, so that a key that was erased opens nothing more."""
        with self._lock:
            known = self._open.get(stored.key_id)
            if known is not None:
                self._open.move_to_end(stored.key_id)
                return known
        opened = self.open_once(principal_id, stored)
        with self._lock:
            self._open[stored.key_id] = opened
            while len(self._open) > self._kept:
                self._open.popitem(last=False)
        return opened

    def open_once(self, principal_id: str, stored: WrappedKey) -> DataKey:
        """The data key, without keeping it."""
        place = _key_place(principal_id, stored.key_id, stored.ring_key_id)
        return DataKey(stored.key_id, self._ring.unwrap(stored.ring_key_id, stored.wrapped, place))

    def seal_own(self, plain: bytes, place: Place) -> tuple[str, bytes]:
        """Seal a secret of the service's own, about no principal: the name of the ring's key, and the value."""
        key_id = self._ring.active
        return key_id, self._ring.wrap(plain, place.bound_to(key_id))

    def open_own(self, key_id: str, sealed: bytes, place: Place) -> bytes:
        """What `seal_own` sealed."""
        return self._ring.unwrap(key_id, sealed, place.bound_to(key_id))

    def blind_index(self, identifier: ExternalIdentifier) -> bytes:
        """By which an identifier is found without being readable. Never made of a nationality: there are too few."""
        return hmac.digest(self._index, length_prefixed(identifier.scheme, identifier.value), hashlib.sha256)

    def credential_index(self, *parts: bytes | str) -> bytes:
        """By which a credential is found again, or those that rest on one status list, without either being told."""
        return hmac.digest(self._credentials, length_prefixed(*parts), hashlib.sha256)

    def row_index(self, source: str, key: str) -> bytes:
        """By which a row of another system is known again, without its key being told."""
        return hmac.digest(self._rows, length_prefixed(source, key), hashlib.sha256)

    def number_index(self, number: DocumentNumber) -> bytes:
        """By which the same document is noticed again. The country alone is never hashed, only with the number."""
        country = number.country.code if number.country else ""
        parts = length_prefixed(number.kind.value, country, number.value)
        return hmac.digest(self._numbers, parts, hashlib.sha256)

    def digest(self, content: bytes) -> bytes:
        """A keyed digest of a request's content that is about no principal."""
        return hmac.digest(self._digests, content, hashlib.sha256)


def _key_place(principal_id: str, key_id: str, ring_key_id: str) -> bytes:
    return _WRAPPED + length_prefixed(principal_id, key_id, ring_key_id)
