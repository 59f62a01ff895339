"""Which tokens hold, and which do not."""

import json
import time
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import Key

from denizen.domain.errors import UnauthenticatedError
from denizen.verification.bearer_tokens import Expected, UnknownKeyError, verify_bearer_token
from denizen.verification.identities import Identity
from denizen.verification.json_web_keys import VerifyingKeys
from denizen.verification.signed_tokens import SignedToken
from tests import minting
from tests.minting import AUDIENCE, ISSUER, claims, confused_token, encoded, key_set, public, signing_key, token

RSA, P256, ED = signing_key("RSA"), signing_key("P-256"), signing_key("Ed25519")
KEYS = VerifyingKeys.parse(key_set(public(RSA, alg="RS256"), public(P256), public(ED)))
EXPECTED = Expected(ISSUER, AUDIENCE, leeway=30)
NOW = int(time.time())
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@pytest.fixture(autouse=True)
def _minted_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long after its collection a test runs."""
    monkeypatch.setattr(minting, "time", SimpleNamespace(time=lambda: NOW))


def verified(text: str, now: float = NOW) -> Identity:
    return verify_bearer_token(text, KEYS, EXPECTED, now).identity


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [
        pytest.param(RSA, "RS256", id="RSA"),
        pytest.param(P256, "ES256", id="elliptic curve"),
        pytest.param(ED, "Ed25519", id="Edwards curve"),
    ],
)
def test_a_good_token_says_who_calls(key: Key, algorithm: str) -> None:
    assert verified(token(key, algorithm)) == Identity.of_token(ISSUER, "gateway-1")


@pytest.mark.parametrize("typ", ["at+jwt", "AT+JWT", "application/at+jwt", "JWT"])
def test_types_of_access_tokens(typ: str) -> None:
    assert verified(token(RSA, "RS256", typ=typ)).value == "gateway-1"


def test_several_audiences() -> None:
    assert verified(token(RSA, "RS256", claims(aud=["another", AUDIENCE]))).value == "gateway-1"


def swapped() -> str:
    """The name of one key, the signature of another one."""
    return token(signing_key("RSA", 2), "RS256", kid=RSA.kid)


def unsigned(signature: str = "") -> str:
    header = {"alg": "none", "typ": "at+jwt", "kid": RSA.kid}
    return f"{encoded(header)}.{encoded(claims())}.{signature}"


def relabelled(algorithm: str) -> str:
    """A good token whose header says another algorithm."""
    _, middle, end = token(RSA, "RS256").split(".")
    return f"{encoded({'alg': algorithm, 'typ': 'at+jwt', 'kid': RSA.kid})}.{middle}.{end}"


def padded(part: int) -> str:
    parts = token(RSA, "RS256").split(".")
    parts[part] += "=" * (-len(parts[part]) % 4 or 4)
    return ".".join(parts)


def standard_alphabet() -> str:
    """The same bytes in base64 instead of base64url."""
    while not set("-_") & set(text := token(RSA, "RS256", claims(jti=str(time.monotonic_ns())))):
        pass
    return text.replace("-", "+").replace("_", "/")


def unused_bits() -> str:
    """The same signature, with bits set that nobody decodes."""
    text = token(RSA, "RS256")
    assert len(text.rpartition(".")[2]) % 4 == 2
    return text[:-1] + ALPHABET[ALPHABET.index(text[-1]) + 1]


REFUSED: dict[str, tuple[Callable[[], str], str]] = {
    "nothing": (lambda: "", "compact form"),
    "two parts": (lambda: token(RSA, "RS256").rpartition(".")[0], "compact form"),
    "five parts, as of an encrypted one": (lambda: "a.b.c.d.e", "compact form"),
    "too long": (lambda: token(RSA, "RS256", claims(more="x" * 8000)), "longer than"),
    "a line end at its end": (lambda: token(RSA, "RS256") + "\n", "compact form"),
    "expired": (lambda: token(RSA, "RS256", claims(exp=NOW - 31)), "has expired"),
    "no expiry": (lambda: token(RSA, "RS256", claims(exp=None)), "when it expires"),
    "not valid yet": (lambda: token(RSA, "RS256", claims(nbf=NOW + 60)), "not valid yet"),
    "issued in the future": (lambda: token(RSA, "RS256", claims(iat=NOW + 60)), "not valid yet"),
    "another audience": (lambda: token(RSA, "RS256", claims(aud="another")), "another audience"),
    "an audience that contains ours": (lambda: token(RSA, "RS256", claims(aud=f"{AUDIENCE}-2")), "another audience"),
    "no audience": (lambda: token(RSA, "RS256", claims(aud=None)), "another audience"),
    "an audience of another kind": (lambda: token(RSA, "RS256", claims(aud={AUDIENCE: 1})), "another audience"),
    "another issuer": (lambda: token(RSA, "RS256", claims(iss="https://login.example.net")), "another issuer"),
    "an issuer with a slash more": (lambda: token(RSA, "RS256", claims(iss=f"{ISSUER}/")), "another issuer"),
    "no issuer": (lambda: token(RSA, "RS256", claims(iss=None)), "another issuer"),
    "nobody": (lambda: token(RSA, "RS256", claims(sub=None)), "whom it is about"),
    "an empty subject": (lambda: token(RSA, "RS256", claims(sub="")), "subject"),
    "a subject of half a character": (lambda: token(RSA, "RS256", claims(sub="\ud800")), "JSON objects"),
    "a subject that is a number": (lambda: token(RSA, "RS256", claims(sub=7)), "whom it is about"),
    "an expiry in words": (lambda: token(RSA, "RS256", claims(exp="never")), "not a time"),
    "an expiry that is true": (lambda: token(RSA, "RS256", claims(exp=True)), "not a time"),
    "an expiry beyond all times": (lambda: token(RSA, "RS256", claims(exp=10**400)), "not a time"),
    "an infinite expiry": (lambda: token(RSA, "RS256", claims(exp=float("inf"))), "JSON objects"),
    "not signed": (unsigned, "compact form"),
    "not signed, with something for a signature": (lambda: unsigned("AAAA"), "signature"),
    "signed with the public key as a secret": (lambda: confused_token(RSA), "signature"),
    "signed with another public key as a secret": (lambda: confused_token(RSA, P256.kid), "signature"),
    "signed by another key of the same name": (swapped, "signature"),
    "signed by another of our keys": (lambda: token(P256, "ES256", kid=RSA.kid), "signature"),
    "by the right key with another algorithm": (lambda: token(RSA, "PS256"), "signature"),
    "a shorter hash": (lambda: relabelled("RS384"), "signature"),
    "an algorithm that nobody knows": (lambda: relabelled("XX"), "signature"),
    "an algorithm in other letters": (lambda: relabelled("rs256"), "signature"),
    "another algorithm than it is signed with": (lambda: token(RSA, "RS256", alg="RS384"), "signature"),
    "HMAC, it says, and is signed by the right key": (lambda: token(RSA, "RS256", alg="HS256"), "signature"),
    "none, it says, and is signed by the right key": (lambda: token(RSA, "RS256", alg="none"), "signature"),
    "no algorithm": (lambda: token(RSA, "RS256", alg=None), "signature"),
    "another payload": (
        lambda: ".".join([*token(RSA, "RS256").split(".")[:1], encoded(claims(sub="root")), "AAAA"]),
        "signature",
    ),
    "a critical extension": (lambda: token(RSA, "RS256", crit=["exp"]), "extension"),
    "a type of something else": (lambda: token(RSA, "RS256", typ="dpop+jwt"), "another type"),
    "no type": (lambda: token(RSA, "RS256", typ=None), "another type"),
    "padded header": (lambda: padded(0), "compact form"),
    "padded claims": (lambda: padded(1), "compact form"),
    "padded signature": (lambda: padded(2), "compact form"),
    "another alphabet": (standard_alphabet, "compact form"),
    "unused bits set": (unused_bits, "canonical"),
    "claims that are a list": (lambda: token(RSA, "RS256", []), "JSON objects"),
    "claims that are no JSON": (lambda: token(RSA, "RS256", b"{"), "JSON objects"),
    "a claim that stands twice": (
        lambda: token(RSA, "RS256", json.dumps(claims())[:-1].encode() + b', "sub": "root"}'),
        "JSON objects",
    ),
    "claims without end": (lambda: token(RSA, "RS256", b"[" * 5000), "JSON objects"),
    "bound to a key that we cannot check": (lambda: token(RSA, "RS256", claims(cnf={"jkt": "x"})), "bound to"),
    "bound to two things": (
        lambda: token(RSA, "RS256", claims(cnf={"jkt": "x", "x5t#S256": encoded(bytes(32))})),
        "bound to",
    ),
}


@pytest.mark.parametrize(("made", "words"), REFUSED.values(), ids=REFUSED)
def test_is_refused(made: Callable[[], str], words: str) -> None:
    with pytest.raises(UnauthenticatedError, match=words):
        verified(made())


@pytest.mark.parametrize("kid", [None, "another", "", 7, ["RSA-1"]])
def test_has_to_name_one_of_several_keys(kid: object) -> None:
    with pytest.raises(UnknownKeyError):
        verified(token(RSA, "RS256", kid=kid))


@pytest.mark.parametrize(
    ("said", "holds_from", "holds_until"),
    [
        pytest.param(claims(iat=None, nbf=None, exp=NOW), None, NOW + 30, id="expiry"),
        pytest.param(claims(iat=None, nbf=NOW, exp=NOW + 600), NOW - 30, None, id="not before"),
        pytest.param(claims(nbf=None, iat=NOW, exp=NOW + 600), NOW - 30, None, id="issued at"),
        pytest.param(claims(iat=None, nbf=None, exp=NOW + 0.5), None, NOW + 30.5, id="a fraction of a second"),
    ],
)
def test_clocks_may_differ_by_so_much(
    said: dict[str, object], holds_from: float | None, holds_until: float | None
) -> None:
    text = token(RSA, "RS256", said)
    if holds_from is not None:
        verified(text, holds_from)
        with pytest.raises(UnauthenticatedError, match="not valid yet"):
            verified(text, holds_from - 0.001)
    if holds_until is not None:
        assert verify_bearer_token(text, KEYS, EXPECTED, NOW).until == holds_until
        verified(text, holds_until - 0.001)
        with pytest.raises(UnauthenticatedError, match="expired"):
            verified(text, holds_until)


@given(st.data())
def test_no_other_text_is_the_same_token(data: st.DataObject) -> None:
    text = token(ED, "Ed25519")
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from([*ALPHABET, "=", ".", ""]).filter(lambda c: c != text[place]))
    with pytest.raises((UnauthenticatedError, UnknownKeyError)):
        verified(text[:place] + other + text[place + 1 :])


@given(st.text(max_size=200))
def test_any_text_is_refused_in_peace(text: str) -> None:
    with pytest.raises((UnauthenticatedError, UnknownKeyError)):
        verified(text)


def test_a_token_is_not_shown_by_what_was_read_of_it() -> None:
    shown = repr(SignedToken.parse(text := token(RSA, "RS256"), 8192))
    assert "gateway-1" not in shown
    assert not any(part in shown for part in text.split("."))


def test_a_refusal_quotes_nothing() -> None:
    for made, _ in REFUSED.values():
        with pytest.raises(UnauthenticatedError) as refusal:
            verified(made())
        assert not any(len(part) > 8 and part in refusal.value.message for part in made().split("."))
        assert refusal.value.facts == {}
