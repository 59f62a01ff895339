"""A generated scene in a store behind the doors: its facts, reference data and a directive, callers of every tier, and
whatever may change of these."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import count

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import Attestation, AttestationState
from denizen.domain.authorizations import Authorization
from denizen.domain.directives import (
    ActivationRecord,
    Directive,
    DirectiveContent,
    DirectiveKind,
    DirectiveVersion,
    Provision,
)
from denizen.domain.disclosure import Tier
from denizen.domain.errors import DenizenError
from denizen.domain.grants import Grant, GrantState
from denizen.domain.intervals import Interval
from denizen.domain.issuers import Issuer
from denizen.domain.names import (
    AuthorizationName,
    CallerName,
    GrantName,
    Population,
    PrincipalName,
    VersionName,
    version_of,
)
from denizen.domain.principals import ExternalIdentifier, Principal
from denizen.domain.reference import Reference, ScreeningList, Source
from denizen.domain.roles import Role
from denizen.domain.second_person import Actor
from denizen.storage.codec import Codec
from denizen.storage.memory import MemoryStore
from denizen.usecases.context import Call, Caller
from denizen.usecases.directive_use_cases import DirectiveUseCases
from denizen.usecases.grants_in_effect import GrantsInEffect
from denizen.usecases.ports import Event, Writer
from denizen.usecases.principals import PrincipalUseCases
from denizen.usecases.reference import Entry
from denizen.usecases.remembering import Memory
from tests.doors.opened import Doors, opened
from tests.gateway.both_doors import Now
from tests.rpc.granted import SaysWhoItIs
from tests.unit.evaluation import universe as u
from tests.unit.evaluation.builders import DIRECTIVE
from tests.unit.freshness.world import NEVER
from tests.unit.usecases.builders import Clock
from tests.unit.usecases.directives import MODEL

LEI = ExternalIdentifier("lei", "key")
"""By which whoever has the key of the universe is on its list."""
V1, V2 = (version_of(DIRECTIVE, number) for number in (1, 2))
_OPERATOR = Call(Caller("callers/operator"), u.PURPOSE, tier=Tier.FACTS)


@dataclass
class Laid:
    """What is there, by the clock that the test sets; `kept` are attestations that are not there yet."""

    scene: u.Scene
    provisions: Sequence[Provision]
    records: Sequence[ActivationRecord]
    kept: Sequence[Attestation] = ()
    store: MemoryStore = field(default_factory=lambda: MemoryStore(Clock()))

    def __post_init__(self) -> None:
        self.clock = Now(self.scene.at)
        self.memory = Memory(self.store, self.clock, bound=NEVER)
        self.callers = SaysWhoItIs()
        self.directives = DirectiveUseCases.on(self.store, Codec().encode)
        self.principals = PrincipalUseCases.on(self.store)
        self._numbers = count()
        self._grants: dict[Tier, Grant] = {}
        with self.store.write(_OPERATOR) as writer:
            for issuer in u.ISSUERS:
                writer.put_issuer(Issuer(issuer))
            for facts in self.scene.world.values():
                linked = frozenset({LEI}) if facts.screening_keys and not writer.principal_by(LEI) else frozenset()
                writer.add_principal(Principal(facts.name, facts.kind, facts.populations, identifiers=linked))
                for each in facts.attestations:
                    if each not in self.kept:
                        writer.add_attestation(each, AttestationState.VERIFIED)
            _put_reference(writer, self.scene.reference)
            writer.add_resource(MODEL)
            writer.add_directive(Directive(DIRECTIVE, DirectiveKind.ENFORCED))
            for number, provision in enumerate(self.provisions, 1):
                content = DirectiveContent(Source("made up"), (provision,))
                digest = hashlib.sha256(repr(content).encode()).hexdigest()
                version = DirectiveVersion(DIRECTIVE, number, content, digest, writer.revision.instant)
                writer.add_version(version)
            for record in self.records:
                writer.add_activation(DIRECTIVE, record)
            writer.record(Event("directive.created", DIRECTIVE))
        for tier in Tier:
            self.grant(tier)

    @contextmanager
    def behind_doors(self) -> Iterator[Doors]:
        def granted(memory: Memory) -> GrantsInEffect:
            return GrantsInEffect(self.store, memory.follower, self.clock)

        with opened(self.store, self.memory, self.clock, granted, self.callers) as doors:
            yield doors

    # What changes. What is refused, such as a name that is taken, changes nothing.

    def arrive(self, attestation: Attestation) -> None:
        self._about(attestation.subject, lambda writer: writer.add_attestation(attestation, AttestationState.VERIFIED))

    def end(self, attestation: Attestation, how: AttestationState) -> None:
        self._about(attestation.subject, lambda writer: writer.change_state(attestation.name, how))

    def link(self, name: PrincipalName, identifier: ExternalIdentifier) -> None:
        self._tried(lambda: self.principals.link(_OPERATOR, name, identifier))

    def unlink(self, name: PrincipalName, identifier: ExternalIdentifier) -> None:
        self._tried(lambda: self.principals.unlink(_OPERATOR, name, identifier))

    def populate(self, name: PrincipalName, population: str) -> None:
        wanted = frozenset({Population(population)})
        self._tried(lambda: self.principals.update_populations(_OPERATOR, name, wanted))

    def activate(self, version: VersionName, effective: Interval) -> None:
        self._tried(lambda: self.directives.activate(_OPERATOR, version, effective))

    def suspend(self, effective: Interval) -> None:
        self._tried(lambda: self.directives.suspend(_OPERATOR, DIRECTIVE, effective))

    def enlist(self, listed: Interval) -> None:
        self._tried(lambda: self.directives.add_entries(_OPERATOR, u.LIST, [Entry(LEI, listed)]))

    def delist(self) -> None:
        self._tried(lambda: self.directives.remove_entries(_OPERATOR, u.LIST, [LEI]))

    def redefine(self, reference: Reference) -> None:
        """The country set has other members."""
        self._tried(lambda: self.directives.put_country_set(_OPERATOR, reference.country_sets[u.SET]))

    def authorize(self, principal: PrincipalName, effective: Interval) -> None:
        licence = Authorization(
            AuthorizationName(f"authorizations/a{next(self._numbers)}"),
            "D123456",
            frozenset({DIRECTIVE}),
            principals=frozenset({principal}),
            effective=effective,
        )
        self._tried(lambda: self.directives.create_authorization(_OPERATOR, licence))

    def withdraw(self) -> None:
        """Every licence is revoked."""
        with self.store.read(_OPERATOR) as reader:
            there = [each.authorization.name for each in reader.authorizations() if not each.revoked]
        for name in there:
            self.directives.revoke_authorization(_OPERATOR, name, "over")

    def entitle(self, issuer: Issuer) -> None:
        with self.store.write(_OPERATOR) as writer:
            writer.put_issuer(issuer)
            writer.record(Event("issuer.stored", issuer.name))

    def grant(self, caller: Tier, **limits: object) -> None:
        """What the caller of that name may do from now on, instead of what it might before."""
        plain = Grant(
            GrantName(f"grants/g{next(self._numbers)}"),
            CallerName(caller_of(caller)),
            Role.AUDITOR,
            None,
            None,
            None,
            caller,
            AssuranceLevel.HIGH,
        )
        grant = replace(plain, **limits)  # type: ignore[arg-type]  # its fields
        before = self._grants.get(caller)
        with self.store.write(_OPERATOR) as writer:
            writer.add_grant(grant, Actor("callers/a"))
            writer.add_grant_step(grant.name, GrantState.ACTIVE, Actor("callers/b"))
            if before is not None:
                writer.add_grant_step(before.name, GrantState.REVOKED, Actor("callers/b"), "another")
                writer.record(Event("grant.revoked", before.name))
            writer.record(Event("grant.approved", grant.name))
        self._grants[caller] = grant

    def expel(self, caller: Tier) -> None:
        """Its credentials hold no more."""
        self.callers.expired.add(caller_of(caller))

    def readmit(self, caller: Tier) -> None:
        self.callers.expired.discard(caller_of(caller))

    def _about(self, subject: PrincipalName, act: Callable[[Writer], object]) -> None:
        with suppress(DenizenError), self.store.write(_OPERATOR) as writer:
            act(writer)
            writer.record(Event("attestation.changed", subject, subject))

    def _tried(self, act: Callable[[], object]) -> None:
        with suppress(DenizenError):
            act()


def caller_of(tier: Tier) -> str:
    return f"callers/{tier.name.lower()}"


def _put_reference(writer: Writer, reference: Reference) -> None:
    for country_set in reference.country_sets.values():
        writer.put_country_set(country_set)
    writer.put_list(ScreeningList(u.LIST))
    writer.add_entry(u.LIST, ExternalIdentifier("lei", "of somebody else"), Interval(None, None))
    for during in reference.entries.get(u.LIST, {}).get(u.KEY, ()):
        writer.add_entry(u.LIST, LEI, during)
