"""A refusal in words for people, and with the field for programs."""

from collections.abc import Callable

import pytest

from denizen.domain.errors import (
    AlreadyExistsError,
    CredentialRefusedError,
    ExhaustedError,
    InvalidError,
    NotFoundError,
    PreconditionError,
    UnavailableError,
)
from denizen.domain.event_kinds import MOST_KINDS, asked_for, check_kinds
from tests.unit.refusals.wording import said


@pytest.mark.parametrize(
    ("got", "shown"),
    [
        pytest.param(None, "nothing", id="nothing"),
        pytest.param("", "nothing", id="no text"),
        pytest.param(0, "0", id="a number"),
        pytest.param("x" * 78, f"'{'x' * 78}'", id="80 characters"),
        pytest.param("x" * 79, f"'{'x' * 76}...", id="81 characters"),
    ],
)
def test_what_it_got_is_shown_and_cut_short(got: object, shown: str) -> None:
    error = InvalidError("field", got, "more")
    assert error.message == f"field: got {shown}, wanted more"
    assert error.facts == {"field": "field"}


@pytest.mark.parametrize(
    ("field", "joined"),
    [
        pytest.param("name", "outer.name", id="a field"),
        pytest.param("", "outer", id="the message itself"),
        pytest.param("[3]", "outer[3]", id="a place in a list"),
        pytest.param("texts.X", "outer.texts.X", id="a field that ends with an X"),
    ],
)
def test_seen_from_the_message_that_contains_it(field: str, joined: str) -> None:
    error = InvalidError(field, 1, "more").within("outer")
    assert (error.field, error.facts, error.wanted) == (joined, {"field": joined}, "more")
    assert error.message == f"{joined}: got 1, wanted more"


KINDS = "kinds of events, such as attestation.revoked or attestation.*"


@pytest.mark.parametrize(
    ("kinds", "families", "words"),
    [
        pytest.param([f"a.k{'x' * n}" for n in range(51)], (), "kinds: got '51 of them', wanted at most 50", id="many"),
        pytest.param(["a.b", "Attestation"], (), f"kinds: got 'Attestation', wanted {KINDS}", id="no kind"),
        pytest.param(["a" * 64], (), f"kinds: got '{'a' * 64}', wanted {KINDS}", id="a long one"),
        pytest.param(
            ["attestation.revoked", "weather.*"],
            ("grant", "attestation"),
            "kinds: got 'weather.*', wanted kinds of attestation, grant",
            id="of no family",
        ),
    ],
)
def test_kinds_of_events_that_are_none(kinds: list[str], families: tuple[str, ...], words: str) -> None:
    assert said(lambda: check_kinds(kinds, families)) == words


def test_kinds_of_events_that_may_be_asked_for() -> None:
    check_kinds([f"a.k{'x' * n}" for n in range(MOST_KINDS)])
    check_kinds(["a" * 63, "attestation.*", "attestation"], ())
    check_kinds(["attestation.*", "grant"], ("grant", "attestation"))


@pytest.mark.parametrize(
    ("kind", "wanted", "found"),
    [
        ("attestation.revoked", ["attestation.revoked"], True),
        ("attestation.revoked", ["grant.*", "attestation.*"], True),
        ("attestation.revoked", ["attestation"], False),
        ("attestations.revoked", ["attestation.*"], False),
        ("attestation.revoked", ["attestation.verified"], False),
    ],
)
def test_which_kinds_are_asked_for(kind: str, wanted: list[str], found: bool) -> None:
    assert asked_for(kind, wanted) is found


def test_refusals_have_facts_for_programs() -> None:
    assert NotFoundError("lists/x").facts == {"resource": "lists/x"}
    assert NotFoundError("lists/x").resource == "lists/x"
    taken = AlreadyExistsError("lists/x", "it is there")
    assert (taken.message, taken.facts) == ("lists/x: it is there", {"resource": "lists/x"})
    assert PreconditionError("lists/x", "it is over").facts == {"resource": "lists/x"}
    refused = CredentialRefusedError("credential", "EXPIRED", "is over")
    assert (refused.field, refused.refusal, refused.wanted) == ("credential", "EXPIRED", "is over")
    assert refused.message == "credential: it is over"
    assert refused.facts == {"field": "credential", "refusal": "EXPIRED"}


@pytest.mark.parametrize(
    ("made", "after"),
    [
        (lambda: UnavailableError("later", 2.0, revision="7"), 2.0),
        (lambda: UnavailableError("later", revision="7"), 0.1),
        (lambda: ExhaustedError("later", 3.0, revision="7"), 3.0),
    ],
    ids=["not now", "not now, for a short while", "too much"],
)
def test_what_may_be_repeated_says_when(made: Callable[[], UnavailableError | ExhaustedError], after: float) -> None:
    error = made()
    assert (error.message, error.facts, error.retry_after) == ("later", {"revision": "7"}, after)
