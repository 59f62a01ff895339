"""The proof that whoever presents a credential has the key that it is bound to (RFC 9901, sections 4.3 and 7.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from denizen.verification.json_web_keys import KeySetError, VerifyingKey, verifying_key
from denizen.verification.refusals import Refusal, RefusedError
from denizen.verification.sd_jwt import Presentation, digest_of
from denizen.verification.signed_tokens import SignedToken, check_times, moment

_TYPE = "kb+jwt"
_MOST_CHARACTERS = 16 * 1024
_OTHER_KEYS = frozenset({"jwe", "jku"})
"""Section 3.1: at most one of them and `jwk` is there."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the proof has to say: for whom, to which question, and how long ago at most, in seconds."""

    audience: str
    nonce: str
    age: float
    leeway: float


def holder_of(confirmation: object) -> VerifyingKey:
    """The key in `cnf` (RFC 7800, section 3). What is bound in another way cannot be checked, and is refused; members
    that name the same key besides, such as a `kid`, say nothing here."""
    entry = confirmation.get("jwk") if isinstance(confirmation, Mapping) else None
    key = None
    if isinstance(confirmation, Mapping) and isinstance(entry, dict) and confirmation.keys().isdisjoint(_OTHER_KEYS):
        try:
            key = verifying_key(entry)
        except KeySetError:
            key = None
    if key is None:
        raise RefusedError(Refusal.WRONG_KEY_BINDING, "is bound to something other than a public key in cnf.jwk")
    return key


def check_key_binding(presented: Presentation, algorithm: str, key: VerifyingKey, wanted: Wanted, now: float) -> None:
    """`RefusedError` unless the holder of `key` presented exactly this, to us, for this nonce, just now."""
    if not presented.key_binding:
        raise RefusedError(Refusal.KEY_BINDING_MISSING, "comes without a proof by the key that it is bound to")
    token = SignedToken.parse(presented.key_binding, _MOST_CHARACTERS)
    token.check_header()
    if token.typ != _TYPE:
        raise RefusedError(Refusal.WRONG_KEY_BINDING, f"has a proof of another type than {_TYPE}")
    if not key.verifies(token.header.get("alg"), token.signing_input, token.signature):
        raise RefusedError(Refusal.WRONG_KEY_BINDING, "has a proof by another key")
    claims = token.claims
    _check_addressed(claims, wanted)
    _check_age(claims, wanted, now)
    if claims.get("sd_hash") != digest_of(algorithm, presented.bound):
        raise RefusedError(Refusal.WRONG_KEY_BINDING, "has a proof over something else than is presented")


def _check_addressed(claims: Mapping[str, Any], wanted: Wanted) -> None:
    # One audience, as text: section 4.3. Of several, somebody else could present it to us.
    if not wanted.audience or claims.get("aud") != wanted.audience:
        raise RefusedError(Refusal.WRONG_AUDIENCE, "has a proof for another audience")
    if not wanted.nonce or claims.get("nonce") != wanted.nonce:
        raise RefusedError(Refusal.WRONG_NONCE, "has a proof for another nonce")


def _check_age(claims: Mapping[str, Any], wanted: Wanted, now: float) -> None:
    made = moment(claims, "iat")
    if made is None or not now - wanted.age - wanted.leeway <= made <= now + wanted.leeway:
        raise RefusedError(Refusal.STALE_PRESENTATION, f"has a proof that was not made in the last {wanted.age:g} s")
    check_times(claims, now, wanted.leeway)
