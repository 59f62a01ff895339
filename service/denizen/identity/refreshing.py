"""Looks, while a server runs, whether what callers are checked against has changed, and how long it still holds."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

from structlog.typing import FilteringBoundLogger

from denizen.identity.sources import Source

EVERY_SECONDS = 1.0
TOLD_EVERY_SECONDS = 3600.0
WARNED_BELOW_SECONDS = 3 * 86_400.0
SIGNING_KEYS = "signing keys"
_WARNED_BELOW = {SIGNING_KEYS: 12 * 3600.0}
"""What is fetched again all the time is warned of when that has failed for long."""


@dataclass(frozen=True, slots=True)
class Expiries:
    """What expires, by name, and when, as of now."""

    expiring: Mapping[str, Callable[[], datetime]]

    def seconds(self, now: datetime) -> dict[str, float]:
        """Seconds until each expires; negative after it has."""
        return {name: (when() - now).total_seconds() for name, when in self.expiring.items()}


class Refreshing:
    """A thread that looks once a second, and tells every hour when what expires does; while the block runs."""

    def __init__(
        self,
        sources: Sequence[Source[object]],
        expiries: Expiries,
        clock: Callable[[], datetime],
        log: FilteringBoundLogger,
    ) -> None:
        self._sources = sources
        self._expiries = expiries
        self._clock = clock
        self._log = log
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="refreshing", daemon=True)

    def __enter__(self) -> Self:
        if self._sources:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._thread.is_alive():
            # A fetch that is under way may take its time; nobody waits for what it brings.
            self._thread.join(EVERY_SECONDS)

    def tell(self) -> None:
        """Say in the log how long everything holds; a warning where that is not long."""
        for what, seconds in self._expiries.seconds(self._clock()).items():
            level = self._log.warning if seconds < _WARNED_BELOW.get(what, WARNED_BELOW_SECONDS) else self._log.info
            level("expires", what=what, seconds=round(seconds))

    def _run(self) -> None:
        rounds = 0
        while not self._over.wait(EVERY_SECONDS):
            if rounds % (TOLD_EVERY_SECONDS // EVERY_SECONDS) == 0:
                self.tell()
            rounds += 1
            for source in self._sources:
                source.refresh()
