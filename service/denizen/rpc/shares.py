"""How many of those places one caller may have that calls keep while they last."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from denizen.domain.errors import ExhaustedError

RETRY_AFTER_SECONDS = 5.0


class Shares:
    """So many at a time for each caller."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: Counter[str] = Counter()
        self._changing = threading.Lock()

    @contextmanager
    def taken(self, caller: str) -> Iterator[None]:
        """A place while the block runs. `ExhaustedError` where the caller has as many as it may."""
        with self._changing:
            if self._taken[caller] >= self._most:
                limit = f"{self._most} streams of one caller"
                raise ExhaustedError(f"{caller} has {limit} open already", RETRY_AFTER_SECONDS, limit=limit)
            self._taken[caller] += 1
        try:
            yield
        finally:
            with self._changing:
                self._taken -= Counter((caller,))
