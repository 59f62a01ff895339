"""Self-declarations, on a store in memory: what has to be said, and who may sign for whom."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import AttestationRecord, AttestationState, SelfDeclaration
from denizen.domain.claims import (
    ActsFor,
    Affiliation,
    AffiliationKind,
    Citizenship,
    ClaimKind,
    Completeness,
    Residence,
    Statelessness,
)
from denizen.domain.errors import InvalidError
from denizen.domain.evidence.documents import OtherDocument
from denizen.domain.evidence.kinds import CheckKind, CheckResult
from denizen.domain.evidence.submissions import NewEvidence
from denizen.domain.intervals import Interval
from denizen.domain.names import PrincipalName
from denizen.evidence_table import declaration_texts
from tests.unit.evidence.builders import checks
from tests.unit.usecases.builders import ACME, ALICE, ANN, BOT, EXPORT, HER, HR, KYC, NOW, US, House, submission

BOB = PrincipalName("principals/bob")
VERIFIED, PENDING = AttestationState.VERIFIED, AttestationState.PENDING
OWNERS = Completeness(ClaimKind.OWNERSHIP)


def declaration(**changes: Any) -> SelfDeclaration:
    """By default Alice's, of herself, in a wording of the catalogue."""
    text = declaration_texts().texts["denizen/statement@1", "en"]
    plain = SelfDeclaration(text.text, text.version, text.sha256, text.language, ALICE, ALICE)
    changed = replace(plain, **changes)
    return replace(changed, text_sha256=changes.get("text_sha256", hashlib.sha256(changed.text.encode()).hexdigest()))


def declare(house: House, signer: PrincipalName = ALICE, **changes: Any) -> AttestationRecord:
    subject = changes.get("subject", ALICE)
    signed = changes.pop("declaration", declaration(signer=signer, on_behalf_of=subject))
    plain = submission(declaration=signed, assurance=None, issuer=None, **changes)
    return house.attestations.submit(ANN, plain).value


@pytest.fixture
def with_bob(house: House) -> House:
    house.add(BOB)
    return house


def test_the_catalogues_texts_are_taken_in_every_language(house: House) -> None:
    for (version, language), text in declaration_texts().texts.items():
        made = declaration(text=text.text, text_version=version, language=language)
        record = declare(house, declaration=made)
        assert (record.state, record.attestation.declaration) == (VERIFIED, made)
        assert record.attestation.assurance.ordinal is AssuranceLevel.SELF_DECLARED


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"text": ""}, "text", id="no text"),
        pytest.param({"text_version": ""}, "text_version", id="no version"),
        pytest.param({"text_sha256": ""}, "text_sha256", id="no digest"),
        pytest.param({"text_sha256": "0" * 64}, "text_sha256", id="another digest"),
        pytest.param(
            {"text_sha256": hashlib.sha256(declaration().text.encode()).hexdigest().upper()},
            "text_sha256",
            id="the digest in upper case",
        ),
        pytest.param({"language": ""}, "language", id="no language"),
        pytest.param({"language": "e n"}, "language", id="no language that there is"),
        pytest.param({"on_behalf_of": BOB}, "on_behalf_of", id="on behalf of somebody else"),
        pytest.param({"text": "I agree."}, "text_sha256", id="another text under a version of the catalogue"),
        pytest.param({"language": "pt"}, "text_version", id="a language that the version does not have"),
        pytest.param({"text_version": "denizen/statement@2"}, "text_version", id="a version that there is not"),
        pytest.param({"text_version": "Denizen/statement@1"}, "text_version", id="a version that looks like it"),
        pytest.param({"text_version": " denizen/statement@1"}, "text_version", id="a version and a space"),
        pytest.param({"text": " \n", "text_version": "hr-7"}, "text", id="nothing to be read"),
    ],
)
def test_what_is_missing_or_does_not_match_is_refused(house: House, changes: dict[str, str], field: str) -> None:
    head = house.head
    with pytest.raises(InvalidError) as raised:
        declare(house, declaration=declaration(**changes))
    assert raised.value.field.removeprefix("attestation.") == f"self_declaration.{field}"
    assert house.head == head


def test_versions_of_others_are_theirs_to_keep(house: House) -> None:
    assert declare(house, declaration=declaration(text="Sim.", text_version="v7", language="pt")).state is VERIFIED


def attest(house: House, **changes: Any) -> None:
    assert house.attestations.submit(HER, submission(**changes)).value.state is VERIFIED


DIRECTOR = Affiliation(AffiliationKind.DIRECTOR, ACME)
PAST = Interval(NOW - timedelta(days=900), NOW - timedelta(days=1))


@pytest.mark.parametrize(
    ("attested", "state"),
    [
        pytest.param({}, PENDING, id="nothing known of it"),
        pytest.param({"claim": DIRECTOR}, VERIFIED, id="its director"),
        pytest.param({"claim": Affiliation(AffiliationKind.EMPLOYEE, ACME)}, VERIFIED, id="its employee"),
        pytest.param({"claim": Affiliation(AffiliationKind.CONTRACTOR, ACME)}, PENDING, id="its contractor"),
        pytest.param({"claim": Affiliation(AffiliationKind.DIRECTOR, ALICE)}, PENDING, id="of another organisation"),
        pytest.param({"claim": DIRECTOR, "held": PAST}, PENDING, id="its director until yesterday"),
        pytest.param({"claim": DIRECTOR, "vouched": PAST}, PENDING, id="no longer vouched for"),
        pytest.param({"claim": DIRECTOR, "holds": False}, PENDING, id="attested not to be"),
        pytest.param({"claim": DIRECTOR, "purposes": frozenset({KYC})}, PENDING, id="known for another purpose"),
    ],
)
def test_who_signs_for_an_organisation(with_bob: House, attested: dict[str, Any], state: AttestationState) -> None:
    if attested:
        attest(with_bob, subject=BOB, **attested)
    assert declare(with_bob, BOB, subject=ACME, claim=OWNERS).state is state


def test_nobody_makes_themselves_a_director(with_bob: House) -> None:
    own = declaration(signer=BOB, on_behalf_of=BOB)
    assert declare(with_bob, subject=BOB, claim=DIRECTOR, declaration=own).state is VERIFIED
    assert declare(with_bob, BOB, subject=ACME, claim=OWNERS).state is PENDING


def test_whom_a_service_acts_for_signs_for_it(with_bob: House) -> None:
    attest(with_bob, subject=BOT, claim=ActsFor(BOB))
    assert declare(with_bob, BOB, subject=BOT, claim=ActsFor(BOB)).state is VERIFIED
    assert declare(with_bob, ALICE, subject=BOT, claim=ActsFor(BOB)).state is PENDING


def test_whom_it_acted_for_until_yesterday_does_not(with_bob: House) -> None:
    attest(with_bob, subject=BOT, claim=ActsFor(BOB), held=PAST)
    assert declare(with_bob, BOB, subject=BOT, claim=ActsFor(BOB)).state is PENDING


@pytest.mark.parametrize(
    ("document", "result", "state"),
    [
        pytest.param("power_of_attorney", CheckResult.PASSED, VERIFIED, id="a power of attorney"),
        pytest.param("guardianship_order", CheckResult.PASSED, VERIFIED, id="a guardianship order"),
        pytest.param("power_of_attorney", CheckResult.FAILED, PENDING, id="a false one"),
        pytest.param("power_of_attorney", None, PENDING, id="one that nobody looked at"),
        pytest.param("utility_statement", CheckResult.PASSED, PENDING, id="another document"),
    ],
)
def test_who_signs_for_another_person(
    with_bob: House, document: str, result: CheckResult | None, state: AttestationState
) -> None:
    made = checks(CheckKind.VISUAL_IN_PERSON, result=result) if result else ()
    new = NewEvidence(ALICE, OtherDocument(document), frozenset({EXPORT}), country=US, checks=made)
    name = with_bob.evidence.add(HER, new).value.record.evidence.name
    assert declare(with_bob, BOB, claim=Residence(US)).state is PENDING
    assert declare(with_bob, BOB, claim=Residence(US), evidence=(name,)).state is state


@pytest.mark.parametrize("signer", [PrincipalName("principals/nobody"), BOT, ACME])
def test_who_is_not_a_person_known_here_waits(house: House, signer: PrincipalName) -> None:
    """And whether there is such a principal is not told."""
    assert declare(house, signer, claim=Statelessness()).state is PENDING


def test_an_assurance_of_more_is_refused(house: House) -> None:
    with pytest.raises(InvalidError, match=r"assurance\.level"):
        submission(declaration=declaration(), assurance=Assurance.own(AssuranceLevel.LOW), issuer=None)
    with pytest.raises(InvalidError, match="issuer"):
        submission(declaration=declaration(), assurance=None, issuer=HR, claim=Citizenship(US))
