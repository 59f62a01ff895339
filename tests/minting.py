"""Certificates and tokens, made for a test and good for nothing else."""

import base64
import hmac
import ipaddress
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Self

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from joserfc.jwk import ECKey, Key, KeyParameters, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

DAY = timedelta(days=1)
LOOPBACK = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
ISSUER = "https://login.example.org/tenant"
AUDIENCE = "denizen"


def key_usage(*uses: str) -> x509.KeyUsage:
    """With these uses alone."""
    named = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    every = (*named, "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{each: each in uses for each in every})


_SIGNS_CERTIFICATES = key_usage("key_cert_sign", "crl_sign")


@dataclass(frozen=True, slots=True)
class Minted:
    """A certificate and its key, in PEM."""

    certificate: x509.Certificate
    private: ec.EllipticCurvePrivateKey

    @property
    def cert(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def key(self) -> bytes:
        return self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@dataclass(frozen=True, slots=True)
class Authority(Minted):
    """One that issues certificates."""

    @classmethod
    def create(cls, name: str = "authority") -> Self:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = _name({NameOID.COMMON_NAME: name})
        builder = _builder(subject, subject, key, key)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        return cls(builder.add_extension(_SIGNS_CERTIFICATES, critical=True).sign(key, SHA256()), key)

    def server(self, **changes: Any) -> Minted:
        return self.issue([LOOPBACK], ExtendedKeyUsageOID.SERVER_AUTH, **changes)

    def client(self, *uris: str, **changes: Any) -> Minted:
        names = [x509.UniformResourceIdentifier(uri) for uri in uris]
        return self.issue(names, ExtendedKeyUsageOID.CLIENT_AUTH, **changes)

    def issue(
        self,
        names: Sequence[x509.GeneralName],
        usage: x509.ObjectIdentifier,
        subject: Mapping[x509.ObjectIdentifier, str] | None = None,
        lasts: timedelta = DAY,
        extensions: Sequence[x509.ExtensionType] = (),
    ) -> Minted:
        key = ec.generate_private_key(ec.SECP256R1())
        named = _name({NameOID.COMMON_NAME: "somebody"} if subject is None else subject)
        builder = _builder(named, self.certificate.subject, key, self.private, lasts)
        builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        for each in extensions:
            builder = builder.add_extension(each, critical=True)
        return Minted(builder.sign(self.private, SHA256()), key)

    def below(self, name: str, path_length: int | None = None, *extensions: x509.ExtensionType) -> "Authority":
        """Another authority, which this one vouches for."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = _name({NameOID.COMMON_NAME: name})
        builder = _builder(subject, self.certificate.subject, key, self.private)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
        for each in (_SIGNS_CERTIFICATES, *extensions):
            builder = builder.add_extension(each, critical=True)
        return Authority(builder.sign(self.private, SHA256()), key)


def _name(parts: Mapping[x509.ObjectIdentifier, str]) -> x509.Name:
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts.items()])


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuing: ec.EllipticCurvePrivateKey,
    lasts: timedelta = DAY,
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - 2 * DAY)
        .not_valid_after(now + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuing.public_key()), critical=False)
    )


@cache
def signing_key(kind: str, number: int = 1) -> Key:
    """A key to sign with, the same one for the same arguments; its `kid` is `kind-number`."""
    kid: KeyParameters = {"kid": f"{kind}-{number}"}
    match kind:
        case "RSA":
            return RSAKey.generate_key(2048, kid)
        case "Ed25519":
            return OKPKey.generate_key("Ed25519", kid)
        case _:
            return ECKey.generate_key(kind, kid)


def public(key: Key, **changes: object) -> dict[str, object]:
    """The key as an entry of a key set; a change to None leaves a member out."""
    entry = {**key.as_dict(private=False), **changes}
    return {name: value for name, value in entry.items() if value is not None}


def key_set(*entries: Mapping[str, object]) -> bytes:
    return json.dumps({"keys": entries}).encode()


def claims(**changes: object) -> dict[str, object]:
    """What a good token says; a change to None leaves a claim out."""
    now = int(time.time())
    said = {"iss": ISSUER, "aud": AUDIENCE, "sub": "gateway-1", "iat": now, "nbf": now, "exp": now + 600, **changes}
    return {name: value for name, value in said.items() if value is not None}


def token(key: Key, algorithm: str, said: object = None, **header: object) -> str:
    """A signed token. The signature is right for `algorithm`; a change of the header to None leaves a member out."""
    protected = {"alg": algorithm, "typ": "at+jwt", "kid": key.kid, **header}
    protected = {name: value for name, value in protected.items() if value is not None}
    signing_input = f"{encoded(protected)}.{encoded(claims() if said is None else said)}"
    signature = JWSRegistry.algorithms[algorithm].sign(signing_input.encode(), key)
    return f"{signing_input}.{encoded(signature)}"


def confused_token(key: Key, kid: str | None = None) -> str:
    """Signed with HMAC by somebody who has the public key only, and takes it for the secret."""
    assert isinstance(key, RSAKey | ECKey)
    protected = {"alg": "HS256", "typ": "at+jwt", "kid": kid or key.kid}
    signing_input = f"{encoded(protected)}.{encoded(claims())}"
    return f"{signing_input}.{encoded(hmac.digest(key.as_pem(private=False), signing_input.encode(), 'sha256'))}"


def encoded(part: object) -> str:
    """Base64url without padding; of bytes as they are, of anything else as JSON."""
    content = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
