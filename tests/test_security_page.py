"""Every test that `docs/security.md` names is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text()
FILE = re.compile(r"`([a-z_/]+\.py)`")


def rows() -> list[tuple[str, str]]:
    """Of every table with a column of tests: what is threatened, and what that column says."""
    found, within = [], False
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        within = bool(cells) and (within or cells[-1] == "test")
        if within and len(cells) > 1 and cells[-1].strip("-") not in ("", "test"):
            found.append((cells[0], cells[-1]))
    return found


def test_there_are_tables() -> None:
    assert len(rows()) > 30


def path_of(name: str) -> Path:
    found = [ROOT / "tests" / name] if "/" in name else list((ROOT / "tests").rglob(name))
    assert len(found) == 1, f"{name} is {len(found)} files"
    assert found[0].is_file(), name
    return found[0]


def named() -> Iterator[tuple[str, Path, str]]:
    """The file and the words of each case that a row names; `the same` is the file of the row before."""
    last = None
    for threat, cell in rows():
        for part in cell.split(";"):
            files = FILE.findall(part)
            for name in files:
                last = path_of(name)
            assert files or part.strip().startswith("the same"), f"{threat}: {part}"
            assert last is not None
            words = part.partition(":")[2]
            for case in filter(None, (each.strip(" …`") for each in words.split(","))):
                yield threat, last, case


def plain(text: str) -> str:
    return " ".join(re.sub(r"[_\W]+", " ", text.lower()).split())


@pytest.mark.parametrize(
    ("threat", "file", "case"), [pytest.param(*each, id=f"{each[1].name}-{each[2]}"[:80]) for each in named()]
)
def test_a_test_that_is_named_is_there(threat: str, file: Path, case: str) -> None:
    assert plain(case) in plain(file.read_text()), threat
