"""Watchers who ask the same share the work, and each is told as if it watched alone."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from denizen.domain.disclosure import Tier
from denizen.domain.errors import UnavailableError
from denizen.rpc.convert.determinations import render_answer
from denizen.usecases.context import Call
from denizen.usecases.populations.crews import Alone
from denizen.usecases.populations.surveying import Batch, Surveyor
from denizen.usecases.populations.watchers import Checkpoint, PopulationWatcher, ToldChanges
from denizen.usecases.populations.watching import WatchPopulation
from denizen.usecases.watching.hub import Hub
from denizen.usecases.watching.limits import WatchLimits
from tests.unit.freshness.world import ORGANISATIONS, PERSONS, World
from tests.unit.populations.everybody import QUESTION, Everybody
from tests.unit.populations.test_standings import CHANGES, cleared_for, here, list_at, pass_days
from tests.unit.usecases.builders import HER

R = TypeVar("R")


class Counting:
    """Counts how many principals are asked about; `failing`: there is nobody to ask."""

    def __init__(self, world: World) -> None:
        self._alone = Alone(Surveyor(world.house.store, render_answer))
        self.asked = 0
        self.failing = False

    def work(self, call: Call, task: Callable[[Surveyor, Batch], R], batches: Iterable[Batch]) -> Iterator[R]:
        if self.failing:
            raise UnavailableError("away", 1.0)

        def counted() -> Iterator[Batch]:
            for batch in batches:
                self.asked += len(batch.names)
                yield batch

        return self._alone.work(call, task, counted())


class Watcher:
    """One stream, and the list that it goes on from."""

    def __init__(self, room: "WatchingRoom", start: Checkpoint | None = None, call: Call = HER) -> None:
        world = self._world = room.world
        self._stream = room.watch(
            PopulationWatcher(call, QUESTION, start, self._token, lambda: call.permit, lambda _: None, lambda: None)
        )
        first = next(self._stream)
        self.checkpoint = Checkpoint(first.point) if start is None else start
        self.answers = list_at(world, first.point) if start is None else {}

    def _token(self, checkpoint: Checkpoint) -> str:
        self.checkpoint = checkpoint
        return ""

    def take(self, told: ToldChanges) -> None:
        for change in told.changes:
            assert self.answers.get(change.name) != change.answer, "what is told is a change"
            if change.answer is None:
                del self.answers[change.name]
            else:
                self.answers[change.name] = change.answer

    def catch_up(self) -> list[ToldChanges]:
        """Take all that has changed up to now."""
        came, now = [], here(self._world)
        while True:
            told = next(self._stream)
            self.take(told)
            came.append(told)
            if not told.changes and told.point.known >= now.known and told.point.at >= now.at:
                return [each for each in came if each.changes]

    def leave(self) -> None:
        self._stream.close()  # type: ignore[attr-defined]  # a generator


class WatchingRoom:
    def __init__(self, world: World, principals: int = 1_000) -> None:
        self.world = world
        self.crew = Counting(world)
        self.hub = Hub(world.house.store, WatchLimits(heartbeat=0.001, principals=principals))
        self.watch = WatchPopulation(world.house.store, self.crew, world.clock, self.hub, lambda *_: None)


@contextmanager
def opened(world: World, principals: int = 1_000) -> Iterator[WatchingRoom]:
    room = WatchingRoom(world, principals)
    try:
        yield room
    finally:
        room.hub.end()


def staffed() -> World:
    world = Everybody().world
    for name in (*ORGANISATIONS, *PERSONS):
        world.add(name)
    for name in PERSONS:
        cleared_for(world, name, ORGANISATIONS[0], 5)
    return world


def test_what_changes_is_worked_out_once_for_all_who_ask_the_same() -> None:
    world = staffed()
    with opened(world) as room:
        watchers = [Watcher(room)]
        watchers[0].catch_up()
        watchers += [Watcher(room) for _ in range(9)]
        begun = room.crew.asked
        assert begun == len(PERSONS) + len(ORGANISATIONS), "the others began where the first one was"
        world.revoke(PERSONS[0], 0)
        told = [[each for part in watcher.catch_up() for each in part.changes] for watcher in watchers]
        assert [[each.name for each in one] for one in told] == [[PERSONS[0]]] * 10
        assert len({one[0].answer for one in told}) == 1
        assert room.crew.asked == begun + 1
        pass_days(world, 6)
        told = [[each for part in watcher.catch_up() for each in part.changes] for watcher in watchers]
        assert [{each.name for each in one} for one in told] == [set(PERSONS[1:])] * 10
        assert room.crew.asked <= begun + 1 + len(PERSONS)
        assert all(watcher.answers == list_at(world, here(world)) for watcher in watchers)


def test_there_is_room_for_many_who_ask_the_same() -> None:
    """Who comes back with a token has standings of its own only until it has caught up."""
    world = staffed()
    with opened(world, principals=11) as room:
        first = Watcher(room)
        first.catch_up()
        others = []
        for _ in range(3):
            others.append(Watcher(room, first.checkpoint))
            others[-1].catch_up()
        world.revoke(PERSONS[1], 0)
        for each in others:
            assert [change.name for part in each.catch_up() for change in part.changes] == [PERSONS[1]]


def test_who_is_told_too_late_finds_out_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("denizen.usecases.populations.common.MOST_CHANGES", 1)
    world = staffed()
    with opened(world) as room:
        quick = Watcher(room)
        quick.catch_up()
        late = Watcher(room)
        for name in PERSONS:
            world.revoke(name, 0)
            quick.catch_up()
        late.catch_up()
        assert late.answers == quick.answers == list_at(world, here(world))
        world.cleared(PERSONS[0], ORGANISATIONS[0])
        assert late.catch_up()
        assert quick.catch_up()


def test_those_who_are_shown_less_do_not_share() -> None:
    world = staffed()
    with opened(world) as room:
        full = Watcher(room)
        full.catch_up()
        less = Watcher(room, call=replace(HER, tier=Tier.EFFECT))
        less.answers = {}
        less.catch_up()
        world.revoke(PERSONS[0], 0)
        (one,), (other,) = full.catch_up(), less.catch_up()
        assert [each.name for each in one.changes] == [each.name for each in other.changes] == [PERSONS[0]]
        assert one.changes[0].answer != other.changes[0].answer


def test_the_last_to_leave_leaves_nothing() -> None:
    world = staffed()
    with opened(world, principals=5) as room:
        for _ in range(3):
            one, other = Watcher(room), Watcher(room, Checkpoint(here(world)))
            one.catch_up()
            one.leave()
            other.leave()
        last = Watcher(room)
        last.catch_up()
        world.revoke(PERSONS[0], 0)
        assert last.catch_up()


def test_where_it_fails_for_one_the_others_come_back_and_miss_nothing() -> None:
    world = staffed()
    with opened(world) as room:
        watchers = [Watcher(room) for _ in range(2)]
        for each in watchers:
            each.catch_up()
        world.revoke(PERSONS[0], 0)
        room.crew.failing = True
        for each in watchers:
            with pytest.raises(UnavailableError):
                each.catch_up()
        room.crew.failing = False
        for each in watchers:
            back = Watcher(room, each.checkpoint)
            back.answers = each.answers
            back.catch_up()
            assert back.answers == list_at(world, here(world))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(CHANGES, max_size=10),
    st.lists(
        st.tuples(st.lists(CHANGES, max_size=5), st.sampled_from(["join", "leave", "back", "stay"]), st.integers(0, 3)),
        min_size=1,
        max_size=6,
    ),
)
def test_each_is_told_the_difference_of_two_lists(before: list, parts: list) -> None:  # type: ignore[type-arg]  # steps of histories
    """Whoever comes, leaves, comes back with a token, or takes what it is told later than others."""
    world = Everybody().world
    for step in before:
        step(world)
    with opened(world) as room:
        watchers = [Watcher(room)]
        for changes, what, which in parts:
            one = watchers[which % len(watchers)]
            if what == "join":
                watchers.append(Watcher(room))
            elif what == "leave" and len(watchers) > 1:
                one.leave()
                watchers.remove(one)
            elif what == "back":
                one.leave()
                back = Watcher(room, one.checkpoint)
                back.answers = one.answers
                watchers[watchers.index(one)] = back
            for change in changes:
                change(world)
            for each in watchers[: which + 1]:
                each.catch_up()
        for each in watchers:
            each.catch_up()
            assert each.answers == list_at(world, here(world))
