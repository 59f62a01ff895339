"""Messages and their signatures: Standard Webhooks 1.0.0, sections "Payload structure" and "Signature scheme"."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from denizen.domain.webhooks.webhooks import WebhookSecret

SECRET_BYTES = 32
"""Standard Webhooks wants 24 to 64."""
_PREFIX = "whsec_"


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent of an event: names, and nothing personal. `id` is the same each time it is sent."""

    id: str
    kind: str
    resource: str
    happened: datetime
    revision: int

    @property
    def body(self) -> bytes:
        """JSON in UTF-8; the same bytes each time."""
        happened = self.happened.astimezone(UTC).isoformat().replace("+00:00", "Z")
        data = {"resource": self.resource, "revision": self.revision}
        return json.dumps({"type": self.kind, "timestamp": happened, "data": data}, separators=(",", ":")).encode()


def message_id(revision: int, position: int) -> str:
    """The id of the event at that place of the outbox."""
    return f"evt_{revision}_{position}"


def secret_text(secret: WebhookSecret) -> str:
    """The secret as receivers' libraries take it."""
    return _PREFIX + base64.b64encode(secret.value).decode()


def signed(message: Message, secrets: Iterable[WebhookSecret], moment: datetime) -> Mapping[str, str]:
    """The headers of the message as sent at `moment`: a signature by each secret that signs then."""
    sent = str(int(moment.timestamp()))
    content = f"{message.id}.{sent}.".encode() + message.body
    keys = [secret.value for secret in secrets if secret.signs_at(moment)]
    signatures = [base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode() for key in keys]
    return {
        "content-type": "application/json",
        "webhook-id": message.id,
        "webhook-timestamp": sent,
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }
