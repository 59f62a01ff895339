"""Whether the clock of this machine can be believed. Known time never decreases whatever it shows; but answers about
"now" are about the moment that it shows."""

import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

import structlog

from denizen.domain.errors import UnavailableError
from denizen.usecases.ports import NOTHING_YET, ChangeFeed, Clock

log = structlog.get_logger()


class ClockWatch:
    """Compares the clock with the last commit's instant and with the database server's clock; where the database has
    none of its own, with what the clock itself has shown."""

    def __init__(self, clock: Clock, feed: ChangeFeed, limit: timedelta) -> None:
        self._clock = clock
        self._feed = feed
        self._limit = limit
        self._shown = NOTHING_YET.instant

    def fault(self) -> str | None:
        """What is wrong with the clock, in words for the log; None: it is off by no more than the limit.

        `UnavailableError` where the database cannot be asked.
        """
        last = self._feed.wait(0, 0).instant
        before = self._clock.now()
        elsewhere = self._feed.clock()
        now = self._clock.now()
        self._shown = max(self._shown, now)
        if (behind := last - now) > self._limit:
            return f"behind the last commit by {_seconds(behind)}"
        if elsewhere is None:
            back = self._shown - now
            return f"set back by {_seconds(back)}" if back > self._limit else None
        # The server answered at some moment between the two.
        off = max(before - elsewhere, elsewhere - now)
        return f"off the database server's clock by {_seconds(off)}" if off > self._limit else None


def _seconds(span: timedelta) -> str:
    return f"{span.total_seconds():.1f} s"


class ClockWatching:
    """A thread that watches as long as the block runs. The first look is taken before the block begins."""

    def __init__(self, clock: Clock, feed: ChangeFeed, limit: timedelta, tell: Callable[[bool], None]) -> None:
        """`tell` is told at first, and then whenever it changes, whether the clock can be believed."""
        self._watch = ClockWatch(clock, feed, limit)
        self._feed = feed
        self._tell = tell
        self._sane: bool | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="clock", daemon=True)

    def __enter__(self) -> None:
        self._look()
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        with closing(self._feed):
            while not self._stopping.wait(1.0):
                self._look()

    def _look(self) -> None:
        try:
            fault = self._watch.fault()
        except UnavailableError:
            # Whoever needs the database is told so anyway; of the clock we know nothing new.
            return
        sane = fault is None
        if sane is not self._sane:
            if fault is not None:
                log.error("clock_not_believed", clock=fault)
            elif self._sane is not None:
                log.warning("clock_believed_again")
            self._sane = sane
            self._tell(sane)
