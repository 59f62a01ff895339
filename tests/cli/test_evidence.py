"""`denizen attest evidence` and `denizen attest declare` against a server."""

import json
from pathlib import Path

import pytest

from denizen.evidence_table import evidence_table
from tests.cli.conftest import CommandLine
from tests.unit.verification.mrz.specimens import Specimen

FRENCH = Specimen(state="FRA", nationality="FRA")
PASSPORT = """
passport: {nationality: FR, class: CITIZEN}
country: FR
issued_on: '2021-05-04'
expires_on: '2031-05-03'
document_number: '24AB61234'
checks:
  - {kind: VISUAL_IN_PERSON, by: an HR officer, at: 2026-01-05, result: PASSED}
  - {kind: FACE_IN_PERSON, by: an HR officer, at: 2026-01-05, result: PASSED}
"""


@pytest.fixture
def ada(run: CommandLine) -> str:
    run.ok("principal", "create", "ada", "--kind", "person")
    return "ada"


@pytest.fixture
def passport(tmp_path: Path) -> str:
    path = tmp_path / "passport.yaml"
    path.write_text(PASSPORT)
    return str(path)


def test_from_a_passport_to_a_verified_attestation(run: CommandLine, ada: str, passport: str) -> None:
    shown = run.ok("attest", "evidence", "add", ada, passport)
    assert "STRONG" in shown
    assert "passport-citizenship" in shown
    assert "24AB61234" not in shown
    (record,) = run.json("attest", "evidence", "list", ada, "--state", "active")
    answer = run.json("attest", "submit", ada, "--citizenship", "FR:CITIZEN", "--evidence", record["name"])
    assert answer["attestation"]["state"] == "ATTESTATION_STATE_VERIFIED"
    assert answer["attestation"]["assurance"]["level"] == "SUBSTANTIAL"
    refused = run("attest", "submit", ada, "--citizenship", "FR", "--evidence", record["name"], "--assurance", "HIGH")
    assert refused.exit_code == 1
    assert "at most SUBSTANTIAL" in refused.output


def test_evidence_is_shown_replaced_and_withdrawn(run: CommandLine, ada: str, passport: str) -> None:
    first = run.json("attest", "evidence", "add", ada, "-", stdin=json.dumps({"vouch": {"type": "x"}, "country": "FR"}))
    name = first["evidence"]["name"]
    assert first["evidence"]["purposes"] == ["export-control"]
    second = run.json("attest", "evidence", "add", ada, passport, "--supersedes", name)["evidence"]
    assert second["supersedes"] == name
    assert "document_number" not in second
    assert second["numbered"] is True
    assert "SUPERSEDED" in run.ok("attest", "evidence", "show", name)
    run.ok("attest", "evidence", "withdraw", second["name"], "--reason-code", "not-genuine")
    listed = run.ok("attest", "evidence", "list", ada)
    assert "WITHDRAWN" in listed
    assert "SUPERSEDED" in listed


def test_a_file_without_a_document_is_refused(run: CommandLine, ada: str) -> None:
    refused = run("attest", "evidence", "add", ada, "-", stdin="country: FR\n")
    assert refused.exit_code == 2
    assert "wanted exactly one" in refused.output


def test_the_table_is_shown(run: CommandLine) -> None:
    rows = run.json("attest", "evidence", "table")
    assert [row["row"] for row in rows] == [row.id for row in evidence_table().rows]
    assert "green-card-permanent" in run.ok("attest", "evidence", "table")


def test_a_person_declares(run: CommandLine, ada: str) -> None:
    answer = run.json("attest", "declare", ada, "--citizenship", "FR", "--language", "fr")["attestation"]
    assert (answer["state"], answer["issuer"]) == ("ATTESTATION_STATE_VERIFIED", "principals/ada")
    assert answer["self_declaration"]["text_version"] == "denizen/statement@1"
    listed = run.json("attest", "declarations")
    assert answer["self_declaration"]["text_sha256"] in {text["sha256"] for text in listed}


def test_somebody_elses_word_waits(run: CommandLine, ada: str) -> None:
    run.ok("principal", "create", "bob", "--kind", "person")
    shown = run.ok("attest", "declare", ada, "--residence", "FR", "--signer", "bob")
    assert "PENDING" in shown


def test_a_wording_of_ones_own(run: CommandLine, ada: str, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("I live in France.\n")
    arguments = ("attest", "declare", ada, "--residence", "FR", "--text-version", "hr-7")
    assert run(*arguments).exit_code == 2
    made = run.json(*arguments, "--text", str(path))["attestation"]["self_declaration"]
    assert (made["text"], made["text_version"]) == ("I live in France.", "hr-7")


ZONE = FRENCH.td3()


def test_a_zone_is_shown_and_recorded(run: CommandLine, ada: str, tmp_path: Path) -> None:
    (tmp_path / "zone.txt").write_text(f"{ZONE}\n")
    (tmp_path / "checks.yaml").write_text(
        "checks:\n  - {kind: VISUAL_IN_PERSON, by: an HR officer, at: 2026-01-05, result: PASSED}\n"
    )
    zone, checks = str(tmp_path / "zone.txt"), str(tmp_path / "checks.yaml")
    shown = run.ok("attest", "document", zone)
    assert "ERIKSSON, ANNA MARIA" in shown
    assert "MRZ_CHECK_DIGITS" not in shown
    assert run.json("attest", "evidence", "list", ada) == []
    shown = run.ok("attest", "document", "-", "--principal", ada, "--evidence", checks, stdin=ZONE)
    assert "MRZ_CHECK_DIGITS" in shown
    assert "passport-citizenship" in shown
    told = run.json("attest", "document", zone, "--principal", ada, "--record")
    assert told["evidence"]["strength"] == "EVIDENCE_STRENGTH_WEAK"
    assert len(run.json("attest", "evidence", "list", ada)) == 2


@pytest.mark.parametrize(
    ("arguments", "stdin", "words"),
    [
        pytest.param(("--record",), ZONE, "--principal", id="of nobody"),
        pytest.param((), b"\xff", "as text", id="no text"),
        pytest.param((), "P" * 2000, "larger", id="too much"),
    ],
)
def test_a_zone_that_is_none(run: CommandLine, arguments: tuple[str, ...], stdin: str | bytes, words: str) -> None:
    outcome = run("attest", "document", "-", *arguments, stdin=stdin)
    assert outcome.exit_code == 2
    assert words in outcome.output


def test_a_zone_of_no_format_is_refused_by_the_server(run: CommandLine) -> None:
    outcome = run("attest", "document", "-", stdin="ERIKSSON")
    assert outcome.exit_code == 1
    assert "field mrz" in outcome.output
    assert "ERIKSSON" not in outcome.output
