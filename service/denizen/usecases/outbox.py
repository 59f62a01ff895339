"""Reading the outbox without a gap: every event after a revision, by whole commits."""

from collections.abc import Iterator, Sequence

from denizen.usecases.ports import OutboxRow, Reader

_ROWS = 1_000


def commits_after(reader: Reader, after: int, rows: int = _ROWS) -> Iterator[tuple[int, Sequence[OutboxRow]]]:
    """The events of the commits after that revision up to the snapshot's, in their order, some at a time, and the
    revision up to which those are all. A commit is never parted; one with more than `rows` events comes alone."""
    head, limit = reader.revision.number, rows
    while after < head:
        found = reader.events(after, limit)
        # The rows of the last revision may not be all there.
        upto = head if len(found) < limit else found[-1].revision.number - 1
        if upto == after:
            limit *= 2
            continue
        yield upto, [row for row in found if row.revision.number <= upto]
        after, limit = upto, rows
