"""What delivering needs from the outside."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from denizen.domain.names import WebhookName
from denizen.domain.webhooks.deliveries import Attempt, Delivery
from denizen.usecases.ports import Store


class NotLeadingError(Exception):
    """Another process delivers now."""


class Deliveries(Protocol):
    """How far every webhook is. It is no fact: it has no history, takes no revision and leaves no outbox row.

    At most one process leads at any moment. What a process does that leads no more is refused: `NotLeadingError`.
    """

    def lead(self, leader: str, now: datetime, until: datetime) -> bool:
        """Lead until then, where nobody else leads now. Whether it does."""

    def cursor(self, webhook: WebhookName) -> int | None:
        """The revision up to which everything was enqueued; None: nothing was yet."""

    def enqueue(self, leader: str, webhook: WebhookName, upto: int, deliveries: Iterable[Delivery]) -> None:
        """Add deliveries and move the cursor, both or neither. One that is there already stays as it is."""

    def due(self, webhook: WebhookName, now: datetime, most: int) -> Sequence[Delivery]:
        """Of each principal's waiting deliveries the first in the order of commits, if it is due; of events about none
        likewise. The longest due first."""

    def settle(self, leader: str, done: Iterable[Delivery], changed: Iterable[Delivery]) -> None:
        """Forget what was delivered, and keep what is to be tried again or is dead."""

    def dead(self, webhook: WebhookName, after: tuple[int, int] | None, most: int) -> Sequence[Delivery]:
        """Dead letters after that place of the outbox, in the order of commits."""

    def replay(self, webhook: WebhookName, places: Iterable[tuple[int, int]] | None, now: datetime) -> int:
        """Make dead letters wait again, as if never tried; None: all of them. How many there were."""


class DeliveringStore(Store, Protocol):
    """A store that keeps how far the webhooks are, too."""

    def deliveries(self) -> Deliveries:
        """Where that is kept."""


class Sender(Protocol):
    """Sends one message to one address."""

    def check(self, url: str) -> None:
        """`InvalidError`, about `url`, where the operator allows no messages to go there."""

    def send(self, url: str, headers: Mapping[str, str], body: bytes) -> Attempt:
        """The answer, or why there was none. It never raises, and takes no longer than the sender was told."""
