"""Noticing commits to a PostgreSQL database."""

import time
from datetime import UTC, datetime
from typing import Any, LiteralString

import psycopg
from sqlalchemy import Engine

from denizen.domain.errors import UnavailableError
from denizen.storage.codec import moment_of
from denizen.usecases.ports import NOTHING_YET, Revision

CHANNEL = "denizen_commits"
"""Notified by every commit, without content."""
_HEAD: LiteralString = "SELECT revision, instant FROM revisions ORDER BY revision DESC LIMIT 1"


_WITHOUT_HEARING = 0.02
"""Seconds between two looks at a standby, which notifies nobody."""


class PostgresqlAwaited:
    """A connection that listens. What is notified while the head is asked for, the driver keeps for the next pause."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: psycopg.Connection[Any] | None = None
        self._hears = False

    def head(self) -> Revision:
        row = self._asked(_HEAD)
        return Revision(row[0], moment_of(row[1])) if row else NOTHING_YET

    def pause(self, seconds: float) -> None:
        try:
            connection = self._connected()
            if not self._hears:
                time.sleep(min(seconds, _WITHOUT_HEARING))
                return
            for _ in connection.notifies(timeout=seconds, stop_after=1):
                pass
        except psycopg.Error as error:
            raise self._lost() from error

    def clock(self) -> datetime | None:
        row = self._asked("SELECT clock_timestamp()")
        return None if row is None else row[0].astimezone(UTC)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _asked(self, statement: LiteralString) -> tuple[Any, ...] | None:
        try:
            return self._connected().execute(statement).fetchone()
        except psycopg.Error as error:
            raise self._lost() from error

    def _lost(self) -> UnavailableError:
        self.close()
        return UnavailableError("the database cannot be asked", retry_after=0.5)

    def _connected(self) -> psycopg.Connection[Any]:
        if self._connection is None:
            where, options = self._engine.dialect.create_connect_args(self._engine.url)
            connection = psycopg.connect(*where, **options, autocommit=True)
            try:
                connection.execute(f"LISTEN {CHANNEL}")
                self._hears = True
            except psycopg.errors.ReadOnlySqlTransaction:
                self._hears = False
            self._connection = connection
        return self._connection
