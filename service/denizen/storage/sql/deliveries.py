"""Deliveries in the database."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, exists, insert, or_, select, tuple_, update

from denizen.domain.names import PrincipalName, WebhookName
from denizen.domain.webhooks.deliveries import Delivery, DeliveryState
from denizen.storage import engine as engines
from denizen.storage.sql.names import principal_id, principal_name, webhook_id
from denizen.storage.sql.session import AnyRow, Session
from denizen.storage.tables import webhook_cursors, webhook_deliveries, webhook_leaders
from denizen.storage.types import Instant
from denizen.usecases.context import Call, Caller
from denizen.usecases.webhooks.ports import NotLeadingError

_CALL = Call(Caller("callers/webhooks"))
_D = webhook_deliveries.c
_THE_ONE = 1
"""There is one leader of all."""
_EARLIER = webhook_deliveries.alias("earlier")
_COLUMNS = (_D.revision, _D.position, _D.subject_id, _D.due, _D.attempts, _D.state, _D.failure)
_OF = and_(_D.webhook_id == bindparam("webhook"), _D.state == bindparam("wanted"))
_BEFORE_IT = and_(
    _EARLIER.c.webhook_id == _D.webhook_id,
    _EARLIER.c.subject_id == _D.subject_id,
    _EARLIER.c.state == _D.state,
    or_(
        _EARLIER.c.revision < _D.revision,
        and_(_EARLIER.c.revision == _D.revision, _EARLIER.c.position < _D.position),
    ),
)
_DUE = (
    select(*_COLUMNS)
    .where(_OF, _D.due <= bindparam("now", type_=Instant), ~exists().where(_BEFORE_IT))
    .order_by(_D.due, _D.revision, _D.position)
    .limit(bindparam("most"))
)
_DEAD = (
    select(*_COLUMNS)
    .where(_OF, tuple_(_D.revision, _D.position) > tuple_(bindparam("revision"), bindparam("position")))
    .order_by(_D.revision, _D.position)
    .limit(bindparam("most"))
)
_IT = and_(
    _D.webhook_id == bindparam("webhook"), _D.revision == bindparam("at_revision"), _D.position == bindparam("at_place")
)
_KNOWN = select(_D.revision).where(_IT)
_INSERT = insert(webhook_deliveries)
_DELETE = delete(webhook_deliveries).where(_IT)
_CHANGE = (
    update(webhook_deliveries)
    .where(_IT)
    .values(
        due=bindparam("new_due", type_=Instant),
        attempts=bindparam("new_attempts"),
        state=bindparam("new_state"),
        failure=bindparam("new_failure"),
    )
)
_AGAIN = {
    "due": bindparam("new_due", type_=Instant),
    "attempts": 0,
    "state": DeliveryState.WAITING.value,
    "failure": "",
}
_REVIVE = update(webhook_deliveries).where(_OF).values(**_AGAIN)
_REVIVE_ONE = update(webhook_deliveries).where(_IT, _D.state == bindparam("wanted")).values(**_AGAIN)
_CURSOR = select(webhook_cursors.c.revision).where(webhook_cursors.c.webhook_id == bindparam("webhook"))
_SET_CURSOR = (
    update(webhook_cursors)
    .where(webhook_cursors.c.webhook_id == bindparam("webhook"))
    .values(revision=bindparam("new_revision"))
)
_LEADER = select(webhook_leaders.c.leader, webhook_leaders.c.until).where(webhook_leaders.c.place == _THE_ONE)
_SET_LEADER = (
    update(webhook_leaders)
    .where(webhook_leaders.c.place == _THE_ONE)
    .values(leader=bindparam("new_leader"), until=bindparam("new_until", type_=Instant))
)


class SqlDeliveries:
    """The promises of `Deliveries` on a database; each change is a transaction of its own."""

    def __init__(self, database: engines.Database) -> None:
        self._database = database

    def lead(self, leader: str, now: datetime, until: datetime) -> bool:
        with self._turn() as session:
            row = session.row(_LEADER, {})
            if row is None:
                session.add(insert(webhook_leaders), [{"place": _THE_ONE, "leader": leader, "until": until}])
            elif row[0] != leader and now < row[1]:
                return False
            else:
                session.change(_SET_LEADER, {"new_leader": leader, "new_until": until})
            session.commit()
        return True

    def cursor(self, webhook: WebhookName) -> int | None:
        with self._snapshot() as session:
            row = session.row(_CURSOR, {"webhook": webhook_id(webhook)})
        return None if row is None else int(row[0])

    def enqueue(self, leader: str, webhook: WebhookName, upto: int, deliveries: Iterable[Delivery]) -> None:
        key = webhook_id(webhook)
        with self._turn() as session:
            _check(session, leader)
            added = [_row(each) for each in deliveries if session.row(_KNOWN, _it(each)) is None]
            if added:
                session.add(_INSERT, added)
            if not session.change(_SET_CURSOR, {"webhook": key, "new_revision": upto}):
                session.add(insert(webhook_cursors), [{"webhook_id": key, "revision": upto}])
            session.commit()

    def due(self, webhook: WebhookName, now: datetime, most: int) -> Sequence[Delivery]:
        parameters = _of(webhook, DeliveryState.WAITING, most=most) | {"now": now}
        with self._snapshot() as session:
            return [_delivery(webhook, row) for row in session.rows(_DUE, parameters)]

    def settle(self, leader: str, done: Iterable[Delivery], changed: Iterable[Delivery]) -> None:
        with self._turn() as session:
            _check(session, leader)
            for delivery in done:
                session.change(_DELETE, _it(delivery))
            for delivery in changed:
                values = {
                    "new_due": delivery.due,
                    "new_attempts": delivery.attempts,
                    "new_state": delivery.state.value,
                    "new_failure": delivery.failure,
                }
                session.change(_CHANGE, _it(delivery) | values)
            session.commit()

    def dead(self, webhook: WebhookName, after: tuple[int, int] | None, most: int) -> Sequence[Delivery]:
        revision, position = after or (-1, -1)
        parameters = _of(webhook, DeliveryState.DEAD, most=most) | {"revision": revision, "position": position}
        with self._snapshot() as session:
            return [_delivery(webhook, row) for row in session.rows(_DEAD, parameters)]

    def replay(self, webhook: WebhookName, places: Iterable[tuple[int, int]] | None, now: datetime) -> int:
        parameters = _of(webhook, DeliveryState.DEAD) | {"new_due": now}
        with self._turn() as session:
            if places is None:
                found = session.change(_REVIVE, parameters)
            else:
                each = ({"at_revision": revision, "at_place": position} for revision, position in set(places))
                found = sum(session.change(_REVIVE_ONE, parameters | place) for place in each)
            session.commit()
        return found

    @contextmanager
    def _turn(self) -> Iterator[Session]:
        with engines.translated(), self._database.turn(None) as connection:
            yield Session(connection, _CALL)

    @contextmanager
    def _snapshot(self) -> Iterator[Session]:
        with engines.translated(), self._database.snapshot(None) as connection:
            yield Session(connection, _CALL)


def _check(session: Session, leader: str) -> None:
    row = session.row(_LEADER, {})
    if row is None or row[0] != leader:
        raise NotLeadingError("another process delivers")


def _of(webhook: WebhookName, state: DeliveryState, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - parameters
    return {"webhook": webhook_id(webhook), "wanted": state.value, **more}


def _it(delivery: Delivery) -> dict[str, Any]:
    return {
        "webhook": webhook_id(delivery.webhook),
        "at_revision": delivery.revision,
        "at_place": delivery.position,
    }


def _row(delivery: Delivery) -> Mapping[str, Any]:
    return {
        "webhook_id": webhook_id(delivery.webhook),
        "revision": delivery.revision,
        "position": delivery.position,
        "subject_id": principal_id(delivery.subject) if delivery.subject else "",
        "due": delivery.due,
        "attempts": delivery.attempts,
        "state": delivery.state.value,
        "failure": delivery.failure,
    }


def _delivery(webhook: WebhookName, row: AnyRow) -> Delivery:
    revision, position, stored, due, attempts, state, failure = row
    subject: PrincipalName | None = principal_name(stored) if stored else None
    return Delivery(webhook, revision, position, subject, due, attempts, DeliveryState(state), failure)
