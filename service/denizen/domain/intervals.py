"""Half-open intervals of UTC time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from denizen.domain.errors import InvalidError


@dataclass(frozen=True, slots=True)
class Interval:
    """`[start, end)`. A missing start is before any moment asked about; a missing end never comes."""

    start: datetime | None = None
    end: datetime | None = None

    def __post_init__(self) -> None:
        for field, moment in (("start", self.start), ("end", self.end)):
            if moment is not None and moment.tzinfo is not UTC:
                raise InvalidError(field, moment.isoformat(), "a moment in UTC")
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise InvalidError("end", self.end.isoformat(), f"a moment after the start, {self.start.isoformat()}")

    def __contains__(self, moment: datetime) -> bool:
        start, end = self.start, self.end
        return (start is None or start <= moment) and (end is None or moment < end)

    def bounds(self) -> Iterable[datetime]:
        """Each instant at which membership changes."""
        if self.start is not None:
            yield self.start
        if self.end is not None:
            yield self.end


ALWAYS = Interval()
