"""Which presentations are refused, and for what."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.verification.refusals import Refusal, RefusedError
from denizen.verification.sd_jwt import DEEPEST, MOST_DISCLOSURES
from tests.minted_credentials import (
    ISSUER_KEY,
    NOW,
    OTHER_KEY,
    digest,
    disclosure,
    element,
    flipped,
    issued,
    padded,
    payload,
    pid,
    presented,
    referring,
    swapped,
)
from tests.minting import confused_token, encoded, public
from tests.unit.verification.presentations import (
    FRENCH,
    NAME,
    NATIONALITY,
    of,
    verified,
)


def nested(levels: int) -> object:
    value: object = "deep"
    for _ in range(levels):
        value = [value]
    return value


def in_parts(part: int, change: Callable[[str], str]) -> str:
    """A good presentation, of whose issuer's token one part is changed."""
    parts = issued(payload(NATIONALITY)).split(".")
    return presented(swapped(parts, part, change(parts[part])), NATIONALITY)


def unsigned() -> str:
    return f"{encoded({'alg': 'none', 'typ': 'dc+sd-jwt', 'kid': ISSUER_KEY.kid})}.{encoded(payload(NATIONALITY))}.AAAA"


def recursive(*, shown: bool) -> str:
    """A claim disclosed within another, of which only the inner one is shown."""
    inner = disclosure("salt-6", "country", "IT")
    outer = disclosure("salt-7", "address", {"_sd": [digest(inner)]})
    return of(outer, shown=(outer, inner) if shown else (inner,))


REFUSED: dict[str, tuple[Callable[[], str], Refusal]] = {
    "no tilde": (lambda: issued(payload()), Refusal.MALFORMED),
    "the JSON serialisation": (lambda: json.dumps({"payload": "e30", "signature": ""}), Refusal.MALFORMED),
    "too long": (lambda: of(NATIONALITY) + "x" * 600_000, Refusal.TOO_LARGE),
    "too many disclosures": (lambda: presented(issued(payload()), *["x"] * (MOST_DISCLOSURES + 1)), Refusal.TOO_LARGE),
    "too deep": (lambda: of(disclosure("s", "deep", nested(DEEPEST))), Refusal.TOO_LARGE),
    "an empty disclosure": (lambda: of(NATIONALITY, shown=(NATIONALITY, "")), Refusal.BAD_DISCLOSURE),
    "of another type": (lambda: presented(issued(payload(), typ="jwt")), Refusal.WRONG_TYPE),
    "of a type that nobody could write down": (
        lambda: presented(issued(payload(), typ="\ud800+sd-jwt")),
        Refusal.MALFORMED,
    ),
    "of no type": (lambda: presented(issued(payload(), typ=None)), Refusal.WRONG_TYPE),
    "a type that is taken, and of another kind": (lambda: of(vct="urn:example:diploma"), Refusal.WRONG_TYPE),
    "a type that only begins like a PID's": (lambda: of(vct="urn:eudi:pid:1:x"), Refusal.WRONG_TYPE),
    "without a vct": (lambda: of(vct=None), Refusal.MISSING_CLAIM),
    "without an issuer": (lambda: of(iss=None), Refusal.MISSING_CLAIM),
    "an unknown extension": (lambda: presented(issued(payload(), crit=["b64"], b64=False)), Refusal.CRITICAL_EXTENSION),
    "an empty list of extensions": (lambda: presented(issued(payload(), crit=[])), Refusal.CRITICAL_EXTENSION),
    "a key in its header": (
        lambda: presented(issued(payload(), OTHER_KEY, jwk=public(OTHER_KEY))),
        Refusal.EMBEDDED_KEY,
    ),
    "an address of keys": (lambda: presented(issued(payload(), jku="https://x.example/jwks")), Refusal.EMBEDDED_KEY),
    "an address of a chain": (lambda: presented(issued(payload(), x5u="https://x.example/x5")), Refusal.EMBEDDED_KEY),
    "a key that nobody knows": (lambda: presented(issued(payload(), OTHER_KEY)), Refusal.UNKNOWN_KEY),
    "another key of the same name": (
        lambda: presented(issued(payload(), OTHER_KEY, kid=ISSUER_KEY.kid)),
        Refusal.BAD_SIGNATURE,
    ),
    "not signed": (lambda: presented(unsigned()), Refusal.BAD_SIGNATURE),
    "signed with HMAC by the public key": (
        lambda: presented(confused_token(ISSUER_KEY).replace(*_typed())),
        Refusal.BAD_SIGNATURE,
    ),
    "another algorithm of the same key": (
        lambda: presented(issued(payload(), alg="ES384")),
        Refusal.BAD_SIGNATURE,
    ),
    "padded header": (lambda: in_parts(0, padded), Refusal.MALFORMED),
    "padded payload": (lambda: in_parts(1, padded), Refusal.MALFORMED),
    "a signature with more than its padding": (lambda: in_parts(2, lambda part: f"{part}="), Refusal.MALFORMED),
    "a signature of half a byte": (lambda: in_parts(2, lambda part: f"{part[:84]}A"), Refusal.MALFORMED),
    "a changed signature": (lambda: in_parts(2, flipped), Refusal.BAD_SIGNATURE),
    "a padded disclosure": (lambda: of(padded(NATIONALITY), shown=(padded(NATIONALITY),)), Refusal.MALFORMED),
    "expired": (lambda: of(NATIONALITY, exp=NOW - 30), Refusal.EXPIRED),
    "not yet valid": (lambda: of(NATIONALITY, nbf=NOW + 31), Refusal.NOT_YET_VALID),
    "issued in the future": (lambda: of(NATIONALITY, iat=NOW + 31), Refusal.NOT_YET_VALID),
    "an expiry in words": (lambda: of(NATIONALITY, exp="soon"), Refusal.MALFORMED),
    "an expiry left to be disclosed": (lambda: of(disclosure("s", "exp", NOW + 99), exp=None), Refusal.MISSING_CLAIM),
    "a status left to be disclosed": (lambda: of(disclosure("s", "status", referring(1))), Refusal.MISSING_CLAIM),
    "an unknown hash": (lambda: of(NATIONALITY, _sd_alg="md5"), Refusal.UNKNOWN_HASH),
    "a hash that is no name": (lambda: of(NATIONALITY, _sd_alg=256), Refusal.UNKNOWN_HASH),
    "a hash of a lower level": (lambda: of(address={"_sd_alg": "sha-256"}), Refusal.MALFORMED),
    "digests that are no array": (lambda: of(_sd=digest(NATIONALITY)), Refusal.MALFORMED),
    "a digest that is no text": (lambda: of(_sd=[7]), Refusal.MALFORMED),
    "a disclosure that is no JSON": (lambda: of(encoded(b"x")), Refusal.BAD_DISCLOSURE),
    "a disclosure of half a character": (lambda: of(disclosure("s", "\udc00", 1)), Refusal.BAD_DISCLOSURE),
    "a disclosure of four": (lambda: of(disclosure("s", "a", "b", "c")), Refusal.BAD_DISCLOSURE),
    "a salt that is a number": (lambda: of(disclosure(1, "a", "b")), Refusal.BAD_DISCLOSURE),
    "a name that is a number": (lambda: of(disclosure("s", 1, "b")), Refusal.BAD_DISCLOSURE),
    "an element in the place of a claim": (lambda: of(FRENCH), Refusal.BAD_DISCLOSURE),
    "a claim in the place of an element": (
        lambda: of(shown=(NAME,), nationalities=[element(NAME)]),
        Refusal.BAD_DISCLOSURE,
    ),
    "a disclosure named _sd": (lambda: of(disclosure("s", "_sd", [])), Refusal.RESERVED_NAME),
    "a disclosure named ...": (lambda: of(disclosure("s", "...", "x")), Refusal.RESERVED_NAME),
    "a disclosure named _sd_alg": (lambda: of(disclosure("s", "_sd_alg", "sha-256")), Refusal.RESERVED_NAME),
    "a disclosure of a digest": (lambda: of(disclosure("s", "address", element("x"))), Refusal.MALFORMED),
    "a claim named ...": (lambda: presented(issued({**payload(), "...": "x"})), Refusal.MALFORMED),
    "a digest of an element beside something else": (
        lambda: of(nationalities=[{**element(FRENCH), "more": 1}]),
        Refusal.MALFORMED,
    ),
    "a name that is taken": (lambda: of(NATIONALITY, nationalities=["DE"]), Refusal.NAME_TAKEN),
    "two of one name": (lambda: of(NATIONALITY, disclosure("s", "nationalities", ["DE"])), Refusal.NAME_TAKEN),
    "a disclosure twice": (lambda: of(NATIONALITY, shown=(NATIONALITY,) * 2), Refusal.DUPLICATE_DISCLOSURE),
    "a digest twice": (lambda: of(_sd=[digest(NATIONALITY)] * 2, shown=(NATIONALITY,)), Refusal.DUPLICATE_DIGEST),
    "a digest twice, not disclosed": (lambda: of(_sd=[digest("x")] * 2), Refusal.DUPLICATE_DIGEST),
    "a digest on two levels": (
        lambda: of(NATIONALITY, address={"_sd": [digest(NATIONALITY)]}),
        Refusal.DUPLICATE_DIGEST,
    ),
    "a digest twice in an array": (
        lambda: of(shown=(FRENCH,), nationalities=[element(FRENCH)] * 2),
        Refusal.DUPLICATE_DIGEST,
    ),
    "a disclosure that nothing refers to": (
        lambda: of(NATIONALITY, shown=(NATIONALITY, NAME)),
        Refusal.UNUSED_DISCLOSURE,
    ),
    "a changed disclosure": (
        lambda: of(NATIONALITY, shown=(disclosure("salt-1", "nationalities", ["DE"]),)),
        Refusal.UNUSED_DISCLOSURE,
    ),
    "an inner disclosure without its outer one": (lambda: recursive(shown=False), Refusal.UNUSED_DISCLOSURE),
    "an unlisted country": (lambda: pid(["ZZ"]), Refusal.UNUSABLE_CLAIM),
    "a country in small letters": (lambda: pid(["fr"]), Refusal.UNUSABLE_CLAIM),
    "a specimen's country": (lambda: pid(["UTO"]), Refusal.UNUSABLE_CLAIM),
    "a country that is a number": (lambda: pid([250]), Refusal.UNUSABLE_CLAIM),
    "a nationality that is an object": (lambda: pid({"country": "FR"}), Refusal.UNUSABLE_CLAIM),
    "too many nationalities": (lambda: pid(["FR"] * 51), Refusal.TOO_LARGE),
    "a status of another mechanism": (lambda: of(status={"bitstring": {}}), Refusal.STATUS_UNKNOWN),
    "a status of two mechanisms": (lambda: of(status={**referring(1), "other": {}}), Refusal.STATUS_UNKNOWN),
    "a status that is hidden": (lambda: of(status={"_sd": ["x"]}), Refusal.STATUS_UNKNOWN),
    "a negative place in a list": (lambda: of(status=referring(-1)), Refusal.STATUS_OUT_OF_RANGE),
    "a list at no address": (lambda: of(status=referring(1, "file:///etc")), Refusal.MALFORMED),
}


def _typed() -> tuple[str, str]:
    """Turns the header of the confused token into that of a credential."""
    header = {"alg": "HS256", "typ": "at+jwt", "kid": ISSUER_KEY.kid}
    return encoded(header), encoded({**header, "typ": "dc+sd-jwt"})


@pytest.mark.parametrize(("made", "refusal"), REFUSED.values(), ids=REFUSED)
def test_is_refused(made: Callable[[], str], refusal: Refusal) -> None:
    with pytest.raises(RefusedError) as raised:
        verified(made())
    assert raised.value.refusal is refusal


def test_a_refusal_quotes_nothing() -> None:
    for made, _ in REFUSED.values():
        text = made()
        with pytest.raises(RefusedError) as raised:
            verified(text)
        assert not any(len(part) > 8 and part in raised.value.words for part in text.split("."))


@given(st.data())
def test_no_other_text_is_the_same_presentation(data: st.DataObject) -> None:
    text = pid()
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from([*"ABCXYZabcxyz0189-_=.~", ""]).filter(lambda c: c != text[place]))
    with pytest.raises(RefusedError):
        verified(text[:place] + other + text[place + 1 :])


@given(st.text(max_size=200) | st.text(alphabet="~.eyJ0", max_size=60))
def test_any_text_is_refused_in_peace(text: str) -> None:
    with pytest.raises(RefusedError):
        verified(text)
