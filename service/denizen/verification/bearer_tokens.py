"""Signed bearer tokens: JSON Web Tokens in compact form (RFC 7515, 7519, 8725, 9068)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from denizen.domain.errors import InvalidError, UnauthenticatedError
from denizen.verification.identities import Identity
from denizen.verification.json_web_keys import VerifyingKeys
from denizen.verification.refusals import RefusedError
from denizen.verification.signed_tokens import SignedToken, check_times, decoded, moment

MOST_CHARACTERS = 8192
_TYPES = frozenset({"jwt", "at+jwt"})


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
    try:
        return _verified(SignedToken.parse(token, MOST_CHARACTERS), keys, expected, now)
    except RefusedError as error:
        raise UnauthenticatedError(f"the bearer token {error.words}") from None


def _verified(token: SignedToken, keys: VerifyingKeys, expected: Expected, now: float) -> BearerToken:
    # 1. Which key it names. The key decides how it is verified, not the token.
    if "crit" in token.header or token.typ not in _TYPES:
        raise UnauthenticatedError("the bearer token is of another type, or asks for an extension")
    key = keys.find(token.header.get("kid"))
    if key is None:
        raise UnknownKeyError
    # 2. Nothing that it claims is looked at before the signature.
    token.check_signature(key)
    # 3. From whom, for whom, and when.
    return _claimed(token.claims, expected, now)


def _claimed(claims: Mapping[str, Any], expected: Expected, now: float) -> BearerToken:
    if claims.get("iss") != expected.issuer:
        raise UnauthenticatedError("the bearer token is from another issuer")
    audience = claims.get("aud")
    if expected.audience not in (audience if isinstance(audience, list) else [audience]):
        raise UnauthenticatedError("the bearer token is for another audience")
    expires = moment(claims, "exp")
    if expires is None:
        raise UnauthenticatedError("the bearer token does not say when it expires")
    check_times(claims, now, expected.leeway)
    subject = claims.get("sub")
    if not isinstance(subject, str):
        raise UnauthenticatedError("the bearer token does not say whom it is about")
    try:
        identity = Identity.of_token(expected.issuer, subject)
    except InvalidError as error:
        raise UnauthenticatedError(f"the bearer token's subject is not usable: wanted {error.wanted}") from None
    return BearerToken(identity, expires + expected.leeway, _bound_to(claims))


def _bound_to(claims: Mapping[str, Any]) -> bytes:
    """What the token is bound to. A binding that we cannot check is a refusal."""
    if "cnf" not in claims:
        return b""
    match claims["cnf"]:
        case {"x5t#S256": str(text), **others} if not others:
            thumbprint = decoded(text)
            if len(thumbprint) == 32:
                return thumbprint
    raise UnauthenticatedError("the bearer token is bound to something other than a client certificate")
