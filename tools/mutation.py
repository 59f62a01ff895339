"""Mutation testing of the domain: changes the code, bit by bit, and asks whether a test notices.

* `python tools/mutation.py` takes all of `TARGETS`, which is a matter of an hour or two.
* `python tools/mutation.py evaluation/scopes.py …` takes these modules of the domain.
* `python tools/mutation.py --smoke` takes one small module, to see that all this works.

Works on a copy, in `.mutation` or the folder that `--into` names, by mutmut. A mutant that no test notices survives.
It is either listed, with the reason why it means the same, in `tests/mutation/equivalent.toml`, or tells of a test that
is missing. Exits 1 below the score that is wanted, and prints the survivors that are not listed.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).parent.parent
DOMAIN = Path("src/denizen/domain")
EQUIVALENT = ROOT / "tests/mutation/equivalent.toml"
WANTED = 95.0
"""Percent of the mutants that a test notices, those that mean the same left out."""

TARGETS = (
    "calendars.py",
    "closed_sets.py",
    "directives.py",
    "facts.py",
    "intervals.py",
    "reference.py",
    *(f"evaluation/{path.name}" for path in sorted((ROOT / "service/denizen/domain/evaluation").glob("[a-z]*.py"))),
)
"""The modules of the domain that are mutated."""

SMOKE = "calendars.py"
TESTS = ("tests/unit/evaluation", "tests/unit/cases", "tests/unit/convert", "tests/unit/settling")
SMOKE_TESTS = ("tests/unit/evaluation/test_naturalization.py",)
NOTICED = {"killed", "timeout", "segfault"}


@dataclass(frozen=True, slots=True, order=True)
class Mutant:
    """`function` is the dotted name in the code; `change` the lines taken out and put in."""

    function: str
    change: str
    status: str

    @property
    def noticed(self) -> bool:
        return self.status in NOTICED


def prepare(copy: Path, modules: Iterable[str], tests: Iterable[str]) -> None:
    """A copy of code and tests in which mutmut can work: it takes no other folder for the code than `src`."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(ROOT / "service/denizen", copy / "src/denizen", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests", copy / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    settings = {
        "source_paths": ["src"],
        "only_mutate": [str(DOMAIN / each) for each in modules],
        "also_copy": ["tests"],
        "pytest_add_cli_args_test_selection": [each for each in tests if (ROOT / each).exists()],
        "timeout_multiplier": 10.0,
    }
    pytest = {
        "pythonpath": [".", "src"],
        "addopts": ["--import-mode=importlib", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:randomly"],
    }
    lines = ["[tool.mutmut]", *(f"{key} = {json.dumps(value)}" for key, value in settings.items())]
    lines += ["[tool.pytest.ini_options]", *(f"{key} = {json.dumps(value)}" for key, value in pytest.items())]
    (copy / "pyproject.toml").write_text("\n".join(lines) + "\n")


def run(copy: Path, children: int) -> None:
    """Test every mutant; what mutmut prints goes to a file, and only its end to the screen if it fails."""
    log = copy / "mutmut.log"
    environment = os.environ | {"DENIZEN_TESTS": "mutation", "PYTHONHASHSEED": "0"}
    with log.open("w") as output:
        done = subprocess.run(
            [sys.executable, "-m", "mutmut", "run", "--max-children", str(children)],
            cwd=copy,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        sys.exit(f"mutmut failed, see {log}:\n{log.read_text()[-2000:]}")


def mutants(copy: Path) -> Iterator[Mutant]:
    """Every mutant with what became of it."""
    for path in sorted((copy / "mutants").rglob("*.meta")):
        results: dict[str, int | None] = json.loads(path.read_text())["exit_code_by_key"]
        for name, code in results.items():
            status = status_by_exit_code[code]
            yield Mutant(_function(name), "" if status in NOTICED else _change(copy, name), status)


def _function(mutant: str) -> str:
    """The name of the function in the code: of `denizen.domain.calendars.x_after__mutmut_2` it is that without the `x_`
    and what follows; a method has its class before it."""
    module, _, rest = mutant.rpartition(".")
    name = rest.rpartition("__mutmut_")[0].removeprefix("x").removeprefix("_").replace("ǁ", ".").strip(".")
    return f"{module}.{name}"


def _change(copy: Path, mutant: str) -> str:
    shown = subprocess.run(
        [sys.executable, "-m", "mutmut", "show", mutant], cwd=copy, check=True, capture_output=True, text=True
    ).stdout
    lines = [line for line in shown.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return "\n".join(f"{line[0]} {line[1:].strip()}" for line in lines)


def listed() -> dict[tuple[str, str], str]:
    """The mutants that mean the same, with the reason."""
    entries = tomllib.loads(EQUIVALENT.read_text()).get("equivalent", []) if EQUIVALENT.exists() else []
    return {(entry["function"], entry["change"].strip()): entry["reason"] for entry in entries}


def report(found: list[Mutant], known: dict[tuple[str, str], str], wanted: float) -> bool:
    """Print the score and what lowers it; whether it is what is wanted."""
    counted = Counter(mutant.status for mutant in found)
    survivors = [mutant for mutant in found if not mutant.noticed]
    equivalent = [mutant for mutant in survivors if (mutant.function, mutant.change) in known]
    missed = sorted(mutant for mutant in survivors if mutant not in equivalent)
    for mutant in missed:
        print(f"\n{mutant.function} ({mutant.status})\n{mutant.change}")
    worth = len(found) - len(equivalent)
    score = 100.0 * (worth - len(missed)) / worth if worth else 100.0
    print("\n" + ", ".join(f"{number} {status}" for status, number in sorted(counted.items())))
    print(f"{len(found)} mutants, {len(equivalent)} of them equivalent, {len(missed)} missed: score {score:.1f} %")
    return score >= wanted


def main() -> int:
    parser = argparse.ArgumentParser(description="Mutation testing of the domain.")
    parser.add_argument("modules", nargs="*", help="modules of the domain, such as evaluation/scopes.py")
    parser.add_argument("--smoke", action="store_true", help="one small module only")
    parser.add_argument("--children", type=int, default=os.cpu_count() or 1, help="mutants tested at once")
    parser.add_argument("--into", type=Path, default=ROOT / ".mutation", help="the folder of the copy")
    parser.add_argument("--results", action="store_true", help="report on the last run, without another one")
    chosen = parser.parse_args()
    modules = chosen.modules or ([SMOKE] if chosen.smoke else TARGETS)
    if not chosen.results:
        prepare(chosen.into, modules, SMOKE_TESTS if chosen.smoke else TESTS)
        run(chosen.into, chosen.children)
    return 0 if report(list(mutants(chosen.into)), listed(), WANTED) else 1


if __name__ == "__main__":
    sys.exit(main())
