"""What a benchmark leaves: plots, and tables in a page."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bench.figures import Figure, Row, Table
from bench.machine import Conditions
from bench.plots import Bars, Lines
from bench.report import PublishError, Report
from bench.rounds import Effort

ROWS = [
    Row("Denizen Check", {"4x8": Figure("calls/s", (90.0, 110.0, 100.0))}),
    Row("Others & more", {"4x8": Figure("calls/s", (1000.0, 1000.0, 1000.0))}),
    Row("Cerbos", missing="npm is not here"),
]


def report() -> Report:
    return Report("check", Effort(3, 1.0), Conditions.now(), [Table("calls/s", ["4x8"], ROWS)])


def test_bars_stand_for_what_was_measured() -> None:
    drawn = ET.fromstring(Bars("check", "Rates", ROWS, "4x8").svg())  # noqa: S314 - made here
    texts = [each.text for each in drawn.iter() if each.tag.endswith("text")]
    assert {"Denizen Check", "100", "Others & more", "1,000"} <= set(texts)
    assert "Cerbos" not in texts
    ours, theirs = [float(each.attrib["width"]) for each in drawn.iter() if each.tag.endswith("rect")][1:]
    assert 0 <= ours < theirs


def test_lines_rise_where_it_takes_more() -> None:
    lines = {"cold": [(1e3, 10.0), (1e6, 900.0)], "warm": [(1e3, 10.0), (1e6, 10.0)]}
    drawn = ET.fromstring(Lines("growth", "Growth", "principals", "µs", lines).svg())  # noqa: S314 - made here
    cold, warm = (each.attrib["points"].split() for each in drawn.iter() if each.tag.endswith("polyline"))
    assert cold[0] == warm[0]
    assert float(cold[1].split(",")[1]) < float(warm[1].split(",")[1])


def test_tables_replace_what_stood_between_the_lines(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Before\n<!-- bench check -->\nold\n<!-- end of bench check -->\nAfter\n")
    report().publish(page)
    first = page.read_text()
    report().publish(page)
    assert page.read_text() == first
    assert first.startswith("Before\n")
    assert first.endswith("After\n")
    assert "old" not in first
    assert "| Denizen Check | 100 ±10% |" in first
    assert "| Cerbos | not measured: npm is not here |" in first


def test_a_page_without_the_lines_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- bench check -->\n")
    with pytest.raises(PublishError, match="has no lines"):
        report().publish(page)
    assert page.read_text() == "<!-- bench check -->\n"
