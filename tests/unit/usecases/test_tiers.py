"""Callers of different tiers, purposes and presences, who ask the same questions of one memory in any order."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import Citizenship
from denizen.domain.countries import Country
from denizen.domain.determinations import Effect
from denizen.domain.disclosure import Tier
from denizen.domain.intervals import Interval
from denizen.domain.names import DirectiveName, PrincipalName, Purpose
from denizen.domain.rules import Countries, Not, PresentIn, ResidentIn
from denizen.rpc.convert.determinations import render_answer
from denizen.usecases.access import Wanted
from denizen.usecases.asking import AssertedPresence, Item, Times
from denizen.usecases.context import Call
from denizen.v1 import determination_pb2 as pb
from tests.unit.evaluation.profiles import examples
from tests.unit.usecases.asked import LETTER, Desk
from tests.unit.usecases.builders import ALICE, EXPORT, HER, KYC, NOW, US
from tests.unit.usecases.directives import CITIZEN, MODEL

HERE = DirectiveName("directives/here")
NOBODY = PrincipalName("principals/nobody")
FR = Country.of("FR")
DAY = timedelta(days=1)
TIMES = Times(NOW + DAY)


def desk() -> Desk:
    """Of Alice a French citizenship is known for export control; of Ben nothing."""
    desk = Desk()
    desk.house.add(ALICE)
    desk.house.add(PrincipalName("principals/ben"))
    desk.attest(Citizenship(FR))
    desk.lay_down(LETTER, CITIZEN)
    desk.lay_down(HERE, Not(PresentIn(Countries(frozenset({US})))))
    return desk


def asking(tier: Tier, purpose: Purpose = EXPORT, presence: AssuranceLevel | None = None) -> Call:
    return replace(HER, tier=tier, purpose=purpose, presence=presence)


SUBJECTS = (ALICE, PrincipalName("principals/ben"), NOBODY)
ITEMS = [
    Item(subject, directive, MODEL.name, presence, explain)
    for subject, directive, presence, explain in product(
        SUBJECTS, (LETTER, HERE), (None, AssertedPresence(US, "geoip", NOW)), (False, True)
    )
]
CALLS = [
    asking(tier, purpose, level)
    for tier, purpose, level in product(Tier, (EXPORT, KYC), (None, AssuranceLevel.SUBSTANTIAL))
]


def cold(desk: Desk, call: Call, item: Item) -> bytes:
    """Of no memory, and of nobody else's question."""
    (answer,) = desk.plain_check(call, [item], TIMES).answers
    assert not isinstance(answer, Exception)
    return render_answer(answer, call.tier)


@examples(30)
@given(data=st.data())
def test_each_gets_its_own_answer_in_any_order(data: st.DataObject) -> None:
    house = desk()
    questions = data.draw(st.lists(st.tuples(st.sampled_from(CALLS), st.sampled_from(ITEMS)), min_size=2, max_size=12))
    for call, item in [*questions, *questions]:
        (answer,) = house.questions.check(call, [item], TIMES).answers
        assert answer == cold(house, call, item)


@pytest.mark.parametrize("order", list(permutations(Tier)), ids=lambda order: "-".join(each.name for each in order))
def test_one_question_by_every_tier(order: tuple[Tier, ...]) -> None:
    house = desk()
    item = Item(PrincipalName("principals/ben"), LETTER, MODEL.name, explain=True)
    for _ in ("cold", "warm"):
        for tier in order:
            (rendered,) = house.questions.check(asking(tier), [item], TIMES).answers
            assert isinstance(rendered, bytes)
            answer = pb.Answer.FromString(rendered)
            assert answer.effect == pb.EFFECT_DENY
            assert bool(answer.determination) is (tier >= Tier.DETERMINATION)
            assert bool(answer.reasons) is (tier >= Tier.REASONS)
            assert bool(answer.settling) is (tier >= Tier.REASONS)
            assert answer.HasField("explanation") is (tier >= Tier.FACTS)


def test_nobody_looks_like_somebody_below_reasons() -> None:
    house = desk()
    for tier in (Tier.EFFECT, Tier.DETERMINATION):
        one, other = house.questions.check(
            asking(tier), [Item(name, LETTER, MODEL.name) for name in SUBJECTS[1:]], TIMES
        ).answers
        assert one == other


def until(house: Desk, tier: Tier, at: datetime) -> tuple[Effect, datetime | None]:
    access = house.questions.check_access(asking(tier), Wanted(ALICE, MODEL.name), Times(at)).access
    return access.effect, access.valid_until


def test_access_holds_until_the_effect_changes_for_those_who_see_nothing_else() -> None:
    house = Desk()
    house.house.add(ALICE)
    house.lay_down(LETTER, Not(CITIZEN), effective=Interval(NOW - DAY, NOW + 5 * DAY))
    house.lay_down(HERE, Not(ResidentIn(Countries(frozenset({US})))), effective=Interval(NOW - DAY, NOW + 3 * DAY))
    assert until(house, Tier.FACTS, NOW) == (Effect.DENY, NOW + 3 * DAY)
    assert until(house, Tier.EFFECT, NOW) == (Effect.DENY, NOW + 5 * DAY)
    assert until(house, Tier.EFFECT, NOW + 5 * DAY) == (Effect.ALLOW, None)
    assert until(house, Tier.EFFECT, NOW - 2 * DAY) == (Effect.ALLOW, NOW - DAY)
