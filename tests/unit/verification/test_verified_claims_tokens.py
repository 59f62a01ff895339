"""Which signed tokens with `verified_claims` hold, and which are refused before anybody looks into them."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.verification.json_web_keys import VerifyingKey, VerifyingKeys
from denizen.verification.refusals import Refusal, RefusedError
from denizen.verification.signed_tokens import SignedToken
from denizen.verification.verified_claims_tokens import VerifiedClaimsToken, verify_verified_claims_token
from tests.minted_credentials import (
    BANK,
    BANK_KEY,
    NONCE,
    NOW,
    OTHER_KEY,
    VERIFIER,
    flipped,
    id_token,
    padded,
    provided_claims,
    referring,
    swapped,
)
from tests.minting import confused_token, encoded, key_set, public

KEYS = VerifyingKeys.parse(key_set(public(BANK_KEY)))


def key_of(token: SignedToken) -> VerifyingKey:
    key = KEYS.find(token.header.get("kid"))
    if key is None:
        raise RefusedError(Refusal.UNKNOWN_KEY, "is signed by a key that is not known")
    return key


def verified(text: str, now: float = NOW) -> VerifiedClaimsToken:
    return verify_verified_claims_token(text, key_of, now, leeway=30)


def changed(part: int, change: Callable[[str], str]) -> str:
    parts = id_token().split(".")
    return swapped(parts, part, change(parts[part]))


@pytest.mark.parametrize("typ", ["JWT", "jwt", "application/jwt", None])
def test_an_id_token(typ: str | None) -> None:
    found = verified(id_token(header_typ=typ, azp=VERIFIER, status=referring(3)))
    assert (found.issuer, found.subject, found.audiences) == (BANK, "24400320", (VERIFIER,))
    assert (found.nonce, found.authorized_party, found.type) == (NONCE, VERIFIER, "jwt")
    assert (found.validity.issued_at, found.validity.ends) == (NOW - 60, NOW + 3600)
    assert found.status is not None


def test_an_assertion_for_whoever_gets_it() -> None:
    found = verified(provided_claims(iat=None))
    assert (found.audiences, found.nonce, found.type) == ((), "", "provided-claims+jwt")
    assert found.validity.issued_at is None


def _confused() -> str:
    header = {"alg": "HS256", "typ": "at+jwt", "kid": BANK_KEY.kid}
    return confused_token(BANK_KEY).replace(encoded(header), encoded({**header, "typ": "provided-claims+jwt"}))


REFUSED: dict[str, tuple[Callable[[], str], Refusal]] = {
    "nothing": (lambda: "", Refusal.MALFORMED),
    "too long": (lambda: id_token(more="x" * 600_000), Refusal.TOO_LARGE),
    "an access token": (lambda: id_token(header_typ="at+jwt"), Refusal.WRONG_TYPE),
    "a logout token": (lambda: id_token(header_typ="logout+jwt"), Refusal.WRONG_TYPE),
    "a token of ours": (lambda: id_token(header_typ="denizen-attestation+jwt"), Refusal.WRONG_TYPE),
    "a token that has none": (lambda: id_token(verified_claims=None), Refusal.WRONG_TYPE),
    "an extension": (lambda: id_token(header_crit=["exp"]), Refusal.CRITICAL_EXTENSION),
    "a key of its own": (lambda: id_token(OTHER_KEY, header_jwk=public(OTHER_KEY)), Refusal.EMBEDDED_KEY),
    "a key's address": (lambda: id_token(header_jku="https://x.example"), Refusal.EMBEDDED_KEY),
    "a chain's address": (lambda: id_token(header_x5u="https://x.example"), Refusal.EMBEDDED_KEY),
    "by another key": (lambda: id_token(OTHER_KEY), Refusal.UNKNOWN_KEY),
    "by another key of that name": (lambda: id_token(OTHER_KEY, header_kid=BANK_KEY.kid), Refusal.BAD_SIGNATURE),
    "not signed": (lambda: changed(0, lambda _: encoded({"alg": "none"})), Refusal.BAD_SIGNATURE),
    "signed with HMAC by the public key": (_confused, Refusal.BAD_SIGNATURE),
    "a changed signature": (lambda: changed(2, flipped), Refusal.BAD_SIGNATURE),
    "padded": (lambda: changed(1, padded), Refusal.MALFORMED),
    "expired": (lambda: id_token(exp=NOW - 30), Refusal.EXPIRED),
    "not yet valid": (lambda: id_token(nbf=NOW + 31), Refusal.NOT_YET_VALID),
    "of the future": (lambda: id_token(iat=NOW + 31), Refusal.NOT_YET_VALID),
    "an assertion of the future": (lambda: provided_claims(iat=NOW + 31), Refusal.NOT_YET_VALID),
    "of no time": (lambda: id_token(iat=None), Refusal.MISSING_CLAIM),
    "without end": (lambda: id_token(exp=None), Refusal.MISSING_CLAIM),
    "a time that is none": (lambda: id_token(exp="soon"), Refusal.MALFORMED),
    "from nobody": (lambda: id_token(iss=None), Refusal.MISSING_CLAIM),
    "about nobody": (lambda: id_token(sub=None), Refusal.MISSING_CLAIM),
    "about a number": (lambda: id_token(sub=24400320), Refusal.MISSING_CLAIM),
    "for nobody": (lambda: id_token(aud=None), Refusal.MISSING_CLAIM),
    "for no one of several": (lambda: id_token(aud=[]), Refusal.MISSING_CLAIM),
    "for a number": (lambda: id_token(aud=[7]), Refusal.MISSING_CLAIM),
    "a nonce that is none": (lambda: id_token(nonce=7), Refusal.MISSING_CLAIM),
    "a party that is none": (lambda: id_token(azp=[VERIFIER]), Refusal.MISSING_CLAIM),
    "an assertion for somebody": (lambda: provided_claims(aud=VERIFIER), Refusal.MALFORMED),
    "an assertion that ends": (lambda: provided_claims(exp=NOW + 10), Refusal.MALFORMED),
    "a status of another mechanism": (lambda: id_token(status={}), Refusal.STATUS_UNKNOWN),
}


@pytest.mark.parametrize(("made", "refusal"), REFUSED.values(), ids=REFUSED)
def test_is_refused(made: Callable[[], str], refusal: Refusal) -> None:
    with pytest.raises(RefusedError) as raised:
        verified(made())
    assert raised.value.refusal is refusal


@given(st.data())
def test_no_changed_byte_goes_unnoticed(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from((id_token(), provided_claims())))
    at = data.draw(st.integers(0, len(text) - 2))  # in the last one are bits in which nothing is
    character = data.draw(st.sampled_from("ABab01-_.=").filter(lambda other: other != text[at]))
    with pytest.raises(RefusedError):
        verified(text[:at] + character + text[at + 1 :])
