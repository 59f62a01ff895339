"""`denizen issuer`, with two people at one server that asks nobody who calls."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.rpc.running_issuers import ANN, BOB, desk
from tests.unit.verification.test_issuer_keys import jwk, key_set

BUREAU = """
name: issuers/bureau
title: Bureau of citizens
rights:
  - kinds: [CITIZENSHIP, RESIDENCE]
    countries: ["US", "NO"]
    highest: SUBSTANTIAL
    purposes: [export-control]
    good_for: 365d
    entitled: {start: 2026-01-01}
  - kinds: [NATURALIZATION]
    every_country: true
    highest: LOW
    every_purpose: true
"""
AS_ANN, AS_BOB = ("--on-behalf-of", ANN), ("--on-behalf-of", BOB)


@pytest.fixture(scope="module")
def issuers() -> Iterator[CommandLine]:
    with desk() as running:
        yield CommandLine(running.target)


def proposed(run: CommandLine, *arguments: str, stdin: str | bytes | None = None) -> str:
    """The proposal's name."""
    name: str = run.json("issuer", *arguments, *AS_ANN, stdin=stdin)["proposal"]["name"]
    return name


def test_an_issuer_is_proposed_approved_and_shown(issuers: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "bureau.yaml"
    file.write_text(BUREAU)
    printed = issuers.ok("issuer", "propose", str(file), *AS_ANN)
    command = printed.strip().rpartition("denizen issuer approve ")[2]
    assert "issuers/bureau" not in issuers.ok("issuer", "list")
    refused = issuers("issuer", "approve", command, *AS_ANN)
    assert (refused.exit_code, "FAILED_PRECONDITION" in refused.output) == (1, True)
    assert "approved" in issuers.ok("issuer", "approve", command, *AS_BOB)
    shown = issuers.ok("issuer", "show", "bureau")
    for words in ("Bureau of citizens", "NO, US", "SUBSTANTIAL", "365d", "from 2026-01-01", "every"):
        assert words.lower() in shown.lower()
    before = issuers("issuer", "show", "bureau", "--known-revision", "0")
    assert (before.exit_code, "NOT_FOUND" in before.output) == (1, True)


def test_keys_standing_and_history(issuers: CommandLine) -> None:
    text = BUREAU.replace("issuers/bureau", "issuers/agency")
    issuers.ok("issuer", "approve", proposed(issuers, "propose", "-", stdin=text), *AS_BOB)
    added = proposed(issuers, "key", "add", "agency", "-", "--valid", "2026-01-01..", stdin=key_set(jwk("k1")))
    issuers.ok("issuer", "approve", added, *AS_BOB)
    revoked = proposed(issuers, "key", "revoke", "agency", "k1", "--from", "2026-06-01", "--reason-code", "stolen")
    issuers.ok("issuer", "approve", revoked, *AS_BOB)
    assert "from 2026-06-01, stolen" in issuers.ok("issuer", "show", "agency")
    suspended = proposed(
        issuers, "suspend", "agency", "--from", "2026-07-01", "--to", "2026-08-01", "--reason-code", "a"
    )
    issuers.ok("issuer", "reject", suspended, "--reason-code", "no", *AS_BOB)
    withdrawn = proposed(issuers, "withdraw", "agency", "--from-the-beginning", "--reason-code", "forged")
    issuers.ok("issuer", "approve", withdrawn, *AS_BOB)
    assert "withdrawn always (forged)" in issuers.ok("issuer", "show", "agency")
    taken_back = proposed(issuers, "reinstate", "agency", "--from-the-beginning", "--reason-code", "mistake")
    issuers.ok("issuer", "take-back", taken_back, *AS_ANN)
    history = issuers.json("issuer", "history", "agency")
    assert len(history) == 4
    known_at = history[-1]["known"]["from_time"]
    assert "standing" not in issuers.json("issuer", "show", "agency", "--known-at", known_at)["issuer"]
    states = [each["state"] for each in issuers.json("issuer", "proposals", "--issuer", "agency")]
    assert sorted(states) == sorted(
        [f"PROPOSAL_STATE_{word}" for word in ("APPROVED",) * 4 + ("REJECTED", "WITHDRAWN")]
    )
    assert "stolen" in issuers.ok("issuer", "proposals", revoked)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("name: issuers/x\nright: []\n", "right"),
        ("name: issuers/x\nrights:\n  - kinds: [CITIZENSHIP, COLOUR]\n", "rights[0].kinds[1]"),
        ("name: issuers/x\nrights:\n  - good_for: long\n", "rights[0].good_for"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_is_refused_with_its_place(issuers: CommandLine, text: str, place: str) -> None:
    outcome = issuers("issuer", "propose", "-", *AS_ANN, stdin=text)
    assert outcome.exit_code == 2
    assert place in outcome.output


def test_what_the_server_refuses_has_its_field(issuers: CommandLine) -> None:
    outcome = issuers("issuer", "propose", "-", *AS_ANN, stdin="name: issuers/x\nrights:\n  - every_kind: true\n")
    assert outcome.exit_code == 1
    assert "issuer.rights[0].highest" in outcome.output


def test_a_private_key_is_refused_and_not_shown(issuers: CommandLine) -> None:
    secret = jwk(private=True)
    outcome = issuers("issuer", "key", "add", "bureau", "-", *AS_ANN, stdin=json.dumps(secret))
    assert outcome.exit_code == 1
    assert secret["d"] not in outcome.output


def test_two_times_of_our_knowledge_are_one_too_many(issuers: CommandLine) -> None:
    outcome = issuers("issuer", "show", "bureau", "--known-at", "2026-01-01", "--known-revision", "1")
    assert outcome.exit_code == 2
