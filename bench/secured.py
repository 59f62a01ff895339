"""Our own server behind TLS, for callers with a bearer token and a grant: what an operator runs between machines."""

import json
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import grpc
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from joserfc import jwt
from joserfc.jwk import ECKey

from bench.contenders import Contender
from bench.own_server import DENIZEN, OwnServer, environment
from bench.processes import finish, free_port
from denizen.verification.identities import Identity

TLS = ", TLS and a token"
"""Ends the name of a question that is asked so."""
_ISSUER, _AUDIENCE, _SUBJECT = "https://issuer.example", "denizen", "gateway"
_DAY = timedelta(days=1)
_ASK_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Secured:
    """Where such callers connect, by what certificate they know the server there, and their token."""

    folder: Path
    address: str
    decisions: str
    certificate: bytes
    token: str

    def settings(self, *, deciding: bool = False) -> dict[str, str]:
        """What a server is told beside its other settings."""
        name = "DENIZEN_DECISION_LISTEN_TLS" if deciding else "DENIZEN_LISTEN_TLS"
        return {
            name: self.decisions if deciding else self.address,
            "DENIZEN_TLS_CERT_FILE": str(self.folder / "server.pem"),
            "DENIZEN_TLS_KEY_FILE": str(self.folder / "server.key"),
            "DENIZEN_OIDC_ISSUER": _ISSUER,
            "DENIZEN_OIDC_AUDIENCE": _AUDIENCE,
            "DENIZEN_OIDC_JWKS_FILE": str(self.folder / "keys.json"),
        }

    def grant(self, server: OwnServer) -> None:
        """Let the caller ask everything, as it is done on an empty database; the server follows."""
        every = {"populations": ["*"], "directives": ["*"], "purposes": ["*"], "tier": "FACTS"}
        grant = {"name": "grants/bench", "caller": Identity.of_token(_ISSUER, _SUBJECT).name, "role": "AUDITOR"}
        file = self.folder / "grants.yaml"
        file.write_text(json.dumps({"grants": [{**grant, **every}]}))
        settings = environment(
            DENIZEN_DATABASE_URL=f"sqlite:///{server.database}",
            DENIZEN_KEY_RING_FILE=str(server.database.parent / "keyring.json"),
        )
        finish([*DENIZEN, "grant", "bootstrap", str(file)], settings)

    def asked(self, plain: Contender, address: str) -> Contender:
        """The same question at a door of this kind."""
        bearer = f"Bearer {self.token}"

        def ask(message: bytes) -> bytes:
            credentials = grpc.ssl_channel_credentials(self.certificate)
            with grpc.secure_channel(address, credentials) as channel:
                call = channel.unary_unary(plain.method, request_serializer=bytes, response_deserializer=bytes)
                answer: bytes = call(message, metadata=(("authorization", bearer),), timeout=_ASK_SECONDS)
                return answer

        return replace(
            plain,
            name=plain.name + TLS,
            address=address,
            scheme="https",
            ask=ask,
            headers=(*plain.headers, f"authorization: {bearer}"),
        )


def secured(folder: Path) -> Secured:
    """Keys of its own, which are good for a day, in the folder."""
    key, signing = ec.generate_private_key(ec.SECP256R1()), ECKey.generate_key("P-256", {"kid": "bench"})
    certificate = _certificate(key).public_bytes(Encoding.PEM)
    (folder / "server.pem").write_bytes(certificate)
    (folder / "server.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (folder / "keys.json").write_text(json.dumps({"keys": [signing.as_dict(private=False)]}))
    said = {"iss": _ISSUER, "aud": _AUDIENCE, "sub": _SUBJECT, "exp": int(time.time() + _DAY.total_seconds())}
    token = jwt.encode({"alg": "ES256", "typ": "at+jwt", "kid": "bench"}, said, signing)
    return Secured(folder, f"127.0.0.1:{free_port()}", f"127.0.0.1:{free_port()}", certificate, token)


def _certificate(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bench")]), datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _DAY)
        .not_valid_after(now + _DAY)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
