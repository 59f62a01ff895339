"""A store whose latest snapshot may come from a copy of the database."""

from contextlib import AbstractContextManager

from denizen.usecases.context import Call
from denizen.usecases.following import Follower
from denizen.usecases.ports import NEWEST, ChangeFeed, Reader, Revision, Store, Writer


class SpreadingStore:
    """The same store, for those who only show what they read: without a word about how fresh it has to be, it is at
    least as fresh as what this process has followed, and so within the bound, which leaves copies the time to have it.
    """

    def __init__(self, store: Store, follower: Follower) -> None:
        self._store = store
        self._follower = follower

    def read(self, call: Call, revision: int | None = None, at_least: int = 0) -> AbstractContextManager[Reader]:
        if revision is None and at_least != NEWEST:
            at_least = self._follower.reach(call, at_least).revision.number
        return self._store.read(call, revision, at_least)

    def head(self, call: Call) -> Revision:
        return self._store.head(call)

    def write(self, call: Call) -> AbstractContextManager[Writer]:
        return self._store.write(call)

    def changes(self) -> ChangeFeed:
        return self._store.changes()
