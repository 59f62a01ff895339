"""Callers by their tokens: verified once, and only for as long as everything holds that they rested on."""

import json
from hashlib import sha256

import pytest

from denizen.domain.errors import UnauthenticatedError
from denizen.identity import bearer_tokens
from denizen.identity.bearer_tokens import BearerTokens
from denizen.identity.callers import Callers
from denizen.identity.errors import IdentityError
from denizen.identity.sources import Fixed
from denizen.identity.static_tokens import StaticTokens, StaticTokenTable
from denizen.usecases.context import Caller, Method
from denizen.verification.bearer_tokens import BearerToken, Expected, verify_bearer_token
from denizen.verification.json_web_keys import VerifyingKeys
from tests.minting import AUDIENCE, ISSUER, claims, encoded, key_set, public, signing_key, token

KEY, OTHER = signing_key("P-256"), signing_key("P-256", 2)
CALLER = Caller("callers/token/login.example.org%2Ftenant/gateway-1", method=Method.TOKEN)
SECRET = "a-token-of-a-file"


class Keys(Fixed[VerifyingKeys]):
    """Counts what was asked for in vain."""

    missing = 0

    def missed(self) -> None:
        self.missing += 1


class Bench:
    """Tokens, with all that they are checked against at hand."""

    def __init__(self, most: int = 100) -> None:
        self.keys = Keys(VerifyingKeys.parse(key_set(public(KEY))))
        self.callers = Fixed(Callers())
        self.now = float(claims()["iat"])  # type: ignore[arg-type]  # it is a number
        self.tokens = BearerTokens(self.keys, Expected(ISSUER, AUDIENCE, 30), self.callers, lambda: self.now, most)


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tokens of which the signature was looked at."""
    seen: list[str] = []

    def counting(text: str, keys: VerifyingKeys, expected: Expected, now: float) -> BearerToken:
        seen.append(text)
        return verify_bearer_token(text, keys, expected, now)

    monkeypatch.setattr(bearer_tokens, "verify_bearer_token", counting)
    return seen


def test_a_token_is_verified_once(bench: Bench, verified: list[str]) -> None:
    text = token(KEY, "ES256")
    assert [bench.tokens.caller_of(text, b"") for _ in range(3)] == [CALLER] * 3
    assert verified == [text]


def test_what_is_remembered_ends_with_the_token(bench: Bench) -> None:
    text = token(KEY, "ES256")
    bench.tokens.caller_of(text, b"")
    bench.now += 629
    bench.tokens.caller_of(text, b"")
    bench.now += 1
    with pytest.raises(UnauthenticatedError, match="expired"):
        bench.tokens.caller_of(text, b"")


def test_what_is_remembered_ends_with_the_key(bench: Bench) -> None:
    text = token(KEY, "ES256")
    bench.tokens.caller_of(text, b"")
    bench.keys.current = VerifyingKeys.parse(key_set(public(OTHER)))
    with pytest.raises(UnauthenticatedError, match="not known"):
        bench.tokens.caller_of(text, b"")
    assert bench.keys.missing == 1


def test_what_is_remembered_ends_when_callers_change(bench: Bench) -> None:
    text = token(KEY, "ES256")
    bench.tokens.caller_of(text, b"")
    named = {"callers": [{"name": "callers/hr", "identities": [{"token": "gateway-1"}]}]}
    bench.callers.current = Callers.parse(json.dumps(named).encode(), ISSUER)
    assert bench.tokens.caller_of(text, b"").name == "callers/hr"


def test_what_is_refused_is_not_remembered(bench: Bench, verified: list[str]) -> None:
    text = token(OTHER, "ES256", kid=KEY.kid)
    for _ in range(2):
        with pytest.raises(UnauthenticatedError):
            bench.tokens.caller_of(text, b"")
    assert verified == [text, text]


def test_another_form_of_a_token_is_not_that_token(bench: Bench) -> None:
    text = token(KEY, "ES256")
    bench.tokens.caller_of(text, b"")
    for other in (text + "=", text + "\n", f" {text}", text.replace("-", "+") + "=="):
        with pytest.raises(UnauthenticatedError):
            bench.tokens.caller_of(other, b"")


def test_two_tokens_of_one_subject_are_one_caller(bench: Bench) -> None:
    assert {bench.tokens.caller_of(token(KEY, "ES256", claims(jti=n)), b"") for n in range(3)} == {CALLER}


def test_remembers_so_many_and_keeps_those_in_use(verified: list[str]) -> None:
    tokens = Bench(most=2).tokens
    first, second, third = (token(KEY, "ES256", claims(jti=n)) for n in range(3))
    for text in (first, second, first, third, first):
        tokens.caller_of(text, b"")
    assert verified == [first, second, third]
    tokens.caller_of(second, b"")
    assert verified[3:] == [second]


def test_a_bound_token_is_of_no_use_without_its_certificate(bench: Bench) -> None:
    thumbprint = sha256(b"certificate").digest()
    text = token(KEY, "ES256", claims(cnf={"x5t#S256": encoded(thumbprint)}))
    for _ in range(2):  # verified, and remembered
        assert bench.tokens.caller_of(text, thumbprint) == CALLER
        for other in (b"", sha256(b"another").digest()):
            with pytest.raises(UnauthenticatedError, match="bound to another"):
                bench.tokens.caller_of(text, other)


def static(*entries: dict[str, str]) -> bytes:
    return json.dumps({"tokens": entries}).encode()


DIGEST = sha256(SECRET.encode()).hexdigest()


def test_a_static_token() -> None:
    table = StaticTokenTable.parse(static({"sha256": DIGEST, "caller": "callers/gateway"}))
    tokens = StaticTokens(Fixed(table), Fixed(Callers()))
    assert tokens.caller_of(SECRET, b"") == Caller("callers/gateway", method=Method.STATIC_TOKEN)
    for other in ("", SECRET + " ", SECRET[:-1], DIGEST, "ä" * 20):
        with pytest.raises(UnauthenticatedError, match="not known"):
            tokens.caller_of(other, b"")
    assert DIGEST not in repr(table)
    assert str(bytes.fromhex(DIGEST)) not in repr(table)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(static({"sha256": SECRET, "caller": "callers/a"}), "64 digits", id="the token itself"),
        pytest.param(static({"sha256": DIGEST.upper(), "caller": "callers/a"}), "64 digits", id="capitals"),
        pytest.param(static({"sha256": DIGEST}), r"tokens\[0\].caller", id="nobody's"),
        pytest.param(static({"sha256": DIGEST, "caller": "callers/spiffe/a"}), "one part", id="a name that follows"),
        pytest.param(static({"token": SECRET, "caller": "callers/a"}), "one of sha256, caller", id="another field"),
        pytest.param(
            static({"sha256": DIGEST, "caller": "callers/a"}, {"sha256": DIGEST, "caller": "callers/b"}),
            "twice",
            id="two callers",
        ),
    ],
)
def test_a_file_of_static_tokens_that_is_wrong(content: bytes, words: str) -> None:
    with pytest.raises(IdentityError, match=words) as refusal:
        StaticTokenTable.parse(content)
    assert SECRET not in str(refusal.value)
