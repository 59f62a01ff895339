"""Two people who change issuers, and an address where keys are published."""

from datetime import timedelta

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.issuer_proposals import IssuerProposal, ProposalState
from denizen.domain.issuers import Issuer, Right, Standing
from denizen.usecases.asking import Times
from denizen.usecases.context import Call, Caller, Method
from denizen.usecases.issuer_changes import From, NewStanding
from denizen.usecases.issuer_use_cases import IssuerUseCases
from tests.unit.usecases.builders import HR, Clock, House
from tests.unit.verification.test_issuer_keys import jwk, key_set

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
