"""What every snapshot of a store in memory is."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from denizen.domain.attestations import Known
from denizen.domain.names import (
    PrincipalName,
)
from denizen.storage.memory.state import MemoryState
from denizen.usecases.context import Call
from denizen.usecases.ports import Change, OutboxRow, Revision


class MemorySnapshot:
    """One revision, and what happened up to it."""

    def __init__(self, state: MemoryState, call: Call, revision: Revision, head: Revision) -> None:
        self._all = state
        self._call = call
        self._revision = revision
        self._head = head

    @property
    def _state(self) -> MemoryState:
        """Every query passes here."""
        self._call.check_deadline()
        return self._all

    @property
    def _at(self) -> int:
        return self._revision.number

    @property
    def revision(self) -> Revision:
        return self._revision

    @property
    def head(self) -> Revision:
        return self._head

    def revision_at(self, instant: datetime) -> Revision:
        revisions = self._state.revisions[: self._head.number]
        return self._all.revision(bisect_right(revisions, instant, key=lambda revision: revision.instant))

    def lost(self, revision: Revision) -> bool:  # noqa: ARG002 - nothing is
        return False

    def events_about(self, subject: PrincipalName) -> Sequence[OutboxRow]:
        rows = self._state.outbox
        return [row for row in rows if row.event.subject == subject and row.revision.number <= self._at]

    def events(self, after: int, limit: int) -> Sequence[OutboxRow]:
        rows = self._state.outbox
        start = bisect_right(rows, after, key=lambda row: row.revision.number)
        return [row for row in rows[start : start + limit] if row.revision.number <= self._at]

    def changes(self, after: int, limit: int) -> Sequence[Change]:
        return [Change(row.revision, row.event.kind, row.event.subject) for row in self.events(after, limit)]

    def directive_revision(self) -> int:
        rows = (row for row in reversed(self._state.outbox) if row.revision.number <= self._at)
        return next((row.revision.number for row in rows if row.event.subject is None), 0)

    def _known_between(self, known_from: int, known_to: int | None) -> Known:
        """As far as it is known at the snapshot."""
        begun = Known(known_from, self._known(known_from).instant)
        if known_to is None or known_to > self._at:
            return begun
        return replace(begun, to_revision=known_to, to_time=self._known(known_to).instant)

    def _known(self, number: int) -> Revision:
        """The revision of that number; the reader's own may not be committed yet."""
        return self._revision if number == self._at else self._all.revision(number)
