"""Four eyes, whoever acts for whom; and what a review keeps."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import AttestationRecord, AttestationState
from denizen.domain.claims import ActsFor, Citizenship, ClaimKind, Residence
from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError, NotFoundError, PermissionDeniedError, PreconditionError
from denizen.domain.names import AttestationName, CallerName, IssuerName, Population, PrincipalName, Purpose
from denizen.domain.principals import ExternalIdentifier, PrincipalKind
from denizen.domain.reviews import (
    InformationWanted,
    RejectionReason,
    Review,
    ReviewState,
    information_request,
    rejection,
)
from denizen.evidence_table import evidence_table
from denizen.policies import reverification_policy
from denizen.usecases.context import Call, Caller, Method
from denizen.usecases.principals import NewPrincipal
from denizen.usecases.results import Turn
from denizen.usecases.review_use_cases import ReviewUseCases
from denizen.usecases.reviews import ReviewFilter
from tests.unit.usecases.builders import (
    ACME,
    ALICE,
    BOT,
    EXPORT,
    HR,
    KYC,
    NOW,
    SUBSTANTIAL,
    US,
    Clock,
    House,
    submission,
)

VERIFIED, PENDING, SUSPENDED = AttestationState.VERIFIED, AttestationState.PENDING, AttestationState.SUSPENDED
DATES = information_request([InformationWanted.DATES], "")
WRONG = rejection([RejectionReason.DATES_WRONG], "")


def by(name: str, for_: str = "", issuer: IssuerName | None = None) -> Call:
    return Call(Caller(f"callers/{name}", issuer, Method.TOKEN), EXPORT, on_behalf_of=for_)


ANN, BOB, DESK = by("ann"), by("bob"), by("desk", issuer=HR)
SELF = by("portal", ALICE)


class Desk(House):
    """A house with people in it: Alice is a caller too, and Bot acts for her."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.clock = Clock()
        self.reviews = ReviewUseCases.on(self.store, self.clock, reverification_policy(), evidence_table())
        self.register()
        known = frozenset({ExternalIdentifier("caller", "callers/alice")})
        employee = frozenset({Population("employee")})
        self.principals.create(ANN, NewPrincipal("alice", PrincipalKind.PERSON, employee, identifiers=known))
        self.add(BOT, PrincipalKind.SERVICE)
        portal = frozenset({ExternalIdentifier("caller", "callers/portal")})
        self.principals.create(ANN, NewPrincipal("portal", PrincipalKind.SERVICE, identifiers=portal))
        self.attestations.submit(DESK, submission(subject=BOT, claim=ActsFor(ALICE)))

    def submit(self, call: Call = ANN, **changes: Any) -> AttestationName:
        return self.attestations.submit(call, submission(**changes)).value.attestation.name

    def record(self, name: AttestationName) -> AttestationRecord:
        with self.store.read(ANN) as reader:
            record = reader.attestation(name)
        assert record is not None
        return record

    def queue(self, call: Call = BOB, size: int = 50, **wanted: Any) -> list[Review]:
        found: list[Review] = []
        turn = Turn(size)
        while True:
            page = self.reviews.list(call, ReviewFilter(**wanted), turn)
            found += page.values
            if page.cursor is None:
                return found
            turn = Turn(size, page.cursor, page.revision.number)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.mark.parametrize(
    ("submitter", "approver", "agreed"),
    [
        pytest.param(ANN, BOB, True, id="two people"),
        pytest.param(ANN, ANN, False, id="one"),
        pytest.param(by("portal", "callers/ann"), ANN, False, id="submitted through a portal"),
        pytest.param(ANN, by("portal", "callers/ann"), False, id="approved through a portal"),
        pytest.param(by("portal", "callers/ann"), by("portal", "callers/bob"), True, id="two people at one portal"),
        pytest.param(ANN, by("ann", "callers/bob"), False, id="one, for another"),
        pytest.param(by("eve", "callers/ann"), by("eve", "callers/bob"), False, id="one who says that they are two"),
        pytest.param(ANN, by("alice"), False, id="whom it is about, as a caller"),
        pytest.param(ANN, by("portal", ALICE), False, id="whom it is about, through a portal"),
        pytest.param(ANN, by("portal", BOT), False, id="a service that acts for whom it is about"),
        pytest.param(ANN, by("alice", "callers/bob"), False, id="whom it is about, for another"),
        pytest.param(ANN, DESK, True, id="the issuer, for somebody else"),
        pytest.param(SELF, DESK, True, id="the issuer, for whom it is about"),
        pytest.param(SELF, BOB, False, id="nobody else but one"),
        pytest.param(SELF, by("kyc", issuer=IssuerName("issuers/kyc")), False, id="another issuer is one more person"),
        pytest.param(ANN, by("kyc", issuer=IssuerName("issuers/kyc")), True, id="another issuer is a second person"),
        pytest.param(ANN, by("alice", issuer=HR), False, id="the issuer is whom it is about"),
    ],
)
def test_four_eyes(desk: Desk, submitter: Call, approver: Call, agreed: bool) -> None:
    name = desk.submit(submitter)
    head = desk.head
    if agreed:
        assert desk.reviews.approve(approver, name).value.state is ReviewState.APPROVED
        desk.reviews.suspend(ANN, name, "inquiry")
        assert desk.reviews.reinstate(approver, name, "closed").value.state is VERIFIED
        return
    with pytest.raises(PreconditionError):
        desk.reviews.approve(approver, name)
    assert desk.head == head
    assert desk.record(name).state is PENDING


@pytest.mark.parametrize(
    "call", [by("alice", issuer=HR), by("feed", ALICE, HR), by("feed", BOT, HR)], ids=["caller", "portal", "service"]
)
def test_no_issuer_vouches_for_its_own_people_by_their_own_hands(desk: Desk, call: Call) -> None:
    old = desk.submit(DESK)
    assert desk.record(desk.submit(call)).state is PENDING
    replacement = desk.attestations.supersede(call, old, submission()).value
    assert (replacement.state, desk.record(old).state) == (PENDING, VERIFIED)


def test_who_answers_took_part(desk: Desk) -> None:
    name = desk.submit()
    desk.reviews.request_information(BOB, name, DATES)
    with pytest.raises(PreconditionError, match="not there yet"):
        desk.reviews.approve(BOB, name)
    desk.reviews.provide_information(by("carol"), name, ("page 3",), "")
    with pytest.raises(PreconditionError, match="second person"):
        desk.reviews.approve(by("carol"), name)
    with pytest.raises(PreconditionError, match="no information"):
        desk.reviews.provide_information(by("carol"), name, (), "")
    assert desk.reviews.approve(BOB, name).value.record.state is VERIFIED


def test_an_own_replacement_takes_a_second_person(desk: Desk) -> None:
    old = desk.submit(DESK)
    new = desk.attestations.supersede(ANN, old, submission(claim=Citizenship(Country.of("FR")))).value.attestation.name
    with pytest.raises(PreconditionError):
        desk.reviews.approve(ANN, new)
    assert desk.record(old).state is VERIFIED
    desk.reviews.approve(BOB, new)
    ended = desk.record(old)
    assert (ended.state, ended.superseded_by) == (AttestationState.SUPERSEDED, new)


def test_only_one_takes_the_place(desk: Desk) -> None:
    old = desk.submit(DESK)
    first, second = (desk.attestations.supersede(ANN, old, submission()).value.attestation.name for _ in range(2))
    desk.reviews.approve(BOB, first)
    with pytest.raises(PreconditionError, match="superseded already"):
        desk.reviews.approve(BOB, second)


@pytest.mark.parametrize(
    ("rights", "changes", "level", "error"),
    [
        pytest.param({"kinds": frozenset({ClaimKind.RESIDENCE})}, {}, None, PermissionDeniedError, id="kind"),
        pytest.param({"highest": AssuranceLevel.LOW}, {}, None, PermissionDeniedError, id="assurance"),
        pytest.param({"highest": AssuranceLevel.LOW}, {}, AssuranceLevel.LOW, None, id="found less"),
        pytest.param({"purposes": frozenset({KYC})}, {}, None, PermissionDeniedError, id="purpose"),
        pytest.param({}, {"issuer": IssuerName("issuers/unknown")}, None, PreconditionError, id="not registered"),
        pytest.param({}, {}, AssuranceLevel.HIGH, InvalidError, id="found more"),
        pytest.param({}, {}, AssuranceLevel.SELF_DECLARED, InvalidError, id="found a word"),
    ],
)
def test_somebody_entitled_vouches(
    desk: Desk, rights: dict[str, Any], changes: dict[str, Any], level: AssuranceLevel | None, error: Any
) -> None:
    name = desk.submit(**changes)
    desk.register(**rights)
    if error is None:
        approved = desk.reviews.approve(BOB, name, level).value.record.attestation
        with desk.store.read(ANN) as reader:
            (fact,) = reader.facts([ALICE])[ALICE].attestations
        assert approved.assurance.ordinal is fact.assurance.ordinal is level
        return
    with pytest.raises(error):
        desk.reviews.approve(BOB, name, level)
    assert desk.record(name).state is PENDING


def test_a_word_does_not_end_what_an_issuer_vouches_for(desk: Desk) -> None:
    other = desk.submit(DESK, subject=ALICE)
    text = replace(submission(), claim=Residence(US))
    assert text.claim != submission().claim
    rogue = by("rogue", issuer=IssuerName("issuers/rogue"))
    assert desk.attestations.supersede(rogue, other, submission(issuer=None)).value.state is PENDING
    assert desk.record(other).state is VERIFIED


# Assignment, rejection, resubmission


def test_nobody_decides_what_another_has(desk: Desk) -> None:
    name = desk.submit()
    desk.reviews.assign(BOB, name, CallerName("callers/carol"))
    with pytest.raises(PreconditionError, match="assigned to callers/carol"):
        desk.reviews.approve(BOB, name)
    with pytest.raises(PreconditionError, match="assigned to callers/carol"):
        desk.reviews.reject(BOB, name, WRONG)
    with pytest.raises(PreconditionError, match="assigned to callers/carol"):
        desk.reviews.request_information(BOB, name, DATES)
    desk.reviews.assign(BOB, name, None)
    assert desk.reviews.approve(BOB, name).value.assignee is None


def test_what_is_rejected_is_submitted_again_once_and_nothing_is_lost(desk: Desk) -> None:
    old = desk.submit()
    with pytest.raises(PreconditionError, match="PENDING"):
        desk.reviews.resubmit(ANN, old, submission())
    rejected = desk.reviews.reject(BOB, old, WRONG).value
    assert (rejected.state, rejected.record.reason_code) == (ReviewState.REJECTED, "dates-wrong")
    new = desk.reviews.resubmit(ANN, old, submission()).value
    assert new.state is PENDING
    assert desk.reviews.get(BOB, old).value.resubmitted_as == new.attestation.name
    assert desk.reviews.get(BOB, new.attestation.name).value.resubmission_of == old
    with pytest.raises(PreconditionError, match="submitted again already"):
        desk.reviews.resubmit(ANN, old, submission())
    for call in (ANN, BOB):
        with pytest.raises(PreconditionError, match="REJECTED already"):
            desk.reviews.approve(call, old)


def test_an_answer_may_be_another_submission(desk: Desk) -> None:
    fact = desk.submit(DESK)
    old = desk.attestations.supersede(ANN, fact, submission()).value.attestation.name
    desk.reviews.request_information(BOB, old, DATES)
    new = desk.reviews.resubmit(DESK, old, submission()).value
    assert (new.state, new.supersedes) == (VERIFIED, fact)
    assert desk.record(old).state is desk.record(fact).state is AttestationState.SUPERSEDED
    assert desk.record(old).superseded_by == desk.record(fact).superseded_by == new.attestation.name


@pytest.mark.parametrize("codes", [[], [RejectionReason.OTHER], [RejectionReason.DUPLICATE] * 2])
def test_reasons_are_told_in_codes(codes: list[RejectionReason]) -> None:
    with pytest.raises(InvalidError):
        rejection(codes, "")


def test_of_another_purpose_is_not_there(desk: Desk) -> None:
    name = desk.submit()
    elsewhere = replace(BOB, purpose=KYC)
    with pytest.raises(NotFoundError):
        desk.reviews.get(elsewhere, name)
    with pytest.raises(NotFoundError):
        desk.reviews.approve(elsewhere, name)
    with pytest.raises(NotFoundError):
        desk.reviews.suspend(elsewhere, name, "inquiry")
    assert desk.queue(elsewhere) == []


# The queue


def test_the_queue_is_what_waits_in_the_order_of_arrival(desk: Desk) -> None:
    desk.add(ACME, PrincipalKind.ORGANISATION)
    names = [desk.submit() for _ in range(5)]
    desk.submit(DESK)
    desk.reviews.reject(BOB, names[1], WRONG)
    assert [each.name for each in desk.queue(size=1)] == [names[0], *names[2:]]


def test_the_queue_by_what_is_wanted(desk: Desk) -> None:
    desk.principals.create(ANN, NewPrincipal("carol", PrincipalKind.PERSON))
    first = desk.submit()
    desk.clock.moment = NOW + timedelta(days=8)
    residence = desk.submit(claim=Residence(US))
    other = desk.submit(subject=PrincipalName("principals/carol"), issuer=IssuerName("issuers/other"))
    desk.reviews.assign(BOB, residence, CallerName("callers/bob"))
    desk.reviews.request_information(BOB, other, DATES)
    for wanted, expected in (
        ({"kind": ClaimKind.RESIDENCE}, [residence]),
        ({"issuer": IssuerName("issuers/other")}, [other]),
        ({"assignee": CallerName("callers/bob")}, [residence]),
        ({"state": ReviewState.UNASSIGNED}, [first]),
        ({"state": ReviewState.INFORMATION_REQUESTED}, [other]),
        ({"population": Population("employee")}, [first, residence]),
        ({"older_than": timedelta(days=7)}, [first, residence, other]),
        ({"older_than": timedelta(days=9)}, []),
    ):
        assert [each.name for each in desk.queue(**wanted)] == expected, wanted


# Form I-9 stays apart

I_9 = frozenset({Purpose("form-i-9")})


def test_form_i_9_is_for_nothing_else(desk: Desk) -> None:
    with pytest.raises(InvalidError) as raised:
        submission(purposes=I_9 | {EXPORT})
    assert raised.value.field == "purposes"
    i_9 = replace(DESK, purpose=Purpose("form-i-9"))
    name = desk.submit(i_9, purposes=I_9)
    both = replace(DESK, purpose=EXPORT)
    exported = desk.submit()
    with pytest.raises(InvalidError):
        desk.attestations.supersede(i_9, name, submission())
    with pytest.raises(InvalidError):
        desk.attestations.supersede(both, exported, submission(purposes=I_9))
    desk.reviews.reject(BOB, exported, WRONG)
    with pytest.raises(InvalidError):
        desk.reviews.resubmit(ANN, exported, submission(purposes=I_9))
    with desk.store.read(ANN) as reader:
        facts = reader.facts([ALICE])[ALICE]
    assert facts.answering(EXPORT).attestations == ()
    assert len(facts.answering(Purpose("i-9")).attestations) == 1


def test_nobody_is_asked_for_more_documents_for_form_i_9(desk: Desk) -> None:
    i_9 = replace(ANN, purpose=Purpose("form-i-9"))
    name = desk.submit(i_9, purposes=I_9)
    more = information_request([InformationWanted.FURTHER_EVIDENCE], "")
    with pytest.raises(PreconditionError):
        desk.reviews.request_information(replace(BOB, purpose=Purpose("form-i-9")), name, more)


def test_assurance_is_as_submitted(desk: Desk) -> None:
    approved = desk.reviews.approve(BOB, desk.submit()).value.record.attestation
    assert approved.assurance == SUBSTANTIAL
