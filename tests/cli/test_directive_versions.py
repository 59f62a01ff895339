"""Cases beside a directive's file, and what versions say."""

from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.cli.test_directive import DIRECTIVE, SECOND, file

__all__ = ["file"]


def test_a_word_that_is_no_warning_is_wrong_usage(run: CommandLine, file: Path) -> None:
    outcome = run("directive", "apply", str(file), "--allow", "everything")
    assert outcome.exit_code == 2
    assert "wanted one of never_true" in outcome.stderr


CASES = """
- &case
  id: letter/citizen
  instrument: LETTER
  resource: model
  at: 2026-06-13
  expected: NOT_FOREIGN
  principal: {kind: person, citizenships: [{country: US, status: CITIZEN}]}
- {<<: *case, id: letter/before, at: 2026-06-11T23:59:59Z}
- {<<: *case, id: letter/narrowed, at: 2026-06-26, principal: {kind: person, residence: {country: NO}}}
- {<<: *case, id: other/1, instrument: OTHER}
"""


def test_cases_beside_the_file_are_run_and_kept_with_their_version(run: CommandLine, file: Path) -> None:
    file.write_text(DIRECTIVE.replace("imports:", "case_files: [cases.yaml]\nimports:") + SECOND)
    cases = file.with_name("cases.yaml")
    cases.write_text(
        CASES.replace("NOT_FOREIGN", "FOREIGN", 1).replace("letter/before, ", "letter/before, expected: NOT_FOREIGN, ")
    )
    outcome = run("directive", "apply", str(file))
    assert outcome.exit_code == 1
    assert "letter/citizen expected FOREIGN, found NOT_FOREIGN_NATIONAL" in outcome.stderr
    cases.write_text(CASES)
    steps = run.json("directive", "apply", str(file))
    details = {step["subject"]: step["detail"] for step in steps if step["outcome"] == "published"}
    assert details == {"directives/letter/versions/1": "1 case passed", "directives/letter/versions/2": "1 case passed"}
    kept = [
        [case["id"] for case in version["cases"]] for version in run.json("directive", "show", "letter")["versions"]
    ]
    assert kept == [["letter/citizen"], ["letter/narrowed"]]
    assert "letter/narrowed" in run.ok("directive", "show", "letter")


def test_two_versions_are_told_apart(run: CommandLine, file: Path) -> None:
    file.write_text(DIRECTIVE.replace("imports:", "case_files: [cases.yaml]\nimports:") + SECOND)
    file.with_name("cases.yaml").write_text(CASES)
    run.ok("directive", "apply", str(file))
    told = run.ok("directive", "diff", "letter", "--from", "1", "--to", "2")
    assert "provision model: exemption partners is removed\n" in told
    assert "provision model: definition: not us-person is now resident_in countrySets/us\n" in told
    assert "2 of 2 kept cases are answered otherwise" in told
    found = run.json("directive", "diff", "letter", "--from", "2", "--to", "1")
    assert found["case_count"] == 2
    same = run.ok("directive", "diff", "letter", "--from", "2", "--to", "2")
    assert same == "both versions say the same\n\n0 of 1 kept cases are answered otherwise\n"
    assert run("directive", "diff", "letter", "--from", "1", "--to", "3").exit_code == 1


def test_a_version_is_written_as_sentences(run: CommandLine, file: Path) -> None:
    file.write_text(DIRECTIVE + SECOND)
    run.ok("directive", "apply", str(file))
    told = run.ok("directive", "explain", "letter", "--version", "1")
    assert told.startswith("A letter, version 1\n")
    assert 'on the list "Partners"' in told
    assert 'for "A model"' in told
    first = run.json("directive", "explain", "letter")[0]
    assert first == {"text": "A letter, version 2", "depth": 0, "marker": "", "heading": True}
    assert run("directive", "explain", "letter", "--version", "3").exit_code == 1
    run.ok("directive", "apply", "-", stdin="directive: {name: directives/bare, kind: DEFINITION}")
    bare = run("directive", "explain", "bare")
    assert (bare.exit_code, "has no version yet" in bare.stderr) == (1, True)


FOREIGN_BEFORE = CASES.replace("letter/before,", "letter/before, expected: FOREIGN,")


WRONG_CASES = {
    "no such file": ("none.yaml", CASES, "none.yaml: No such file"),
    "of others": ("cases.yaml", CASES.replace("LETTER", "OTHER"), "which has no case of directives/letter"),
    "foreign under nothing": ("cases.yaml", FOREIGN_BEFORE, "when no version is in force"),
    "absolute": ("/cases.yaml", CASES, "wanted a path relative to this file"),
}


@pytest.mark.parametrize(("name", "cases", "problem"), WRONG_CASES.values(), ids=WRONG_CASES)
def test_wrong_case_files_are_refused_before_anything_is_sent(
    run: CommandLine, file: Path, name: str, cases: str, problem: str
) -> None:
    file.write_text(DIRECTIVE.replace("imports:", f"case_files: [{name}]\nimports:"))
    file.with_name("cases.yaml").write_text(cases)
    outcome = run("directive", "apply", str(file))
    assert outcome.exit_code == 2
    assert problem in outcome.stderr
    assert run.json("directive", "list") == []


def test_the_page_says_what_a_reader_needs(run: CommandLine, file: Path) -> None:
    file.write_text(DIRECTIVE + SECOND)
    run.ok("directive", "apply", str(file))
    page = run.ok("directive", "show", "letter", "--version", "1")
    for words in (
        "ENFORCED",
        "foreign person",
        "Letter of 2026-06-12 (SECONDARY)",
        "from 2026-06-12 to 2026-06-26",
        "from 2026-06-26",
        "resources/model",
        "definition: us-person",
        "exempt partners",
        "8 USC 1101",
        "test subset, not the law",
    ):
        assert words in page
    assert "unused" not in page
    assert "US, PR from 2000-01-01" in run.ok("directive", "show", "letter")


def test_dates_by_hand(run: CommandLine, file: Path) -> None:
    run.ok("directive", "apply", str(file))
    suspended = run.ok("directive", "suspend", "letter", "--from", "2026-06-14", "--to", "2026-06-16")
    assert "from 2026-06-12 to 2026-06-14" in suspended
    assert "from 2026-06-16" in suspended
    assert "from 2026-06-16 to 2026-06-20" in run.ok("directive", "rescind", "letter", "--from", "2026-06-20")


@pytest.mark.parametrize("command", [("show", "x"), ("suspend", "x"), ("activate", "x", "--version", "1")])
def test_a_directive_that_does_not_exist_is_refused(run: CommandLine, command: tuple[str, ...]) -> None:
    outcome = run("directive", *command)
    assert outcome.exit_code == 1
    assert "NOT_FOUND" in outcome.stderr
