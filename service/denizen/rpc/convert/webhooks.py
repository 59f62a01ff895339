"""Webhooks out of messages and into them."""

import re
from collections.abc import Sequence
from datetime import timedelta

from denizen.domain import names
from denizen.domain.errors import InvalidError
from denizen.domain.refusals import inside
from denizen.domain.webhooks.deliveries import Delivery
from denizen.domain.webhooks.webhooks import Webhook, WebhookRecord, WebhookState
from denizen.rpc.convert.enums import WEBHOOK_STATE
from denizen.rpc.convert.moments import write_moment
from denizen.rpc.convert.unknown import refuse_unknown
from denizen.v1 import webhook_pb2 as pb

OVERLAP = timedelta(hours=24)
"""How long a secret goes on to sign where the request does not say."""
MOST_LETTERS = 1_000
_LETTER = re.compile(r"evt_(0|[1-9][0-9]{0,17})_(0|[1-9][0-9]{0,8})", re.ASCII)


def read_webhook(message: pb.Webhook) -> Webhook:
    """Fields that are output only are not read."""
    refuse_unknown(message, "webhook")
    with inside("webhook"):
        state = WEBHOOK_STATE.read_optional(message.state, "state") or WebhookState.ACTIVE
        return Webhook(
            name=names.webhook_name(message.name),
            url=message.url,
            kinds=frozenset(message.kinds),
            populations=frozenset(
                names.population(each, f"populations[{index}]") for index, each in enumerate(message.populations)
            ),
            state=state,
            reason_code=names.identifier(message.reason_code, "reason_code") if message.reason_code else "",
        )


def write_webhook(record: WebhookRecord) -> pb.Webhook:
    """Without its secrets."""
    webhook = record.webhook
    return pb.Webhook(
        name=webhook.name,
        url=webhook.url,
        kinds=sorted(webhook.kinds),
        populations=sorted(webhook.populations),
        state=WEBHOOK_STATE.write(webhook.state),
        reason_code=webhook.reason_code,
        create_time=write_moment(record.created),
    )


def read_overlap(request: pb.RotateWebhookSecretRequest) -> timedelta:
    """Nanoseconds are cut to microseconds; what is beyond all durations is an `InvalidError`."""
    if not request.HasField("overlap"):
        return OVERLAP
    try:
        return timedelta(seconds=request.overlap.seconds, microseconds=request.overlap.nanos // 1000)
    except OverflowError:
        raise InvalidError("overlap", f"{request.overlap.seconds} seconds", "at most 30 days") from None


def write_letter(delivery: Delivery) -> pb.DeadLetter:
    return pb.DeadLetter(
        id=delivery.message_id,
        principal=delivery.subject or "",
        attempts=delivery.attempts,
        failure=delivery.failure,
    )


def read_letters(ids: Sequence[str]) -> list[tuple[int, int]] | None:
    """The places of the letters in the outbox; None for all of them."""
    if len(ids) > MOST_LETTERS:
        raise InvalidError("ids", f"{len(ids)} ids", f"at most {MOST_LETTERS}")
    return [read_place(each, f"ids[{index}]") for index, each in enumerate(ids)] or None


def read_place(text: str, field: str) -> tuple[int, int]:
    """Where the event of that message is in the outbox."""
    found = _LETTER.fullmatch(text)
    if found is None:
        raise InvalidError(field, text, "the id of a message, such as evt_12_0")
    return int(found[1]), int(found[2])
