"""The units of work of a store in memory."""

from denizen.domain.errors import AlreadyExistsError
from denizen.domain.names import (
    PrincipalName,
)
from denizen.storage.memory.directive_writes import MemoryDirectiveWrites
from denizen.storage.memory.principal_writes import MemoryPrincipalWrites
from denizen.storage.memory.reader import MemoryReader
from denizen.storage.memory.state import Deliveries, MemoryState
from denizen.usecases.context import Call, Delivery, Once
from denizen.usecases.deliveries import other_delivery
from denizen.usecases.ports import DeliveryReceipt, Event, OutboxRow, Receipt, Revision


class MemoryWriter(MemoryPrincipalWrites, MemoryDirectiveWrites):
    """What is known at the revision that the unit will commit as."""

    def __init__(self, state: MemoryState, call: Call, revision: Revision, head: Revision) -> None:
        super().__init__(state, call, revision, head)
        self._events: list[Event] = []

    def as_of(self, revision: int) -> MemoryReader:
        return self if revision == self._at else super().as_of(revision)

    def outbox_rows(self) -> list[OutboxRow]:
        """The unit's events; `RuntimeError` where it wrote and left none."""
        if not self._events and self._all.changed:
            raise RuntimeError("a unit of work wrote and recorded no event")
        call = self._call
        return [
            OutboxRow(
                revision=self._revision,
                position=position,
                event=event,
                caller=call.caller.name,
                on_behalf_of=call.on_behalf_of,
                call_id=call.call_id,
                purpose=call.purpose or "",
            )
            for position, event in enumerate(self._events)
        ]

    def recall(self, once: Once) -> Receipt | None:
        kept = self._state.receipts.at((self._call.caller.name, once.request_id), self._at)
        if kept is None:
            return None
        content, receipt = kept
        if content != once.content:
            raise AlreadyExistsError(once.request_id, "an earlier write with this request id had other content")
        return receipt

    def remember(self, once: Once, resource: str, subject: PrincipalName | None) -> None:
        if self.recall(once) is not None:
            raise AlreadyExistsError(once.request_id, "there is a receipt for this request id")
        if subject is not None:
            self._existing(subject)
        receipt = Receipt(resource, self._at)
        self._state.receipts.put((self._call.caller.name, once.request_id), (once.content, receipt), self._at)

    def record(self, event: Event) -> None:
        self._call.check_deadline()
        self._events.append(event)

    def recall_delivery(self, delivery: Delivery) -> DeliveryReceipt | None:
        for content, receipt in self._deliveries(delivery.subject, delivery.source):
            if receipt.number == delivery.number:
                if content != delivery.content:
                    raise other_delivery(delivery)
                return receipt
        return None

    def last_delivery(self, subject: PrincipalName, source: str) -> DeliveryReceipt | None:
        in_time = [receipt for _, receipt in self._deliveries(subject, source) if not receipt.late]
        return max(in_time, key=lambda receipt: receipt.number, default=None)

    def remember_delivery(self, delivery: Delivery, resource: str, *, late: bool) -> None:
        self._existing(delivery.subject)
        if self.recall_delivery(delivery) is not None:
            raise other_delivery(delivery)
        receipt = DeliveryReceipt(delivery.number, resource, self._at, late)
        kept = (*self._deliveries(delivery.subject, delivery.source), (delivery.content, receipt))
        self._state.deliveries.put((delivery.subject, self._call.caller.name, delivery.source), kept, self._at)

    def _deliveries(self, subject: PrincipalName, source: str) -> Deliveries:
        return self._state.deliveries.at((subject, self._call.caller.name, source), self._at) or ()
