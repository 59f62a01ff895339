"""Bringing versions into force and out of it, on a store in memory."""

from datetime import timedelta

import pytest

from denizen.domain.directives import Action, in_force
from denizen.domain.errors import NotFoundError
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import DirectiveName, VersionName
from denizen.usecases.directive_use_cases import DirectiveUseCases
from tests.unit.usecases.builders import ANN, NOW, repeated
from tests.unit.usecases.directives import EAR, V1, V2, draft, rest

DAY = timedelta(days=1)
FROM_NOW = Interval(NOW)


@pytest.fixture
def directives() -> DirectiveUseCases:
    use_cases = rest()
    use_cases.create(ANN, EAR)
    use_cases.publish(ANN, EAR.name, draft())
    use_cases.publish(ANN, EAR.name, draft())
    return use_cases


def active(directives: DirectiveUseCases, days: float) -> int | None:
    return in_force(directives.get(ANN, EAR.name).value.records, NOW + days * DAY)


def actions(directives: DirectiveUseCases) -> list[Action]:
    return [record.action for record in directives.get(ANN, EAR.name).value.records]


def test_from_the_moment_of_the_write_on(directives: DirectiveUseCases) -> None:
    done = directives.activate(ANN, V1, None)
    (record,) = done.value.records
    assert (record.action, record.version) == (Action.ACTIVATE, 1)
    assert record.effective == Interval(done.revision.instant)
    assert (record.known_from, record.known_time) == (done.revision.number, done.revision.instant)


def test_the_life_of_a_directive(directives: DirectiveUseCases) -> None:
    directives.activate(ANN, V1, FROM_NOW)
    directives.activate(ANN, V2, Interval(NOW + 10 * DAY))
    directives.suspend(ANN, EAR.name, Interval(NOW + 2 * DAY, NOW + 4 * DAY))
    directives.rescind(ANN, EAR.name, NOW + 20 * DAY)
    assert [active(directives, days) for days in (-1, 0, 2, 4, 10, 20)] == [None, 1, None, 1, 2, None]


def test_the_same_record_again_is_no_new_one(directives: DirectiveUseCases) -> None:
    directives.activate(ANN, V1, FROM_NOW)
    directives.activate(ANN, V2, Interval(NOW + 10 * DAY))
    directives.suspend(ANN, EAR.name, Interval(NOW - 4 * DAY, NOW - 2 * DAY))
    before = directives.get(ANN, EAR.name)
    assert directives.activate(ANN, V1, FROM_NOW) == before
    assert directives.suspend(ANN, EAR.name, Interval(NOW - 4 * DAY, NOW - 2 * DAY)) == before


def test_the_same_activation_after_a_suspension_brings_it_back(directives: DirectiveUseCases) -> None:
    directives.activate(ANN, V1, ALWAYS)
    directives.suspend(ANN, EAR.name, FROM_NOW)
    assert active(directives, 1) is None
    directives.activate(ANN, V1, ALWAYS)
    assert active(directives, 1) == 1
    directives.suspend(ANN, EAR.name, FROM_NOW)
    assert active(directives, 1) is None
    assert actions(directives) == [Action.ACTIVATE, Action.SUSPEND] * 2


def test_a_repetition_adds_no_record(directives: DirectiveUseCases) -> None:
    first = directives.activate(ANN, V1, None, repeated())
    directives.rescind(ANN, EAR.name, None)
    assert directives.activate(ANN, V1, None, repeated()) == first
    assert actions(directives) == [Action.ACTIVATE, Action.RESCIND]


def test_nothing_to_bring_into_force(directives: DirectiveUseCases) -> None:
    with pytest.raises(NotFoundError):
        directives.activate(ANN, VersionName("directives/ear/versions/3"), None)
    with pytest.raises(NotFoundError):
        directives.suspend(ANN, DirectiveName("directives/itar"), None)
    with pytest.raises(NotFoundError):
        directives.rescind(ANN, DirectiveName("directives/itar"), None)
