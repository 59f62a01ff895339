"""Who watches a population, and what they are told."""

from collections.abc import Callable
from dataclasses import dataclass

from denizen.domain.permits import Permit
from denizen.usecases.context import Call
from denizen.usecases.populations.questions import PopulationQuestion
from denizen.usecases.populations.standings import Change, Point


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a watcher was told: everything up to `point`; and where `towards` is given, of what changes from there to
    that one, those up to `after` in the order of names."""

    point: Point
    towards: Point | None = None
    after: str = ""


@dataclass(frozen=True, slots=True)
class PopulationWatcher:
    """Who watches, and how it is with its call: as `watching.watch.Watcher`. `start` None: what changes from now on.
    `token` makes what a checkpoint is given out as."""

    call: Call
    question: PopulationQuestion
    start: Checkpoint | None
    token: Callable[[Checkpoint], str]
    again: Callable[[], Permit]
    when_left: Callable[[Callable[[], None]], object]
    cut: Callable[[], object]


@dataclass(frozen=True, slots=True)
class ToldChanges:
    """Changes, maybe none, at `point`; `resume_token` goes on after them."""

    changes: tuple[Change, ...]
    point: Point
    resume_token: str
