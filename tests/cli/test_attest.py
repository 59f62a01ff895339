"""`denizen attest` against a server."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

FILE = """
claim:
  completeness:
    claim_kind: CITIZENSHIP
    members:
      - citizenship: {country: NO, class: CITIZEN}
assurance: {level: HIGH}
purposes: [export-control]
"""


@pytest.fixture
def ada(run: CommandLine) -> str:
    run.ok("principal", "create", "ada", "--kind", "person")
    return "ada"


OPTIONS = {
    "citizenship": (["--citizenship", "NO"], {"citizenship": {"country": "NO"}}),
    "class": (
        ["--citizenship", "GB:bno"],
        {"citizenship": {"country": "GB", "class": "CITIZENSHIP_CLASS_BNO"}},
    ),
    "status": (
        ["--status", "US:NONIMMIGRANT:H-1B"],
        {
            "immigration_status": {
                "country": "US",
                "category": "IMMIGRATION_CATEGORY_NONIMMIGRANT",
                "class_of_admission": "H-1B",
            }
        },
    ),
    "region": (["--residence", "UA-43"], {"residence": {"country": "UA", "region": "UA-43"}}),
    "presence": (["--lawful-presence", "US"], {"lawful_presence": {"country": "US"}}),
    "affiliation": (
        ["--affiliation", "employee:acme"],
        {"affiliation": {"kind": "AFFILIATION_KIND_EMPLOYEE", "organisation": "principals/acme"}},
    ),
}


@pytest.mark.parametrize(("options", "claim"), OPTIONS.values(), ids=OPTIONS)
def test_common_claims_are_options(run: CommandLine, ada: str, options: list[str], claim: object) -> None:
    answer = run.json("attest", "submit", ada, *options, "--assurance", "SUBSTANTIAL")
    assert answer["attestation"]["claim"] == claim
    assert answer["attestation"]["state"] == "ATTESTATION_STATE_VERIFIED"
    assert answer["attestation"]["purposes"] == ["export-control"]
    assert answer["revision_token"]


def test_times_and_assurance_are_options(run: CommandLine, ada: str) -> None:
    submitted = run.json(
        *("attest", "submit", ada, "--citizenship", "FR", "--does-not-hold", "--assurance", "nist-800-63a:IAL2"),
        *("--held", "2001-02-03..", "--vouched", "..2030-01-01T12:00:00Z", "--verified-at", "2026-01-01"),
        *("--issuer", "issuers/hr", "--purposes", "onboarding", "--purposes", "export-control"),
    )["attestation"]
    assert submitted["does_not_hold"]
    assert submitted["held"] == {"start": "2001-02-03T00:00:00Z"}
    assert submitted["vouched"] == {"end": "2030-01-01T12:00:00Z"}
    assert submitted["verified_at"] == "2026-01-01T00:00:00Z"
    assert submitted["assurance"]["framework"] == "nist-800-63a"
    assert submitted["purposes"] == ["export-control", "onboarding"]


def test_a_file_or_stdin_says_the_same(run: CommandLine, ada: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(FILE)
    by_file = run.json("attest", "submit", ada, str(tmp_path / "a.yaml"))["attestation"]
    by_stdin = run.json("attest", "submit", ada, "-", stdin=FILE)["attestation"]
    assert by_file["claim"] == by_stdin["claim"]
    assert by_file["claim"]["completeness"]["members"] == [
        {"citizenship": {"country": "NO", "class": "CITIZENSHIP_CLASS_CITIZEN"}}
    ]


def test_what_the_service_prints_can_be_submitted(run: CommandLine, ada: str) -> None:
    run.ok("attest", "submit", ada, "--citizenship", "NO", "--assurance", "HIGH")
    (printed,) = run.json("attest", "list", ada)
    for field in ("name", "state", "known", "create_time"):
        del printed[field]
    again = run.json("attest", "submit", ada, "-", stdin=json.dumps(printed))["attestation"]
    assert again["claim"] == printed["claim"]


WRONG = {
    "no claim": (["--assurance", "HIGH"], "got no claim, wanted exactly one"),
    "two claims": (
        ["--citizenship", "US", "--residence", "US"],
        "got --citizenship and --residence, wanted",
    ),
    "one twice": (["--citizenship", "US", "--citizenship", "CN"], "got --citizenship and --citizenship, wanted"),
    "unknown class": (["--citizenship", "US:KING"], "--citizenship: got 'KING', wanted one of CITIZEN,"),
    "no category": (["--status", "US"], "--status: got 'US', wanted COUNTRY:CATEGORY"),
    "file and options": (["-", "--issuer", "issuers/hr"], "got a file and options"),
    "file that is not there": (["nowhere.yaml"], "nowhere.yaml: No such file"),
    "interval": (["--citizenship", "US", "--held", "2026-01-01"], "wanted FROM..TO"),
}


@pytest.mark.parametrize(("arguments", "problem"), WRONG.values(), ids=WRONG)
def test_wrong_usage_asks_nothing(run: CommandLine, ada: str, arguments: list[str], problem: str) -> None:
    outcome = run("attest", "submit", ada, *arguments)
    assert outcome.exit_code == 2
    assert problem in outcome.stderr
    assert run.json("attest", "list", ada) == []


REFUSED_FILES = {
    "no claim": ("does_not_hold: true", "stdin:1: claim: got none"),
    "two claims": (
        "claim: {citizenship: {country: US}, residence: {country: US}}",
        "claim: got citizenship and residence, wanted exactly one",
    ),
}


@pytest.mark.parametrize(("text", "problem"), REFUSED_FILES.values(), ids=REFUSED_FILES)
def test_a_wrong_file_says_where(run: CommandLine, ada: str, text: str, problem: str) -> None:
    outcome = run("attest", "submit", ada, "-", stdin=text)
    assert outcome.exit_code == 2
    assert problem in outcome.stderr


def test_a_country_that_is_not_listed_is_refused_by_the_service(run: CommandLine, ada: str) -> None:
    outcome = run("attest", "submit", ada, "--citizenship", "XQ", "--assurance", "HIGH")
    assert outcome.exit_code == 1
    assert "field attestation.claim.citizenship.country" in outcome.stderr
    assert run.json("attest", "list", ada) == []


def test_the_life_of_an_attestation(run: CommandLine, ada: str) -> None:
    first = run.json("attest", "submit", ada, "--citizenship", "US", "--assurance", "HIGH")["attestation"]["name"]
    second = run.json("attest", "supersede", first, "-", stdin=FILE)["attestation"]["name"]
    assert run.json("attest", "get", first)["attestation"]["superseded_by"] == second
    run.ok("attest", "revoke", second, "--reason-code", "issued-in-error")
    assert run.json("attest", "list", ada, "--state", "verified") == []
    table = run.ok("attest", "list", ada)
    assert "SUPERSEDED" in table
    assert "REVOKED" in table
    assert "citizenship {country: US}" in table
    again = run("attest", "revoke", second, "--reason-code", "issued-in-error")
    assert again.exit_code == 1
