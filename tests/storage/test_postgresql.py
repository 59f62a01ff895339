"""What is PostgreSQL's own: its lock, its timeouts, its errors, connections that die."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
import pytest

from denizen.domain.attestations import AttestationState
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
    VISA,
    SettableClock,
    add_alice,
    attestation,
    call,
    commit,
    once,
    principal,
)
from tests.storage.test_sqlite import statements

Connection = psycopg.Connection[Any]


@pytest.fixture
def administrator(postgresql_store: SqlStore, postgresql: Server) -> Iterator[Connection]:
    """Somebody else's connection to the database of the store."""
    with postgresql.connect(str(postgresql_store.engine.url.database)) as connection:
        yield connection


def terminate_all(administrator: Connection) -> int:
    """End everybody else's connections to this database. How many there were."""
    ended = administrator.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    return len(ended.fetchall())


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


# Connections that die


def test_dead_connections_are_replaced_without_a_word(postgresql_store: Store, administrator: Connection) -> None:
    add_alice(postgresql_store)
    with postgresql_store.read(call()), postgresql_store.read(call()), postgresql_store.read(call()):
        pass
    assert terminate_all(administrator) == 3
    with postgresql_store.read(call()) as reader:
        assert reader.principal(ALICE) is not None
    terminate_all(administrator)
    assert commit(postgresql_store, lambda unit: unit.add_principal(principal(BOB))) == 3


def test_a_connection_lost_in_a_unit_of_work_leaves_nothing(postgresql_store: Store, administrator: Connection) -> None:
    add_alice(postgresql_store)

    def write() -> None:
        with postgresql_store.write(call()) as unit:
            unit.add_principal(principal(BOB))
            unit.record(Event("created", BOB, BOB))
            terminate_all(administrator)

    with pytest.raises(UnavailableError):
        write()
    with postgresql_store.read(call()) as reader:
        assert reader.head.number == 2
        assert reader.principal(BOB) is None


def test_a_connection_lost_in_a_snapshot_is_unavailable_and_stays_so(
    postgresql_store: Store, administrator: Connection
) -> None:
    add_alice(postgresql_store)
    with postgresql_store.read(call()) as reader:
        terminate_all(administrator)
        for _ in range(2):
            with pytest.raises(UnavailableError):
                reader.principal(ALICE)
    with postgresql_store.read(call()) as reader:
        assert reader.principal(ALICE) is not None


def test_a_feed_whose_connection_died_listens_again(postgresql_store: Store, administrator: Connection) -> None:
    with closing(postgresql_store.changes()) as feed:
        revision = add_alice(postgresql_store)
        assert feed.wait(0, 60).number == revision
        terminate_all(administrator)
        with pytest.raises(UnavailableError):
            feed.wait(revision, 60)
        assert feed.wait(revision, 0).number == revision
        commit(postgresql_store, lambda unit: unit.add_principal(principal(BOB)))
        assert feed.wait(revision, 60).number == revision + 1


def test_a_commit_that_notified_nobody_is_noticed(postgresql_store: SqlStore, administrator: Connection) -> None:
    with closing(postgresql_store.changes()) as feed:
        revision = add_alice(postgresql_store)
        administrator.execute(
            "INSERT INTO revisions SELECT revision + 1, instant, caller, on_behalf_of, call_id, purpose"
            " FROM revisions WHERE revision = %s",
            [revision],
        )
        assert feed.wait(revision, 60).number == revision + 1


# Round trips


def test_a_snapshot_takes_four_round_trips(postgresql_store: SqlStore) -> None:
    add_alice(postgresql_store)
    with statements(postgresql_store) as seen, postgresql_store.read(call()) as reader:
        reader.facts([ALICE])
    # And the end.
    assert seen == ["BEGIN", "SELECT", "SELECT"]


def test_what_a_unit_adds_goes_at_once(postgresql_store: SqlStore) -> None:
    add_alice(postgresql_store)
    with statements(postgresql_store) as seen, postgresql_store.write(call()) as unit:
        assert unit.recall(once()) is None
        unit.add_attestation(attestation(VISA), AttestationState.VERIFIED)
        unit.remember(once(), VISA, ALICE)
        unit.record(Event("attestation.submitted", VISA, ALICE))
        asked = list(seen)
    assert asked == ["BEGIN", "SELECT", "SELECT", "SELECT"]
    assert sorted(seen[len(asked) :]) == ["INSERT"] * 5 + ["NOTIFY"]


def test_statements_stay_prepared(postgresql_store: SqlStore) -> None:
    add_alice(postgresql_store)
    for _ in range(10):
        with postgresql_store.read(call()) as reader:
            reader.facts([ALICE])
    with postgresql_store.engine.connect() as connection:
        prepared = connection.exec_driver_sql("SELECT count(*) FROM pg_prepared_statements").scalar_one()
    assert prepared >= 2


# The start


def test_a_start_says_why_there_is_no_database(
    emptied_postgresql: Callable[[], str], ring: KeyRing, clock: SettableClock
) -> None:
    elsewhere = emptied_postgresql().rpartition("/")[0] + "/missing"
    with pytest.raises(UnavailableError, match=r'database "missing" does not exist'):
        open_store(elsewhere, ring, clock)
