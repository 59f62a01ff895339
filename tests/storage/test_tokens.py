"""Tokens: opaque, bound, and good across processes."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.errors import InvalidError
from denizen.storage.keyring import KeyRing
from denizen.storage.tokens import SealedTokens
from denizen.usecases.ports import Tokens

RING = KeyRing.create()
TOKENS: Tokens = SealedTokens(RING)
REVISIONS = st.integers(0, 2**63 - 1)


@given(REVISIONS)
def test_a_revision_comes_back_in_every_process_with_the_ring(revision: int) -> None:
    token = TOKENS.revision_token(revision)
    assert SealedTokens(RING).revision_of(token, "token") == revision
    assert SealedTokens(RING).revision_token(revision) == token
    assert len(token) == 22


@given(REVISIONS, st.integers(0, 21), st.sampled_from("AQgwx_-0"))
def test_a_guess_is_refused(revision: int, position: int, letter: str) -> None:
    token = TOKENS.revision_token(revision)
    guess = token[:position] + letter + token[position + 1 :]
    if guess != token:
        with pytest.raises(InvalidError) as refused:
            TOKENS.revision_of(guess, "consistency.at_least_as_fresh")
        assert refused.value.field == "consistency.at_least_as_fresh"


@given(st.text(max_size=40))
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidError):
        TOKENS.revision_of(text, "token")
    with pytest.raises(InvalidError):
        TOKENS.page_of(text, b"query", "page_token")


def variants(token: str) -> list[str]:
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".index(token[-1])
    other_last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[last ^ 1]
    return [token + "=", token + "==", token + "\n", " " + token, token[:-1] + other_last, token[:4] + "\n" + token[4:]]


@pytest.mark.parametrize("which", range(6), ids=["=", "==", "newline", "space", "spare bits", "newline inside"])
def test_a_token_has_one_spelling(which: int) -> None:
    with pytest.raises(InvalidError):
        TOKENS.revision_of(variants(TOKENS.revision_token(7))[which], "token")
    with pytest.raises(InvalidError):
        TOKENS.page_of(variants(TOKENS.page_token(b"query", 7, "ab"))[which], b"query", "page_token")


def test_another_ring_makes_other_tokens() -> None:
    other = SealedTokens(KeyRing.create())
    with pytest.raises(InvalidError):
        other.revision_of(TOKENS.revision_token(7), "token")
    with pytest.raises(InvalidError):
        other.page_of(TOKENS.page_token(b"query", 7, "cursor"), b"query", "page_token")


@given(st.binary(max_size=50), REVISIONS, st.text(max_size=80))
def test_a_page_comes_back(query: bytes, revision: int, cursor: str) -> None:
    token = TOKENS.page_token(query, revision, cursor)
    assert SealedTokens(RING).page_of(token, query, "page_token") == (revision, cursor)


@given(st.binary(max_size=20), st.binary(max_size=20))
def test_a_page_of_another_query_is_refused(query: bytes, other: bytes) -> None:
    token = TOKENS.page_token(query, 7, "cursor")
    if query != other:
        with pytest.raises(InvalidError) as refused:
            TOKENS.page_of(token, other, "page_token")
        assert refused.value.field == "page_token"


def test_tokens_say_nothing() -> None:
    raw = base64.urlsafe_b64decode(TOKENS.page_token(b"query", 7, "principals/alice") + "==")
    assert b"alice" not in raw
    assert (7).to_bytes(8, "big") not in raw


def test_a_revision_token_is_no_page_token() -> None:
    with pytest.raises(InvalidError):
        TOKENS.page_of(TOKENS.revision_token(7), b"query", "page_token")
