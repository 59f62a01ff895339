"""Credentials with selective disclosure: SD-JWT (RFC 9901), and SD-JWT VC (draft-ietf-oauth-sd-jwt-vc-11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from denizen.domain.attestations import StatusReference
from denizen.verification.key_binding import Wanted, check_key_binding, holder_of
from denizen.verification.personal_identification import Found, is_personal_identification, read_claims
from denizen.verification.refusals import Refusal, RefusedError
from denizen.verification.sd_jwt import MOST_CHARACTERS, Presentation, hash_of, process
from denizen.verification.signed_tokens import KeyFinder, SignedToken, check_times, moment
from denizen.verification.status_lists import read_reference

_VERIFIABLE = frozenset({"dc+sd-jwt", "vc+sd-jwt"})
"""The media type, and what it was called until November 2024."""
_SELECTIVE = "sd-jwt"
"""The media type of any other SD-JWT, also as the suffix of a more precise one (RFC 9901, section 9.11)."""
_OPEN = frozenset({"iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status"})
"""Claims that an issuer may not leave to be disclosed: whether a credential holds may not depend on it."""


@dataclass(frozen=True, slots=True)
class Validity:
    """From when until when the issuer stands behind it, in seconds since the epoch; None: it does not say."""

    issued_at: float | None
    begins: float | None
    ends: float | None

    @classmethod
    def of(cls, claims: Mapping[str, Any]) -> "Validity":
        return cls(moment(claims, "iat"), moment(claims, "nbf"), moment(claims, "exp"))


@dataclass(frozen=True, slots=True)
class VerifiedCredential:
    """A credential whose signature chain holds, presented by the holder of its key.

    `type`: its `vct`; of a plain SD-JWT its `typ`. `subject_key`: the thumbprint of that key (RFC 7638). `hidden`: how
    many elements may not have been disclosed, of which some may be decoys. `content` identifies the credential,
    whatever its spelling and its signature, and `disclosed` what was presented of it.
    """

    type: str
    verifiable: bool
    issuer: str
    subject_key: str
    found: tuple[Found, ...]
    validity: Validity
    status: StatusReference | None
    hidden: int
    content: bytes
    disclosed: tuple[bytes, ...]


def is_verifiable(token: SignedToken) -> bool | None:
    """Whether the type is that of a verifiable credential, or of another SD-JWT; None: of neither."""
    if token.typ in _VERIFIABLE:
        return True
    return False if token.typ == _SELECTIVE or token.typ.endswith(f"+{_SELECTIVE}") else None


def verify_sd_jwt(text: str, find_key: KeyFinder, wanted: Wanted, now: float) -> VerifiedCredential:
    """RFC 9901, sections 7.1 and 7.3. `RefusedError` says why it does not hold."""
    # 1. The issuer's token: its type, its key, its signature.
    presented = Presentation.parse(text)
    token = SignedToken.parse_credential(presented.issued, MOST_CHARACTERS)
    token.check_header()
    verifiable = is_verifiable(token)
    if verifiable is None:
        raise RefusedError(Refusal.WRONG_TYPE, "is no SD-JWT by its typ")
    token.check_signature(find_key(token))
    # 2. What is disclosed, every digest and every disclosure accounted for.
    payload = token.claims
    disclosed = process(payload, presented.disclosures, _OPEN)
    # 3. When, and of what kind; by what the issuer wrote, not by what was chosen to be disclosed.
    check_times(payload, now, wanted.leeway)
    issuer, kind = payload.get("iss"), payload.get("vct") if verifiable else token.typ
    if not isinstance(issuer, str) or not isinstance(kind, str):
        raise RefusedError(Refusal.MISSING_CLAIM, "does not say its iss and its vct")
    if verifiable and not is_personal_identification(kind):
        raise RefusedError(Refusal.WRONG_TYPE, "is a credential of a vct that is not taken")
    # 4. By whom it is presented. A copy of it in other hands proves nothing.
    if "cnf" not in payload:
        raise RefusedError(Refusal.KEY_BINDING_MISSING, "is not bound to a key of its holder")
    holder = holder_of(payload["cnf"])
    check_key_binding(presented, hash_of(payload), holder, wanted, now)
    return VerifiedCredential(
        type=kind,
        verifiable=verifiable,
        issuer=issuer,
        subject_key=holder.thumbprint,
        found=read_claims(disclosed.claims),
        validity=Validity.of(disclosed.claims),
        status=read_reference(payload),
        hidden=disclosed.hidden,
        content=token.payload,
        disclosed=disclosed.contents,
    )
