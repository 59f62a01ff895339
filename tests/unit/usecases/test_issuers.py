"""Issuers: proposed by one, approved by another, and what that does to what they vouch for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import ClaimKind
from denizen.domain.errors import (
    AlreadyExistsError,
    InvalidError,
    NotFoundError,
    PermissionDeniedError,
    PreconditionError,
    UnavailableError,
)
from denizen.domain.intervals import Interval
from denizen.domain.issuer_proposals import Change, IssuerProposal, ProposalState
from denizen.domain.issuers import Issuer, Right, Standing, StandingRecord
from denizen.domain.names import IssuerName, PrincipalName, ProposalName
from denizen.domain.principals import ExternalIdentifier
from denizen.usecases.asking import Times
from denizen.usecases.context import Call, Caller, Method
from denizen.usecases.issuer_changes import From, NewStanding, parsed_keys
from denizen.usecases.issuer_key_changes import EndedKey
from denizen.usecases.issuer_use_cases import IssuerUseCases
from denizen.usecases.results import Turn
from tests.unit.usecases.builders import ALICE, HR, NOW, Clock, House, repeated, submission
from tests.unit.verification.test_issuer_keys import jwk, key_set, root

ANN, BOB = (Call(Caller(f"callers/{name}", method=Method.TOKEN)) for name in ("ann", "bob"))
HERSELF = Call(Caller("callers/her", HR, method=Method.TOKEN))
LOCAL = Call(Caller("callers/development", HR))
PROPOSED, APPROVED, REJECTED, TAKEN_BACK = ProposalState
LOW = (Right(highest=AssuranceLevel.LOW),)
WIDE = Issuer(HR, "Human resources")
ADDRESS = "https://hr.example/keys"
DAY = timedelta(days=1)
NOW_ON = From()


class Published:
    """What is at an address at the moment."""

    def __init__(self) -> None:
        self.content: bytes | Exception = key_set(jwk("old"))

    def __call__(self, url: str) -> bytes:
        assert url == ADDRESS
        if isinstance(self.content, Exception):
            raise self.content
        return self.content


class Desk:
    """The use cases of issuers, with two people."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.published = Published()
        self.issuers = IssuerUseCases.on(house.store, Clock(), self.published)

    def propose(self, issuer: Issuer, call: Call = ANN) -> IssuerProposal:
        return self.issuers.propose(call, issuer).value

    def approve(self, proposal: IssuerProposal, call: Call = BOB) -> IssuerProposal:
        return self.issuers.decide(call, proposal.name, APPROVED).value

    def make(self, issuer: Issuer) -> int:
        return self.approve(self.propose(issuer)).steps[-1].revision

    def stand(self, standing: Standing, start: From = NOW_ON) -> IssuerProposal:
        return self.issuers.propose_standing(ANN, HR, NewStanding(standing, start, None, "audit")).value

    def get(self, **times: int) -> Issuer:
        return self.issuers.get(ANN, HR, Times(known_revision=times.get("at"))).value.issuer


@pytest.fixture
def desk(empty: House) -> Desk:
    empty.add(ALICE)
    return Desk(empty)


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


def test_two_ways_in_are_one_person(desk: Desk) -> None:
    ways_in = [ExternalIdentifier("caller", f"callers/{name}") for name in ("ann", "ann-at-home")]
    for each in ways_in:
        desk.house.principals.link(ANN, ALICE, each)
    proposal = desk.propose(WIDE)
    other = Call(Caller("callers/ann-at-home", method=Method.TOKEN))
    with pytest.raises(PreconditionError, match="second person"):
        desk.approve(proposal, other)
    desk.house.principals.unlink(ANN, ALICE, ways_in[0])
    with pytest.raises(PreconditionError, match="second person"):
        desk.approve(proposal, other)
    assert desk.issuers.decide(other, proposal.name, TAKEN_BACK).value.state is TAKEN_BACK


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


def submit(desk: Desk, **changes: object) -> None:
    desk.house.attestations.submit(HERSELF, submission(**changes))


def test_narrowed_rights_count_from_then_on(desk: Desk) -> None:
    registered = desk.make(WIDE)
    submit(desk)
    desk.make(replace(WIDE, rights=LOW))
    with pytest.raises(PermissionDeniedError, match="LOW at most"):
        submit(desk)
    assert desk.get(at=registered).rights == (Right(),)


@pytest.mark.parametrize("start", [From(), From(NOW - DAY), From(beginning=True)], ids=["now", "earlier", "always"])
def test_a_suspended_issuer_vouches_for_nothing(desk: Desk, start: From) -> None:
    desk.make(WIDE)
    desk.approve(desk.stand(Standing.SUSPENDED, start))
    with pytest.raises(PermissionDeniedError, match="suspended"):
        submit(desk)
    desk.approve(desk.stand(Standing.REINSTATED))
    submit(desk)


def test_standing_outlives_an_update(desk: Desk) -> None:
    desk.make(WIDE)
    desk.approve(desk.stand(Standing.WITHDRAWN, From(beginning=True)))
    desk.make(replace(WIDE, title="as if nothing had been"))
    assert desk.get().standing == (StandingRecord(Standing.WITHDRAWN, Interval(), "audit"),)


def test_only_a_registered_issuer_is_suspended(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        desk.stand(Standing.SUSPENDED)


def test_an_interval_that_ends_before_it_starts(desk: Desk) -> None:
    desk.make(WIDE)
    with pytest.raises(InvalidError, match=r"effective\.end"):
        desk.issuers.propose_standing(ANN, HR, NewStanding(Standing.SUSPENDED, From(NOW), NOW - DAY, "audit"))


def test_keys_are_added_revoked_and_kept(desk: Desk) -> None:
    desk.make(WIDE)
    keys = parsed_keys(key_set(jwk("a")), Interval(), "keys") + parsed_keys(root(days=100), Interval(), "keys")
    desk.approve(desk.issuers.propose_keys(ANN, HR, keys).value)
    desk.approve(desk.issuers.propose_key_revocation(ANN, HR, EndedKey("a", From(NOW), "stolen")).value)
    desk.make(replace(WIDE, title="renamed"))
    assert {key.id: key.good_at(NOW) for key in desk.get().keys} == {"a": False, keys[1].id: True}
    with pytest.raises(InvalidError, match="key_id"):
        desk.issuers.propose_key_revocation(ANN, HR, EndedKey("b", From(), "stolen"))


FROM_ADDRESS = replace(WIDE, keys_url=ADDRESS)


def test_keys_come_from_an_address(desk: Desk) -> None:
    desk.make(FROM_ADDRESS)
    with pytest.raises(PreconditionError, match="so already"):
        desk.issuers.refresh_keys(ANN, HR)
    desk.published.content = key_set(jwk("new"))
    proposal = desk.issuers.refresh_keys(ANN, HR).value
    assert [key.id for key in desk.get().keys] == ["old"]
    decided = desk.approve(proposal).steps[0].instant
    assert {key.id: key.valid for key in desk.get().keys} == {"new": Interval(), "old": Interval(None, decided)}


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (UnavailableError("no answer"), UnavailableError),
        (b"<html>", InvalidError),
        (key_set(jwk("old", private=True)), InvalidError),
        (key_set(jwk("old")), InvalidError),
    ],
    ids=["away", "not keys", "private", "another key of the same id"],
)
def test_a_refresh_that_fails_changes_nothing(desk: Desk, content: bytes | Exception, error: type[Exception]) -> None:
    desk.make(FROM_ADDRESS)
    before = desk.get()
    desk.published.content = content
    with pytest.raises(error):
        desk.issuers.refresh_keys(ANN, HR)
    assert desk.get() == before


def test_no_address_to_refresh_from(desk: Desk) -> None:
    desk.make(WIDE)
    with pytest.raises(PreconditionError, match="no address"):
        desk.issuers.refresh_keys(ANN, HR)


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
