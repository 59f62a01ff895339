"""Submissions that are not well-formed, and country codes that contradict them."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import SelfDeclaration
from denizen.domain.claims import (
    BranchOf,
    Citizenship,
    CitizenshipClass,
    ClaimKind,
    Completeness,
    Residence,
)
from denizen.domain.countries import Country, Kind, Normalized, System
from denizen.domain.given_countries import reconcile
from denizen.domain.names import AttestationName, IssuerName, PrincipalName, Purpose
from denizen.domain.principals import PrincipalKind
from denizen.domain.submissions import (
    LONGEST_EVIDENCE,
    LONGEST_TEXT,
    MOST_EVIDENCE,
    MOST_PURPOSES,
    Submission,
    check_evidence,
)
from tests.unit.refusals.wording import said

ALICE, BOSS = PrincipalName("principals/alice"), PrincipalName("principals/boss")
STATE = IssuerName("issuers/state")
US, GB, FR = Country.of("US"), Country.of("GB"), Country.of("FR")
NOW = datetime(2026, 3, 2, tzinfo=UTC)
OWN, LOW = (Assurance.own(level) for level in (AssuranceLevel.SELF_DECLARED, AssuranceLevel.LOW))


def purposes(number: int) -> frozenset[Purpose]:
    return frozenset(Purpose(f"p{each}") for each in range(number))


def made(claim: Any = Citizenship(US), **changes: Any) -> Submission:  # noqa: B008 - claims do not change
    of: dict[str, Any] = {"purposes": purposes(1), "assurance": LOW}
    return Submission(ALICE, claim, **(of | changes))


def signed(**changes: str) -> SelfDeclaration:
    text = changes.get("text", "I say so.")
    plain = SelfDeclaration(text, "own@1", hashlib.sha256(text.encode()).hexdigest(), "en", ALICE, ALICE)
    return replace(plain, **changes)  # type: ignore[arg-type] # names are text


def declared(**changes: str) -> Callable[[], Submission]:
    return lambda: made(assurance=None, declaration=signed(**changes))


SIZES = "wanted 1 to 64 bytes"
REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "its own branch": (
        lambda: made(BranchOf(ALICE)),
        "claim.branch_of.organisation: got the subject itself, wanted another principal",
    ),
    "a completeness that does not hold": (
        lambda: made(Completeness(ClaimKind.CITIZENSHIP), holds=False),
        "does_not_hold: got 'true', wanted a completeness that holds",
    ),
    "for no purpose": (lambda: made(purposes=purposes(0)), "purposes: got nothing, wanted 1 to 20 purposes"),
    "for too many purposes": (lambda: made(purposes=purposes(21)), "purposes: got 21, wanted 1 to 20 purposes"),
    "too much evidence": (
        lambda: made(evidence=("e",) * (MOST_EVIDENCE + 1)),
        "evidence: got 21, wanted at most 20 references",
    ),
    "empty evidence": (
        lambda: made(evidence=("e", "")),
        "evidence[1]: got '0 characters', wanted 1 to 256 characters",
    ),
    "long evidence": (
        lambda: made(evidence=("e" * (LONGEST_EVIDENCE + 1),)),
        "evidence[0]: got '257 characters', wanted 1 to 256 characters",
    ),
    "no record of evidence": (
        lambda: made(evidence=("principals/alice/evidence/",)),
        "evidence[0]: got 'principals/alice/evidence/', wanted principals/{principal}/evidence/{evidence}",
    ),
    "no assurance": (
        lambda: made(assurance=None),
        "assurance: got nothing, wanted an assurance, a self_declaration, or evidence recorded here",
    ),
    "one's own word without a signature": (
        lambda: made(assurance=OWN),
        "assurance.level: got 'SELF_DECLARED', wanted another level: it takes a self_declaration",
    ),
    "by a person": (
        lambda: made(issuer=IssuerName(ALICE)),
        "issuer: got 'principals/alice', wanted issuers/{issuer}; a person's own word takes a self_declaration",
    ),
    "no text": (declared(text=""), "self_declaration.text: got nothing, wanted 1 to 65536 bytes"),
    "a text of spaces": (
        declared(text=" \n"),
        "self_declaration.text: got 'nothing but spaces', wanted the text that was shown",
    ),
    "a long text": (
        declared(text="é" * (LONGEST_TEXT // 2) + "x"),
        "self_declaration.text: got '65537 bytes', wanted 1 to 65536 bytes",
    ),
    "a long version": (declared(text_version="v" * 65), f"self_declaration.text_version: got '65 bytes', {SIZES}"),
    "no digest": (declared(text_sha256=""), f"self_declaration.text_sha256: got nothing, {SIZES}"),
    "no language": (declared(language=""), f"self_declaration.language: got nothing, {SIZES}"),
    "another language": (
        declared(language="english!"),
        "self_declaration.language: got 'english!', wanted a language as BCP 47, such as 'en' or 'pt-BR'",
    ),
    "another digest": (
        declared(text_sha256="0" * 64),
        f"self_declaration.text_sha256: got '{'0' * 64}', wanted the SHA-256 of text, lower-case hexadecimal",
    ),
    "for somebody else": (
        declared(on_behalf_of=BOSS),
        "self_declaration.on_behalf_of: got 'principals/boss', wanted the subject, principals/alice",
    ),
    "issued by another than the signer": (
        lambda: made(assurance=None, declaration=signed(), issuer=STATE),
        "issuer: got 'issuers/state', wanted nothing, or the signer, principals/alice",
    ),
    "surer than a declaration": (
        lambda: made(declaration=signed()),
        "assurance.level: got 'LOW', wanted nothing, or SELF_DECLARED: it is a declaration",
    ),
    "about an organisation": (
        lambda: made().check_about(PrincipalKind.ORGANISATION),
        "claim: got one about the kind PERSON, wanted a claim about a principal of the kind ORGANISATION",
    ),
    "by nobody": (
        lambda: made().issued_by(None),
        "issuer: got nothing, wanted issuers/{issuer}: the caller acts for no issuer",
    ),
    "verified in the future": (
        lambda: made(verified_at=NOW + timedelta(seconds=1)).received(AttestationName("a"), STATE, NOW),
        (
            "verified_at: got '2026-03-02T00:00:01+00:00', "
            "wanted a moment not in the future; it is 2026-03-02T00:00:00+00:00"
        ),
    ),
}


@pytest.mark.parametrize(("submit", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_submitted(submit: Callable[[], object], words: str) -> None:
    assert said(submit) == words


def test_what_can() -> None:
    check_evidence(("e" * LONGEST_EVIDENCE,) * MOST_EVIDENCE)
    assert made(purposes=purposes(MOST_PURPOSES)).issued_by(STATE) == STATE
    made().check_about(PrincipalKind.PERSON)
    declaration = signed(text="é" * (LONGEST_TEXT // 2), language="pt-BR", text_version="v" * 64)
    own = made(assurance=OWN, declaration=declaration, issuer=IssuerName(ALICE))
    assert own.issued_by(STATE) == IssuerName(ALICE)
    kept = own.received(AttestationName("a"), STATE, NOW)
    assert (kept.verified_at, kept.assurance, kept.declaration) == (NOW, OWN, declaration)
    assert made(verified_at=NOW).received(AttestationName("a"), STATE, NOW).verified_at == NOW


def test_what_is_as_well_formed_about_anybody_names_nobody() -> None:
    assert made().is_of_anybody
    assert not made(evidence=("e",)).is_of_anybody
    assert not made(BranchOf(BOSS)).is_of_anybody
    assert not made(assurance=None, declaration=signed()).is_of_anybody


@pytest.mark.parametrize(
    ("country", "region", "fits"),
    [
        pytest.param(Country.of("UA"), "UA-43", True, id="of its country"),
        pytest.param(Country.of("UA"), "UA-99", False, id="that is not listed"),
        pytest.param(FR, "UA-43", False, id="of another country"),
        pytest.param(None, "UA-43", False, id="of no country"),
    ],
)
def test_a_region_is_one_of_the_country(country: Country | None, region: str, fits: bool) -> None:
    wanted = "a region of that country as ISO 3166-2 lists it, such as 'UA-43'"
    if fits:
        assert made(Residence(country, region), holds=False).claim == Residence(country, region)
    else:
        words = f"claim.residence.region: got another region, wanted {wanted}"
        assert said(lambda: made(Residence(country, region), holds=False)) == words


def code(country: Country | None, **changes: Any) -> Normalized:
    return replace(Normalized("XX", System.ICAO_MRZ, country, country), **changes)


@pytest.mark.parametrize(
    ("claim", "given", "words"),
    [
        pytest.param(
            BranchOf(BOSS),
            code(US),
            "country_as_given: got a code, wanted nothing: this claim speaks of no one country",
            id="of no country",
        ),
        pytest.param(
            Citizenship(),
            code(None, kind=Kind.STATELESS),
            "country_as_given.code: got one that asserts no country, wanted a code that asserts a country; "
            "to say that the person is stateless attest statelessness",
            id="stateless",
        ),
        pytest.param(
            Residence(),
            code(None),
            "country_as_given.code: got one that asserts no country, wanted a code that asserts a country",
            id="nothing at all",
        ),
        pytest.param(
            Citizenship(FR),
            code(US),
            "country_as_given: got another country than the claim's, wanted the same country",
            id="another country",
        ),
        pytest.param(
            Citizenship(GB, CitizenshipClass.BNO),
            code(GB, status="BOC"),
            "country_as_given: got another class than the claim's, wanted the same class of nationality",
            id="another class",
        ),
    ],
)
def test_a_code_that_contradicts_the_claim(claim: Any, given: Normalized, words: str) -> None:
    assert said(lambda: reconcile(claim, given)) == words


def test_a_code_fills_what_the_claim_leaves_out() -> None:
    assert reconcile(Citizenship(), code(GB, status="BNO")) == Citizenship(GB, CitizenshipClass.BNO)
    assert reconcile(Citizenship(GB, CitizenshipClass.BOC), code(GB)) == Citizenship(GB, CitizenshipClass.BOC)
    assert reconcile(Residence(), code(US)) == Residence(US)
    assert reconcile(Residence(), code(GB, status="BNO")) == Residence(GB)


def test_citizenship_takes_the_sovereign_and_a_place_its_own_code() -> None:
    given = Normalized("PRI", System.ISO3, US, Country.of("PR"))
    assert reconcile(Citizenship(), given) == Citizenship(US)
    assert reconcile(Residence(), given) == Residence(Country.of("PR"))
    assert made(country_as_given=given).received(AttestationName("a"), STATE, NOW).country_as_given == given
