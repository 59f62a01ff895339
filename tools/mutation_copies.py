"""Copies in which mutants are made and asked, and what became of the mutants that are found in them."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import libcst
from mutmut.configuration import reset_config
from mutmut.mutation import mutators
from mutmut.mutation.data import MutantLineSpans
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.utils.format_utils import get_mutant_name, mangled_name_from_mutant_name

from tools.mutation_groups import ROOT, Group

DOMAIN = Path("src/denizen/domain")
NOTICED = {"killed", "timeout", "segfault"}
NOT_TESTED = "not checked"
BESIDE = ("tests", "tools", "docs")
SPARED = ("unraisableexception", "threadexception", "faulthandler", "junitxml", "pastebin", "doctest", "logging")
"""What of pytest a mutant is tested without: it takes most of the time of a short test."""

_Modules = dict[str, tuple[str, dict[str, str]]]
"""By its path a module: the SHA-256 of its text, and the hash of the function of each mutant."""
_FIRST = (0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15)
"""Of each 16 mutants, the order in which they are tested."""


@dataclass(frozen=True, slots=True, order=True)
class Mutant:
    """`function` is the dotted name in the code; `change` the lines taken out and put in."""

    function: str
    change: str
    status: str

    @property
    def noticed(self) -> bool:
        return self.status in NOTICED


def prepare(copy: Path, group: Group, *, anew: bool = True) -> None:
    """A copy of the code, and below `mutants` one of code and tests with the mutants of each function beside it.

    Not `anew`: the mutants of a module that has not changed are left, and what is known of those of a function.
    """
    before: _Modules = {} if anew else _made(copy)
    if anew:
        shutil.rmtree(copy, ignore_errors=True)
    for folder in (copy, copy / "mutants"):
        shutil.rmtree(folder / "src", ignore_errors=True)
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "service/denizen", folder / "src/denizen", ignore=ignored)
    copy_tests(copy)
    (copy / "pyproject.toml").write_text('[tool.mutmut]\nsource_paths = ["src"]\n')
    pytest = {
        "pythonpath": [".", "src"],
        "addopts": [
            *("--import-mode=importlib", "--assert=plain", "--tb=short", "-q"),
            *(f"-pno:{each}" for each in (*SPARED, "xdist", "cacheprovider", "randomly", "timeout")),
        ],
        "markers": ["timeout"],
    }
    lines = ["[tool.pytest.ini_options]", *(f"{key} = {json.dumps(value)}" for key, value in pytest.items())]
    (copy / "mutants/pyproject.toml").write_text("\n".join(lines) + "\n")
    with contextlib.chdir(copy):
        made = {str(DOMAIN / module): _make(DOMAIN / module, before) for module in group.modules}
        Path("made.json").write_text(json.dumps(made))


def copy_tests(copy: Path) -> None:
    """The tests of now, with what they look at beside the code."""
    for name in BESIDE:
        shutil.rmtree(copy / "mutants" / name, ignore_errors=True)
        shutil.copytree(ROOT / name, copy / "mutants" / name, ignore=shutil.ignore_patterns("__pycache__"))


def run(copy: Path, asked: Sequence[str], tests: Iterable[str], *, children: int, patience: float) -> None:
    """Test these mutants by these tests; what pytest prints goes to a file, and its end to the screen if it fails.

    A run that is broken off has asked about some that are evenly taken, as far as may be.
    """
    log, results, names = (copy / name for name in ("asking.log", "results.jsonl", "asked"))
    spread = sorted(range(len(asked)), key=lambda index: (_FIRST.index(index % len(_FIRST)), index))
    functions = {name: function for _, name, function, _ in _results(copy)}
    names.write_text("\n".join(f"{asked[index]} {functions[asked[index]]}" for index in spread))
    environment = os.environ | {"DENIZEN_TESTS": "mutation", "PYTHONHASHSEED": "0"}
    environment.pop("PYTHONPATH", None)
    command = [sys.executable, "-m", "tools.mutation_asking", str(names), str(results), str(children), str(patience)]
    command += [each for each in tests if (ROOT / each.partition("::")[0]).exists()]
    with log.open("w") as output:
        done = subprocess.run(
            command, cwd=copy / "mutants", env=environment, stdout=output, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode:
        sys.exit(f"asking failed, see {log}:\n{log.read_text()[-2000:]}")


def survivors(copy: Path) -> list[str]:
    """The names that mutmut gives the mutants that no test noticed."""
    return [name for _, name, _, status in _results(copy) if status not in NOTICED | {NOT_TESTED}]


def untested(copy: Path) -> list[str]:
    """The names that mutmut gives the mutants that no test was asked about."""
    return [name for _, name, _, status in _results(copy) if status == NOT_TESTED]


def named(copy: Path, every: int = 1) -> list[str]:
    """The names that mutmut gives the mutants, or one of so many, evenly taken."""
    return [name for _, name, _, _ in _results(copy)][::every]


def mutants(copy: Path, functions: Collection[str]) -> Iterator[Mutant]:
    """Every mutant with what became of it. Of those that are noticed, and of those that were not tested, the change is
    told for these functions only."""
    with contextlib.chdir(copy):
        reset_config()
        for path, name, _, status in _results(Path()):
            function = _function(name)
            told = status not in NOTICED | {NOT_TESTED} or function in functions
            yield Mutant(function, _change(path, name) if told else "", status)


def _make(path: Path, before: _Modules) -> tuple[str, dict[str, str]]:
    """Write the mutants of a module, and tell of the module; mutants go by the names that mutmut gives them."""
    reset_config()
    change_operators()
    text = path.read_text()
    digest = sha256(text.encode()).hexdigest()
    files = [(Path("kept") / file, "mutants" / file) for file in (path, path.with_suffix(".py.spans"))]
    if before.get(str(path), ("", {}))[0] == digest and files[0][0].exists():
        for kept, used in files:
            shutil.copy(kept, used)
        return digest, before[str(path)][1]
    made = mutate_file_contents(str(path), text)
    ("mutants" / path).write_text(made.code)
    MutantLineSpans(path=path, span_by_function_name=made.line_span_by_function_name).save()
    for kept, used in files:
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(used, kept)
    hashes = made.hash_by_function_name
    return digest, {
        get_mutant_name(path, name): hashes[mangled_name_from_mutant_name(name)] for name in made.mutant_names
    }


def change_operators() -> None:
    """Make mutmut change strings by `change_codes`."""
    operators = mutators.mutation_operators
    changed = [(kind, change_codes if change is mutators.operator_string else change) for kind, change in operators]
    operators[:] = changed  # type: ignore[index] # it is a list


def change_codes(node: libcst.BaseString) -> Iterable[libcst.BaseString]:
    """The changes mutmut makes of a string that is a name or a code: the wording of texts for people is left alone."""
    if isinstance(node, libcst.SimpleString) and " " not in node.value:
        yield from mutators.operator_string(node)


def _results(copy: Path) -> Iterator[tuple[Path, str, str, str]]:
    """The file, the name, the hash of the function and the last status of each mutant."""
    results = copy / "results.jsonl"
    lines = [json.loads(line) for line in results.read_text().splitlines()] if results.exists() else []
    statuses = {(line["name"], line["function"]): line["status"] for line in lines}
    for path, (_, functions) in _made(copy).items():
        for name, function in functions.items():
            yield Path(path), name, function, statuses.get((name, function), NOT_TESTED)


def _made(copy: Path) -> _Modules:
    made = copy / "made.json"
    modules: _Modules = json.loads(made.read_text()) if made.exists() else {}
    return modules


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
