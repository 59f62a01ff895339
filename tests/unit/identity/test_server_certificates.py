"""Server certificates and authorities that cannot be used."""

import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from structlog.typing import FilteringBoundLogger

from denizen.identity.certificates import read_authorities, read_server_certificate
from denizen.identity.errors import IdentityError
from denizen.identity.refreshing import Expiries, Refreshing
from tests.minting import DAY, Authority
from tests.unit.identity.test_sources import lines, log

__all__ = ["lines", "log"]


AUTHORITY = Authority.create()


NOW = datetime.now(UTC)


ED25519 = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


MINTED = AUTHORITY.server()


ENCRYPTED = MINTED.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"x"))


@pytest.mark.parametrize(
    ("chain", "key", "words"),
    [
        pytest.param(b"", MINTED.key, "certificates in PEM", id="no certificate"),
        pytest.param(MINTED.cert, b"", "private key in PEM", id="no key"),
        pytest.param(MINTED.cert, ENCRYPTED, "not encrypted", id="an encrypted key"),
        pytest.param(MINTED.cert, AUTHORITY.server().key, "not that of the certificate", id="another key"),
        pytest.param(AUTHORITY.cert + MINTED.cert, MINTED.key, "not that of the certificate", id="its issuer first"),
        pytest.param(MINTED.cert, ED25519, "elliptic curve", id="a key that clients do not know"),
    ],
)
def test_a_server_certificate_that_cannot_be_used(chain: bytes, key: bytes, words: str) -> None:
    with pytest.raises(IdentityError, match=words):
        read_server_certificate([chain, key], NOW)


def test_an_expired_server_certificate() -> None:
    read_server_certificate([MINTED.cert, MINTED.key], NOW)
    with pytest.raises(IdentityError, match="expired at"):
        read_server_certificate([MINTED.cert, MINTED.key], NOW + 2 * DAY)


def test_authorities_of_which_one_has_expired() -> None:
    expired = AUTHORITY.server(lasts=-timedelta(hours=1))
    assert read_authorities([expired.cert + AUTHORITY.cert], NOW).expires == AUTHORITY.certificate.not_valid_after_utc
    with pytest.raises(IdentityError, match="every certificate in it has expired"):
        read_authorities([expired.cert], NOW)


def test_keys_are_not_shown() -> None:
    shown = repr(read_server_certificate([MINTED.cert, MINTED.key], NOW))
    assert "PRIVATE" not in shown
    assert "BEGIN" not in shown


def test_tells_how_long_everything_holds(log: FilteringBoundLogger, lines: io.StringIO) -> None:
    expiries = Expiries({"soon": lambda: NOW + timedelta(hours=1), "late": lambda: NOW + timedelta(days=30)})
    Refreshing([], expiries, lambda: NOW, log).tell()
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert [(line["what"], line["seconds"], line["level"]) for line in told] == [
        ("soon", 3600, "warning"),
        ("late", 30 * 86400, "info"),
    ]
    assert expiries.seconds(NOW + timedelta(days=31))["late"] == -86400
