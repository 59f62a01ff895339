"""Planned activations beside what is recorded: what is told, and from when to when."""

import pytest

from denizen.domain.directives import Action, ActivationRecord
from denizen.domain.intervals import Interval
from denizen.domain.static_checks.dates import gaps, overlapping_versions
from denizen.domain.warnings import StaticWarning, WarningKind
from tests.unit.evaluation.builders import held


def activate(version: int, start: str | None = None, end: str | None = None) -> ActivationRecord:
    return ActivationRecord(Action.ACTIVATE, held(start, end), version)


def suspend(start: str | None = None, end: str | None = None) -> ActivationRecord:
    return ActivationRecord(Action.SUSPEND, held(start, end))


def rescind(start: str | None = None) -> ActivationRecord:
    return ActivationRecord(Action.RESCIND, held(start))


def overlap(text: str, index: int = 0) -> StaticWarning:
    return StaticWarning(WarningKind.OVERLAPPING_VERSIONS, f"planned_activations[{index}]", text)


def gap(text: str, index: int = 0) -> StaticWarning:
    said = f"{text} no version is in force, and no suspension says so"
    return StaticWarning(WarningKind.GAP, f"planned_activations[{index}]", said)


def versions(one: str, other: str, what: str) -> str:
    return f"version 1 ({one}) and version 2 ({other}): {what}"


RETURNS, NEVER = "when 2 ends, 1 is in force", "1 is never in force, because the highest number is"


@pytest.mark.parametrize(
    ("records", "planned", "told"),
    [
        pytest.param([], [held("2026")], [], id="nothing else"),
        pytest.param([activate(1, "2025")], [held("2026")], [], id="it takes over"),
        pytest.param([activate(1)], [held("2026")], [], id="it takes over what was always in force"),
        pytest.param([activate(1, "2025", "2026")], [held("2026", "2027")], [], id="one after the other"),
        pytest.param([activate(1, "2027", "2028")], [held("2026", "2027")], [], id="one before the other"),
        pytest.param([activate(1, "2025", "2027")], [held("2026", "2027")], [], id="both end together"),
        pytest.param([activate(2, "2025")], [held("2025", "2026")], [], id="the same version"),
        pytest.param(
            [activate(1, "2025")],
            [held("2026", "2027")],
            [overlap(versions("from 2025-01-01", "from 2026-01-01 to 2027-01-01", RETURNS))],
            id="what it took over comes back",
        ),
        pytest.param(
            [activate(1, "2025", "2027-06-01")],
            [held("2030"), held("2026", "2027")],
            [
                overlap(
                    versions("from 2025-01-01 to 2027-06-01", "from 2026-01-01 to 2027-01-01", RETURNS),
                    index=1,
                )
            ],
            id="for a while, and by the second of two plans",
        ),
        pytest.param(
            [activate(1, "2026", "2027")],
            [held("2026", "2027")],
            [overlap(versions("from 2026-01-01 to 2027-01-01", "from 2026-01-01 to 2027-01-01", NEVER))],
            id="at the same time",
        ),
        pytest.param(
            [activate(1, "2026")],
            [held("2025")],
            [overlap(versions("from 2026-01-01", "from 2025-01-01", NEVER))],
            id="the higher was there before",
        ),
        pytest.param(
            [activate(1)],
            [held(None, "2025")],
            [overlap(versions("from the beginning", "from the beginning to 2025-01-01", RETURNS))],
            id="from the beginning",
        ),
        pytest.param([activate(1, "2025"), suspend("2026")], [held("2026", "2027")], [], id="suspended since"),
        pytest.param([activate(1, "2025"), rescind("2026")], [held("2026", "2027")], [], id="rescinded since"),
        pytest.param([activate(1, "2025"), suspend("2020")], [held("2026", "2027")], [], id="wholly suspended"),
        pytest.param(
            [suspend("2026"), activate(1, "2025")],
            [held("2026", "2027")],
            [overlap(versions("from 2025-01-01", "from 2026-01-01 to 2027-01-01", RETURNS))],
            id="activated after a suspension",
        ),
        pytest.param(
            [activate(1, "2025"), activate(3, "2030"), suspend("2028", "2029"), suspend("2026", "2027")],
            [held("2026", "2027")],
            [],
            id="suspended for as long, after another's activation",
        ),
        pytest.param(
            [activate(1, "2025"), suspend("2026", "2027")],
            [held("2026-06-01", "2028")],
            [overlap(versions("from 2025-01-01", "from 2026-06-01 to 2028-01-01", RETURNS))],
            id="suspended, and then back",
        ),
        pytest.param(
            [activate(1, "2025", "2028"), suspend("2027-06-01")],
            [held("2026", "2027-06-01")],
            [],
            id="suspended when the other ends",
        ),
        pytest.param(
            [suspend("2020"), activate(1, "2025")],
            [held("2024", "2027")],
            [overlap(versions("from 2025-01-01", "from 2024-01-01 to 2027-01-01", RETURNS))],
            id="began earlier, and ends earlier",
        ),
        pytest.param(
            [activate(1, "2026", "2027"), suspend("2026", "2027")],
            [held("2025", "2030")],
            [],
            id="suspended from its first moment to its last",
        ),
        pytest.param(
            [activate(2, "2020", "2021"), activate(1, "2025")],
            [held("2026", "2027")],
            [overlap(versions("from 2025-01-01", "from 2026-01-01 to 2027-01-01", RETURNS))],
            id="beside an earlier activation of the same version",
        ),
        pytest.param(
            [activate(1, "2020", "2026-06-01"), activate(1, "2025")],
            [held("2026", "2027")],
            [overlap(versions("from 2025-01-01", "from 2026-01-01 to 2027-01-01", RETURNS))],
            id="beside one that it takes over",
        ),
    ],
)
def test_versions_that_overlap(
    records: list[ActivationRecord], planned: list[Interval], told: list[StaticWarning]
) -> None:
    assert list(overlapping_versions(records, planned, 2)) == told


def test_a_higher_number_is_there_already() -> None:
    (warning,) = overlapping_versions([activate(3, "2025")], [held("2026")], 2)
    assert warning.text.startswith("version 2 (from 2026-01-01) and version 3 (from 2025-01-01): 2 is never in force")


def test_a_moment_within_a_day_is_told_with_its_time() -> None:
    (warning,) = overlapping_versions([activate(1)], [Interval(None, held("2026-06-12T08:30:00").start)], 2)
    assert "to 2026-06-12T08:30:00Z)" in warning.text


@pytest.mark.parametrize(
    ("records", "planned", "told"),
    [
        pytest.param([], [held("2026")], [], id="nothing before"),
        pytest.param([activate(1, "2025", "2026")], [held("2026")], [], id="one after the other"),
        pytest.param([activate(1, "2025")], [held("2026")], [], id="in force until then"),
        pytest.param(
            [activate(1, "2025", "2026")],
            [held("2026-02-01")],
            [gap("from 2026-01-01 to 2026-02-01")],
            id="nothing between",
        ),
        pytest.param(
            [activate(1, "2028")],
            [held("2026", "2027")],
            [gap("from 2027-01-01 to 2028-01-01")],
            id="nothing between it and the next",
        ),
        pytest.param(
            [],
            [held("2026", "2027"), held("2028", "2029"), held("2030")],
            [gap("from 2027-01-01 to 2028-01-01"), gap("from 2029-01-01 to 2030-01-01", 1)],
            id="between plans, told at the first of them",
        ),
        pytest.param(
            [activate(1, "2025", "2026"), suspend("2026", "2027")], [held("2027")], [], id="suspended between"
        ),
        pytest.param([activate(1, "2025", "2026"), rescind("2026")], [held("2027")], [], id="rescinded between"),
        pytest.param(
            [activate(1, "2025", "2026"), suspend("2026", "2026-06-01")],
            [held("2027")],
            [gap("from 2026-06-01 to 2027-01-01")],
            id="suspended for a part of it",
        ),
        pytest.param(
            [activate(1, "2020", "2021"), activate(1, "2022", "2023")], [held("2023")], [], id="one long before"
        ),
        pytest.param(
            [activate(1, "2020", "2026"), activate(1, "2021", "2022")], [held("2026")], [], id="one within another"
        ),
        pytest.param([suspend("2025", "2026")], [held("2027")], [], id="a suspension of nothing before"),
        pytest.param([suspend("2028")], [held("2026", "2027")], [], id="a suspension of nothing after"),
    ],
)
def test_times_at_which_nothing_is_in_force(
    records: list[ActivationRecord], planned: list[Interval], told: list[StaticWarning]
) -> None:
    assert list(gaps(records, planned)) == told
