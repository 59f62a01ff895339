"""Answers that are kept, and followed, through each door."""

import threading
import time
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.countries import Country
from denizen.domain.errors import DeadlineError, InvalidError, UnavailableError
from denizen.domain.names import PrincipalName
from denizen.usecases import following
from denizen.usecases.access import Wanted
from denizen.usecases.asking import AssertedPresence, Item, Times
from denizen.usecases.context import ExpiresAt
from denizen.usecases.following import Following
from denizen.usecases.noticing import NoticingStore
from denizen.usecases.ports import Revision
from tests.doors.entering import WAYS, enforced, entered, told
from tests.doors.opened import Which
from tests.unit.freshness.world import BADGES, LEIS, NEVER, ORGANISATIONS, PERSONS, World, said
from tests.unit.usecases.builders import HER, NOW
from tests.unit.usecases.directives import EAR, MODEL

pytestmark = pytest.mark.parametrize("which", WAYS, ids=told)


def ready(bound: float = NEVER) -> World:
    world = World(bound)
    for name in (*PERSONS, *ORGANISATIONS):
        world.add(name)
    world.cleared(PERSONS[0], ORGANISATIONS[0])
    world.follow()
    return world


def test_a_warm_answer_does_not_ask_the_database(which: Which | None) -> None:
    world = ready()
    world.link(PERSONS[0], BADGES[0])
    world.follow()
    with entered(world, which):
        first = [world.ask(PERSONS[0]), world.ask(BADGES[0]), world.ask(BADGES[1])]
        before = world.slow.reads
        assert [said(world.ask(each)) for each in (PERSONS[0], BADGES[0], BADGES[1])] == [said(each) for each in first]
        assert world.slow.reads == before


def test_an_identifier_that_names_somebody_else_now(which: Which | None) -> None:
    world = ready()
    world.link(PERSONS[0], BADGES[0])
    world.follow()
    with entered(world, which):
        cleared = said(world.ask(BADGES[0]))
        world.unlink(PERSONS[0], BADGES[0])
        world.link(PERSONS[1], BADGES[0])
        assert said(world.ask(BADGES[0])) == cleared
        world.follow()
        assert said(world.ask(BADGES[0])) == said(world.ask(PERSONS[1])) != cleared


def test_within_the_bound_answers_go_on_without_the_database_and_after_it_they_end(
    which: Which | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, passed = ready(bound=1.0), [0.0]
    really = time.monotonic
    monkeypatch.setattr(following, "time", SimpleNamespace(monotonic=lambda: really() + passed[0], sleep=time.sleep))
    with entered(world, which):
        world.follow()
        answer = said(world.ask(PERSONS[0]))
        confirmed = world.memory.follower.seen
        assert confirmed is not None
        world.slow.away = True
        told = [said(world.ask(PERSONS[0])) for _ in range(2)] if really() - confirmed.confirmed < 0.5 else []
        assert all(each == answer for each in told)
        passed[0] = 1.0
        for _ in range(2):
            with pytest.raises(UnavailableError):
                world.ask(PERSONS[0])
        world.slow.away = False
        assert said(world.ask(PERSONS[0])) == answer


@pytest.mark.parametrize("ahead", [1, 10**6])
def test_a_revision_that_does_not_come_is_unavailable(
    which: Which | None, ahead: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = ready()
    monkeypatch.setattr(following, "_PATIENCE", 0.02)
    with entered(world, which) as asks:
        world.ask(PERSONS[0])
        times = Times(at_least=world.house.head + ahead)
        with pytest.raises(UnavailableError):
            world.warm(HER, [Item(PERSONS[0], EAR.name, MODEL.name)], times)
        with pytest.raises(UnavailableError):
            world.warm(HER, [Item(each, EAR.name) for each in PERSONS], times)
        with pytest.raises(UnavailableError):
            asks.access(HER, Wanted(PERSONS[0], MODEL.name), times)
        if ahead == 1:
            # It comes: the same question is answered, and not with less.
            world.revoke(PERSONS[0], 0)
            assert world.warm(HER, [Item(PERSONS[0], EAR.name)], times).revision.number == times.at_least


def test_a_revision_that_does_not_come_before_the_deadline(which: Which | None) -> None:
    world = ready()
    with entered(world, which):
        world.ask(PERSONS[0])
        call = replace(HER, deadline=ExpiresAt(time.monotonic() + 0.05))
        with pytest.raises((UnavailableError, DeadlineError)):
            world.warm(call, [Item(PERSONS[0], EAR.name, MODEL.name)], Times(at_least=world.house.head + 1))


def test_whoever_writes_in_this_process_reads_it_here(which: Which | None) -> None:
    world = ready()
    with entered(world, which):
        allowed = said(world.ask(PERSONS[0]))
        noticing = NoticingStore(world.house.store, world.memory.follower)
        world.house = replace(world.house, store=noticing)  # type: ignore[arg-type]  # as a store
        world.revoke(PERSONS[0], 0)
        assert said(world.ask(PERSONS[0])) != allowed


@pytest.mark.parametrize("name", ["_ROWS", "_MOST_BEHIND"])
def test_however_much_changed_at_once(which: Which | None, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    world = ready()
    with entered(world, which):
        allowed = said(world.ask(PERSONS[0]))
        monkeypatch.setattr(following, name, 2)
        world.revoke(PERSONS[0], 0)
        with world.house.store.write(HER) as writer:
            for number in range(9):
                writer.put_list(replace(writer.screening_lists()[0], title=f"{number}"))
                writer.record(replace(world.house.events()[0].event, kind="list.stored", subject=None))
        for person in PERSONS:
            world.populate(person, "visitor")
        world.follow()
        decision = world.ask(PERSONS[0])
        assert decision.revision.number == world.house.head
        assert said(decision) == world.again(PERSONS[0], decision) != allowed


def test_a_database_that_is_behind_is_not_believed(which: Which | None) -> None:
    world, older = ready(), ready()
    with entered(world, which):
        world.revoke(PERSONS[0], 0)
        world.follow()
        world.ask(PERSONS[0])
        current, world.slow.store = world.slow.store, older.house.store
        with pytest.raises(UnavailableError):
            world.ask(PERSONS[0], newest=True)
        world.slow.store = current
        assert world.ask(PERSONS[0], newest=True).revision.number == world.house.head


def test_what_a_promotion_lost_is_answered_no_more(which: Which | None) -> None:
    world = ready()
    with entered(world, which):
        world.ask(PERSONS[0])
        world.memory.follower.lost.set()
        for times in ({}, {"newest": True}, {"at_least": world.house.head}):
            with pytest.raises(UnavailableError):
                world.ask(PERSONS[0], **times)


def test_the_thread_goes_on_after_a_failure(which: Which | None) -> None:
    world = ready()

    class Failing:
        """Fails twice, and then does what it should."""

        def __init__(self) -> None:
            self.feed, self.failures = world.house.store.changes(), 0
            self.close, self.clock = self.feed.close, self.feed.clock

        def wait(self, after: int, timeout: float) -> Revision:
            self.failures += 1
            if self.failures == 1:
                raise UnavailableError("away")
            if self.failures == 2:
                raise RuntimeError
            return self.feed.wait(after, timeout)

    with (
        entered(world, which),
        Following(world.memory.follower, Failing(), heartbeat=0.01, pause=0.001),
    ):
        world.ask(PERSONS[0])
        world.revoke(PERSONS[0], 0)
        give_up = time.monotonic() + 30
        while world.ask(PERSONS[0]).revision.number < world.house.head:
            assert time.monotonic() < give_up
    assert not any(thread.name == "feed" for thread in threading.enumerate())


def test_a_batch_is_answered_as_its_questions_are(which: Which | None) -> None:
    world = ready()
    subjects: list[Any] = [*PERSONS, BADGES[0], PrincipalName("principals/nobody")]
    items = [Item(subject, EAR.name, MODEL.name) for subject in subjects]
    with entered(world, which):
        cold = world.warm(HER, items, Times())
        warm = world.warm(HER, items, Times())
        singles = [said(world.ask(subject))[0] for subject in subjects]
    assert said(cold) == said(warm) == singles


@pytest.mark.parametrize(("observed", "kept"), [pytest.param(NOW, 1, id="then"), pytest.param(None, 0, id="now")])
def test_a_presence_that_is_observed_now_changes_with_every_moment(
    which: Which | None, observed: datetime | None, kept: int
) -> None:
    world = ready()
    call = replace(HER, presence=AssuranceLevel.HIGH)
    presence = AssertedPresence(Country.of("US"), "geoip", observed)
    item = Item(PERSONS[0], EAR.name, MODEL.name, presence)
    with entered(world, which):
        assert said(world.warm(call, [item], Times())) == said(world.warm(call, [item], Times()))
        assert len(world.memory.decisions) == kept


def test_the_past_is_answered_as_it_was_known(which: Which | None) -> None:
    world = ready()
    with entered(world, which):
        then, before = world.house.head, said(world.ask(PERSONS[0]))
        world.revoke(PERSONS[0], 0)
        world.follow()
        assert said(world.ask(PERSONS[0], known_revision=then)) == before != said(world.ask(PERSONS[0]))
        with pytest.raises(InvalidError):
            world.ask(PERSONS[0], known_revision=world.house.head + 1)


def test_access_comes_out_of_memory_and_is_as_fresh_as_it_has_to_be(which: Which | None) -> None:
    world = ready()
    enforced(world)
    world.follow()
    wanted = Wanted(PERSONS[0], MODEL.name)
    with entered(world, which) as asks:
        first = asks.access(HER, wanted, Times())
        before = world.slow.reads
        assert asks.access(HER, wanted, Times()).answer == first.answer
        assert world.slow.reads == before
        world.enlist(LEIS[0])
        assert asks.access(HER, wanted, Times()).revision < world.house.head
        assert asks.access(HER, wanted, Times(newest=True)).revision == world.house.head
        assert asks.access(HER, wanted, Times(known_revision=1)).revision == 1
