"""All that is kept, as snapshots and units of work."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from denizen.domain.names import (
    PrincipalName,
)
from denizen.usecases.context import Call, Delivery, Once
from denizen.usecases.ports.commits import Change, ChangeFeed, DeliveryReceipt, Event, OutboxRow, Receipt, Revision
from denizen.usecases.ports.directives import (
    DirectiveReader,
    DirectiveWriter,
    GrantReader,
    IssuerReader,
    PartyWriter,
    WebhookReader,
)
from denizen.usecases.ports.principals import (
    AttestationReader,
    AttestationWriter,
    CredentialReader,
    EvidenceReader,
    EvidenceWriter,
    ImportReader,
    PrincipalReader,
    PrincipalWriter,
)


class Reader(
    PrincipalReader,
    AttestationReader,
    ImportReader,
    EvidenceReader,
    CredentialReader,
    DirectiveReader,
    IssuerReader,
    WebhookReader,
    GrantReader,
    Protocol,
):
    """A snapshot: everything it returns is as known at `revision`, and a later commit never changes it."""

    @property
    def revision(self) -> Revision:
        """The revision that the snapshot shows."""

    @property
    def head(self) -> Revision:
        """The latest revision when the snapshot was taken."""

    def revision_at(self, instant: datetime) -> Revision:
        """The last revision at or before the instant; number 0 where there was none."""

    def as_of(self, revision: int) -> "Reader":
        """The snapshot of another revision. `InvalidError` for one after `head`."""

    def lost(self, revision: Revision) -> bool:
        """Whether a revision that was the latest once is none of these: a failover lost it, and its number is another
        commit's, or will be."""

    def events_about(self, subject: PrincipalName) -> Sequence[OutboxRow]:
        """All outbox rows about the principal up to `revision`, in the order of commits."""

    def events(self, after: int, limit: int) -> Sequence[OutboxRow]:
        """At most `limit` outbox rows of revisions after `after` up to `revision`, in the order of commits."""

    def changes(self, after: int, limit: int) -> Sequence[Change]:
        """Of the same rows only what changed, which is quicker."""


class Writer(Reader, PrincipalWriter, AttestationWriter, EvidenceWriter, PartyWriter, DirectiveWriter, Protocol):
    """A unit of work: it commits whole when its block ends and leaves nothing where an error ends the block.

    Its `revision` is the one it will commit as, one above the last, with an instant not before the last; `head` is the
    last. Reads see the writes of the unit itself, and `as_of(revision)` after the commit reads the same. A unit that
    wrote nothing and recorded nothing takes no revision. What a write needs to exist and does not is `NotFoundError`.
    """

    def recall(self, once: Once) -> Receipt | None:
        """The receipt of the caller's earlier write with this request id, or None.

        `AlreadyExistsError` where that write had other content.
        """

    def remember(self, once: Once, resource: str, subject: PrincipalName | None) -> None:
        """Keep a receipt for this write. `subject`: the existing principal that it is about, with whom the digest of
        its content is forgotten. `AlreadyExistsError` where the caller has a receipt for this request id."""

    def record(self, event: Event) -> None:
        """Leave an outbox row. A unit that wrote and left none is refused at its end: `RuntimeError`."""

    def recall_delivery(self, delivery: Delivery) -> DeliveryReceipt | None:
        """The receipt of the caller's delivery from that source with that number, or None. `AlreadyExistsError` where
        that one had other content."""

    def last_delivery(self, subject: PrincipalName, source: str) -> DeliveryReceipt | None:
        """The receipt of the caller's delivery about the principal from that source that has the highest number among
        those that were not late, or None."""

    def remember_delivery(self, delivery: Delivery, resource: str, *, late: bool) -> None:
        """Keep a receipt for this delivery about an existing principal. `AlreadyExistsError` where there is one."""


class Store(Protocol):
    """All that is kept. Every write takes its revision and its instant under the one lock that orders commits."""

    def read(self, call: Call, revision: int | None = None, at_least: int = 0) -> AbstractContextManager[Reader]:
        """A snapshot at `revision`, by default the latest; where `at_least` is given, perhaps an earlier one than the
        latest, but none before that.

        `UnavailableError` where `at_least` is not reached within the call's deadline; `InvalidError` for a revision of
        the future. The call's deadline is checked before each query: `DeadlineError`.
        """

    def head(self, call: Call) -> Revision:
        """The latest revision, at the price of one look-up."""

    def write(self, call: Call) -> AbstractContextManager[Writer]:
        """A unit of work. `UnavailableError` where the lock is not to be had in time."""

    def changes(self) -> ChangeFeed:
        """A feed of its own, with no share in the connections of the others; whoever takes it closes it."""
