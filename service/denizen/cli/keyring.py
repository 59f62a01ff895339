"""`denizen keyring`: the keys that seal personal values."""

from pathlib import Path

import click

from denizen.cli.failures import WrongUsageError
from denizen.storage.keyring import KeyRing, KeyRingError


@click.group()
def keyring() -> None:
    """Make the keys that seal personal values."""


@keyring.command(
    epilog="""\b
Examples:
  denizen keyring create keyring.json
  export DENIZEN_KEY_RING_FILE=$PWD/keyring.json"""
)
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
def create(path: Path) -> None:
    """Write a new key ring to PATH, for a new database.

    Keep a copy in a safe place that is not the database's: without its key ring nobody can read what was sealed. An
    existing file is never overwritten.
    """
    try:
        KeyRing.create().write(path)
    except KeyRingError as error:
        raise WrongUsageError(str(error)) from None
    click.echo(f"A new key ring is in {path}. Set DENIZEN_KEY_RING_FILE to that path, and keep a copy elsewhere.")
