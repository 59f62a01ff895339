"""Signing attestations, for systems such as HR that vouch for what they know: docs/credentials.md has the format.

key = read_signing_key(Path("hr-key.pem").read_bytes(), kid="hr-2026")
token = sign(key, Word("https://hr.example.org", "denizen", "hr=4711", 1, ["export-control"], [attestation]))
"""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc import jws
from joserfc.jwk import Key, import_key

TYPE = "denizen-attestation+jwt"
_ALGORITHMS = {"P-256": "ES256", "P-384": "ES384", "P-521": "ES512", "Ed25519": "Ed25519", "RSA": "RS256"}


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key with the name under which its public part is registered."""

    key: Key
    kid: str

    @property
    def algorithm(self) -> str:
        """What it signs with: one for each kind of key."""
        entry = self.key.as_dict(private=False)
        return _ALGORITHMS[str(entry.get("crv", entry["kty"]))]


@dataclass(frozen=True, slots=True)
class Word:
    """What an issuer says about one subject.

    `subject`: `principals/{principal}`, or SCHEME=VALUE for an external identifier of it. `sequence`: counted up with
    each word about the subject; a later word takes the place of earlier ones of the same kinds of claims.
    `attestations`: JSON of `denizen.v1.Attestation`, without `purposes` and `issuer`. `seconds`: for how long it is
    vouched for.
    """

    issuer: str
    audience: str
    subject: str
    sequence: int
    purposes: Sequence[str]
    attestations: Sequence[Mapping[str, Any]]
    seconds: float | None = 365 * 86_400.0
    status: Mapping[str, Any] | None = None


def read_signing_key(pem: bytes, kid: str) -> SigningKey:
    """A private key in PEM: P-256, P-384, P-521, Ed25519, or RSA from 2048 bits on. `ValueError` for any other."""
    match load_pem_private_key(pem, None):
        case ec.EllipticCurvePrivateKey():
            kind: Literal["EC", "OKP", "RSA"] = "EC"
        case ed25519.Ed25519PrivateKey():
            kind = "OKP"
        case rsa.RSAPrivateKey(key_size=size) if size >= 2048:
            kind = "RSA"
        case _:
            raise ValueError("wanted a key of P-256, P-384, P-521 or Ed25519, or RSA from 2048 bits on")
    return SigningKey(import_key(pem, kind), kid)


def sign(key: SigningKey, word: Word, now: float | None = None) -> str:
    """The token, in compact form, as `denizen attest credential` and SubmitCredential take it. `now`: seconds since the
    epoch."""
    issued = int(time.time() if now is None else now)
    claims: dict[str, Any] = {
        "iss": word.issuer,
        "aud": word.audience,
        "sub": word.subject,
        "iat": issued,
        "sequence": word.sequence,
        "purposes": list(word.purposes),
        "attestations": [dict(each) for each in word.attestations],
    }
    if word.seconds is not None:
        claims["exp"] = issued + int(word.seconds)
    if word.status is not None:
        claims["status"] = dict(word.status)
    header = {"alg": key.algorithm, "typ": TYPE, "kid": key.kid}
    payload = json.dumps(claims, separators=(",", ":")).encode()
    return jws.serialize_compact(header, payload, key.key, algorithms=[key.algorithm])
