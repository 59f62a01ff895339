"""The store on a database."""

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from denizen.domain.errors import LateError, UnavailableError
from denizen.storage import engine as engines
from denizen.storage.codec import Codec
from denizen.storage.histories import Histories, History, Place
from denizen.storage.keyring import KeyRing
from denizen.storage.ring_check import check_key_ring
from denizen.storage.schema import check_schema
from denizen.storage.sealing import Sealer
from denizen.storage.sql import commits
from denizen.storage.sql.attestation_writes import AttestationWrites
from denizen.storage.sql.authorization_writes import AuthorizationWrites
from denizen.storage.sql.credential_writes import CredentialWrites
from denizen.storage.sql.deliveries import SqlDeliveries
from denizen.storage.sql.directive_writes import ReferenceWrites
from denizen.storage.sql.evidence_writes import EvidenceWrites
from denizen.storage.sql.grant_writes import GrantWrites
from denizen.storage.sql.import_writes import ImportWrites
from denizen.storage.sql.principal_writes import PrincipalWrites
from denizen.storage.sql.reader import SqlReader
from denizen.storage.sql.review_writes import ReviewWrites
from denizen.storage.sql.session import Session
from denizen.storage.sql.snapshot import Tools
from denizen.storage.sql.webhook_writes import WebhookWrites
from denizen.usecases.context import Call, Caller, ExpiresAt
from denizen.usecases.ports import ChangeFeed, Clock, Reader, Revision, Writer
from denizen.usecases.webhooks.ports import Deliveries

_LOOK_AGAIN = 0.005
"""Seconds between two looks for a revision that is awaited."""
_MARK_BITS = 62


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a server is: its latest revision, all histories, and its place, where it takes writes."""

    head: int
    histories: tuple[History, ...]
    place: Place | None


class SqlWriter(
    PrincipalWrites,
    AttestationWrites,
    EvidenceWrites,
    CredentialWrites,
    ReviewWrites,
    ImportWrites,
    ReferenceWrites,
    AuthorizationWrites,
    WebhookWrites,
    GrantWrites,
):
    """A unit of work on everything."""


class SqlStore:
    """Everything that is kept, in a database. Safe to share between threads; one for each process."""

    def __init__(
        self,
        database: engines.Database,
        tools: Tools,
        clock: Clock,
        patience: float,
        copy_of: Histories | None = None,
    ) -> None:
        """`copy_of`: what is known of the primary's histories, where this is a copy of it, which is only read."""
        self.engine = database.engine
        self.histories = copy_of or Histories()
        self._is_copy = copy_of is not None
        self._database = database
        self._tools = tools
        self._clock = clock
        self._patience = patience
        if copy_of is None:
            self.histories.asks(self._learn)

    @property
    def tools(self) -> Tools:
        """What turns values into columns and back."""
        return self._tools

    def close(self) -> None:
        """Give the connections back. Whoever uses the store afterwards opens new ones."""
        self.engine.dispose()

    def head(self, call: Call) -> Revision:
        with self._snapshot(call) as connection:
            return self._head_from(Session(connection, call), connection, 0)

    def standing(self, call: Call) -> Standing:
        """How far this server is, whatever is known of others."""
        with self._snapshot(call) as connection:
            session = Session(connection, call)
            head, _ = commits.latest(session)
            return Standing(head.number, tuple(commits.known_histories(session)), self._database.place(connection))

    @contextmanager
    def read(self, call: Call, revision: int | None = None, at_least: int = 0) -> Iterator[Reader]:
        with self._snapshot(call) as connection:
            session = Session(connection, call)
            head = self._head_from(session, connection, at_least)
            shown = head if revision is None else commits.numbered(session, revision, head)
            yield SqlReader(session, self._tools, shown, head)

    @contextmanager
    def write(self, call: Call) -> Iterator[Writer]:
        call.check_deadline()
        with engines.translated(), self._database.turn(call.deadline.remaining()) as connection:
            session = Session(connection, call)
            head = self._latest(session, connection)
            begun = self._begun(session, connection, head.number)
            mark = begun.mark if begun else self.histories.newest
            revision = Revision(head.number + 1, max(head.instant, self._clock.now()), mark)
            unit = SqlWriter(session, self._tools, revision, head)
            yield unit
            unit.finish()
        if begun is not None:
            self.histories.refresh()

    def note_history(self, call: Call) -> None:
        """Note where this database's commits are written from now on, if that is another place than before."""
        if not self._learn():
            return
        with engines.translated(), self._database.turn(call.deadline.remaining()) as connection:
            session = Session(connection, call)
            if self._begun(session, connection, self._latest(session, connection).number) is not None:
                session.commit()
        self.histories.refresh()

    def changes(self) -> ChangeFeed:
        return self._database.changes()

    def deliveries(self) -> Deliveries:
        return SqlDeliveries(self._database)

    @contextmanager
    def _snapshot(self, call: Call) -> Iterator[Connection]:
        with engines.translated(), self._database.snapshot(call.deadline.remaining()) as connection:
            yield connection

    def _head_from(self, session: Session, connection: Connection, at_least: int) -> Revision:
        """The latest revision, once it has reached `at_least`."""
        give_up = time.monotonic() + self._seconds(session.call)
        while (head := self._latest(session, connection)).number < at_least:
            if time.monotonic() >= give_up:
                raise LateError("the revision of the token has not arrived here in time")
            connection.rollback()  # or it would go on showing the same
            time.sleep(_LOOK_AGAIN)
        if not self._is_copy and self._is_unnoted(connection):
            # It was promoted just now, and nobody has written since.
            connection.rollback()
            self.note_history(session.call)
            return self._latest(session, connection)
        return head

    def _latest(self, session: Session, connection: Connection) -> Revision:
        """The latest revision. `UnavailableError` where this server is not the one to believe."""
        head, mark = commits.latest(session)
        if self._is_copy:
            self.histories.check_copy(mark, head.number)
        else:
            if mark != self.histories.newest:
                self.histories.learn(commits.known_histories(session))
            self.histories.check(self._database.place(connection))
        return replace(head, history=self.histories.mark_of(head.number))

    def _begun(self, session: Session, connection: Connection, head: int) -> History | None:
        """The history that begins with the next revision, noted within this transaction; None: there goes one on."""
        place = self._database.place(connection)
        if place is None or place == self.histories.place:
            return None
        begun = History(head + 1, 1 + secrets.randbits(_MARK_BITS), place)
        commits.begin_history(session, begun)
        return begun

    def _learn(self) -> bool:
        """Whether a history is to begin."""
        call = Call(Caller("callers/histories"), deadline=ExpiresAt(time.monotonic() + self._patience))
        with self._snapshot(call) as connection:
            self.histories.learn(commits.known_histories(Session(connection, call)))
            return self._is_unnoted(connection)

    def _is_unnoted(self, connection: Connection) -> bool:
        place = self._database.place(connection)
        return place is not None and place != self.histories.place

    def _seconds(self, call: Call) -> float:
        remaining = call.deadline.remaining()
        return self._patience if remaining is None else min(remaining, self._patience)


def open_store(url: str, ring: KeyRing, clock: Clock, connections: int = 16, patience: float = 5.0) -> SqlStore:
    """The store in a database. `UnusableError` says what to do where its schema is not the one that this release needs
    (`SchemaError`) or it was sealed with another ring (`KeyRingError`).

    `connections`: how many are kept at most. `patience`: seconds to wait for one, for the lock, or for a revision, on
    behalf of a caller whose deadline is further off.
    """
    database = engines.create(url, connections, patience)
    try:
        check_schema(database.engine)
        check_key_ring(database, ring)
    except UnavailableError as error:
        database.engine.dispose()
        raise engines.explained(error) from error
    except BaseException:
        database.engine.dispose()
        raise
    store = SqlStore(database, Tools(Codec(), Sealer(ring)), clock, patience)
    store.note_history(Call(Caller("callers/histories")))
    return store
