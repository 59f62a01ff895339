"""Rules of the repository that no other tool holds, and whose breach its users would be the first to notice."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]

# Written so that they do not find themselves here.
REGISTRY = re.compile(
    r"pypi[.]org|python[h]osted[.]org|registry[.]npmjs|proxy[.]golang|crates[.]io|--(?:extra-)?index-url"
)
MACHINE = re.compile(r"(?<![\w.])/(?:root|work|home|Users)/\w|(?<![\w.])/opt/\w*pypi|file:/{3}(?:opt|home|root)")
LOCK_FILES = {"poetry.lock", "uv.lock", "pdm.lock", "Pipfile.lock", "package-lock.json", "go.sum", "buf.lock"}


def git(*arguments: str) -> str:
    # The checkout may belong to another account than the one that runs the tests; git would refuse to read it.
    command = ["git", "-c", "safe.directory=*", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """Every file that is, or is about to be, in the repository, relative to its root."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    return [Path(name) for name in listed if name and (ROOT / name).is_file()]


def lines(files: list[Path]) -> Iterator[tuple[str, str]]:
    for path in files:
        for number, line in enumerate((ROOT / path).read_text(errors="replace").splitlines(), 1):
            yield f"{path}:{number}", line


def constraints() -> dict[str, str]:
    entries = (ROOT / "constraints.txt").read_text().splitlines()
    return dict(entry.split("==") for entry in entries)


def requirements() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = [project["project"]["dependencies"], *project["project"]["optional-dependencies"].values()]
    return [Requirement(text) for group in [*groups, project["build-system"]["requires"]] for text in group]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE], ids=["package registry", "path of one machine"])
def test_installs_and_runs_anywhere(files: list[Path], pattern: re.Pattern[str]) -> None:
    assert [place for place, line in lines(files) if pattern.search(line)] == []


def test_no_lock_files(files: list[Path]) -> None:
    assert [path for path in files if path.name in LOCK_FILES] == []


def test_protos_stand_in_one_place(files: list[Path]) -> None:
    assert [path for path in files if path.suffix == ".proto" and path.parts[0] != "proto"] == []


def test_proto_folder_is_not_a_package(files: list[Path]) -> None:
    # `import proto` is another project's package.
    assert [path for path in files if path.parts[0] == "proto" and path.suffix == ".py"] == []


def test_generated_code_is_marked(files: list[Path]) -> None:
    generated = [str(path) for path in files if path.is_relative_to("service/denizen/v1")]
    assert generated
    marks = git("check-attr", "linguist-generated", "--", *generated).splitlines()
    assert [mark for mark in marks if not mark.endswith(": true")] == []


def test_constraints_are_names_and_versions_only() -> None:
    entries = (ROOT / "constraints.txt").read_text().splitlines()
    assert [entry for entry in entries if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", entry)] == []
    assert entries == sorted(entries, key=str.upper)


@pytest.mark.parametrize("requirement", requirements(), ids=str)
def test_constraint_satisfies(requirement: Requirement) -> None:
    versions = {canonical(name): version for name, version in constraints().items()}
    version = versions.get(canonical(requirement.name))
    assert version is not None, "not in constraints.txt: run `make constraints`"
    assert requirement.specifier.contains(version)
