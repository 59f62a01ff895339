"""Lines and rows of files. Memory does not grow with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from denizen.cli.importing.values import Row

LONGEST_ROW = 1 << 20
"""Bytes of a row."""
MOST_LINES = 1000
"""Lines of a row of CSV, whose quoted fields may have line breaks."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a file: the line on which it begins, or its number in Parquet; its columns, or what is wrong with it;
    and how far into the file it reaches: in bytes, or rows of Parquet."""

    line: int
    columns: Row
    problem: str
    reached: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file as bytes without its end; None: it is too long, and was passed over."""

    number: int
    content: bytes | None
    reached: int


class Lines:
    """The lines of a file, one at a time, of which some may be put back."""

    def __init__(self, stream: BinaryIO, longest: int = LONGEST_ROW) -> None:
        self._stream = stream
        self._longest = longest
        self._number = 0
        self._reached = 0
        self._back: list[Line] = []

    def put_back(self, lines: Sequence[Line]) -> None:
        """To be read again, in their order."""
        self._back[:0] = lines

    def next(self) -> Line | None:
        if self._back:
            return self._back.pop(0)
        content = self._stream.readline(self._longest + 1)
        if not content:
            return None
        self._number += 1
        self._reached += len(content)
        if len(content) > self._longest and not content.endswith(b"\n"):
            while content and not content.endswith(b"\n"):
                content = self._stream.readline(self._longest)
                self._reached += len(content)
            return Line(self._number, None, self._reached)
        return Line(self._number, content.removesuffix(b"\n").removesuffix(b"\r"), self._reached)
