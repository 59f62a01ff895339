"""What holds for every table."""

import pytest
from sqlalchemy import Table, UniqueConstraint
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from denizen.storage import distribution
from denizen.storage.tables import METADATA
from tools.schema_picture import DOCUMENT, redrawn

TABLES = METADATA.sorted_tables
OF_PRINCIPALS = distribution.distributed()


@pytest.mark.parametrize("table", OF_PRINCIPALS, ids=str)
def test_keys_of_what_grows_with_principals_begin_with_the_principal(table: Table) -> None:
    assert next(column.name for column in table.primary_key.columns) == "principal_id"
    for constraint in table.foreign_key_constraints:
        assert constraint.column_keys[0] == "principal_id"
    assert [index for index in table.indexes if index.unique and "principal_id" not in index.columns] == []
    assert [each for each in table.constraints if isinstance(each, UniqueConstraint)] == []


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_every_constraint_has_a_name(table: Table) -> None:
    assert [each for each in table.constraints if not each.name] + [
        each for each in table.indexes if not each.name
    ] == []


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_only_the_end_of_known_time_may_be_changed(table: Table) -> None:
    if "known_to" in table.columns:
        assert table.columns["known_to"].nullable
        assert "known_from" in table.primary_key.columns


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_postgresql_can_have_it(table: Table) -> None:
    assert str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]  # it has none


def test_the_picture_is_up_to_date() -> None:
    text = DOCUMENT.read_text()
    assert text == redrawn(text), "run `python tools/schema_picture.py`"
