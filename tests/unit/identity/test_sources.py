"""Files and addresses that change while the server runs."""

import io
import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from structlog.typing import FilteringBoundLogger

from denizen.identity.errors import IdentityError
from denizen.identity.fetching import FetchError
from denizen.identity.issuer_keys import EVERY_SECONDS, SOONEST_SECONDS, TRUSTED_SECONDS, FetchedKeys
from denizen.identity.watched import Watched
from denizen.rpc import logs
from tests.minting import key_set, public, signing_key


@pytest.fixture
def lines() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def log(lines: io.StringIO) -> FilteringBoundLogger:
    return logs.logger("info", lines)


def events(lines: io.StringIO) -> list[str]:
    return [json.loads(line)["event"] for line in lines.getvalue().splitlines()]


def read(contents: Sequence[bytes]) -> str:
    (content,) = contents
    if b"bad" in content:
        raise IdentityError("it is bad")
    return content.decode()


def test_a_file_is_read_when_it_changes(tmp_path: Path, log: FilteringBoundLogger, lines: io.StringIO) -> None:
    path = tmp_path / "file"
    path.write_text("one")
    watched = Watched("thing", [path], read, log)
    before = watched.current
    watched.refresh()
    assert watched.current is before
    path.write_text("another")
    watched.refresh()
    assert watched.current == "another"
    assert events(lines) == ["reloaded"]


@pytest.mark.parametrize("replaced", [True, False], ids=["moved into its place", "written over"])
def test_the_last_good_one_is_kept(
    tmp_path: Path, log: FilteringBoundLogger, lines: io.StringIO, replaced: bool
) -> None:
    path, new = tmp_path / "file", tmp_path / "new"
    path.write_text("good")
    watched = Watched("thing", [path], read, log)
    for content in ("bad", "still bad"):
        (new if replaced else path).write_text(content)
        if replaced:
            new.replace(path)
        for _ in range(3):
            watched.refresh()
    path.unlink()
    watched.refresh()
    assert watched.current == "good"
    assert events(lines) == ["kept", "kept", "kept"]  # once for each bad one
    path.write_text("good again")
    watched.refresh()
    assert watched.current == "good again"


def test_a_change_within_the_same_second_and_size_is_seen(tmp_path: Path, log: FilteringBoundLogger) -> None:
    path, new = tmp_path / "file", tmp_path / "new"
    path.write_text("aaa")
    watched = Watched("thing", [path], read, log)
    new.write_text("bbb")
    os.utime(new, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    new.replace(path)
    watched.refresh()
    assert watched.current == "bbb"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(None, "No such file", id="none"),
        pytest.param("bad", "it is bad", id="bad"),
        pytest.param("x" * 2_000_000, "larger than", id="large"),
    ],
)
def test_the_first_one_has_to_be_good(
    tmp_path: Path, log: FilteringBoundLogger, content: str | None, words: str
) -> None:
    path = tmp_path / "file"
    if content is not None:
        path.write_text(content)
    with pytest.raises(IdentityError, match=words) as refusal:
        Watched("thing", [path], read, log)
    assert str(path) in str(refusal.value)


class Address:
    """An address of keys, and a clock."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.asked = 0
        self.answer: bytes | None = key_set(public(signing_key("P-256")))

    def fetch(self) -> bytes:
        self.asked += 1
        if self.answer is None:
            raise FetchError("no answer")
        return self.answer

    def keys(self, log: FilteringBoundLogger) -> FetchedKeys:
        return FetchedKeys(self.fetch, log, lambda: self.now)


def test_an_address_tells_for_how_long_it_is_believed(log: FilteringBoundLogger) -> None:
    address = Address()
    keys = address.keys(log)
    assert keys.trusted_seconds == 86_400
    address.now += EVERY_SECONDS
    address.answer = None
    keys.refresh()
    assert keys.trusted_seconds == 86_400 - EVERY_SECONDS
    address.answer = key_set(public(signing_key("P-256")))
    address.now += EVERY_SECONDS
    keys.refresh()
    assert keys.trusted_seconds == 86_400


def test_an_address_is_asked_now_and_then(log: FilteringBoundLogger) -> None:
    address = Address()
    keys = address.keys(log)
    before = keys.current
    address.now += EVERY_SECONDS - 1
    keys.refresh()
    assert address.asked == 1
    address.now += 1
    keys.refresh()
    assert address.asked == 2
    assert keys.current is before  # the same bytes: nothing has to be verified anew
    address.answer = key_set(public(signing_key("P-256", 2)))
    address.now += EVERY_SECONDS
    keys.refresh()
    assert keys.current.find("P-256-2") is not None


def test_an_unknown_key_makes_it_ask_sooner_but_not_more_often(log: FilteringBoundLogger) -> None:
    address = Address()
    keys = address.keys(log)
    for _ in range(100):
        keys.missed()
        address.now += SOONEST_SECONDS / 10
        keys.refresh()
    assert address.asked == 1 + 10


@pytest.mark.parametrize("answer", [None, b"{}", key_set()], ids=["no answer", "no key set", "no key"])
def test_fetched_keys_are_kept_for_a_day(log: FilteringBoundLogger, lines: io.StringIO, answer: bytes | None) -> None:
    address = Address()
    good = address.answer
    keys = address.keys(log)
    address.answer = answer
    address.now += TRUSTED_SECONDS - 1
    keys.refresh()
    assert keys.current.find("P-256-1") is not None
    address.now += EVERY_SECONDS
    keys.refresh()
    assert keys.current.find("P-256-1") is None
    address.answer = good
    address.now += EVERY_SECONDS
    keys.refresh()
    assert keys.current.find("P-256-1") is not None
    assert events(lines) == ["kept", "dropped", "reloaded"]


def test_keys_that_cannot_be_fetched_stop_the_start(log: FilteringBoundLogger) -> None:
    address = Address()
    address.answer = None
    with pytest.raises(IdentityError, match="DENIZEN_OIDC_JWKS_URL: no answer"):
        address.keys(log)
