"""Tokens: opaque to clients, good in every process that has the same key ring."""

import base64
import binascii
import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from denizen.domain.errors import InvalidError, UnavailableError
from denizen.storage.histories import Histories
from denizen.storage.keyring import NONCE_BYTES, KeyRing, derive

_MAGIC = int.from_bytes(b"revision", "big")
_BLOCK = 16
_WANTED = "a token that this service gave out"
_WANTED_PAGE = "the page token that this service gave out for the same query"


class SealedTokens:
    """Revision tokens are one AES block: the revision, and the mark of its history in a constant, by which a guess
    shows. Page tokens are sealed with AES-256-GCM together with the digest of their query."""

    def __init__(self, ring: KeyRing, histories: Histories | None = None) -> None:
        self._histories = histories or Histories()
        # One block with a check inside it: no chaining to do, and equal revisions shall have equal tokens.
        key = algorithms.AES256(derive(ring.tokens, "revision tokens"))
        self._blocks = Cipher(key, modes.ECB())  # noqa: S305 - see above
        self._latest = (-1, 0, "")
        self._pages = AESGCM(derive(ring.tokens, "page tokens"))

    def revision_token(self, revision: int) -> str:
        # Most answers are of the same revision as the one before.
        mark = self._histories.mark_of(revision)
        latest, marked, token = self._latest
        if latest != revision or marked != mark:
            encryptor = self._blocks.encryptor()
            block = revision.to_bytes(8, "big") + (_MAGIC ^ mark).to_bytes(8, "big")
            token = _text(encryptor.update(block) + encryptor.finalize())
            self._latest = revision, mark, token
        return token

    def revision_of(self, token: str, field: str) -> int:
        data = _bytes(token, field, _WANTED)
        if len(data) != _BLOCK:
            raise InvalidError(field, token, _WANTED)
        decryptor = self._blocks.decryptor()
        block = decryptor.update(data) + decryptor.finalize()
        revision, mark = int.from_bytes(block[:8], "big"), _MAGIC ^ int.from_bytes(block[8:], "big")
        if not self._histories.knows(mark):
            self._histories.refresh()
            if not self._histories.knows(mark):
                raise InvalidError(field, token, _WANTED)
        if self._histories.mark_of(revision) != mark:
            raise UnavailableError("the commit of the token was lost when a database was promoted; write again")
        return revision

    def page_token(self, query: bytes, revision: int, cursor: str) -> str:
        nonce = secrets.token_bytes(NONCE_BYTES)
        plain = revision.to_bytes(8, "big") + cursor.encode()
        return _text(nonce + self._pages.encrypt(nonce, plain, hashlib.sha256(query).digest()))

    def page_of(self, token: str, query: bytes, field: str) -> tuple[int, str]:
        data = _bytes(token, field, _WANTED_PAGE)
        try:
            plain = self._pages.decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], hashlib.sha256(query).digest())
        except (InvalidTag, ValueError):
            raise InvalidError(field, token, _WANTED_PAGE) from None
        return int.from_bytes(plain[:8], "big"), plain[8:].decode()


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(token: str, field: str, wanted: str) -> bytes:
    """The bytes of a token. Only the one spelling that `_text` gives them is accepted."""
    try:
        data = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        data = b""
    if not data or _text(data) != token:
        raise InvalidError(field, token, wanted)
    return data
