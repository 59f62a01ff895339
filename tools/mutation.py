"""Mutation testing of the domain: changes the code, bit by bit, and asks whether a test notices.

* `python -m tools.mutation` takes the whole domain, which is a matter of an hour or two.
* `python -m tools.mutation settling` takes a group of `tools/mutation_groups.py`.
* `python -m tools.mutation evaluation/scopes.py …` takes these modules of the domain.
* `python -m tools.mutation --smoke` takes one small module, to see that all this works.
* `--every 4` tests a fourth of them, evenly taken, for an estimate.
* `--again` tests only those that survived the last time, and `--results` none: it reports on what was found.

Works on copies, below `.mutation` or the folder that `--into` names, by mutmut. A mutant that no test notices survives.
It is either listed, with the reason why it means the same, in `tests/mutation/equivalent.toml`, or tells of a test that
is missing. Exits 1 below the score that is wanted, or if a mutant is listed that is not there or that a test notices,
and prints these and the survivors that are not listed.
"""

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from mutmut.configuration import config, reset_config
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.stats import status_by_exit_code
from mutmut.utils.format_utils import get_mutant_name

from tools.mutation_groups import GROUPS, ROOT, SMOKE, Group, group_of, modules_of
from tools.mutmut_run import change_operators

DOMAIN = Path("src/denizen/domain")
EQUIVALENT = ROOT / "tests/mutation/equivalent.toml"
WANTED = 95.0
"""Percent of the mutants that a test notices, those that mean the same left out."""

NOTICED = {"killed", "timeout", "segfault"}
NOT_TESTED = "not checked"
SPARED = ("unraisableexception", "threadexception", "faulthandler", "junitxml", "pastebin", "doctest", "logging")
"""What of pytest a mutant is tested without: it takes most of the time of a short test."""
Known = dict[tuple[str, str], str]
"""The reason of each mutant that means the same, by its function and its change."""


@dataclass(frozen=True, slots=True, order=True)
class Mutant:
    """`function` is the dotted name in the code; `change` the lines taken out and put in."""

    function: str
    change: str
    status: str

    @property
    def noticed(self) -> bool:
        return self.status in NOTICED


def prepare(copy: Path, group: Group) -> None:
    """A copy of code and tests in which mutmut can work: it takes no other folder for the code than `src`."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(ROOT / "service/denizen", copy / "src/denizen", ignore=shutil.ignore_patterns("__pycache__"))
    _copy_tests(copy)
    settings = {
        "source_paths": ["src"],
        "only_mutate": [str(DOMAIN / each) for each in group.modules],
        "also_copy": ["tests"],
        "pytest_add_cli_args": ["--assert=plain", "--tb=no", *(f"-pno:{each}" for each in SPARED)],
        "pytest_add_cli_args_test_selection": [
            each for each in group.tests if (ROOT / each.partition("::")[0]).exists()
        ],
        "track_dependencies": False,
        "use_git_change_detection": False,
        # A test that goes on for ever is ended by `mutmut_run`; a busy machine is not to end one.
        "timeout_multiplier": 100.0,
    }
    pytest = {
        "pythonpath": [".", "src"],
        "addopts": ["--import-mode=importlib", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:randomly"],
    }
    lines = ["[tool.mutmut]", *(f"{key} = {json.dumps(value)}" for key, value in settings.items())]
    lines += ["[tool.pytest.ini_options]", *(f"{key} = {json.dumps(value)}" for key, value in pytest.items())]
    (copy / "pyproject.toml").write_text("\n".join(lines) + "\n")


def _copy_tests(copy: Path) -> None:
    for folder in (copy, copy / "mutants"):
        shutil.rmtree(folder / "tests", ignore_errors=True)
    shutil.copytree(ROOT / "tests", copy / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "mutants/mutmut-stats.json").unlink(missing_ok=True)


def run(copy: Path, children: int, mutants: Iterable[str] = ()) -> None:
    """Test every mutant, or these; what mutmut prints goes to a file, and only its end to the screen if it fails."""
    log = copy / "mutmut.log"
    environment = os.environ | {"DENIZEN_TESTS": "mutation", "PYTHONHASHSEED": "0", "PYTEST_PLUGINS": "mutmut_run"}
    environment.pop("PYTHONPATH", None)
    with log.open("w") as output:
        done = subprocess.run(
            [sys.executable, str(ROOT / "tools/mutmut_run.py"), "run", "--max-children", str(children), *mutants],
            cwd=copy,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        sys.exit(f"mutmut failed, see {log}:\n{log.read_text()[-2000:]}")


def survivors(copy: Path) -> list[str]:
    """The names that mutmut gives the mutants that no test noticed."""
    return [name for _, name, status in _results(copy) if status not in NOTICED | {NOT_TESTED}]


def some(copy: Path, every: int) -> list[str]:
    """The names that mutmut will give to one mutant of so many, evenly taken."""
    change_operators()
    with contextlib.chdir(copy):
        reset_config()
        paths = [path for path in sorted(DOMAIN.rglob("*.py")) if config().should_mutate(path)]
        made = ((path, mutate_file_contents(str(path), path.read_text()).mutant_names) for path in paths)
        return [get_mutant_name(path, name) for path, names in made for name in names][::every]


def mutants(copy: Path, known: Known) -> Iterator[Mutant]:
    """Every mutant with what became of it. The change of one that is noticed is told where its function is listed."""
    listed = {function for function, _ in known}
    with contextlib.chdir(copy):
        reset_config()
        for path, name, status in _results(Path()):
            function = _function(name)
            told = status not in NOTICED or function in listed
            yield Mutant(function, _change(path, name) if told else "", status)


def _results(copy: Path) -> Iterator[tuple[Path, str, str]]:
    folder = copy / "mutants"
    for meta in sorted(folder.rglob("*.meta")):
        results: dict[str, int | None] = json.loads(meta.read_text())["exit_code_by_key"]
        for name, code in results.items():
            yield meta.relative_to(folder).with_suffix(""), name, status_by_exit_code[code]


def _function(mutant: str) -> str:
    """The name of the function in the code: of `denizen.domain.calendars.x_after__mutmut_2` it is that without the `x_`
    and what follows; a method has its class before it."""
    module, _, rest = mutant.rpartition(".")
    name = rest.rpartition("__mutmut_")[0].removeprefix("x").removeprefix("_").replace("ǁ", ".").strip(".")
    return f"{module}.{name}"


def _change(path: Path, mutant: str) -> str:
    shown = get_diff_for_mutant(mutant, path=path).splitlines()
    lines = [line for line in shown if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return "\n".join(f"{line[0]} {line[1:].strip()}" for line in lines)


def equivalent() -> Known:
    """The mutants that mean the same."""
    entries = tomllib.loads(EQUIVALENT.read_text()).get("equivalent", []) if EQUIVALENT.exists() else []
    return {(entry["function"], entry["change"].strip()): entry["reason"] for entry in entries}


def report(found: list[Mutant], known: Known, modules: Iterable[str]) -> bool:
    """Print the score and what lowers it; whether all is as wanted."""
    counted = Counter(mutant.status for mutant in found)
    same = [mutant for mutant in found if not mutant.noticed and (mutant.function, mutant.change) in known]
    missed = sorted(mutant for mutant in found if not mutant.noticed and mutant not in same)
    for mutant in missed:
        print(f"\n{mutant.function} ({mutant.status})\n{mutant.change}")
    wrong = list(mislisted(found, known, modules))
    for words in wrong:
        print(f"\n{words}")
    worth = len(found) - len(same)
    score = 100.0 * (worth - len(missed)) / worth if worth else 100.0
    print("\n" + ", ".join(f"{number} {status}" for status, number in sorted(counted.items())))
    print(f"{len(found)} mutants, {len(same)} of them equivalent, {len(missed)} missed: score {score:.1f} %")
    return score >= WANTED and not wrong


def mislisted(found: Iterable[Mutant], known: Known, modules: Iterable[str]) -> Iterator[str]:
    """What is listed of the modules that were mutated, and is no mutant or one that a test notices."""
    statuses: dict[tuple[str, str], set[str]] = {}
    for mutant in found:
        statuses.setdefault((mutant.function, mutant.change), set()).add(mutant.status)
    within = tuple(_dotted(module) for module in modules)
    for (function, change), _ in sorted(known.items()):
        if function.startswith(within):
            status = statuses.get((function, change), set())
            if not status:
                yield f"listed as equivalent, and not there: {function}\n{change}"
            elif status <= {"killed"}:
                yield f"listed as equivalent, and a test notices it: {function}\n{change}"


def _dotted(module: str) -> str:
    """How the names of the functions of `module` begin."""
    return "denizen.domain." + module.removesuffix(".py").removesuffix("/__init__").replace("/", ".") + "."


def chosen_groups(names: Collection[str]) -> list[Group]:
    """The groups that are named, and those of the modules that are; all if there is no name."""
    groups = {group.name: replace(group, modules=modules_of(group)) for group in GROUPS}
    chosen: dict[str, list[str]] = {}
    for name in names or groups:
        group = groups[name] if name in groups else group_of(name)
        chosen.setdefault(group.name, []).extend(group.modules if name in groups else [name])
    return [replace(groups[name], modules=tuple(modules)) for name, modules in chosen.items()]


def main() -> int:
    parser = argparse.ArgumentParser(description="Mutation testing of the domain.")
    parser.add_argument("names", nargs="*", help="groups, or modules of the domain such as evaluation/scopes.py")
    parser.add_argument("--smoke", action="store_true", help="one small module only")
    parser.add_argument("--children", type=int, default=os.cpu_count() or 1, help="mutants tested at once")
    parser.add_argument("--into", type=Path, default=ROOT / ".mutation", help="the folder of the copies")
    parser.add_argument("--every", type=int, default=1, help="test one mutant of so many")
    parser.add_argument("--again", action="store_true", help="test only the survivors of the last run")
    parser.add_argument("--results", action="store_true", help="report on the last run, without another one")
    chosen = parser.parse_args()
    groups = [SMOKE] if chosen.smoke else chosen_groups(chosen.names)
    known, found = equivalent(), list[Mutant]()
    for group in groups:
        copy = chosen.into.absolute() / group.name
        if chosen.again:
            _copy_tests(copy)
            run(copy, chosen.children, survivors(copy))
        elif not chosen.results:
            prepare(copy, group)
            run(copy, chosen.children, some(copy, chosen.every) if chosen.every > 1 else ())
        found += mutants(copy, known)
        print(f"{group.name}: {len(survivors(copy))} survived", flush=True)
    found = [mutant for mutant in found if chosen.every == 1 or mutant.status != NOT_TESTED]
    return 0 if report(found, known, [module for group in groups for module in group.modules]) else 1


if __name__ == "__main__":
    sys.exit(main())
