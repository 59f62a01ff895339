"""What a review keeps, who has it, and the queue of those that wait."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from denizen.domain.attestations import AttestationState
from denizen.domain.claims import ClaimKind, Residence
from denizen.domain.errors import InvalidError, NotFoundError, PreconditionError
from denizen.domain.names import CallerName, IssuerName, Population, PrincipalName, Purpose
from denizen.domain.principals import PrincipalKind
from denizen.domain.reviews import (
    InformationWanted,
    RejectionReason,
    ReviewState,
    information_request,
    rejection,
)
from denizen.usecases.principals import NewPrincipal
from tests.unit.lifecycle.desks import ANN, BOB, DATES, DESK, PENDING, VERIFIED, WRONG, Desk, passport_seen
from tests.unit.usecases.builders import (
    ACME,
    ALICE,
    EXPORT,
    KYC,
    NOW,
    SUBSTANTIAL,
    US,
    submission,
)

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


# Records of evidence in an answer


def test_records_in_an_answer_are_examined_and_may_be_taken_back(desk: Desk) -> None:
    name = desk.submit()
    desk.reviews.request_information(BOB, name, DATES)
    examined = desk.evidence.add(ANN, passport_seen()).value.record.evidence.name
    desk.reviews.provide_information(ANN, name, (examined,), "")
    desk.evidence.withdraw(ANN, examined, "not-genuine")
    with pytest.raises(PreconditionError, match="withdrawn"):
        desk.reviews.approve(BOB, name)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"purposes": frozenset({Purpose("form-i-9")})}, NotFoundError, id="of Form I-9"),
        pytest.param({"purposes": frozenset({KYC})}, NotFoundError, id="of another purpose"),
        pytest.param({"subject": PrincipalName("principals/carol")}, InvalidError, id="about somebody else"),
    ],
)
def test_records_that_cannot_be_an_answer(desk: Desk, changes: dict[str, Any], error: type[Exception]) -> None:
    desk.add(PrincipalName("principals/carol"))
    purposes: frozenset[Purpose] = changes.get("purposes", frozenset({EXPORT}))
    (purpose,) = purposes
    examined = desk.evidence.add(replace(ANN, purpose=purpose), passport_seen(**changes)).value.record.evidence.name
    name = desk.submit()
    desk.reviews.request_information(BOB, name, DATES)
    with pytest.raises(error):
        desk.reviews.provide_information(ANN, name, (examined,), "")
    assert desk.reviews.get(BOB, name).value.state is ReviewState.INFORMATION_REQUESTED


def test_a_record_that_is_not_there_is_no_answer(desk: Desk) -> None:
    name = desk.submit()
    desk.reviews.request_information(BOB, name, DATES)
    with pytest.raises(NotFoundError):
        desk.reviews.provide_information(ANN, name, (f"{ALICE}/evidence/e1",), "")
    with pytest.raises(InvalidError):
        desk.reviews.provide_information(ANN, name, (f"{ALICE}/evidence/ö",), "")


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
