"""Entries of a list out of a CSV file, checked row by row before anything is sent."""

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from denizen.cli.files import STDIN, shown_name
from denizen.cli.moments import read_moment
from denizen.cli.nodes import FileError
from denizen.domain.errors import InvalidError
from denizen.rpc.convert.moments import read_interval
from denizen.rpc.convert.principals import read_identifier
from denizen.v1 import directive_pb2 as pb

COLUMNS = ("scheme", "value", "from", "to")
"""The last two may be missing or empty: from the beginning, without end."""
_REQUIRED = frozenset(COLUMNS[:2])


def load_rows(path: str) -> list[pb.ListEntry]:
    """The entries of a CSV file with a header, or of stdin for `-`. `FileError` tells the line that is wrong."""
    file = shown_name(path)
    with _opened(path, file) as stream:
        rows = csv.DictReader(stream, restkey="", strict=True)
        try:
            _check_header(rows.fieldnames or [], file)
            return [_entry(row, file, rows.line_num) for row in rows]
        except csv.Error as error:
            raise FileError(file, rows.line_num, f"not CSV: {error}") from None
        except UnicodeDecodeError:
            raise FileError(file, rows.line_num + 1, "wanted text in UTF-8") from None


@contextmanager
def _opened(path: str, file: str) -> Iterator[TextIO]:
    if path == STDIN:
        yield TextIOWrapper(sys.stdin.buffer, "utf-8-sig", newline="")
        return
    try:
        stream = Path(path).open(encoding="utf-8-sig", newline="")  # noqa: SIM115 - closed below, outside of the `try`
    except OSError as error:
        raise FileError(file, None, error.strerror or str(error)) from None
    with stream:
        yield stream


def _check_header(columns: object, file: str) -> None:
    given = list(columns) if isinstance(columns, list | tuple) else []
    unknown = [name for name in given if name not in COLUMNS]
    if unknown or len(set(given)) < len(given) or not set(given) >= _REQUIRED:
        got = ", ".join(given) or "nothing"
        raise FileError(file, 1, f"got the columns {got}, wanted scheme, value and, where they matter, from and to")


def _entry(row: dict[str, str], file: str, line: int) -> pb.ListEntry:
    if "" in row or None in row.values():
        raise FileError(file, line, "got another number of fields than there are columns")
    entry = pb.ListEntry()
    entry.external_identifier.scheme = row["scheme"]
    entry.external_identifier.value = row["value"]
    for column, moment in (("from", entry.listed.start), ("to", entry.listed.end)):
        if text := row.get(column):
            try:
                moment.CopyFrom(read_moment(text))
            except ValueError as wanted:
                raise FileError(file, line, f"got {text!r}, wanted {wanted}", column) from None
    try:
        read_identifier(entry.external_identifier, "")
        read_interval(entry.listed, "")
    except InvalidError as error:
        raise FileError(file, line, error.message.removeprefix(".")) from None
    return entry
