"""Whose commits follow one another.

A server that is promoted goes on from what had reached it, and what had not is lost; its commits take the same numbers
again. So each server's commits are a history, with a mark: a revision is told from a lost one of the same number by the
mark of the history that it belongs to. On SQLite there is one history, whose mark is 0.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from denizen.domain.errors import UnavailableError

FIRST = 0
"""The mark of what was committed before the first history was noted."""


@dataclass(frozen=True, slots=True)
class Place:
    """A server that takes writes: the identifier of its database system, and its timeline, which grows by promotion."""

    system: str
    timeline: int


@dataclass(frozen=True, slots=True)
class History:
    """The commits of one place from revision `begins` on, up to the next history."""

    begins: int
    mark: int
    place: Place


def mark_of(histories: Sequence[History], number: int) -> int:
    """That of the history to which the revision of that number belongs."""
    return next((each.mark for each in reversed(histories) if each.begins <= number), FIRST)


def goes_on(histories: Sequence[History], before: Sequence[History]) -> bool:
    """Whether it is what was known before, and perhaps more."""
    return len(histories) >= len(before) and all(one == other for one, other in zip(histories, before, strict=False))


class Histories:
    """What this process knows of them. It only ever grows: a server that knows less, or other ones, is not believed."""

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._known: tuple[History, ...] = ()
        self._overtaken: dict[str, Place] = {}
        self._ask: Callable[[], object] = lambda: None

    @property
    def known(self) -> tuple[History, ...]:
        """All, the first one first."""
        return self._known

    @property
    def newest(self) -> int:
        """The mark of the last."""
        return self._known[-1].mark if self._known else FIRST

    @property
    def place(self) -> Place | None:
        """Where the last is written."""
        return self._known[-1].place if self._known else None

    def mark_of(self, number: int) -> int:
        return mark_of(self._known, number)

    def knows(self, mark: int) -> bool:
        return mark == FIRST or any(each.mark == mark for each in self._known)

    def asks(self, ask: Callable[[], object]) -> None:
        """`ask` makes this process learn what the primary knows."""
        self._ask = ask

    def refresh(self) -> None:
        """Learn what the primary knows now. `UnavailableError` where it cannot be asked."""
        self._ask()

    def learn(self, found: Sequence[History]) -> None:
        """What the primary knows. `UnavailableError` where that is not what this process knows, and perhaps more: it is
        a server that was overtaken by another, or another database."""
        with self._changing:
            if goes_on(found, self._known):
                self._known = tuple(found)
                return
        if goes_on(self._known, found):
            raise UnavailableError("the database is an old one: another was promoted in its place", retry_after=1.0)
        raise UnavailableError("the database is another one than before; restart to believe it", retry_after=1.0)

    def check(self, place: Place | None) -> None:
        """`UnavailableError` where another server is known to have been promoted over the primary at that place."""
        for name, other in tuple(self._overtaken.items()):
            if place is None or (place.system == other.system and place.timeline < other.timeline):
                raise UnavailableError(
                    f"the database is an old one: {name} was promoted in its place; name that one first",
                    retry_after=1.0,
                )

    def overtaken(self, name: str, place: Place | None) -> None:
        """A server that was promoted, by its name; None: that one was not."""
        with self._changing:
            self._overtaken.pop(name, None)
            if place is not None:
                self._overtaken[name] = place

    def check_copy(self, mark: int, number: int) -> None:
        """`UnavailableError` where a copy that shows that revision as its latest, of the history of that mark, has
        something that is not in this process's history."""
        if mark == self.newest:
            return
        if not self.knows(mark) or self.mark_of(number) != _mark_before(self._known, mark, number):
            raise UnavailableError("the replica has another history than the primary")


def _mark_before(histories: Sequence[History], mark: int, number: int) -> int:
    """To which history the revision belongs where that of `mark` is the last."""
    marks = [FIRST, *(each.mark for each in histories)]
    return mark_of(histories[: marks.index(mark)], number)
