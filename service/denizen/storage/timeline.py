"""Values in memory with the revisions between which they were known."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


@dataclass(slots=True)
class Row(Generic[V]):
    """A value and when it was known. Only `known_to` ever changes, and only once."""

    value: V
    known_from: int
    known_to: int | None = None

    def known_at(self, revision: int) -> bool:
        return self.known_from <= revision and (self.known_to is None or self.known_to > revision)


class Timeline(Generic[K, V]):
    """For each key the rows in the order of revisions, of which at most one is known at each.

    Readers need no lock: what a unit of work does bears a revision that none of them has seen.
    """

    def __init__(self) -> None:
        self._rows: dict[K, list[Row[V]]] = {}
        self._touched: list[K] = []

    def __len__(self) -> int:
        """How many keys there are."""
        return len(self._rows)

    def row(self, key: K, revision: int) -> Row[V] | None:
        return next((row for row in reversed(self._rows.get(key, ())) if row.known_at(revision)), None)

    def at(self, key: K, revision: int) -> V | None:
        row = self.row(key, revision)
        return None if row is None else row.value

    def first(self, key: K) -> Row[V] | None:
        """The row by which the key became known."""
        return next(iter(self._rows.get(key, ())), None)

    def rows(self, key: K, revision: int) -> list[Row[V]]:
        """The rows up to the revision, in their order, without those that the unit which began them ended again."""
        return [row for row in self._rows.get(key, ()) if row.known_from <= revision and row.known_to != row.known_from]

    def items(self, revision: int) -> Iterator[tuple[K, V]]:
        for key in tuple(self._rows):
            row = self.row(key, revision)
            if row is not None:
                yield key, row.value

    def put(self, key: K, value: V, revision: int) -> None:
        """Make `value` known from `revision` on, in place of what was known before."""
        self.end(key, revision)
        self._rows.setdefault(key, []).append(Row(value, revision))
        self._touched.append(key)

    def end(self, key: K, revision: int) -> None:
        """Make nothing known from `revision` on."""
        row = self.row(key, revision)
        if row is not None:
            row.known_to = revision
            self._touched.append(key)

    @property
    def changed(self) -> bool:
        """Whether anything was done since the last commit."""
        return bool(self._touched)

    def commit(self) -> None:
        """Keep what was done since the last commit."""
        self._touched.clear()

    def undo(self, revision: int) -> None:
        """Undo what was done at `revision`, which was not committed."""
        for key in self._touched:
            kept = [row for row in self._rows.get(key, ()) if row.known_from < revision]
            for row in kept:
                if row.known_to == revision:
                    row.known_to = None
            if kept:
                self._rows[key] = kept
            else:
                self._rows.pop(key, None)
        self._touched.clear()
