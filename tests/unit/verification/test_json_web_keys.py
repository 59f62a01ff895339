"""Key sets: which keys are taken, and each with which one algorithm."""

import json

import pytest
from joserfc.jwk import Key, RSAKey

from denizen.verification.json_web_keys import KeySetError, VerifyingKeys
from tests.minting import key_set, public, signing_key, token

RSA, P256, P384, ED = (signing_key(kind) for kind in ("RSA", "P-256", "P-384", "Ed25519"))


@pytest.mark.parametrize(
    ("key", "stated", "algorithm"),
    [
        pytest.param(RSA, "PS256", "PS256", id="as the key says"),
        pytest.param(RSA, "RS512", "RS512", id="as the key says, another"),
        pytest.param(RSA, None, "RS256", id="RSA, when it does not say"),
        pytest.param(P256, None, "ES256", id="P-256"),
        pytest.param(P384, None, "ES384", id="P-384"),
        pytest.param(ED, None, "Ed25519", id="Ed25519"),
        pytest.param(ED, "EdDSA", "Ed25519", id="Ed25519, as it was called"),
    ],
)
def test_a_key_has_one_algorithm(key: Key, stated: str | None, algorithm: str) -> None:
    found = VerifyingKeys.parse(key_set(public(key, alg=stated))).find(key.kid)
    assert found is not None
    assert found.algorithm == algorithm
    signing_input, _, signature = token(key, algorithm).rpartition(".")
    assert signing_input
    assert signature


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(public(RSA, alg="HS256"), id="an RSA key for HMAC"),
        pytest.param(public(RSA, alg="none"), id="an RSA key for nothing"),
        pytest.param(public(RSA, alg="ES256"), id="an RSA key for another kind of key"),
        pytest.param(public(P256, alg="ES384"), id="a curve for another curve"),
        pytest.param(public(RSA, alg=7), id="an algorithm that is a number"),
        pytest.param(public(RSA, use="enc"), id="for encryption"),
        pytest.param(public(RSA, key_ops=["encrypt"]), id="for encryption, told otherwise"),
        pytest.param({"kty": "oct", "k": "c2VjcmV0", "alg": "HS256"}, id="a secret"),
        pytest.param({"kty": "OKP", "crv": "X25519", "x": "AAAA"}, id="for agreeing on keys"),
        pytest.param({"kty": "new"}, id="of a kind that is not known"),
    ],
)
def test_other_keys_are_left_out(entry: dict[str, object]) -> None:
    assert len(VerifyingKeys.parse(key_set(entry, public(P384))).by_kid) == 1
    with pytest.raises(KeySetError, match="none of the keys"):
        VerifyingKeys.parse(key_set(entry))


def test_small_keys_are_left_out() -> None:
    with pytest.warns(match="2048"):
        small = RSAKey.generate_key(1024, {"kid": "small"})
    with pytest.raises(KeySetError, match="none of the keys"):
        VerifyingKeys.parse(key_set(public(small)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(b"", "JSON object", id="nothing"),
        pytest.param(b"[]", "JSON object", id="a list"),
        pytest.param(b"[" * 100_000, "JSON object", id="without end"),
        pytest.param(b'{"keys": {}}', "array", id="no list"),
        pytest.param(b'{"keys": []}', "none of the keys", id="an empty list"),
        pytest.param(b'{"keys": [7]}', "JSON object", id="a number"),
        pytest.param(key_set(*[public(P256, kid=str(n)) for n in range(101)]), "at most 100", id="too many"),
        pytest.param(key_set(public(P256), public(P384, kid=None)), "`kid` of its own", id="one without a name"),
        pytest.param(key_set(public(P256), public(P384, kid=P256.kid)), "`kid` of its own", id="one name for two"),
        pytest.param(key_set(public(P256, kid=7)), "text", id="a name that is a number"),
        pytest.param(key_set(public(P256, x="AAAA")), "malformed", id="a point that is not on the curve"),
        pytest.param(key_set(public(RSA, n=None)), "malformed", id="a part is missing"),
        pytest.param(json.dumps({"keys": [RSA.as_dict(private=True)]}).encode(), "private", id="private keys"),
    ],
)
def test_is_refused(text: bytes, words: str) -> None:
    with pytest.raises(KeySetError, match=words):
        VerifyingKeys.parse(text)


@pytest.mark.parametrize(
    ("kid", "named", "found"),
    [
        pytest.param("a", "a", True, id="by its name"),
        pytest.param("a", None, True, id="not named, and there is no other"),
        pytest.param("a", "b", False, id="by another name"),
        pytest.param(None, "b", True, id="it has no name"),
        pytest.param(None, 7, False, id="by a number"),
    ],
)
def test_the_only_key(kid: str | None, named: object, found: bool) -> None:
    keys = VerifyingKeys.parse(key_set(public(P256, kid=kid)))
    assert (keys.find(named) is not None) == found
