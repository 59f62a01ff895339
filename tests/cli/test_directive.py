"""`denizen directive` against a server."""

from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

SHARED = """
country_sets:
- name: countrySets/us
  members: [{country: US}, {country: PR, member: {start: 2000-01-01}}]
  source: {citation: 15 CFR 772.1}
  test_subset: true
lists:
- {name: lists/partners, title: Partners, test_subset: true}
definitions:
- name: us-person
  rule: {citizen_of: {countries: [US]}}
  source: {citation: 8 USC 1101}
- name: unused
  rule: {is: PERSON}
"""
DIRECTIVE = """
imports: [shared.yaml]
directive:
  name: directives/letter
  kind: ENFORCED
  title: A letter
  predicate: foreign person
  source: {citation: Letter of 2026-06-12, confidence: SECONDARY}
resources: [{name: resources/model, title: A model}]
versions:
- version:
    number: 1
    provisions:
    - id: model
      kinds: [PERSON]
      resources: [resources/model]
      definition: {not: {definition: us-person}}
      exemptions: [{id: partners, rule: {listed: {lists: [lists/partners]}}}]
  activations: [{start: 2026-06-12}]
"""
SECOND = """
- version:
    number: 2
    provisions:
    - {id: model, kinds: [PERSON], definition: {resident_in: {countries: [countrySets/us]}}}
  activations: [{start: 2026-06-26}]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "shared.yaml").write_text(SHARED)
    (tmp_path / "letter.yaml").write_text(DIRECTIVE)
    return tmp_path / "letter.yaml"


def outcomes(run: CommandLine, file: Path) -> dict[str, list[str]]:
    """What applying did, by what it did; without what was there already."""
    found: dict[str, list[str]] = {}
    for step in run.json("directive", "apply", str(file)):
        if step["outcome"] != "unchanged":
            found.setdefault(step["outcome"], []).append(step["subject"])
    return found


def test_applying_a_file_brings_the_server_to_what_it_says(run: CommandLine, file: Path) -> None:
    assert outcomes(run, file) == {
        "stored": ["countrySets/us", "lists/partners"],
        "registered": ["resources/model"],
        "created": ["directives/letter"],
        "published": ["directives/letter/versions/1"],
        "activated": ["directives/letter/versions/1"],
    }


def test_applying_it_again_changes_nothing_and_says_so(run: CommandLine, file: Path) -> None:
    file.write_text(
        DIRECTIVE + SECOND + "suspensions: [{start: 2026-06-20, end: 2026-06-22}]\nrescinded_from: 2026-06-30"
    )
    run.ok("directive", "apply", str(file))
    before = run.json("directive", "show", "letter")
    assert outcomes(run, file) == {}
    assert run.ok("directive", "apply", str(file)).startswith("nothing changed")
    assert run.json("directive", "show", "letter") == before


def test_what_a_file_adds_is_added(run: CommandLine, file: Path) -> None:
    run.ok("directive", "apply", str(file))
    file.write_text(DIRECTIVE + SECOND)
    version = "directives/letter/versions/2"
    assert outcomes(run, file) == {"published": [version], "activated": [version]}


def test_an_end_in_the_file_ends_what_is_activated_later_too(run: CommandLine, file: Path) -> None:
    file.write_text(DIRECTIVE + "rescinded_from: 2026-06-30")
    run.ok("directive", "apply", str(file))
    file.write_text(DIRECTIVE + SECOND + "rescinded_from: 2026-06-30")
    assert outcomes(run, file)["rescinded"] == ["directives/letter"]
    assert "2: from 2026-06-26 to 2026-06-30" in run.ok("directive", "list")
    assert outcomes(run, file) == {}


def test_what_was_activated_by_hand_stays(run: CommandLine, file: Path) -> None:
    file.write_text(DIRECTIVE + "rescinded_from: 2026-06-30")
    run.ok("directive", "apply", str(file))
    run.ok("directive", "activate", "letter", "--version", "1", "--from", "2026-07-01", "--to", "2026-07-02")
    assert outcomes(run, file) == {}
    assert "from 2026-07-01 to 2026-07-02" in run.ok("directive", "list")


def test_a_changed_set_is_stored_again(run: CommandLine, file: Path) -> None:
    run.ok("directive", "apply", str(file))
    shared = file.with_name("shared.yaml")
    shared.write_text(SHARED.replace("members: [{country: US},", "members: [{country: US}, {country: GU},"))
    assert outcomes(run, file) == {"stored": ["countrySets/us"]}


def test_other_content_under_a_number_that_is_taken_is_refused(run: CommandLine, file: Path) -> None:
    run.ok("directive", "apply", str(file))
    file.write_text(DIRECTIVE.replace("{not: {definition: us-person}}", "{definition: us-person}"))
    outcome = run("directive", "apply", str(file))
    assert outcome.exit_code == 1
    assert "ALREADY_EXISTS, resource directives/letter/versions/1" in outcome.stderr


WRONG = {
    "unknown field": (DIRECTIVE.replace("kinds:", "kind:"), "letter.yaml:15: versions[0].version.provisions[0].kind:"),
    "empty any": (
        DIRECTIVE.replace("{not: {definition: us-person}}", "{any: []}"),
        "provisions[0].definition.any: got an empty 'any'",
    ),
    "no number": (DIRECTIVE.replace("number: 1", "number: 0"), "versions[0].version.number: got none"),
    "no directive": ("suspensions: [{}]", "suspensions: given without a directive"),
}


@pytest.mark.parametrize(("text", "problem"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_before_anything_is_sent(run: CommandLine, file: Path, text: str, problem: str) -> None:
    good = file.with_name("good.yaml")
    good.write_text(DIRECTIVE)
    file.write_text(text)
    outcome = run("directive", "apply", str(good), str(file))
    assert outcome.exit_code == 2
    assert problem in outcome.stderr
    assert run.json("directive", "list") == []


UNRESOLVED = DIRECTIVE.replace(
    "{not: {definition: us-person}}", "{all: [{definition: us-person}, {not: {definition: us-person}}]}"
)


@pytest.mark.parametrize("word", ["never-true", "NEVER_TRUE", "Never-True"])
def test_a_warning_stops_it_unless_it_is_allowed(run: CommandLine, file: Path, word: str) -> None:
    file.write_text(UNRESOLVED)
    outcome = run("directive", "apply", str(file), "--allow", "gap")
    assert outcome.exit_code == 1
    assert "NEVER_TRUE version.provisions[0].definition" in outcome.stderr
    steps = run.json("directive", "apply", str(file), "--allow", word)
    (allowed,) = [step for step in steps if step["outcome"] == "allowed"]
    assert allowed["subject"] == "directives/letter/versions/1"
    assert "NEVER_TRUE" in run.ok("directive", "show", "letter")
    assert outcomes(run, file) == {}
