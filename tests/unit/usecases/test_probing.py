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
from denizen.usecases.asking import AssertedPresence, Item, Times
from denizen.usecases.context import Call, Caller
from denizen.usecases.probing import Alarm, Probing
from denizen.usecases.probing_limits import ProbingLimits
from tests.unit.usecases.builders import ALICE, HER, NOW
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
