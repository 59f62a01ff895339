"""Watchers who ask the same stand in one place: what changes is worked out once for all of them."""

import threading
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace

from denizen.domain.errors import UnavailableError
from denizen.usecases.context import Call, NoDeadline
from denizen.usecases.populations.questions import PopulationQuestion
from denizen.usecases.populations.standings import Point, Standings, Step

MOST_CHANGES = 20_000
"""Kept for those who are to be told of them yet; who is further behind finds out by itself."""

Advance = Callable[[Call, Standings], Sequence[Step]]
"""Moves standings to the latest commit and to now: the steps on that way."""


@dataclass(slots=True)
class Common:
    """Standings that several watchers share. Whoever comes first moves them on, the others are told of the same steps.

    It is left alone, and everybody in it told to come back, when moving on has failed: what was half found is nothing
    to go on from.
    """

    call: Call
    standings: Standings
    lock: threading.Lock = field(default_factory=threading.Lock)
    members: int = 0
    failed: bool = False
    _steps: deque[Step] = field(default_factory=deque)
    _changes: int = 0
    _end: int = 0

    def moved(self, advance: Advance) -> tuple[Point, int]:
        """Move on. Where it stands then, and the number of its next step. Only with `lock` held."""
        if self.failed:
            raise UnavailableError("what changed could not be found out: come back with the token", 1.0)
        try:
            for step in advance(self.call, self.standings):
                self._steps.append(step)
                self._changes += len(step.changes)
                self._end += 1
        except BaseException:
            self.failed = True
            self._steps.clear()
            raise
        while self._changes > MOST_CHANGES and len(self._steps) > 1:
            self._changes -= len(self._steps.popleft().changes)
        return self.standings.point, self._end

    def since(self, number: int) -> Sequence[Step] | None:
        """The steps from that one on; None: they are not kept any more. Only with `lock` held."""
        behind = self._end - number
        return None if behind > len(self._steps) else list(self._steps)[len(self._steps) - behind :]


class Commons:
    """The standings that are shared in this process: one for each question as it is answered to callers alike."""

    def __init__(self) -> None:
        self._commons: dict[Hashable, Common] = {}
        self._lock = threading.Lock()

    def join(self, call: Call, question: PopulationQuestion, standings: Standings | None) -> Common | None:
        """Those of others who ask the same; where there are none, `standings` from now on, if they are given."""
        key = _key(call, question)
        with self._lock:
            common = self._commons.get(key)
            if common is None or common.failed:
                if standings is None:
                    return None
                common = self._commons[key] = Common(replace(call, deadline=NoDeadline()), standings)
            common.members += 1
            return common

    def leave(self, common: Common) -> None:
        """Whoever is the last one in it puts an end to it."""
        with self._lock:
            common.members -= 1
            if common.members:
                return
            for key, each in list(self._commons.items()):
                if each is common:
                    del self._commons[key]
        common.standings.end()


def _key(call: Call, question: PopulationQuestion) -> Hashable:
    """Equal where everybody within reach is the same, and is answered about in the same bytes."""
    return question, call.purpose, call.tier, replace(call.permit, caller="")
