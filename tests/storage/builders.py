"""Values for tests of the ports: each call changes only what the test is about."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation, AttestationState
from denizen.domain.authorizations import Authorization
from denizen.domain.claims import Citizenship, CitizenshipClass
from denizen.domain.countries import Country
from denizen.domain.directives import Directive, DirectiveContent, DirectiveKind, DirectiveVersion, Provision
from denizen.domain.issuer_proposals import Change, IssuerProposal, ProposalState, ProposalStep
from denizen.domain.issuers import Issuer
from denizen.domain.names import (
    AttestationName,
    AuthorizationName,
    CountrySetName,
    DirectiveName,
    IssuerName,
    ListName,
    Population,
    PrincipalName,
    ProposalName,
    Purpose,
    ResourceName,
)
from denizen.domain.principals import ExternalIdentifier, Principal, PrincipalKind
from denizen.domain.reference import Source
from denizen.domain.rules import CitizenOf, Countries, Not
from denizen.domain.second_person import Actor
from denizen.usecases.context import Call, Caller, Deadline, NoDeadline, Once
from denizen.usecases.ports import Event, Store, Writer

START = datetime(2026, 6, 12, 9, tzinfo=UTC)
ALICE = PrincipalName("principals/alice")
BOB = PrincipalName("principals/bob")
ACME = PrincipalName("principals/acme")
NOBODY = PrincipalName("principals/nobody")
PASSPORT = AttestationName("principals/alice/attestations/passport")
VISA = AttestationName("principals/alice/attestations/visa")
EAR = DirectiveName("directives/ear")
MODEL = ResourceName("resources/model")
US_SET = CountrySetName("countrySets/us")
ENTITIES = ListName("lists/entities")
LICENCE = AuthorizationName("authorizations/licence")
HR = IssuerName("issuers/hr")
PROPOSAL = ProposalName("issuers/hr/proposals/first")
EMPLOYEE = Population("employee")
CUSTOMER = Population("customer")
BADGE = ExternalIdentifier("hr", "4711")
LEI = ExternalIdentifier("lei", "529900T8BM49AURSDO55")


class SettableClock:
    """Shows what it is set to."""

    def __init__(self) -> None:
        self.moment = START

    def now(self) -> datetime:
        return self.moment

    def advance(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


class CountedDeadline:
    """A deadline that passes after so many looks at it."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def remaining(self) -> float | None:
        self.looks -= 1
        return 0.0 if self.looks < 0 else 60.0


def call(caller: str = "gateway", deadline: Deadline | None = None, **changes: Any) -> Call:
    return replace(
        Call(Caller(caller), Purpose("export-control"), "call-1", "somebody", deadline or NoDeadline()), **changes
    )


def once(request_id: str = "2f1c4d0e-0000-4000-8000-000000000001", content: bytes = b"content") -> Once:
    return Once(request_id, content)


def principal(name: PrincipalName = ALICE, **changes: Any) -> Principal:
    plain = Principal(name, PrincipalKind.PERSON, frozenset({EMPLOYEE}), "Alice Example", frozenset())
    return replace(plain, **changes)


def attestation(name: AttestationName = PASSPORT, **changes: Any) -> Attestation:
    plain = Attestation(
        name=name,
        claim=Citizenship(Country.of("FR"), CitizenshipClass.CITIZEN),
        assurance=Assurance.own(AssuranceLevel.HIGH),
        issuer=HR,
        purposes=frozenset({Purpose("export-control")}),
        verified_at=START,
    )
    return replace(plain, **changes)


def directive(name: DirectiveName = EAR, **changes: Any) -> Directive:
    plain = Directive(name, DirectiveKind.DEFINITION, "Foreign person", "BIS", "foreign person", Source("15 CFR 772.1"))
    return replace(plain, **changes)


def version(number: int = 1, name: DirectiveName = EAR, **changes: Any) -> DirectiveVersion:
    rule = Not(CitizenOf(Countries(sets=frozenset({US_SET}))))
    content = DirectiveContent(Source("15 CFR 772.1"), (Provision("persons", rule),))
    return replace(DirectiveVersion(name, number, content, "00" * 32, START), **changes)


def authorization(name: AuthorizationName = LICENCE, **changes: Any) -> Authorization:
    plain = Authorization(name, "D123456", frozenset({EAR}), principals=frozenset({ALICE}))
    return replace(plain, **changes)


def issuer_proposal(issuer: Issuer, **changes: Any) -> IssuerProposal:
    first = ProposalStep(ProposalState.PROPOSED, Actor("callers/ann", "principals/ann"), 1, START)
    return replace(IssuerProposal(PROPOSAL, Change.REGISTER, issuer, 0, (first,)), **changes)


def principals(count: int) -> list[Principal]:
    return [principal(PrincipalName(f"principals/p-{number:04}")) for number in range(count)]


def commit(store: Store, *steps: Callable[[Writer], object], about: PrincipalName | None = None) -> int:
    """One unit of work of these steps, with an event. Its revision."""
    with store.write(call()) as unit:
        for step in steps:
            step(unit)
        unit.record(Event("tested", about or "principals/-", about))
        return unit.revision.number


def add_alice(store: Store, *, state: AttestationState | None = AttestationState.VERIFIED, **changes: Any) -> int:
    """Alice, with her passport unless `state` is None."""
    revision = commit(store, lambda unit: unit.add_principal(principal(**changes)), about=ALICE)
    if state is None:
        return revision
    given = state
    return commit(store, lambda unit: unit.add_attestation(attestation(), given), about=ALICE)
