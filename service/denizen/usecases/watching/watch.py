"""Watching: one caller is told what it asks for, as far as it reaches, for as long as it may hear of it."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from denizen.domain.errors import DenizenError, ExhaustedError
from denizen.domain.permits import Permit
from denizen.usecases.context import Call, Caller
from denizen.usecases.ports import OutboxRow, Reader, Store, Tokens
from denizen.usecases.watching.entries import Entry, Place
from denizen.usecases.watching.hub import Hub, Seat, Some
from denizen.usecases.watching.wanted import Wanted

AT_ONCE = 200
"""Events that are told together at most."""
_OWN = Call(Caller("callers/watching"))


@dataclass(frozen=True, slots=True)
class Query:
    """A caller's request in canonical bytes, for which tokens are good; with its reach, which may change."""

    content: bytes

    def of(self, permit: Permit) -> bytes:
        """The same for a caller of that reach."""
        return self.content + (b"" if permit.unbounded else permit.extent)


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who watches, and how it is with its call. `start` None: what happens from now on. `again` finds out anew who
    calls and how far it reaches; `when_left` is told what to do when the client leaves; `cut` ends the call."""

    call: Call
    wanted: Wanted
    query: Query
    start: Place | None
    again: Callable[[], Permit]
    when_left: Callable[[Callable[[], None]], object]
    cut: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Told:
    """Events, maybe none, and how far that is: up to `revision`, and with `resume_token` onwards."""

    events: tuple[OutboxRow, ...]
    revision: int
    resume_token: str


@dataclass(frozen=True, slots=True)
class Watch:
    """Tell every event after the start that is asked for and within reach, in the order of commits, until the client
    leaves; the first answer comes at once, and one without events where nothing happened for a while.

    Every error has the token to go on with as the fact `resume_token`. `ExhaustedError` for one watcher too many, and
    for one that takes nothing; `PermissionDeniedError` and `UnauthenticatedError` once the caller may not hear of it
    any more; `UnavailableError` at the end of the process, and where the database is away.

    `reach` follows the commits up to a revision, with what callers were granted by then.
    """

    store: Store
    hub: Hub
    tokens: Tokens
    reach: Callable[[Call, int], object]

    def __call__(self, watcher: Watcher) -> Iterator[Told]:
        with self.hub.seat(watcher.call.caller.name, watcher.cut) as seat:
            watcher.when_left(seat.leave)
            place = watcher.start or Place(self.store.head(watcher.call).number)
            telling = _Telling(self, watcher, seat, place, watcher.call.permit)
            try:
                yield from telling.told()
            except DenizenError as error:
                error.facts["resume_token"] = telling.token
                raise


@dataclass(slots=True)
class _Telling:
    """How far one watcher was told, and how far it reached then."""

    watch: Watch
    watcher: Watcher
    seat: Seat
    place: Place
    permit: Permit

    @property
    def token(self) -> str:
        query = self.watcher.query.of(self.permit)
        return self.watch.tokens.page_token(query, self.place.revision, str(self.place.position))

    def told(self) -> Iterator[Told]:
        self.watch.reach(_OWN, self.place.told)
        yield from self._send(())
        heartbeat = self.watch.hub.limits.heartbeat
        beat = time.monotonic() + heartbeat
        while True:
            # 1. Wait, for what comes or for the time to say that nothing came.
            some = self.watch.hub.after(self.seat, self.place, max(0.0, beat - time.monotonic()))
            if self.seat.left:
                return
            # 2. What it may hear of is decided by what was granted when it happened, or later.
            self.watch.reach(_OWN, self.place.told if some is None else some.upto.revision)
            before, self.permit = self.permit.extent, self.watcher.again()
            # 3. Tell, or say that there is nothing: a token of another reach would not be good any more.
            chosen = () if some is None else self._chosen(some)
            quiet = before == self.permit.extent and time.monotonic() < beat
            if some is not None and not chosen:
                self.place = some.upto
            for start in range(0, len(chosen), AT_ONCE):
                part = chosen[start : start + AT_ONCE]
                last = some is not None and start + AT_ONCE >= len(chosen)
                self.place = some.upto if some is not None and last else part[-1].place
                yield from self._send(part)
            if not chosen and not quiet:
                yield from self._send(())
            if chosen or not quiet:
                beat = time.monotonic() + heartbeat

    def _send(self, entries: Sequence[Entry]) -> Iterator[Told]:
        with self.seat.sending() as seconds:
            yield Told(tuple(each.row for each in entries), self.place.revision, self.token)
            slow = seconds() > self.watch.hub.limits.slow
        if slow:
            raise ExhaustedError(f"nothing was taken for {self.watch.hub.limits.slow:g} seconds", retry_after=1.0)

    def _chosen(self, some: Some) -> Sequence[Entry]:
        with ExitStack() as stack:
            opened: list[Reader] = []

            def then() -> Reader:
                if not opened:
                    opened.append(stack.enter_context(self.watch.store.read(_OWN, at_least=some.upto.revision)))
                return opened[0]

            return [each for each in some.entries if self.watcher.wanted.takes(each, self.permit, then)]
