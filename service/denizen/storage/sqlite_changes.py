"""Noticing commits to a SQLite file."""

import sqlite3
import time
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from denizen.domain.errors import UnavailableError
from denizen.storage.codec import moment_of
from denizen.usecases.ports import NOTHING_YET, Revision

_BETWEEN_LOOKS = 0.005
"""Seconds. A look takes some microseconds, and no lock."""
_HEAD = "SELECT revision, instant FROM revisions ORDER BY revision DESC LIMIT 1"


class SqliteAwaited:
    """An idle connection, to which SQLite tells that others have committed (`data_version`). It must not be one that
    commits, nor be inside a transaction: it would notice nothing."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: sqlite3.Connection | None = None
        self._seen = 0

    def head(self) -> Revision:
        # Asked for before the head: what is committed in between is seen as a change.
        self._seen = self._version()
        rows = self._all(_HEAD)
        return Revision(rows[0][0], moment_of(rows[0][1])) if rows else NOTHING_YET

    def pause(self, seconds: float) -> None:
        give_up = time.monotonic() + seconds
        while self._version() == self._seen and (left := give_up - time.monotonic()) > 0:
            time.sleep(min(left, _BETWEEN_LOOKS))

    def clock(self) -> datetime | None:
        return None

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _version(self) -> int:
        return int(self._all("PRAGMA data_version")[0][0])

    def _all(self, statement: str) -> list[tuple[Any, ...]]:
        try:
            return self._connected().execute(statement).fetchall()
        except sqlite3.Error as error:
            self.close()
            raise UnavailableError("the database file cannot be read") from error

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            file = str(self._engine.url.database)
            self._connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        return self._connection
