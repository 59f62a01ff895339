"""What is PostgreSQL's own: its lock, its timeouts, its errors, connections that die."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
import pytest

from denizen.domain.errors import DeadlineError, UnavailableError
from denizen.storage import postgresql
from denizen.storage.keyring import KeyRing
from denizen.storage.sql.store import SqlStore, open_store
from denizen.usecases.context import ExpiresAt
from denizen.usecases.ports import Event, Store
from tests.postgresql import Server
from tests.storage.builders import (
    ALICE,
    BOB,
    SettableClock,
    add_alice,
    call,
    commit,
    principal,
)

Connection = psycopg.Connection[Any]


@pytest.fixture
def administrator(postgresql_store: SqlStore, postgresql: Server) -> Iterator[Connection]:
    """Somebody else's connection to the database of the store."""
    with postgresql.connect(str(postgresql_store.engine.url.database)) as connection:
        yield connection


@contextmanager
def lock_of_commits(administrator: Connection) -> Iterator[None]:
    with administrator.transaction():
        administrator.execute("SELECT pg_advisory_xact_lock(%s)", [postgresql.LOCK])
        yield


def in_a_hurry(seconds: float) -> ExpiresAt:
    return ExpiresAt(time.monotonic() + seconds)


# Waiting


def test_a_lock_that_another_process_holds_is_unavailable(postgresql_store: Store, administrator: Connection) -> None:
    with lock_of_commits(administrator):
        with pytest.raises(UnavailableError, match="other writes"):
            add_alice(postgresql_store)
        with postgresql_store.read(call()) as reader:
            assert reader.principal(ALICE) is None
    assert add_alice(postgresql_store, state=None) == 1


def test_a_caller_in_a_hurry_does_not_wait_for_the_lock(
    postgresql_url: str, ring: KeyRing, clock: SettableClock, administrator: Connection
) -> None:
    # Other callers would wait a minute, longer than a test may take.
    with closing(open_store(postgresql_url, ring, clock, patience=60)) as store, lock_of_commits(administrator):
        hurried = call(deadline=in_a_hurry(0.1))
        with pytest.raises((UnavailableError, DeadlineError)), store.write(hurried):
            pytest.fail("two writers at once")


def test_a_statement_ends_with_the_callers_deadline(
    postgresql_url: str, ring: KeyRing, clock: SettableClock, administrator: Connection
) -> None:
    with closing(open_store(postgresql_url, ring, clock, patience=60)) as store, administrator.transaction():
        administrator.execute("LOCK TABLE revisions")
        with pytest.raises(DeadlineError), store.read(call(deadline=in_a_hurry(0.1))):
            pytest.fail("the table is locked")


def test_a_table_that_a_migration_holds_is_unavailable(postgresql_store: Store, administrator: Connection) -> None:
    with administrator.transaction():
        administrator.execute("LOCK TABLE revisions")
        with pytest.raises(UnavailableError), postgresql_store.read(call()):
            pytest.fail("the table is locked")
    assert postgresql_store.head(call()).number == 0


def test_a_writer_that_stands_still_loses_the_lock(
    postgresql_url: str, ring: KeyRing, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "_LONGEST_PAUSE", 0.05)
    with (
        closing(open_store(postgresql_url, ring, clock)) as one,
        closing(open_store(postgresql_url, ring, clock)) as two,
    ):

        def stand_still() -> None:
            with one.write(call()) as unit:
                unit.add_principal(principal())
                unit.record(Event("created", ALICE, ALICE))
                commit(two, lambda other: other.add_principal(principal(BOB)))

        with pytest.raises(UnavailableError):
            stand_still()
        with two.read(call()) as reader:
            assert [each.name for each in reader.principals(None, 10, None, None)] == [BOB]
        assert commit(one, lambda unit: unit.add_principal(principal())) == 2


def test_connections_are_bounded_and_a_caller_in_a_hurry_does_not_wait_for_one(
    postgresql_url: str, ring: KeyRing, clock: SettableClock
) -> None:
    with closing(open_store(postgresql_url, ring, clock, connections=1, patience=60)) as store, store.read(call()):
        with pytest.raises(UnavailableError, match="connections"), store.read(call(deadline=in_a_hurry(0.05))):
            pytest.fail("there is no second connection")
        with pytest.raises(UnavailableError, match="connections"), store.write(call(deadline=in_a_hurry(0.05))):
            pytest.fail("there is no second connection")


def test_a_server_without_a_free_connection_is_unavailable(
    postgresql_url: str, postgresql: Server, ring: KeyRing, clock: SettableClock, administrator: Connection
) -> None:
    administrator.execute("CREATE ROLE crowded LOGIN CONNECTION LIMIT 0")
    try:
        crowded = postgresql.url.set(username="crowded", database=administrator.info.dbname)
        with pytest.raises(UnavailableError, match="too many connections for role"):
            open_store(crowded.render_as_string(), ring, clock)
    finally:
        administrator.execute("DROP ROLE crowded")


# Round trips
