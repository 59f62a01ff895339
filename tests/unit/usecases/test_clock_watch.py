"""Whether the clock can be believed."""

from datetime import datetime, timedelta

import pytest

from denizen.domain.errors import UnavailableError
from denizen.usecases.clock_watch import ClockWatch, ClockWatching
from denizen.usecases.ports import NOTHING_YET, Revision
from tests.unit.usecases.builders import NOW

LIMIT = timedelta(seconds=5)


class SetClock:
    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        return self.moment

    def move(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


class Database:
    """A feed that tells what it was given, and that may be away."""

    def __init__(self) -> None:
        self.last = NOTHING_YET
        self.elsewhere: datetime | None = None
        self.away = False

    def wait(self, after: int, timeout: float) -> Revision:
        if self.away:
            raise UnavailableError("away")
        return self.last

    def clock(self) -> datetime | None:
        return self.elsewhere

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("last", "elsewhere", "words"),
    [
        (None, None, None),
        (-3600, None, None),
        (5, None, None),
        (5.1, None, "behind the last commit by 5.1 s"),
        (-3600, 5, None),
        (-3600, -5, None),
        (-3600, 5.1, "off the database server's clock by 5.1 s"),
        (-3600, -5.1, "off the database server's clock by 5.1 s"),
    ],
    ids=[
        "no commit", "after it", "before it, within the limit", "before it", "behind, within the limit",
        "ahead, within the limit", "behind the server", "ahead of the server",
    ],
)  # fmt: skip
def test_beside_the_database(last: float | None, elsewhere: float | None, words: str | None) -> None:
    database = Database()
    if last is not None:
        database.last = Revision(1, NOW + timedelta(seconds=last))
    if elsewhere is not None:
        database.elsewhere = NOW + timedelta(seconds=elsewhere)
    assert ClockWatch(SetClock(), database, LIMIT).fault() == words


def test_set_back_it_is_not_believed_until_it_shows_again_what_it_showed() -> None:
    clock = SetClock()
    watch = ClockWatch(clock, Database(), LIMIT)
    faults = []
    for step in (0, 60, -5, -1, -60, 50, 11, 60):
        clock.move(step)
        faults.append(watch.fault())
    assert faults == [None, None, None, "set back by 6.0 s", "set back by 66.0 s", "set back by 16.0 s", None, None]


def test_a_clock_that_was_wrong_and_is_set_right_is_believed_if_the_server_says_so() -> None:
    clock, database = SetClock(), Database()
    database.elsewhere = NOW
    watch = ClockWatch(clock, database, LIMIT)
    clock.move(3600)
    assert watch.fault() == "off the database server's clock by 3600.0 s"
    clock.move(-3600)
    assert watch.fault() is None


def test_only_changes_are_told_and_the_first_look_is_taken_at_once() -> None:
    clock, database = SetClock(), Database()
    told: list[bool] = []
    watching = ClockWatching(clock, database, LIMIT, told.append)
    with watching:
        assert told == [True]
        watching._look()
        clock.move(-60)
        watching._look()
        watching._look()
        assert told == [True, False]
        database.away = True
        watching._look()
        assert told == [True, False]
        database.away = False
        clock.move(120)
        watching._look()
    assert told == [True, False, True]


def test_a_clock_that_cannot_be_compared_is_neither_believed_nor_not() -> None:
    database = Database()
    database.away = True
    told: list[bool] = []
    with ClockWatching(SetClock(), database, LIMIT, told.append):
        assert told == []
