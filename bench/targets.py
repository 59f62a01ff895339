"""The figures to reach: each with the benchmark that measures it, and whether it is met."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bench import batching, effect, memory, working
from bench.questions import DECISION, OURS, THEIRS
from bench.report import shortened
from bench.rounds import LATENCY, RATE

Result = Mapping[str, Any]
"""What a benchmark wrote as JSON."""


@dataclass(frozen=True, slots=True)
class Target:
    """One figure: of a row (`*` stands for anything) and a column of a benchmark's tables; without a column, of the
    ratio of that name.
    `at_most`: the less, the better. Of each round, the median is taken."""

    what: str
    benchmark: str
    row: str
    column: str
    reach: float
    unit: str
    at_most: bool = False
    most: float = math.inf
    """Beyond this it cannot be true."""

    def of(self, result: Result) -> float | None:
        """The figure; None: it was not measured."""
        if not self.column:
            found = result["ratios"].get(self.row)
            return None if found is None else float(found["median"])
        rows = [row for table in result["tables"] for row in table["rows"] if fnmatchcase(row["name"], self.row)]
        figures = [row["figures"][self.column]["median"] for row in rows if self.column in row.get("figures", {})]
        return float(figures[0]) if figures else None

    def verdict(self, figure: float) -> str:
        if figure > self.most:
            return "implausible: disturbed"
        return "met" if (figure <= self.reach if self.at_most else figure >= self.reach) else "missed"

    @property
    def wanted(self) -> str:
        return f"{'≤' if self.at_most else '≥'} {self.reach:,g} {self.unit}"


_BESIDE = f"{THEIRS}, rate at {RATE}"
_MILLION = "1,000,000 principals"
TARGETS = (
    Target("Check, main server, beside Cerbos", "check", f"{OURS} / {_BESIDE}", "", 1.0, "×"),
    Target("– p99 at half load", "check", OURS, LATENCY, 3.0, "ms", at_most=True),
    Target("Check, decision listener, beside Cerbos", "check", f"{DECISION} / {_BESIDE}", "", 3.0, "×"),
    Target("– p99 at half load", "check", DECISION, LATENCY, 2.0, "ms", at_most=True),
    Target("BatchCheck of 1,000, warm", "batch", batching.WARM, batching.CPU, 200_000, "answers/s"),
    Target("BatchCheck of 1,000, cold", "batch", batching.COLD, batching.CPU, 25_000, "answers/s"),
    Target("– with some who are UNDETERMINED", "batch", batching.MIXED, batching.CPU, 25_000, "answers/s"),
    Target(
        "two processes on two cores beside one, by CPU time", "workers", working.BY_CPU, "", 1.7, "×", most=working.MOST
    ),
    Target("revoke to effect, p99", "effect", effect.WITHOUT, effect.P99, 250, "ms", at_most=True),
    Target("– stale with a token", "effect", effect.WITH, effect.STALE, 0, "answers", at_most=True),
    Target("a question about 1,000,000 principals", "population", "two processes", "seconds", 60, "s", at_most=True),
    Target("– memory", "population", "two processes", "MiB", 1024, "MiB", at_most=True),
    Target("import into PostgreSQL", "import", "PostgreSQL*", "attestations/s", 5000, "attestations/s"),
    Target("import into SQLite", "import", "SQLite*", "attestations/s", 3000, "attestations/s"),
    Target("100,000 principals held warm", "memory", memory.HELD, memory.MIB, 300, "MiB", at_most=True),
    Target("– more after a soak", "memory", memory.GROWN, memory.MIB, 10, "MiB", at_most=True),
    Target("SERVING with 1,000,000 principals", "startup", f"{_MILLION}, main*", "seconds", 2, "s", at_most=True),
    Target("– with a decision listener", "startup", f"{_MILLION}, with*", "seconds", 2, "s", at_most=True),
)
LATER = ("client library with its local cache", "≥ 1,000,000 answers/s", "not built yet")
"""What no benchmark measures so far, and why."""
ALL = tuple(dict.fromkeys(target.benchmark for target in TARGETS))
"""The benchmarks that measure them, each once, in their order."""
HEAD = ("what", "to reach", "measured", "", "command")


def judged(results: Mapping[str, Result]) -> list[tuple[str, ...]]:
    """A line for each target: what, to reach, measured, whether it is met, by what command."""
    lines = []
    for target in TARGETS:
        result = results.get(target.benchmark)
        figure = None if result is None or result["smoke"] else target.of(result)
        told = ("–", "not measured")
        if figure is not None:
            told = (f"{shortened(figure)} {target.unit}", target.verdict(figure))
        lines.append((target.what, target.wanted, *told, f"python -m bench {target.benchmark}"))
    what, wanted, why = LATER
    return [*lines, (what, wanted, "–", why, "–")]


def read(folder: Path, names: Sequence[str] = ALL) -> dict[str, Result]:
    """What was measured before, by benchmark; smoke tests measure nothing."""
    files = {name: folder / f"{name}.json" for name in names}
    found = {name: json.loads(file.read_text()) for name, file in files.items() if file.exists()}
    return {name: result for name, result in found.items() if not result["smoke"]}


def show(console: Console, results: Mapping[str, Result]) -> None:
    drawn = Table(*HEAD, box=box.SIMPLE_HEAD, title="Figures to reach")
    for line in judged(results):
        drawn.add_row(*map(Text, line))
    console.print(drawn)


def as_markdown(results: Mapping[str, Result]) -> str:
    lines = [f"| {' | '.join(line)} |" for line in judged(results)]
    busy = [result["used_by_other_programs"] for result in results.values()]
    share = max((each for each in busy if each is not None), default=None)
    told = "" if share is None else f"\n\nOther programs took up to {share:.0%} of the cores' time."
    commits = sorted({str(result["versions"].get("commit", "")) for result in results.values()} - {""})
    measured = f" Measured at {', '.join(commits)}." if commits else ""
    return "\n".join([f"| {' | '.join(HEAD)} |", "|---|--:|--:|---|---|", *lines]) + told + measured


def write(path: Path, results: Mapping[str, Result]) -> None:
    """As JSON: the lines, and each benchmark's own result under its name."""
    lines = [
        dict(zip(("what", "reach", "measured", "verdict", "command"), line, strict=True)) for line in judged(results)
    ]
    path.write_text(json.dumps({"targets": lines, "results": results}, indent=2, ensure_ascii=False) + "\n")
