"""`denizen demo`, as `make run` starts it."""

import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.end_to_end.processes import HERE, STOP_SECONDS, clean_environment, free_port


@contextmanager
def running(folder: Path, address: str) -> Iterator[list[str]]:
    """What it prints until it is ready. It has to stop in peace when it is told to."""
    environment = {**clean_environment(), "DENIZEN_LISTEN": address}
    with subprocess.Popen(
        [*HERE, "demo"], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as demo:
        try:
            assert demo.stdout is not None
            printed = []
            for line in demo.stdout:
                printed.append(line)
                if line.startswith("Ctrl-C"):
                    break
            yield printed
            demo.send_signal(signal.SIGTERM)
            assert demo.wait(STOP_SECONDS) == 0
        finally:
            demo.kill()


def ask(folder: Path, question: str) -> str:
    """Runs a question as it was printed."""
    arguments = question.partition("#")[0].split()
    asked = [*HERE, *arguments[arguments.index("check") :]]
    done = subprocess.run(asked, cwd=folder, env=clean_environment(), capture_output=True, text=True, check=True)
    return done.stdout


def revision(answer: str) -> str:
    found = re.search(r"revision (\d+)", answer)
    assert found is not None, answer
    return found[1]


def test_answers_its_own_questions_and_a_second_start_changes_nothing(tmp_path: Path) -> None:
    address = f"127.0.0.1:{free_port()}"
    with running(tmp_path, address) as printed:
        questions = [line for line in printed if " check " in line and "#" in line]
        denied = next(line for line in questions if "# DENY" in line)
        allowed = next(line for line in questions if "# ALLOW" in line)
        assert ask(tmp_path, denied).startswith("DENY")
        first = ask(tmp_path, allowed)
        assert first.startswith("ALLOW")
    assert (tmp_path / "var" / "keyring.json").stat().st_mode & 0o077 == 0
    with running(tmp_path, address):
        assert revision(ask(tmp_path, allowed)) == revision(first)
