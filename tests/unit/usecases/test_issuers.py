"""Issuers: proposed by one, approved by another, and what that does to what they vouch for."""

from dataclasses import replace

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import ClaimKind
from denizen.domain.errors import (
    AlreadyExistsError,
    InvalidError,
    NotFoundError,
    PreconditionError,
)
from denizen.domain.issuer_proposals import Change
from denizen.domain.issuers import Right
from denizen.domain.names import IssuerName, PrincipalName, ProposalName
from denizen.usecases.asking import Times
from denizen.usecases.context import Call
from denizen.usecases.results import Turn
from tests.unit.usecases.builders import ALICE, HR, repeated
from tests.unit.usecases.issuing import ANN, APPROVED, BOB, HERSELF, LOCAL, PROPOSED, REJECTED, TAKEN_BACK, WIDE, Desk


def test_nothing_counts_until_it_is_approved(desk: Desk) -> None:
    proposal = desk.propose(WIDE)
    assert (proposal.state, proposal.change, proposal.base) == (PROPOSED, Change.REGISTER, 0)
    with pytest.raises(NotFoundError):
        desk.get()
    approved = desk.approve(proposal)
    assert [(each.state, each.actor.caller) for each in approved.steps] == [
        (PROPOSED, "callers/ann"),
        (APPROVED, "callers/bob"),
    ]
    assert desk.get() == WIDE
    assert [each.event.kind for each in desk.house.events()[-3:]] == [
        "issuer_proposal.proposed", "issuer_proposal.approved", "issuer.changed",
    ]  # fmt: skip


def behalf(call: Call, whom: str) -> Call:
    return replace(call, on_behalf_of=whom)


ONE_PERSON = [
    ("herself", ANN, ANN),
    ("by another who acts for her", ANN, behalf(BOB, "callers/ann")),
    ("having acted for somebody", behalf(ANN, "principals/carol"), ANN),
    ("acting for somebody", ANN, behalf(ANN, "principals/carol")),
    ("for two people in turn", behalf(ANN, "principals/carol"), behalf(ANN, "principals/dave")),
    ("both for the same", behalf(ANN, "principals/carol"), behalf(BOB, "principals/carol")),
    ("speaking for the issuer", ANN, HERSELF),
    ("speaking for the issuer, for another", ANN, behalf(HERSELF, "principals/carol")),
    ("locally", LOCAL, LOCAL),
    ("locally, both for the same", behalf(LOCAL, "principals/carol"), behalf(LOCAL, "principals/carol")),
    ("locally, speaking for the issuer", behalf(LOCAL, "principals/carol"), LOCAL),
]


@pytest.mark.parametrize(("first", "second"), [row[1:] for row in ONE_PERSON], ids=[row[0] for row in ONE_PERSON])
def test_one_person_is_not_two(desk: Desk, first: Call, second: Call) -> None:
    proposal = desk.propose(WIDE, first)
    with pytest.raises(PreconditionError):
        desk.approve(proposal, second)
    with pytest.raises(NotFoundError):
        desk.get()


@pytest.mark.parametrize(
    ("first", "second"),
    [(HERSELF, BOB), (behalf(ANN, "principals/carol"), BOB), (LOCAL, behalf(LOCAL, "principals/carol"))],
    ids=["proposed by the issuer", "for somebody else", "locally, for somebody else"],
)
def test_two_people(desk: Desk, first: Call, second: Call) -> None:
    assert desk.approve(desk.propose(WIDE, first), second).state is APPROVED


def test_what_is_decided_stays_so(desk: Desk) -> None:
    rejected, taken_back, approved = (desk.propose(WIDE) for _ in range(3))
    desk.issuers.decide(BOB, rejected.name, REJECTED, "no")
    with pytest.raises(PreconditionError, match="only whoever proposed"):
        desk.issuers.decide(BOB, taken_back.name, TAKEN_BACK)
    desk.issuers.decide(ANN, taken_back.name, TAKEN_BACK)
    desk.approve(approved)
    for proposal in (rejected, taken_back, approved):
        for state in (APPROVED, REJECTED, TAKEN_BACK):
            with pytest.raises(PreconditionError, match="already"):
                desk.issuers.decide(BOB, proposal.name, state)


def test_only_what_was_read_is_approved(desk: Desk) -> None:
    desk.make(WIDE)
    one, other = desk.propose(replace(WIDE, title="one")), desk.propose(replace(WIDE, title="other"))
    desk.approve(one)
    with pytest.raises(PreconditionError, match="changed since"):
        desk.approve(other)
    assert desk.get().title == "one"


def test_approving_again_with_one_request_id_is_one_approval(desk: Desk) -> None:
    proposal = desk.propose(WIDE)
    twice = [desk.issuers.decide(BOB, proposal.name, APPROVED, once=repeated()) for _ in range(2)]
    assert twice[0] == twice[1]
    with pytest.raises(AlreadyExistsError):
        desk.issuers.decide(BOB, proposal.name, APPROVED, once=repeated(content=b"other"))


def test_a_proposal_that_changes_nothing_is_refused(desk: Desk) -> None:
    desk.make(WIDE)
    with pytest.raises(PreconditionError, match="so already"):
        desk.propose(WIDE)


def test_identifiers_are_of_one_issuer(desk: Desk) -> None:
    mine = replace(WIDE, identifiers=frozenset({"https://hr.example"}))
    theirs = replace(mine, name=IssuerName("issuers/other"))
    early = desk.propose(theirs)
    desk.make(mine)
    with pytest.raises(InvalidError, match=r"issuer\.identifiers"):
        desk.propose(theirs)
    with pytest.raises(PreconditionError, match="identifiers"):
        desk.approve(early)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": IssuerName("principals/alice")}, "issuer.name"),
        ({"rights": ()}, "issuer.rights"),
        ({"rights": (Right(highest=AssuranceLevel.SELF_DECLARED),)}, "issuer.rights[0].highest"),
        ({"title": "x" * 257}, "issuer.title"),
        ({"identifiers": frozenset({"a\nb"})}, "issuer.identifiers"),
        ({"organisation": PrincipalName("principals/nobody")}, "issuer.organisation"),
        ({"organisation": ALICE}, "issuer.organisation"),
    ],
)  # fmt: skip
def test_what_cannot_be_an_issuer(desk: Desk, changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidError) as caught:
        desk.propose(replace(WIDE, **changes))  # type: ignore[arg-type]  # fields of it
    assert caught.value.field == field


def test_history_and_lists(desk: Desk) -> None:
    first = desk.make(WIDE)
    second = desk.make(replace(WIDE, rights=(Right(frozenset({ClaimKind.RESIDENCE})),)))
    open_ = desk.propose(replace(WIDE, title="open"))
    history = desk.issuers.history(ANN, HR, Turn(1))
    assert [each.known.from_revision for each in history.values] == [second]
    rest = desk.issuers.history(ANN, HR, Turn(1, history.cursor, history.revision.number))
    assert [(each.known.from_revision, each.known.to_revision) for each in rest.values] == [(first, second)]
    assert [each.issuer.name for each in desk.issuers.list(ANN, Turn()).values] == [HR]
    waiting = desk.issuers.list_proposals(ANN, HR, PROPOSED, Turn()).values
    assert waiting == (desk.issuers.get_proposal(ANN, open_.name).value,)
    assert desk.issuers.list_proposals(ANN, IssuerName("issuers/other"), None, Turn()).values == ()
    with pytest.raises(NotFoundError):
        desk.issuers.get_proposal(ANN, ProposalName("issuers/hr/proposals/none"))
    with pytest.raises(InvalidError):
        desk.issuers.get(ANN, HR, Times(known_revision=10_000))
