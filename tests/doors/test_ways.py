"""The ways to ask are what they say: what is asked again is answered at once, at the one door and at the other."""

import pytest

from denizen.usecases.asking import Item, Times
from denizen.v1 import determination_pb2 as pb
from tests.doors.asking import ByDoor
from tests.doors.opened import Which, opened
from tests.doors.ways import CHECK
from tests.unit.freshness.world import ORGANISATIONS, PERSONS, World, said
from tests.unit.usecases.builders import HER
from tests.unit.usecases.directives import EAR, MODEL

QUESTION = pb.CheckRequest(principal=PERSONS[0], directive=EAR.name, resource=MODEL.name, purpose=str(HER.purpose))
ITEM = Item(PERSONS[0], EAR.name, MODEL.name)


@pytest.mark.parametrize("which", Which, ids=lambda each: each.value)
def test_what_is_asked_again_is_answered_at_once(which: Which) -> None:
    world = World()
    world.add(PERSONS[0])
    world.cleared(PERSONS[0], ORGANISATIONS[0])
    with opened(world.slow, world.memory, world.clock, keeps=which.keeps) as doors:
        way = doors.ways[which]
        ids = {pb.CheckResponse.FromString(way(CHECK, QUESTION).message).decision_id for _ in range(4)}
        assert len(ids) == 4
        at_once = {Which.MAIN_AGAIN: 7, Which.LISTENER_AGAIN: 7, Which.IN_TURN: 3}
        assert doors.repeated.answered == at_once.get(which, 0)
        told = ByDoor(way).check(HER, [ITEM], Times())
        assert said(told) == said(world.ask(PERSONS[0])) == said(ByDoor(doors.anew).check(HER, [ITEM], Times()))


def test_what_is_asked_anew_is_read_each_time() -> None:
    world = World()
    world.add(PERSONS[0])
    with opened(world.slow, world.memory, world.clock) as doors:
        doors.anew(CHECK, QUESTION)
        before = world.slow.reads
        for _ in range(3):
            doors.anew(CHECK, QUESTION)
        assert world.slow.reads >= before + 6  # what changed, and the facts
        assert doors.repeated.answered == 0
        assert len(world.memory.decisions) == 0
