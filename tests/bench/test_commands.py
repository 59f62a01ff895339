"""Every benchmark in its smallest form: fails only when it is broken."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bench import check, principals
from bench.machine import ROOT
from bench.rounds import Effort

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
]


@pytest.mark.parametrize("name", _BENCHMARKS)
def test_smoke(name: str, tmp_path: Path) -> None:
    if name in ("principals", "check", "guarding", "deciding") and shutil.which("h2load") is None:
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
    assert [row for row in measured if not all(figure["median"] > 0 for figure in row["figures"].values())] == []
    assert all(row["name"] in done.stdout for row in measured)


@pytest.mark.parametrize("benchmark", [principals, check], ids=lambda module: module.__name__)
def test_what_is_missing_is_said_with_what_installs_it(
    benchmark: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    report = benchmark.run(SMOKE, lambda _: None)  # type: ignore[attr-defined]  # a module
    missing = [row.missing for table in report.tables for row in table.rows]
    assert missing
    assert all("apt-get install" in why for why in missing)
