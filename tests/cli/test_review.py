"""`denizen review`, and what `denizen attest` says of a life."""

import pytest
from click.testing import CliRunner

from denizen.cli.main import denizen
from tests.cli.conftest import CommandLine

ANN, BOB, CAROL = (("--on-behalf-of", f"callers/{name}") for name in ("ann", "bob", "carol"))
AGAIN = """
claim: {citizenship: {country: US}}
assurance: {level: LOW}
issuer: issuers/agency
purposes: [export-control]
"""


@pytest.fixture
def waiting(run: CommandLine) -> str:
    """An attestation that Ann submitted."""
    run.ok("principal", "create", "ada", "--kind", "person", "--population", "employee")
    submitted = run.json(
        "attest",
        "submit",
        "ada",
        "--citizenship",
        "US",
        "--assurance",
        "SUBSTANTIAL",
        "--issuer",
        "issuers/agency",
        *ANN,
    )
    assert submitted["attestation"]["state"] == "ATTESTATION_STATE_PENDING"
    return str(submitted["attestation"]["name"])


def test_the_queue(run: CommandLine, waiting: str) -> None:
    listed = run.ok("review", "list", "--population", "employee", "--claim", "citizenship")
    assert f"{waiting}   unassigned   citizenship {{country: US}}" in listed
    assert "callers/ann" in listed
    run.ok("review", "assign", waiting, "bob")
    assert waiting not in run.ok("review", "list", "--state", "unassigned")
    assert waiting in run.ok("review", "list", "--assignee", "bob", "--issuer", "issuers/agency")
    assert waiting not in run.ok("review", "list", "--older-than-days", "1")
    run.ok("review", "assign", waiting)
    assert waiting in run.ok("review", "list", "--state", "unassigned")


def test_asked_answered_and_approved(run: CommandLine, waiting: str) -> None:
    run.ok("review", "ask", waiting, "--wanted", "clearer-copy", *BOB)
    refused = run("review", "approve", waiting, *BOB)
    assert (refused.exit_code, "FAILED_PRECONDITION" in refused.output) == (1, True)
    run.ok("review", "answer", waiting, "--evidence", "passport, page 3", *ANN)
    refused = run("review", "approve", waiting, *ANN)
    assert (refused.exit_code, "second person" in refused.output) == (1, True)
    shown = run.ok("review", "approve", waiting, "--assurance", "low", *BOB)
    assert "VERIFIED" in shown
    assert "LOW" in shown
    history = run.json("review", "show", waiting)["reviewed"]["review"]
    assert [entry["step"].removeprefix("REVIEW_STEP_") for entry in history["history"]] == [
        "INFORMATION_REQUESTED",
        "INFORMATION_PROVIDED",
        "APPROVED",
    ]
    assert history["state"] == "REVIEW_STATE_APPROVED"


def test_rejected_and_submitted_again(run: CommandLine, waiting: str) -> None:
    run.ok("review", "reject", waiting, "--reason", "dates-wrong", "--reason", "other", "--code", "see-ticket", *BOB)
    second = run.json("attest", "resubmit", waiting, "-", *ANN, stdin=AGAIN)["attestation"]
    assert second["state"] == "ATTESTATION_STATE_PENDING"
    shown = run.ok("review", "show", waiting)
    assert f"resubmitted as  {second['name']}" in shown
    assert "DATES_WRONG" in shown
    assert waiting in run.ok("review", "show", second["name"])


def test_suspended_and_reinstated(run: CommandLine, waiting: str) -> None:
    run.ok("review", "approve", waiting, *BOB)
    assert "SUSPENDED" in run.ok("attest", "suspend", waiting, "--reason-code", "under-inquiry")
    assert run("attest", "reinstate", waiting, "--reason-code", "closed", *ANN).exit_code == 1
    assert "VERIFIED" in run.ok("attest", "reinstate", waiting, "--reason-code", "closed", *CAROL)


def test_what_ends_soon(run: CommandLine, waiting: str) -> None:
    status = ("--status", "US:NONIMMIGRANT:H-1B", "--held", "2025-10-01..2027-09-30", "--assurance", "HIGH")
    name = run.json("attest", "submit", "ada", *status, "--issuer", "issuers/agency", *ANN)["attestation"]["name"]
    run.ok("review", "approve", name, *BOB)
    shown = run.ok("attest", "expiring", "--within-days", "3660")
    assert name in shown
    assert "8 CFR 274a.2(b)(1)(vii)" in shown
    assert waiting not in shown


def test_every_command_has_help() -> None:
    for command in ("list", "show", "assign", "ask", "answer", "approve", "reject"):
        assert CliRunner().invoke(denizen, ["review", command, "--help"]).exit_code == 0
