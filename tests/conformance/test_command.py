"""`denizen test`: what it says of cases that do not come out as expected, and of files that are none."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from denizen.cli.main import denizen

WRONG = {
    "id": "wrong-on-purpose",
    "instrument": "EAR_772_1_FOREIGN_PERSON",
    "at": "2026-05-15",
    "expected": "NOT_FOREIGN",
    "principal": {"kind": "person"},
    "why": "nothing is on file",
}
RIGHT = WRONG | {"id": "right", "expected": "UNDETERMINED"}
NO_DIRECTIVE = WRONG | {"id": "no-directive", "instrument": "NOBODYS_RULE"}
NO_RESOURCE = WRONG | {"id": "no-resource", "instrument": "DIRECTIVE_2026_06_IIL", "resource": "nobodys-model"}

DRAFT = """
directive: {name: directives/draft, kind: DEFINITION, source: {citation: a letter}}
versions:
  - version:
      number: 1
      provisions:
        - id: everybody
          definition: {any: [{is: PERSON}, {is: ORGANISATION}]}
    activations: [{start: 2026-06-01}]
"""


@pytest.fixture(params=["in process", "by a server"])
def where(request: pytest.FixtureRequest, target: str) -> list[str]:
    return ["--target", target] if request.param == "by a server" else []


def run(folder: Path, content: str, *arguments: str) -> Result:
    (folder / "cases.yaml").write_text(content)
    return CliRunner().invoke(denizen, ["test", str(folder / "cases.yaml"), *arguments])


def test_a_failing_case_is_told_with_its_explanation(tmp_path: Path, where: list[str]) -> None:
    outcome = run(tmp_path, json.dumps([RIGHT, WRONG]), *where)
    assert outcome.exit_code == 1
    first, *tree, last = outcome.stdout.splitlines()
    assert first.startswith("FAILED wrong-on-purpose directives/ear-772-1-foreign-person at 2026-05-15: ")
    assert "expected NOT_FOREIGN, got UNDETERMINED (NOT_ATTESTED): nothing is on file" in first
    assert any("citizen_of" in line for line in tree)
    assert "right" not in first
    assert last == "1 passed, 1 failed"


@pytest.mark.parametrize("case", [NO_DIRECTIVE, NO_RESOURCE], ids=lambda case: str(case["id"]))
def test_what_nobody_knows_fails_the_case_alone(case: dict[str, object], tmp_path: Path, where: list[str]) -> None:
    outcome = run(tmp_path, json.dumps([case, RIGHT]), *where)
    assert outcome.exit_code == 1
    assert f"FAILED {case['id']} " in outcome.stdout
    assert outcome.stdout.splitlines()[-1] == "1 passed, 1 failed"


def test_a_draft_is_judged_beside_the_catalogue(tmp_path: Path) -> None:
    (tmp_path / "draft.yaml").write_text(DRAFT)
    case = WRONG | {"instrument": "DRAFT"}
    before = case | {"id": "before", "at": "2026-05-31"}
    since = case | {"id": "since", "at": "2026-06-01", "expected": "FOREIGN"}
    cases = json.dumps([before, since, RIGHT])
    assert run(tmp_path, cases, "--directive", str(tmp_path / "draft.yaml")).stdout == "3 passed, 0 failed\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("- id: [", "cases.yaml:1: not YAML"),
        ("just words", "cases: got 'str', wanted a list of cases"),
        (json.dumps([WRONG | {"verdict": 1}]), "wrong-on-purpose.verdict: got 'verdict', wanted one of"),
        (json.dumps([WRONG | {"principal": {"kind": "person", "race": 1}}]), "wrong-on-purpose.principal.race"),
    ],
    ids=["not YAML", "no list", "unknown key of a case", "unknown key of a principal"],
)
def test_a_file_that_is_wrong_is_refused(content: str, told: str, tmp_path: Path) -> None:
    outcome = run(tmp_path, content)
    assert outcome.exit_code == 2
    assert told in outcome.stderr


def test_no_server(tmp_path: Path) -> None:
    assert run(tmp_path, json.dumps([RIGHT]), "--target", "127.0.0.1:1").exit_code == 3
