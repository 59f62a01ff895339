"""Every implementation of the ports, behind one fixture."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from denizen.storage.keyring import KeyRing
from denizen.storage.memory import MemoryStore
from denizen.storage.migrating import upgrade
from denizen.storage.sql.store import SqlStore, open_store
from denizen.usecases.ports import Store
from tests.storage.builders import SettableClock

PATIENCE = 0.2
"""Seconds: so little, so that tests of waiting in vain are short."""


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture(scope="session")
def ring() -> KeyRing:
    return KeyRing.create()


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
def sqlite_store(database: Path, ring: KeyRing, clock: SettableClock) -> Iterator[SqlStore]:
    with closing(open_store(f"sqlite:///{database}", ring, clock, patience=PATIENCE)) as store:
        yield store


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, clock: SettableClock) -> Store:
    if request.param == "memory":
        return MemoryStore(clock, patience=PATIENCE)
    store: Store = request.getfixturevalue("sqlite_store")
    return store
