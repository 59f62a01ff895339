"""Parquet, some rows at a time. It takes pyarrow, which is an extra."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from denizen.cli.failures import WrongUsageError
from denizen.cli.importing.records import LONGEST_ROW, Record

_AT_ONCE = 1000
_UNREADABLE = object()
"""In place of a value that Python has none for."""


def parquet_rows(path: Path, stream: BinaryIO, wanted: frozenset[str]) -> tuple[int, list[str], Iterator[Record]]:
    """How many rows a Parquet file has, its columns, and the rows. Only the columns that are wanted are read."""
    try:
        import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra, slow to import, and without types
        import pyarrow.parquet as pq  # type: ignore[import-untyped]  # noqa: PLC0415 - as above
    except ImportError:
        raise WrongUsageError("Parquet takes pyarrow: pip install 'denizen[parquet]'") from None
    try:
        file = pq.ParquetFile(stream)
    except (pa.ArrowException, OSError):
        raise WrongUsageError(f"{path}: it is no Parquet file, or a damaged one") from None
    columns = list(file.schema_arrow.names)
    chosen = [each for each in columns if each in wanted]
    return file.metadata.num_rows, columns, _records(path, file, chosen, pa)


def _records(path: Path, file: Any, columns: list[str], pa: Any) -> Iterator[Record]:  # noqa: ANN401 - pyarrow's
    number = 0
    batches = file.iter_batches(batch_size=_AT_ONCE, columns=columns)
    while True:
        try:
            batch = next(batches, None)
        except (pa.ArrowException, OSError):
            raise WrongUsageError(f"{path}: it is damaged after row {number}") from None
        if batch is None:
            return
        values = [_values(_in_microseconds(column, pa), pa) for column in batch.columns]
        for row in zip(*values, strict=True):
            number += 1
            yield _record(number, zip(columns, row, strict=True))


def _in_microseconds(column: Any, pa: Any) -> Any:  # noqa: ANN401 - as above
    """Moments as far as we know them, in UTC where they have a zone: Python has neither nanoseconds nor every zone."""
    if not pa.types.is_timestamp(column.type):
        return column
    return column.cast(pa.timestamp("us", "UTC" if column.type.tz else None), safe=False)


def _values(column: Any, pa: Any) -> list[Any]:  # noqa: ANN401 - as above
    try:
        found: list[Any] = column.to_pylist()
    except (pa.ArrowException, ValueError, OverflowError):
        found = [_value(each, pa) for each in column]
    return found


def _value(scalar: Any, pa: Any) -> Any:  # noqa: ANN401 - as above
    try:
        return scalar.as_py()
    except (pa.ArrowException, ValueError, OverflowError):
        return _UNREADABLE


def _record(number: int, row: Iterable[tuple[str, Any]]) -> Record:
    columns: dict[str, str] = {}
    for name, value in row:
        match value:
            case None:
                continue
            case bool():
                columns[name] = str(value).lower()
            case datetime():
                columns[name] = value.isoformat().replace("+00:00", "Z")
            case date():
                columns[name] = value.isoformat()
            case bytes() | list() | dict():
                return Record(
                    number, {}, f"{name}: a list, a structure or bytes, wanted text, a number or a date", number
                )
            case _ if value is _UNREADABLE:
                return Record(number, {}, f"{name}: text that is not utf-8, or a time out of range", number)
            case _:
                columns[name] = str(value)
    if any("\0" in value for value in columns.values()):
        return Record(number, {}, "the row has a NUL character", number)
    if sum(map(len, columns.values())) > LONGEST_ROW:
        return Record(number, {}, f"the row is longer than {LONGEST_ROW} characters", number)
    return Record(number, columns, "", number)
