"""Attestations as plain signed tokens, in a format of our own for systems such as HR: docs/credentials.md has it.

What it attests is the API's JSON, which is read where the API's messages are; here is the envelope around it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from denizen.domain.attestations import StatusReference
from denizen.verification.credentials import Validity
from denizen.verification.refusals import Refusal, RefusedError
from denizen.verification.signed_tokens import KeyFinder, SignedToken, check_times
from denizen.verification.status_lists import read_reference

TYPE = "denizen-attestation+jwt"
MOST_CHARACTERS = 256 * 1024
MOST_ATTESTATIONS = 100
_LAST_SEQUENCE = 2**53 - 1


@dataclass(frozen=True, slots=True)
class VerifiedToken:
    """What an issuer signed about one subject, for certain audiences. `sequence`: which of its words this is, counted
    up for each subject. `attestations`: as JSON objects, not looked into yet."""

    issuer: str
    audiences: tuple[str, ...]
    subject: str
    sequence: int
    purposes: tuple[str, ...]
    attestations: tuple[Mapping[str, Any], ...]
    validity: Validity
    status: StatusReference | None
    content: bytes


def verify_attestation_token(text: str, find_key: KeyFinder, now: float, leeway: float) -> VerifiedToken:
    """`RefusedError` says why it does not hold. For whom it is, is for the caller to compare."""
    # 1. Its type, its key, its signature.
    token = SignedToken.parse_credential(text, MOST_CHARACTERS)
    token.check_header()
    if token.typ != TYPE:
        raise RefusedError(Refusal.WRONG_TYPE, f"is not of the type {TYPE}")
    token.check_signature(find_key(token))
    # 2. When.
    claims = token.claims
    check_times(claims, now, leeway)
    validity = Validity.of(claims)
    if validity.issued_at is None:
        raise RefusedError(Refusal.MISSING_CLAIM, "does not say its iat")
    # 3. From whom, for whom, about whom, and what.
    audience = claims.get("aud")
    return VerifiedToken(
        issuer=_text(claims, "iss"),
        audiences=_texts(audience if isinstance(audience, list) else [audience], "aud"),
        subject=_text(claims, "sub"),
        sequence=_sequence(claims),
        purposes=_texts(claims.get("purposes"), "purposes"),
        attestations=_objects(claims),
        validity=validity,
        status=read_reference(claims),
        content=token.payload,
    )


def _text(claims: Mapping[str, Any], name: str) -> str:
    return _texts([claims.get(name)], name)[0]


def _texts(values: object, name: str) -> tuple[str, ...]:
    if not isinstance(values, list) or not values or not all(isinstance(each, str) and each for each in values):
        raise RefusedError(Refusal.MISSING_CLAIM, f"does not say its {name}")
    return tuple(values)


def _sequence(claims: Mapping[str, Any]) -> int:
    sequence = claims.get("sequence")
    if isinstance(sequence, bool) or not isinstance(sequence, int) or not 0 <= sequence <= _LAST_SEQUENCE:
        raise RefusedError(Refusal.MISSING_CLAIM, "does not say its sequence, a whole number from 0 on")
    return sequence


def _objects(claims: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    objects = claims.get("attestations")
    if not isinstance(objects, list) or not objects or not all(isinstance(each, dict) for each in objects):
        raise RefusedError(Refusal.MISSING_CLAIM, "has no attestations")
    if len(objects) > MOST_ATTESTATIONS:
        raise RefusedError(Refusal.TOO_LARGE, f"has more than {MOST_ATTESTATIONS} attestations")
    return tuple(objects)
