"""Copies in which mutmut works, and the mutants that are found in them."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mutmut.configuration import config, reset_config
from mutmut.mutation.data import MutantLineSpans
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.file_mutation import MutatedFile, mutate_file_contents
from mutmut.stats import status_by_exit_code
from mutmut.utils.format_utils import get_mutant_name

from tools.mutation_groups import ROOT, Group
from tools.mutmut_run import change_operators

DOMAIN = Path("src/denizen/domain")
NOTICED = {"killed", "timeout", "segfault"}
NOT_TESTED = "not checked"
BESIDE = ("tests", "tools", "docs")
SPARED = ("unraisableexception", "threadexception", "faulthandler", "junitxml", "pastebin", "doctest", "logging")
"""What of pytest a mutant is tested without: it takes most of the time of a short test."""


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
    copy_tests(copy)
    settings = {
        "source_paths": ["src"],
        "only_mutate": [str(DOMAIN / each) for each in group.modules],
        "also_copy": list(BESIDE),
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


def copy_tests(copy: Path) -> None:
    """The tests of now, with what they look at beside the code."""
    for name in BESIDE:
        for folder in (copy, copy / "mutants"):
            shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
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
    with contextlib.chdir(copy):
        return [get_mutant_name(path, name) for path, made in _made() for name in made.mutant_names][::every]


def untested(copy: Path, functions: Collection[str]) -> Iterator[Mutant]:
    """The mutants of some functions, as they are made and before they are tested."""
    with contextlib.chdir(copy):
        for path, made in _made():
            target = "mutants" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(made.code)
            MutantLineSpans(path=path, span_by_function_name=made.line_span_by_function_name).save()
            for name in (get_mutant_name(path, each) for each in made.mutant_names):
                if _function(name) in functions:
                    yield Mutant(_function(name), _change(path, name), NOT_TESTED)


def _made() -> Iterator[tuple[Path, MutatedFile]]:
    reset_config()
    change_operators()
    for path in sorted(DOMAIN.rglob("*.py")):
        if config().should_mutate(path):
            yield path, mutate_file_contents(str(path), path.read_text())


def mutants(copy: Path, functions: Collection[str]) -> Iterator[Mutant]:
    """Every mutant with what became of it. Of those that are noticed the change is told for these functions only."""
    with contextlib.chdir(copy):
        reset_config()
        for path, name, status in _results(Path()):
            function = _function(name)
            told = status not in NOTICED or function in functions
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
