"""Bringing a database's schema up to date, and back."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from denizen.storage import engine as engines
from denizen.storage.errors import UnusableError

_PATIENCE = 60.0
"""Seconds to wait for a writer before a migration gives up."""


class SchemaError(UnusableError):
    """The schema is not the one that this release needs."""


def upgrade(url: str, to: str = "head") -> None:
    """Take every step up to `to`, each in a transaction of its own."""
    database = engines.create(url, 1, _PATIENCE)
    try:
        with engines.translated():
            command.upgrade(_configuration(database), to)
    finally:
        database.engine.dispose()


def downgrade(url: str, to: str) -> None:
    """Take back every step after `to`; `base` takes back all."""
    database = engines.create(url, 1, _PATIENCE)
    try:
        with engines.translated():
            command.downgrade(_configuration(database), to)
    finally:
        database.engine.dispose()


def head() -> str:
    """The last step that this release knows."""
    found = ScriptDirectory(str(_folder())).get_current_head()
    if found is None:
        raise SchemaError(f"there are no migrations at {_folder()}: the installation is incomplete")
    return found


def steps() -> list[str]:
    """Every step, the first one first."""
    return [script.revision for script in ScriptDirectory(str(_folder())).walk_revisions()][::-1]


def current(engine: Engine) -> str | None:
    """The last step that the database has taken. None: none."""
    with engines.translated(), engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_at_head(engine: Engine) -> bool:
    return current(engine) == head()


def check_schema(engine: Engine) -> None:
    """`SchemaError` where the database has not taken all steps, or has taken some that this release does not know."""
    taken = current(engine)
    if taken == head():
        return
    if taken is not None and taken not in steps():
        raise SchemaError(f"The database is at step {taken}, which this release does not know: use the newer release.")
    raise SchemaError(f"The database is at step {taken or 'none'}, wanted {head()}: run `denizen migrate` first.")


def _configuration(database: engines.Database) -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(_folder()).replace("%", "%%"))
    configuration.set_main_option("path_separator", "os")
    configuration.attributes["engine"] = database.for_migrations(_PATIENCE)
    return configuration


def _folder() -> Path:
    """Inside the wheel, or at the top of the checkout."""
    packaged = Path(__file__).parents[1] / "_migrations"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "migrations"
