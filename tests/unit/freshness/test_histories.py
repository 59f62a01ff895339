"""Whatever is written and asked in whatever order: memory answers as the store does at the same revision, and never
with less than was asked for."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from denizen.domain.names import PrincipalName
from denizen.domain.principals import ExternalIdentifier
from tests.unit.freshness.world import BADGES, LEIS, ORGANISATIONS, PERSONS, World, said
from tests.unit.usecases.builders import HER

Step = Callable[[World], None]
EVERYBODY = (*PERSONS, *ORGANISATIONS)

subjects = st.sampled_from(PERSONS)
companies = st.sampled_from(ORGANISATIONS)
badges = st.sampled_from(BADGES)


def doing(what: Callable[..., None], *arguments: st.SearchStrategy[object]) -> st.SearchStrategy[Step]:
    return st.tuples(*arguments).map(lambda chosen: lambda world: what(world, *chosen))


CHANGES = st.one_of(
    doing(World.add, st.sampled_from(EVERYBODY)),
    doing(World.cleared, subjects, companies),
    doing(World.revoke, subjects, st.integers(0, 5)),
    doing(World.link, subjects, badges),
    doing(World.unlink, subjects, badges),
    doing(World.link, companies, st.sampled_from(LEIS)),
    doing(World.unlink, companies, st.sampled_from(LEIS)),
    doing(World.populate, subjects, st.sampled_from(["employee", "visitor"])),
    doing(World.enlist, st.sampled_from(LEIS)),
    doing(World.delist, st.sampled_from(LEIS)),
    doing(World.activate),
    doing(World.suspend),
)


def ask(world: World, subject: PrincipalName | ExternalIdentifier, mode: str) -> None:
    head = world.house.head
    seen = world.memory.follower.seen
    times: dict[str, object] = {"newest": True} if mode == "newest" else {}
    if mode == "token":
        times = {"at_least": head}
    decision = world.ask(subject, **times)
    assert said(decision) == world.again(subject, decision)
    # Nothing older than was asked for, and never back in time.
    assert decision.revision.number >= (head if times else 0)
    assert seen is None or decision.revision.number >= seen.revision.number


def interrupted(world: World, change: Step, subject: PrincipalName) -> None:
    """A change is committed and followed while facts are being read."""

    def meanwhile() -> None:
        change(world)
        world.follow()

    world.slow.meanwhile.append(meanwhile)
    ask(world, subject, "any")
    world.slow.meanwhile.clear()


QUESTIONS = st.one_of(
    doing(ask, st.sampled_from((*PERSONS, *BADGES)), st.sampled_from(["any", "token", "newest"])),
    doing(World.follow),
    st.tuples(CHANGES, subjects).map(lambda chosen: lambda world: interrupted(world, *chosen)),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(CHANGES, QUESTIONS, QUESTIONS), max_size=40))
def test_memory_answers_as_the_store_does(steps: list[Step]) -> None:
    world = World()
    for name in EVERYBODY[:2] + EVERYBODY[-1:]:
        world.add(name)
    world.cleared(PERSONS[0], ORGANISATIONS[1])
    for step in steps:
        step(world)
    anybody: list[PrincipalName | ExternalIdentifier] = [*PERSONS, *BADGES]
    for subject in anybody:
        ask(world, subject, "newest")
        ask(world, subject, "any")


def test_the_history_can_come_out_both_ways() -> None:
    """What the property above compares is not always the same."""
    world = World()
    for name in EVERYBODY:
        world.add(name)
    world.cleared(PERSONS[0], ORGANISATIONS[0])
    first = said(world.ask(PERSONS[0], newest=True))
    world.enlist(LEIS[0])
    assert said(world.ask(PERSONS[0])) == first
    second = said(world.ask(PERSONS[0], at_least=world.house.head))
    world.delist(LEIS[0])
    world.revoke(PERSONS[0], 0)
    world.follow()
    third = said(world.ask(PERSONS[0]))
    assert len({tuple(each) for each in (first, second, third)}) == 3
    with world.house.store.read(HER) as reader:
        assert world.ask(PERSONS[0]).revision == reader.revision
