import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzzing.targets import TARGETS

ROOT = Path(__file__).parents[2]
NAMES = sorted(TARGETS)


@st.composite
def damaged(draw: st.DrawFn, seed: bytes) -> bytes:
    """The seed with a few pieces cut out, doubled or replaced."""
    data = seed
    for _ in range(draw(st.integers(1, 4))):
        start, length = draw(st.integers(0, len(data))), draw(st.integers(0, 16))
        data = data[:start] + draw(st.binary(max_size=8) | st.just(data[start : start + 3])) + data[start + length :]
    return data


@pytest.mark.parametrize("name", NAMES)
def test_what_it_starts_from_is_read_or_refused(name: str) -> None:
    for seed in TARGETS[name].seeds:
        TARGETS[name].parse(seed)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40)
@given(st.data())
def test_damaged_input_is_read_or_refused(name: str, data: st.DataObject) -> None:
    target = TARGETS[name]
    target.parse(data.draw(st.sampled_from(target.seeds).flatmap(damaged)))


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40)
@given(st.binary(max_size=200))
def test_any_input_is_read_or_refused(name: str, data: bytes) -> None:
    TARGETS[name].parse(data)


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris is not installed; make fuzz does that")
def test_the_fuzzer_works_and_sees_what_is_reached(tmp_path: Path) -> None:
    command = [sys.executable, "tools/fuzz.py", "mrz", "--inputs", "2000", "--found", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "mrz: 2000 inputs, none brought it down" in done.stdout
    # Blind, it would find nothing beside the seeds.
    assert len(list((tmp_path / "mrz").iterdir())) > len(TARGETS["mrz"].seeds)
