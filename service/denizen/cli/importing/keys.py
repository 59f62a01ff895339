"""The keys of rows that were there already, on disk: however many rows there are, memory does not grow."""

import hashlib
import sqlite3
from types import TracebackType
from typing import Self


class Keys:
    """Knows each key with the line on which it stood first."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)  # a file of its own, gone at the end
        self._database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000; BEGIN;"
            "CREATE TABLE keys (key BLOB PRIMARY KEY, line INTEGER NOT NULL) WITHOUT ROWID"
        )

    def first(self, parts: tuple[str, ...], line: int) -> int:
        """The line on which the key of these parts stood first: this one, where it was not there before."""
        digest = hashlib.blake2b("\0".join(parts).encode(), digest_size=16).digest()
        added = self._database.execute("INSERT OR IGNORE INTO keys VALUES (?, ?)", (digest, line)).rowcount
        if added:
            return line
        return int(self._database.execute("SELECT line FROM keys WHERE key = ?", (digest,)).fetchone()[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
