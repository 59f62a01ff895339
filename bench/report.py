"""A benchmark's result: a table for people, JSON for programs."""

import json
import shlex
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from bench.figures import Figure, Row, Table
from bench.machine import Conditions
from bench.plots import Plot
from bench.rounds import Effort


class PublishError(Exception):
    """The page does not say where the tables go."""


@dataclass(frozen=True, slots=True)
class Report:
    """All that a benchmark found. `neighbours`: the share of our cores' time that other programs took."""

    benchmark: str
    effort: Effort
    conditions: Conditions
    tables: Sequence[Table]
    ratios: Mapping[str, Figure] = field(default_factory=dict)
    notes: Sequence[str] = ()
    commands: Sequence[str] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    neighbours: float | None = None
    plots: Sequence[Plot] = ()

    def as_json(self) -> dict[str, object]:
        """Everything, with every round."""
        return {
            "benchmark": self.benchmark,
            "began": self.conditions.began.isoformat(timespec="seconds"),
            "command": shlex.join(["python", "-m", "bench", *sys.argv[1:]]),
            "commands": list(self.commands),
            "rounds": self.effort.rounds,
            "seconds": self.effort.seconds,
            "smoke": self.effort.smoke,
            "machine": dict(self.conditions.machine),
            "versions": {**self.conditions.versions, **self.versions},
            "used_by_other_programs": None if self.neighbours is None else round(self.neighbours, 3),
            "tables": [{"title": table.title, "rows": [_row(row) for row in table.rows]} for table in self.tables],
            "ratios": {name: _figure(figure) for name, figure in self.ratios.items()},
            "notes": list(self.notes),
        }

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(self.as_json(), indent=2, ensure_ascii=False) + "\n")

    def draw(self, folder: Path) -> None:
        """Write the plots into the folder, each under its name."""
        folder.mkdir(parents=True, exist_ok=True)
        for plot in self.plots:
            (folder / f"{plot.name}.svg").write_text(plot.svg())

    def publish(self, page: Path) -> None:
        """Put the tables into a page, between the lines `<!-- bench NAME -->` and `<!-- end of bench NAME -->`.

        `PublishError` where the page has no such lines.
        """
        put(page, self.benchmark, self.as_markdown())

    def has_place(self, page: Path) -> bool:
        """Whether the page has those lines."""
        return f"<!-- bench {self.benchmark} -->" in page.read_text()

    def as_markdown(self) -> str:
        """The tables, the ratios and what is to be said of them."""
        blocks = []
        for table in self.tables:
            head = "| ".join(("", table.title, *table.columns)).strip() + " |"
            lines = [head, "|---|" + "--:|" * len(table.columns)]
            for row in table.rows:
                cells = [str(_cell(row.figures.get(column))) for column in table.columns]
                missing = [f"not measured: {row.missing}", *[""] * (len(table.columns) - 1)]
                lines.append("| " + " | ".join((row.name, *(missing if row.missing else cells))) + " |")
            blocks.append("\n".join(lines))
        if self.ratios:
            blocks.append("\n".join(f"* {_told(name, figure)}" for name, figure in self.ratios.items()))
        blocks.append(" ".join((*self.notes, self._conditions())))
        return "\n\n".join(blocks)

    def show(self, console: Console) -> None:
        """Print the tables, losses like wins."""
        for table in self.tables:
            console.print(Text(table.title, style="bold"))
            console.print(_drawn(table))
            for row in table.rows:
                if row.missing:
                    console.print(Text(f"{row.name} is not measured: {row.missing}"))
        for name, figure in self.ratios.items():
            console.print(_told(name, figure), highlight=False)
        for note in self.notes:
            console.print(Text(note))
        console.print(Text(self._conditions()))

    def _conditions(self) -> str:
        rounds = f"{self.effort.rounds} round{'s' if self.effort.rounds > 1 else ''}"
        told = f"Medians of {rounds} of {self.effort.seconds:g} s; ± is half of what lies between least and most."
        if self.effort.smoke:
            told = "A smoke test: the figures mean nothing."
        if self.neighbours is not None:
            told += f" Other programs took {self.neighbours:.0%} of the cores' time."
        return told


def put(page: Path, name: str, text: str) -> None:
    """Put it between the lines of that name. `PublishError` where the page has none."""
    begin, end = f"<!-- bench {name} -->", f"<!-- end of bench {name} -->"
    before, begun, rest = page.read_text().partition(begin)
    _, ended, after = rest.partition(end)
    if not begun or not ended:
        raise PublishError(f"{page} has no lines {begin} and {end}")
    page.write_text(f"{before}{begin}\n{text}\n{end}{after}")


def not_measured(benchmark: str, effort: Effort, conditions: Conditions, names: Sequence[str], why: str) -> Report:
    """The result where nothing could be measured."""
    return Report(benchmark, effort, conditions, [Table(benchmark, [], [Row(name, missing=why) for name in names])])


def _told(name: str, figure: Figure) -> str:
    return f"{name}: {figure.median:.2f} × ({min(figure.rounds):.2f} to {max(figure.rounds):.2f})"


def _row(row: Row) -> dict[str, object]:
    if row.missing:
        return {"name": row.name, "not_measured": row.missing}
    return {"name": row.name, "figures": {column: _figure(figure) for column, figure in row.figures.items()}}


def _figure(figure: Figure) -> dict[str, object]:
    rounds = [round(value, 4) for value in figure.rounds]
    return {"unit": figure.unit, "median": round(figure.median, 4), "rounds": rounds}


def _drawn(table: Table) -> RichTable:
    drawn = RichTable(box=box.SIMPLE_HEAD)
    drawn.add_column("")
    for column in table.columns:
        drawn.add_column(column, justify="right")
    for row in table.rows:
        if row.missing:
            drawn.add_row(Text(row.name), Text("not measured"))
        else:
            drawn.add_row(Text(row.name), *(_cell(row.figures.get(column)) for column in table.columns))
    return drawn


def _cell(figure: Figure | None) -> Text:
    if figure is None:
        return Text("-")
    half = figure.spread / 2
    spread = "" if len(figure.rounds) == 1 else f" ±{half:.0%}" if half < 1 else " ±>100%"
    return Text(f"{shortened(figure.median)}{spread}")


def shortened(value: float) -> str:
    """With as many digits as it deserves."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
