"""Values in memory, at most so many bytes of them."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """`size` in bytes, as estimated; `used`: it was asked for since it was last looked at."""

    size: int
    used: bool


K = TypeVar("K")
V = TypeVar("V", bound=Sized)


class Bounded(Generic[K, V]):
    """Values by key. Where there is no room for another, those that were not asked for lately go first.

    `get` needs no lock; whatever changes something needs one of its owner's.
    """

    def __init__(self, most_bytes: int, dropped: Callable[[V], None] = lambda _: None) -> None:
        self._most_bytes = most_bytes
        self._dropped = dropped
        self._kept: OrderedDict[K, V] = OrderedDict()
        self.taken = 0

    def __len__(self) -> int:
        return len(self._kept)

    def values(self) -> Iterator[V]:
        return iter(self._kept.values())

    def get(self, key: K) -> V | None:
        value = self._kept.get(key)
        if value is not None:
            value.used = True
        return value

    def put(self, key: K, value: V) -> None:
        """Keep `value`, in place of what was kept under the key. What alone is larger than the bound is dropped."""
        self.pop(key)
        if value.size > self._most_bytes:
            self._dropped(value)
            return
        self._kept[key] = value
        self.taken += value.size
        while self.taken > self._most_bytes:
            self._make_room()

    def pop(self, key: K) -> None:
        """Drop what is kept under the key, if anything."""
        value = self._kept.pop(key, None)
        if value is not None:
            self.taken -= value.size
            self._dropped(value)

    def clear(self) -> None:
        for key in list(self._kept):
            self.pop(key)

    def _make_room(self) -> None:
        """The oldest goes, unless it was asked for since it was last in this place: then it is the newest again."""
        key, value = next(iter(self._kept.items()))
        if value.used:
            value.used = False
            self._kept.move_to_end(key)
        else:
            self.pop(key)
