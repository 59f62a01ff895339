"""Persons, organisations and a list that change, and whoever asks about them out of memory and out of the store."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import AttestationState
from denizen.domain.claims import Affiliation, AffiliationKind, Citizenship, Claim, ClaimKind, Completeness
from denizen.domain.errors import DenizenError, UnavailableError
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.issuers import Issuer
from denizen.domain.names import AttestationName, ListName, Population, PrincipalName, VersionName
from denizen.domain.principals import ExternalIdentifier, PrincipalKind
from denizen.domain.reference import ScreeningList
from denizen.domain.rules import Affiliated, AnyOf, Listed, Not
from denizen.domain.submissions import Submission
from denizen.rpc.convert.determinations import render_answer
from denizen.storage.codec import Codec
from denizen.storage.memory import MemoryStore
from denizen.storage.memory.store import PATIENCE
from denizen.usecases.asking import Item, Times
from denizen.usecases.check import Check
from denizen.usecases.context import Call
from denizen.usecases.directive_cache import DirectiveCache
from denizen.usecases.directive_use_cases import DirectiveUseCases
from denizen.usecases.ports import Event, Reader, Store
from denizen.usecases.probing import Probing
from denizen.usecases.remembering import Memory
from denizen.usecases.warm_check import RenderedDecision, WarmCheck
from tests.unit.usecases.builders import EXPORT, HER, HR, NOW, US, Clock, House
from tests.unit.usecases.directives import CITIZEN, EAR, MODEL, V1, V2, draft, provision

WATCH = ListName("lists/watch")
PERSONS = tuple(PrincipalName(f"principals/person-{n}") for n in range(3))
ORGANISATIONS = tuple(PrincipalName(f"principals/company-{n}") for n in range(2))
BADGES = tuple(ExternalIdentifier("badge", str(n)) for n in range(2))
LEIS = tuple(ExternalIdentifier("lei", str(n)) for n in range(2))
HIGH = Assurance.own(AssuranceLevel.HIGH)
NEVER = 1e9
"""Seconds: nothing is followed by itself."""
RULE = AnyOf((Not(CITIZEN), Affiliated(frozenset(AffiliationKind), Listed(frozenset({WATCH})))))


Warm = Callable[[Call, Sequence[Item], Times], RenderedDecision]
"""Asks out of memory."""


class Watched:
    """A store that counts how often it is read, can be away, and lets something else happen before facts are there."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.meanwhile: list[Callable[[], None]] = []
        self.reads, self.away = 0, False
        self.head = store.head
        self.write = store.write
        self.changes = store.changes

    @contextmanager
    def read(self, call: Call, revision: int | None = None, at_least: int = 0) -> Iterator[Reader]:
        if self.away:
            raise UnavailableError("away")
        self.reads += 1
        with self.store.read(call, revision, at_least) as reader:
            if revision is not None:
                while self.meanwhile:
                    self.meanwhile.pop()()
            yield reader


class World:
    """A store in memory with a directive: foreign is who is no US citizen, or works for a company on the list."""

    warm: Warm
    """By the use case, unless a test goes in by a door."""

    def __init__(self, bound: float = NEVER, patience: float = PATIENCE) -> None:
        self.house = House(MemoryStore(Clock(), patience))
        self.clock = Clock()
        self.directives = DirectiveUseCases.on(self.house.store, Codec().encode)
        self.slow = Watched(self.house.store)
        self.memory = Memory(self.slow, self.clock, bound=bound)
        check = Check(self.house.store, DirectiveCache(), self.clock)
        self.warm = WarmCheck(check, self.memory, self.clock, render_answer, Probing.unlimited())
        self.cold = Check(self.house.store, DirectiveCache(), self.clock)
        with self.house.store.write(HER) as writer:
            writer.put_issuer(Issuer(HR))
            writer.put_list(ScreeningList(WATCH))
            writer.add_entry(WATCH, ExternalIdentifier("lei", "of somebody else"), ALWAYS)
            writer.add_resource(MODEL)
            writer.record(Event("issuer.registered", HR))
        self.directives.create(HER, EAR)
        for _ in range(2):
            self.directives.publish(HER, EAR.name, draft(provision(RULE)))
        self.directives.activate(HER, V1, Interval(NOW - timedelta(days=1)))

    def add(self, name: PrincipalName) -> None:
        kind = PrincipalKind.PERSON if name in PERSONS else PrincipalKind.ORGANISATION
        self._tried(lambda: self.house.add(name, kind))
        if name in ORGANISATIONS:
            self.link(name, LEIS[ORGANISATIONS.index(name)])

    def attest(self, subject: PrincipalName, claim: Claim, held: Interval = ALWAYS) -> None:
        plain = Submission(subject, claim, frozenset({EXPORT}), assurance=HIGH, held=held)
        self._tried(lambda: self.house.attestations.submit(HER, plain))

    def cleared(self, subject: PrincipalName, company: PrincipalName, until: datetime | None = None) -> None:
        """A US citizen who works for the company and for nobody else."""
        works = Affiliation(AffiliationKind.EMPLOYEE, company)
        self.attest(subject, Citizenship(US), Interval(None, until))
        self.attest(subject, works)
        self.attest(subject, Completeness(ClaimKind.AFFILIATION, members=frozenset({works})))

    def revoke(self, subject: PrincipalName, which: int) -> None:
        live = self._verified(subject)
        if live:
            self._tried(lambda: self.house.attestations.revoke(HER, live[which % len(live)], "error"))

    def link(self, subject: PrincipalName, identifier: ExternalIdentifier) -> None:
        self._tried(lambda: self.house.principals.link(HER, subject, identifier))

    def unlink(self, subject: PrincipalName, identifier: ExternalIdentifier) -> None:
        self._tried(lambda: self.house.principals.unlink(HER, subject, identifier))

    def populate(self, subject: PrincipalName, population: str) -> None:
        wanted = frozenset({Population(population)})
        self._tried(lambda: self.house.principals.update_populations(HER, subject, wanted))

    def enlist(self, identifier: ExternalIdentifier) -> None:
        with self.house.store.write(HER) as writer:
            writer.add_entry(WATCH, identifier, ALWAYS)
            writer.record(Event("list.entries_added", WATCH))

    def delist(self, identifier: ExternalIdentifier) -> None:
        with self.house.store.write(HER) as writer:
            writer.remove_entries(WATCH, identifier)
            writer.record(Event("list.entries_removed", WATCH))

    def activate(self, version: VersionName = V2) -> None:
        self.directives.activate(HER, version, None)

    def suspend(self) -> None:
        self.directives.suspend(HER, EAR.name, Interval(self.clock.now()))

    def follow(self) -> None:
        self.memory.follower.follow(HER)

    def ask(self, subject: PrincipalName | ExternalIdentifier, **times: object) -> RenderedDecision:
        asked = replace(Times(), **times)  # type: ignore[arg-type]  # a time of the test's choice
        return self.warm(HER, [Item(subject, EAR.name, MODEL.name)], asked)

    def again(self, subject: PrincipalName | ExternalIdentifier, then: RenderedDecision) -> list[bytes | str]:
        """What the store alone answers to the same question at the same moment and revision."""
        times = Times(at=then.at, known_revision=then.revision.number)
        found = self.cold(HER, [Item(subject, EAR.name, MODEL.name)], times)
        return [str(each) if isinstance(each, DenizenError) else render_answer(each) for each in found.answers]

    def _verified(self, subject: PrincipalName) -> list[AttestationName]:
        with self.house.store.read(HER) as reader:
            return [
                each.attestation.name
                for each in reader.attestations(subject)
                if each.state is AttestationState.VERIFIED
            ]

    def _tried(self, act: Callable[[], object]) -> None:
        """What is refused, such as a name that is taken, changes nothing."""
        with suppress(DenizenError):
            act()


def said(decision: RenderedDecision) -> list[bytes | str]:
    return [each if isinstance(each, bytes) else str(each) for each in decision.answers]
