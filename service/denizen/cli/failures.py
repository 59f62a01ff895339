"""How a command ends: its exit code, and one line on stderr when it fails."""

from enum import IntEnum
from typing import ClassVar

import click

from denizen.domain.errors import DeadlineError, DenizenError, UnavailableError


class ExitCode(IntEnum):
    """The exit codes of every command. Scripts rely on them."""

    OK = 0
    """Done."""
    FAILED = 1
    """A check failed, or what was asked is refused."""
    USAGE = 2
    """The command, a file or a setting is wrong; nothing was asked."""
    UNREACHABLE = 3
    """The server cannot be reached or cannot answer now; the same command may work later."""


class FailedError(click.ClickException):
    """Ends a command with one line on stderr: a check failed, or what was asked is refused."""

    exit_code: ClassVar[int] = ExitCode.FAILED

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))

    def show(self, file: object = None) -> None:
        click.echo(f"denizen: {self.message}", err=True)


class WrongUsageError(FailedError):
    """The command, a file or a setting is wrong; nothing was asked."""

    exit_code: ClassVar[int] = ExitCode.USAGE


class UnreachableError(FailedError):
    """The server cannot be reached or cannot answer now."""

    exit_code: ClassVar[int] = ExitCode.UNREACHABLE


def refused(error: DenizenError) -> FailedError:
    """A refusal of the domain, as the end of a command."""
    later = isinstance(error, UnavailableError | DeadlineError)
    return UnreachableError(error.message) if later else FailedError(error.message)
