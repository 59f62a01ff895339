"""Moments, dates, durations and intervals."""

from datetime import UTC, date, datetime, timedelta

from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from denizen.domain.attestations import Known
from denizen.domain.errors import InvalidError
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.refusals import inside
from denizen.v1 import interval_pb2

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_SECOND = -62_135_596_800  # 0001-01-01T00:00:00Z
_LAST_SECOND = 253_402_300_799  # 9999-12-31T23:59:59Z
_LONGEST = timedelta(days=36_525)


def read_moment(message: Timestamp, field: str) -> datetime:
    """Exact to the microsecond: what is finer is an `InvalidError` and not rounded."""
    if not _FIRST_SECOND <= message.seconds <= _LAST_SECOND:
        raise InvalidError(field, f"{message.seconds} seconds", "a moment of the years 1 to 9999")
    if not 0 <= message.nanos < 1_000_000_000 or message.nanos % 1000:
        raise InvalidError(field, f"{message.nanos} nanoseconds", "a moment in whole microseconds")
    return _EPOCH + timedelta(seconds=message.seconds, microseconds=message.nanos // 1000)


def read_optional_moment(holder: Message, name: str, field: str) -> datetime | None:
    """The moment in the field `name` of `holder`, or None where it is absent."""
    return read_moment(getattr(holder, name), field) if holder.HasField(name) else None


def read_asked_moment(holder: Message, name: str, field: str) -> datetime | None:
    """The moment of a question in the field `name` of `holder`, or None where it is absent.

    What is finer than a microsecond is left out: everything dated changes at whole microseconds, so that the answer is
    the same.
    """
    if not holder.HasField(name):
        return None
    message: Timestamp = getattr(holder, name)
    return read_moment(Timestamp(seconds=message.seconds, nanos=message.nanos - message.nanos % 1000), field)


def write_moment(moment: datetime) -> Timestamp:
    """`moment` in UTC."""
    since = moment - _EPOCH
    return Timestamp(seconds=since.days * 86_400 + since.seconds, nanos=since.microseconds * 1000)


def read_date(text: str, field: str) -> date | None:
    """A date as exactly `YYYY-MM-DD`; None for no text."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise InvalidError(field, text, "a date as YYYY-MM-DD")
    return day


def read_duration(message: Duration, field: str) -> timedelta:
    """A positive duration of at most a hundred years, in whole microseconds."""
    wanted = "a positive duration in whole microseconds, at most 100 years"
    if not 0 <= message.seconds <= _LONGEST.total_seconds() or not 0 <= message.nanos < 1_000_000_000:
        raise InvalidError(field, f"{message.seconds} seconds", wanted)
    duration = timedelta(seconds=message.seconds, microseconds=message.nanos // 1000)
    if message.nanos % 1000 or not timedelta() < duration <= _LONGEST:
        raise InvalidError(field, f"{message.seconds} seconds and {message.nanos} nanoseconds", wanted)
    return duration


def read_optional_duration(holder: Message, name: str, field: str) -> timedelta | None:
    """The duration in the field `name` of `holder`, or None where it is absent."""
    return read_duration(getattr(holder, name), field) if holder.HasField(name) else None


def write_duration(duration: timedelta) -> Duration:
    """`duration`, which is not negative."""
    return Duration(seconds=duration.days * 86_400 + duration.seconds, nanos=duration.microseconds * 1000)


def read_interval(message: interval_pb2.Interval, field: str) -> Interval:
    """An empty message is always."""
    with inside(field):
        return Interval(
            read_optional_moment(message, "start", "start"),
            read_optional_moment(message, "end", "end"),
        )


def write_interval(interval: Interval) -> interval_pb2.Interval | None:
    """None for always, which messages leave out."""
    if interval == ALWAYS:
        return None
    return interval_pb2.Interval(
        start=None if interval.start is None else write_moment(interval.start),
        end=None if interval.end is None else write_moment(interval.end),
    )


def write_known(known: Known) -> interval_pb2.KnownInterval:
    """When something was known."""
    return interval_pb2.KnownInterval(
        from_revision=known.from_revision,
        from_time=write_moment(known.from_time),
        to_revision=known.to_revision or 0,
        to_time=None if known.to_time is None else write_moment(known.to_time),
    )
