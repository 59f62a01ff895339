"""What use cases give back: a value, or a page of values, with the revision that it is known at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from denizen.domain.errors import InvalidError
from denizen.usecases.ports import Revision

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

DEFAULT_SIZE = 50
LARGEST_SIZE = 1000


@dataclass(frozen=True, slots=True)
class Result(Generic[T_co]):
    """A value as known at `revision`: that of the write, or that of the snapshot that was read. `late`: the write came
    too late and changed nothing."""

    value: T_co
    revision: Revision
    late: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[T_co]):
    """Some values of one snapshot, and the cursor of the last where more follow."""

    values: tuple[T_co, ...]
    revision: Revision
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """Which page is asked for: at most `size` values after `cursor`, on the snapshot of `revision`.

    No cursor: the first page. No revision: the latest, and not before `at_least`.
    """

    size: int = DEFAULT_SIZE
    cursor: str | None = None
    revision: int | None = None
    at_least: int = 0

    @classmethod
    def parse_size(cls, size: int, field: str = "page_size") -> int:
        """AIP-158: 0 means 50, more than 1000 means 1000, less than 0 is an `InvalidError`."""
        if size < 0:
            raise InvalidError(field, size, "0 or more")
        return min(size, LARGEST_SIZE) or DEFAULT_SIZE


def page_of(values: Sequence[T], key: Callable[[T], str], turn: Turn, revision: Revision) -> Page[T]:
    """The page of a whole sequence whose order its snapshot fixes. `InvalidError` for a cursor that is not in it."""
    start = 0
    if turn.cursor is not None:
        places = [index for index, value in enumerate(values) if key(value) == turn.cursor]
        if not places:
            raise InvalidError("page_token", turn.cursor, "a token of this query")
        start = places[0] + 1
    chosen = tuple(values[start : start + turn.size])
    more = start + turn.size < len(values)
    return Page(chosen, revision, key(chosen[-1]) if more else None)
