"""Webhooks as a resource: create, read, change, rotate the secret, and see to what could not be delivered."""

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from denizen.domain.errors import AlreadyExistsError, InvalidError, NotFoundError
from denizen.domain.names import WebhookName
from denizen.domain.refusals import inside
from denizen.domain.webhooks.deliveries import Delivery
from denizen.domain.webhooks.signing import SECRET_BYTES
from denizen.domain.webhooks.webhooks import Webhook, WebhookRecord, WebhookSecret, WebhookState
from denizen.usecases.context import Call, Once
from denizen.usecases.ports import Clock, Reader, Store, Writer
from denizen.usecases.results import Page, Result, Turn, page_of
from denizen.usecases.webhooks.ports import Deliveries, Sender
from denizen.usecases.writing import Done, done, write_once

MOST_WEBHOOKS = 50
LONGEST_OVERLAP = timedelta(days=30)


def new_secret() -> bytes:
    """Random bytes to sign with."""
    return secrets.token_bytes(SECRET_BYTES)


def _recorded(reader: Reader, name: str) -> WebhookRecord:
    record = reader.webhook(WebhookName(name))
    if record is None:
        raise NotFoundError(name)
    return record


@dataclass(frozen=True, slots=True)
class CreateWebhook:
    """Add a webhook, with a first secret. What happens from now on is sent.

    `InvalidError`, seen from the request, where the operator allows nothing to go there, and above `MOST_WEBHOOKS`;
    `AlreadyExistsError` where the name is taken.
    """

    store: Store
    sender: Sender
    new_secret: Callable[[], bytes] = new_secret

    def __call__(self, call: Call, webhook: Webhook, once: Once | None = None) -> Result[WebhookRecord]:
        with inside("webhook"):
            self.sender.check(webhook.url)

        def act(writer: Writer) -> Done:
            if writer.webhook(webhook.name) is not None:
                raise AlreadyExistsError(webhook.name, "there is a webhook of this name")
            if len(writer.webhooks()) >= MOST_WEBHOOKS:
                raise InvalidError("webhook", f"one more than {MOST_WEBHOOKS}", f"at most {MOST_WEBHOOKS}")
            writer.put_webhook(webhook, [WebhookSecret(self.new_secret())])
            return done(webhook.name, None, "webhook.created")

        return write_once(self.store, call, once, act, _recorded)


@dataclass(frozen=True, slots=True)
class GetWebhook:
    """Read a webhook. `NotFoundError`."""

    store: Store

    def __call__(self, call: Call, name: WebhookName, at_least: int = 0) -> Result[WebhookRecord]:
        with self.store.read(call, at_least=at_least) as reader:
            return Result(_recorded(reader, name), reader.revision)


@dataclass(frozen=True, slots=True)
class ListWebhooks:
    """Read all webhooks in the order of names, on the snapshot of the first page."""

    store: Store

    def __call__(self, call: Call, turn: Turn) -> Page[WebhookRecord]:
        with self.store.read(call, turn.revision, turn.at_least) as reader:
            return page_of(reader.webhooks(), lambda record: record.webhook.name, turn, reader.revision)


@dataclass(frozen=True, slots=True)
class UpdateWebhook:
    """Put another content in the place of a webhook's. An active one goes on where it stopped. Refusals as for creating
    one, and `NotFoundError`."""

    store: Store
    sender: Sender

    def __call__(self, call: Call, webhook: Webhook, once: Once | None = None) -> Result[WebhookRecord]:
        with inside("webhook"):
            self.sender.check(webhook.url)

        def act(writer: Writer) -> Done:
            record = _recorded(writer, webhook.name)
            if record.webhook == webhook:
                return done(webhook.name, None)
            writer.put_webhook(webhook, record.secrets)
            return done(webhook.name, None, _changed(record.webhook, webhook))

        return write_once(self.store, call, once, act, _recorded)


def _changed(before: Webhook, after: Webhook) -> str:
    if before.state is after.state:
        return "webhook.updated"
    return "webhook.enabled" if after.state is WebhookState.ACTIVE else "webhook.disabled"


@dataclass(frozen=True, slots=True)
class RotateWebhookSecret:
    """Make a new secret; the one before signs beside it for `overlap`, and any older one no more.

    `InvalidError` for an overlap that is negative or longer than `LONGEST_OVERLAP`; `NotFoundError`.
    """

    store: Store
    new_secret: Callable[[], bytes] = new_secret

    def __call__(
        self, call: Call, name: WebhookName, overlap: timedelta, once: Once | None = None
    ) -> Result[WebhookRecord]:
        if not timedelta() <= overlap <= LONGEST_OVERLAP:
            raise InvalidError("overlap", str(overlap), f"0 to {LONGEST_OVERLAP.days} days")

        def act(writer: Writer) -> Done:
            record = _recorded(writer, name)
            before = replace(record.newest, until=writer.revision.instant + overlap)
            writer.put_webhook(record.webhook, [WebhookSecret(self.new_secret()), *([before] if overlap else [])])
            return done(name, None, "webhook.secret_rotated")

        return write_once(self.store, call, once, act, _recorded)


@dataclass(frozen=True, slots=True)
class ListDeadLetters:
    """What was given up, in the order of commits, at most `most` after a place. `NotFoundError`."""

    store: Store
    deliveries: Deliveries

    def __call__(
        self, call: Call, name: WebhookName, after: tuple[int, int] | None, most: int
    ) -> tuple[Sequence[Delivery], bool]:
        """The letters, and whether there are more."""
        with self.store.read(call) as reader:
            _recorded(reader, name)
        found = self.deliveries.dead(name, after, most + 1)
        return found[:most], len(found) > most


@dataclass(frozen=True, slots=True)
class ReplayDeadLetters:
    """Send what was given up again: the events at these places, or all of them. How many there were. `NotFoundError`.

    A letter that is replayed comes after later events of its principal that were delivered in the meantime.
    """

    store: Store
    deliveries: Deliveries
    clock: Clock

    def __call__(self, call: Call, name: WebhookName, places: Collection[tuple[int, int]] | None) -> int:
        with self.store.write(call) as writer:
            _recorded(writer, name)
            found = len(self.deliveries.dead(name, None, 1))
            if found:
                for event in done(name, None, "webhook.replayed").events:
                    writer.record(event)
        return self.deliveries.replay(name, places, self.clock.now()) if found else 0


@dataclass(frozen=True, slots=True)
class WebhookUseCases:
    """Everything about webhooks but delivering."""

    create: CreateWebhook
    get: GetWebhook
    list: ListWebhooks
    update: UpdateWebhook
    rotate: RotateWebhookSecret
    dead_letters: ListDeadLetters
    replay: ReplayDeadLetters

    @classmethod
    def on(cls, store: Store, deliveries: Deliveries, sender: Sender, clock: Clock) -> "WebhookUseCases":
        """Wired to `store` and `deliveries`; `sender` says where anything may be sent."""
        return cls(
            create=CreateWebhook(store, sender),
            get=GetWebhook(store),
            list=ListWebhooks(store),
            update=UpdateWebhook(store, sender),
            rotate=RotateWebhookSecret(store),
            dead_letters=ListDeadLetters(store, deliveries),
            replay=ReplayDeadLetters(store, deliveries, clock),
        )
