"""Copies of the database that are read: which of them may be, found out again and again."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

import structlog

from denizen.domain.errors import DenizenError
from denizen.storage.histories import Place, goes_on, mark_of
from denizen.storage.sql.store import SqlStore, Standing
from denizen.usecases.context import Call, Caller, ExpiresAt
from denizen.usecases.ports import Reader

WAIT = 0.1
"""Seconds that a read waits for a replica before it goes to the primary."""
_BETWEEN_LOOKS = 0.2
_LONGEST_LOOK = 2.0
_CALLER = Caller("callers/replicas")

Tell = Callable[[str, bool], None]
"""Told the name of a replica and whether it is read from now on."""

log = structlog.get_logger()


def promoted(replica: Standing, primary: Standing) -> Place | None:
    """Where the replica is written, if it was promoted in place of what is taken for the primary."""
    place, other = replica.place, primary.place
    if place is None or other is None or place.system != other.system or place.timeline <= other.timeline:
        return None
    return place


def fault(replica: Standing, primary: Standing) -> str | None:
    """Why what the replica shows may not be believed; None: it may. `primary` was asked after it."""
    if not goes_on(primary.histories, replica.histories):
        return "its history is another than the primary's"
    if mark_of(primary.histories, replica.head) != mark_of(replica.histories, replica.head):
        return "it has commits that were lost when the primary was promoted"
    if replica.head > primary.head:
        return "it has commits that the primary has not"
    return None


class Replica:
    """One copy. It is read while it is neither lost nor further behind than `limit` seconds."""

    def __init__(self, name: str, copy: SqlStore, primary: SqlStore, limit: float) -> None:
        self.name = name
        self.head = 0
        self._copy = copy
        self._primary = primary
        self._limit = limit
        self._tell: Tell = lambda _name, _serves: None
        self._fault: str | None = "it was not asked yet"
        self._caught_up = 0.0
        self._asked = 0.0, 0
        self._is_in: bool | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @property
    def usable(self) -> bool:
        """Whether it may be read now."""
        return self._fault is None and time.monotonic() - self._caught_up <= self._limit

    def read(self, call: Call, revision: int | None, at_least: int) -> AbstractContextManager[Reader]:
        return self._copy.read(call, revision, at_least)

    def failed(self, why: str) -> None:
        """It could not be read: it is left out until it was asked again."""
        self._fault = why
        self.shown()

    def start(self, tell: Tell) -> None:
        self._tell = tell
        self.look()
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(5 * _LONGEST_LOOK)
        self._copy.close()

    def look(self) -> None:
        """Ask it how far it is, and the primary afterwards."""
        try:
            found = self._copy.standing(_call())
        except DenizenError as error:
            self._fault = f"it cannot be asked: {error.message}"
        else:
            self._fault = self._judged(found)
            self.head = found.head
        self.shown()

    def _judged(self, found: Standing) -> str | None:
        asked, head = self._asked
        now = time.monotonic()
        try:
            primary = self._primary.standing(_call())
        except DenizenError:
            # Nobody can say that it is behind. It answers those who have a token or a page's, and what it shows is
            # compared with the histories that are known each time.
            if found.head >= head:
                self._caught_up = now
            return self._fault
        if found.head >= head:
            self._caught_up = asked
        if found.head >= primary.head:
            self._caught_up = now
        self._asked = now, primary.head
        self._primary.histories.overtaken(self.name, promoted(found, primary))
        return fault(found, primary)

    def shown(self) -> bool:
        """Whether it may be read; tells of it where that changed."""
        usable = self.usable
        if usable is self._is_in:
            return usable
        self._is_in = usable
        if usable:
            log.info("replica_in", replica=self.name, revision=self.head)
        else:
            log.warning("replica_out", replica=self.name, why=self._fault or "it is too far behind")
        self._tell(self.name, usable)
        return usable

    def _run(self) -> None:
        while not self._stopping.wait(_BETWEEN_LOOKS):
            self.look()


class Replicas:
    """All of them. None is read before they are watched."""

    def __init__(self, replicas: Sequence[Replica]) -> None:
        self._replicas = tuple(replicas)
        self._turn = 0

    @contextmanager
    def watched(self, tell: Tell) -> Iterator[None]:
        """Each is asked on a thread of its own while the block runs."""
        for each in self._replicas:
            tell(each.name, False)  # noqa: FBT003 - whether it is read
            each.start(tell)
        try:
            yield
        finally:
            for each in self._replicas:
                each.stop()

    def chosen(self, floor: int, remaining: float | None) -> Replica | None:
        """The next in turn among those that have that revision; else the furthest, if there is time to wait for it and
        to go elsewhere then. None: there is none."""
        usable = [each for each in self._replicas if each.shown()]
        there = [each for each in usable if each.head >= floor]
        if there:
            self._turn += 1
            return there[self._turn % len(there)]
        if not usable or (remaining is not None and remaining < 2 * WAIT):
            return None
        return max(usable, key=lambda each: each.head)


def _call() -> Call:
    return Call(_CALLER, deadline=ExpiresAt(time.monotonic() + _LONGEST_LOOK))
