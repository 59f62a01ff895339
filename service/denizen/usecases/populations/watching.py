"""WatchDeterminations: one caller is told of each change of an answer, by writes and by the passing of time."""

from collections.abc import Iterator
from dataclasses import dataclass

from denizen.domain.errors import DenizenError, InvalidError
from denizen.usecases.directive_cache import DirectiveCache
from denizen.usecases.populations.standings import Point
from denizen.usecases.populations.telling import Telling, Watching
from denizen.usecases.populations.watchers import Checkpoint, PopulationWatcher, ToldChanges


@dataclass(frozen=True, slots=True)
class WatchPopulation(Watching):
    """Tell every change of an answer after the start until the client leaves; the first answer comes at once, and one
    without changes where nothing changed for a while.

    Whoever applies what is told to a list of the start has the list of every point up to which it was told. Errors, and
    the token that they have, as those of `watching.watch.Watch`; `UnavailableError` where the caller's reach became
    another: its list has to be made anew.
    """

    def __call__(self, watcher: PopulationWatcher) -> Iterator[ToldChanges]:
        with self.hub.seat(watcher.call.caller.name, watcher.cut) as seat:
            watcher.when_left(seat.leave)
            checkpoint = self._start(watcher)
            telling = Telling(self, watcher, seat, checkpoint)
            try:
                yield from telling.told()
            except DenizenError as error:
                error.facts["resume_token"] = watcher.token(telling.checkpoint)
                raise

    def _start(self, watcher: PopulationWatcher) -> Checkpoint:
        now = self.clock.now()
        start, question = watcher.start, watcher.question
        self.probing.check_everybody(watcher.call, question.directive, question.presence)
        with self.store.read(watcher.call) as reader:
            head = reader.revision.number
            if start is None:
                start = Checkpoint(Point(max(now, reader.revision.instant), head))
            if not 0 <= start.point.known <= head:
                raise InvalidError("after.known_revision", start.point.known, f"0 to {head}, the latest revision")
            if start.point.at > max(now, reader.revision.instant):
                raise InvalidError("after.at", start.point.at.isoformat(), f"a moment up to now, {now.isoformat()}")
            question.check(reader, DirectiveCache())
        return start
