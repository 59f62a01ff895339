"""Writing webhooks to the database."""

from collections.abc import Sequence

from denizen.domain.webhooks.webhooks import Webhook, WebhookSecret
from denizen.storage.sql.names import webhook_id
from denizen.storage.sql.unit import Rows, Unit
from denizen.storage.sql.webhooks import closed, place
from denizen.storage.tables import webhooks

_ROWS = Rows(webhooks, "webhook_id")


class WebhookWrites(Unit):
    """Puts a webhook in the place of what it was."""

    def put_webhook(self, webhook: Webhook, secrets: Sequence[WebhookSecret]) -> None:
        key_id, sealed = self._sealer.seal_own(closed(secrets), place(webhook.name))
        key = {"webhook_id": webhook_id(webhook.name)}
        self._end(_ROWS, key)
        self._begin(_ROWS, key, content=self._codec.encode(webhook).decode(), ring_key_id=key_id, secrets=sealed)
