"""CSV (RFC 4180) row by row, so that a quote that is never closed costs its row and not the file."""

import csv
from collections.abc import Iterator, Sequence

from denizen.cli.importing.records import LONGEST_ROW, MOST_LINES, Line, Lines, Record

_UNFINISHED = "unexpected end of data"


class _BadRowError(Exception):
    """A row that cannot be read, in words that show nothing of it."""


class Delimited:
    """The rows of a file of values with a delimiter between them."""

    def __init__(self, lines: Lines, delimiter: str, encoding: str) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._encoding = encoding

    def header(self) -> list[str] | None:
        """The names of the columns; None where there are none to be read."""
        while (first := self._lines.next()) is not None:
            if first.content is None or first.content.strip():
                break
        if first is None:
            return None
        try:
            return [name.strip() for name in self._row(first)[0]]
        except _BadRowError:
            return None

    def records(self, header: Sequence[str]) -> Iterator[Record]:
        """The rows after the header; lines with nothing on them are none."""
        while (line := self._lines.next()) is not None:
            if line.content is not None and not line.content.strip():
                continue
            try:
                values, reached = self._row(line)
            except _BadRowError as problem:
                yield Record(line.number, {}, str(problem), line.reached)
                continue
            yield Record(line.number, *_columns(header, values), reached)

    def _row(self, line: Line) -> tuple[list[str], int]:
        """The values of the row that begins with that line. `_BadRowError`; the lines after it are read again then."""
        taken: list[Line] = []
        text, reached = self._text(line), line.reached
        while True:
            try:
                found = list(csv.reader([text], delimiter=self._delimiter, strict=True))
            except csv.Error as error:
                if _UNFINISHED not in str(error):
                    self._lines.put_back(taken)
                    raise _BadRowError(_told(error)) from None
                more = self._more(text, taken)
                if more is None:
                    self._lines.put_back(taken)
                    raise _BadRowError("a quote is opened and not closed") from None
                text, reached = f"{text}\n{more}", taken[-1].reached
                continue
            return found[0] if found else [], reached

    def _more(self, text: str, taken: list[Line]) -> str | None:
        """Lines up to the next one that may close a quote; None where there is none to be had."""
        pieces: list[str] = []
        size = len(text)
        while len(taken) < MOST_LINES and size <= LONGEST_ROW:
            line = self._lines.next()
            if line is None:
                return None
            taken.append(line)
            if line.content is None:
                return None
            try:
                piece = self._text(line)
            except _BadRowError:
                return None
            size += len(piece)
            pieces.append(piece)
            if '"' in piece:
                return "\n".join(pieces)
        return None

    def _text(self, line: Line) -> str:
        if line.content is None:
            raise _BadRowError(f"the row is longer than {LONGEST_ROW} bytes")
        if b"\0" in line.content:
            raise _BadRowError("the row has a NUL character")
        try:
            return line.content.decode(self._encoding)
        except UnicodeDecodeError as error:
            raise _BadRowError(f"byte {error.start + 1} of the row is not {self._encoding}") from None


def _columns(header: Sequence[str], values: Sequence[str]) -> tuple[dict[str, str], str]:
    """The columns of a row, and what is wrong with it."""
    if len(values) != len(header):
        return {}, f"the row has {len(values)} values, and the header {len(header)}"
    if [value.strip() for value in values] == list(header):
        return {}, "the row is the header again"
    return dict(zip(header, values, strict=True)), ""


def _told(error: csv.Error) -> str:
    if "field limit" in str(error):
        return f"a value is longer than {csv.field_size_limit()} characters"
    if "expected after" in str(error):
        return "something stands between the end of a quoted value and the next one"
    return "a line break stands in a value without quotes"
