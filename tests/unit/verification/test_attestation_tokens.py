"""Which signed attestations of our own format hold, and which are refused before anybody looks into them."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.verification.attestation_tokens import VerifiedToken, verify_attestation_token
from denizen.verification.json_web_keys import VerifyingKey, VerifyingKeys
from denizen.verification.refusals import Refusal, RefusedError
from denizen.verification.signed_tokens import SignedToken
from tests.minted_credentials import HR_KEY, NOW, OTHER_KEY, attestation_token, flipped, padded, referring, swapped
from tests.minting import confused_token, encoded, key_set, public

KEYS = VerifyingKeys.parse(key_set(public(HR_KEY)))


def key_of(token: SignedToken) -> VerifyingKey:
    key = KEYS.find(token.header.get("kid"))
    if key is None:
        raise RefusedError(Refusal.UNKNOWN_KEY, "is signed by a key that is not known")
    return key


def verified(text: str, now: float = NOW) -> VerifiedToken:
    return verify_attestation_token(text, key_of, now, leeway=30)


def changed(part: int, change: Callable[[str], str]) -> str:
    parts = attestation_token().split(".")
    return swapped(parts, part, change(parts[part]))


def test_a_good_token() -> None:
    found = verified(attestation_token(status=referring(3), purposes=["export-control", "kyc"]))
    assert (found.issuer, found.audiences) == ("https://hr.example.org", ("denizen",))
    assert (found.subject, found.sequence) == ("principals/ada", 1)
    assert found.purposes == ("export-control", "kyc")
    assert found.attestations == ({"claim": {"citizenship": {"country": "FR"}}, "assurance": {"level": "SUBSTANTIAL"}},)
    assert (found.validity.issued_at, found.validity.begins, found.validity.ends) == (NOW - 60, None, NOW + 86_400)
    assert found.status is not None


_TYPE = "denizen-attestation+jwt"


def _confused() -> str:
    header = {"alg": "HS256", "typ": "at+jwt", "kid": HR_KEY.kid}
    return confused_token(HR_KEY).replace(encoded(header), encoded({**header, "typ": _TYPE}))


REFUSED: dict[str, tuple[Callable[[], str], Refusal]] = {
    "nothing": (lambda: "", Refusal.MALFORMED),
    "too long": (lambda: attestation_token(more="x" * 300_000), Refusal.TOO_LARGE),
    "of another type": (lambda: attestation_token(header_typ="at+jwt"), Refusal.WRONG_TYPE),
    "a type of the past": (lambda: attestation_token(header_typ="jwt"), Refusal.WRONG_TYPE),
    "an extension": (lambda: attestation_token(header_crit=["exp"]), Refusal.CRITICAL_EXTENSION),
    "a key of its own": (lambda: attestation_token(key=OTHER_KEY, header_jwk=public(OTHER_KEY)), Refusal.EMBEDDED_KEY),
    "a key's address": (lambda: attestation_token(header_jku="https://x.example"), Refusal.EMBEDDED_KEY),
    "a chain's address": (lambda: attestation_token(header_x5u="https://x.example"), Refusal.EMBEDDED_KEY),
    "by another key": (lambda: attestation_token(key=OTHER_KEY), Refusal.UNKNOWN_KEY),
    "by another key of that name": (
        lambda: attestation_token(key=OTHER_KEY, header_kid=HR_KEY.kid),
        Refusal.BAD_SIGNATURE,
    ),
    "not signed": (lambda: changed(0, lambda _: encoded({"alg": "none", "typ": _TYPE})), Refusal.BAD_SIGNATURE),
    "signed with HMAC by the public key": (_confused, Refusal.BAD_SIGNATURE),
    "a changed signature": (lambda: changed(2, flipped), Refusal.BAD_SIGNATURE),
    "padded": (lambda: changed(1, padded), Refusal.MALFORMED),
    "expired": (lambda: attestation_token(exp=NOW - 30), Refusal.EXPIRED),
    "not yet valid": (lambda: attestation_token(nbf=NOW + 31), Refusal.NOT_YET_VALID),
    "of the future": (lambda: attestation_token(iat=NOW + 31), Refusal.NOT_YET_VALID),
    "of no time": (lambda: attestation_token(iat=None), Refusal.MISSING_CLAIM),
    "from nobody": (lambda: attestation_token(iss=None), Refusal.MISSING_CLAIM),
    "for nobody": (lambda: attestation_token(aud=None), Refusal.MISSING_CLAIM),
    "about nobody": (lambda: attestation_token(sub=""), Refusal.MISSING_CLAIM),
    "for nothing": (lambda: attestation_token(purposes=[]), Refusal.MISSING_CLAIM),
    "for a number": (lambda: attestation_token(purposes=[7]), Refusal.MISSING_CLAIM),
    "without its place in the order": (lambda: attestation_token(sequence=None), Refusal.MISSING_CLAIM),
    "before the first": (lambda: attestation_token(sequence=-1), Refusal.MISSING_CLAIM),
    "between two": (lambda: attestation_token(sequence=1.5), Refusal.MISSING_CLAIM),
    "saying nothing": (lambda: attestation_token(attestations=[]), Refusal.MISSING_CLAIM),
    "saying text": (lambda: attestation_token(attestations=["FR"]), Refusal.MISSING_CLAIM),
    "saying too much": (lambda: attestation_token(attestations=[{}] * 101), Refusal.TOO_LARGE),
    "a status of another mechanism": (lambda: attestation_token(status={}), Refusal.STATUS_UNKNOWN),
}


@pytest.mark.parametrize(("made", "refusal"), REFUSED.values(), ids=REFUSED)
def test_is_refused(made: Callable[[], str], refusal: Refusal) -> None:
    with pytest.raises(RefusedError) as raised:
        verified(made())
    assert raised.value.refusal is refusal


@given(st.text(max_size=200) | st.binary(max_size=100).map(lambda content: f"{encoded(content)}.e30.AAAA"))
def test_any_text_is_refused_in_peace(text: str) -> None:
    with pytest.raises(RefusedError):
        verified(text)
