"""Following the commits: up to which revision this process knows everything that changed."""

import threading
import time
from contextlib import closing
from datetime import datetime
from typing import NamedTuple

import structlog

from denizen.domain.errors import UnavailableError
from denizen.usecases.context import Call, Caller
from denizen.usecases.durations import Durations
from denizen.usecases.facts_cache import FactsCache
from denizen.usecases.ports import ChangeFeed, Clock, Reader, Revision, Store

_PATIENCE = 5.0
"""Seconds to wait for a revision on behalf of a caller without a deadline."""
_LOOK_AGAIN = 0.005
_ROWS = 2_000
_MOST_BEHIND = 10_000
"""Revisions. Whoever is further behind forgets everything, which is quicker than reading what changed."""

log = structlog.get_logger()


class Seen(NamedTuple):
    """Everything up to `revision` was followed. Up to then, the last revision with an event about no principal is
    `directives`, that with one about a principal itself `principals`, that with one about a grant `grants`; 0: none, or
    none since everything was forgotten.

    `confirmed`: at this moment of the monotonic clock it was the latest revision.
    """

    revision: Revision
    directives: int
    principals: int
    confirmed: float
    grants: int = 0


class Follower:
    """Tells a cache what changed, revision by revision, before anything is answered at that revision.

    One thread waits for commits and follows them; whoever needs a later revision than was followed follows by itself.
    """

    def __init__(self, store: Store, facts: FactsCache, clock: Clock, bound: float) -> None:
        self._store = store
        self._facts = facts
        self._clock = clock
        self._bound = bound
        self._turn = threading.Lock()
        self._begun = self._ended = 0
        self._seen: Seen | None = None
        self._wrote = 0.0
        self.lags = Durations()
        self.lost = threading.Event()
        """Set when what was followed was lost by the database. What is in memory is good for nothing then."""

    @property
    def seen(self) -> Seen | None:
        """The latest revision that was followed, if any was yet."""
        return self._seen

    def reach(self, call: Call, at_least: int = 0) -> Seen:
        """What was followed: at least that revision, everything that was committed longer than the bound ago, and what
        this process wrote.

        `UnavailableError` where the revision is not there within the call's deadline, or the database is away.
        """
        seen = self.recent()
        if seen is not None and seen.revision.number >= at_least:
            return seen
        remaining = call.deadline.remaining()
        give_up = time.monotonic() + (_PATIENCE if remaining is None else min(remaining, _PATIENCE))
        while True:
            followed = self.follow(call)
            if followed.revision.number >= at_least:
                return followed
            # It is told so while the caller is still there to be told.
            if time.monotonic() + 2 * _LOOK_AGAIN >= give_up:
                raise UnavailableError("the revision of the token has not arrived here in time")
            time.sleep(_LOOK_AGAIN)

    def recent(self) -> Seen | None:
        """What was followed, if that is everything that was committed longer than the bound ago and what this process
        wrote."""
        seen = self._seen
        if seen is None or self.lost.is_set():
            return None
        return seen if seen.confirmed > self._wrote and time.monotonic() - seen.confirmed <= self._bound else None

    def wrote(self) -> None:
        """A unit of work of this process has ended."""
        self._wrote = time.monotonic()

    def follow(self, call: Call) -> Seen:
        """Follow everything that was committed before this call began."""
        arrived = self._begun
        remaining = call.deadline.remaining()
        if not self._turn.acquire(timeout=_PATIENCE if remaining is None else remaining):
            raise UnavailableError("what changed could not be read in time")
        try:
            # Somebody else may have begun and ended it while this call waited for its turn.
            if self._seen is not None and self._ended > arrived:
                return self._seen
            self._begun += 1
            confirmed = time.monotonic()
            with self._store.read(call) as reader:
                seen = self._seen = self._followed(self._seen, reader, confirmed)
            self._ended = self._begun
            return seen
        finally:
            self._turn.release()

    def _followed(self, seen: Seen | None, reader: Reader, confirmed: float) -> Seen:
        head = reader.revision
        if self.lost.is_set() or (seen is not None and _is_other(seen.revision, head) and reader.lost(seen.revision)):
            self.lost.set()
            raise UnavailableError("what was answered from was lost when a database was promoted", retry_after=1.0)
        if seen is not None and head.number < seen.revision.number:
            # A replica that lags, or another database. What was known of the one cannot be told apart from the other.
            raise UnavailableError("the database is behind what was read of it before", retry_after=1.0)
        if seen is None or head.number - seen.revision.number > _MOST_BEHIND:
            self._facts.clear(head.number)
            return Seen(head, reader.directive_revision(), head.number, confirmed, head.number)
        if head.number == seen.revision.number:
            return seen._replace(confirmed=confirmed)
        directives, principals, grants = seen.directives, seen.principals, seen.grants
        after, limit = seen.revision.number, _ROWS
        while after < head.number:
            rows = reader.changes(after, limit)
            # The rows of the last revision may not be all there.
            last = head.number if len(rows) < limit else rows[-1].revision.number - 1
            if last == after:
                limit *= 2
                continue
            for row in rows:
                number = row.revision.number
                if number > last:
                    break
                if row.kind.startswith("grant."):
                    grants = number
                elif row.subject is None:
                    directives = number
                    if row.kind.startswith("issuer."):
                        self._facts.clear(number)  # facts say when their issuers were entitled to them
                else:
                    self._facts.changed(row.subject, number)
                    if row.kind.startswith("principal."):
                        principals = number
                if number > after:
                    after = number
                    self._tell_lag(row.revision.instant)
            after = last
        return Seen(head, directives, principals, confirmed, grants)

    def _tell_lag(self, instant: datetime) -> None:
        self.lags.add(max(0.0, (self._clock.now() - instant).total_seconds()))


def _is_other(seen: Revision, head: Revision) -> bool:
    """Whether the one may be none of those before the other."""
    return head.history != seen.history or head.number < seen.number


_FEED = Call(Caller("callers/feed"))


class Following:
    """A thread that follows as long as the block runs."""

    def __init__(self, follower: Follower, feed: ChangeFeed, heartbeat: float, pause: float = 0.01) -> None:
        """`heartbeat`: seconds after which it looks whether or not it was woken. `pause`: between two times, so that
        many small commits are followed together."""
        self._follower = follower
        self._feed = feed
        self._heartbeat = heartbeat
        self._pause = pause
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="feed", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        lost = False
        number = 0
        with closing(self._feed):
            while not self._stopping.wait(self._pause):
                try:
                    self._feed.wait(number, self._heartbeat)
                    number = self._follower.follow(_FEED).revision.number
                except Exception as error:  # noqa: BLE001 - it has to go on; who asks meanwhile follows by itself
                    if not lost:
                        log.warning("feed_lost", error=type(error).__name__)
                    lost = True
                    self._stopping.wait(self._heartbeat)
                else:
                    if lost:
                        log.warning("feed_back", revision=number)
                    lost = False
