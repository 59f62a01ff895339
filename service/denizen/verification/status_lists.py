"""Token Status Lists: whether credentials still stand, as signed by their issuer (draft-ietf-oauth-status-list-20).

The form signed as a JSON Web Token is read; that in CBOR is not.
"""

import re
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from denizen.domain.attestations import StatusReference
from denizen.verification.refusals import Refusal, RefusedError
from denizen.verification.signed_tokens import KeyFinder, SignedToken, check_times, decoded, moment

MOST_CHARACTERS = 2 * 1024 * 1024
MOST_BYTES = 4 * 1024 * 1024
"""Of a list as decompressed: 33 million statuses of one bit."""
MOST_URI = 2048
VALID, INVALID, SUSPENDED = 0, 1, 2
"""Section 7.1. Every other value is of the application, or of the future: its meaning is not known here."""

_TYPE = "statuslist+jwt"
_URI = re.compile(r"https?://[!-~]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class StatusList:
    """What a status list token says. Times in seconds since the epoch; `ttl`: for how many seconds it may be kept."""

    uri: str
    issued_at: float
    expires: float | None
    ttl: float | None
    bits: int
    statuses: bytes = field(repr=False)

    @classmethod
    def read(cls, text: str) -> Self:
        """Of a token that was verified before."""
        return cls._of(SignedToken.parse(text, MOST_CHARACTERS).claims)

    @classmethod
    def verify(cls, text: str, find_key: KeyFinder, issuers: Collection[str], now: float, leeway: float) -> Self:
        """Section 8.3, steps 4 and 5: signed by the issuer, in force, and well-formed to its end. `issuers`: how the
        issuer names itself. `RefusedError`."""
        # 1. By whom.
        token = SignedToken.parse(text, MOST_CHARACTERS)
        token.check_header()
        if token.typ != _TYPE:
            raise RefusedError(Refusal.WRONG_TYPE, f"is not of the type {_TYPE}")
        token.check_signature(find_key(token))
        claims = token.claims
        if "iss" in claims and claims["iss"] not in issuers:
            raise RefusedError(Refusal.UNKNOWN_ISSUER, "is from another issuer")
        # 2. When.
        check_times(claims, now, leeway)
        # 3. What.
        return cls._of(claims)

    @classmethod
    def _of(cls, claims: Mapping[str, Any]) -> Self:
        content, issued = claims.get("status_list"), moment(claims, "iat")
        if not isinstance(content, dict) or issued is None:
            raise RefusedError(Refusal.MISSING_CLAIM, "has no status_list, or no iat")
        bits = content.get("bits")
        if isinstance(bits, bool) or bits not in (1, 2, 4, 8):
            raise RefusedError(Refusal.MALFORMED, "has statuses of other than 1, 2, 4 or 8 bits")
        ttl = moment(claims, "ttl")
        if ttl is not None and ttl <= 0:
            raise RefusedError(Refusal.MALFORMED, "has a ttl that is not positive")
        packed = content.get("lst")
        if not isinstance(packed, str):
            raise RefusedError(Refusal.MISSING_CLAIM, "has no lst")
        uri = read_uri(claims.get("sub"), "sub")
        return cls(uri, issued, moment(claims, "exp"), ttl, int(bits), _unpacked(decoded(packed)))

    def fresh_until(self, retrieved: float, longest: float) -> float:
        """Until when it may be relied on, where it was retrieved then and lists are kept for `longest` seconds."""
        ends = [retrieved + longest]
        if self.ttl is not None:
            ends.append(retrieved + self.ttl)
        if self.expires is not None:
            ends.append(self.expires)
        return min(ends)

    def status(self, index: int) -> int | None:
        """The status at an index (section 4.1): the least significant bits of a byte first. None: out of range."""
        per_byte = 8 // self.bits
        at, place = divmod(index, per_byte)
        if not 0 <= at < len(self.statuses):
            return None
        return (self.statuses[at] >> (place * self.bits)) & ((1 << self.bits) - 1)


def read_reference(claims: Mapping[str, Any]) -> StatusReference | None:
    """The place that a credential refers to (section 6.2); None: it has no status.

    `RefusedError` for a status of another mechanism, or of more than one: what cannot be checked does not hold.
    """
    if "status" not in claims:
        return None
    match claims["status"]:
        case {"status_list": {"idx": int(index), "uri": uri}, **others} if not others:
            if isinstance(index, bool) or not 0 <= index < MOST_BYTES * 8:
                raise RefusedError(Refusal.STATUS_OUT_OF_RANGE, "refers to a place that no status list reaches")
            return StatusReference(read_uri(uri, "status_list.uri"), index)
    raise RefusedError(Refusal.STATUS_UNKNOWN, "has a status of a mechanism that cannot be checked here")


def read_uri(uri: object, name: str) -> str:
    if not isinstance(uri, str) or len(uri) > MOST_URI or _URI.fullmatch(uri) is None:
        raise RefusedError(Refusal.MALFORMED, f"has no URI of at most {MOST_URI} characters as {name}")
    return uri


def _unpacked(packed: bytes) -> bytes:
    """Decompressed (RFC 1950), as far as the limit goes."""
    decompressor = zlib.decompressobj()
    try:
        unpacked = decompressor.decompress(packed, MOST_BYTES + 1)
    except zlib.error:
        raise RefusedError(Refusal.MALFORMED, "has a list that is not compressed with zlib") from None
    if len(unpacked) > MOST_BYTES:
        raise RefusedError(Refusal.TOO_LARGE, f"has a list of more than {MOST_BYTES} bytes")
    if not decompressor.eof or decompressor.unused_data:
        raise RefusedError(Refusal.MALFORMED, "has a list that ends too early, or not where it should")
    return unpacked
