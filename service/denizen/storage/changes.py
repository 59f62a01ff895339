"""Noticing commits, of this process and of others."""

import time
from datetime import datetime
from typing import Protocol

from denizen.usecases.ports import Revision

_LOOK_ANYHOW = 0.25
"""Seconds after which the latest revision is asked for, whether or not a wake-up came."""


class Awaited(Protocol):
    """A connection of its own to a database."""

    def head(self) -> Revision:
        """The latest revision."""

    def pause(self, seconds: float) -> None:
        """Return after so many seconds, or early where something was committed after the last `head` was asked for."""

    def clock(self) -> datetime | None:
        """The time of the database's machine, where that is another than ours."""

    def close(self) -> None:
        """Give up the connection. Asked again, it makes a new one."""


class Changes:
    """The commits of a database, whoever makes them."""

    def __init__(self, awaited: Awaited, look_anyhow: float = _LOOK_ANYHOW) -> None:
        self._awaited = awaited
        self._look_anyhow = look_anyhow

    def wait(self, after: int, timeout: float) -> Revision:
        give_up = time.monotonic() + timeout
        while True:
            head = self._awaited.head()
            left = give_up - time.monotonic()
            if head.number > after or left <= 0:
                return head
            self._awaited.pause(min(left, self._look_anyhow))

    def clock(self) -> datetime | None:
        return self._awaited.clock()

    def close(self) -> None:
        self._awaited.close()
