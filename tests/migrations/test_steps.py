"""The steps of the schema: each goes up, down and up again, whole or not at all."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from denizen.storage import engine as engines
from denizen.storage import migrating, schema
from denizen.storage.schema import SchemaError
from denizen.storage.tables import METADATA
from tests.migrations.conftest import Place

STEPS = schema.steps()


@pytest.mark.parametrize("number", range(len(STEPS)), ids=STEPS)
def test_goes_up_down_and_up(place: Place, number: int) -> None:
    before = STEPS[number - 1] if number else "base"
    if number:
        migrating.upgrade(place.url, before)
    without = place.schema()
    migrating.upgrade(place.url, STEPS[number])
    with_it = place.schema()
    assert with_it > without
    migrating.downgrade(place.url, before)
    assert place.schema() == without
    migrating.upgrade(place.url, STEPS[number])
    assert place.schema() == with_it


def test_the_steps_are_those_that_alembic_takes() -> None:
    script = ScriptDirectory(str(schema.folder()))
    assert [each.revision for each in script.walk_revisions()][::-1] == STEPS
    assert script.get_current_head() == schema.head()


def test_all_the_way_down_leaves_nothing(place: Place) -> None:
    migrating.upgrade(place.url)
    migrating.downgrade(place.url, "base")
    assert place.schema() == set()


def test_the_tables_agree_with_the_steps(place: Place, engine: Engine) -> None:
    migrating.upgrade(place.url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_so_do_what_alembic_does_not_compare(place: Place, other_place: Place) -> None:
    # Checks, names of constraints, collations, how rows are kept.
    migrating.upgrade(place.url)
    engine = engines.create(other_place.url, 1, 5.0).engine
    METADATA.create_all(engine)
    engine.dispose()
    assert place.schema() == other_place.schema()


def test_a_step_is_taken_whole_or_not_at_all(place: Place, engine: Engine) -> None:
    # The table that the third step makes last is there already.
    migrating.upgrade(place.url, STEPS[1])
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE identifiers (x INTEGER)"))
    before = place.schema()
    with pytest.raises(Exception, match="already exists"):
        migrating.upgrade(place.url)
    assert place.schema() == before
    assert schema.current(engine) == STEPS[1]


def test_knows_where_a_database_is(place: Place, engine: Engine) -> None:
    with pytest.raises(SchemaError, match=r"step none.*run `denizen migrate`"):
        schema.check_schema(engine)
    for step in STEPS:
        assert not schema.is_at_head(engine)
        migrating.upgrade(place.url, step)
        assert schema.current(engine) == step
    assert schema.is_at_head(engine)
    schema.check_schema(engine)


def test_a_database_of_a_newer_release_is_refused(place: Place, engine: Engine) -> None:
    migrating.upgrade(place.url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_future'"))
    with pytest.raises(SchemaError, match=r"9999_future.*newer release"):
        schema.check_schema(engine)


def test_steps_are_numbered_in_their_order() -> None:
    assert [step.partition("_")[0] for step in STEPS] == [f"{number:04}" for number in range(1, len(STEPS) + 1)]
    assert [step for step in STEPS if not step.partition("_")[2]] == []
