"""In how many ways one caller may ask about one principal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from denizen.domain.countries import Country
from denizen.domain.errors import ExhaustedError
from denizen.domain.names import DirectiveName, PrincipalName, Purpose
from denizen.domain.principals import ExternalIdentifier
from denizen.rpc.convert.determinations import render_answer
from denizen.usecases.access import Wanted
from denizen.usecases.asking import AssertedPresence, Item, Times
from denizen.usecases.context import Call, Caller
from denizen.usecases.determination_use_cases import DeterminationUseCases
from denizen.usecases.probing import Alarm, Probing
from denizen.usecases.probing_alarms import PROBING, ProbingAlarms
from denizen.usecases.probing_limits import ProbingLimits
from tests.unit.usecases.asked import LETTER, Desk
from tests.unit.usecases.builders import ALICE, HER, NOW, Clock
from tests.unit.usecases.directives import MODEL
from tests.unit.usecases.test_rates import Hands

LIMITS = ProbingLimits(directives=4, presences=3, purposes=2, looks=5, seconds=60)
NOWHERE = Times()


class Watch:
    """Probing with a clock that is set, and its alarms."""

    def __init__(self, limits: ProbingLimits | None = LIMITS, **more: Any) -> None:
        self.clock = Hands()
        self.alarms: list[Alarm] = []
        self.probing = Probing(limits, self.alarms.append, self.clock, **more)

    def ask(
        self, number: int = 0, call: Call = HER, subject: Any = ALICE, times: Times = NOWHERE, **changes: Any
    ) -> bool:
        item = Item(subject, DirectiveName(f"directives/d-{number}"), **changes)
        return self.probing.of_item(call, item, None, times) is None


def directive(watch: Watch, number: int) -> bool:
    return watch.ask(number)


def presence(watch: Watch, number: int) -> bool:
    where = Country.of(["US", "FR", "CN", "GB", "DE", "IT", "JP", "CA"][number])
    return watch.ask(presence=AssertedPresence(where, "geoip", NOW + timedelta(seconds=number)))


def purpose(watch: Watch, number: int) -> bool:
    return watch.ask(call=replace(HER, purpose=Purpose(f"purpose-{number}")))


def day(watch: Watch, number: int) -> bool:
    return watch.ask(times=Times(NOW + timedelta(days=number)))


def revision(watch: Watch, number: int) -> bool:
    return watch.ask(times=Times(known_revision=number))


def known_day(watch: Watch, number: int) -> bool:
    return watch.ask(times=Times(known_at=NOW - timedelta(days=number)))


WAYS = pytest.mark.parametrize(
    ("ask", "most", "respect"),
    [
        (directive, 4, "directives"),
        (presence, 3, "presences"),
        (purpose, 2, "purposes"),
        (day, 5, "looks"),
        (revision, 5, "looks"),
        (known_day, 5, "looks"),
    ],
    ids=lambda each: getattr(each, "__name__", None),
)
Ask = Callable[[Watch, int], bool]


@WAYS
def test_so_many_ways_and_no_more(ask: Ask, most: int, respect: str) -> None:
    watch = Watch()
    assert [ask(watch, number) for number in range(most + 2)] == [True] * most + [False] * 2
    # What was asked before may be asked again.
    assert [ask(watch, number) for number in range(most)] == [True] * most
    (alarm,) = watch.alarms
    assert (alarm.call.caller.name, alarm.subject, alarm.respect, alarm.count) == (
        "callers/her",
        ALICE,
        respect,
        most + 1,
    )


@WAYS
def test_after_the_window_there_is_room_again(ask: Ask, most: int, respect: str) -> None:
    watch = Watch()
    for number in range(most):
        assert ask(watch, number)
    assert not ask(watch, most)
    watch.clock.now += LIMITS.seconds + 1
    assert ask(watch, most)


def test_the_window_slides() -> None:
    watch = Watch()
    for number in range(20):
        # Three in any window.
        assert watch.ask(number)
        watch.clock.now += LIMITS.seconds / 3
    watch.clock.now += LIMITS.seconds
    asked = []
    for number in range(100, 120):
        asked.append(watch.ask(number))
        watch.clock.now += LIMITS.seconds / 9
    assert sum(asked) < 14


def test_a_refusal_says_when_it_may_be_tried_again_and_not_about_whom() -> None:
    watch = Watch()
    for number in range(4):
        watch.ask(number)
        watch.clock.now += 1
    item = Item(ALICE, DirectiveName("directives/d-9"))
    refusal = watch.probing.of_item(HER, item, None, NOWHERE)
    assert isinstance(refusal, ExhaustedError)
    assert refusal.facts == {"limit": "4 directives in 60 seconds"}
    assert 0 < refusal.retry_after <= LIMITS.seconds
    assert "alice" not in refusal.message
    watch.clock.now += refusal.retry_after
    assert watch.ask(9)


def test_a_gateway_never_trips() -> None:
    watch = Watch()
    for round_ in range(5):
        for number in range(2000):
            assert watch.ask(subject=PrincipalName(f"principals/p-{number}"))
        watch.clock.now += round_
    assert watch.alarms == []


def test_callers_and_principals_are_counted_apart() -> None:
    watch = Watch()
    other = replace(HER, caller=Caller("callers/other"))
    for number in range(4):
        assert watch.ask(number)
    assert not watch.ask(9)
    assert watch.ask(9, subject=PrincipalName("principals/ben"))
    assert watch.ask(9, call=other)


def test_nobody_is_counted_like_somebody() -> None:
    watch = Watch()
    nobody = ExternalIdentifier("hr", "0815")
    assert [watch.ask(number, subject=nobody) for number in range(6)] == [True] * 4 + [False] * 2


def test_one_alarm_for_each_caller_and_window() -> None:
    watch = Watch()
    for subject in ("a", "b"):
        for number in range(50):
            watch.ask(number, subject=PrincipalName(f"principals/{subject}"))
    assert len(watch.alarms) == 1
    watch.clock.now += LIMITS.seconds
    for number in range(50):
        watch.ask(number)
    assert len(watch.alarms) == 2


def test_memory_is_bounded_and_a_busy_gateway_does_not_hide_a_prober() -> None:
    watch = Watch(most=400)
    gateway = replace(HER, caller=Caller("callers/gateway"))
    asked = []
    for number in range(12):
        asked.append(watch.ask(number))
        for each in range(1000):
            watch.ask(call=gateway, subject=PrincipalName(f"principals/p-{number}-{each}"))
        assert watch.probing.kept <= 400
    assert asked == [True] * 4 + [False] * 8


def test_callers_are_bounded() -> None:
    watch = Watch()
    for number in range(1500):
        watch.ask(call=replace(HER, caller=Caller(f"callers/c-{number}")))
    assert watch.probing.kept <= 1000


# On a store


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.house.add(ALICE)
    for number in range(6):
        desk.lay_down(DirectiveName(f"directives/d-{number}"))
    desk.questions = DeterminationUseCases.on(
        desk.house.store, Clock(), render_answer, probing_limits=ProbingLimits(directives=3, looks=3)
    )
    return desk


def items(*numbers: int, subject: Any = ALICE) -> list[Item]:
    return [Item(subject, DirectiveName(f"directives/d-{number}"), MODEL.name) for number in numbers]


def refused(desk: Desk, *numbers: int, times: Times = NOWHERE) -> list[bool]:
    answers = desk.questions.check(HER, items(*numbers), times).answers
    return [isinstance(each, ExhaustedError) for each in answers]


def alerts(desk: Desk) -> list[tuple[str, str, str | None]]:
    rows = [each for each in desk.house.events() if each.event.kind == PROBING]
    return [(each.caller, each.event.resource, each.event.subject) for each in rows]


@pytest.mark.parametrize("times", [NOWHERE, Times(known_revision=5)], ids=["now", "as known then"])
def test_a_batch_counts_by_its_items_and_each_fails_alone(desk: Desk, times: Times) -> None:
    assert refused(desk, 0, 1, 0, 2, 3, 1, 4, times=times) == [False, False, False, False, True, False, True]
    assert alerts(desk) == [("callers/her", "alerts/probing-directives-4", ALICE)]


def test_an_alarm_is_one_event_however_much_is_refused(desk: Desk) -> None:
    before = desk.head
    for _ in range(20):
        refused(desk, 0, 1, 2, 3, 4, 5)
    assert desk.head == before + 1


def test_access_counts_each_directive_and_is_not_too_much_itself(desk: Desk) -> None:
    wanted = Wanted(ALICE, MODEL.name)
    for _ in range(3):
        assert len(desk.questions.check_access(HER, wanted, NOWHERE).access.contributions) == 6
    assert refused(desk, 0, 5) == [False, False]
    desk.lay_down(LETTER)
    letter = desk.questions.check(HER, [Item(ALICE, LETTER, MODEL.name)], NOWHERE).answers
    assert isinstance(letter[0], ExhaustedError)


def test_differences_count_as_looks(desk: Desk) -> None:
    (item,) = items(0)
    for number in range(2):
        desk.questions.diff(HER, item, Times(known_revision=desk.head - number), Times())
    with pytest.raises(ExhaustedError):
        desk.questions.diff(HER, item, Times(known_revision=desk.head - 2), Times())


def test_an_identifier_is_another_name_of_the_same_principal(desk: Desk) -> None:
    badge = ExternalIdentifier("hr", "1")
    desk.house.principals.link(HER, ALICE, badge)
    desk.questions.check(HER, items(0, subject=badge), NOWHERE)  # who it is is known from here on
    for number, subject in enumerate((ALICE, badge, ALICE), 1):
        desk.questions.check(HER, items(number, subject=subject), NOWHERE)
    (answer,) = desk.questions.check(HER, items(5, subject=badge), NOWHERE).answers
    assert isinstance(answer, ExhaustedError)


def test_a_store_that_fails_changes_nothing_about_the_refusal(desk: Desk) -> None:
    class Away:
        def write(self, _call: Call) -> Any:
            raise ExhaustedError("away", 1.0)

    ProbingAlarms(Away())(Alarm(HER, ALICE, "directives", 4, 60))  # type: ignore[arg-type]  # nothing else is asked


def test_presence_counts_whether_or_not_it_may_be_asserted() -> None:
    watch = Watch()
    for number in range(3):
        assert presence(watch, number)
    assert not presence(watch, 4)
