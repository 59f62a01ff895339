"""A worker notices that its supervisor is gone, however that went."""

import socket
import subprocess
import sys

import pytest

_WORKER = """
import sys, threading
from denizen.cli.supervisor import tell_ready, when_alone
alone = threading.Event()
tell_ready()
when_alone(alone.set)
sys.exit(0 if alone.wait(20) else 1)
"""


@pytest.mark.parametrize("reads", [True, False], ids=["it was told", "it was killed before it read"])
def test_a_worker_notices_that_it_is_alone(reads: bool) -> None:
    ours, its = socket.socketpair()
    with subprocess.Popen([sys.executable, "-c", _WORKER], stdin=its.fileno()) as worker:
        its.close()
        ours.recv(64, 0 if reads else socket.MSG_PEEK)
        ours.close()
        assert worker.wait(30) == 0
