"""The settings, as commands read them."""

from collections.abc import Callable
from typing import TypeVar

from denizen import settings
from denizen.cli.failures import WrongUsageError

S = TypeVar("S")


def server_settings() -> settings.Settings:
    """The settings of the server. Ends the command with words that say what to set."""
    return _read(settings.load)


def database_settings() -> settings.DatabaseSettings:
    """Those of the database alone."""
    return _read(settings.load_database)


def _read(load: Callable[[], S]) -> S:
    try:
        return load()
    except settings.SettingsError as error:
        raise WrongUsageError(str(error)) from None
