"""A store in memory and calls on it: each call changes only what the test is about."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.claims import Citizenship
from denizen.domain.countries import Country
from denizen.domain.disclosure import Tier
from denizen.domain.issuers import Issuer, Right
from denizen.domain.names import IssuerName, PrincipalName, Purpose
from denizen.domain.principals import PrincipalKind
from denizen.domain.submissions import Submission
from denizen.evidence_table import evidence_table
from denizen.storage.memory import MemoryStore
from denizen.usecases.attestations import AttestationUseCases
from denizen.usecases.context import Call, Caller, Once
from denizen.usecases.evidence_use_cases import EvidenceUseCases
from denizen.usecases.ports import Event, OutboxRow
from denizen.usecases.principals import NewPrincipal, PrincipalUseCases

NOW = datetime(2026, 6, 12, 9, tzinfo=UTC)
ALICE = PrincipalName("principals/alice")
ACME = PrincipalName("principals/acme")
BOT = PrincipalName("principals/bot")
HR = IssuerName("issuers/hr")
EXPORT, KYC = Purpose("export-control"), Purpose("kyc")
US = Country.of("US")
SUBSTANTIAL = Assurance.own(AssuranceLevel.SUBSTANTIAL)

ANN = Call(Caller("callers/ann"), EXPORT, tier=Tier.FACTS)
"""Acts for no issuer."""
HER = Call(Caller("callers/her", HR), EXPORT, tier=Tier.FACTS)
"""Acts for the issuer HR."""


class Clock:
    """A second later each time."""

    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


@dataclass
class House:
    """A store with its use cases."""

    store: MemoryStore = field(default_factory=lambda: MemoryStore(Clock()))

    def __post_init__(self) -> None:
        self.principals = PrincipalUseCases.on(self.store)
        self.attestations = AttestationUseCases.on(self.store, evidence_table())
        self.evidence = EvidenceUseCases.on(self.store, evidence_table(), Clock())

    @property
    def head(self) -> int:
        return self.store.head(ANN).number

    def events(self, after: int = 0) -> list[OutboxRow]:
        with self.store.read(ANN) as reader:
            return list(reader.events(after, 10_000))

    def add(self, name: PrincipalName, kind: PrincipalKind = PrincipalKind.PERSON) -> PrincipalName:
        return self.principals.create(ANN, NewPrincipal(name.removeprefix("principals/"), kind)).value.name

    def register(self, **rights: Any) -> Issuer:
        issuer = Issuer(HR, rights=(Right(**rights),))
        with self.store.write(ANN) as writer:
            writer.put_issuer(issuer)
            writer.record(Event("issuer.stored", HR))
        return issuer


def submission(**changes: Any) -> Submission:
    """By default that Alice is a US citizen, by HR at SUBSTANTIAL, for export control."""
    plain = Submission(ALICE, Citizenship(US), frozenset({EXPORT}), assurance=SUBSTANTIAL, issuer=HR)
    return replace(plain, **changes)


def repeated(number: int = 1, content: bytes = b"content") -> Once:
    return Once(f"00000000-0000-4000-8000-{number:012}", content)
