"""Which steps a database's schema has taken. Alembic takes them; to look whether it has, it is not needed, and a server
starts the sooner without it."""

from pathlib import Path

from sqlalchemy import Engine, column, inspect, select, table

from denizen.storage import engine as engines
from denizen.storage.errors import UnusableError

_TAKEN = table("alembic_version", column("version_num"))


class SchemaError(UnusableError):
    """The schema is not the one that this release needs."""


def folder() -> Path:
    """Where the steps are: inside the wheel, or at the top of the checkout."""
    packaged = Path(__file__).parents[1] / "_migrations"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "migrations"


def steps() -> list[str]:
    """Every step that this release knows, the first one first: each is called as its file, by its number."""
    found = sorted(each.stem for each in (folder() / "versions").glob("[0-9]*.py"))
    if not found:
        raise SchemaError(f"there are no migrations at {folder()}: the installation is incomplete")
    return found


def head() -> str:
    """The last step that this release knows."""
    return steps()[-1]


def current(engine: Engine) -> str | None:
    """The last step that the database has taken. None: none."""
    with engines.translated(), engine.connect() as connection:
        if not inspect(connection).has_table(_TAKEN.name):
            return None
        taken: str | None = connection.execute(select(_TAKEN.c.version_num)).scalar()
        return taken


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
