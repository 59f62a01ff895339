"""WatchDeterminations: one caller is told of each change of an answer, by writes and by the passing of time."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from denizen.domain.errors import DenizenError, ExhaustedError, InvalidError, UnavailableError
from denizen.domain.permits import Permit
from denizen.usecases.context import Call, Caller
from denizen.usecases.directive_cache import DirectiveCache
from denizen.usecases.populations.crews import Crew
from denizen.usecases.populations.questions import PopulationQuestion
from denizen.usecases.populations.standings import Change, Point, Room, Standings, Step, commits_of
from denizen.usecases.ports import Clock, Store
from denizen.usecases.watching.entries import Place
from denizen.usecases.watching.hub import Hub, Seat

AT_ONCE = 200
"""Changes that are told together at most."""
_SHORTEST = 0.001
_LONGEST_WAIT = 3600.0
_OWN = Call(Caller("callers/watching"))


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a watcher was told: everything up to `point`; and where `towards` is given, of what changes from there to
    that one, those up to `after` in the order of names."""

    point: Point
    towards: Point | None = None
    after: str = ""


@dataclass(frozen=True, slots=True)
class PopulationWatcher:
    """Who watches, and how it is with its call: as `watching.watch.Watcher`. `start` None: what changes from now on.
    `token` makes what a checkpoint is given out as."""

    call: Call
    question: PopulationQuestion
    start: Checkpoint | None
    token: Callable[[Checkpoint], str]
    again: Callable[[], Permit]
    when_left: Callable[[Callable[[], None]], object]
    cut: Callable[[], object]


@dataclass(frozen=True, slots=True)
class ToldChanges:
    """Changes, maybe none, at `point`; `resume_token` goes on after them."""

    changes: tuple[Change, ...]
    point: Point
    resume_token: str


@dataclass(frozen=True, slots=True)
class WatchPopulation:
    """Tell every change of an answer after the start until the client leaves; the first answer comes at once, and one
    without changes where nothing changed for a while.

    Whoever applies what is told to a list of the start has the list of every point up to which it was told. Errors, and
    the token that they have, as those of `watching.watch.Watch`; `UnavailableError` where the caller's reach became
    another: its list has to be made anew. `reach` follows the commits up to a revision.
    """

    store: Store
    crew: Crew
    clock: Clock
    hub: Hub
    reach: Callable[[Call, int], object]
    room: Room = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "room", Room(self.hub.limits.principals))

    def __call__(self, watcher: PopulationWatcher) -> Iterator[ToldChanges]:
        with self.hub.seat(watcher.call.caller.name, watcher.cut) as seat:
            watcher.when_left(seat.leave)
            checkpoint = self._start(watcher)
            telling = _Telling(self, watcher, seat, checkpoint)
            try:
                yield from telling.told()
            except DenizenError as error:
                error.facts["resume_token"] = watcher.token(telling.checkpoint)
                raise

    def _start(self, watcher: PopulationWatcher) -> Checkpoint:
        now = self.clock.now()
        start = watcher.start
        with self.store.read(watcher.call) as reader:
            head = reader.revision.number
            if start is None:
                start = Checkpoint(Point(max(now, reader.revision.instant), head))
            if not 0 <= start.point.known <= head:
                raise InvalidError("after.known_revision", start.point.known, f"0 to {head}, the latest revision")
            if start.point.at > max(now, reader.revision.instant):
                raise InvalidError("after.at", start.point.at.isoformat(), f"a moment up to now, {now.isoformat()}")
            watcher.question.check(reader, DirectiveCache())
        return start


@dataclass(slots=True)
class _Telling:
    """How far one watcher was told."""

    watch: WatchPopulation
    watcher: PopulationWatcher
    seat: Seat
    checkpoint: Checkpoint

    def told(self) -> Iterator[ToldChanges]:
        watch, point = self.watch, self.checkpoint.point
        yield from self._send((), self.checkpoint)
        standings = Standings(watch.store, watch.crew, self.watcher.question, watch.room, point)
        try:
            yield from self._following(standings)
        finally:
            standings.end()

    def _following(self, standings: Standings) -> Iterator[ToldChanges]:
        call, watch, question = self.watcher.call, self.watch, self.watcher.question
        # 1. How everybody stood when the watcher was told last, and what it was not told of the step after that.
        start = self.checkpoint
        standings.begin(call)
        if start.towards is not None:
            step = standings.redo(call, start.towards)
            rest = [each for each in step.changes if each.name > start.after]
            yield from self._tell(step._replace(changes=rest))
        heartbeat = watch.hub.limits.heartbeat
        beat = time.monotonic() + heartbeat
        while True:
            # 2. Wait for a commit, for the next moment at which something changes, or to say that nothing did.
            some = watch.hub.after(self.seat, Place(standings.point.known), self._patience(standings, beat))
            if self.seat.left:
                return
            # 3. What it may be told is decided by what was granted by now.
            watch.reach(_OWN, standings.point.known if some is None else some.upto.revision)
            self._check_reach()
            # 4. What changed, in the order of time; and no later than the last commit, where there are further ones.
            rows = [] if some is None else [each.row for each in some.entries]
            now = watch.clock.now()
            if watch.store.head(call).number > (standings.point.known if some is None else some.upto.revision):
                now = rows[-1].revision.instant if rows else standings.point.at
            spoken = False
            for step in standings.follow(call, commits_of(rows, question.directive), now):
                for told in self._tell(step):
                    spoken = True
                    yield told
            self.checkpoint = Checkpoint(standings.point)
            if spoken or time.monotonic() >= beat:
                if not spoken:
                    yield from self._send((), self.checkpoint)
                beat = time.monotonic() + heartbeat

    def _patience(self, standings: Standings, beat: float) -> float:
        seconds = max(0.0, beat - time.monotonic())
        boundary = standings.next
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
