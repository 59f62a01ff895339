"""Delivering: what the outbox has goes to every webhook that wants it, at least once, in order for each principal."""

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta

import structlog

from denizen.domain.names import PrincipalName, WebhookName
from denizen.domain.webhooks.deliveries import Attempt, Delivery, after
from denizen.domain.webhooks.signing import Message, signed
from denizen.domain.webhooks.webhooks import Webhook, WebhookRecord, WebhookState
from denizen.usecases.context import Call, Caller
from denizen.usecases.outbox import commits_after
from denizen.usecases.ports import Clock, Event, OutboxRow, Reader, Store
from denizen.usecases.webhooks.ports import Deliveries, Sender
from denizen.usecases.writing import UNCHANGED

LEASE = timedelta(seconds=6)
"""For how long a process leads; it renews this while it goes on."""
_AT_ONCE = 50
_SENDERS = 4
"""Messages on their way to one webhook at a time, each about another principal."""
_OWN = "webhook."
"""Events about webhooks are sent to none of them: a failure would breed the next."""
_CALL = Call(Caller("callers/webhooks"))
_GONE = "receiver-is-gone"

log = structlog.get_logger()


@dataclass(slots=True)
class Round:
    """What one turn of a webhook did."""

    delivered: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Dispatcher:
    """Delivers for one process. `leader` is its name among the processes; `spread` parts retries from one another."""

    store: Store
    deliveries: Deliveries
    sender: Sender
    clock: Clock
    leader: str
    spread: Callable[[], float] = field(default=random.random)

    def leads(self) -> bool:
        """Lead for a while, where nobody else does. Whether this process leads now."""
        now = self.clock.now()
        return self.deliveries.lead(self.leader, now, now + LEASE)

    def active(self) -> Sequence[WebhookRecord]:
        """The webhooks that something is to be sent to."""
        with self.store.read(_CALL) as reader:
            return [record for record in reader.webhooks() if record.webhook.state is WebhookState.ACTIVE]

    def resign(self) -> None:
        """Lead no more, so that another process need not wait for the end of the lease."""
        now = self.clock.now()
        self.deliveries.lead(self.leader, now, now)

    def turn(self, record: WebhookRecord, ending: Callable[[], bool] = lambda: False) -> Round:
        """Enqueue what is new for one webhook, and try what is due, as long as the process is not `ending`.
        `NotLeadingError` where another process leads by now; then what was sent is sent once more."""
        webhook = record.webhook
        # 1. What happened since, whoever wrote it.
        self._enqueue(record)
        # 2. Of each principal the first that waits, so that the order is kept.
        due = self.deliveries.due(webhook.name, self.clock.now(), _AT_ONCE)
        if not due:
            return Round()
        events = self._events(due)
        with ThreadPoolExecutor(_SENDERS, "webhook") as senders:
            attempts = list(
                senders.map(lambda each: None if ending() else self._send(record, each, events[each.place]), due)
            )
        # 3. What came of it.
        tried = [(each, attempt) for each, attempt in zip(due, attempts, strict=True) if attempt is not None]
        return self._settle(webhook, tried)

    def _enqueue(self, record: WebhookRecord) -> None:
        webhook = record.webhook
        known = self.deliveries.cursor(webhook.name)
        with self.store.read(_CALL) as reader:
            for upto, rows in commits_after(reader, record.since if known is None else known):
                wanted = [row for row in rows if _wants(reader, webhook, row)]
                self.deliveries.enqueue(self.leader, webhook.name, upto, [_delivery(webhook, row) for row in wanted])

    def _events(self, due: Sequence[Delivery]) -> dict[tuple[int, int], OutboxRow]:
        """The outbox rows of the deliveries, by their places."""
        found: dict[tuple[int, int], OutboxRow] = {}
        with self.store.read(_CALL) as reader:
            for revision in {each.revision for each in due}:
                most = 1 + max(each.position for each in due if each.revision == revision)
                for row in reader.events(revision - 1, most):
                    found[row.revision.number, row.position] = row
        return found

    def _send(self, record: WebhookRecord, delivery: Delivery, row: OutboxRow) -> Attempt:
        event = row.event
        message = Message(delivery.message_id, event.kind, event.resource, row.revision.instant, row.revision.number)
        headers = signed(message, record.secrets, self.clock.now())
        return self.sender.send(record.webhook.url, headers, message.body)

    def _settle(self, webhook: Webhook, tried: Sequence[tuple[Delivery, Attempt]]) -> Round:
        delivered = [each for each, attempt in tried if attempt.delivered]
        failed = [(each, attempt) for each, attempt in tried if not attempt.delivered]
        now = self.clock.now()
        gone = any(attempt.gone for _, attempt in failed)
        # Where the receiver is gone nothing is held against its messages: they wait.
        changed = [] if gone else [after(each, attempt, now, self.spread()) for each, attempt in failed]
        self.deliveries.settle(self.leader, delivered, changed)
        if gone:
            self._disable(webhook.name)
        for each, attempt in failed:
            log.info("webhook_failed", webhook=webhook.name, message=each.message_id, why=attempt.words)
        return Round(len(delivered), len(failed))

    def _disable(self, name: WebhookName) -> None:
        with self.store.write(_CALL) as writer:
            record = writer.webhook(name)
            if record is not None and record.webhook.state is WebhookState.ACTIVE:
                disabled = replace(record.webhook, state=WebhookState.DISABLED, reason_code=_GONE)
                writer.put_webhook(disabled, record.secrets)
                writer.record(Event("webhook.disabled", name))
        log.warning("webhook_disabled", webhook=name, why=_GONE)


def _wants(reader: Reader, webhook: Webhook, row: OutboxRow) -> bool:
    event = row.event
    if event.kind.startswith(_OWN) or event.kind == UNCHANGED or not webhook.wants(event.kind):
        return False
    return not webhook.populations or _is_of(reader, webhook, event.subject, row.revision.number)


def _is_of(reader: Reader, webhook: Webhook, subject: PrincipalName | None, revision: int) -> bool:
    """Whether the principal was of one of the populations then, or just before."""
    if subject is None:
        return False
    found = (reader.as_of(each).principal(subject) for each in (revision, revision - 1))
    return any(principal is not None and principal.populations & webhook.populations for principal in found)


def _delivery(webhook: Webhook, row: OutboxRow) -> Delivery:
    return Delivery(webhook.name, row.revision.number, row.position, row.event.subject, row.revision.instant)
