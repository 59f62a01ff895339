"""What became of each row: a CSV file that grows as rows are answered, and the journal by which an import goes on."""

import csv
import fcntl
import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

_KEPT = ("identity", "rows", "size", "counts")
COLUMNS = ("line", "key", "status", "reason", "field", "principal", "attestations", "waiting", "text")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_WITHIN = re.compile(r"(?<=[;\t\r\n])(?=[ \"]*[=+\-@＝＋－＠])")
"""Before what would be a formula where a spreadsheet takes something else than commas for what stands between cells."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A line of the result. `waiting`: attestations that wait for review."""

    line: int
    key: str
    status: str
    reason: str = ""
    field: str = ""
    principal: str = ""
    attestations: tuple[str, ...] = ()
    waiting: int = 0
    text: str = ""

    def cells(self) -> list[str]:
        return [
            str(self.line),
            neutral(self.key),
            self.status,
            self.reason,
            neutral(self.field),
            neutral(self.principal),
            " ".join(self.attestations),
            str(self.waiting),
            neutral(self.text),
        ]


def neutral(text: str) -> str:
    """The text, so that no spreadsheet takes it for a formula, and no terminal for a command."""
    shown = "".join(each if each.isprintable() or each in "\t\r\n" else "\N{REPLACEMENT CHARACTER}" for each in text)
    begins = shown.lstrip(' "').startswith(_FORMULA) or shown.startswith("'")
    return ("'" if begins else "") + _WITHIN.sub("'", shown)


@dataclass(slots=True)
class Journal:
    """How far an import has come. `identity`: of what file by which mapping; `rows`: how many were answered;
    `size`: bytes of the result file that tell of them."""

    identity: str
    rows: int = 0
    size: int = 0
    counts: Counter[str] = field(default_factory=Counter)


def identity_of(path: Path, *parts: bytes) -> str:
    """The same only for the same bytes with the same parts."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


class TakenError(Exception):
    """Another import writes to the same result file."""


def _journal_of(path: Path) -> Path:
    return path.with_name(path.name + ".journal")


def _alone(path: Path) -> BinaryIO:
    """The file, as it is, for this process alone as long as it is open. `TakenError`."""
    stream = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        stream.close()
        raise TakenError from None
    return stream


class Results:
    """The result file, with its journal beside it until the import is done.

    A line is written before the journal tells of it, so that after any end the file has at least what the journal says;
    what it has beyond that is cut off when the import goes on. Without a journal it always begins anew.
    """

    def __init__(self, path: Path, identity: str, *, journalled: bool, restart: bool = False) -> None:
        self._path = path
        self._journal_path = _journal_of(path) if journalled else None
        self.journal = Journal(identity) if restart else (self._found(identity) or Journal(identity))
        self.resumed = self.journal.rows
        self._stream = _alone(path)
        if not self.resumed:
            # What stands beside it tells of lines that are gone now, also where this run keeps no journal.
            _journal_of(path).unlink(missing_ok=True)
        self._stream.truncate(self.journal.size if self.resumed else 0)
        self._stream.seek(self.journal.size if self.resumed else 0)
        if not self.resumed:
            self._write([COLUMNS])

    def add(self, outcomes: Sequence[Outcome]) -> None:
        """Write down what became of the next rows."""
        self._write([each.cells() for each in outcomes])
        self.journal.rows += len(outcomes)
        for each in outcomes:
            self.journal.counts[each.status] += 1
            if each.waiting:
                self.journal.counts["waiting"] += each.waiting
        self._keep()

    def done(self) -> None:
        """The import is over: there is nothing to go on with."""
        if self._journal_path is not None:
            self._journal_path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()

    def _write(self, rows: Iterable[Sequence[str]]) -> None:
        text = StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        self._stream.write(text.getvalue().encode())
        self._stream.flush()
        self.journal.size = self._stream.tell()

    def _keep(self) -> None:
        if self._journal_path is None:
            return
        new = self._journal_path.with_name(self._journal_path.name + ".new")
        new.write_text(json.dumps({name: getattr(self.journal, name) for name in _KEPT}))
        new.replace(self._journal_path)

    def _found(self, identity: str) -> Journal | None:
        """The journal of the same import, if it was begun and not done."""
        if self._journal_path is None:
            return None
        try:
            kept = json.loads(self._journal_path.read_text())
            journal = Journal(kept["identity"], kept["rows"], kept["size"], Counter(kept["counts"]))
            fits = journal.identity == identity and self._path.stat().st_size >= journal.size and journal.rows > 0
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return journal if fits else None
