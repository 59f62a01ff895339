"""Who may have a database connection or write, and for how long others wait."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from denizen.domain.errors import UnavailableError


class Queue:
    """A lock that goes to whoever has waited longest. Python's own may pass somebody over for seconds."""

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Lock] = deque()

    def acquire(self, seconds: float) -> bool:
        """Whether it was to be had within so many seconds."""
        with self._changing:
            if not self._taken:
                self._taken = True
                return True
            called = threading.Lock()
            called.acquire()
            self._waiting.append(called)
        if called.acquire(timeout=seconds):
            return True
        with self._changing:
            if called in self._waiting:
                self._waiting.remove(called)
                return False
        # It was our turn at the very moment at which we gave up.
        return True

    def release(self) -> None:
        with self._changing:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


class Places:
    """So many connections, and the writers' queue before them. SQLAlchemy's pool waits as long for everybody; here each
    waits as long as its own caller does, and a writer that waits for its turn takes no connection from the readers."""

    def __init__(self, connections: int, patience: float) -> None:
        self._free = threading.Semaphore(connections)
        self._turn = Queue()
        self._patience = patience

    def patience(self, remaining: float | None) -> float:
        """Seconds to wait on behalf of a caller with so many left."""
        return self._patience if remaining is None else min(remaining, self._patience)

    @contextmanager
    def taken(self, remaining: float | None) -> Iterator[None]:
        """A place among the connections. `UnavailableError` where none becomes free in time."""
        if not self._free.acquire(timeout=self.patience(remaining)):
            raise UnavailableError("all database connections are in use")
        try:
            yield
        finally:
            self._free.release()

    @contextmanager
    def turn(self, remaining: float | None) -> Iterator[None]:
        """The only writer of this process. `UnavailableError` where the others do not end in time."""
        if not self._turn.acquire(self.patience(remaining)):
            raise UnavailableError("other writes did not end in time")
        try:
            yield
        finally:
            self._turn.release()
