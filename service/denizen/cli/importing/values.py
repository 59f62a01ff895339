"""What stands in a column, and what it means."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from google.protobuf.timestamp_pb2 import Timestamp

from denizen.cli.moments import read_moment
from denizen.v1.import_mapping_pb2 import MappedValue

Row = Mapping[str, str]
"""A row's columns. What is not there is blank."""
Value = Callable[[Row], str]

_TOKENS = {"YYYY": r"(?P<year>\d{4})", "MM": r"(?P<month>\d{2})", "DD": r"(?P<day>\d{2})"}
_FORMAT = re.compile(r"(?:YYYY|MM|DD|[-./ ])+")
ISO = "YYYY-MM-DD"


class RowError(Exception):
    """A row that cannot be taken in. Its text shows nothing of what stands there: it may be personal."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}" if field else why)
        self.field = field
        self.why = why


def value_of(mapped: MappedValue) -> Value:
    """Reads the value out of a row; blank where there is none. `RowError` for a word that is not listed."""
    if mapped.WhichOneof("source") == "value":
        constant = mapped.value
        return lambda _: constant
    column, otherwise, prefix, lower = mapped.column, mapped.otherwise, mapped.prefix, mapped.lower_case
    words = {word.given: word.means for word in mapped.words}

    def read(row: Row) -> str:
        text = row.get(column, "").strip()
        if text and words:
            if text not in words:
                raise RowError(column, "wanted a word that the mapping lists")
            text = words[text]
        if not text:
            return otherwise
        text = prefix + text
        return text.lower() if lower else text

    return read


def date_of(mapped: MappedValue) -> Callable[[Row], str]:
    """Reads a date as `YYYY-MM-DD`; blank where there is none."""
    read = value_of(mapped)
    patterns = [format_pattern(each) for each in (mapped.date_formats or [ISO])]
    formats = " or ".join(mapped.date_formats or [ISO])
    field = mapped.column or "value"

    def parse(row: Row) -> str:
        text = read(row)
        if not text:
            return ""
        found = {day for day in (_day(pattern, text) for pattern in patterns) if day is not None}
        if not found:
            raise RowError(field, f"wanted a date as {formats}")
        if len(found) > 1:
            raise RowError(field, f"wanted a date that only one of {formats} reads")
        (day,) = found
        return (day + timedelta(days=1) if mapped.inclusive else day).isoformat()

    return parse


def moment_of(mapped: MappedValue) -> Callable[[Row], Timestamp | None]:
    """Reads a moment: midnight UTC of a date, or as RFC 3339 where no format of dates is given."""
    read, day = value_of(mapped), date_of(mapped)
    field, several = mapped.column or "value", bool(mapped.date_formats) or mapped.inclusive

    def parse(row: Row) -> Timestamp | None:
        text = read(row)
        if not text:
            return None
        try:
            return read_moment(day(row) if several else text)
        except (ValueError, OverflowError) as wanted:
            raise RowError(field, f"wanted {wanted}") from None

    return parse


def truth_of(mapped: MappedValue) -> Callable[[Row], bool]:
    """Reads `true` or `false`; blank is false."""
    read, field = value_of(mapped), mapped.column or "value"

    def parse(row: Row) -> bool:
        text = read(row)
        if text not in ("", "true", "false"):
            raise RowError(field, "wanted true or false, or words for them in the mapping")
        return text == "true"

    return parse


def format_pattern(text: str) -> re.Pattern[str]:
    """What matches dates of that format. `ValueError` where it is none."""
    if _FORMAT.fullmatch(text) is None or any(text.count(token) != 1 for token in _TOKENS):
        raise ValueError("a format with YYYY, MM and DD once each, such as DD.MM.YYYY")
    pattern = re.escape(text)
    for token, group in _TOKENS.items():
        pattern = pattern.replace(token, group)
    return re.compile(pattern, re.ASCII)


def _day(pattern: re.Pattern[str], text: str) -> date | None:
    match = pattern.fullmatch(text)
    if match is None:
        return None
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return day if day < date.max else None
