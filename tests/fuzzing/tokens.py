"""What callers show and bring back, as functions of bytes: bearer tokens, certificates, revision and page tokens."""

import ssl
from contextlib import suppress
from typing import cast

from denizen.domain.errors import InvalidError, UnauthenticatedError
from denizen.storage.keyring import KeyRing
from denizen.storage.tokens import SealedTokens
from denizen.verification.bearer_tokens import Expected, UnknownKeyError, verify_bearer_token
from denizen.verification.client_certificates import read_client_certificate
from denizen.verification.json_web_keys import VerifyingKey, VerifyingKeys
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
    with suppress(UnauthenticatedError):
        read_client_certificate(data)


def read_page_token(data: bytes) -> None:
    with suppress(InvalidError):
        TOKENS.page_of(data.decode("utf-8", "replace"), QUERY, "page_token")


def read_revision_token(data: bytes) -> None:
    with suppress(InvalidError):
        TOKENS.revision_of(data.decode("utf-8", "replace"), "token")


SAID = claims(iat=NOW, nbf=NOW, exp=NOW + 600, cnf={"x5t#S256": encoded(b"x" * 32)})
PAYLOAD = b'{"iss": "https://login.example.org/tenant", "aud": "denizen", "sub": "gateway-1", "exp": 1790000600}'
CERTIFICATE = Authority.create().client("spiffe://example.org/gateway").cert
# Its version field, [0] INTEGER 2, says 30.
OF_NO_VERSION = ssl.DER_cert_to_PEM_cert(
    ssl.PEM_cert_to_DER_cert(CERTIFICATE.decode()).replace(b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x1e", 1)
).encode()

TARGETS = {
    "bearer-token": Target(read_bearer_token, (token(signing_key("P-256"), "ES256", SAID).encode(),)),
    "bearer-payload": Target(read_bearer_payload, (PAYLOAD,)),
    "client-certificate": Target(read_certificate, (CERTIFICATE, OF_NO_VERSION)),
    "page-token": Target(read_page_token, (TOKENS.page_token(QUERY, 7, "principals/ada").encode(),), 512),
    "revision-token": Target(read_revision_token, (TOKENS.revision_token(7).encode(),), 128),
}
