"""`make mutation` works: on one small module, all of whose mutants some test notices."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(300)
def test_mutation_testing_works(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.mutation", "--smoke", "--children", "1", "--into", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.rstrip().endswith("score 100.0 %")


def test_each_equivalent_mutant_has_its_reason_and_is_listed_once() -> None:
    entries = tomllib.loads((ROOT / "tests/mutation/equivalent.toml").read_text()).get("equivalent", [])
    assert all(set(entry) == {"function", "change", "reason"} and entry["reason"].strip() for entry in entries)
    names = [(entry["function"], entry["change"]) for entry in entries]
    assert len(names) == len(set(names))
