"""How a refusal is worded: with the whole path of its field, and with nothing personal in it."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType

from denizen.domain.errors import InvalidError


class Withheld:
    """Stands in a refusal for a value that no error text may show, such as somebody's nationality."""

    def __init__(self, words: str) -> None:
        self._words = words

    def __repr__(self) -> str:
        return self._words


@dataclass(frozen=True, slots=True)
class _Inside:
    field: str

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, InvalidError):
            raise error.within(self.field) from None


def inside(field: str) -> AbstractContextManager[None]:
    """A refusal within the block is told as seen from the message that contains `field`."""
    return _Inside(field)
