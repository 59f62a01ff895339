"""Webhooks in the database; their secrets are sealed under the key ring."""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select

from denizen.domain.names import WebhookName
from denizen.domain.webhooks.webhooks import Webhook, WebhookRecord, WebhookSecret
from denizen.storage.codec import microseconds, moment_of
from denizen.storage.sealing import Place
from denizen.storage.sql.names import webhook_id
from denizen.storage.sql.session import AnyRow
from denizen.storage.sql.snapshot import Snapshot, known
from denizen.storage.tables import revisions, webhooks

_FIRST = (
    select(webhooks.c.webhook_id, func.min(webhooks.c.known_from).label("revision"))
    .group_by(webhooks.c.webhook_id)
    .subquery()
)
_WEBHOOKS = (
    select(webhooks.c.content, webhooks.c.ring_key_id, webhooks.c.secrets, revisions.c.instant, revisions.c.revision)
    .join_from(webhooks, _FIRST, _FIRST.c.webhook_id == webhooks.c.webhook_id)
    .join(revisions, revisions.c.revision == _FIRST.c.revision)
    .where(known(webhooks))
    .order_by(webhooks.c.webhook_id)
)
_WEBHOOK = _WEBHOOKS.where(webhooks.c.webhook_id == bindparam("key"))


class WebhookQueries(Snapshot):
    """Reads webhooks."""

    def webhook(self, name: WebhookName) -> WebhookRecord | None:
        row = self._session.row(_WEBHOOK, self._at(key=webhook_id(name)))
        return None if row is None else self._webhook(row)

    def webhooks(self) -> Sequence[WebhookRecord]:
        return [self._webhook(row) for row in self._session.rows(_WEBHOOKS, self._at())]

    def _webhook(self, row: AnyRow) -> WebhookRecord:
        content, key_id, sealed, created, since = row
        webhook = self._codec.decode(content, Webhook)
        secrets = _opened(self._sealer.open_own(key_id, sealed, place(webhook.name)))
        return WebhookRecord(webhook, secrets, created, since)


def place(name: WebhookName) -> Place:
    """Where the secrets stand."""
    return Place("webhooks", "secrets", (webhook_id(name),))


def closed(secrets: Sequence[WebhookSecret]) -> bytes:
    """The secrets as they are sealed."""
    return json.dumps([[b64encode(each.value).decode(), _written(each.until)] for each in secrets]).encode()


def _opened(plain: bytes) -> tuple[WebhookSecret, ...]:
    return tuple(
        WebhookSecret(b64decode(value), None if until is None else moment_of(until))
        for value, until in json.loads(plain)
    )


def _written(moment: datetime | None) -> int | None:
    return None if moment is None else microseconds(moment)
