"""Parquet, some rows at a time. It takes pyarrow, which is an extra."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from denizen.cli.failures import WrongUsageError
from denizen.cli.importing.records import Record

_AT_ONCE = 1000


def parquet_rows(path: Path, stream: BinaryIO, wanted: frozenset[str]) -> tuple[int, list[str], Iterator[Record]]:
    """How many rows a Parquet file has, its columns, and the rows. Only the columns that are wanted are read."""
    try:
        import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra, slow to import, and without types
        import pyarrow.parquet as pq  # type: ignore[import-untyped]  # noqa: PLC0415 - as above
    except ImportError:
        raise WrongUsageError("Parquet takes pyarrow: pip install 'denizen[parquet]'") from None
    try:
        file = pq.ParquetFile(stream)
    except pa.ArrowException:
        raise WrongUsageError(f"{path}: it is no Parquet file, or a damaged one") from None
    columns = list(file.schema_arrow.names)
    chosen = [each for each in columns if each in wanted]
    return file.metadata.num_rows, columns, _records(path, file, chosen, pa.ArrowException)


def _records(path: Path, file: Any, columns: list[str], damaged: type[Exception]) -> Iterator[Record]:  # noqa: ANN401 - pyarrow's
    number = 0
    try:
        for batch in file.iter_batches(batch_size=_AT_ONCE, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield _record(number, row)
    except (damaged, OSError):
        raise WrongUsageError(f"{path}: it is damaged after row {number}") from None


def _record(number: int, row: dict[str, Any]) -> Record:
    columns: dict[str, str] = {}
    for name, value in row.items():
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
            case _:
                columns[name] = str(value)
    if any("\0" in value for value in columns.values()):
        return Record(number, {}, "the row has a NUL character", number)
    return Record(number, columns, "", number)
