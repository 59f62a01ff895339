"""An empty database of each engine, with eyes for its schema."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import Engine

from denizen.storage import engine as engines
from tests.postgresql import Server

_TABLES = """
    SELECT table_name, column_name, data_type, character_maximum_length, collation_name, is_nullable, column_default
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'"""
_INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
_CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'"""


class Place(Protocol):
    """Where a database is."""

    url: str

    def schema(self) -> set[str]:
        """Every table, index and constraint, as the database keeps them."""


class SqlitePlace:
    def __init__(self, path: Path) -> None:
        path.touch()
        self._path = path
        self.url = f"sqlite:///{path}"

    def schema(self) -> set[str]:
        query = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version'"
        with closing(sqlite3.connect(self._path)) as connection:
            return {_normal(sql) for (sql,) in connection.execute(query)}


def _normal(sql: str) -> str:
    """A definition without the order of its lines, which says nothing."""
    lines = (line.strip().rstrip(",") for line in sql.replace(") WITHOUT", ")\nWITHOUT").splitlines())
    return "\n".join(sorted(" ".join(line.split()) for line in lines if line.strip()))


class PostgresqlPlace:
    def __init__(self, server: Server, name: str) -> None:
        self._server = server
        self._name = name
        self.url = server.url_of(name)

    def schema(self) -> set[str]:
        with self._server.connect(self._name) as connection:
            rows = [row for query in (_TABLES, _INDEXES, _CONSTRAINTS) for row in connection.execute(query)]
        return {" ".join(map(str, row)) for row in rows}


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _places(engine_name: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Place]:
    if engine_name == "sqlite":
        yield SqlitePlace(folder / "denizen.db")
        return
    server: Server = request.getfixturevalue("postgresql")
    with server.database() as name:
        yield PostgresqlPlace(server, name)


@pytest.fixture
def place(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    yield from _places(engine_name, request, tmp_path)


@pytest.fixture
def other_place(
    engine_name: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    yield from _places(engine_name, request, tmp_path_factory.mktemp("other"))


@pytest.fixture
def engine(place: Place) -> Iterator[Engine]:
    made = engines.create(place.url, 2, 5.0).engine
    yield made
    made.dispose()
