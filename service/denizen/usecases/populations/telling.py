"""Telling one watcher of everybody's changes: by itself until it has caught up, then among those who ask the same."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from denizen.domain.errors import ExhaustedError, UnavailableError
from denizen.usecases.context import Call, Caller
from denizen.usecases.populations.common import Common, Commons
from denizen.usecases.populations.crews import Crew
from denizen.usecases.populations.standings import Change, Commit, Point, Room, Standings, Step, commits_of
from denizen.usecases.populations.watchers import Checkpoint, PopulationWatcher, ToldChanges
from denizen.usecases.ports import Clock, OutboxRow, Store
from denizen.usecases.probing import Probing
from denizen.usecases.watching.entries import Place
from denizen.usecases.watching.hub import Hub, Seat

AT_ONCE = 200
"""Changes that are told together at most."""
_SHORTEST = 0.001
_LONGEST_WAIT = 3600.0
_OWN = Call(Caller("callers/watching"))


@dataclass(frozen=True, slots=True)
class Watching:
    """What all watchers of a process have in common. `reach` follows the commits up to a revision. Without
    `probing`, everybody may be watched in any number of ways."""

    store: Store
    crew: Crew
    clock: Clock
    hub: Hub
    reach: Callable[[Call, int], object]
    probing: Probing = field(default_factory=Probing.unlimited)
    room: Room = field(init=False)
    commons: Commons = field(init=False, default_factory=Commons)

    def __post_init__(self) -> None:
        object.__setattr__(self, "room", Room(self.hub.limits.principals))


@dataclass(slots=True)
class Telling:
    """How far one watcher was told. It has `standings` of its own until it has caught up with those who ask the same,
    and then its place among them: `number` is the first step of `common` that it was not told."""

    watch: Watching
    watcher: PopulationWatcher
    seat: Seat
    checkpoint: Checkpoint
    standings: Standings | None = None
    common: Common | None = None
    number: int = 0

    def told(self) -> Iterator[ToldChanges]:
        try:
            if self.watcher.start is None:
                self._beside_others()
            yield from self._send((), self.checkpoint)
            yield from self._following()
        finally:
            self._alone(None)

    def _following(self) -> Iterator[ToldChanges]:
        watch = self.watch
        # 1. How everybody stood when the watcher was told last, and what it was not told of the step after that.
        if self.common is None:
            yield from self._begun()
        heartbeat = watch.hub.limits.heartbeat
        beat = time.monotonic() + heartbeat
        while True:
            # 2. Wait for a commit, for the next moment at which something changes, or to say that nothing did.
            point = self.checkpoint.point
            some = watch.hub.after(self.seat, Place(point.known), self._patience(beat))
            if self.seat.left:
                return
            # 3. What it may be told is decided by what was granted by now.
            watch.reach(_OWN, point.known if some is None else some.upto.revision)
            self._check_reach()
            # 4. What changed, in the order of time.
            spoken = False
            for told in self._told_further():
                spoken = spoken or bool(told.changes)
                yield told
            if spoken or time.monotonic() >= beat:
                if not spoken:
                    yield from self._send((), self.checkpoint)
                beat = time.monotonic() + heartbeat

    def _told_further(self) -> Iterator[ToldChanges]:
        if self.common is None:
            standings = self.standings
            assert standings is not None  # noqa: S101 - it has its own until it is among others
            for step in self._steps(self.watcher.call, standings):
                yield from self._tell(step)
            self.checkpoint = Checkpoint(standings.point)
            for step in self._joined(standings):
                yield from self._tell(step)
            return
        with self.common.lock:
            point, end = self.common.moved(self._steps_of_all)
            steps = self.common.since(self.number)
        if steps is None:
            # It took too long to take what it was told: it finds out by itself.
            self._alone(self._own())
            yield from self._begun()
            return
        for step in steps:
            yield from self._tell(step)
        self.number, self.checkpoint = end, Checkpoint(point)

    def _own(self) -> Standings:
        watch = self.watch
        return Standings(watch.store, watch.crew, self.watcher.question, watch.room, self.checkpoint.point)

    def _begun(self) -> Iterator[ToldChanges]:
        start = self.checkpoint
        standings = self.standings = self.standings or self._own()
        standings.begin(self.watcher.call)
        if start.towards is not None:
            step = standings.redo(self.watcher.call, start.towards)
            rest = [each for each in step.changes if each.name > start.after]
            yield from self._tell(step._replace(changes=rest))

    def _alone(self, standings: Standings | None) -> None:
        """No more among others; with standings of its own from now on, if any."""
        if self.common is not None:
            self.watch.commons.leave(self.common)
        elif self.standings is not None:
            self.standings.end()
        self.common, self.standings = None, standings

    def _beside_others(self) -> None:
        """From now on means from where those stand who ask the same, once they have moved on to now."""
        common = self.watch.commons.join(self.watcher.call, self.watcher.question, None)
        if common is None:
            return
        self.common = common
        with common.lock:
            point, self.number = common.moved(self._steps_of_all)
        if point.known >= self.checkpoint.point.known and point.at >= self.checkpoint.point.at:
            self.checkpoint = Checkpoint(point)
        else:
            self._alone(None)

    def _joined(self, standings: Standings) -> Sequence[Step]:
        """Be among those who ask the same, if that can be: what changed on the way from here to where they stand."""
        common = self.watch.commons.join(self.watcher.call, self.watcher.question, standings)
        assert common is not None  # noqa: S101 - as there are standings to begin with
        if common.standings is standings:
            self.standings, self.common, self.number = None, common, 0
            return ()
        steps: Sequence[Step] = ()
        met = False
        try:
            with common.lock:
                point, end = common.moved(self._steps_of_all)
                rows, reached = self._rows(standings)
                if reached >= point.known >= standings.point.known and point.at >= standings.point.at:
                    rows = [each for each in rows if each.revision.number <= point.known]
                    steps = list(standings.follow(self.watcher.call, self._commits(rows), point.at))
                    met = standings.point == point
        finally:
            if not met:
                self.watch.commons.leave(common)
        if met:
            standings.end()
            self.standings, self.common, self.number = None, common, end
        return steps

    def _steps_of_all(self, call: Call, standings: Standings) -> Sequence[Step]:
        return list(self._steps(call, standings))

    def _steps(self, call: Call, standings: Standings) -> Iterator[Step]:
        """What changes up to now, in the order of time; and no later than the last commit that is known here, where
        there are further ones."""
        rows, reached = self._rows(standings)
        now = self.watch.clock.now()
        if self.watch.store.head(call).number > reached:
            now = rows[-1].revision.instant if rows else standings.point.at
        return standings.follow(call, self._commits(rows), now)

    def _rows(self, standings: Standings) -> tuple[list[OutboxRow], int]:
        """What comes after the standings, as far as it is known here, and up to which revision that is all."""
        known = standings.point.known
        some = self.watch.hub.after(self.seat, Place(known), 0.0)
        return ([], known) if some is None else ([each.row for each in some.entries], some.upto.revision)

    def _commits(self, rows: Sequence[OutboxRow]) -> Sequence[Commit]:
        return commits_of(rows, self.watcher.question.directive)

    def _patience(self, beat: float) -> float:
        seconds = max(0.0, beat - time.monotonic())
        if self.common is None:
            boundary = None if self.standings is None else self.standings.next
        else:
            with self.common.lock:
                boundary = self.common.standings.next
        if boundary is None:
            return seconds
        until = (boundary - self.watch.clock.now()).total_seconds()
        return min(seconds, max(_SHORTEST, min(until, _LONGEST_WAIT)))

    def _check_reach(self) -> None:
        permit = self.watcher.again()
        before = self.watcher.call.permit
        if (permit.extent, permit.presence) != (before.extent, before.presence):
            raise UnavailableError("the caller's reach is another by now: list anew, and watch from there", 1.0)

    def _tell(self, step: Step) -> Iterator[ToldChanges]:
        changes = step.changes
        for start in range(0, len(changes), AT_ONCE):
            part = tuple(changes[start : start + AT_ONCE])
            last = start + AT_ONCE >= len(changes)
            reached = Checkpoint(step.after) if last else Checkpoint(step.before, step.after, part[-1].name)
            yield from self._send(part, reached, step.after)
        self.checkpoint = Checkpoint(step.after)

    def _send(
        self, changes: Sequence[Change], reached: Checkpoint, point: Point | None = None
    ) -> Iterator[ToldChanges]:
        with self.seat.sending() as seconds:
            yield ToldChanges(tuple(changes), point or reached.point, self.watcher.token(reached))
            self.checkpoint = reached
            slow = seconds() > self.watch.hub.limits.slow
        if slow:
            raise ExhaustedError(f"nothing was taken for {self.watch.hub.limits.slow:g} seconds", retry_after=1.0)
