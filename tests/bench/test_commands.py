"""Every benchmark in its smallest form: fails only when it is broken."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench import check, deciding, guarding, latency, principals, working
from bench.__main__ import BENCHMARKS
from bench.effect import STALE
from bench.machine import ROOT
from bench.memory import GROWN
from bench.rounds import Effort
from bench.targets import TARGETS

SMOKE = Effort(rounds=1, seconds=0.2, smoke=True)


_BENCHMARKS = [
    "principals",
    "check",
    "guarding",
    "growth",
    "evaluation",
    "population",
    "commits",
    "footprint",
    "import",
    "deciding",
    "startup",
    "batch",
    "workers",
    "effect",
    "memory",
    "latency",
    "webhooks",
]


_OTHERWISE = ("check", "startup")
"""Without peers, and without a million principals, it does not measure what is to be reached."""
_MAY_BE_ZERO = {STALE, GROWN}


def _nothing(row: dict[str, Any]) -> list[str]:
    """What should be more than zero, and is not."""
    figures = row["figures"].items()
    return [name for name, figure in figures if figure["median"] <= 0 and not {name, row["name"]} & _MAY_BE_ZERO]


def test_each_has_its_smoke_test() -> None:
    assert sorted(_BENCHMARKS) == sorted(BENCHMARKS)


@pytest.mark.parametrize("name", _BENCHMARKS)
def test_smoke(name: str, tmp_path: Path) -> None:
    if (
        name in ("principals", "check", "guarding", "deciding", "workers", "memory", "latency")
        and shutil.which("h2load") is None
    ):
        pytest.skip("h2load is not installed")
    file = tmp_path / "result.json"
    done = subprocess.run(
        [sys.executable, "-m", "bench", name, "--smoke", "--json", str(file)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "service")},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(file.read_text())
    rows = [row for table in result["tables"] for row in table["rows"]]
    measured = [row for row in rows if "not_measured" not in row]
    assert measured
    others = ("Cerbos", "Envoy", "SpiceDB")
    assert [row["name"] for row in rows if row not in measured and not row["name"].startswith(others)] == []
    assert [name for row in measured for name in _nothing(row)] == []
    # What the table of all figures looks for is there, under its name.
    if name not in _OTHERWISE:
        wanted = [each for each in TARGETS if each.benchmark == name]
        assert [each.what for each in wanted if each.of(result) is None] == []
    assert all(row["name"] in done.stdout for row in measured)


@pytest.mark.parametrize(
    "benchmark", [principals, check, deciding, guarding, latency, working], ids=lambda module: module.__name__
)
def test_what_is_missing_is_said_with_what_installs_it(
    benchmark: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    report = benchmark.run(SMOKE, lambda _: None)  # type: ignore[attr-defined]  # a module
    missing = [row.missing for table in report.tables for row in table.rows]
    assert missing
    assert all("apt-get install" in why for why in missing)
