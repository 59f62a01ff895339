"""`denizen check` against a server."""

from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.cli.test_directive import DIRECTIVE, SHARED


@pytest.fixture
def asking(run: CommandLine, tmp_path: Path) -> CommandLine:
    (tmp_path / "shared.yaml").write_text(SHARED)
    (tmp_path / "letter.yaml").write_text(DIRECTIVE.replace("exemptions:", "exemptions: [] #"))
    run.ok("directive", "apply", str(tmp_path / "letter.yaml"))
    run.ok("principal", "create", "ada", "--kind", "person", "--identifier", "hr=4711")
    return run


def test_the_answer_and_its_reason_come_first(asking: CommandLine) -> None:
    asking.ok("attest", "submit", "ada", "--citizenship", "US", "--assurance", "HIGH")
    allowed = asking.ok("check", "ada", "letter", "--resource", "model").splitlines()
    assert allowed[0].split() == ["ALLOW", "NOT_FOREIGN_NATIONAL"]
    assert "does not meet the definition" in allowed[1]


def test_a_denial_is_an_answer(asking: CommandLine) -> None:
    outcome = asking("check", "hr=4711", "directives/letter")
    assert outcome.exit_code == 0
    assert outcome.stdout.splitlines()[0].split() == ["DENY", "UNDETERMINED"]


def test_the_past_can_be_asked(asking: CommandLine) -> None:
    early = asking.ok("check", "ada", "letter", "--at", "2026-06-01")
    assert early.splitlines()[0].split() == ["ALLOW", "NOT_APPLICABLE"]
    assert "valid until  2026-06-12, when what is in force of the directive changes" in early
    before = asking.json("check", "ada", "letter")["known_revision"]
    asking.ok("attest", "submit", "ada", "--citizenship", "US", "--assurance", "HIGH")
    answer = asking.json("check", "ada", "letter", "--known-at", before)["answer"]
    assert answer["determination"] == "DETERMINATION_UNDETERMINED"


def test_explain_shows_the_tree(asking: CommandLine) -> None:
    asking.ok("attest", "submit", "ada", "--citizenship", "US", "--assurance", "LOW")
    page = asking.ok("check", "ada", "letter", "--explain")
    assert "citizen_of US  negative" in page
    assert "ASSURANCE_TOO_LOW" in page
    assert "SUBSTANTIAL citizenship for TRUE, which clears" in page
    assert "explanation" in asking.json("check", "ada", "letter", "--explain")["answer"]


def test_presence_goes_with_the_question(asking: CommandLine) -> None:
    assert asking("check", "ada", "letter", "--presence", "FR:geoip").exit_code == 0
    outcome = asking("check", "ada", "letter", "--presence", "XQ")
    assert outcome.exit_code == 1
    assert "field presence.country" in outcome.stderr


REFUSED = {
    "no such directive": (["check", "ada", "x"], 1, "NOT_FOUND"),
    "resource never registered": (["check", "ada", "letter", "--resource", "x"], 1, "INVALID_ARGUMENT"),
    "the future": (["check", "ada", "letter", "--known-at", "2999-01-01"], 1, "INVALID_ARGUMENT"),
    "no moment": (["check", "ada", "letter", "--at", "yesterday"], 2, "wanted a date such as"),
    "no server": (["check", "ada", "letter", "--target", "127.0.0.1:1"], 3, "no answer from 127.0.0.1:1"),
}


@pytest.mark.parametrize(("command", "code", "problem"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_answer_has_an_exit_code(asking: CommandLine, command: list[str], code: int, problem: str) -> None:
    outcome = asking(*command)
    assert (outcome.exit_code, outcome.stdout) == (code, "")
    assert problem in outcome.stderr
