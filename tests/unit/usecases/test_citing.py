"""Attestations that cite evidence: what it supports, and for which purposes."""

import pytest

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import AttestationState
from denizen.domain.claims import Citizenship, ClaimKind, Completeness, ImmigrationCategory, Residence
from denizen.domain.errors import InvalidError, NotFoundError, PreconditionError
from denizen.domain.evidence.documents import (
    PermanentResidentCard,
)
from denizen.domain.evidence.kinds import CardGeneration, CheckKind
from denizen.usecases.deciding import ApproveAttestation
from denizen.usecases.results import Turn
from tests.unit.evidence.builders import checks
from tests.unit.usecases.builders import ALICE, ANN, EXPORT, HER, KYC, US, House, submission
from tests.unit.usecases.examining import BOB, FOR_I9, FOR_KYC, I9, add, cite, name_of, new
from tests.unit.usecases.test_evidence_refused import FR


def test_an_attestation_without_assurance_takes_what_its_evidence_supports(house: House) -> None:
    record = cite(house, name_of(add(house)))
    assert record.state is AttestationState.VERIFIED
    assert record.attestation.assurance == Assurance.own(AssuranceLevel.SUBSTANTIAL)


@pytest.mark.parametrize(
    ("level", "taken"),
    [(AssuranceLevel.LOW, True), (AssuranceLevel.SUBSTANTIAL, True), (AssuranceLevel.HIGH, False)],
)
def test_an_attestation_is_no_surer_than_its_evidence(house: House, level: AssuranceLevel, taken: bool) -> None:
    name, head = name_of(add(house)), house.head
    if taken:
        assert cite(house, name, assurance=Assurance.own(level)).attestation.assurance.ordinal is level
        return
    with pytest.raises(InvalidError) as raised:
        cite(house, name, assurance=Assurance.own(level))
    assert raised.value.field == "attestation.assurance.level"
    assert house.head == head


def test_the_strongest_piece_counts_and_each_has_to_prove_the_claim(house: House) -> None:
    weak = name_of(add(house, checks=checks(CheckKind.MRZ_CHECK_DIGITS)))
    strong = name_of(add(house))
    both = cite(house, weak, strong, "archive/4711")
    assert both.attestation.assurance.ordinal is AssuranceLevel.SUBSTANTIAL
    card = PermanentResidentCard(CardGeneration.I_551_2023, ImmigrationCategory.PERMANENT_RESIDENT)
    other = name_of(add(house, document=card))
    with pytest.raises(InvalidError) as raised:
        cite(house, strong, other)
    assert raised.value.field == "attestation.evidence[1]"


def test_references_in_other_systems_are_taken_on_the_issuers_word(house: House) -> None:
    high = Assurance.own(AssuranceLevel.HIGH)
    assert cite(house, "archive/4711", "principals/alice", assurance=high).attestation.assurance == high
    with pytest.raises(InvalidError, match="assurance"):
        cite(house, "archive/4711")


def test_no_evidence_closes_a_set(house: House) -> None:
    with pytest.raises(InvalidError, match=r"evidence\[0\]"):
        cite(house, name_of(add(house)), claim=Completeness(ClaimKind.CITIZENSHIP))


def test_evidence_of_nothing_supports_nothing(house: House) -> None:
    with pytest.raises(InvalidError, match="strength UNACCEPTABLE"):
        cite(house, name_of(add(house, checks=())))


NAME = f"{ALICE}/evidence/e1"


@pytest.mark.parametrize(
    ("reference", "field"),
    [
        pytest.param(f"{ALICE}/evidence/", "evidence[0]", id="no id"),
        pytest.param(f"{NAME}/more", "evidence[0]", id="more behind it"),
        pytest.param("principals/Alice/evidence/e1", "evidence[0]", id="another case"),
        pytest.param(f"{NAME}\n", "evidence[0]", id="a line break behind it"),
    ],
)
def test_what_looks_like_a_record_has_to_name_one(reference: str, field: str) -> None:
    with pytest.raises(InvalidError) as raised:
        submission(evidence=(reference,))
    assert raised.value.field == field


def test_evidence_has_to_be_there_and_about_the_same_principal(house: House) -> None:
    house.add(BOB)
    bobs = name_of(add(house, subject=BOB))
    with pytest.raises(NotFoundError):
        cite(house, NAME)
    with pytest.raises(InvalidError, match="another principal"):
        cite(house, bobs)


# Purposes


def test_evidence_of_another_purpose_is_as_if_it_were_not_there(house: House) -> None:
    name = name_of(add(house))
    for step in (
        lambda: house.evidence.get(FOR_KYC, name),
        lambda: house.evidence.withdraw(FOR_KYC, name, "not-genuine"),
        lambda: house.evidence.add(FOR_KYC, new(purposes=frozenset({KYC})), name),
        lambda: cite(house, name, call=FOR_KYC, purposes=frozenset({KYC})),
    ):
        with pytest.raises(NotFoundError, match=f"{name}: not found"):
            step()
    assert house.evidence.list(FOR_KYC, ALICE, None, Turn()).values == ()


def test_evidence_for_form_i9_supports_nothing_else(house: House) -> None:
    name = name_of(add(house, FOR_I9, purposes=frozenset({I9})))
    assert cite(house, name, call=FOR_I9, purposes=frozenset({I9})).state is AttestationState.VERIFIED
    with pytest.raises(NotFoundError):
        cite(house, name)
    with pytest.raises(InvalidError) as raised:
        cite(house, name, call=FOR_I9, purposes=frozenset({EXPORT}))
    assert raised.value.field == "attestation.evidence[0]"
    with pytest.raises(InvalidError, match="Form I-9"):
        new(purposes=frozenset({I9, EXPORT}))


def test_evidence_serves_every_purpose_of_the_attestation(house: House) -> None:
    name = name_of(add(house, purposes=frozenset({EXPORT, KYC})))
    assert cite(house, name, purposes=frozenset({EXPORT, KYC})).state is AttestationState.VERIFIED
    narrow = name_of(add(house))
    with pytest.raises(InvalidError, match="not for kyc"):
        cite(house, narrow, purposes=frozenset({EXPORT, KYC}))


def test_what_rests_on_withdrawn_evidence_is_not_approved(house: House) -> None:
    good, bad = name_of(add(house)), name_of(add(house))
    waiting = [cite(house, name, call=ANN).attestation.name for name in (good, bad)]
    house.evidence.withdraw(HER, bad, "not-genuine")
    approve = ApproveAttestation(house.store)
    assert approve(HER, waiting[0]).value.record.state is AttestationState.VERIFIED
    with pytest.raises(PreconditionError, match="withdrawn"):
        approve(HER, waiting[1])


def test_a_claim_of_another_kind_is_not_proved(house: House) -> None:
    with pytest.raises(InvalidError, match="proves no such claim"):
        cite(house, name_of(add(house)), claim=Residence(US))
    with pytest.raises(InvalidError, match="does not show what is claimed"):
        cite(house, name_of(add(house)), claim=Citizenship(FR))
