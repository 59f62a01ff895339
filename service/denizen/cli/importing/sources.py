"""Files that are imported. What is wrong with a row is told with the row, and the rest goes on."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from denizen.cli.failures import WrongUsageError
from denizen.cli.importing.delimited import Delimited
from denizen.cli.importing.json_lines import JsonLines
from denizen.cli.importing.parquet import parquet_rows
from denizen.cli.importing.records import Lines, Record

FORMATS = ("csv", "jsonl", "parquet")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is read. `columns` None: it has no header, each row says its own; `unseen`: those of the wanted
    ones that none of the rows had that were read so far."""

    size: int
    columns: Sequence[str] | None
    records: Iterator[Record]
    unseen: Collection[str] = ()


_OLD_LINES = "its lines end in a carriage return alone, wanted a line feed, with or without one"


@contextmanager
def opened(path: Path, form: str, delimiter: str, encoding: str, columns: frozenset[str]) -> Iterator[Source]:
    """The rows of a file, while the block runs. `WrongUsageError` where there are none to be had, or a column is
    missing in its header."""
    try:
        stream = path.open("rb")
    except OSError as error:
        raise WrongUsageError(f"{path}: {error.strerror or error}") from None
    with stream:
        if form == "parquet":
            source = Source(*parquet_rows(path, stream, columns))
        else:
            source = _text_source(path, stream, form, (delimiter or ",", encoding or "utf-8"), columns)
        _check_header(path, source, columns)
        yield source


def _check_header(path: Path, source: Source, columns: frozenset[str]) -> None:
    """Every column that the mapping names is there, and once."""
    if source.columns is not None:
        missing = sorted(columns - set(source.columns))
        twice = sorted({each for each in source.columns if source.columns.count(each) > 1} & columns)
        if missing or twice:
            told = [f"has no column {', '.join(map(repr, missing))}"] if missing else []
            told += [f"has the column {', '.join(map(repr, twice))} more than once"] if twice else []
            raise WrongUsageError(f"{path}: its header {' and '.join(told)}")


def _text_source(path: Path, stream: BinaryIO, form: str, how: tuple[str, str], columns: frozenset[str]) -> Source:
    delimiter, encoding = how
    size = path.stat().st_size
    start = stream.read(4)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise WrongUsageError(f"{path}: it is UTF-16, wanted UTF-8 or an encoding of which line breaks are one byte")
    stream.seek(3 if start.startswith(b"\xef\xbb\xbf") else 0)
    lines = Lines(stream)
    if form == "jsonl":
        rows = JsonLines(lines, encoding, columns)
        return Source(size, None, rows.records(), rows.unseen)
    delimited = Delimited(lines, delimiter, encoding)
    header = delimited.header()
    if header is None:
        why = f"it has no header that can be read as {encoding} with {delimiter!r} between columns"
        raise WrongUsageError(f"{path}: {_OLD_LINES if _has_old_lines(stream) else why}")
    return Source(size, header, delimited.records(header))


def _has_old_lines(stream: BinaryIO) -> bool:
    stream.seek(0)
    start = stream.read(1 << 16)
    return b"\r" in start and b"\n" not in start
