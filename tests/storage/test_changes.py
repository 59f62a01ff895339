"""The change feed: what was committed is noticed, whoever committed it."""

import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from denizen.domain.errors import UnavailableError
from denizen.storage.changes import Changes
from denizen.storage.sql.store import SqlStore
from denizen.usecases.ports import ChangeFeed, Revision, Store
from tests.storage.builders import ALICE, BOB, START, add_alice, call, commit, principal

LONG = 60.0
"""Seconds. A test that waits them out has failed."""


@pytest.fixture
def changes(store: Store) -> Iterator[ChangeFeed]:
    with closing(store.changes()) as feed:
        yield feed


def test_what_is_there_already_is_not_waited_for(store: Store, changes: ChangeFeed) -> None:
    revision = add_alice(store)
    assert changes.wait(0, LONG) == changes.wait(revision - 1, LONG) == Revision(revision, START)


def test_the_latest_revision_is_told_when_the_time_is_over(store: Store, changes: ChangeFeed) -> None:
    assert changes.wait(0, 0).number == 0
    revision = add_alice(store)
    assert changes.wait(revision, 0.02).number == revision
    assert changes.wait(revision, 0).number == revision


def test_a_commit_ends_the_waiting(store: Store, changes: ChangeFeed) -> None:
    revision = add_alice(store)
    later = threading.Timer(0.05, commit, [store, lambda unit: unit.add_principal(principal(BOB))])
    later.start()
    assert changes.wait(revision, LONG).number == revision + 1
    later.join()


def test_whoever_waits_sees_every_commit_once_and_in_order(store: Store) -> None:
    seen: list[list[int]] = [[], []]

    def tail(numbers: list[int]) -> None:
        with closing(store.changes()) as feed:
            while len(numbers) < 40:
                feed.wait(numbers[-1] if numbers else 0, LONG)
                with store.read(call()) as reader:
                    rows = reader.events(numbers[-1] if numbers else 0, 100)
                numbers.extend(row.revision.number for row in rows)

    threads = [threading.Thread(target=tail, args=[numbers]) for numbers in seen]
    for thread in threads:
        thread.start()
    add_alice(store)
    for number in range(38):
        populations = frozenset({f"group-{number}"})
        commit(store, lambda unit, new=populations: unit.set_populations(ALICE, new))  # type: ignore[misc]  # bound now
    for thread in threads:
        thread.join()
    assert seen == [list(range(1, 41))] * 2


def test_a_unit_that_was_undone_wakes_nobody_for_good(store: Store, changes: ChangeFeed) -> None:
    def fail() -> None:
        with store.write(call()) as unit:
            unit.add_principal(principal())
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert changes.wait(0, 0.02).number == 0


def test_a_feed_that_was_closed_opens_again(store: Store, changes: ChangeFeed) -> None:
    changes.wait(0, 0)
    changes.close()
    assert changes.wait(0, 0).number == 0
    changes.close()
    changes.close()


class Deaf:
    """Wakes nobody: every notification is lost."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.pauses: list[float] = []

    def head(self) -> Revision:
        return self._store.head(call())

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        if len(self.pauses) == 3:
            add_alice(self._store, state=None)

    def clock(self) -> datetime | None:
        return None

    def close(self) -> None:
        pass


def test_without_any_wake_up_a_commit_is_noticed_all_the_same(store: Store) -> None:
    deaf = Deaf(store)
    assert Changes(deaf).wait(0, LONG).number == 1
    assert max(deaf.pauses) < 0.5


def test_a_database_that_cannot_be_asked_is_unavailable(sqlite_store: SqlStore) -> None:
    revision = add_alice(sqlite_store)
    with closing(sqlite_store.changes()) as feed:
        with sqlite_store.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE revisions RENAME TO away")
        with pytest.raises(UnavailableError):
            feed.wait(revision, LONG)
        with sqlite_store.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE away RENAME TO revisions")
        assert feed.wait(0, LONG).number == revision


def test_the_clock_of_another_machine_is_told(postgresql_store: SqlStore, sqlite_store: SqlStore) -> None:
    with closing(postgresql_store.changes()) as feed:
        told = feed.clock()
    assert told is not None
    assert told.utcoffset() == timedelta(0)
    assert abs(told - datetime.now(UTC)) < timedelta(minutes=10)
    with closing(sqlite_store.changes()) as feed:
        assert feed.clock() is None
