"""Probing for attributes, on a store."""

from typing import Any

import pytest

from denizen.domain.errors import ExhaustedError
from denizen.domain.names import DirectiveName
from denizen.domain.principals import ExternalIdentifier
from denizen.rpc.convert.determinations import render_answer
from denizen.usecases.access import Wanted
from denizen.usecases.asking import Item, Times
from denizen.usecases.context import Call
from denizen.usecases.determination_use_cases import DeterminationUseCases
from denizen.usecases.probing import Alarm
from denizen.usecases.probing_alarms import PROBING, ProbingAlarms
from denizen.usecases.probing_limits import ProbingLimits
from tests.unit.usecases.asked import LETTER, Desk
from tests.unit.usecases.builders import ALICE, HER, Clock
from tests.unit.usecases.directives import MODEL
from tests.unit.usecases.test_probing import NOWHERE, Watch, presence


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
