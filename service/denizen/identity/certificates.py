"""What a server shows in a TLS handshake, and by whom its clients' certificates have to be issued."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from denizen.identity.errors import IdentityError


@dataclass(frozen=True, slots=True, eq=False)
class ServerCertificate:
    """A certificate with its chain, and its key; both in PEM."""

    chain: bytes = field(repr=False)
    key: bytes = field(repr=False)
    expires: datetime


@dataclass(frozen=True, slots=True, eq=False)
class Authorities:
    """Who may issue certificates of clients, in PEM; `expires`: the first of them that does."""

    bundle: bytes = field(repr=False)
    expires: datetime


def read_server_certificate(contents: Sequence[bytes], now: datetime) -> ServerCertificate:
    """Of a file with the certificate first and its chain after it, and of a file with the key."""
    chain, pem = contents
    leaf = _certificates(chain)[0]
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError):
        raise IdentityError("wanted a private key in PEM, not encrypted") from None
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise IdentityError("wanted an RSA key or one of an elliptic curve; TLS clients of gRPC know no other")
    if _public(key) != _public_of(leaf):
        raise IdentityError("the key is not that of the certificate")
    if leaf.not_valid_after_utc <= now:
        raise IdentityError(f"the certificate expired at {leaf.not_valid_after_utc:%Y-%m-%dT%H:%M:%SZ}")
    return ServerCertificate(chain, pem, leaf.not_valid_after_utc)


def read_authorities(contents: Sequence[bytes], now: datetime) -> Authorities:
    """Of a file with one or more certificates."""
    (bundle,) = contents
    expiries = [each.not_valid_after_utc for each in _certificates(bundle)]
    valid = [expiry for expiry in expiries if expiry > now]
    if not valid:
        raise IdentityError("every certificate in it has expired")
    return Authorities(bundle, min(valid))


def _certificates(pem: bytes) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(pem)
    except (ValueError, x509.InvalidVersion):
        raise IdentityError("wanted certificates in PEM") from None


def _public(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _public_of(certificate: x509.Certificate) -> bytes:
    return certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
