"""Which status lists hold, what they say, and until when they are believed."""

import zlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.verification.json_web_keys import VerifyingKey, VerifyingKeys, verifying_key
from denizen.verification.refusals import Refusal, RefusedError
from denizen.verification.signed_tokens import SignedToken, decoded
from denizen.verification.status_lists import MOST_BYTES, StatusList
from tests.minted_credentials import (
    ISSUER_KEY,
    LIST,
    NOW,
    OTHER_KEY,
    PID_ISSUER,
    flipped,
    padded,
    status_list,
    statuses,
    swapped,
)
from tests.minting import encoded, key_set, public
from tests.vectors import vectors

KEYS = VerifyingKeys.parse(key_set(public(ISSUER_KEY)))


def key_of(token: SignedToken) -> VerifyingKey:
    key = KEYS.find(token.header.get("kid"))
    if key is None:
        raise RefusedError(Refusal.UNKNOWN_KEY, "is signed by a key that is not known")
    return key


def verified(text: str, now: float = NOW) -> StatusList:
    return StatusList.verify(text, key_of, {PID_ISSUER}, now, leeway=30)


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
@given(data=st.data())
def test_every_place_says_what_was_put_there(bits: int, data: st.DataObject) -> None:
    values = data.draw(st.dictionaries(st.integers(0, 63), st.integers(0, 2**bits - 1)))
    found = verified(status_list(statuses(bits, values), bits=bits))
    assert {index: found.status(index) for index in range(64)} == dict.fromkeys(range(64), 0) | values
    assert found.status(64) is None
    assert found.status(-1) is None


def test_the_least_significant_bit_comes_first() -> None:
    """The example of section 4.1: B9 A3 is 1 0 0 1 1 1 0 1, 1 1 0 0 0 1 0 1."""
    found = verified(status_list(bytes.fromhex("b9a3"), bits=1))
    assert [found.status(index) for index in range(16)] == [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]


def bomb() -> str:
    return encoded(zlib.compress(bytes(MOST_BYTES + 1), 9))


def changed(part: int, change: Callable[[str], str]) -> str:
    parts = status_list().split(".")
    return swapped(parts, part, change(parts[part]))


REFUSED: dict[str, tuple[Callable[[], str], Refusal]] = {
    "nothing": (lambda: "", Refusal.MALFORMED),
    "too long": (lambda: "x" * (2 * 1024 * 1024 + 1), Refusal.TOO_LARGE),
    "of another type": (lambda: status_list(header_typ="jwt"), Refusal.WRONG_TYPE),
    "of no type": (lambda: status_list(header_typ=None), Refusal.WRONG_TYPE),
    "an extension": (lambda: status_list(header_crit=["x"]), Refusal.CRITICAL_EXTENSION),
    "a key of its own": (lambda: status_list(key=OTHER_KEY, header_jwk=public(OTHER_KEY)), Refusal.EMBEDDED_KEY),
    "by another key": (lambda: status_list(key=OTHER_KEY), Refusal.UNKNOWN_KEY),
    "by another key of that name": (
        lambda: status_list(key=OTHER_KEY, header_kid=ISSUER_KEY.kid),
        Refusal.BAD_SIGNATURE,
    ),
    "a changed signature": (lambda: changed(2, flipped), Refusal.BAD_SIGNATURE),
    "padded": (lambda: changed(1, padded), Refusal.MALFORMED),
    "of another issuer": (lambda: status_list(iss="https://other.example"), Refusal.UNKNOWN_ISSUER),
    "expired": (lambda: status_list(exp=NOW - 30), Refusal.EXPIRED),
    "of the future": (lambda: status_list(iat=NOW + 31), Refusal.NOT_YET_VALID),
    "without a time": (lambda: status_list(iat=None), Refusal.MISSING_CLAIM),
    "without an address": (lambda: status_list(sub=None), Refusal.MALFORMED),
    "without a list": (lambda: status_list(status_list=None), Refusal.MISSING_CLAIM),
    "without its content": (lambda: status_list(status_list={"bits": 1}), Refusal.MISSING_CLAIM),
    "of three bits": (lambda: status_list(status_list={"bits": 3, "lst": "eA"}), Refusal.MALFORMED),
    "of true bits": (lambda: status_list(status_list={"bits": True, "lst": "eA"}), Refusal.MALFORMED),
    "a ttl of nothing": (lambda: status_list(ttl=0), Refusal.MALFORMED),
    "a ttl that is no number": (lambda: status_list(ttl="1h"), Refusal.MALFORMED),
    "not compressed": (lambda: status_list(lst=encoded(b"\0\1\2")), Refusal.MALFORMED),
    "compressed as gzip": (
        lambda: status_list(lst=encoded(zlib.compress(b"x", wbits=31))),
        Refusal.MALFORMED,
    ),
    "cut off": (lambda: status_list(lst=encoded(zlib.compress(bytes(100))[:-3])), Refusal.MALFORMED),
    "with something after its end": (lambda: status_list(lst=encoded(zlib.compress(b"x") + b"y")), Refusal.MALFORMED),
    "a bomb": (lambda: status_list(lst=bomb()), Refusal.TOO_LARGE),
    "content that is padded": (lambda: status_list(lst=padded(encoded(zlib.compress(b"x")))), Refusal.MALFORMED),
}


@pytest.mark.parametrize(("made", "refusal"), REFUSED.values(), ids=REFUSED)
def test_is_refused(made: Callable[[], str], refusal: Refusal) -> None:
    with pytest.raises(RefusedError) as raised:
        verified(made())
    assert raised.value.refusal is refusal


def test_the_largest_list_is_read() -> None:
    assert verified(status_list(bytes(MOST_BYTES), bits=1)).status(MOST_BYTES * 8 - 1) == 0


@pytest.mark.parametrize(
    ("said", "until"),
    [
        pytest.param({"exp": None}, NOW + 3600, id="as long as lists are kept"),
        pytest.param({"exp": NOW + 60}, NOW + 60, id="to its expiry"),
        pytest.param({"exp": None, "ttl": 600}, NOW + 600, id="for its time to live, since it was retrieved"),
        pytest.param({"exp": NOW + 60, "ttl": 600}, NOW + 60, id="whichever comes first"),
    ],
)
def test_fresh_until(said: dict[str, Any], until: float) -> None:
    assert verified(status_list(**said)).fresh_until(NOW, longest=3600) == until


def test_reading_again_what_was_verified() -> None:
    text = status_list({5: 2})
    assert StatusList.read(text) == verified(text)


def test_the_published_token() -> None:
    published = vectors("token_status_list.json")
    key = verifying_key(published["public_jwk"])
    assert key is not None
    given_ = published["status_list_token_jwt"]
    found = StatusList.verify(given_["compact"], lambda _: key, {given_["payload"]["iss"]}, NOW, leeway=0)
    assert (found.uri, found.ttl, found.bits) == (given_["payload"]["sub"], 43_200, 1)
    assert [found.status(index) for index in range(16)] == [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]


@pytest.mark.parametrize("number", range(2))
def test_published_lists(number: int) -> None:
    published = vectors("token_status_list.json")["vectors"][number]
    found = verified(status_list(lst=published["status_list"]["lst"], bits=published["bits"]))
    assert len(found.statuses) == published["decompressed_len"]
    wanted = {each["index"]: each["status"] for each in published["expected"]}
    assert {index: status for index in range(published["size"]) if (status := found.status(index))} == wanted
    assert found.status(published["size"]) is None
    # The form in CBOR, which is not read, has the same compressed bytes.
    assert decoded(published["status_list"]["lst"]) in bytes.fromhex(published["cbor_hex"])


def test_the_address_of_the_example() -> None:
    assert verified(status_list()).uri == LIST
