"""Keys of registered issuers: read when they are proposed, and made ready to verify with.

A key set is as RFC 7517, a root a certificate as RFC 5280. Only public keys are taken, each with one algorithm, of a
strength that still counts (NIST SP 800-57 part 1, 112 bits: RSA from 2048 bits on, and the curves of RFC 7518).
"""

import base64
import binascii
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.issuer_keys import MOST_KEYS, IssuerKey, KeyForm, good_keys
from denizen.verification.certificates import CertificateError, Read
from denizen.verification.json_web_keys import LEAST_RSA_BITS, KeySetError, VerifyingKey, VerifyingKeys, verifying_key

MOST_BYTES = 256 * 1024
LONGEST_ID = 256
_MEMBERS = ("kty", "crv", "n", "e", "x", "y")
_CURVES = {"secp256r1": "ES256", "secp384r1": "ES384", "secp521r1": "ES512"}


def read_keys(content: bytes, valid: Interval = ALWAYS) -> tuple[IssuerKey, ...]:
    """The keys of a set, of one JWK, or the root of a certificate in PEM. `KeySetError` says what is wrong, and shows
    no key. Keys of a set for other things than signatures are left out; one that could verify but must not is refused.
    """
    if len(content) > MOST_BYTES:
        raise KeySetError(f"wanted at most {MOST_BYTES} bytes")
    if b"PRIVATE KEY" in content:
        raise KeySetError("it has a private key in it: take it out, and replace it")
    if content.lstrip().startswith(b"-----BEGIN CERTIFICATE"):
        return (read_root(content, valid),)
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        raise KeySetError("wanted a JSON Web Key Set, a JSON Web Key, or a certificate in PEM") from None
    if not isinstance(document, dict):
        raise KeySetError("wanted a JSON object")
    entries = document.get("keys", [document] if "kty" in document else None)
    if not isinstance(entries, list) or len(entries) > MOST_KEYS:
        raise KeySetError(f"wanted an array `keys` of at most {MOST_KEYS}")
    keys = [key for entry in entries if (key := _read(entry, valid)) is not None]
    if not keys:
        raise KeySetError("none of the keys can verify a signature")
    if len({key.id for key in keys}) < len(keys):
        raise KeySetError("wanted each key once, under a `kid` of its own")
    return tuple(keys)


def read_root(content: bytes, valid: Interval = ALWAYS) -> IssuerKey:
    """The root in PEM. It is good within its own validity, and `valid` can only be narrower. `KeySetError`."""
    try:
        read = Read.of_pem(content)
    except CertificateError:
        raise KeySetError("wanted one certificate in PEM that can be read to its end") from None
    if read.constraints is None or not read.constraints.ca:
        raise KeySetError("the certificate is not one of an authority (basic constraints): it may not issue others")
    if read.usage is not None and not read.usage.key_cert_sign:
        raise KeySetError("the certificate may not sign others (key usage)")
    certificate = read.certificate
    if certificate.not_valid_after_utc <= certificate.not_valid_before_utc:
        raise KeySetError("the certificate's validity ends before it begins")
    own = Interval(certificate.not_valid_before_utc.astimezone(UTC), certificate.not_valid_after_utc.astimezone(UTC))
    start = max((each for each in (own.start, valid.start) if each is not None), default=None)
    end = min((each for each in (own.end, valid.end) if each is not None), default=None)
    if start is not None and end is not None and end <= start:
        raise KeySetError("the certificate is not valid within the validity that is given for it")
    encoded = base64.b64encode(certificate.public_bytes(Encoding.DER)).decode()
    identifier = certificate.fingerprint(hashes.SHA256()).hex()
    return IssuerKey(identifier, KeyForm.ROOT, _algorithm_of(certificate.public_key()), encoded, Interval(start, end))


def verifying_keys(keys: Iterable[IssuerKey], *moments: datetime) -> VerifyingKeys:
    """Those keys of the issuer that are good at each of the moments, to look one up by the `kid` of a token. With none
    of them good it finds nothing."""
    good = [_verifying(key) for key in good_keys(keys, KeyForm.JWK, *moments)]
    return VerifyingKeys({key.kid: key for key in good if key.kid is not None}, good[0] if len(good) == 1 else None)


def trusted_roots(keys: Iterable[IssuerKey], *moments: datetime) -> list[x509.Certificate]:
    """Those roots of the issuer that are good at each of the moments, in the order of their ids."""
    good = good_keys(keys, KeyForm.ROOT, *moments)
    return [x509.load_der_x509_certificate(base64.b64decode(key.material)) for key in good]


def _read(entry: object, valid: Interval) -> IssuerKey | None:
    if not isinstance(entry, dict):
        raise KeySetError("wanted every key to be a JSON object")
    if entry.get("kty") == "oct" or "k" in entry:
        raise KeySetError("a key is a shared secret: whoever can verify with it can sign with it")
    try:
        key = verifying_key(entry)
    except (RecursionError, OverflowError, binascii.Error):
        raise KeySetError("a key is malformed") from None
    if key is None:
        if entry.get("use", "sig") != "sig" or "verify" not in entry.get("key_ops", ("verify",)):
            return None
        raise KeySetError(f"a key is too weak, or of an algorithm that is not taken; RSA from {LEAST_RSA_BITS} bits on")
    identifier = key.kid if key.kid is not None else key.thumbprint
    if not 0 < len(identifier) <= LONGEST_ID or not identifier.isprintable():
        raise KeySetError(f"wanted a `kid` of 1 to {LONGEST_ID} printable characters")
    return IssuerKey(identifier, KeyForm.JWK, key.algorithm, _material(entry, key), valid)


def _material(entry: dict[str, Any], key: VerifyingKey) -> str:
    public = {name: entry[name] for name in _MEMBERS if name in entry}
    return json.dumps({**public, "alg": key.algorithm}, sort_keys=True, separators=(",", ":"))


def _verifying(stored: IssuerKey) -> VerifyingKey:
    key = verifying_key({**json.loads(stored.material), "kid": stored.id})
    if key is None or key.algorithm != stored.algorithm:
        raise KeySetError("a stored key cannot be used any more")
    return key


def _algorithm_of(key: object) -> str:
    """What a root's own key signs with; it is not negotiated."""
    match key:
        case rsa.RSAPublicKey() if key.key_size >= LEAST_RSA_BITS:
            return "RS256"
        case ec.EllipticCurvePublicKey() if key.curve.name in _CURVES:
            return _CURVES[key.curve.name]
        case _:
            # Paths below a root of Ed25519 are not validated by the library.
            wanted = f"RSA from {LEAST_RSA_BITS} bits on, P-256, P-384 or P-521"
            raise KeySetError(f"the certificate's key is too weak or of another kind: wanted {wanted}")
