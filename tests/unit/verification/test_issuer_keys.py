"""Keys of issuers: what is taken, what is refused, and when a key is good."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from joserfc.jwk import ECKey, OctKey

from denizen.domain.errors import InvalidError
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.issuer_keys import IssuerKey, KeyForm, Revocation, merged, revoked
from denizen.verification.issuer_keys import read_keys, trusted_roots, verifying_keys
from denizen.verification.json_web_keys import KeySetError

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DAY = timedelta(days=1)
WEAK = rsa.generate_private_key(65537, 1024)  # noqa: S505 - it is refused below


def jwk(kid: str | None = "k1", *, private: bool = False, **more: object) -> dict[str, Any]:
    made = ECKey.generate_key("P-256", private=True).as_dict(private=private)
    return {**{name: value for name, value in made.items() if name != "kid"}, **({"kid": kid} if kid else {}), **more}


def base64url_uint(number: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes((number.bit_length() + 7) // 8, "big")).decode().rstrip("=")


def key_set(*keys: object) -> bytes:
    return json.dumps({"keys": keys}).encode()


def root(*, ca: bool = True, key: Any = None, days: int = 10) -> bytes:
    private = key or ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "root")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(7)
        .not_valid_before(NOW - DAY)
        .not_valid_after(NOW + days * DAY)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .sign(private, None if isinstance(private, ed25519.Ed25519PrivateKey) else hashes.SHA256())
    )
    return made.public_bytes(Encoding.PEM)


def test_a_key_keeps_its_one_algorithm_and_its_public_members() -> None:
    (key,) = read_keys(key_set(jwk(x5c=["MII"])))
    assert (key.id, key.form, key.algorithm) == ("k1", KeyForm.JWK, "ES256")
    assert set(json.loads(key.material)) == {"alg", "crv", "kty", "x", "y"}


def test_a_key_without_kid_is_called_by_its_thumbprint() -> None:
    given = jwk(None)
    (key,) = read_keys(json.dumps(given).encode())
    assert key.id == ECKey.import_key(given).thumbprint()


def test_an_encryption_key_is_left_out() -> None:
    assert [key.id for key in read_keys(key_set(jwk("enc", use="enc"), jwk("sig", use="sig")))] == ["sig"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (key_set(jwk(private=True)), "private"),
        (key_set(OctKey.generate_key(256).as_dict(private=True)), "shared secret"),
        (key_set({"kty": "RSA", "n": base64url_uint(WEAK.public_key().public_numbers().n), "e": "AQAB"}), "too weak"),
        (key_set(jwk(alg="RS256")), "too weak, or of an algorithm"),
        (key_set(jwk("a"), jwk("a")), "each key once"),
        (key_set(jwk("e", use="enc")), "none of the keys"),
        (key_set(*[jwk(str(n)) for n in range(101)]), "at most 100"),
        (key_set("x"), "JSON object"),
        (key_set(jwk("a\nb")), "printable"),
        (key_set(jwk(x="!!")), "malformed"),
        (b"[]", "JSON object"),
        (b"{", "JSON Web Key Set"),
        (b"[" * 100_000, "JSON Web Key Set"),
        (b"x" * 300_000, "at most"),
        (b"-----BEGIN PRIVATE KEY-----\n", "private key"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "one certificate"),
        (root(ca=False), "not one of an authority"),
        (root(key=WEAK), "too weak"),
        (root(key=ec.generate_private_key(ec.SECP224R1())), "too weak"),
        (root(key=ed25519.Ed25519PrivateKey.generate()), "of another kind"),
        (root() + root(), "one certificate"),
    ],
    ids=lambda value: value if isinstance(value, str) else "content",
)  # fmt: skip
def test_refused(content: bytes, why: str) -> None:
    with pytest.raises(KeySetError, match=why):
        read_keys(content)


def test_a_root_is_good_within_its_own_validity() -> None:
    pem = root()
    (key,) = read_keys(pem, Interval(NOW, NOW + 30 * DAY))
    assert key.valid == Interval(NOW, NOW + 10 * DAY)
    assert [each.public_bytes(Encoding.DER) for each in trusted_roots([key], NOW)] == [base64.b64decode(key.material)]
    assert trusted_roots([key], NOW + 10 * DAY) == []
    with pytest.raises(KeySetError, match="not valid within"):
        read_keys(pem, Interval(NOW + 20 * DAY))


REVOKED = Revocation(NOW, "stolen")
NEVER_GOOD = Revocation(None, "forged")


@pytest.mark.parametrize(
    ("valid", "revocation", "good"),
    [
        (ALWAYS, None, (True, True)),
        (Interval(NOW), None, (False, True)),
        (Interval(None, NOW), None, (True, False)),
        (ALWAYS, REVOKED, (True, False)),
        (ALWAYS, NEVER_GOOD, (False, False)),
        (Interval(NOW), REVOKED, (False, False)),
    ],
)  # fmt: skip
def test_when_a_key_is_good(valid: Interval, revocation: Revocation | None, good: tuple[bool, bool]) -> None:
    (given,) = read_keys(key_set(jwk()), valid)
    key = IssuerKey(given.id, given.form, given.algorithm, given.material, given.valid, revocation)
    assert tuple(verifying_keys([key], at).find("k1") is not None for at in (NOW - DAY, NOW)) == good
    # A signature from before the revocation that arrives after it is not to be told from a forged one.
    assert (verifying_keys([key], NOW - DAY, NOW).find("k1") is not None) == all(good)


def test_a_token_without_kid_takes_the_only_good_key() -> None:
    keys = (*read_keys(key_set(jwk("old")), Interval(None, NOW)), *read_keys(key_set(jwk("new"))))
    found = verifying_keys(keys, NOW).find(None)
    assert found is not None
    assert found.kid == "new"
    assert verifying_keys(keys, NOW - DAY).find(None) is None


def test_keys_are_added_and_never_taken_out() -> None:
    (old,), (new,) = read_keys(key_set(jwk("old"))), read_keys(key_set(jwk("new")))
    both = merged((old,), [new])
    assert [key.id for key in both] == ["new", "old"]
    assert merged(revoked(both, "old", REVOKED), [old])[1].revoked == REVOKED
    with pytest.raises(InvalidError, match="another key"):
        merged(both, read_keys(key_set(jwk("old"))))


@pytest.mark.parametrize("second", [REVOKED, Revocation(NOW + DAY, "later")], ids=["again", "later"])
def test_a_revocation_is_only_moved_back(second: Revocation) -> None:
    keys = revoked(read_keys(key_set(jwk())), "k1", REVOKED)
    assert revoked(keys, "k1", NEVER_GOOD)[0].revoked == NEVER_GOOD
    with pytest.raises(InvalidError, match="before"):
        revoked(keys, "k1", second)
    with pytest.raises(InvalidError, match="key_id"):
        revoked(keys, "k2", second)
