"""The freshness benchmark works; what it finds is looked at where it is tested."""

import subprocess
import sys

import pytest

from bench.machine import ROOT


@pytest.mark.timeout(240)
def test_it_runs_to_its_end() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.freshness", "--smoke"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=230,
    )
    assert done.returncode == 0, done.stderr
    for told in ("AT_LEAST_AS_FRESH", "its effect at each reader", "with our service config", "bare"):
        assert told in done.stdout
