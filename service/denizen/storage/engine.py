"""The database behind the ports, and what differs between its kinds."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from denizen.domain.errors import DenizenError, UnavailableError
from denizen.storage import postgresql_refusals, sqlite
from denizen.storage.errors import UnusableError
from denizen.storage.histories import Place
from denizen.usecases.ports import ChangeFeed


class Database(Protocol):
    """A database of one kind: transactions, and the order of commits.

    `remaining` is how many seconds the caller still waits, None: without end. A transaction is rolled back at the end
    of its block unless it was committed.
    """

    @property
    def engine(self) -> Engine:
        """The connections, at most as many as it was made with."""

    def snapshot(self, remaining: float | None) -> AbstractContextManager[Connection]:
        """A connection in a transaction that only reads, and sees one state. `UnavailableError` where there is none
        to be had in time."""

    def turn(self, remaining: float | None) -> AbstractContextManager[Connection]:
        """A connection in a transaction that holds the lock which orders commits, and so sees the last of them.

        `UnavailableError` where the lock is not to be had in time.
        """

    def place(self, connection: Connection) -> Place | None:
        """The server that takes the writes of this connection, inside its transaction; None: it takes none, or there
        is no telling it from another."""

    def changes(self) -> ChangeFeed:
        """Notices commits on a connection of its own, beside the others."""

    def for_migrations(self, seconds: float) -> Engine:
        """The same connections; each transaction takes the lock that orders commits, within so many seconds."""


def create(url: str, connections: int, patience: float) -> Database:
    """A database that keeps at most so many connections, and waits at most `patience` seconds for one or for a lock.

    Nothing is connected yet. `UnusableError` for a URL that is not one of a database we know.
    """
    scheme = url.partition(":")[0]
    if scheme == "sqlite":
        return sqlite.Sqlite(url, connections, patience)
    if scheme in ("postgresql", "postgresql+psycopg"):
        from denizen.storage.postgresql import Postgresql  # noqa: PLC0415 - its driver is slow to import

        return Postgresql(url, connections, patience)
    raise UnusableError(f"the database URL begins with {scheme[:20]!r}, wanted 'sqlite' or 'postgresql'")


@contextmanager
def translated() -> Iterator[None]:
    """Errors of the driver and the pool, in our words."""
    try:
        yield
    except DenizenError:
        raise
    except Exception as error:
        told = refusal(error)
        if told is None:
            raise
        raise told from error


def refusal(error: Exception) -> DenizenError | None:
    """What the caller is told about an error of the driver or the pool. None: it is a fault of ours."""
    if isinstance(error, PoolTimeoutError):
        return UnavailableError("all database connections are in use")
    if isinstance(error, PendingRollbackError):
        return UnavailableError("the database was lost in the middle")
    own = error.orig if isinstance(error, DBAPIError) else error
    return sqlite.refusal(own) or postgresql_refusals.refusal(own)


def explained(error: UnavailableError) -> UnavailableError:
    """The same for whoever starts the service, with the driver's own words: they name the server, and no password."""
    cause = error.__cause__
    if not isinstance(cause, DBAPIError) or cause.orig is None:
        return error
    return UnavailableError(f"{error.message}: {' '.join(str(cause.orig).split())}", error.retry_after)
