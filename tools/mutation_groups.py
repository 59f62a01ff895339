"""Which modules of the domain are mutated together, and by which tests their mutants are judged.

Every module of `denizen/domain` is mutated, a new one too: what no group names belongs to the last. Left out is only
the wording of texts for people: a string with a space in it is not changed, see `tools/mutation_copies.py`. What stands
outside functions, such as tables and the fields of dataclasses, has no mutants; nor have properties, which mutmut does
not change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOMAIN = ROOT / "service/denizen/domain"

UNIT = "tests/unit"
FOUND = (f"{UNIT}/evaluation", f"{UNIT}/cases")
"""Tests of answers."""


@dataclass(frozen=True, slots=True)
class Group:
    """`modules` are patterns of paths in the domain; `tests` files or folders of the project."""

    name: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]


SMOKE = Group("smoke", ("calendars.py",), (f"{UNIT}/evaluation/test_naturalization.py",))
GROUPS = (
    Group("countries", ("countries/*",), (f"{UNIT}/countries",)),
    Group("cases", ("cases/*",), (f"{UNIT}/cases",)),
    Group("static_checks", ("static_checks/*", "warnings.py"), (f"{UNIT}/static_checks",)),
    Group("settling", ("evaluation/settling/*",), (f"{UNIT}/settling",)),
    Group(
        "differing",
        ("evaluation/differing/*",),
        (
            f"{UNIT}/evaluation/test_causes.py",
            f"{UNIT}/evaluation/test_differences.py",
            f"{UNIT}/evaluation/test_mixing.py",
            f"{UNIT}/evaluation/test_standing.py",
            f"{UNIT}/usecases/test_diff_determinations.py",
        ),
    ),
    Group("evaluation", ("evaluation/*",), (*FOUND, f"{UNIT}/settling")),
    Group(
        "others",
        ("*",),
        (
            *FOUND,
            *(
                f"{UNIT}/{each}"
                for each in ("convert", "directives", "evidence", "lifecycle", "populations", "refusals")
            ),
            *(f"{UNIT}/{each}" for each in ("sentences", "usecases")),
            *(
                f"{UNIT}/{each}.py"
                for each in ("identity/test_status_lists", "static_checks/test_files", "test_rights")
            ),
        ),
    ),
)


def modules_of(group: Group) -> tuple[str, ...]:
    """The modules of `group`, as paths in the domain: those that its patterns match and no group's before it."""
    return tuple(module for module in _modules() if group_of(module) == group)


def group_of(module: str) -> Group:
    return next(group for group in GROUPS if matches(module, group.modules))


def matches(module: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(module, pattern) for pattern in patterns)


def _modules() -> Iterator[str]:
    return (str(path.relative_to(DOMAIN)) for path in sorted(DOMAIN.rglob("*.py")))
