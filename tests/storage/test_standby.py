"""A process that reads from a standby: never older than a token says, whatever the standby is behind."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

import pytest

from denizen.domain.errors import DeadlineError, UnavailableError
from denizen.storage.keyring import KeyRing
from denizen.storage.migrating import upgrade
from denizen.storage.sql.store import SqlStore, open_store
from denizen.usecases.context import ExpiresAt
from tests.postgresql import MissingError, OwnServer, own_server
from tests.storage.builders import ALICE, BOB, SettableClock, add_alice, call, commit, principal


class Pair(NamedTuple):
    primary: SqlStore
    standby: SqlStore
    server: OwnServer
    """That of the standby."""

    def replay(self, how: str) -> None:
        with self.server.connect() as administrator:
            administrator.execute("SELECT pg_wal_replay_pause()" if how == "pause" else "SELECT pg_wal_replay_resume()")


@pytest.fixture(scope="module")
def pair(ring: KeyRing) -> Iterator[Pair]:
    clock = SettableClock()
    try:
        with own_server() as primary, primary.database() as name:
            upgrade(primary.url_of(name))
            with closing(open_store(primary.url_of(name), ring, clock)) as writes:
                add_alice(writes)
                with (
                    primary.standby() as standby,
                    closing(open_store(standby.url_of(name), ring, clock, patience=30)) as reads,
                ):
                    yield Pair(writes, reads, standby)
    except MissingError as error:
        pytest.skip(str(error))


def test_a_token_is_waited_for_and_never_undercut(pair: Pair) -> None:
    pair.replay("pause")
    revision = commit(pair.primary, lambda unit: unit.set_populations(ALICE, frozenset()))
    hurried = call(deadline=ExpiresAt(time.monotonic() + 0.1))
    with pytest.raises((UnavailableError, DeadlineError)), pair.standby.read(hurried, at_least=revision):
        pytest.fail("the standby is behind")
    with pair.standby.read(call()) as behind:
        assert behind.revision.number < revision
    pair.replay("resume")
    with pair.standby.read(call(), at_least=revision) as reader:
        found = reader.principal(ALICE)
    assert found is not None
    assert found.populations == frozenset()


def test_writes_are_unavailable(pair: Pair) -> None:
    with pytest.raises(UnavailableError, match="takes no writes"):
        commit(pair.standby, lambda unit: unit.add_principal(principal(BOB)))


def test_its_feed_notices_what_arrives(pair: Pair) -> None:
    with closing(pair.standby.changes()) as feed:
        revision = pair.primary.head(call()).number
        later = threading.Timer(0.05, commit, [pair.primary, lambda unit: unit.add_principal(principal(BOB))])
        later.start()
        assert feed.wait(revision, 60).number == revision + 1
        later.join()
