"""Whatever is written and asked in whatever order, through whichever door: memory answers as the store does at the same
moment and revision, and never with less than was asked for."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.names import PrincipalName
from denizen.domain.principals import ExternalIdentifier
from denizen.usecases.access import CheckAccess, Wanted
from denizen.usecases.asking import Item, Times
from denizen.usecases.directive_cache import DirectiveCache
from denizen.usecases.probing import Probing
from tests.doors.asking import Asks, access_of
from tests.doors.entering import WAYS, enforced, entered, told
from tests.doors.opened import Which
from tests.unit.evaluation.profiles import examples
from tests.unit.freshness.changes import CHANGES, EVERYBODY, Step, companies, doing, subjects
from tests.unit.freshness.world import BADGES, LEIS, ORGANISATIONS, PERSONS, World, said
from tests.unit.usecases.builders import HER, NOW
from tests.unit.usecases.directives import EAR, MODEL

Subject = PrincipalName | ExternalIdentifier
Ask = Callable[[World, Asks], None]
ANYBODY: tuple[Subject, ...] = (*PERSONS, *BADGES)
ENDS = [NOW + timedelta(hours=each) for each in (1, 2)]
TICK = timedelta(microseconds=1)

anybody = st.sampled_from(ANYBODY)
modes = st.sampled_from(["any", "any", "token", "newest"])
moments = st.sampled_from([NOW, *(end + step for end in ENDS for step in (-TICK, timedelta(), TICK))])


def pass_to(world: World, moment: datetime) -> None:
    """The clock shows it when it is next looked at; it may have been set back."""
    world.clock.moment = moment - timedelta(seconds=1)


def times_of(world: World, mode: str) -> Times:
    return Times(newest=mode == "newest", at_least=world.house.head if mode == "token" else 0)


def judge(world: World, mode: str, before: int, head: int, revision: int) -> None:
    """Nothing older than was asked for, and never back in time."""
    assert revision >= (head if mode != "any" else 0)
    assert revision >= before


def seen(world: World) -> int:
    found = world.memory.follower.seen
    return 0 if found is None else found.revision.number


def ask(world: World, _: Asks, subject: Subject, mode: str) -> None:
    before, head = seen(world), world.house.head
    decision = world.warm(HER, [Item(subject, EAR.name, MODEL.name)], times_of(world, mode))
    assert said(decision) == world.again(subject, decision)
    judge(world, mode, before, head, decision.revision.number)


def ask_of_all(world: World, _: Asks, mode: str) -> None:
    before, head = seen(world), world.house.head
    items = [Item(each, EAR.name, MODEL.name) for each in ANYBODY]
    decision = world.warm(HER, items, times_of(world, mode))
    assert said(decision) == [each for subject in ANYBODY for each in world.again(subject, decision)]
    judge(world, mode, before, head, decision.revision.number)


def ask_for_access(world: World, asks: Asks, subject: Subject, mode: str) -> None:
    before, head = seen(world), world.house.head
    wanted = Wanted(subject, MODEL.name)
    found = asks.access(HER, wanted, times_of(world, mode))
    cold = CheckAccess(world.house.store, DirectiveCache(), world.clock, Probing.unlimited())
    assert found == access_of(cold(HER, wanted, Times(at=found.at, known_revision=found.revision)))
    judge(world, mode, before, head, found.revision)


def asking(what: Callable[..., None], *arguments: st.SearchStrategy[object]) -> st.SearchStrategy[Ask]:
    return st.tuples(*arguments).map(lambda chosen: lambda world, asks: what(world, asks, *chosen))


def changing(steps: st.SearchStrategy[Step]) -> st.SearchStrategy[Ask]:
    return steps.map(lambda step: lambda world, _: step(world))


def interrupted(world: World, asks: Asks, change: Step, subject: Subject) -> None:
    """A change is committed and followed while facts are being read."""

    def meanwhile() -> None:
        change(world)
        world.follow()

    world.slow.meanwhile.append(meanwhile)
    ask(world, asks, subject, "any")
    world.slow.meanwhile.clear()


STEPS = st.one_of(
    changing(CHANGES),
    changing(doing(World.cleared, subjects, companies, st.sampled_from(ENDS))),
    changing(doing(pass_to, moments)),
    changing(doing(World.follow)),
    asking(ask, anybody, modes),
    asking(ask, anybody, modes),
    asking(ask_of_all, modes),
    asking(ask_for_access, anybody, modes),
    asking(interrupted, CHANGES, subjects),
)


@pytest.mark.parametrize("which", WAYS, ids=told)
@examples(30)
@given(steps=st.lists(STEPS, max_size=40))
def test_memory_answers_as_the_store_does(which: Which | None, steps: list[Ask]) -> None:
    world = World()
    enforced(world)
    for name in EVERYBODY[:2] + EVERYBODY[-1:]:
        world.add(name)
    world.cleared(PERSONS[0], ORGANISATIONS[1], ENDS[0])
    with entered(world, which) as asks:
        for step in steps:
            step(world, asks)
        for subject in ANYBODY:
            ask(world, asks, subject, "newest")
            ask(world, asks, subject, "any")


@pytest.mark.parametrize("which", WAYS, ids=told)
def test_the_history_can_come_out_both_ways(which: Which | None) -> None:
    """What the property above compares is not always the same."""
    world = World()
    for name in EVERYBODY:
        world.add(name)
    world.cleared(PERSONS[0], ORGANISATIONS[0], ENDS[0])
    with entered(world, which):
        first = said(world.ask(PERSONS[0]))
        world.enlist(LEIS[0])
        assert said(world.ask(PERSONS[0])) == first
        second = said(world.ask(PERSONS[0], at_least=world.house.head))
        world.delist(LEIS[0])
        world.follow()
        assert said(world.ask(PERSONS[0])) == first
        pass_to(world, ENDS[0])
        third = said(world.ask(PERSONS[0]))
        assert len({tuple(each) for each in (first, second, third)}) == 3
        world.revoke(PERSONS[0], 0)
        world.follow()
        assert world.ask(PERSONS[0]).revision.number == world.house.head
