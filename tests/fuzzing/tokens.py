"""What callers show and bring back, as functions of bytes: bearer tokens, certificates, revision and page tokens."""

import base64
import ssl
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from ipaddress import IPv4Address
from typing import cast

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from denizen.domain.errors import InvalidError, UnauthenticatedError
from denizen.storage.keyring import KeyRing
from denizen.storage.tokens import SealedTokens
from denizen.verification.bearer_tokens import Expected, UnknownKeyError, verify_bearer_token
from denizen.verification.certificate_chains import chained_key
from denizen.verification.client_certificates import read_client_certificate
from denizen.verification.issuer_keys import read_keys
from denizen.verification.json_web_keys import KeySetError, VerifyingKey, VerifyingKeys
from denizen.verification.refusals import RefusedError
from tests.fuzzing.credentials import AnyKey
from tests.fuzzing.target import Target
from tests.minting import AUDIENCE, ISSUER, Authority, claims, encoded, signing_key, token

KEYS = VerifyingKeys({}, cast("VerifyingKey", AnyKey()))
EXPECTED = Expected(ISSUER, AUDIENCE, 30)
NOW, QUERY = 1_790_000_000, b"a query"
TOKENS = SealedTokens(KeyRing.create())


def read_bearer_token(data: bytes) -> None:
    with suppress(UnauthenticatedError, UnknownKeyError):
        verify_bearer_token(data.decode("utf-8", "replace"), KEYS, EXPECTED, NOW)


def read_bearer_payload(data: bytes) -> None:
    """Signed, whatever it is."""
    text = f"{encoded({'alg': 'ES256', 'typ': 'at+jwt'})}.{encoded(data)}.{encoded(b'signature')}"
    with suppress(UnauthenticatedError, UnknownKeyError):
        verify_bearer_token(text, KEYS, EXPECTED, NOW)


def read_certificate(data: bytes) -> None:
    """In PEM as it begins, else in DER, of which the fuzzer can change what PEM would hide from it."""
    with quiet(), suppress(UnauthenticatedError):
        read_client_certificate(data if data.startswith(b"-----") else in_pem(data))


def read_chain(data: bytes) -> None:
    """A certificate in DER, as what signed a token and as the root of an issuer."""
    with quiet():
        with suppress(RefusedError):
            chained_key([base64.b64encode(data).decode()], [AUTHORITY.certificate], NAMED, [MOMENT])
        with suppress(KeySetError):
            read_keys(in_pem(data))


@contextmanager
def quiet() -> Iterator[None]:
    """The library warns of what it will refuse one day."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        yield


def in_pem(data: bytes) -> bytes:
    return ssl.DER_cert_to_PEM_cert(data).encode()


def in_der(pem: bytes) -> bytes:
    return ssl.PEM_cert_to_DER_cert(pem.decode())


def read_page_token(data: bytes) -> None:
    with suppress(InvalidError):
        TOKENS.page_of(data.decode("utf-8", "replace"), QUERY, "page_token")


def read_revision_token(data: bytes) -> None:
    with suppress(InvalidError):
        TOKENS.revision_of(data.decode("utf-8", "replace"), "token")


SAID = claims(iat=NOW, nbf=NOW, exp=NOW + 600, cnf={"x5t#S256": encoded(b"x" * 32)})
PAYLOAD = b'{"iss": "https://login.example.org/tenant", "aud": "denizen", "sub": "gateway-1", "exp": 1790000600}'
AUTHORITY, NAMED, MOMENT = Authority.create(), "https://pid.example.org", datetime.now(UTC)
CERTIFICATE = AUTHORITY.client("spiffe://example.org/gateway").cert
MANY_NAMES = AUTHORITY.issue(
    [
        x509.UniformResourceIdentifier(NAMED),
        x509.DNSName("pid.example.org"),
        x509.IPAddress(IPv4Address("127.0.0.1")),
        x509.OtherName(x509.ObjectIdentifier("1.2.3"), b"\x05\x00"),
        x509.DirectoryName(x509.Name([])),
    ],
    ExtendedKeyUsageOID.CLIENT_AUTH,
).cert
# Its version field, [0] INTEGER 2, says 30.
OF_NO_VERSION = in_der(CERTIFICATE).replace(b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x1e", 1)
# Its subject's name is a bit string: UTF8String is 0x0c.
OF_A_NAME_IN_BITS = in_der(CERTIFICATE).replace(b"\x0c\x08somebody", b"\x03\x08\x00omebody", 1)
# Its name is an x400Address, [3]: a URI is [6].
OF_A_NAME_THAT_IS_NOT_READ = in_der(CERTIFICATE).replace(b"\x86\x1cspiffe", b"\xa3\x1cspiffe", 1)
DAMAGED = (OF_NO_VERSION, OF_A_NAME_IN_BITS, OF_A_NAME_THAT_IS_NOT_READ)

TARGETS = {
    "bearer-token": Target(read_bearer_token, (token(signing_key("P-256"), "ES256", SAID).encode(),)),
    "bearer-payload": Target(read_bearer_payload, (PAYLOAD,)),
    "client-certificate": Target(read_certificate, (CERTIFICATE, in_der(CERTIFICATE), in_der(MANY_NAMES), *DAMAGED)),
    "certificate-chain": Target(read_chain, (in_der(MANY_NAMES), in_der(AUTHORITY.cert), *DAMAGED)),
    "page-token": Target(read_page_token, (TOKENS.page_token(QUERY, 7, "principals/ada").encode(),), 512),
    "revision-token": Target(read_revision_token, (TOKENS.revision_token(7).encode(),), 128),
}
