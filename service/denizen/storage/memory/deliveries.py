"""Deliveries in memory."""

import threading
from collections.abc import Iterable, Sequence
from datetime import datetime

from denizen.domain.names import WebhookName
from denizen.domain.webhooks.deliveries import Delivery, DeliveryState, again
from denizen.usecases.webhooks.ports import NotLeadingError

_Key = tuple[WebhookName, int, int]


class MemoryDeliveries:
    """The promises of `Deliveries` without a database."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._leader: tuple[str, datetime] | None = None
        self._cursors: dict[WebhookName, int] = {}
        self._kept: dict[_Key, Delivery] = {}

    def lead(self, leader: str, now: datetime, until: datetime) -> bool:
        with self._lock:
            if self._leader is not None and self._leader[0] != leader and now < self._leader[1]:
                return False
            self._leader = leader, until
            return True

    def cursor(self, webhook: WebhookName) -> int | None:
        with self._lock:
            return self._cursors.get(webhook)

    def enqueue(self, leader: str, webhook: WebhookName, upto: int, deliveries: Iterable[Delivery]) -> None:
        with self._lock:
            self._check(leader)
            for delivery in deliveries:
                self._kept.setdefault(_key(delivery), delivery)
            self._cursors[webhook] = upto

    def due(self, webhook: WebhookName, now: datetime, most: int) -> Sequence[Delivery]:
        with self._lock:
            firsts: dict[object, Delivery] = {}
            for delivery in self._of(webhook, DeliveryState.WAITING):
                firsts.setdefault(delivery.subject, delivery)
        return sorted((each for each in firsts.values() if each.due <= now), key=lambda each: (each.due, each.place))[
            :most
        ]

    def settle(self, leader: str, done: Iterable[Delivery], changed: Iterable[Delivery]) -> None:
        with self._lock:
            self._check(leader)
            for delivery in done:
                self._kept.pop(_key(delivery), None)
            for delivery in changed:
                if _key(delivery) in self._kept:
                    self._kept[_key(delivery)] = delivery

    def dead(self, webhook: WebhookName, after: tuple[int, int] | None, most: int) -> Sequence[Delivery]:
        with self._lock:
            found = self._of(webhook, DeliveryState.DEAD)
        return [each for each in found if after is None or each.place > after][:most]

    def replay(self, webhook: WebhookName, places: Iterable[tuple[int, int]] | None, now: datetime) -> int:
        wanted = None if places is None else set(places)
        with self._lock:
            chosen = [each for each in self._of(webhook, DeliveryState.DEAD) if wanted is None or each.place in wanted]
            for delivery in chosen:
                self._kept[_key(delivery)] = again(delivery, now)
        return len(chosen)

    def _of(self, webhook: WebhookName, state: DeliveryState) -> list[Delivery]:
        found = (each for each in self._kept.values() if each.webhook == webhook and each.state is state)
        return sorted(found, key=lambda each: each.place)

    def _check(self, leader: str) -> None:
        if self._leader is None or self._leader[0] != leader:
            raise NotLeadingError("another process delivers")


def _key(delivery: Delivery) -> _Key:
    return delivery.webhook, delivery.revision, delivery.position
