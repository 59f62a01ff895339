"""Moments and spans of time as people write them in files and options."""

import re
from datetime import date

from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp

from denizen.v1.interval_pb2 import Interval

MOMENT = "a date such as 2026-06-12, or RFC 3339 such as 2026-06-12T21:21:00Z"
ALWAYS = "always"
SPAN = "a duration such as 30d, 12h, 15m or 90s"

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_RFC_3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})", re.ASCII)
_SPAN = re.compile(r"(?P<count>\d{1,9})(?P<unit>[dhm])", re.ASCII)
_SECONDS = re.compile(r"-?\d{1,12}(\.\d{1,9})?s", re.ASCII)
_UNITS = {"d": 86_400, "h": 3_600, "m": 60}
_EPOCH = date(1970, 1, 1)
_LONGEST = 315_576_000_000  # seconds: what google.protobuf.Duration promises to hold


def read_moment(text: str) -> Timestamp:
    """A date is midnight UTC. `ValueError` for anything but a date and RFC 3339."""
    if _DATE.fullmatch(text):
        try:
            return Timestamp(seconds=(date.fromisoformat(text) - _EPOCH).days * _UNITS["d"])
        except ValueError:
            raise ValueError(MOMENT) from None
    if not _RFC_3339.fullmatch(text):
        raise ValueError(MOMENT)
    moment = Timestamp()
    try:
        moment.FromJsonString(text)
    except (ValueError, OverflowError):
        raise ValueError(MOMENT) from None
    return moment


def write_moment(moment: Timestamp) -> str:
    """A date where it is midnight UTC, else RFC 3339."""
    return moment.ToJsonString().removesuffix("T00:00:00Z")


def read_span(text: str) -> Duration:
    """Days, hours, minutes or seconds. `ValueError` for anything else."""
    span = Duration()
    if match := _SPAN.fullmatch(text):
        span.seconds = int(match["count"]) * _UNITS[match["unit"]]
    elif _SECONDS.fullmatch(text):
        span.FromJsonString(text)
    else:
        raise ValueError(SPAN)
    if abs(span.seconds) > _LONGEST:
        raise ValueError(SPAN)
    return span


def write_span(span: Duration) -> str:
    """In the largest unit that needs no fraction."""
    for unit in "dhm":
        count, rest = divmod(span.seconds, _UNITS[unit])
        if span.nanos == rest == 0 and 0 < count < 10**9:
            return f"{count}{unit}"
    return str(span.ToJsonString())


def told(effective: Interval) -> str:
    """An interval in words, such as `from 2026-06-12 to 2026-06-30`."""
    start = f"from {write_moment(effective.start)}" if effective.HasField("start") else ""
    end = f"to {write_moment(effective.end)}" if effective.HasField("end") else ""
    return " ".join(part for part in (start, end) if part) or ALWAYS
