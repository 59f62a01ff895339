"""Lists of values are looked for in an index, by each database."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import ColumnElement, LargeBinary, select
from sqlalchemy.dialects import sqlite

from denizen.storage.sql.among import among
from denizen.storage.tables import identifiers, principal_keys

LISTS = [principal_keys.c.principal_id, identifiers.c.blind_index]


@pytest.mark.parametrize("column", LISTS, ids=str)
def test_sqlite_finds_many_values_without_reading_the_whole_table(
    database: Path, column: ColumnElement[object]
) -> None:
    asked = (
        select(column)
        .where(among(column, "values"))
        .params(values=[b"a", b"b"] if isinstance(column.type, LargeBinary) else ["a", "b"])
    )
    words = str(
        asked.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True, "render_postcompile": True})
    )
    with closing(sqlite3.connect(database)) as connection:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {words}")]
    assert [step.split()[0] for step in plan] == ["SEARCH"], plan
