"""A store that tells a follower of its own writes: whoever wrote in this process, reads it in this process."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from denizen.usecases.context import Call
from denizen.usecases.following import Follower
from denizen.usecases.ports import ChangeFeed, Reader, Revision, Store, Writer


class NoticingStore:
    """The same store; after a unit of work has ended, nothing older than it is answered from memory."""

    def __init__(self, store: Store, follower: Follower) -> None:
        self._store = store
        self._follower = follower

    def read(self, call: Call, revision: int | None = None, at_least: int = 0) -> AbstractContextManager[Reader]:
        return self._store.read(call, revision, at_least)

    def head(self, call: Call) -> Revision:
        return self._store.head(call)

    @contextmanager
    def write(self, call: Call) -> Iterator[Writer]:
        try:
            with self._store.write(call) as writer:
                yield writer
        finally:
            # Also after an error: the commit may have succeeded and its answer been lost.
            self._follower.wrote()

    def changes(self) -> ChangeFeed:
        return self._store.changes()
