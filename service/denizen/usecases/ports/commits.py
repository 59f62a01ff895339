"""What commits leave: revisions, events, receipts."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple, Protocol

from denizen.domain.names import (
    PrincipalName,
)


class Clock(Protocol):
    """The time of the machine. Known time does not come from here but from the order of commits."""

    def now(self) -> datetime:
        """The present moment in UTC."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit: its number and its instant. Neither ever decreases, and numbers have no gaps. Number 0: nothing yet.

    `history`: what tells it from a commit of the same number that a failover lost; where it is the latest of a
    snapshot, or of a unit of work.
    """

    number: int
    instant: datetime
    history: int = field(default=0, compare=False, repr=False)


NOTHING_YET = Revision(0, datetime.min.replace(tzinfo=UTC))
"""The revision before the first commit."""


NEWEST = -1
"""In place of a revision that must have been reached: every one that is committed when the read begins."""


@dataclass(frozen=True, slots=True)
class Event:
    """What a write did, for the feed: names and no personal values. `subject` is the principal that it is about."""

    kind: str
    resource: str
    subject: PrincipalName | None = None


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """An event with its commit: who did it, for whom, in which call, for which purpose."""

    revision: Revision
    position: int
    event: Event
    caller: str
    on_behalf_of: str
    call_id: str
    purpose: str


class Change(NamedTuple):
    """What an outbox row says to whoever only wants to know what is out of date."""

    revision: Revision
    kind: str
    subject: PrincipalName | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The first success of a write that may be repeated: what it made, and the revision at which to read it."""

    resource: str
    revision: int


@dataclass(frozen=True, slots=True)
class DeliveryReceipt:
    """A delivery that arrived: its number, what it was answered with, and whether it was late and changed nothing."""

    number: int
    resource: str
    revision: int
    late: bool = False


class ChangeFeed(Protocol):
    """Wakes one thread when something was committed, by this process or another. What it was, `Reader.events` tells:
    every event after a revision, in the order of commits, none left out."""

    def wait(self, after: int, timeout: float) -> Revision:
        """The latest revision: as soon as it is after `after`, or when `timeout` seconds are over.

        A wake-up may be lost or come for nothing. Whatever becomes of it, a commit is noticed within half a second.
        `UnavailableError` where the database cannot be asked; the next call tries again.
        """

    def clock(self) -> datetime | None:
        """The time of the database's machine, where that is another than ours. `UnavailableError` as above."""

    def close(self) -> None:
        """Give up what is needed for waiting. Nobody may be waiting."""


class Tokens(Protocol):
    """Turns what clients must not read or forge into opaque text, good across processes."""

    def revision_token(self, revision: int) -> str:
        """A token of the revision: the same one each time, so that a repeated write is answered alike."""

    def revision_of(self, token: str, field: str) -> int:
        """The revision of a token. `InvalidError` naming `field` for anything that `revision_token` did not make."""

    def page_token(self, query: bytes, revision: int, cursor: str) -> str:
        """A token for the page after `cursor` of `query` on the snapshot of `revision`."""

    def page_of(self, token: str, query: bytes, field: str) -> tuple[int, str]:
        """Revision and cursor of a token of that query. `InvalidError` naming `field` for any other."""
