"""Signed bearer tokens: JSON Web Tokens in compact form (RFC 7515, 7519, 8725, 9068)."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from denizen.domain.errors import InvalidError, UnauthenticatedError
from denizen.verification.identities import Identity
from denizen.verification.json_web_keys import VerifyingKeys

MOST_CHARACTERS = 8192
_COMPACT = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)", re.ASCII)
_TYPES = frozenset({"jwt", "at+jwt", "application/at+jwt"})
_LATEST = 2**53  # seconds; beyond it JSON numbers are not exact


@dataclass(frozen=True, slots=True)
class Expected:
    """What every token has to say. `leeway`: by how many seconds clocks may differ."""

    issuer: str
    audience: str
    leeway: float


@dataclass(frozen=True, slots=True)
class BearerToken:
    """A token that holds until `until` (seconds since the epoch, leeway included).

    `bound_to`: thumbprint of the only client certificate under which it may be used (RFC 8705); empty: any, or none.
    """

    identity: Identity
    until: float
    bound_to: bytes = b""


class UnknownKeyError(Exception):
    """The token names a key that we do not have; there may be a newer key set."""


def verify_bearer_token(token: str, keys: VerifyingKeys, expected: Expected, now: float) -> BearerToken:
    """`UnauthenticatedError` says what is wrong with it, in words of our own alone; `UnknownKeyError` as it says."""
    # 1. One form only: what differs from it in padding or in unused bits is not the same token, but none at all.
    if len(token) > MOST_CHARACTERS:
        raise UnauthenticatedError(f"the bearer token is longer than {MOST_CHARACTERS} characters")
    parts = _COMPACT.fullmatch(token)
    if parts is None:
        raise UnauthenticatedError("the bearer token is not a signed token in compact form")
    header, claims, signature = (_decoded(part) for part in parts.groups())
    # 2. Which key it names. The key decides how it is verified, not the token.
    protected = _object(header)
    if "crit" in protected or str(protected.get("typ")).lower() not in _TYPES:
        raise UnauthenticatedError("the bearer token is of another type, or asks for an extension")
    key = keys.find(protected.get("kid"))
    if key is None:
        raise UnknownKeyError
    # 3. Nothing that it claims is looked at before the signature.
    if not key.verifies(protected.get("alg"), token[: parts.end(2)].encode(), signature):
        raise UnauthenticatedError("the bearer token's signature does not hold")
    # 4. From whom, for whom, and when.
    return _claimed(_object(claims), expected, now)


def _claimed(claims: Mapping[str, Any], expected: Expected, now: float) -> BearerToken:
    if claims.get("iss") != expected.issuer:
        raise UnauthenticatedError("the bearer token is from another issuer")
    audience = claims.get("aud")
    if expected.audience not in (audience if isinstance(audience, list) else [audience]):
        raise UnauthenticatedError("the bearer token is for another audience")
    expires = _moment(claims, "exp")
    if expires is None:
        raise UnauthenticatedError("the bearer token does not say when it expires")
    until = expires + expected.leeway
    if until <= now:
        raise UnauthenticatedError("the bearer token has expired")
    for name in ("nbf", "iat"):
        begins = _moment(claims, name)
        if begins is not None and begins - expected.leeway > now:
            raise UnauthenticatedError("the bearer token is not valid yet")
    subject = claims.get("sub")
    if not isinstance(subject, str):
        raise UnauthenticatedError("the bearer token does not say whom it is about")
    try:
        return BearerToken(Identity.of_token(expected.issuer, subject), until, _bound_to(claims))
    except InvalidError as error:
        raise UnauthenticatedError(f"the bearer token's subject is not usable: wanted {error.wanted}") from None


def _bound_to(claims: Mapping[str, Any]) -> bytes:
    """What the token is bound to. A binding that we cannot check is a refusal."""
    if "cnf" not in claims:
        return b""
    match claims["cnf"]:
        case {"x5t#S256": str(text), **others} if not others:
            thumbprint = _decoded(text)
            if len(thumbprint) == 32:
                return thumbprint
    raise UnauthenticatedError("the bearer token is bound to something other than a client certificate")


def _decoded(part: str) -> bytes:
    """Base64url as RFC 7515 section 2 writes it: no padding, no other characters, unused bits zero."""
    try:
        decoded = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        decoded = b""
    if base64.urlsafe_b64encode(decoded).rstrip(b"=").decode() != part:
        raise UnauthenticatedError("the bearer token is not in canonical base64url")
    return decoded


def _object(text: bytes) -> Mapping[str, Any]:
    """A JSON object in UTF-8, in which no member stands twice."""
    try:
        value = json.loads(text.decode(), object_pairs_hook=_unrepeated, parse_constant=_no_number)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise UnauthenticatedError("the bearer token does not consist of JSON objects")
    return value


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a member stands twice")
    return members


def _no_number(constant: str) -> float:
    raise ValueError(f"{constant} is not JSON")


def _moment(claims: Mapping[str, Any], name: str) -> float | None:
    """A NumericDate (RFC 7519, section 2); None: not given."""
    if name not in claims:
        return None
    value = claims[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _LATEST:
        raise UnauthenticatedError(f"the bearer token's {name} is not a time")
    return float(value)
