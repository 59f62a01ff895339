"""A store in memory: the promises of the ports without a database."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from denizen.domain.errors import UnavailableError
from denizen.storage.memory.deliveries import MemoryDeliveries
from denizen.storage.memory.reader import MemoryReader
from denizen.storage.memory.state import MemoryState
from denizen.storage.memory.writer import MemoryWriter
from denizen.usecases.context import Call
from denizen.usecases.ports import ChangeFeed, Clock, Reader, Revision, Writer
from denizen.usecases.webhooks.ports import Deliveries

PATIENCE = 5.0
"""Seconds to wait for the lock, or for a revision, on behalf of a caller without a deadline."""


class MemoryStore:
    """Keeps everything in this process, and forgets it with the process. For threads as safe as a database."""

    def __init__(self, clock: Clock, patience: float = PATIENCE) -> None:
        self._clock = clock
        self._patience = patience
        self._state = MemoryState()
        self._deliveries = MemoryDeliveries()
        self._lock = threading.Lock()
        self._committed = threading.Condition()

    def head(self, call: Call) -> Revision:
        call.check_deadline()
        return self._state.head

    @contextmanager
    def read(self, call: Call, revision: int | None = None, at_least: int = 0) -> Iterator[Reader]:
        call.check_deadline()
        with self._committed:
            if not self._committed.wait_for(lambda: self._state.head.number >= at_least, self._seconds(call)):
                raise UnavailableError("the revision of the token has not arrived here in time")
        head = self._state.head
        latest = MemoryReader(self._state, call, head, head)
        yield latest if revision is None else latest.as_of(revision)

    @contextmanager
    def write(self, call: Call) -> Iterator[Writer]:
        call.check_deadline()
        if not self._lock.acquire(timeout=self._seconds(call)):
            raise UnavailableError("other writes did not end in time")
        try:
            yield from self._unit(call)
        finally:
            self._lock.release()

    def changes(self) -> ChangeFeed:
        return MemoryChanges(self._state, self._committed)

    def deliveries(self) -> Deliveries:
        return self._deliveries

    def _unit(self, call: Call) -> Iterator[Writer]:
        head = self._state.head
        revision = Revision(head.number + 1, max(head.instant, self._clock.now()))
        writer = MemoryWriter(self._state, call, revision, head)
        try:
            yield writer
            rows = writer.outbox_rows()
            call.check_deadline()
        except BaseException:
            self._state.undo(revision)
            raise
        if rows:
            with self._committed:
                self._state.commit(revision, rows)
                self._committed.notify_all()

    def _seconds(self, call: Call) -> float:
        remaining = call.deadline.remaining()
        return self._patience if remaining is None else min(remaining, self._patience)


class MemoryChanges:
    """The commits of a store in memory."""

    def __init__(self, state: MemoryState, committed: threading.Condition) -> None:
        self._state = state
        self._committed = committed

    def wait(self, after: int, timeout: float) -> Revision:
        with self._committed:
            self._committed.wait_for(lambda: self._state.head.number > after, timeout)
        return self._state.head

    def clock(self) -> datetime | None:
        return None

    def close(self) -> None:
        pass
