"""Which version is in force: the highest-numbered one then active, through suspensions and rescissions."""

import pytest

from denizen.domain.directives import Action, ActivationRecord, boundaries, in_force
from denizen.domain.intervals import Interval
from tests.unit.evaluation.builders import TICK, day, held

ACTIVATE, SUSPEND, RESCIND = Action.ACTIVATE, Action.SUSPEND, Action.RESCIND


def step(
    action: Action, start: str | None = None, end: str | None = None, version: int | None = None
) -> ActivationRecord:
    return ActivationRecord(action, held(start, end), version)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        pytest.param([], {"2024": None}, id="nothing"),
        pytest.param([step(ACTIVATE, "2020", None, 1)], {"2019": None, "2020": 1, "2030": 1}, id="from then on"),
        pytest.param([step(ACTIVATE, None, "2020", 1)], {"2000": 1, "2020": None}, id="until then"),
        pytest.param(
            [step(ACTIVATE, "2020", None, 1), step(ACTIVATE, "2022", None, 2)], {"2021": 1, "2022": 2}, id="the highest"
        ),
        pytest.param(
            [step(ACTIVATE, "2022", None, 2), step(ACTIVATE, "2020", None, 1)],
            {"2021": 1, "2023": 2},
            id="not the last known",
        ),
        pytest.param(
            [step(ACTIVATE, "2020", None, 1), step(ACTIVATE, "2021", "2022", 2)],
            {"2020": 1, "2021": 2, "2022": 1},
            id="for a year",
        ),
        pytest.param(
            [step(ACTIVATE, "2020", None, 1), step(SUSPEND, "2022", "2024")],
            {"2021": 1, "2022": None, "2023": None, "2024": 1},
            id="suspended for a time",
        ),
        pytest.param(
            [step(ACTIVATE, "2020", None, 1), step(SUSPEND, "2022"), step(ACTIVATE, "2023", None, 1)],
            {"2022": None, "2023": 1},
            id="activated again",
        ),
        pytest.param(
            [step(SUSPEND, "2022"), step(ACTIVATE, "2020", None, 1)],
            {"2023": 1},
            id="activated after the suspension was known",
        ),
        pytest.param(
            [step(ACTIVATE, "2020", None, 1), step(ACTIVATE, "2020", None, 2), step(RESCIND, "2022")],
            {"2021": 2, "2022": None},
            id="rescinded, every version",
        ),
        pytest.param(
            [step(ACTIVATE, "2020", None, 1), step(RESCIND, "2022"), step(ACTIVATE, "2023", None, 2)],
            {"2022": None, "2023": 2},
            id="another after the rescission",
        ),
    ],
)
def test_in_force(records: list[ActivationRecord], expected: dict[str, int | None]) -> None:
    assert {at: in_force(records, day(at)) for at in expected} == expected


def test_the_last_instant_before_and_the_first_after() -> None:
    records = [step(ACTIVATE, "2020", "2022", 1)]
    instants = [day("2020") - TICK, day("2020"), day("2022") - TICK, day("2022")]
    assert [in_force(records, each) for each in instants] == [None, 1, 1, None]
    assert list(boundaries(records)) == [day("2020"), day("2022")]
    assert list(boundaries([ActivationRecord(ACTIVATE, Interval(), 1)])) == []
