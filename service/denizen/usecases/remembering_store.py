"""A store whose latest snapshot comes out of memory, as far as it is there."""

from contextlib import AbstractContextManager

from denizen.usecases.context import Call
from denizen.usecases.ports import NEWEST, ChangeFeed, Reader, Revision, Store, Writer
from denizen.usecases.remembering import Memory


class RememberingStore:
    """The same store, but that its latest revision is the latest one that was followed, which may be behind within the
    bound. Whoever wants every commit so far asks for `head` first, and for at least that."""

    def __init__(self, store: Store, memory: Memory) -> None:
        self._store = store
        self._memory = memory

    def read(self, call: Call, revision: int | None = None, at_least: int = 0) -> AbstractContextManager[Reader]:
        if revision is not None:
            return self._store.read(call, revision, at_least)
        return self._memory.reading(call, self._memory.reach(call, at_least, newest=at_least == NEWEST))

    def head(self, call: Call) -> Revision:
        return self._store.head(call)

    def write(self, call: Call) -> AbstractContextManager[Writer]:
        return self._store.write(call)

    def changes(self) -> ChangeFeed:
        return self._store.changes()
