"""Evidence and the attestations that cite it, on a store in memory."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import AttestationRecord, AttestationState
from denizen.domain.claims import Citizenship, CitizenshipClass, ClaimKind, Completeness, ImmigrationCategory, Residence
from denizen.domain.countries import Country
from denizen.domain.errors import AlreadyExistsError, DenizenError, InvalidError, NotFoundError, PreconditionError
from denizen.domain.evidence.documents import (
    AdmissionRecord,
    EmploymentAuthorization,
    NaturalizationCertificate,
    Passport,
    PermanentResidentCard,
    RegistryExtract,
    ResidencePermit,
)
from denizen.domain.evidence.kinds import CardGeneration, CertificateForm, CheckKind, EvidenceState, Strength
from denizen.domain.evidence.records import Check
from denizen.domain.evidence.submissions import NewEvidence
from denizen.domain.names import EvidenceName, PrincipalName, Purpose
from denizen.usecases.context import Call, Caller
from denizen.usecases.deciding import ApproveAttestation
from denizen.usecases.evidence import Weighed
from denizen.usecases.results import Turn
from tests.unit.evidence.builders import checks
from tests.unit.usecases.builders import ACME, ALICE, ANN, EXPORT, HER, HR, KYC, NOW, US, House, repeated, submission

BOB = PrincipalName("principals/bob")
I9 = Purpose("form-i-9")
FOR_I9, FOR_KYC = Call(Caller("callers/her", HR), I9), Call(Caller("callers/her", HR), KYC)
ACTIVE, SUPERSEDED, WITHDRAWN = EvidenceState.ACTIVE, EvidenceState.SUPERSEDED, EvidenceState.WITHDRAWN
BOOK = Passport(US, CitizenshipClass.CITIZEN)
SEEN = (CheckKind.VISUAL_IN_PERSON, CheckKind.FACE_IN_PERSON)


def new(**changes: Any) -> NewEvidence:
    """By default Alice's US passport, seen in person, for export control."""
    plain = NewEvidence(ALICE, BOOK, frozenset({EXPORT}), US, checks=checks(*SEEN), number="C01234567")
    return replace(plain, **changes)


def add(house: House, call: Call = HER, **changes: Any) -> Weighed:
    return house.evidence.add(call, new(**changes)).value


def name_of(weighed: Weighed) -> EvidenceName:
    return weighed.record.evidence.name


def cite(house: House, *evidence: str, call: Call = HER, **changes: Any) -> AttestationRecord:
    """By default that Alice is a US citizen, as surely as the evidence supports."""
    return house.attestations.submit(call, submission(evidence=evidence, **{"assurance": None, **changes})).value


def test_evidence_is_weighed_as_it_is_added(house: House) -> None:
    added = add(house)
    assert (added.strength, added.record.state, added.record.numbered) == (Strength.STRONG, ACTIVE, True)
    (support,) = added.supports
    assert (support.row.id, support.assurance) == ("passport-citizenship", AssuranceLevel.SUBSTANTIAL)
    assert house.evidence.get(HER, name_of(added)).value == added
    assert [row.event.kind for row in house.events(house.head - 1)] == ["evidence.added"]


def test_the_number_is_kept_nowhere(house: House) -> None:
    added = add(house)
    assert "01234567" not in repr(new()) + repr(added) + repr(new().document_number)


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


# States


def test_a_record_is_superseded_or_withdrawn_once(house: House) -> None:
    first = name_of(add(house, checks=checks(CheckKind.MRZ_CHECK_DIGITS)))
    second = house.evidence.add(HER, new(), first).value
    assert second.record.supersedes == first
    before = house.evidence.get(HER, first).value.record
    assert (before.state, before.superseded_by) == (SUPERSEDED, name_of(second))
    withdrawn = house.evidence.withdraw(HER, name_of(second), "not-genuine").value
    assert withdrawn.record.state is WITHDRAWN
    for name in (first, name_of(second)):
        with pytest.raises(PreconditionError):
            cite(house, name)
        with pytest.raises(PreconditionError):
            house.evidence.withdraw(HER, name, "not-genuine")
        with pytest.raises(PreconditionError):
            house.evidence.add(HER, new(), name)
    listed = house.evidence.list(HER, ALICE, WITHDRAWN, Turn()).values
    assert [name_of(each) for each in listed] == [name_of(second)]


def test_what_rests_on_withdrawn_evidence_is_not_approved(house: House) -> None:
    good, bad = name_of(add(house)), name_of(add(house))
    waiting = [cite(house, name, call=ANN).attestation.name for name in (good, bad)]
    house.evidence.withdraw(HER, bad, "not-genuine")
    approve = ApproveAttestation(house.store)
    assert approve(HER, waiting[0]).value.record.state is AttestationState.VERIFIED
    with pytest.raises(PreconditionError, match="withdrawn"):
        approve(HER, waiting[1])


def test_only_evidence_about_the_same_principal_is_replaced(house: House) -> None:
    house.add(BOB)
    bobs = name_of(add(house, subject=BOB))
    with pytest.raises(NotFoundError):
        house.evidence.add(HER, new(), bobs)


def test_a_repetition_changes_nothing(house: House) -> None:
    first = house.evidence.add(HER, new(), once=repeated())
    assert house.evidence.add(HER, new(), once=repeated()) == first
    with pytest.raises(AlreadyExistsError):
        house.evidence.add(HER, new(), once=repeated(content=b"other"))
    assert len(house.evidence.list(HER, ALICE, None, Turn()).values) == 1


def test_a_document_of_two_principals_is_an_event(house: House) -> None:
    house.add(BOB)
    add(house)
    head = house.head
    shared = add(house, subject=BOB, number="c 0123-4567")
    assert shared.record.shared
    assert [row.event.kind for row in house.events(head)] == ["evidence.added", "evidence.number_seen_elsewhere"]


def test_pages(house: House) -> None:
    names = [name_of(add(house)) for _ in range(3)]
    page = house.evidence.list(HER, ALICE, None, Turn(2))
    add(house)
    rest = house.evidence.list(HER, ALICE, None, Turn(2, page.cursor, page.revision.number))
    assert [name_of(each) for each in (*page.values, *rest.values)] == names
    assert rest.cursor is None


# What is well-formed

CARD = PermanentResidentCard(CardGeneration.I_551_2017, ImmigrationCategory.PERMANENT_RESIDENT)
FR = Country.of("FR")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"purposes": frozenset()}, "purposes", id="no purpose"),
        pytest.param({"country": None}, "country", id="nobody issued it"),
        pytest.param({"document": CARD, "country": FR}, "country", id="a US form of another country"),
        pytest.param({"document": RegistryExtract("x"), "country": None}, "country", id="a register of no country"),
        pytest.param(
            {"document": ResidencePermit(ImmigrationCategory.RESIDENCE_PERMIT)}, "country", id="a US residence permit"
        ),
        pytest.param({"number": "Ä1"}, "document_number", id="no number"),
        pytest.param({"number": "1" * 65}, "document_number", id="a long number"),
        pytest.param({"authority": " "}, "authority", id="an empty authority"),
        pytest.param({"authority": "x" * 129}, "authority", id="a long authority"),
        pytest.param(
            {"issued_on": date(2026, 1, 2), "expires_on": date(2026, 1, 1)}, "expires_on", id="expired before issued"
        ),
        pytest.param(
            {"document": NaturalizationCertificate(CertificateForm.N_550), "expires_on": date(2030, 1, 1)},
            "expires_on",
            id="a certificate that expires",
        ),
        pytest.param(
            {"document": NaturalizationCertificate(CertificateForm.N_560)},
            "naturalization_certificate.form",
            id="the form of another certificate",
        ),
        pytest.param(
            {"document": replace(CARD, category=ImmigrationCategory.ASYLEE)},
            "permanent_resident_card.category",
            id="a card of another status",
        ),
        pytest.param(
            {"document": replace(CARD, generation=CardGeneration.I_551_1977), "expires_on": date(2030, 1, 1)},
            "permanent_resident_card.generation",
            id="a card of 1977 that expires",
        ),
        pytest.param({"document": AdmissionRecord("")}, "admission_record.class_of_admission", id="no class"),
        pytest.param(
            {"document": AdmissionRecord("F-1", duration_of_status=True), "expires_on": date(2030, 1, 1)},
            "admission_record.duration_of_status",
            id="D/S and a date",
        ),
        pytest.param(
            {"document": EmploymentAuthorization("(c)(9)")}, "employment_authorization.category", id="no category"
        ),
        pytest.param({"document": Passport(None, CitizenshipClass.CITIZEN)}, "passport.class", id="a class of nothing"),
        pytest.param({"document": Passport(FR, CitizenshipClass.BNO)}, "passport.class", id="a class of another"),
        pytest.param({"checks": checks(*SEEN) * 11}, "checks", id="too many checks"),
        pytest.param({"checks": (Check(CheckKind.STATUS_LOOKUP, "", NOW),)}, "checks[0].by", id="checked by nobody"),
    ],
)
def test_what_is_not_well_formed_is_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidError) as raised:
        new(**changes)
    assert raised.value.field == field
    assert "Ä1" not in str(raised.value)


LATER = NOW + timedelta(days=2)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"subject": PrincipalName("principals/nobody")}, NotFoundError, id="about nobody"),
        pytest.param({"subject": ACME}, InvalidError, id="the passport of an organisation"),
        pytest.param({"document": RegistryExtract("RCS"), "number": ""}, InvalidError, id="a person in a register"),
        pytest.param({"issued_on": LATER.date()}, InvalidError, id="issued in the future"),
        pytest.param({"checks": checks(*SEEN, at=LATER)}, InvalidError, id="checked in the future"),
    ],
)
def test_what_cannot_be_is_refused(house: House, changes: dict[str, Any], error: type[DenizenError]) -> None:
    head = house.head
    with pytest.raises(error):
        add(house, **changes)
    assert house.head == head


def test_a_claim_of_another_kind_is_not_proved(house: House) -> None:
    with pytest.raises(InvalidError, match="proves no such claim"):
        cite(house, name_of(add(house)), claim=Residence(US))
    with pytest.raises(InvalidError, match="does not show what is claimed"):
        cite(house, name_of(add(house)), claim=Citizenship(FR))
