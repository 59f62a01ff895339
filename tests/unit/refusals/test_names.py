"""Names: what each may look like, and what is said of one that does not."""

from collections.abc import Callable
from typing import Any

import pytest

from denizen.domain import names
from denizen.domain.principals import LONGEST_VALUE, ExternalIdentifier
from tests.unit.refusals.wording import said

WORDS = "lower-case letters, digits and '-', at most 63, the first a letter or digit"
Parse = Callable[..., str]
LONG = "a" * 63

PARSED: dict[str, tuple[Parse, str, str, str]] = {
    "principal": (names.principal_name, "principals/alice", "principal", f"principals/ and {WORDS}"),
    "attestation": (
        names.attestation_name,
        "principals/alice/attestations/a1",
        "name",
        "principals/{principal}/attestations/{attestation}",
    ),
    "evidence": (
        names.evidence_name,
        "principals/alice/evidence/e1",
        "name",
        "principals/{principal}/evidence/{evidence}",
    ),
    "issuer": (
        names.issuer_name,
        "issuers/state",
        "issuer",
        "issuers/{issuer}, or principals/{principal} for one's own word",
    ),
    "registered issuer": (names.registered_issuer_name, "issuers/state", "name", f"issuers/ and {WORDS}"),
    "proposal": (
        names.proposal_name,
        "issuers/state/proposals/p1",
        "name",
        "issuers/{issuer}/proposals/{proposal}",
    ),
    "directive": (names.directive_name, "directives/ear", "directive", f"directives/ and {WORDS}"),
    "version": (
        names.version_name,
        "directives/ear/versions/12",
        "name",
        "directives/{directive}/versions/{n}, n from 1 on",
    ),
    "country set": (names.country_set_name, "countrySets/d5", "country_set", f"countrySets/ and {WORDS}"),
    "list": (names.list_name, "lists/sdn", "list", f"lists/ and {WORDS}"),
    "authorization": (names.authorization_name, "authorizations/l1", "name", f"authorizations/ and {WORDS}"),
    "grant": (names.grant_name, "grants/g1", "name", f"grants/ and {WORDS}"),
    "resource": (
        names.resource_name,
        "resources/model.v1_a",
        "resource",
        "resources/ and lower-case letters, digits, '.', '_' and '-'",
    ),
    "webhook": (names.webhook_name, "webhooks/w1", "name", f"webhooks/ and {WORDS}"),
    "caller": (
        names.caller_name,
        "callers/spiffe/example.org/hr",
        "caller",
        f"callers/ and {WORDS}; or callers/ and spiffe, uri, subject or token, '/' and what follows from it",
    ),
    "purpose": (names.purpose, "export-control", "purpose", f"a purpose such as 'export-control': {WORDS}"),
    "population": (names.population, "employee", "population", f"a population such as 'employee': {WORDS}"),
}


@pytest.mark.parametrize(("parse", "text", "field", "wanted"), PARSED.values(), ids=PARSED)
def test_a_name_is_taken_whole_or_refused(parse: Parse, text: str, field: str, wanted: str) -> None:
    assert parse(text) == text
    for wrong in (f"{text} ", f"{text}É", f" {text}", ""):
        shown = repr(wrong) if wrong else "nothing"
        assert said(lambda wrong=wrong: parse(wrong)) == f"{field}: got {shown}, wanted {wanted}"  # type: ignore[misc]
        assert said(lambda wrong=wrong: parse(wrong, "here")).startswith(f"here: got {shown}")  # type: ignore[misc]


def test_the_last_part_has_at_most_63_characters() -> None:
    assert names.identifier(LONG, "reason") == LONG
    assert said(lambda: names.identifier(f"{LONG}a", "reason")) == f"reason: got '{LONG}a', wanted {WORDS}"


def test_a_caller_has_at_most_255_characters() -> None:
    whole = "callers/subject/".ljust(255, "a")
    assert names.caller_name(whole) == whole
    assert said(lambda: names.caller_name(f"{whole}a")) == (
        f"caller: got '{whole[:76]}..., wanted at most 255 characters"
    )


@pytest.mark.parametrize("text", ["directives/ear/versions/0", "directives/ear/versions/01", "directives/ear"])
def test_versions_count_from_1(text: str) -> None:
    assert said(lambda: names.version_name(text)).startswith(f"name: got '{text}'")


def test_names_are_made_and_taken_apart() -> None:
    alice, issuer = names.PrincipalName("principals/alice"), names.IssuerName("issuers/state")
    directive = names.DirectiveName("directives/ear")
    assert names.subject_of(names.attestation_of(alice, "a1")) == alice
    assert names.attestation_of(alice, "a1") == "principals/alice/attestations/a1"
    assert names.subject_of_evidence(names.evidence_of(alice, "e1")) == alice
    assert names.evidence_of(alice, "e1") == "principals/alice/evidence/e1"
    assert names.holder_of(names.credential_of(alice, "c1")) == alice
    assert names.credential_of(alice, "c1") == "principals/alice/credentials/c1"
    assert names.issuer_proposed(names.proposal_of(issuer, "p1")) == issuer
    assert names.proposal_of(issuer, "p1") == "issuers/state/proposals/p1"
    assert names.split_version(names.version_of(directive, 12)) == (directive, 12)
    assert names.version_of(directive, 12) == "directives/ear/versions/12"


@pytest.mark.parametrize(
    ("made", "owner", "taken"),
    [
        (names.attestation_of, "principals/attestations", names.subject_of),
        (names.evidence_of, "principals/evidence", names.subject_of_evidence),
        (names.credential_of, "principals/credentials", names.holder_of),
        (names.proposal_of, "issuers/proposals", names.issuer_proposed),
        (names.version_of, "directives/versions", lambda name: names.split_version(name)[0]),
        (names.version_of, "directives/versions", names.directive_within),
    ],
    ids=["attestations", "evidence", "credentials", "proposals", "versions", "of either name"],
)
def test_an_id_may_be_the_word_that_follows_it(
    made: Callable[[Any, Any], Any], owner: str, taken: Callable[[Any], str]
) -> None:
    assert taken(made(owner, 1)) == owner


def test_a_directive_is_known_by_either_name() -> None:
    assert names.directive_within("directives/ear") == "directives/ear"
    assert names.directive_within("directives/ear/versions/12") == "directives/ear"


@pytest.mark.parametrize(
    ("scheme", "value", "words"),
    [
        pytest.param(
            "HR",
            "1",
            "external_identifier.scheme: got 'HR', wanted a scheme such as 'hr' or 'lei', at most 63 characters",
            id="scheme",
        ),
        pytest.param("hr", "", "external_identifier.value: got '0 bytes', wanted 1 to 256 bytes", id="no value"),
        pytest.param(
            "hr", "é" * 128 + "x", "external_identifier.value: got '257 bytes', wanted 1 to 256 bytes", id="long value"
        ),
    ],
)
def test_an_identifier_that_is_none(scheme: str, value: str, words: str) -> None:
    assert said(lambda: ExternalIdentifier.parse(scheme, value)) == words


def test_an_identifier_is_kept_as_it_is() -> None:
    for value in ("x", "é" * (LONGEST_VALUE // 2)):
        assert ExternalIdentifier.parse("lei", value) == ExternalIdentifier("lei", value)
