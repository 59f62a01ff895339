"""`denizen access`, `denizen diff` and `denizen authorization` against a server."""

from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.cli.test_directive import DIRECTIVE, SHARED

CONDITIONS = "all: [{is: PERSON}, {resident_in: {countries: [NO]}}]"


@pytest.fixture
def asking(run: CommandLine, tmp_path: Path) -> CommandLine:
    """With a directive in force from 12 June 2026 on that asks for US citizens, and Ada, who is none."""
    (tmp_path / "shared.yaml").write_text(SHARED)
    (tmp_path / "letter.yaml").write_text(DIRECTIVE.replace("exemptions:", "exemptions: [] #"))
    run.ok("directive", "apply", str(tmp_path / "letter.yaml"))
    run.ok("principal", "create", "ada", "--kind", "person", "--identifier", "hr=4711")
    run.ok("principal", "create", "acme", "--kind", "organisation")
    run.ok("attest", "submit", "ada", "--citizenship", "US", "--does-not-hold", "--assurance", "HIGH")
    return run


def licensed(run: CommandLine, *more: str) -> str:
    return run.ok(
        "authorization", "create", "d-1", "--reference", "D1", "--directive", "letter", "--principal", "ada", *more
    )


def first(text: str) -> list[str]:
    return text.splitlines()[0].split()


def test_access_says_what_follows_and_what_each_directive_says(asking: CommandLine) -> None:
    denied = asking.ok("access", "hr=4711", "model")
    assert first(denied) == ["DENY", "1", "directive", "in", "force"]
    assert "directives/letter/versions/1" in denied
    assert "MEETS_DEFINITION" in denied
    before = asking.ok("access", "ada", "model", "--at", "2026-06-01")
    assert first(before) == ["ALLOW", "0", "directives", "in", "force"]
    assert "2026-06-12, when what is in force of the directive changes" in before


def test_access_for_programs(asking: CommandLine) -> None:
    shown = asking.json("access", "ada", "model", "--presence", "NO:geoip")
    assert shown["access"]["effect"] == "EFFECT_DENY"
    assert [each["directive"] for each in shown["access"]["contributions"]] == ["directives/letter"]


def test_a_licence_is_created_used_and_revoked(asking: CommandLine) -> None:
    page = licensed(asking, "--effective", "2026-06-01..2027-06-01", "--citation", "15 CFR 748.1")
    for words in ("authorizations/d-1", "D1", "directives/letter", "every one", "ada", "to 2027-06-01", "15 CFR 748.1"):
        assert words in page
    allowed = asking.ok("access", "ada", "model", "--at", "2026-07-01")
    assert first(allowed)[0] == "ALLOW"
    assert "authorizations/d-1" in allowed
    assert "2027-06-01, when an authorization begins or ends" in allowed
    check = asking.ok("check", "ada", "letter", "--at", "2026-07-01")
    assert "authorized by  authorizations/d-1" in check
    assert "D1" in asking.ok("authorization", "list", "--directive", "letter")
    revoked = asking.ok("authorization", "revoke", "d-1", "--reason-code", "withdrawn")
    assert "revoked" in revoked
    assert asking.json("authorization", "list") == []
    assert asking.json("authorization", "get", "d-1")["authorization"]["known"]["to_revision"]
    assert first(asking.ok("access", "ada", "model", "--at", "2026-07-01"))[0] == "DENY"


def test_a_licence_with_conditions(asking: CommandLine, tmp_path: Path) -> None:
    rule = tmp_path / "conditions.yaml"
    rule.write_text(CONDITIONS)
    page = licensed(asking, "--conditions", str(rule), "--organisation", "acme", "--list", "partners")
    assert "resident_in" in page
    assert "ada, who works for acme, who is on lists/partners" in page
    assert first(asking.ok("access", "ada", "model"))[0] == "DENY"
    asking.ok("attest", "submit", "ada", "--residence", "NO", "--assurance", "HIGH")
    assert first(asking.ok("access", "ada", "model"))[0] == "ALLOW"


def test_diff_names_what_made_the_difference(asking: CommandLine) -> None:
    known = asking.json("check", "ada", "letter")["known_revision"]
    listed = asking.json("attest", "list", "ada")
    asking.ok("attest", "revoke", listed[0]["name"], "--reason-code", "issued-in-error")
    page = asking.ok("diff", "ada", "letter", "--before", f"2026-07-01@{known}", "--after", "2026-07-01")
    lines = page.splitlines()
    assert any(line.split()[:3] == ["before", "DENY", "FOREIGN_NATIONAL"] for line in lines)
    assert any(line.split()[:3] == ["after", "DENY", "UNDETERMINED"] for line in lines)
    assert any(
        line.split()[:2] == ["fact", listed[0]["name"]] and "known and verified at the first pair only" in line
        for line in lines
    )
    both = asking.json("diff", "hr=4711", "letter", "--before", f"@{known}")
    assert [each["kind"] for each in both["differences"]] == ["DIFFERENCE_KIND_FACT"]


def test_diff_of_what_is_the_same(asking: CommandLine) -> None:
    page = asking.ok("diff", "ada", "letter", "--before", "2026-07-01", "--after", "2026-07-02", "--resource", "model")
    assert "The answers say the same." in page


def test_diff_across_the_day_on_which_a_directive_came_into_force(asking: CommandLine) -> None:
    page = asking.ok("diff", "ada", "letter", "--before", "2026-06-01", "--after", "2026-06-12")
    assert "none in force" in page
    assert "in force at the first pair: no version; at the second: directives/letter/versions/1" in page


REFUSED = {
    "resource never registered": (["access", "ada", "x"], 1, "INVALID_ARGUMENT"),
    "no such authorization": (["authorization", "get", "x"], 1, "NOT_FOUND"),
    "nobody covered": (
        ["authorization", "create", "x", "--reference", "X", "--directive", "letter"],
        1,
        "field authorization.principals",
    ),
    "no pair": (["diff", "ada", "letter", "--before", "yesterday"], 2, "wanted a date such as"),
    "a revision of the future": (["diff", "ada", "letter", "--before", "@99999"], 1, "field before.known_revision"),
    "no server": (["access", "ada", "model", "--target", "127.0.0.1:1"], 3, "no answer from 127.0.0.1:1"),
}


@pytest.mark.parametrize(("command", "code", "problem"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(asking: CommandLine, command: list[str], code: int, problem: str) -> None:
    outcome = asking(*command)
    assert (outcome.exit_code, outcome.stdout) == (code, "")
    assert problem in outcome.stderr
