"""The freshness benchmark works; what it finds is looked at where it is tested."""

import subprocess
import sys

import pytest

from bench.machine import ROOT
from tests.end_to_end.deciding import needs_listener


@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    ("door", "says"),
    [
        pytest.param("memory", ("with our service config", "bare"), id="memory"),
        pytest.param("listener", ("asked at: listener",), id="listener", marks=needs_listener),
    ],
)
def test_it_runs_to_its_end_and_finds_nothing_stale(door: str, says: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.freshness", "--smoke", "--door", door],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=230,
    )
    assert done.returncode == 0, done.stderr
    for told in ("AT_LEAST_AS_FRESH", "its effect at each reader", *says):
        assert told in done.stdout
