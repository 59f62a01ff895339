"""The settings, as commands read them."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from denizen import settings
from denizen.cli.failures import WrongUsageError

S = TypeVar("S")


def server_settings(**given: str) -> settings.Settings:
    """The settings of the server; what is given goes before the environment. Ends the command with words that say what
    to set."""
    return _read(lambda: settings.load(**given))


def demo_settings(folder: Path) -> settings.Settings:
    """Those of a server that keeps everything in `folder`."""
    return _read(lambda: settings.load_demo(folder))


def database_settings() -> settings.DatabaseSettings:
    """Those of the database alone."""
    return _read(settings.load_database)


def _read(load: Callable[[], S]) -> S:
    try:
        return load()
    except settings.SettingsError as error:
        raise WrongUsageError(str(error)) from None
