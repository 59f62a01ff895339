"""Whether the tables can be distributed by principal, and how. There is no Citus here: the statements are looked at."""

import re

import pytest
from sqlalchemy import ForeignKeyConstraint, PrimaryKeyConstraint, Table, UniqueConstraint

from denizen.storage import distribution, migrating
from denizen.storage.distribution import COORDINATOR, DistributionError, distribute, statements
from denizen.storage.tables import METADATA
from tests.migrations.conftest import Place
from tests.postgresql import Server

BY_NAME = METADATA.tables
_STAND_IN = b"""CREATE FUNCTION %s(%s) RETURNS void LANGUAGE sql AS
    'INSERT INTO pg_dist_partition (logicalrelid) VALUES ($1)'"""
DISTRIBUTED = [table.name for table in distribution.distributed()]
REFERENCE = [table.name for table in distribution.reference()]


def keys(table: Table) -> list[set[str]]:
    """The columns of everything that is unique, and of every reference to another table."""
    kinds = (PrimaryKeyConstraint, UniqueConstraint, ForeignKeyConstraint)
    found = [set(each.columns.keys()) for each in table.constraints if isinstance(each, kinds)]
    return found + [set(index.columns.keys()) for index in table.indexes if index.unique]


@pytest.mark.parametrize("name", DISTRIBUTED)
def test_every_unique_and_foreign_key_of_a_distributed_table_has_the_principal(name: str) -> None:
    assert [columns for columns in keys(BY_NAME[name]) if distribution.COLUMN not in columns] == []
    for constraint in BY_NAME[name].foreign_key_constraints:
        pairs = {(each.parent.name, each.column.name) for each in constraint.elements}
        assert (distribution.COLUMN, distribution.COLUMN) in pairs, "by which rows that belong together lie together"
        assert constraint.referred_table.name in DISTRIBUTED


@pytest.mark.parametrize("name", [*REFERENCE, *(name for name in COORDINATOR if name in BY_NAME)])
def test_what_is_not_distributed_refers_to_nothing_that_is(name: str) -> None:
    kind = REFERENCE if name in REFERENCE else COORDINATOR
    assert [each for each in BY_NAME[name].foreign_key_constraints if each.referred_table.name not in kind] == []


def test_every_table_is_of_one_kind_and_exceptions_have_reasons() -> None:
    assert sorted([*DISTRIBUTED, *REFERENCE, *COORDINATOR]) == sorted([*BY_NAME, "alembic_version"])
    exceptions = {name for name in COORDINATOR if name in BY_NAME and distribution.COLUMN in BY_NAME[name].columns}
    assert exceptions == {"outbox", "requests"}
    assert all(COORDINATOR.values())


def test_statements_come_in_an_order_in_which_they_can_be_taken() -> None:
    made = statements()
    assert made[0].startswith("SET LOCAL")
    named = [found[1] for each in made[1:] if (found := re.match(r"SELECT create_\w+_table\('(\w+)'", each))]
    assert sorted(named) == sorted([*DISTRIBUTED, *REFERENCE])
    for place, name in enumerate(named):
        for constraint in BY_NAME[name].foreign_key_constraints:
            assert constraint.referred_table.name in named[: place + 1]
    assert "SELECT create_distributed_table('principals', 'principal_id', colocate_with => 'none')" in made
    beside = [
        each for each in made if "create_distributed_table" in each and "'principals', 'principal_id'" not in each
    ]
    assert [each for each in beside if not each.endswith("colocate_with => 'principals')")] == []


def test_what_is_done_is_not_done_again() -> None:
    assert statements(frozenset([*DISTRIBUTED, *REFERENCE])) == []
    assert len(statements(frozenset(DISTRIBUTED))) == 1 + len(REFERENCE)


def test_a_server_without_the_extension_is_refused_and_left_as_it_is(place: Place) -> None:
    migrating.upgrade(place.url)
    before = place.schema()
    with pytest.raises(DistributionError, match=r"no extension citus|SQLite file cannot be distributed"):
        distribute(place.url)
    assert place.schema() == before


def test_what_is_asked_of_the_server_is_what_it_has(postgresql: Server) -> None:
    # A stand-in for the extension, which keeps what it is told.
    with postgresql.database() as name:
        migrating.upgrade(postgresql.url_of(name))
        with postgresql.connect(name) as connection:
            connection.execute("CREATE TABLE pg_dist_partition (logicalrelid regclass, place serial)")
            for function, given in (
                (b"create_reference_table", b"regclass"),
                (b"create_distributed_table", b"regclass, text, colocate_with text"),
            ):
                connection.execute(_STAND_IN % (function, given))
            connection.execute("SET allow_system_table_mods = on")
            connection.execute(
                "INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion) "
                "VALUES (99999, 'citus', 10, 2200, false, '0')"
            )
            assert len(distribute(postgresql.url_of(name))) == 1 + len(DISTRIBUTED) + len(REFERENCE)
            assert distribute(postgresql.url_of(name)) == []
            rows = connection.execute("SELECT logicalrelid::text FROM pg_dist_partition ORDER BY place").fetchall()
            connection.execute("DELETE FROM pg_extension WHERE extname = 'citus'")
    assert [row[0] for row in rows] == [*REFERENCE, *DISTRIBUTED]
