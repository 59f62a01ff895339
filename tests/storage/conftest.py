"""Every implementation of the ports, behind one fixture."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete

from denizen.storage.keyring import KeyRing
from denizen.storage.memory import MemoryStore
from denizen.storage.migrating import upgrade
from denizen.storage.sql.store import SqlStore, open_store
from denizen.storage.tables import METADATA
from denizen.usecases.ports import Store
from tests.postgresql import Server
from tests.storage.builders import SettableClock

PATIENCE = 0.2
"""Seconds: so little, so that tests of waiting in vain are short."""

_EMPTY = "; ".join(str(delete(table)) for table in reversed(METADATA.sorted_tables))


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture(scope="session")
def ring() -> KeyRing:
    return KeyRing.create()


@pytest.fixture
def ring_file(tmp_path: Path, ring: KeyRing) -> Path:
    path = tmp_path / "keyring.json"
    ring.write(path)
    return path


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that was migrated and never used, to copy."""
    path = tmp_path_factory.mktemp("empty") / "denizen.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(empty_database, tmp_path / "denizen.db"))


@pytest.fixture
def sqlite_url(database: Path) -> str:
    return f"sqlite:///{database}"


@pytest.fixture(scope="session")
def emptied_postgresql(postgresql: Server) -> Iterator[Callable[[], str]]:
    """Empties a database that was migrated, and gives its URL: one database for all tests, and one test at a time."""
    with postgresql.database() as name:
        url = postgresql.url_of(name)
        upgrade(url)

        def emptied() -> str:
            with postgresql.connect(name) as connection:
                connection.execute("SET lock_timeout = '10s'")
                connection.execute(_EMPTY, prepare=False)
            return url

        yield emptied


@pytest.fixture
def postgresql_url(emptied_postgresql: Callable[[], str]) -> str:
    return emptied_postgresql()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """A database that was migrated and is empty, on each engine."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def sqlite_store(sqlite_url: str, ring: KeyRing, clock: SettableClock) -> Iterator[SqlStore]:
    with closing(open_store(sqlite_url, ring, clock, patience=PATIENCE)) as store:
        yield store


@pytest.fixture
def postgresql_store(postgresql_url: str, ring: KeyRing, clock: SettableClock) -> Iterator[SqlStore]:
    with closing(open_store(postgresql_url, ring, clock, patience=PATIENCE)) as store:
        yield store


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, clock: SettableClock) -> Store:
    if request.param == "memory":
        return MemoryStore(clock, patience=PATIENCE)
    store: Store = request.getfixturevalue(f"{request.param}_store")
    return store
