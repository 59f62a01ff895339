"""What only SQLite needs."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from denizen.domain.errors import DenizenError, UnavailableError
from denizen.storage.changes import Changes
from denizen.storage.connections import Places
from denizen.storage.errors import UnusableError
from denizen.storage.sqlite_changes import SqliteAwaited

_LOCK_WITHIN = "denizen_lock_within"
"""The execution option of a transaction that takes the lock at its beginning: within so many milliseconds."""
_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")


class Sqlite:
    """A SQLite file. It has one writer; the threads of this process queue before its lock, which knows no queue."""

    def __init__(self, url: str, connections: int, patience: float) -> None:
        self.engine = _engine(url, connections, patience)
        self._places = Places(connections, patience)

    @contextmanager
    def snapshot(self, remaining: float | None) -> Iterator[Connection]:
        with self._places.taken(remaining), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def turn(self, remaining: float | None) -> Iterator[Connection]:
        give_up = time.monotonic() + self._places.patience(remaining)
        with self._places.turn(remaining), self._places.taken(_left(give_up)), self.engine.connect() as connection:
            connection.execution_options(**_locking_within(_left(give_up))).begin()
            yield connection

    def place(self, connection: Connection) -> None:  # noqa: ARG002 - a file is never promoted
        return None

    def changes(self) -> Changes:
        return Changes(SqliteAwaited(self.engine))

    def for_migrations(self, seconds: float) -> Engine:
        return self.engine.execution_options(**_locking_within(seconds))


def _left(moment: float) -> float:
    return max(0.0, moment - time.monotonic())


def _engine(url: str, connections: int, patience: float) -> Engine:
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

    usual = round(patience * 1000)

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in (f"busy_timeout = {usual}", *_PRAGMAS):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and then writes fails where another wrote in between; it has to begin as a
        # write.
        within = connection.get_execution_options().get(_LOCK_WITHIN)
        if within is None:
            connection.exec_driver_sql("BEGIN")
            return
        cursor = connection.connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {within}")
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
            cursor.close()

    return engine


def _locking_within(seconds: float) -> dict[str, int]:
    return {_LOCK_WITHIN: round(seconds * 1000)}


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
