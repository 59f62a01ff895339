"""Connections to PostgreSQL that die, and what goes over them."""

from collections.abc import Callable
from contextlib import closing

import pytest

from denizen.domain.attestations import AttestationState
from denizen.domain.errors import UnavailableError
from denizen.storage.keyring import KeyRing
from denizen.storage.sql.store import SqlStore, open_store
from denizen.usecases.ports import Event, Store
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
from tests.storage.test_postgresql import Connection, administrator
from tests.storage.test_sqlite import statements

__all__ = ["administrator"]


def terminate_all(administrator: Connection) -> int:
    """End everybody else's connections to this database. How many there were."""
    ended = administrator.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    return len(ended.fetchall())


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


def test_a_start_says_why_there_is_no_database(
    emptied_postgresql: Callable[[], str], ring: KeyRing, clock: SettableClock
) -> None:
    elsewhere = emptied_postgresql().rpartition("/")[0] + "/missing"
    with pytest.raises(UnavailableError, match=r'database "missing" does not exist'):
        open_store(elsewhere, ring, clock)
