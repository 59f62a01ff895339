"""Writing reviews, reminders and deliveries to the database."""

import hmac

from sqlalchemy import bindparam, insert, select

from denizen.domain.errors import NotFoundError
from denizen.domain.expiring import End
from denizen.domain.names import AttestationName, PrincipalName
from denizen.domain.reviews import Entry
from denizen.storage.sql.names import attestation_key, principal_id
from denizen.storage.sql.reviews import entry_place
from denizen.storage.sql.unit import Unit
from denizen.storage.tables import deliveries, reminders, review_entries
from denizen.usecases.context import Delivery
from denizen.usecases.deliveries import other_delivery
from denizen.usecases.ports import DeliveryReceipt

_INSERT_ENTRY, _INSERT_DELIVERY, _INSERT_REMINDER = insert(review_entries), insert(deliveries), insert(reminders)
_REMINDED = select(reminders.c.days).where(
    *(reminders.c[name] == bindparam(name) for name in ("principal_id", "attestation_id", "end", "days"))
)
_OF_SOURCE = select(
    deliveries.c.number, deliveries.c.resource, deliveries.c.known_from, deliveries.c.late, deliveries.c.digest
).where(
    deliveries.c.principal_id == bindparam("principal_id"),
    deliveries.c.caller == bindparam("caller"),
    deliveries.c.source == bindparam("source"),
)
_SAME = _OF_SOURCE.where(deliveries.c.number == bindparam("number"))
_LAST = _OF_SOURCE.where(deliveries.c.late.is_(False)).order_by(deliveries.c.number.desc()).limit(1)
_ROOM = 512
"""Bytes of the smallest sealed step, so that its length does not tell which one it is."""


class ReviewWrites(Unit):
    """Appends the steps of reviews, and keeps the receipts of deliveries and reminders."""

    def add_review_entry(self, name: AttestationName, entry: Entry) -> None:
        if self.attestation(name) is None:
            raise NotFoundError(name)
        principal, attestation = attestation_key(name)
        key, position = self._keys_of([principal])[principal], self._next_position()
        place = entry_place(principal, attestation, self._revision.number, position)
        self._write(
            _INSERT_ENTRY,
            {
                "principal_id": principal,
                "attestation_id": attestation,
                "known_from": self._revision.number,
                "position": position,
                "content": key.seal(self._codec.encode(entry), place, smallest=_ROOM),
            },
        )

    def add_reminder(self, name: AttestationName, end: End, days: int) -> bool:
        if self.attestation(name) is None:
            raise NotFoundError(name)
        principal, attestation = attestation_key(name)
        key = {"principal_id": principal, "attestation_id": attestation, "end": end.value, "days": days}
        if self._session.row(_REMINDED, key) is not None:
            return False
        self._write(_INSERT_REMINDER, {**key, "known_from": self._revision.number})
        return True

    def recall_delivery(self, delivery: Delivery) -> DeliveryReceipt | None:
        row = self._session.row(_SAME, {**self._source(delivery.subject, delivery.source), "number": delivery.number})
        if row is None:
            return None
        digest = self._existing(delivery.subject).digest(delivery.content)
        if not hmac.compare_digest(digest, row.digest):
            raise other_delivery(delivery)
        return DeliveryReceipt(row.number, row.resource, row.known_from, row.late)

    def last_delivery(self, subject: PrincipalName, source: str) -> DeliveryReceipt | None:
        row = self._session.row(_LAST, self._source(subject, source))
        return None if row is None else DeliveryReceipt(row.number, row.resource, row.known_from, row.late)

    def remember_delivery(self, delivery: Delivery, resource: str, *, late: bool) -> None:
        key = self._existing(delivery.subject)
        if self.recall_delivery(delivery) is not None:
            raise other_delivery(delivery)
        self._write(
            _INSERT_DELIVERY,
            {
                **self._source(delivery.subject, delivery.source),
                "number": delivery.number,
                "known_from": self._revision.number,
                "resource": resource,
                "late": late,
                "digest": key.digest(delivery.content),
            },
        )

    def _source(self, subject: PrincipalName, source: str) -> dict[str, str]:
        return {
            "principal_id": principal_id(subject),
            "caller": self._session.call.caller.name,
            "source": source,
        }
