"""The keys of issuers: added, revoked, refreshed from an address, and never taken out."""

from dataclasses import replace

import pytest

from denizen.domain.errors import (
    InvalidError,
    PreconditionError,
    UnavailableError,
)
from denizen.domain.intervals import Interval
from denizen.usecases.issuer_changes import From, parsed_keys
from denizen.usecases.issuer_key_changes import EndedKey
from tests.unit.usecases.builders import HR, NOW
from tests.unit.usecases.issuing import ADDRESS, ANN, WIDE, Desk
from tests.unit.verification.test_issuer_keys import jwk, key_set, root


def test_keys_are_added_revoked_and_kept(desk: Desk) -> None:
    desk.make(WIDE)
    keys = parsed_keys(key_set(jwk("a")), Interval(), "keys") + parsed_keys(root(days=100), Interval(), "keys")
    desk.approve(desk.issuers.propose_keys(ANN, HR, keys).value)
    desk.approve(desk.issuers.propose_key_revocation(ANN, HR, EndedKey("a", From(NOW), "stolen")).value)
    desk.make(replace(WIDE, title="renamed"))
    assert {key.id: key.good_at(NOW) for key in desk.get().keys} == {"a": False, keys[1].id: True}
    with pytest.raises(InvalidError, match="key_id"):
        desk.issuers.propose_key_revocation(ANN, HR, EndedKey("b", From(), "stolen"))


FROM_ADDRESS = replace(WIDE, keys_url=ADDRESS)


def test_keys_come_from_an_address(desk: Desk) -> None:
    desk.make(FROM_ADDRESS)
    with pytest.raises(PreconditionError, match="so already"):
        desk.issuers.refresh_keys(ANN, HR)
    desk.published.content = key_set(jwk("new"))
    proposal = desk.issuers.refresh_keys(ANN, HR).value
    assert [key.id for key in desk.get().keys] == ["old"]
    decided = desk.approve(proposal).steps[0].instant
    assert {key.id: key.valid for key in desk.get().keys} == {"new": Interval(), "old": Interval(None, decided)}


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (UnavailableError("no answer"), UnavailableError),
        (b"<html>", InvalidError),
        (key_set(jwk("old", private=True)), InvalidError),
        (key_set(jwk("old")), InvalidError),
    ],
    ids=["away", "not keys", "private", "another key of the same id"],
)
def test_a_refresh_that_fails_changes_nothing(desk: Desk, content: bytes | Exception, error: type[Exception]) -> None:
    desk.make(FROM_ADDRESS)
    before = desk.get()
    desk.published.content = content
    with pytest.raises(error):
        desk.issuers.refresh_keys(ANN, HR)
    assert desk.get() == before


def test_no_address_to_refresh_from(desk: Desk) -> None:
    desk.make(WIDE)
    with pytest.raises(PreconditionError, match="no address"):
        desk.issuers.refresh_keys(ANN, HR)
