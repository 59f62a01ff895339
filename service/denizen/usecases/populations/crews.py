"""Who does the work on a whole population."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Protocol, TypeVar

from denizen.usecases.context import Call
from denizen.usecases.populations.surveying import Batch, Surveyor

R = TypeVar("R")

BATCH = 500
"""Principals in a batch: as many as a database is asked about at once."""


class Crew(Protocol):
    """Does batches of work, and gives the results in the order of the batches.

    No more than a few batches are under way or waiting to be taken, however many there are. It ends between two batches
    when the call's time is up, with `DeadlineError`, or when nobody takes results any more.
    """

    def work(self, call: Call, task: Callable[[Surveyor, Batch], R], batches: Iterable[Batch]) -> Iterator[R]:
        """`task` is a method of `Surveyor`. `UnavailableError` where those who work are gone for good."""


class Alone:
    """Does everything in the thread that asks."""

    def __init__(self, surveyor: Surveyor) -> None:
        self._surveyor = surveyor

    def work(self, call: Call, task: Callable[[Surveyor, Batch], R], batches: Iterable[Batch]) -> Iterator[R]:
        for batch in batches:
            call.check_deadline()
            yield task(self._surveyor, batch)


class Shared:
    """Does a few batches in the thread that asks, and leaves more than these to others."""

    def __init__(self, alone: Crew, others: Crew, few: int = 2) -> None:
        self._alone = alone
        self._others = others
        self._few = few

    def work(self, call: Call, task: Callable[[Surveyor, Batch], R], batches: Iterable[Batch]) -> Iterator[R]:
        waiting = iter(batches)
        first = list(islice(waiting, self._few))
        crew = self._alone if len(first) < self._few else self._others
        return crew.work(call, task, chain(first, waiting))
