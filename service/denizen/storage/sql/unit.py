"""What every part of a unit of work has: its revision, its outbox, and how rows begin and end."""

import hmac
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Insert, Table, and_, bindparam, delete, insert, select, update

from denizen.domain.errors import AlreadyExistsError, NotFoundError
from denizen.domain.names import PrincipalName
from denizen.domain.principals import ExternalIdentifier
from denizen.storage.sealing import DataKey
from denizen.storage.sql.names import principal_id
from denizen.storage.sql.reader import SqlReader
from denizen.storage.sql.session import Parameters, Session
from denizen.storage.sql.snapshot import AT, Tools
from denizen.storage.tables import outbox, requests, revisions
from denizen.usecases.context import Once
from denizen.usecases.ports import Event, Receipt, Revision

_INSERT_REVISION, _INSERT_EVENTS, _INSERT_REQUEST = insert(revisions), insert(outbox), insert(requests)
_REQUEST = select(requests.c.principal_id, requests.c.digest, requests.c.resource, requests.c.revision).where(
    requests.c.caller == bindparam("caller"), requests.c.request_id == bindparam("request_id")
)


class Rows:
    """The rows of a table that may end, found by the columns of `key`; `several` may be known at once."""

    def __init__(self, table: Table, *key: str, several: bool = False) -> None:
        matching = and_(*(table.c[name] == bindparam(f"key_{name}") for name in key))
        self.key = key
        self.several = several
        self.insert = insert(table)
        self.close = (
            update(table).where(matching, table.c.known_to.is_(None), table.c.known_from < AT).values(known_to=AT)
        )
        self.forget = delete(table).where(matching, table.c.known_from == AT)


class Unit(SqlReader):
    """The state as this unit will leave it."""

    def __init__(self, session: Session, tools: Tools, revision: Revision, head: Revision) -> None:
        super().__init__(session, tools, revision, head)
        self._events: list[Event] = []
        self._position = 0
        self._began = False
        self._unheard: set[str] = set()
        self._rows_begun: set[bytes] = set()
        """Imported rows about whom this unit wrote."""
        self._free: dict[ExternalIdentifier, bytes] = {}
        """Identifiers that were looked for in vain, with their blind index: nobody has them until this unit links
        them."""
        self._added: dict[str, set[str]] = {}
        """Principals that this unit added, with the attestations that it added to them: there are no others."""

    def as_of(self, revision: int) -> SqlReader:
        return self if revision == self._revision.number else super().as_of(revision)

    def record(self, event: Event) -> None:
        self._session.call.check_deadline()
        self._events.append(event)

    def finish(self) -> None:
        """Leave the outbox rows and commit. `RuntimeError` where the unit wrote and recorded no event."""
        if not self._events:
            if self._began:
                raise RuntimeError("a unit of work wrote and recorded no event")
            return
        rows = [
            {
                "principal_id": principal_id(event.subject) if event.subject else "",
                "revision": self._revision.number,
                "position": position,
                "kind": event.kind,
                "resource": event.resource,
            }
            for position, event in enumerate(self._events)
        ]
        self._write(_INSERT_EVENTS, *rows)
        self._session.commit()

    def recall(self, once: Once) -> Receipt | None:
        caller = self._session.call.caller.name
        row = self._session.row(_REQUEST, {"caller": caller, "request_id": once.request_id})
        if row is None:
            self._unheard.add(once.request_id)
            return None
        stored_id, digest, resource, revision = row
        key = self._keys_of([stored_id]).get(stored_id) if stored_id else self._sealer
        if key is None or not hmac.compare_digest(key.digest(once.content), digest):
            raise AlreadyExistsError(once.request_id, "an earlier write with this request id had other content")
        return Receipt(resource, revision)

    def remember(self, once: Once, resource: str, subject: PrincipalName | None) -> None:
        if once.request_id not in self._unheard and self.recall(once) is not None:
            raise AlreadyExistsError(once.request_id, "there is a receipt for this request id")
        key = self._sealer if subject is None else self._existing(subject)
        self._write(
            _INSERT_REQUEST,
            {
                "caller": self._session.call.caller.name,
                "request_id": once.request_id,
                "principal_id": "" if subject is None else principal_id(subject),
                "resource": resource,
                "revision": self._revision.number,
                "digest": key.digest(once.content),
            },
        )
        self._unheard.discard(once.request_id)

    def _existing(self, name: PrincipalName) -> DataKey:
        """The data key of a principal. `NotFoundError` where there is none."""
        stored = principal_id(name)
        key = self._keys.get(stored) or self._keys_of([stored]).get(stored)
        if key is None:
            raise NotFoundError(name)
        return key

    def _write(self, statement: Insert, *rows: Parameters) -> None:
        """Every row that is added passes here."""
        if not rows:
            return
        self._take_revision()
        self._session.add(statement, rows)

    def _take_revision(self) -> None:
        """The first write of the unit does."""
        if self._began:
            return
        self._began = True
        call = self._session.call
        taken = {
            "revision": self._revision.number,
            "instant": self._revision.instant,
            "caller": call.caller.name,
            "on_behalf_of": call.on_behalf_of,
            "call_id": call.call_id,
            "purpose": call.purpose or "",
        }
        self._session.add(_INSERT_REVISION, [taken])

    def _end(self, rows: Rows, key: Mapping[str, object]) -> bool:
        """Make the rows of that key known no longer. One of this very unit was never known. False: there were none."""
        matching = self._at(**{f"key_{name}": value for name, value in key.items()})
        ended = self._session.change(rows.close, matching)
        if rows.several or not ended:
            ended += self._session.change(rows.forget, matching)
        if ended:
            self._take_revision()
        return ended > 0

    def _begin(self, rows: Rows, key: Mapping[str, object], **values: Any) -> None:  # noqa: ANN401 - columns
        """Make a row known from now on."""
        self._write(rows.insert, {**key, "known_from": self._revision.number, **values})

    def _next_position(self) -> int:
        """The order of rows within this unit."""
        self._position += 1
        return self._position
