"""How a refusal is worded: with the whole path of its field, and with nothing personal in it."""

from collections.abc import Iterator
from contextlib import contextmanager

from denizen.domain.errors import InvalidError


class Withheld:
    """Stands in a refusal for a value that no error text may show, such as somebody's nationality."""

    def __init__(self, words: str) -> None:
        self._words = words

    def __repr__(self) -> str:
        return self._words


@contextmanager
def inside(field: str) -> Iterator[None]:
    """A refusal within the block is told as seen from the message that contains `field`."""
    try:
        yield
    except InvalidError as error:
        raise error.within(field) from None
