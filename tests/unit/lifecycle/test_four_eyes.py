"""Four eyes, whoever acts for whom; and somebody entitled who vouches."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import AttestationState, SelfDeclaration
from denizen.domain.claims import Citizenship, ClaimKind, Residence
from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError, PermissionDeniedError, PreconditionError
from denizen.domain.names import IssuerName, PrincipalName
from denizen.domain.principals import ExternalIdentifier, PrincipalKind
from denizen.domain.reviews import (
    ReviewState,
)
from denizen.usecases.context import Call
from tests.unit.lifecycle.desks import ANN, BOB, DATES, DESK, PENDING, SELF, VERIFIED, WRONG, Desk, by, passport_seen
from tests.unit.usecases.builders import (
    ALICE,
    BOT,
    HR,
    KYC,
    US,
    submission,
)


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


# Who somebody was when they took part counts, whatever is linked to whom afterwards


def link(desk: Desk, principal: PrincipalName, caller: str, *, linked: bool = True) -> None:
    change = desk.principals.link if linked else desk.principals.unlink
    change(ANN, principal, ExternalIdentifier("caller", f"callers/{caller}"))


def test_two_ways_in_are_one_person(desk: Desk) -> None:
    carol = desk.add(PrincipalName("principals/carol"))
    link(desk, carol, "carol-at-work")
    name = desk.submit(by("carol-at-work"))
    link(desk, carol, "carol-at-home")
    with pytest.raises(PreconditionError, match="second person"):
        desk.reviews.approve(by("carol-at-home"), name)
    link(desk, carol, "carol-at-work", linked=False)
    with pytest.raises(PreconditionError, match="second person"):
        desk.reviews.approve(by("carol-at-home"), name)


def test_nobody_unlinks_themselves_to_approve_what_is_about_them(desk: Desk) -> None:
    name = desk.submit()
    link(desk, ALICE, "alice", linked=False)
    with pytest.raises(PreconditionError, match="one's own"):
        desk.reviews.approve(by("alice"), name)
    with pytest.raises(PreconditionError, match="one's own"):
        desk.reviews.reject(by("alice"), name, WRONG)


def test_whoever_answered_is_who_they_were_then(desk: Desk) -> None:
    carol = desk.add(PrincipalName("principals/carol"))
    name = desk.submit()
    desk.reviews.request_information(BOB, name, DATES)
    link(desk, carol, "carol")
    desk.reviews.provide_information(by("carol"), name, ("page 3",), "")
    link(desk, carol, "carol", linked=False)
    link(desk, carol, "carol-at-home")
    with pytest.raises(PreconditionError, match="second person"):
        desk.reviews.approve(by("carol-at-home"), name)


def test_nobody_becomes_a_portal_to_be_two(desk: Desk) -> None:
    name = desk.submit(by("eve", "callers/ann"))
    link(desk, desk.add(PrincipalName("principals/tool"), PrincipalKind.SERVICE), "eve")
    with pytest.raises(PreconditionError, match="second person"):
        desk.reviews.approve(by("eve", "callers/bob"), name)


def test_whom_a_service_acted_for_is_not_forgotten(desk: Desk) -> None:
    name = desk.submit()
    with desk.store.read(ANN) as reader:
        (acts_for,) = reader.attestations(BOT)
    desk.attestations.revoke(ANN, acts_for.attestation.name, "ended")
    with pytest.raises(PreconditionError, match="one's own"):
        desk.reviews.approve(by("portal", BOT), name)


# Somebody's word for somebody else


def test_whoever_signed_for_another_has_to_be_somebody(desk: Desk) -> None:
    carol, text = PrincipalName("principals/carol"), "She is a citizen."
    digest = hashlib.sha256(text.encode()).hexdigest()
    signed = SelfDeclaration(text, "hr-7", digest, "en", carol, ALICE)
    name = desk.submit(declaration=signed, assurance=None, issuer=None)
    with pytest.raises(PreconditionError, match="not known here"):
        desk.reviews.approve(BOB, name)
    desk.add(carol)
    assert desk.reviews.approve(BOB, name).value.record.state is VERIFIED


# What is suspended


def test_an_issuer_takes_its_own_word_up_again(desk: Desk) -> None:
    name = desk.submit(DESK)
    desk.reviews.suspend(DESK, name, "inquiry")
    for call in (by("alice", issuer=HR), by("feed", ALICE, HR)):
        with pytest.raises(PreconditionError, match="one's own"):
            desk.reviews.reinstate(call, name, "closed")
    desk.register(highest=AssuranceLevel.LOW)
    with pytest.raises(PermissionDeniedError):
        desk.reviews.reinstate(DESK, name, "closed")
    desk.register()
    assert desk.reviews.reinstate(DESK, name, "closed").value.state is VERIFIED


def test_what_rests_on_withdrawn_evidence_is_not_reinstated(desk: Desk) -> None:
    examined = desk.evidence.add(DESK, passport_seen()).value.record.evidence.name
    name = desk.submit(evidence=(examined,), assurance=None)
    desk.reviews.approve(BOB, name)
    desk.reviews.suspend(BOB, name, "inquiry")
    desk.evidence.withdraw(BOB, examined, "not-genuine")
    for call in (BOB, DESK):
        with pytest.raises(PreconditionError, match="withdrawn"):
            desk.reviews.reinstate(call, name, "closed")
