"""A house with people in it who submit and review."""

from typing import Any

from denizen.domain.attestations import AttestationRecord, AttestationState
from denizen.domain.claims import ActsFor, CitizenshipClass
from denizen.domain.evidence.documents import Passport
from denizen.domain.evidence.kinds import CheckKind
from denizen.domain.evidence.records import Check
from denizen.domain.evidence.submissions import NewEvidence
from denizen.domain.names import AttestationName, IssuerName, Population
from denizen.domain.principals import ExternalIdentifier, PrincipalKind
from denizen.domain.reviews import (
    InformationWanted,
    RejectionReason,
    Review,
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
    ALICE,
    BOT,
    EXPORT,
    HR,
    NOW,
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


def passport_seen(**changes: Any) -> NewEvidence:
    """Of Alice, seen by somebody and checked by a machine, for export control."""
    checks = tuple(Check(kind, "desk-1", NOW) for kind in (CheckKind.VISUAL_IN_PERSON, CheckKind.AUTOMATED_INSPECTION))
    of = {"country": US, "checks": checks, "subject": ALICE, "purposes": frozenset({EXPORT}), **changes}
    return NewEvidence(document=Passport(US, CitizenshipClass.CITIZEN), **of)
