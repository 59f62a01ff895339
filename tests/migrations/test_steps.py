"""The steps of the schema: each goes up, down and up again, whole or not at all."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, DDLElement

from denizen.storage import migrating
from denizen.storage.migrating import SchemaError
from denizen.storage.tables import METADATA

STEPS = migrating.steps()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "denizen.db"


@pytest.fixture
def url(path: Path) -> str:
    return f"sqlite:///{path}"


def schema(path: Path) -> set[str]:
    """Every table and index, as the database keeps them."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version'")
        return {normal(sql) for (sql,) in rows}


def normal(sql: str) -> str:
    """A definition without the order of its lines, which says nothing."""
    lines = (line.strip().rstrip(",") for line in sql.replace(") WITHOUT", ")\nWITHOUT").splitlines())
    return "\n".join(sorted(" ".join(line.split()) for line in lines if line.strip()))


def engine_of(path: Path) -> Engine:
    return create_engine(f"sqlite:///{path}")


@pytest.mark.parametrize("number", range(len(STEPS)), ids=STEPS)
def test_goes_up_down_and_up(path: Path, url: str, number: int) -> None:
    before = STEPS[number - 1] if number else "base"
    if number:
        migrating.upgrade(url, before)
    else:
        path.touch()
    without = schema(path)
    migrating.upgrade(url, STEPS[number])
    with_it = schema(path)
    assert with_it > without
    migrating.downgrade(url, before)
    assert schema(path) == without
    migrating.upgrade(url, STEPS[number])
    assert schema(path) == with_it


def test_all_the_way_down_leaves_nothing(path: Path, url: str) -> None:
    migrating.upgrade(url)
    migrating.downgrade(url, "base")
    assert schema(path) == set()


def test_the_tables_agree_with_the_steps(path: Path, url: str) -> None:
    migrating.upgrade(url)
    engine = engine_of(path)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_so_do_what_alembic_does_not_compare(path: Path, url: str) -> None:
    # Checks, names of constraints, how rows are kept.
    migrating.upgrade(url)
    tables = METADATA.sorted_tables
    items: list[DDLElement] = [CreateTable(table) for table in tables]
    items += [CreateIndex(index) for table in tables for index in table.indexes]
    declared = {normal(str(item.compile(dialect=sqlite.dialect()))) for item in items}
    assert schema(path) == declared


def test_a_step_is_taken_whole_or_not_at_all(path: Path, url: str) -> None:
    # The table that the third step makes last is there already.
    migrating.upgrade(url, STEPS[1])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE identifiers (x)")
    before = schema(path)
    with pytest.raises(Exception, match="already exists"):
        migrating.upgrade(url)
    assert schema(path) == before
    engine = engine_of(path)
    assert migrating.current(engine) == STEPS[1]
    engine.dispose()


def test_knows_where_a_database_is(path: Path, url: str) -> None:
    engine = engine_of(path)
    with pytest.raises(SchemaError, match=r"step none.*run `denizen migrate`"):
        migrating.check_schema(engine)
    for step in STEPS:
        assert not migrating.is_at_head(engine)
        migrating.upgrade(url, step)
        assert migrating.current(engine) == step
    assert migrating.is_at_head(engine)
    migrating.check_schema(engine)
    engine.dispose()


def test_a_database_of_a_newer_release_is_refused(path: Path, url: str) -> None:
    migrating.upgrade(url)
    engine = engine_of(path)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_future'"))
    with pytest.raises(SchemaError, match=r"9999_future.*newer release"):
        migrating.check_schema(engine)
    engine.dispose()


def test_steps_are_numbered_in_their_order() -> None:
    assert [step.partition("_")[0] for step in STEPS] == [f"{number:04}" for number in range(1, len(STEPS) + 1)]
    assert [step for step in STEPS if not step.partition("_")[2]] == []
