"""From where status lists are fetched, when, and what becomes of those that cannot be had."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest

from denizen.identity.fetching import FetchError, FetchUrl
from denizen.identity.status_lists import AGAIN_SECONDS, EVERY_SECONDS, AllowedLists, StatusListsSource
from denizen.rpc import logs
from tests.minted_credentials import LIST, NOW, pid, referring, status_list
from tests.unit.usecases.builders import ALICE, ANN
from tests.unit.usecases.credentials import START, Office

PLACE = "https://pid.example.org/statuslists/"


class Serving:
    """Serves one list, or nothing, and counts how often it is asked."""

    def __init__(self) -> None:
        self.text: str | None = None
        self.asked: list[str] = []

    def __call__(self, url: FetchUrl) -> bytes:
        self.asked.append(f"https://{url.host}{url.path}")
        if self.text is None:
            raise FetchError("pid.example.org answered 503")
        return self.text.encode()


@pytest.fixture
def serving() -> Serving:
    return Serving()


@pytest.fixture
def lines() -> io.StringIO:
    return io.StringIO()


def allowed(serving: Serving, lines: io.StringIO, *places: str) -> AllowedLists:
    return AllowedLists(places or (PLACE,), private=False, told=logs.logger("info", lines), get=serving)


@pytest.mark.parametrize(
    ("place", "uri", "expected"),
    [
        pytest.param(PLACE, LIST, True, id="below a place"),
        pytest.param(LIST, LIST, True, id="the list itself"),
        pytest.param(LIST, f"{LIST}0", False, id="another list that begins alike"),
        pytest.param(PLACE, "https://pid.example.org.attacker.example/statuslists/1", False, id="another host"),
        pytest.param(PLACE, f"{PLACE}../admin", False, id="up and out"),
        pytest.param(PLACE, f"{PLACE}%2e%2E/admin", False, id="up and out, escaped"),
        pytest.param(PLACE, "http://pid.example.org/statuslists/1", False, id="not secured"),
        pytest.param(PLACE, "https://user@pid.example.org/statuslists/1", False, id="with a name"),
        pytest.param(PLACE, "https://[pid/statuslists/1", False, id="no URL"),
    ],
)
def test_only_what_the_operator_allows(
    serving: Serving, lines: io.StringIO, place: str, uri: str, expected: bool
) -> None:
    serving.text = "list"
    assert allowed(serving, lines, place)(uri) == ("list" if expected else None)
    assert bool(serving.asked) is expected


def test_what_cannot_be_had_is_told(serving: Serving, lines: io.StringIO) -> None:
    assert allowed(serving, lines)(LIST) is None
    assert "answered 503" in lines.getvalue()


@pytest.fixture
def office() -> Office:
    """With a credential that rests on a list that is fresh for an hour."""
    office = Office()
    office.listed(status_list(exp=None, ttl=3600))
    office.present(pid(["FR"], status=referring(3)))
    return office


@pytest.fixture
def renew(office: Office, serving: Serving, lines: io.StringIO) -> Callable[[float], None]:
    """Lets so many seconds pass, and looks."""

    def clock() -> float:
        return (office.clock.moment - START).total_seconds()

    source = StatusListsSource(
        office.store,
        allowed(serving, lines),
        office.credentials.submit_status_list,
        office.clock.now,
        logs.logger("info", lines),
        clock,
    )

    def later(seconds: float) -> None:
        office.clock.advance(seconds)
        source.refresh()

    return later


def fresh_until(office: Office) -> timedelta:
    with office.store.read(ANN) as reader:
        (record,) = reader.status_lists()
        (fact,) = reader.facts([ALICE])[ALICE].attestations
    assert fact.vouched.end is not None
    assert fact.vouched.end <= record.fresh_until
    return record.fresh_until - START


def test_a_list_is_renewed_when_half_of_its_time_is_over(
    office: Office, serving: Serving, renew: Callable[[float], None]
) -> None:
    serving.text = status_list(exp=None, ttl=3600)
    renew(1799)
    assert serving.asked == []
    renew(EVERY_SECONDS)
    assert serving.asked == [LIST]
    assert fresh_until(office) == timedelta(seconds=1799 + EVERY_SECONDS + 3600)


def test_a_list_that_is_fresh_for_seconds_is_renewed_in_time(
    office: Office, serving: Serving, renew: Callable[[float], None]
) -> None:
    serving.text = status_list(iat=NOW + 1, exp=None, ttl=20)
    renew(1900)
    for _ in range(8):
        renew(10)
        assert fresh_until(office) > office.clock.moment - START
    assert len(serving.asked) == 9


def test_a_list_that_cannot_be_had_ceases_to_be_fresh(
    office: Office, serving: Serving, renew: Callable[[float], None], lines: io.StringIO
) -> None:
    for _ in range(5):
        renew(1000)
    assert fresh_until(office) == timedelta(hours=1)
    assert "answered 503" in lines.getvalue()
    # It is not asked for without pause, and is believed again when it comes back.
    before = len(serving.asked)
    renew(EVERY_SECONDS)
    assert len(serving.asked) == before
    serving.text = status_list(exp=None, ttl=3600)
    renew(AGAIN_SECONDS)
    assert fresh_until(office) > timedelta(seconds=5000)


def test_what_does_not_hold_is_told_and_changes_nothing(
    office: Office, serving: Serving, renew: Callable[[float], None], lines: io.StringIO
) -> None:
    serving.text = status_list({3: 1}, iat=NOW - 1, exp=None, ttl=3600)
    renew(2000)
    assert fresh_until(office) == timedelta(hours=1)
    assert "bad_status_list" in lines.getvalue()


def test_what_it_says_is_written_down(office: Office, serving: Serving, renew: Callable[[float], None]) -> None:
    serving.text = status_list({3: 1}, iat=NOW + 2000)
    renew(2000)
    assert [state.name for state in office.states()] == ["REVOKED"]


def test_lists_of_other_places_are_not_asked_for(
    office: Office, serving: Serving, renew: Callable[[float], None]
) -> None:
    elsewhere = "https://elsewhere.example/1"
    office.listed(status_list(sub=elsewhere, exp=None, ttl=60))
    renew(50)
    assert serving.asked == []
