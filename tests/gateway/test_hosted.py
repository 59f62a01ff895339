"""What runs inside Envoy ends when whoever started it is gone, in whatever way that happened, and whatever hangs."""

import io
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest

from denizen import hosted
from denizen.rpc import logs

DRAIN_SECONDS = 3.0


class Stops:
    """A process that notes what is done to it."""

    def __init__(self, done: list[object]) -> None:
        self._done = done

    def stop(self) -> None:
        self._done.append("stop")


@pytest.mark.parametrize("unread", [b"", b'"ready"\n'], ids=["it has read all", "it was killed before it read"])
def test_it_drains_and_ends_when_its_input_does(unread: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    done: list[object] = []
    folder, log = tmp_path / "folder", logs.logger("error", io.StringIO())
    folder.mkdir()
    ours, its = socket.socketpair()
    with its:
        monkeypatch.setattr(hosted, "_INPUT", its.fileno())
        monkeypatch.setattr(hosted, "_end_anyway", lambda seconds: done.append(seconds > DRAIN_SECONDS))
        monkeypatch.setattr(os, "kill", lambda *told: done.append(told))
        its.sendall(unread)
        ours.close()
        hosted._until_told(cast("hosted.Process", Stops(done)), folder, DRAIN_SECONDS, log)
    assert not folder.exists()
    assert done == [True, "stop", (os.getpid(), signal.SIGTERM)]


def test_the_kernel_ends_it_where_something_hangs() -> None:
    """Python waits for ever here, and holds on to its lock."""
    hangs = "from denizen.hosted import _end_anyway; import re; _end_anyway(0.1); re.match('(a*)*b', 'a' * 64)"
    assert subprocess.run([sys.executable, "-c", hangs], check=False, timeout=60).returncode == -signal.SIGALRM
