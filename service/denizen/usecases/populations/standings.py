"""How everybody stands at one point of time, and what changes on the way to the next."""

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import NamedTuple

from denizen.domain.errors import ExhaustedError
from denizen.domain.names import PrincipalName, directive_within
from denizen.usecases.context import Call
from denizen.usecases.populations.batches import Batches
from denizen.usecases.populations.crews import BATCH, Crew
from denizen.usecases.populations.questions import PopulationQuestion, Survey
from denizen.usecases.populations.surveying import Batch, Standing, Surveyor
from denizen.usecases.ports import OutboxRow, Store

_OF_NOBODY = ("grant.", "webhook.", "resource.")
"""Events after which everybody's answers are what they were."""
_STEPS = 50
"""Steps in which commits that came together are taken, at most: what is far behind catches up in larger ones."""


@dataclass(frozen=True, slots=True)
class Point:
    """A moment of the world and a state of our knowledge. On the way from one to a later one neither goes back."""

    at: datetime
    known: int


class Change(NamedTuple):
    """A principal whose answer is another from that point on; `answer` None: it is not among those watched any more."""

    name: PrincipalName
    answer: bytes | None


class Step(NamedTuple):
    """All that changed between two points, in the order of names."""

    before: Point
    after: Point
    changes: Sequence[Change]


class Commit(NamedTuple):
    """A commit, or some in a row: the last one's revision and instant, and of whom they spoke; None: everybody."""

    revision: int
    instant: datetime
    subjects: frozenset[PrincipalName] | None


@dataclass(slots=True)
class _Kept:
    """What is kept of a principal: no answer, only what tells it from another, and when to look again."""

    mark: bytes
    until: datetime | None
    others: frozenset[PrincipalName]


class Room:
    """For how many principals there is room, for all watchers of a process together."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken = 0
        self._lock = Lock()

    def take(self, number: int) -> None:
        """Take room for so many more, or give it back. `ExhaustedError` where there is none."""
        with self._lock:
            if number > 0 and self._taken + number > self._most:
                most = f"{self._most} principals"
                raise ExhaustedError(f"more than {most} to watch", 60.0, limit=most)
            self._taken += number


@dataclass(slots=True)
class Standings:
    """Everybody's answers to one question at a point, kept in this process alone and never written down.

    `ExhaustedError` where there is no room for more principals.
    """

    store: Store
    crew: Crew
    question: PopulationQuestion
    room: Room
    point: Point
    _kept: dict[PrincipalName, _Kept] = field(default_factory=dict)
    _due: list[tuple[datetime, PrincipalName]] = field(default_factory=list)
    _dependents: dict[PrincipalName, set[PrincipalName]] = field(default_factory=lambda: defaultdict(set))

    def begin(self, call: Call) -> None:
        """Find out how everybody stands at the point."""
        self._moved(call, self.point, None, telling=False)

    def end(self) -> None:
        """Forget everybody."""
        self.room.take(-len(self._kept))
        self._kept.clear()

    @property
    def next(self) -> datetime | None:
        """The next moment at which somebody's answer is another without a write."""
        while self._due:
            moment, name = self._due[0]
            kept = self._kept.get(name)
            if kept is not None and kept.until == moment:
                return moment
            heapq.heappop(self._due)
        return None

    def follow(self, call: Call, commits: Sequence[Commit], now: datetime) -> Iterator[Step]:
        """What changes by these commits and by the passing of time up to `now`, in the order of time: each change at
        its own moment."""
        waiting = [each for each in commits if each.revision > self.point.known]
        while waiting:
            boundary = self.next
            together = _together(waiting, max(1, len(commits) // _STEPS), boundary)
            if together is None:
                assert boundary is not None  # noqa: S101 - it comes before the first commit
                yield self._pass(call, boundary)
                continue
            number, commit = together
            del waiting[:number]
            yield self._step(call, Point(max(self.point.at, commit.instant), commit.revision), self._reached(commit))
        while (boundary := self.next) is not None and boundary <= now:
            yield self._pass(call, boundary)
        # Nothing differs between the last of these moments and now.
        self.point = Point(max(self.point.at, now), self.point.known)

    def redo(self, call: Call, point: Point) -> Step:
        """Everything that changes up to a later point, as one step."""
        return self._step(call, point, None)

    def _pass(self, call: Call, moment: datetime) -> Step:
        due = set()
        while self._due and self._due[0][0] <= moment:
            due.add(heapq.heappop(self._due)[1])
        return self._step(call, Point(max(self.point.at, moment), self.point.known), due)

    def _step(self, call: Call, point: Point, names: Collection[PrincipalName] | None) -> Step:
        before = self.point
        return Step(before, point, self._moved(call, point, names, telling=True))

    def _reached(self, commit: Commit) -> Collection[PrincipalName] | None:
        """Those whom the commit speaks of, and those whose answers may depend on them."""
        if commit.subjects is None:
            return None
        return commit.subjects.union(*(self._dependents.get(each, ()) for each in commit.subjects))

    def _moved(
        self, call: Call, point: Point, names: Collection[PrincipalName] | None, *, telling: bool
    ) -> Sequence[Change]:
        read = max(point.known, self.store.head(call).number)
        survey = Survey.of(call, self.question, point.at, point.known, read)
        batches = Batches(self.store, survey, BATCH) if names is None else _of_names(survey, sorted(names))
        changes: list[Change] = []
        seen: set[PrincipalName] = set()
        for standings in self.crew.work(call, Surveyor.stand, batches):
            for each in standings:
                seen.add(each.name)
                if self._keep(each, point.at) and telling:
                    changes.append(Change(each.name, each.answer))
        asked = self._kept.keys() if names is None else self._kept.keys() & set(names)
        for name in asked - seen:
            self._forget(name)
            changes.append(Change(name, None))
        self.point = point
        return sorted(changes, key=lambda each: each.name)

    def _keep(self, standing: Standing, at: datetime) -> bool:
        """Whether it differs from what was kept."""
        name, before = standing.name, self._kept.get(standing.name)
        if before is None:
            self.room.take(1)
        if before is None or before.others != standing.others:
            self._unlink(name)
            for other in standing.others:
                self._dependents[other].add(name)
        self._kept[name] = _Kept(standing.mark, standing.until, standing.others)
        if standing.until is not None and standing.until > at:
            heapq.heappush(self._due, (standing.until, name))
        return before is None or before.mark != standing.mark

    def _forget(self, name: PrincipalName) -> None:
        self._unlink(name)
        del self._kept[name]
        self.room.take(-1)

    def _unlink(self, name: PrincipalName) -> None:
        kept = self._kept.get(name)
        for other in () if kept is None else kept.others:
            self._dependents[other].discard(name)
            if not self._dependents[other]:
                del self._dependents[other]


def commits_of(rows: Sequence[OutboxRow], directive: str) -> list[Commit]:
    """The commits of these events, in their order, with those of whom they speak under that directive."""
    found: dict[int, Commit] = {}
    for row in rows:
        number, event = row.revision.number, row.event
        before = found.get(number, Commit(number, row.revision.instant, frozenset()))
        subjects = before.subjects
        if event.subject is not None:
            subjects = None if subjects is None else subjects | {event.subject}
        elif not _of_nobody(event.kind, event.resource, directive):
            subjects = None
        found[number] = before._replace(subjects=subjects)
    return [found[number] for number in sorted(found)]


def _of_nobody(kind: str, resource: str, directive: str) -> bool:
    if kind.startswith("directive."):
        return directive_within(resource) != directive
    return kind.startswith(_OF_NOBODY)


def _together(commits: Sequence[Commit], most: int, boundary: datetime | None) -> tuple[int, Commit] | None:
    """The first commits, as one: at most so many, and none from after the boundary. None: the boundary comes first."""
    number, subjects = 0, frozenset[PrincipalName]()
    whole: frozenset[PrincipalName] | None = subjects
    for commit in commits[:most]:
        if boundary is not None and commit.instant > boundary:
            break
        number += 1
        whole = None if whole is None or commit.subjects is None else whole | commit.subjects
    if not number:
        return None
    return number, commits[number - 1]._replace(subjects=whole)


def _of_names(survey: Survey, names: Sequence[PrincipalName]) -> Iterator[Batch]:
    return (Batch(survey, names[start : start + BATCH]) for start in range(0, len(names), BATCH))
