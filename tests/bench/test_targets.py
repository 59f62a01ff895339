"""The table of figures to reach: what is met, what is missed, and what was not measured."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bench import targets, working
from bench.figures import Figure
from bench.targets import TARGETS, Target


def result(
    *, ratios: dict[str, float] | None = None, rows: dict[str, dict[str, float]] | None = None, smoke: bool = False
) -> Any:
    tables = [
        {
            "title": "t",
            "rows": [
                {"name": name, "figures": {column: {"median": value} for column, value in figures.items()}}
                for name, figures in (rows or {}).items()
            ],
        }
    ]
    told = {name: {"median": value} for name, value in (ratios or {}).items()}
    return {
        "smoke": smoke,
        "tables": tables,
        "ratios": told,
        "used_by_other_programs": 0.1,
        "versions": {"commit": "abc"},
    }


@pytest.mark.parametrize(
    ("figure", "at_most", "verdict"),
    [
        (1.0, False, "met"),
        (0.99, False, "missed"),
        (1.0, True, "met"),
        (1.01, True, "missed"),
        (2.0, False, "met"),
        (2.01, False, "implausible: disturbed"),
    ],
)
def test_what_is_met(figure: float, at_most: bool, verdict: str) -> None:
    assert Target("what", "check", "row", "", 1.0, "×", at_most, most=2.0).verdict(figure) == verdict


@pytest.mark.parametrize(
    ("rounds", "counted"),
    [
        pytest.param((1.6, 1.9, 1.8), (1.6, 1.9, 1.8), id="as measured"),
        pytest.param((1.9, 2.05, 2.6), (1.9, 2.0, 2.0), id="a little more than can be"),
        pytest.param((1.9, 3.16, 3.3), (1.9, 3.16, 3.3), id="disturbed, and not to be believed"),
    ],
)
def test_two_cores_do_no_more_than_twice_what_one_does(rounds: tuple[float, ...], counted: tuple[float, ...]) -> None:
    assert working.counted(Figure("×", rounds)).rounds == counted


def test_each_figure_has_a_line_and_losses_are_told_like_wins() -> None:
    main, _, listener, late = TARGETS[:4]
    found = result(
        ratios={main.row: 0.9, listener.row: 3.2},
        rows={late.row: {late.column: 1.5}, "Denizen Check, other": {late.column: 9}},
    )
    lines = targets.judged({"check": found})
    assert len(lines) == len(TARGETS) + 1
    assert [line[3] for line in lines[:4]] == ["missed", "not measured", "met", "met"]
    assert {line[3] for line in lines[4:]} == {"not measured", "not built yet"}
    assert lines[0][2] == "0.90 ×"
    text = targets.as_markdown({"check": found})
    assert "| missed |" in text
    assert "10%" in text


def test_a_smoke_test_meets_nothing(tmp_path: Path) -> None:
    found = result(ratios={TARGETS[0].row: 9.0}, smoke=True)
    assert targets.judged({"check": found})[0][3] == "not measured"
    (tmp_path / "check.json").write_text(json.dumps(found))
    assert targets.read(tmp_path) == {}


def test_what_was_measured_is_not_measured_again(tmp_path: Path) -> None:
    """Every result is there already: the command only tells them, and puts the table into the page."""
    for name in targets.ALL:
        (tmp_path / f"{name}.json").write_text(json.dumps(result()))
    page, file = tmp_path / "page.md", tmp_path / "all.json"
    page.write_text("before\n<!-- bench all -->\nas it was\n<!-- end of bench all -->\nafter\n")
    from bench.__main__ import main  # noqa: PLC0415 - named like a program

    options = ["all", "--results", str(tmp_path), "--page", str(page), "--json", str(file)]
    outcome = CliRunner().invoke(main, options)
    assert outcome.exit_code == 0, outcome.output
    assert "as it was" not in page.read_text()
    assert page.read_text().startswith("before\n<!-- bench all -->\n| what |")
    told = json.loads(file.read_text())
    assert {line["verdict"] for line in told["targets"]} == {"not measured", "not built yet"}
    assert set(told["results"]) == set(targets.ALL)
