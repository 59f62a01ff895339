"""The clock of the machine."""

from datetime import UTC, datetime


class SystemClock:
    """What time it is here."""

    def now(self) -> datetime:
        return datetime.now(UTC)
