"""Whoever applies what a watcher is told to a list has the next list: over histories, days that pass and restarts."""

from datetime import datetime, timedelta
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from denizen.domain.errors import ExhaustedError
from denizen.domain.names import PrincipalName
from denizen.rpc.convert.determinations import render_answer
from denizen.usecases.asking import Times
from denizen.usecases.outbox import commits_after
from denizen.usecases.populations.asking_everybody import AskingEverybody
from denizen.usecases.populations.crews import Alone
from denizen.usecases.populations.questions import Wanted
from denizen.usecases.populations.standings import Point, Room, Standings, Step, commits_of
from denizen.usecases.populations.surveying import Batch, Surveyor
from denizen.usecases.ports import Event
from tests.unit.freshness.changes import CHANGES as OF_HISTORIES
from tests.unit.freshness.changes import doing
from tests.unit.freshness.world import LEIS, ORGANISATIONS, PERSONS, World
from tests.unit.populations.everybody import QUESTION, Answers, Everybody, listed
from tests.unit.usecases.builders import HER, NOW
from tests.unit.usecases.directives import EAR

DAY = timedelta(days=1)


def pass_days(world: World, days: int) -> None:
    """For whoever writes, and for whoever asks."""
    for clock in (world.clock, world.house.store._clock):
        clock.moment += days * DAY  # type: ignore[attr-defined]  # the tests' clock


def cleared_for(world: World, subject: PrincipalName, company: PrincipalName, days: int) -> None:
    """A US citizen until so many days from now."""
    world.cleared(subject, company, NOW + days * DAY)


CHANGES = st.one_of(
    OF_HISTORIES,
    doing(cleared_for, st.sampled_from(PERSONS), st.sampled_from(ORGANISATIONS), st.integers(min_value=1, max_value=9)),
    doing(pass_days, st.integers(min_value=1, max_value=3)),
)


class Watched:
    """What a watcher knows, and the list that it goes on from."""

    def __init__(self, world: World, point: Point, answers: Answers) -> None:
        self.world = world
        self.answers = dict(answers)
        self.crew = Alone(Surveyor(world.house.store, render_answer))
        self.room = Room(1000)
        self.restarted(point)

    def restarted(self, point: Point) -> None:
        """Another process goes on from there."""
        self.standings = Standings(self.world.house.store, self.crew, QUESTION, self.room, point)
        self.standings.begin(HER)

    def take(self, step: Step, after: str = "", upto: int | None = None) -> None:
        for change in [each for each in step.changes if each.name > after][:upto]:
            assert self.answers.get(change.name) != change.answer, "what is told is a change"
            if change.answer is None:
                del self.answers[change.name]
            else:
                self.answers[change.name] = change.answer

    def follow(self, now: datetime) -> list[Step]:
        with self.world.house.store.read(HER) as reader:
            parts = commits_after(reader, self.standings.point.known, 3)
            rows = [row for _, part in parts for row in part]
        return list(self.standings.follow(HER, commits_of(rows, EAR.name), now))


def list_at(world: World, point: Point) -> Answers:
    asking = AskingEverybody(world.house.store, Alone(Surveyor(world.house.store, render_answer)), world.clock)
    page = asking.list(HER, QUESTION, Wanted(), Times(point.at, point.known), 1000)
    assert page.place is None
    return dict(listed([page]))


def here(world: World) -> Point:
    return Point(max(world.clock.now(), world.house.store.head(HER).instant), world.house.head)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(CHANGES, max_size=12),
    st.lists(st.tuples(st.lists(CHANGES, max_size=6), st.booleans(), st.integers(0, 4)), min_size=1, max_size=5),
)
def test_what_is_told_is_the_difference_of_two_lists(before: list, parts: list) -> None:  # type: ignore[type-arg]  # steps of histories
    everybody = Everybody()
    world = everybody.world
    for step in before:
        step(world)
    point = here(world)
    watched = Watched(world, point, list_at(world, point))
    for changes, killed, taken in parts:
        for change in changes:
            change(world)
        steps = watched.follow(here(world).at)
        for number, step in enumerate(steps):
            if killed and number == 0:
                # The process dies after the watcher took some of the first step; another takes up the token.
                watched.take(step, upto=taken)
                reached = sorted(each.name for each in step.changes)[:taken]
                watched.restarted(step.before)
                again = watched.standings.redo(HER, step.after)
                assert again.changes == step.changes
                watched.take(again, after=reached[-1] if reached else "")
                rest = watched.follow(here(world).at)
                assert all(list_at(world, each.after) is not None for each in rest)
                for each in rest:
                    watched.take(each)
                break
            watched.take(step)
        assert watched.answers == list_at(world, watched.standings.point)


def told(world: World, watched: Watched) -> list[tuple[datetime, list[str]]]:
    steps = watched.follow(here(world).at)
    for step in steps:
        watched.take(step)
        assert {each.name: each.answer for each in step.changes if each.answer is not None}.items() <= list_at(
            world, step.after
        ).items()
    return [(step.after.at, [each.name for each in step.changes]) for step in steps if step.changes]


def begun(*names: PrincipalName) -> tuple[World, Watched]:
    world = Everybody().world
    for name in names:
        world.add(name)
    for name in names:
        if name in PERSONS:
            cleared_for(world, name, ORGANISATIONS[0], 2 if name == PERSONS[0] else 5)
    point = here(world)
    return world, Watched(world, point, list_at(world, point))


def test_time_that_passes_changes_each_answer_at_its_moment() -> None:
    world, watched = begun(ORGANISATIONS[0], *PERSONS[:2])
    pass_days(world, 8)
    assert told(world, watched) == [(NOW + 2 * DAY, [PERSONS[0]]), (NOW + 5 * DAY, [PERSONS[1]])]


def test_a_commit_after_a_boundary_is_told_after_it() -> None:
    world, watched = begun(ORGANISATIONS[0], *PERSONS[:2])
    pass_days(world, 3)
    world.revoke(PERSONS[1], 0)
    found = told(world, watched)
    assert [names for _, names in found] == [[PERSONS[0]], [PERSONS[1]]]
    assert found[0][0] == NOW + 2 * DAY


def test_a_company_that_changes_changes_those_who_work_for_it() -> None:
    world, watched = begun(ORGANISATIONS[0], *PERSONS[:2])
    world.enlist(LEIS[1])
    told(world, watched)
    world.unlink(ORGANISATIONS[0], LEIS[0])
    world.link(ORGANISATIONS[0], LEIS[1])
    found = told(world, watched)
    assert {name for _, names in found for name in names} == {*PERSONS[:2]}


def test_what_says_nothing_about_anybody_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    world, watched = begun(ORGANISATIONS[0], PERSONS[0])

    def stand(_: Surveyor, batch: Batch) -> NoReturn:
        raise AssertionError(f"{len(batch.names)} are asked about")

    monkeypatch.setattr(Surveyor, "stand", stand)
    with world.house.store.write(HER) as writer:
        writer.record(Event("grant.approved", "grants/g1"))
    assert told(world, watched) == []
    world.revoke(PERSONS[0], 0)
    with pytest.raises(AssertionError):
        told(world, watched)


def test_no_more_are_kept_than_there_is_room_for() -> None:
    world, _ = begun(ORGANISATIONS[0], *PERSONS[:2])
    crew, room = Alone(Surveyor(world.house.store, render_answer)), Room(4)
    first, second = (Standings(world.house.store, crew, QUESTION, room, here(world)) for _ in range(2))
    first.begin(HER)
    with pytest.raises(ExhaustedError):
        second.begin(HER)
    second.end()
    first.end()
    third = Standings(world.house.store, crew, QUESTION, room, here(world))
    third.begin(HER)
