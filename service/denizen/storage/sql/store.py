"""The store on a database."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from denizen.domain.errors import UnavailableError
from denizen.storage import engine as engines
from denizen.storage.codec import Codec
from denizen.storage.keyring import KeyRing
from denizen.storage.migrating import check_schema
from denizen.storage.ring_check import check_key_ring
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
from denizen.usecases.context import Call
from denizen.usecases.ports import ChangeFeed, Clock, Reader, Revision, Writer
from denizen.usecases.webhooks.ports import Deliveries

_LOOK_AGAIN = 0.005
"""Seconds between two looks for a revision that is awaited."""


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

    def __init__(self, database: engines.Database, tools: Tools, clock: Clock, patience: float) -> None:
        self.engine = database.engine
        self._database = database
        self._tools = tools
        self._clock = clock
        self._patience = patience

    def close(self) -> None:
        """Give the connections back. Whoever uses the store afterwards opens new ones."""
        self.engine.dispose()

    def head(self, call: Call) -> Revision:
        with self._snapshot(call) as connection:
            return commits.latest(Session(connection, call))

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
            head = commits.latest(session)
            revision = Revision(head.number + 1, max(head.instant, self._clock.now()))
            unit = SqlWriter(session, self._tools, revision, head)
            yield unit
            unit.finish()

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
        while (head := commits.latest(session)).number < at_least:
            if time.monotonic() >= give_up:
                raise UnavailableError("the revision of the token has not arrived here in time")
            connection.rollback()  # or it would go on showing the same
            time.sleep(_LOOK_AGAIN)
        return head

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
    return SqlStore(database, Tools(Codec(), Sealer(ring)), clock, patience)
