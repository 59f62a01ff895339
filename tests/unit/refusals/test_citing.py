"""Evidence that is cited and does not prove what is attested, and numbers of documents."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Known
from denizen.domain.claims import Citizenship, Claim, ImmigrationCategory, ImmigrationStatus, Residence
from denizen.domain.countries import Country
from denizen.domain.evidence.citing import Attested, Citation, check_citable, citations, supported, within
from denizen.domain.evidence.documents import AdmissionRecord, Passport
from denizen.domain.evidence.kinds import EvidenceKind, EvidenceState
from denizen.domain.evidence.records import LONGEST_NUMBER, DocumentNumber, Evidence, EvidenceRecord
from denizen.domain.evidence.submissions import NewEvidence
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import EvidenceName, PrincipalName, Purpose
from denizen.evidence_table import evidence_table
from tests.unit.evidence.builders import EVERYTHING, checks
from tests.unit.refusals.wording import said

US, FR = Country.of("US"), Country.of("FR")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
NAME = EvidenceName("principals/alice/evidence/e1")
ALICE, BOB = PrincipalName("principals/alice"), PrincipalName("principals/bob")
EXPORT, PAYROLL = Purpose("export-control"), Purpose("payroll")
SECOND = Citation(1, NAME)


def passport(**changes: Any) -> Evidence:
    of: dict[str, Any] = {"country": FR, "expires_on": date(2030, 1, 1), "checks": checks(*EVERYTHING)}
    return Evidence(NAME, Passport(FR), frozenset({EXPORT}), **(of | changes))


def admitted(**changes: Any) -> Evidence:
    of: dict[str, Any] = {"country": US, "expires_on": date(2030, 1, 1), "checks": checks(*EVERYTHING)}
    return Evidence(NAME, AdmissionRecord("H-1B"), frozenset({EXPORT}), **(of | changes))


def level(claim: Claim, evidence: Evidence, held: Interval = ALWAYS) -> AssuranceLevel:
    return supported(evidence_table(), Attested(claim, True, held), [(SECOND, evidence)], NOW)  # noqa: FBT003 - it holds


H_1B = ImmigrationStatus(US, ImmigrationCategory.NONIMMIGRANT, "H-1B")
UNTIL_2031 = Interval(None, datetime(2031, 1, 1, tzinfo=UTC))
ENDS = "wanted an end no later than the date that principals/alice/evidence/e1 shows: this status ends with it"


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        pytest.param(
            lambda: level(Residence(FR), passport()),
            "evidence[1]: got evidence of a kind that proves no such claim, wanted evidence that proves it",
            id="another kind of claim",
        ),
        pytest.param(
            lambda: level(Citizenship(US), passport()),
            "evidence[1]: got evidence of such a claim that does not show what is claimed, "
            "wanted evidence that proves it",
            id="another country",
        ),
        pytest.param(
            lambda: level(Citizenship(FR), passport(checks=())),
            "evidence[1]: got no check, strength UNACCEPTABLE, wanted evidence of some strength",
            id="no check",
        ),
        pytest.param(
            lambda: level(Citizenship(FR), passport(checks=checks(*EVERYTHING[-1:]))),
            "evidence[1]: got 1 checks, strength UNACCEPTABLE, wanted evidence of some strength",
            id="a check that shows nothing",
        ),
        pytest.param(lambda: level(H_1B, admitted()), f"held.end: got nothing, {ENDS}", id="without end"),
        pytest.param(
            lambda: level(H_1B, admitted(), UNTIL_2031),
            f"held.end: got '2031-01-01T00:00:00+00:00', {ENDS}",
            id="longer than admitted",
        ),
        pytest.param(
            lambda: within(Assurance.own(AssuranceLevel.HIGH), AssuranceLevel.LOW),
            "assurance.level: got 'HIGH', wanted at most LOW: what the evidence supports by its checks",
            id="surer than the evidence",
        ),
        pytest.param(
            lambda: citations(["a letter", "principals/alice/evidence/"]),
            "evidence[1]: got 'principals/alice/evidence/', wanted principals/{principal}/evidence/{evidence}",
            id="no name of a record",
        ),
    ],
)
def test_what_does_not_support_it(cited: Callable[[], object], words: str) -> None:
    assert said(cited) == words


def test_what_does() -> None:
    assert level(Citizenship(FR), passport()) is AssuranceLevel.HIGH
    assert level(H_1B, admitted(), Interval(None, datetime(2030, 1, 1, tzinfo=UTC))) > AssuranceLevel.SELF_DECLARED
    assert within(None, AssuranceLevel.LOW) == Assurance.own(AssuranceLevel.LOW)
    eidas = Assurance.parse("eidas", "low")
    assert within(eidas, AssuranceLevel.LOW) is eidas
    assert citations(["a letter", NAME, "principals/x"]) == [SECOND]


def record(state: EvidenceState = EvidenceState.ACTIVE) -> EvidenceRecord:
    return EvidenceRecord(passport(), state, Known(1, NOW), NOW)


@pytest.mark.parametrize(
    ("subject", "purposes", "words"),
    [
        pytest.param(
            BOB,
            [EXPORT],
            "evidence[1]: got evidence about another principal, wanted evidence about principals/bob",
            id="of another",
        ),
        pytest.param(
            ALICE,
            [PAYROLL, EXPORT, Purpose("banking")],
            f"evidence[1]: got '{NAME}', wanted evidence collected for every purpose of the attestation; "
            "this was not for banking, payroll",
            id="for other purposes",
        ),
    ],
)
def test_what_may_not_be_cited(subject: PrincipalName, purposes: list[Purpose], words: str) -> None:
    assert said(lambda: check_citable(SECOND, record(), subject, frozenset(purposes))) == words


def test_what_may() -> None:
    check_citable(SECOND, record(), ALICE, frozenset({EXPORT}))


@pytest.mark.parametrize(
    "text", ["", " - ", "C01É", "1" * (LONGEST_NUMBER + 1)], ids=["none", "signs", "letters", "long"]
)
def test_what_is_no_number_of_a_document(text: str) -> None:
    words = "document_number: got another text, wanted letters and digits, at most 64 characters"
    assert said(lambda: DocumentNumber.parse(EvidenceKind.PASSPORT, FR, text)) == words
    if text:
        assert said(lambda: NewEvidence(ALICE, Passport(FR), frozenset({EXPORT}), FR, number=text)) == words


@pytest.mark.parametrize("text", ["C01234567", "c01 234-567", "C0/1(2).34<567"])
def test_two_spellings_of_a_number_are_one(text: str) -> None:
    made = DocumentNumber.parse(EvidenceKind.PASSPORT, FR, text)
    assert made == DocumentNumber(EvidenceKind.PASSPORT, FR, "C01234567")
    longest = "1" * LONGEST_NUMBER
    assert DocumentNumber.parse(EvidenceKind.PASSPORT, FR, longest).value == longest
