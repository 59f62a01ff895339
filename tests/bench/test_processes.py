import subprocess
import sys
from pathlib import Path

import pytest

from bench.processes import ProcessError, free_port, running, until_serving

FOREVER = (sys.executable, "-c", "import time; time.sleep(600)")


def test_a_program_ends_with_its_block_whatever_happens(tmp_path: Path) -> None:
    started: list[subprocess.Popen[bytes]] = []
    with pytest.raises(KeyError), running(FOREVER, tmp_path / "log") as process:  # noqa: PT012 - the block is the point
        started.append(process)
        raise KeyError
    assert started[0].returncode is not None


def test_a_server_that_ends_at_once_is_told_with_what_it_said(tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = (sys.executable, "-c", "raise SystemExit('no such setting')")
    with running(command, log) as process, pytest.raises(ProcessError, match="ended with 1: no such setting"):
        until_serving(f"127.0.0.1:{free_port()}", process, log)
