"""A primary and a streaming replica: what is read is never older than asked for, whatever becomes of either."""

import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

import pytest

from denizen.domain.errors import DenizenError, InvalidError, UnavailableError
from denizen.storage.keyring import KeyRing
from denizen.storage.migrating import upgrade
from denizen.storage.replicated import ReplicatedStore, replicas_of
from denizen.storage.sql.store import SqlStore, open_store
from denizen.usecases.context import ExpiresAt
from denizen.usecases.ports import NEWEST, Reader
from tests.postgresql import MissingError, OwnServer, own_server
from tests.storage.builders import ALICE, CUSTOMER, EMPLOYEE, SettableClock, add_alice, call, commit

LIMIT = 0.6


@dataclass
class Pair:
    """A store on both servers, and what it told of the replica."""

    primary: OwnServer
    standby: OwnServer
    name: str
    ring: KeyRing
    told: list[bool] = field(default_factory=list)

    @contextmanager
    def store(self, url: str | None = None, limit: float = LIMIT) -> Iterator[tuple[SqlStore, ReplicatedStore]]:
        """As a process has it. `url`: of what it takes for the primary."""
        self.told.clear()
        with closing(open_store(url or self.primary.url_of(self.name), self.ring, SettableClock())) as primary:
            replicas = replicas_of(primary, [self.standby.url_of(self.name)], SettableClock(), limit)
            with replicas.watched(lambda _, serves: self.told.append(serves)):
                yield primary, ReplicatedStore(primary, replicas)

    def replay(self, how: str) -> None:
        with self.standby.connect() as administrator:
            administrator.execute(f"SELECT pg_wal_replay_{how}()".encode())

    def cut(self) -> None:
        """From now on the replica receives nothing."""
        with self.standby.connect() as administrator:
            administrator.execute("ALTER SYSTEM SET primary_conninfo = ''")
            administrator.execute("SELECT pg_reload_conf()")
            until(lambda: administrator.execute("SELECT 1 FROM pg_stat_wal_receiver").fetchone() is None)

    def until(self, serves: bool) -> None:
        until(lambda: bool(self.told) and self.told[-1] is serves)

    @property
    def both(self) -> str:
        """Whichever of the two takes writes."""
        hosts = f"host=127.0.0.1:{self.primary.url.port}&host=127.0.0.1:{self.standby.url.port}"
        return f"postgresql://postgres@/{self.name}?{hosts}&target_session_attrs=read-write"


def until(holds: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < give_up, "in vain"
        time.sleep(0.01)


def is_standbys(reader: Reader) -> bool:
    """Whether the snapshot is a standby's."""
    session = reader._session  # type: ignore[attr-defined]
    return bool(session._connection.exec_driver_sql("SELECT pg_is_in_recovery()").scalar())


def rewritten(store: SqlStore | ReplicatedStore) -> int:
    number = store.head(call()).number
    return commit(store, lambda unit: unit.set_populations(ALICE, frozenset({(EMPLOYEE, CUSTOMER)[number % 2]})))


@contextmanager
def made_pair(ring: KeyRing) -> Iterator[Pair]:
    try:
        with own_server() as primary, primary.database() as name:
            upgrade(primary.url_of(name))
            with closing(open_store(primary.url_of(name), ring, SettableClock())) as store:
                add_alice(store)
            with primary.standby() as standby:
                yield Pair(primary, standby, name, ring)
    except MissingError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def pair(ring: KeyRing) -> Iterator[Pair]:
    with made_pair(ring) as made:
        yield made


def test_what_names_a_revision_is_read_from_the_replica_and_the_latest_from_the_primary(pair: Pair) -> None:
    with pair.store() as (primary, store):
        pair.until(serves=True)
        revision = rewritten(store)
        until(lambda: answered(store, revision))
        with store.read(call(), revision=revision - 1, at_least=revision) as reader:
            assert is_standbys(reader)
            assert (reader.revision.number, reader.head.number) == (revision - 1, revision)
        for at_least in (0, NEWEST):
            with store.read(call(), at_least=at_least) as reader:
                assert not is_standbys(reader)
        with pytest.raises(InvalidError), store.read(call(), revision=revision + 1000):
            pytest.fail("it is of the future")
        assert primary.head(call()).number == revision


def test_a_replica_that_stands_still_is_left_out_and_comes_back(pair: Pair) -> None:
    with pair.store() as (_, store):
        pair.until(serves=True)
        pair.replay("pause")
        try:
            revision = rewritten(store)
            # At first the read waits for it, then goes to the primary.
            with store.read(call(), at_least=revision) as reader:
                assert not is_standbys(reader)
            pair.until(serves=False)
            with store.read(call(), at_least=1) as reader:
                assert not is_standbys(reader)
        finally:
            pair.replay("resume")
        pair.until(serves=True)
        until(lambda: answered(store, revision))


def test_whoever_has_no_time_to_wait_goes_to_the_primary(pair: Pair) -> None:
    with pair.store(limit=60) as (_, store):
        pair.until(serves=True)
        pair.replay("pause")
        try:
            revision = rewritten(store)
            hurried = call(deadline=ExpiresAt(time.monotonic() + 0.15))
            with store.read(hurried, at_least=revision) as reader:
                assert reader.revision.number >= revision
        finally:
            pair.replay("resume")


def test_a_killed_replica_is_left_out_and_comes_back(pair: Pair) -> None:
    with pair.store() as (_, store):
        pair.until(serves=True)
        revision = rewritten(store)
        pair.standby.stop(signal.SIGKILL)
        for _ in range(20):
            with store.read(call(), at_least=revision) as reader:
                assert not is_standbys(reader)
        pair.until(serves=False)
        pair.standby.start()
        pair.until(serves=True)


def test_without_the_primary_what_has_a_token_is_still_answered(ring: KeyRing) -> None:
    with made_pair(ring) as pair, pair.store() as (_, store):
        pair.until(serves=True)
        revision = rewritten(store)
        until(lambda: replayed(pair) >= revision)
        time.sleep(LIMIT)
        pair.primary.stop(signal.SIGKILL)
        try:
            until(lambda: answered(store, revision))
            with pytest.raises(UnavailableError), store.read(call(deadline=ExpiresAt(time.monotonic() + 1))):
                pytest.fail("nobody knows which is the latest")
        finally:
            pair.primary.start()


def answered(store: ReplicatedStore, revision: int) -> bool:
    try:
        with store.read(call(deadline=ExpiresAt(time.monotonic() + 1)), at_least=revision) as reader:
            return is_standbys(reader)
    except DenizenError:
        return False


def replayed(pair: Pair) -> int:
    with pair.standby.connect(pair.name) as connection:
        row = connection.execute("SELECT max(revision) FROM revisions").fetchone()
    return 0 if row is None else int(row[0])


def test_tokens_are_never_undercut_whatever_the_replica_does(pair: Pair) -> None:
    chance, stop, wrong = random.Random(11), threading.Event(), []

    def disturb() -> None:
        while not stop.wait(chance.random() * 0.1):
            pair.replay(chance.choice(["pause", "resume"]))

    with pair.store() as (_, store):
        pair.until(serves=True)
        thread = threading.Thread(target=disturb)
        thread.start()
        try:
            for _ in range(60):
                revision = rewritten(store)
                with store.read(call(), at_least=revision) as reader:
                    found = reader.principal(ALICE)
                    population = frozenset({(EMPLOYEE, CUSTOMER)[(revision - 1) % 2]})
                    if reader.revision.number < revision or found is None or found.populations != population:
                        wrong.append(revision)
        finally:
            stop.set()
            thread.join()
            pair.replay("resume")
        # How often the replica answered depends on the machine; that it could have is for sure.
        until(lambda: answered(store, revision))
    assert wrong == []
