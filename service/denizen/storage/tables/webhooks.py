"""Tables of webhooks: what is kept of them, and how far each is, which is no fact and has no history."""

from sqlalchemy import (
    Index,
    Integer,
    LargeBinary,
    Table,
)

from denizen.storage.tables.columns import METADATA, ends_later, key, known_from, known_to, plain
from denizen.storage.types import Code, Id, Instant, Json, Name, RevisionNumber

webhooks = Table(
    "webhooks",
    METADATA,
    key("webhook_id"),
    known_from(in_key=True),
    known_to(),
    plain("content", Json),
    plain("ring_key_id", Code),
    plain("secrets", LargeBinary),  # sealed under the ring's key of that name
    ends_later(),
)
webhook_leaders = Table(
    "webhook_leaders", METADATA, key("place", Integer), plain("leader", Name), plain("until", Instant)
)
webhook_cursors = Table("webhook_cursors", METADATA, key("webhook_id"), plain("revision", RevisionNumber))
webhook_deliveries = Table(
    "webhook_deliveries",
    METADATA,
    key("webhook_id"),
    key("revision", RevisionNumber),
    key("position", Integer),
    plain("subject_id", Id),  # empty: about none
    plain("state", Code),
    plain("due", Instant),
    plain("attempts", Integer),
    plain("failure", Name),
    Index(None, "webhook_id", "state", "due"),
    Index(None, "webhook_id", "subject_id", "revision"),
)
