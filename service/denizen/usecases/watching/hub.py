"""One follower of the outbox for all watchers of a process, and a seat for each of them."""

import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass

import structlog

from denizen.domain.errors import ExhaustedError, UnavailableError
from denizen.usecases.context import Call, Caller
from denizen.usecases.outbox import commits_after
from denizen.usecases.ports import ChangeFeed, Store
from denizen.usecases.watching.entries import Entry, Place, entries_of
from denizen.usecases.watching.limits import WatchLimits

_CALL = Call(Caller("callers/watching"))
_LOOK = 1.0
"""Seconds after which it looks after its watchers, whether or not anything was committed."""
_GATHER = 0.02
"""Seconds between two looks at the outbox, so that many small commits are told together."""
_MOST_ENTRIES = 10_000
"""In memory; a watcher that is further behind reads the outbox itself."""
_ROWS = 200
_COME_BACK = 1.0

log = structlog.get_logger()


class Seat:
    """A watcher's place. `cut` ends its call from outside; `left`: its client is gone."""

    def __init__(self, cut: Callable[[], object], changed: threading.Condition) -> None:
        self._cut = cut
        self._changed = changed
        self._sending: float | None = None
        self.left = False

    def leave(self) -> None:
        """The client is gone."""
        with self._changed:
            self.left = True
            self._changed.notify_all()

    @contextmanager
    def sending(self) -> Iterator[Callable[[], float]]:
        """Something is being sent; within the block the seconds since can be asked for."""
        self._sending = begun = time.monotonic()
        try:
            yield lambda: time.monotonic() - begun
        finally:
            self._sending = None

    def cut_if(self, slow: float) -> None:
        """End the call where what is being sent was not taken for so many seconds."""
        begun = self._sending
        if begun is not None and time.monotonic() - begun > slow:
            self._cut()


@dataclass(frozen=True, slots=True)
class Some:
    """Events in the order of commits, and how far they reach: all up to there that were not told before."""

    entries: Sequence[Entry]
    upto: Place


class Hub:
    """Follows the outbox while anybody watches, and only then."""

    def __init__(self, store: Store, limits: WatchLimits | None = None) -> None:
        self._store = store
        self.limits = limits or WatchLimits()
        self._changed = threading.Condition()
        self._seats: list[Seat] = []
        self._callers: Counter[str] = Counter()
        self._thread: threading.Thread | None = None
        self._ended = False
        # What is in memory: every event of the commits after `_floor` up to `_head`, some commits in each batch.
        self._batches: deque[Some] = deque()
        self._entries = 0
        self._floor = self._head = -1

    @contextmanager
    def seat(self, caller: str, cut: Callable[[], object]) -> Iterator[Seat]:
        """A place while the block runs. `ExhaustedError` where there is none; `UnavailableError` once it has ended."""
        seat = Seat(cut, self._changed)
        with self._changed:
            self._check(caller)
            self._seats.append(seat)
            self._callers[caller] += 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="watching", daemon=True)
                self._thread.start()
        try:
            yield seat
        finally:
            with self._changed:
                self._seats.remove(seat)
                self._callers -= Counter((caller,))

    @property
    def seats(self) -> int:
        """How many watch."""
        return len(self._seats)

    @property
    def follows(self) -> bool:
        """Whether the outbox is being followed."""
        return self._thread is not None

    def end(self) -> None:
        """Whoever watches is sent away, and nobody else let in."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def after(self, seat: Seat, place: Place, seconds: float) -> Some | None:
        """What comes after the place, as soon as there is anything; None where nothing does for so many seconds, or the
        client leaves. `UnavailableError` once it has ended, or where the outbox cannot be read."""
        with self._changed:
            self._changed.wait_for(lambda: seat.left or self._ended or self._head > place.told, seconds)
            if self._ended:
                raise _going()
            if seat.left or self._head <= place.told:
                return None
            if place.told >= self._floor:
                return self._kept(place)
        with self._store.read(_CALL) as reader:
            for upto, rows in commits_after(reader, place.told, _ROWS):
                return Some([each for each in entries_of(reader, rows) if each.place > place], Place(upto))
        return None

    def _kept(self, place: Place) -> Some:
        newer: list[Some] = []
        for batch in reversed(self._batches):
            if batch.upto.revision <= place.told:
                break
            newer.append(batch)
        entries = [each for batch in reversed(newer) for each in batch.entries if each.place > place]
        return Some(entries, Place(self._head))

    def _check(self, caller: str) -> None:
        if self._ended:
            raise _going()
        if len(self._seats) >= self.limits.watchers:
            most = f"{self.limits.watchers} watchers"
            raise ExhaustedError(f"{most} are being told already", _COME_BACK, limit=most)
        if self._callers[caller] >= self.limits.of_caller:
            most = f"{self.limits.of_caller} watchers of one caller"
            raise ExhaustedError(f"{caller} watches already: at most {most}", _COME_BACK, limit=most)

    def _run(self) -> None:
        lost = False
        with closing(self._store.changes()) as feed:
            while self._watched():
                try:
                    self._follow(feed)
                except Exception as error:  # noqa: BLE001 - it has to go on; watchers find out by themselves
                    if not lost:
                        log.warning("watching_interrupted", error=type(error).__name__)
                    lost = True
                    time.sleep(_LOOK / 4)
                else:
                    lost = False
                for seat in list(self._seats):
                    seat.cut_if(2 * self.limits.slow)

    def _watched(self) -> bool:
        """Whether anybody watches. Where nobody does, everything is forgotten, and the thread has to end."""
        with self._changed:
            if self._seats and not self._ended:
                return True
            self._thread = None
            self._batches.clear()
            self._entries = 0
            self._floor = self._head = -1
            return False

    def _follow(self, feed: ChangeFeed) -> None:
        if self._head < 0:
            with self._store.read(_CALL) as reader, self._changed:
                self._floor = self._head = reader.revision.number
                self._changed.notify_all()
        if feed.wait(self._head, _LOOK).number <= self._head:
            return
        with self._store.read(_CALL) as reader:
            for upto, rows in commits_after(reader, self._head, _ROWS):
                self._keep(Some(entries_of(reader, rows), Place(upto)))
        time.sleep(_GATHER)

    def _keep(self, batch: Some) -> None:
        with self._changed:
            self._batches.append(batch)
            self._entries += len(batch.entries)
            self._head = batch.upto.revision
            while self._entries > _MOST_ENTRIES and len(self._batches) > 1:
                gone = self._batches.popleft()
                self._entries -= len(gone.entries)
                self._floor = gone.upto.revision
            self._changed.notify_all()


def _going() -> UnavailableError:
    return UnavailableError("the server is going away", _COME_BACK)
