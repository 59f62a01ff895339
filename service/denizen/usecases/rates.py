"""How often a caller may call: a bucket of tokens for each, filled at a steady rate."""

import threading
import time
from collections.abc import Callable

from denizen.domain.errors import ExhaustedError
from denizen.domain.rates import Rate
from denizen.usecases.context import Caller

MOST_CALLERS = 10_000


class Rates:
    """Counts the calls of each caller in this process.

    A caller that rested long enough to have a full bucket is forgotten, so that memory is bounded by those who call.
    The generic cell rate algorithm (ITU-T I.371, annex A): one number for each caller, when its bucket is full again.
    """

    def __init__(self, usual: Rate | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        """`usual`: of callers that have no rate of their own; None: as often as they like."""
        self._usual = usual
        self._clock = clock
        self._full_at: dict[str, float] = {}
        self._lock = threading.Lock()

    def rate_of(self, caller: Caller) -> Rate | None:
        """What the caller is held to. None: nothing."""
        return caller.rate or self._usual

    @property
    def callers(self) -> int:
        """How many are remembered."""
        return len(self._full_at)

    def take(self, caller: Caller) -> None:
        """Count one call. `ExhaustedError` where it is one too many; it is not counted then."""
        rate = caller.rate or self._usual
        if rate is None:
            return
        now, each = self._clock(), 1.0 / rate.per_second
        with self._lock:
            full_at = max(self._full_at.get(caller.name, now), now) + each
            over = full_at - now - rate.burst * each
            if over <= 0:
                self._full_at[caller.name] = full_at
                if len(self._full_at) > MOST_CALLERS:
                    self._forget(now)
                return
        raise ExhaustedError(
            f"{caller.name} calls more often than it may",
            max(over, 0.001),
            limit=f"{rate.per_second:g} calls per second, {rate.burst} at once",
        )

    def _forget(self, now: float) -> None:
        """Those with full buckets; and where all call at once, those whose bucket is full first."""
        kept = sorted(self._full_at.items(), key=lambda each: each[1])[-MOST_CALLERS // 2 :]
        self._full_at = {name: full_at for name, full_at in kept if full_at > now}
