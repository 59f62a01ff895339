"""Bringing a database's schema up to date, and back."""

from alembic import command
from alembic.config import Config

from denizen.storage import engine as engines
from denizen.storage.schema import folder

_PATIENCE = 60.0
"""Seconds to wait for a writer before a migration gives up."""


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


def _configuration(database: engines.Database) -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(folder()).replace("%", "%%"))
    configuration.set_main_option("path_separator", "os")
    configuration.attributes["engine"] = database.for_migrations(_PATIENCE)
    return configuration
