"""Deliveries: an event on its way to a webhook, and what follows from each attempt."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from denizen.domain.names import PrincipalName, WebhookName
from denizen.domain.webhooks.signing import message_id

WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400))
"""After each failed attempt, before the next; after the last of them it is a dead letter. As Standard Webhooks
recommends: over three days in all."""
LONGEST_ASKED = timedelta(hours=24)
"""How far a receiver can put off the next attempt."""
_GONE = 410


class DeliveryState(Enum):
    WAITING = "waiting"
    DEAD = "dead"
    """Given up, until somebody asks for it again."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """The event at `revision` and `position` of the outbox, for one webhook. `due`: when to try; `failure`: how the
    last attempt ended. `subject` None: the event is about no principal."""

    webhook: WebhookName
    revision: int
    position: int
    subject: PrincipalName | None
    due: datetime
    attempts: int = 0
    state: DeliveryState = DeliveryState.WAITING
    failure: str = ""

    @property
    def message_id(self) -> str:
        return message_id(self.revision, self.position)

    @property
    def place(self) -> tuple[int, int]:
        """Where its event is in the outbox."""
        return self.revision, self.position


@dataclass(frozen=True, slots=True)
class Attempt:
    """How an attempt ended: the receiver's status, or why there was none. `asked`: how long it wants no other."""

    status: int | None = None
    failure: str = ""
    asked: timedelta | None = None

    @property
    def delivered(self) -> bool:
        """Any 2xx; a redirect is a failure."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def gone(self) -> bool:
        """The receiver wants nothing more."""
        return self.status == _GONE

    @property
    def words(self) -> str:
        return self.failure or f"status {self.status}"


def after(delivery: Delivery, attempt: Attempt, moment: datetime, spread: float) -> Delivery:
    """What becomes of it after an attempt that failed at `moment`. `spread`, from 0 to 1, parts those that failed
    together: up to a tenth of the wait is added."""
    failed = replace(delivery, attempts=delivery.attempts + 1, failure=attempt.words)
    if delivery.attempts >= len(WAITS):
        return replace(failed, state=DeliveryState.DEAD)
    wait = WAITS[delivery.attempts] * (1 + spread / 10)
    asked = min(attempt.asked or timedelta(), LONGEST_ASKED)
    return replace(failed, due=moment + max(wait, asked))


def again(delivery: Delivery, moment: datetime) -> Delivery:
    """A dead letter, to be tried anew from the beginning."""
    return replace(delivery, state=DeliveryState.WAITING, attempts=0, due=moment, failure="")
