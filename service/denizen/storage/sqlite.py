"""What only SQLite needs."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from denizen.domain.errors import DenizenError, UnavailableError
from denizen.storage.errors import UnusableError

WRITES = "denizen_writes"
"""The execution option by which a transaction takes the lock at its beginning."""
_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")


def create(url: str, connections: int, patience: float) -> Engine:
    if make_url(url).database in (None, "", ":memory:"):
        raise UnusableError("the database URL names no file, wanted one such as 'sqlite:///denizen.db'")
    engine = create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=patience,
        hide_parameters=True,
        # The driver must not begin transactions by itself: it would begin them deferred.
        connect_args={"isolation_level": None, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in (f"busy_timeout = {round(patience * 1000)}", *_PRAGMAS):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and then writes fails where another wrote in between; it has to begin as a
        # write.
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


class Locking:
    """SQLite has one writer. The threads of this process queue before its lock, which knows no queue."""

    def __init__(self) -> None:
        self._turn = threading.Lock()

    @contextmanager
    def turn(self, engine: Engine, seconds: float) -> Iterator[Connection]:
        if not self._turn.acquire(timeout=seconds):
            raise UnavailableError("other writes did not end in time")
        try:
            with writing(engine) as connection:
                yield connection
        finally:
            self._turn.release()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection whose transactions take the lock at their beginning."""
    with engine.execution_options(**{WRITES: True}).connect() as connection:
        connection.begin()
        yield connection


def refusal(error: BaseException | None) -> DenizenError | None:
    """What the caller is told about an error of the driver. None: it is a fault of ours."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return UnavailableError("other writes did not end in time")
    if code == sqlite3.SQLITE_FULL:
        return UnavailableError("the database has no space left; nothing was stored", retry_after=10.0)
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
        return UnavailableError("the database file cannot be read or written; nothing was stored", retry_after=10.0)
    return None
