"""What all signed tokens have in common: a JSON Web Signature in compact form, read strictly (RFC 7515, 7519, 8725)."""

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, Self

from denizen.verification.refusals import Refusal, RefusedError

_COMPACT = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)", re.ASCII)
_SPELLED = re.compile(r"([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.)([A-Za-z0-9_-]+)={0,2}", re.ASCII)
# RFC 6838, section 4.2: what a media type is made of.
_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+/-]{1,127}", re.ASCII)
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_LATEST = 2**53  # seconds; beyond it JSON numbers are not exact
_EMBEDDED = ("jwk", "jku", "x5u")


class Key(Protocol):
    """A public key with the one algorithm that it verifies with."""

    def verifies(self, algorithm: object, signing_input: bytes, signature: bytes) -> bool:
        """Whether this key signed it; `algorithm` is what the token says, and has to be the key's."""


@dataclass(frozen=True, slots=True)
class SignedToken:
    """A token in its parts, of which none was verified yet. `payload` is what the signature is over, decoded."""

    header: Mapping[str, Any]
    payload: bytes = field(repr=False)
    signing_input: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    @classmethod
    def parse(cls, text: str, most: int) -> Self:
        """One form only: what differs from it in padding or in unused bits is not the same token, but none at all."""
        if len(text) > most:
            raise RefusedError(Refusal.TOO_LARGE, f"is longer than {most} characters")
        parts = _COMPACT.fullmatch(text)
        if parts is None:
            raise RefusedError(Refusal.MALFORMED, "is not a signed token in compact form")
        header, payload, signature = (decoded(part) for part in parts.groups())
        return cls(json_object(header), payload, text[: parts.end(2)].encode(), signature)

    @classmethod
    def parse_credential(cls, text: str, most: int) -> Self:
        """Of something that is known by what it says: its signature may have its padding, and unused bits set. It is
        over the other parts as they are written, so that no other spelling of those holds."""
        if len(text) > most:
            raise RefusedError(Refusal.TOO_LARGE, f"is longer than {most} characters")
        spelled = _SPELLED.fullmatch(text)
        return cls.parse(text if spelled is None else spelled[1] + _respelled(text, spelled[2]), most)

    @property
    def claims(self) -> Mapping[str, Any]:
        return json_object(self.payload)

    @property
    def typ(self) -> str:
        """The media type in small letters and without `application/` (RFC 7515, section 4.1.9); empty: none."""
        typ = self.header.get("typ")
        if not isinstance(typ, str) or _TYPE.fullmatch(typ) is None:
            return ""
        return typ.lower().removeprefix("application/")

    def check_header(self) -> None:
        """Extensions that must be understood are not, and keys come from where the issuer is registered alone."""
        if "crit" in self.header:
            raise RefusedError(Refusal.CRITICAL_EXTENSION, "asks for an extension that is not understood here")
        if any(name in self.header for name in _EMBEDDED):
            raise RefusedError(Refusal.EMBEDDED_KEY, f"brings a key of its own ({', '.join(_EMBEDDED)})")

    def check_signature(self, key: Key) -> None:
        if not key.verifies(self.header.get("alg"), self.signing_input, self.signature):
            raise RefusedError(Refusal.BAD_SIGNATURE, "has a signature that does not hold")


def decoded(part: str) -> bytes:
    """Base64url as RFC 7515 section 2 writes it: no padding, no other characters, unused bits zero."""
    try:
        found = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        found = b""
    if base64.urlsafe_b64encode(found).rstrip(b"=").decode() != part:
        raise RefusedError(Refusal.MALFORMED, "is not in canonical base64url")
    return found


def _respelled(text: str, part: str) -> str:
    """As `decoded` has it. Padding that does not fit is no other spelling of it."""
    padding = len(text) - len(text.rstrip("="))
    if padding not in (0, -len(part) % 4) or len(part) % 4 == 1:
        raise RefusedError(Refusal.MALFORMED, "is not in canonical base64url")
    return base64.urlsafe_b64encode(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))).rstrip(b"=").decode()


def json_object(text: bytes) -> Mapping[str, Any]:
    """A JSON object in UTF-8, in which no member stands twice."""
    value = json_value(text)
    if not isinstance(value, dict):
        raise RefusedError(Refusal.MALFORMED, "does not consist of JSON objects")
    return value


def json_value(text: bytes) -> object:
    """Any JSON value; None also for what is none. Half of a surrogate pair is no text (RFC 7493, section 2.1)."""
    try:
        value = json.loads(text.decode(), object_pairs_hook=_unrepeated, parse_constant=_no_number)
        if _SURROGATE.search(text):
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return value


def moment(claims: Mapping[str, Any], name: str) -> float | None:
    """A NumericDate (RFC 7519, section 2), in seconds since the epoch; None: not given."""
    if name not in claims:
        return None
    value = claims[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _LATEST:
        raise RefusedError(Refusal.MALFORMED, f"says as {name} what is not a time")
    return float(value)


def check_times(claims: Mapping[str, Any], now: float, leeway: float) -> None:
    """Neither over (`exp`), nor still to come (`nbf`, `iat`), by clocks that may differ by `leeway` seconds."""
    expires = moment(claims, "exp")
    if expires is not None and expires + leeway <= now:
        raise RefusedError(Refusal.EXPIRED, "has expired")
    for name in ("nbf", "iat"):
        begins = moment(claims, name)
        if begins is not None and begins - leeway > now:
            raise RefusedError(Refusal.NOT_YET_VALID, "is not valid yet")


KeyFinder = Callable[[SignedToken], Key]
"""Gives the key that a token has to be signed with, or refuses."""


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a member stands twice")
    return members


def _no_number(constant: str) -> float:
    raise ValueError(f"{constant} is not JSON")
