"""Many rows of one table at once, without what costs more for each row than the database itself."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Boolean, ColumnClause, Connection, Integer, LargeBinary, TableClause

from denizen.storage.types import Instant

ENOUGH = 32
"""Rows of one table from which on it pays."""
_STATEMENTS = {
    # The driver copies what is to be executed many times; in text a sealed value would have twice its bytes.
    "postgresql": "COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)",
    "sqlite": "INSERT INTO {table} ({columns}) VALUES ({places})",
}

TYPES = "denizen_types"
"""The execution option with PostgreSQL's types of the columns, which binary values do not tell by themselves."""
_TYPES = ((Boolean, "bool"), (BigInteger, "int8"), (Integer, "int4"), (LargeBinary, "bytea"))


def add_many(connection: Connection, table: TableClause[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows, in their order. A column that a row leaves out is null there."""
    columns = _columns(table)
    dialect = connection.dialect
    statement = _STATEMENTS[dialect.name].format(
        table=table.name, columns=", ".join(column.name for column in columns), places=", ".join("?" * len(columns))
    )
    names = [column.name for column in columns]
    values = [tuple(map(row.get, names)) for row in rows]
    moments = [place for place, column in enumerate(columns) if isinstance(column.type, Instant)]
    if moments:
        values = [_stored(row, columns, moments, connection) for row in values]
    connection.exec_driver_sql(statement, values, execution_options={TYPES: _types(table)})


@cache
def _columns(table: TableClause[Any]) -> tuple[ColumnClause[Any], ...]:
    return tuple(table.columns)


@cache
def _types(table: TableClause[Any]) -> tuple[str, ...]:
    """Of each column; what is none of the others is text."""
    return tuple(_type(column) for column in _columns(table))


def _type(column: ColumnClause[Any]) -> str:
    stored = column.type.impl if isinstance(column.type, Instant) else column.type
    return next((name for kind, name in _TYPES if isinstance(stored, kind)), "text")


def _stored(
    row: tuple[Any, ...], columns: Sequence[ColumnClause[Any]], moments: Sequence[int], connection: Connection
) -> tuple[Any, ...]:
    """The row with its moments as they are stored."""
    changed = list(row)
    for place in moments:
        kind = columns[place].type
        if isinstance(kind, Instant):
            changed[place] = kind.process_bind_param(row[place], connection.dialect)
    return tuple(changed)
