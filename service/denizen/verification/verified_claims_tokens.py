"""Signed tokens with `verified_claims`: OpenID Connect for Identity Assurance 1.0.

An ID Token or a signed UserInfo response is for an audience and expires (OpenID Connect Core 1.0, sections 2 and
5.3.2). An assertion of the type `provided-claims+jwt` is for whoever gets it, and does neither (Identity Assurance,
section 5.2).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from denizen.domain.attestations import StatusReference
from denizen.verification.credentials import Validity
from denizen.verification.refusals import Refusal, RefusedError
from denizen.verification.signed_tokens import KeyFinder, SignedToken, check_times
from denizen.verification.status_lists import read_reference

MOST_CHARACTERS = 512 * 1024
PROVIDED = "provided-claims+jwt"
_FOR_AN_AUDIENCE = frozenset({"jwt", ""})
"""The `typ` of an ID Token, which may be left out."""
_MEMBERS = ("verified_claims", "_claim_names")
_NOT_PROVIDED = ("aud", "exp")


@dataclass(frozen=True, slots=True)
class VerifiedClaimsToken:
    """What an issuer signed about one subject. `audiences`: for whom; empty: for whoever gets it. `authorized_party`
    and `nonce` empty: it does not say. `claims`: with its `verified_claims`, not looked into yet."""

    issuer: str
    subject: str
    audiences: tuple[str, ...]
    authorized_party: str
    nonce: str
    validity: Validity
    status: StatusReference | None
    claims: Mapping[str, Any]
    content: bytes

    @property
    def type(self) -> str:
        return "jwt" if self.audiences else PROVIDED


def is_verified_claims(token: SignedToken) -> bool:
    """Whether it has to be verified as such a token, by its type and, where that says little, by what it holds."""
    if token.typ == PROVIDED:
        return True
    return token.typ in _FOR_AN_AUDIENCE and any(name in token.claims for name in _MEMBERS)


def verify_verified_claims_token(text: str, find_key: KeyFinder, now: float, leeway: float) -> VerifiedClaimsToken:
    """`RefusedError` says why it does not hold. For whom it is, is for the caller to compare."""
    # 1. Its type, its key, its signature.
    token = SignedToken.parse_credential(text, MOST_CHARACTERS)
    token.check_header()
    if not is_verified_claims(token):
        raise RefusedError(Refusal.WRONG_TYPE, "is no token with verified_claims")
    token.check_signature(find_key(token))
    # 2. When.
    claims, provided = token.claims, token.typ == PROVIDED
    check_times(claims, now, leeway)
    validity = Validity.of(claims)
    if not provided and (validity.issued_at is None or validity.ends is None):
        raise RefusedError(Refusal.MISSING_CLAIM, "does not say its iat and its exp")
    if provided and any(name in claims for name in _NOT_PROVIDED):
        raise RefusedError(Refusal.MALFORMED, "has an aud or an exp, which an assertion of its type must not have")
    # 3. From whom, for whom, about whom.
    return VerifiedClaimsToken(
        issuer=_text(claims, "iss"),
        subject=_text(claims, "sub"),
        audiences=() if provided else _audiences(claims),
        authorized_party=_text(claims, "azp") if "azp" in claims else "",
        nonce=_text(claims, "nonce") if "nonce" in claims else "",
        validity=validity,
        status=read_reference(claims),
        claims=claims,
        content=token.payload,
    )


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or not value:
        raise RefusedError(Refusal.MISSING_CLAIM, f"does not say its {name}")
    return value


def _audiences(claims: Mapping[str, Any]) -> tuple[str, ...]:
    said = claims.get("aud")
    audiences = said if isinstance(said, list) else [said]
    if not audiences or not all(isinstance(each, str) and each for each in audiences):
        raise RefusedError(Refusal.MISSING_CLAIM, "does not say its aud")
    return tuple(audiences)
