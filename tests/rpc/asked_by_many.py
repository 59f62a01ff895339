"""The real services on a store in memory, asked by callers who say who they are in metadata: each caller is named after
the tier that it is granted, `anybody/{tier}`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import grpc

from denizen.assembly import services
from denizen.domain.assurance import AssuranceLevel
from denizen.domain.disclosure import Tier
from denizen.domain.issuers import Issuer
from denizen.domain.names import IssuerName
from denizen.domain.permits import Permit, Standing
from denizen.domain.rates import Rate
from denizen.domain.roles import Permission
from denizen.rpc import logs
from denizen.rpc.entrance import Entrances
from denizen.rpc.limits import Published
from denizen.rpc.server import Limits, Server
from denizen.storage.keyring import KeyRing
from denizen.storage.memory import MemoryStore
from denizen.storage.tokens import SealedTokens
from denizen.usecases.context import Call, Caller, Method
from denizen.usecases.following import Seen
from denizen.usecases.permitting import Allowed, Permitting
from denizen.usecases.ports import Event, OutboxRow
from denizen.usecases.probing_limits import ProbingLimits
from denizen.usecases.rates import Rates
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub
from denizen.v1.limit_pb2_grpc import LimitServiceStub
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub
from tests.rpc.running_services import Services
from tests.unit.usecases.builders import Clock

HR = IssuerName("issuers/hr")
SEER = Caller("callers/seer", HR, Method.TOKEN)
_WHO = "test-caller"


class SaysSo:
    """Believes everybody."""

    def authenticate(self, context: grpc.ServicerContext) -> Caller:
        (name,) = [value for key, value in context.invocation_metadata() if key == _WHO]
        rate = Rate(0.001, 2) if str(name).endswith("/hasty") else None
        return Caller(str(name), HR, Method.TOKEN, rate=rate)


class ByName:
    """Everything to everybody, at the tier of its name; without one, at the highest. Presence to those who say so."""

    def allowed(self, call: Call, permission: Permission, /) -> Allowed | None:
        words = call.caller.name.split("/")
        tier = next((each for each in Tier if each.name.lower() in words), Tier.FACTS)
        presence = AssuranceLevel.HIGH if "present" in words else None
        return Allowed(Permit(call.caller.name, permission, (Standing(tier, presence=presence),)))

    def at_once(self, _call: Call, _permission: Permission, _seen: Seen, _now: datetime, /) -> Allowed | None:
        return None


def name_of(tier: Tier, *more: str) -> str:
    return "/".join(("callers", tier.name.lower(), *more))


@dataclass(frozen=True, slots=True)
class _Details(grpc.ClientCallDetails):
    method: str
    timeout: float | None
    metadata: tuple[tuple[str, str | bytes], ...] | None
    credentials: grpc.CallCredentials | None = None
    wait_for_ready: bool | None = None
    compression: grpc.Compression | None = None


class _Saying(grpc.UnaryUnaryClientInterceptor):
    def __init__(self, name: str) -> None:
        self._name = name

    def intercept_unary_unary(self, continuation: Any, details: grpc.ClientCallDetails, request: Any) -> Any:
        return continuation(_Details(details.method, details.timeout, ((_WHO, self._name),)), request)


@dataclass(slots=True)
class Asked:
    """A server that runs."""

    channel: grpc.Channel
    store: MemoryStore
    log: io.StringIO
    stubs: dict[str, Stubs] = field(default_factory=dict)

    def by(self, name: str = SEER.name) -> Stubs:
        """As that caller sees it."""
        if name not in self.stubs:
            channel = grpc.intercept_channel(self.channel, _Saying(name))
            self.stubs[name] = Stubs(
                PrincipalServiceStub(channel),
                AttestationServiceStub(channel),
                DirectiveServiceStub(channel),
                DeterminationServiceStub(channel),
                LimitServiceStub(channel),
            )
        return self.stubs[name]

    def at(self, tier: Tier, *more: str) -> Stubs:
        return self.by(name_of(tier, *more))

    def events(self, kind: str) -> list[OutboxRow]:
        with self.store.read(Call(SEER)) as reader:
            return [each for each in reader.events(0, 10_000) if each.event.kind == kind]


@dataclass(frozen=True, slots=True)
class Stubs(Services):
    """The services as one caller reaches them."""

    limits: LimitServiceStub


@contextmanager
def asked(
    limits: Limits | None = None, rate: Rate | None = None, probing: ProbingLimits | None = None
) -> Iterator[Asked]:
    """With an issuer that is registered and for which everybody acts."""
    store, log = MemoryStore(Clock()), io.StringIO()
    with store.write(Call(SEER)) as writer:
        writer.put_issuer(Issuer(HR))
        writer.record(Event("issuer.registered", HR))
    rates = Rates(rate)
    published = Published(limits or Limits(), rates, probing, lambda: {"server certificate": 3600.7})
    doors = services(store, SealedTokens(KeyRing.create()), published=published)
    entrances = Entrances(Permitting(ByName()))
    server = Server(doors, SaysSo(), logs.logger("info", log), published.server, entrances=entrances, rates=rates)
    port = server.start("127.0.0.1:0")
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield Asked(channel, store, log)
    finally:
        server.drain(0)
