"""What is SQLite's own: its pragmas, its lock, its errors."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from denizen.domain.attestations import AttestationState
from denizen.domain.errors import UnavailableError
from denizen.storage.errors import UnusableError
from denizen.storage.keyring import KeyRing
from denizen.storage.sql.store import SqlStore, open_store
from denizen.usecases.context import ExpiresAt
from denizen.usecases.ports import Event
from tests.storage.builders import (
    ALICE,
    BOB,
    VISA,
    SettableClock,
    add_alice,
    attestation,
    call,
    commit,
    once,
    principal,
    principals,
)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 200)],
    ids=["write-ahead log", "every commit is on the disk", "foreign keys", "busy timeout"],
)
def test_pragmas(sqlite_store: SqlStore, pragma: str, value: object) -> None:
    with sqlite_store.engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value


def test_a_lock_that_another_process_holds_is_unavailable(sqlite_store: SqlStore, database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UnavailableError, match="other writes"):
            add_alice(sqlite_store)
        with sqlite_store.read(call()) as reader:
            assert reader.principal(ALICE) is None
        other.execute("ROLLBACK")
    add_alice(sqlite_store)


def test_a_caller_in_a_hurry_does_not_wait_for_the_lock(database: Path, ring: KeyRing, clock: SettableClock) -> None:
    # Other callers would wait a minute, longer than a test may take.
    with closing(open_store(f"sqlite:///{database}", ring, clock, patience=60)) as store:
        add_alice(store)
        with closing(sqlite3.connect(database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            hurried = call(deadline=ExpiresAt(time.monotonic() + 0.1))
            with pytest.raises(UnavailableError, match="other writes"), store.write(hurried):
                pytest.fail("two writers at once")
        with store.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one() == 60_000


def test_a_full_disk_is_unavailable_and_leaves_nothing(sqlite_store: SqlStore) -> None:
    revision = add_alice(sqlite_store)

    @event.listens_for(sqlite_store.engine, "begin")
    def fill(connection: object) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]  # the least it can be

    def add_many() -> None:
        with sqlite_store.write(call()) as unit:
            for each in principals(500):
                unit.add_principal(each)

    with pytest.raises(UnavailableError, match="no space left"):
        add_many()
    event.remove(sqlite_store.engine, "begin", fill)
    with sqlite_store.read(call()) as reader:
        assert reader.head.number == revision
        assert reader.principal(ALICE) is not None


def test_a_file_that_cannot_be_opened_is_unavailable(tmp_path: Path, ring: KeyRing, clock: SettableClock) -> None:
    with pytest.raises(UnavailableError, match="cannot be read or written"):
        open_store(f"sqlite:///{tmp_path}/missing/denizen.db", ring, clock)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/x"])
def test_a_url_that_names_no_file_is_refused(url: str, ring: KeyRing, clock: SettableClock) -> None:
    with pytest.raises(UnusableError, match="database URL"):
        open_store(url, ring, clock)


def test_connections_are_bounded(database: Path, ring: KeyRing, clock: SettableClock) -> None:
    with (
        closing(open_store(f"sqlite:///{database}", ring, clock, connections=1, patience=0.05)) as store,
        store.read(call()),
        pytest.raises(UnavailableError, match="connections"),
        store.read(call()),
    ):
        pytest.fail("there is no second connection")


def test_a_store_that_was_closed_and_opened_has_everything(database: Path, ring: KeyRing, clock: SettableClock) -> None:
    for number in range(3):
        with closing(open_store(f"sqlite:///{database}", ring, clock)) as store:
            (each,) = principals(number + 1)[number:]
            commit(store, lambda unit, each=each: unit.add_principal(each))  # type: ignore[misc]  # bound now
    with closing(open_store(f"sqlite:///{database}", ring, clock)) as store, store.read(call()) as reader:
        assert len(reader.principals(None, 10, None, None)) == 3


@contextmanager
def statements(store: SqlStore) -> Iterator[list[str]]:
    """The statements that run in the block."""
    seen: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement.split(maxsplit=1)[0])

    event.listen(store.engine, "before_cursor_execute", listen)
    yield seen
    event.remove(store.engine, "before_cursor_execute", listen)


def test_facts_are_read_in_one_statement(sqlite_store: SqlStore) -> None:
    add_alice(sqlite_store)
    commit(sqlite_store, lambda unit: unit.add_principal(principal(BOB)))
    with statements(sqlite_store) as seen, sqlite_store.read(call()) as reader:
        reader.facts([ALICE, BOB])
    assert seen == ["BEGIN", "SELECT", "SELECT"]


def test_an_attestation_is_written_in_few_statements(sqlite_store: SqlStore) -> None:
    add_alice(sqlite_store)
    with statements(sqlite_store) as seen, sqlite_store.write(call()) as unit:
        assert unit.recall(once()) is None
        unit.add_attestation(attestation(VISA), AttestationState.VERIFIED)
        unit.remember(once(), VISA, ALICE)
        unit.record(Event("attestation.submitted", VISA, ALICE))
    assert seen == ["BEGIN", "SELECT", "SELECT", "SELECT", "INSERT", "INSERT", "INSERT", "INSERT", "INSERT"]


def test_readers_do_not_wait_for_a_writer(sqlite_store: SqlStore) -> None:
    add_alice(sqlite_store)
    found = []

    def read() -> None:
        with sqlite_store.read(call()) as reader:
            found.append(reader.principal(ALICE) is not None)

    with sqlite_store.write(call()) as unit:
        unit.set_populations(ALICE, frozenset())
        unit.record(Event("changed", ALICE, ALICE))
        thread = threading.Thread(target=read)
        thread.start()
        thread.join(5)
        assert found == [True]
