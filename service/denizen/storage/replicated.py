"""A store on a primary and copies of it."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager

from denizen.domain.errors import LateError, UnavailableError
from denizen.storage import engine as engines
from denizen.storage.replicas import WAIT, Replica, Replicas
from denizen.storage.sql.store import SqlStore
from denizen.usecases.context import Call
from denizen.usecases.ports import ChangeFeed, Clock, Reader, Revision, Writer
from denizen.usecases.webhooks.ports import Deliveries


class ReplicatedStore:
    """The primary's store. A snapshot that needs a certain revision and not the latest comes from a replica that has
    it, or gets it in time; everything else from the primary."""

    def __init__(self, primary: SqlStore, replicas: Replicas) -> None:
        self._primary = primary
        self._replicas = replicas

    @contextmanager
    def read(self, call: Call, revision: int | None = None, at_least: int = 0) -> Iterator[Reader]:
        with ExitStack() as stack:
            yield self._reader(stack, call, revision, at_least)

    def head(self, call: Call) -> Revision:
        return self._primary.head(call)

    def write(self, call: Call) -> AbstractContextManager[Writer]:
        return self._primary.write(call)

    def changes(self) -> ChangeFeed:
        return self._primary.changes()

    def deliveries(self) -> Deliveries:
        return self._primary.deliveries()

    def _reader(self, stack: ExitStack, call: Call, revision: int | None, at_least: int) -> Reader:
        floor = max(at_least, revision or 0)
        replica = self._replicas.chosen(floor, call.deadline.remaining()) if floor > 0 else None
        if replica is not None:
            try:
                return stack.enter_context(replica.read(call, revision, floor))
            except LateError:
                pass
            except UnavailableError as error:
                replica.failed(error.message)
        return stack.enter_context(self._primary.read(call, revision, at_least))


def replicas_of(primary: SqlStore, urls: Sequence[str], clock: Clock, limit: float) -> Replicas:
    """The replicas at those addresses, in their order: `replicas/1` and so on. None is connected yet. `UnusableError`
    for an address that is none of a PostgreSQL server."""
    return Replicas(
        [
            Replica(f"replicas/{number}", _copy(primary, url, clock), primary, limit)
            for number, url in enumerate(urls, 1)
        ]
    )


def _copy(primary: SqlStore, url: str, clock: Clock) -> SqlStore:
    database = engines.create(url, connections=16, patience=WAIT)
    return SqlStore(database, primary.tools, clock, WAIT, copy_of=primary.histories)
