"""Pages of commands with their output: read, run and compared. As a program it writes the output into a page."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.end_to_end.processes import HERE, clean_environment, free_port

_BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
_END = "----- end of output -----"
_VARIES = (
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z"), "MOMENT"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "DAY"),
    (re.compile(r"\b[a-z2-7]{24,26}\b"), "ID"),
    (re.compile(r"revision \d+"), "revision N"),
    (re.compile(r"[ \t]+"), " "),
    (re.compile(r"─+"), "─"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """A command, and what it prints."""

    command: str
    output: str


def steps(page: str) -> Iterator[Step]:
    """A command begins with `$`; what begins with `>` goes on with it."""
    for block in _BLOCK.findall(page):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            lines = part.splitlines()
            more = next((i for i, line in enumerate(lines[1:], 1) if not line.startswith("> ")), len(lines))
            command = "\n".join([lines[0], *(line.removeprefix("> ") for line in lines[1:more])])
            yield Step(command, "\n".join(lines[more:]))


def run(commands: Sequence[str], folder: Path) -> list[str]:
    """What each prints, one after the other in one shell, on a port of its own."""
    port = f"127.0.0.1:{free_port()}"
    programs = folder / "bin"
    programs.mkdir()
    for name, begins in (("denizen", f'{HERE[0]} {HERE[1]} "{HERE[2]}"'), ("python", HERE[0])):
        (programs / name).write_text(f'#!/bin/sh\nexec {begins} "$@"\n')
        (programs / name).chmod(0o755)
    script = "".join(f"{each.replace('127.0.0.1:50051', port)}\necho '{_END}'\n" for each in commands)
    environment = clean_environment() | {"PATH": f"{programs}:{os.environ['PATH']}"}
    environment |= {"PYTHONPATH": os.environ["PYTHONPATH"]} if "PYTHONPATH" in os.environ else {}
    done = subprocess.run(
        ["/bin/bash"],
        cwd=folder,
        env=environment,
        input=script,
        text=True,
        timeout=240,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said = done.stdout.replace(port, "127.0.0.1:50051").split(f"{_END}\n")
    assert len(said) == len(commands) + 1, done.stdout
    return [each.rstrip("\n") for each in said[:-1]]


def plain(output: str) -> str:
    """Without what differs each time."""
    for pattern, word in _VARIES:
        output = pattern.sub(word, output)
    return "\n".join(line.strip() for line in output.splitlines())


def written(page: str, folder: Path) -> str:
    """The page with the output that its commands print now."""
    known = list(steps(page))
    said = iter(run([each.command for each in known], folder))

    def filled(block: re.Match[str]) -> str:
        return "".join(
            f"$ {step.command.replace(chr(10), chr(10) + '> ')}\n" + (f"{output}\n" if output else "")
            for step in steps(f"```console\n{block.group()}```")
            for output in [next(said)]
        )

    return _BLOCK.sub(filled, page)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(sys.argv[1])
        path.write_text(written(path.read_text(), Path(scratch)))
