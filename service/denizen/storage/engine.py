"""The database engine, and what differs between engines."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from denizen.domain.errors import DenizenError, UnavailableError
from denizen.storage import sqlite
from denizen.storage.errors import UnusableError
from denizen.usecases.ports import ChangeFeed


class Locking(Protocol):
    """How an engine orders commits."""

    def turn(self, engine: Engine, seconds: float) -> AbstractContextManager[Connection]:
        """A connection in a transaction that holds the lock which orders commits, and so sees the last of them.

        It is rolled back at the end of the block unless it was committed. `UnavailableError` where the lock is not to
        be had in so many seconds.
        """

    def changes(self, engine: Engine) -> ChangeFeed:
        """Notices commits on a connection of its own, beside the pool."""


def create(url: str, connections: int, patience: float) -> tuple[Engine, Locking]:
    """An engine that keeps at most so many connections, and waits at most `patience` seconds for one or for a lock."""
    if url.startswith("sqlite:"):
        return sqlite.create(url, connections, patience), sqlite.Locking()
    raise UnusableError(f"the database URL begins with {url.partition(':')[0]!r}, wanted 'sqlite'")


@contextmanager
def translated() -> Iterator[None]:
    """Errors of the driver and the pool, in our words."""
    try:
        yield
    except SQLAlchemyError as error:
        told = refusal(error)
        if told is None:
            raise
        raise told from error


def refusal(error: Exception) -> DenizenError | None:
    """What the caller is told about an error of the driver or the pool. None: it is a fault of ours."""
    if isinstance(error, PoolTimeoutError):
        return UnavailableError("all database connections are in use")
    return sqlite.refusal(error.orig) if isinstance(error, DBAPIError) else None
