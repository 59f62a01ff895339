"""Answers that are kept, and followed."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.countries import Country
from denizen.domain.directives import DirectiveKind
from denizen.domain.errors import InvalidError, UnavailableError
from denizen.domain.intervals import Interval
from denizen.domain.names import DirectiveName, PrincipalName, version_of
from denizen.usecases import following
from denizen.usecases.access import CheckAccess, Wanted
from denizen.usecases.asking import AssertedPresence, Item, Times
from denizen.usecases.context import Call, ExpiresAt
from denizen.usecases.directive_cache import DirectiveCache
from denizen.usecases.following import Following
from denizen.usecases.noticing import NoticingStore
from denizen.usecases.ports import Reader, Revision
from denizen.usecases.probing import Probing
from denizen.usecases.remembering import Memory
from denizen.usecases.remembering_store import RememberingStore
from tests.unit.freshness.world import BADGES, LEIS, ORGANISATIONS, PERSONS, RULE, World, said
from tests.unit.usecases.builders import HER, NOW
from tests.unit.usecases.directives import EAR, MODEL, draft, provision


def ready() -> World:
    world = World()
    for name in (*PERSONS, *ORGANISATIONS):
        world.add(name)
    world.cleared(PERSONS[0], ORGANISATIONS[0])
    world.follow()
    return world


class Counting:
    """A store that counts how often it is read, and can be away."""

    def __init__(self, world: World) -> None:
        self._store = world.house.store
        self.reads, self.away = 0, False
        self.head, self.write, self.changes = self._store.head, self._store.write, self._store.changes

    @contextmanager
    def read(self, call: Call, revision: int | None = None, at_least: int = 0) -> Iterator[Reader]:
        if self.away:
            raise UnavailableError("away")
        self.reads += 1
        with self._store.read(call, revision, at_least) as reader:
            yield reader


def counting(world: World, bound: float) -> Counting:
    store = Counting(world)
    world.memory = world.warm._memory = Memory(store, world.clock, bound=bound)
    world.warm._decisions = world.memory.decisions
    return store


def test_a_warm_answer_does_not_ask_the_database() -> None:
    world = ready()
    world.link(PERSONS[0], BADGES[0])
    store = counting(world, 1e9)
    first = [world.ask(PERSONS[0]), world.ask(BADGES[0]), world.ask(BADGES[1])]
    before = store.reads
    assert [said(world.ask(each)) for each in (PERSONS[0], BADGES[0], BADGES[1])] == [said(each) for each in first]
    assert store.reads == before


def test_an_identifier_that_names_somebody_else_now() -> None:
    world = ready()
    world.link(PERSONS[0], BADGES[0])
    world.follow()
    cleared = said(world.ask(BADGES[0]))
    world.unlink(PERSONS[0], BADGES[0])
    world.link(PERSONS[1], BADGES[0])
    assert said(world.ask(BADGES[0])) == cleared
    world.follow()
    assert said(world.ask(BADGES[0])) == said(world.ask(PERSONS[1])) != cleared


def test_within_the_bound_answers_go_on_without_the_database_and_after_it_they_end() -> None:
    world = ready()
    store = counting(world, 0.2)
    answer = said(world.ask(PERSONS[0]))
    store.away = True
    confirmed = world.memory.follower.seen
    assert confirmed is not None
    if time.monotonic() - confirmed.confirmed < 0.1:
        assert said(world.ask(PERSONS[0])) == answer
    time.sleep(0.25)
    with pytest.raises(UnavailableError):
        world.ask(PERSONS[0])
    store.away = False
    assert said(world.ask(PERSONS[0])) == answer


def test_a_revision_that_does_not_come_is_unavailable_at_the_deadline() -> None:
    world = ready()
    call = replace(HER, deadline=ExpiresAt(time.monotonic() + 0.05))
    with pytest.raises(UnavailableError):
        world.warm(call, [Item(PERSONS[0], EAR.name)], Times(at_least=world.house.head + 1))


def test_whoever_writes_in_this_process_reads_it_here() -> None:
    world = ready()
    allowed = said(world.ask(PERSONS[0]))
    world.house = replace(world.house, store=NoticingStore(world.house.store, world.memory.follower))  # type: ignore[arg-type]  # as a store
    world.revoke(PERSONS[0], 0)
    assert said(world.ask(PERSONS[0])) != allowed


@pytest.mark.parametrize("name", ["_ROWS", "_MOST_BEHIND"])
def test_however_much_changed_at_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    world = ready()
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


def test_a_database_that_is_behind_is_not_believed() -> None:
    world, older = ready(), ready()
    world.revoke(PERSONS[0], 0)
    world.follow()
    current, world.slow._store = world.slow._store, older.house.store
    with pytest.raises(UnavailableError):
        world.ask(PERSONS[0], newest=True)
    world.slow._store = current
    assert world.ask(PERSONS[0], newest=True).revision.number == world.house.head


def test_the_thread_goes_on_after_a_failure() -> None:
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

    with Following(world.memory.follower, Failing(), heartbeat=0.01, pause=0.001):
        world.revoke(PERSONS[0], 0)
        give_up = time.monotonic() + 30
        while world.ask(PERSONS[0]).revision.number < world.house.head:
            assert time.monotonic() < give_up
    assert not any(thread.name == "feed" for thread in threading.enumerate())


def test_a_batch_is_answered_as_its_questions_are() -> None:
    world = ready()
    subjects: list[Any] = [*PERSONS, BADGES[0], PrincipalName("principals/nobody")]
    items = [Item(subject, EAR.name, MODEL.name) for subject in subjects]
    cold = world.warm(HER, items, Times())
    warm = world.warm(HER, items, Times())
    singles = [said(world.ask(subject))[0] for subject in subjects]
    assert said(cold) == said(warm) == singles


@pytest.mark.parametrize(("observed", "kept"), [pytest.param(NOW, 1, id="then"), pytest.param(None, 0, id="now")])
def test_a_presence_that_is_observed_now_changes_with_every_moment(observed: datetime | None, kept: int) -> None:
    world = ready()
    call = replace(HER, presence=AssuranceLevel.HIGH)
    presence = AssertedPresence(Country.of("US"), "geoip", observed)
    item = Item(PERSONS[0], EAR.name, MODEL.name, presence)
    assert said(world.warm(call, [item], Times())) == said(world.warm(call, [item], Times()))
    assert len(world.memory.decisions) == kept


def test_the_past_is_answered_as_it_was_known() -> None:
    world = ready()
    then, before = world.house.head, said(world.ask(PERSONS[0]))
    world.revoke(PERSONS[0], 0)
    world.follow()
    assert said(world.ask(PERSONS[0], known_revision=then)) == before != said(world.ask(PERSONS[0]))
    with pytest.raises(InvalidError):
        world.ask(PERSONS[0], known_revision=world.house.head + 1)


def test_access_comes_out_of_memory_and_is_as_fresh_as_it_has_to_be() -> None:
    world = ready()
    enforced = replace(EAR, name=DirectiveName("directives/enforced"), kind=DirectiveKind.ENFORCED)
    world.directives.create(HER, enforced)
    world.directives.publish(HER, enforced.name, draft(provision(RULE)))
    world.directives.activate(HER, version_of(enforced.name, 1), Interval(NOW))
    store = counting(world, 1e9)
    access = CheckAccess(RememberingStore(store, world.memory), DirectiveCache(), world.clock, Probing.unlimited())
    wanted = Wanted(PERSONS[0], MODEL.name)
    first = access(HER, wanted, Times())
    before = store.reads
    assert replace(access(HER, wanted, Times()), id=first.id, at=first.at) == first
    assert store.reads == before
    world.enlist(LEIS[0])
    assert access(HER, wanted, Times()).revision.number < world.house.head
    assert access(HER, wanted, Times(newest=True)).revision.number == world.house.head
    assert access(HER, wanted, Times(known_revision=1)).revision.number == 1
