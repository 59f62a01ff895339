"""The real services on a store in memory, for callers who say their names and may do what they were granted."""

import io
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import grpc

from denizen.assembly import services as all_services
from denizen.clock import SystemClock
from denizen.domain.assurance import AssuranceLevel
from denizen.domain.disclosure import Tier
from denizen.domain.errors import UnauthenticatedError
from denizen.domain.grants import Grant, GrantState
from denizen.domain.names import CallerName, GrantName, IssuerName, Population
from denizen.domain.roles import ROLES, Role
from denizen.domain.second_person import Actor
from denizen.outbound.posting import Poster
from denizen.rpc import logs
from denizen.rpc.entrance import Entrances
from denizen.rpc.server import Server
from denizen.rpc.services import webhook_service
from denizen.storage.keyring import KeyRing
from denizen.storage.memory import MemoryStore
from denizen.storage.tokens import SealedTokens
from denizen.usecases.context import Call, Caller, Method
from denizen.usecases.grants_in_effect import GrantsInEffect
from denizen.usecases.noticing import NoticingStore
from denizen.usecases.permitting import Permitting
from denizen.usecases.ports import Event, Store
from denizen.usecases.remembering import Memory
from denizen.usecases.watching.hub import Hub
from denizen.usecases.watching.limits import WatchLimits
from denizen.usecases.webhooks.keeping import WebhookUseCases

HR = IssuerName("issuers/hr")
EMPLOYEES = frozenset({Population("employee")})
_OPERATOR = Call(Caller("callers/test-operator"))


class SaysWhoItIs:
    """Believes the metadata: who calls is not what these tests are about. `expired`: whose credentials hold no more."""

    def __init__(self) -> None:
        self.expired: set[str] = set()

    def authenticate(self, context: grpc.ServicerContext) -> Caller:
        said = dict(context.invocation_metadata())
        if said["caller"] in self.expired:
            raise UnauthenticatedError("expired")
        return Caller(str(said["caller"]), HR, Method.TOKEN)


@dataclass(frozen=True, slots=True)
class Granted:
    """A server that runs, and what is behind it."""

    store: Store
    channel: grpc.Channel
    numbers: Iterator[int]
    hub: Hub
    address: str
    expired: set[str]
    server: Server

    def grant(self, caller: str, role: Role, **limits: object) -> Grant:
        """In effect at once; every one of what `limits` does not say, at the role's highest tier."""
        plain = Grant(
            GrantName(f"grants/g{next(self.numbers)}"), CallerName(caller), role, None, None, None, ROLES[role].highest
        )
        grant = replace(plain, **limits)  # type: ignore[arg-type]  # its fields
        with self.store.write(_OPERATOR) as writer:
            writer.add_grant(grant, Actor("callers/a"))
            writer.add_grant_step(grant.name, GrantState.ACTIVE, Actor("callers/b"))
            writer.record(Event("grant.approved", grant.name))
        return grant

    def revoke(self, grant: Grant) -> None:
        with self.store.write(_OPERATOR) as writer:
            writer.add_grant_step(grant.name, GrantState.REVOKED, Actor("callers/b"), "left")
            writer.record(Event("grant.revoked", grant.name))


def everything(granted: Granted, caller: str) -> None:
    """Every role, without limits."""
    for role in Role:
        presence = AssuranceLevel.HIGH if ROLES[role].highest is not Tier.EFFECT else None
        granted.grant(caller, role, presence=presence)


@contextmanager
def granted(watched: WatchLimits | None = None, bound: float = 0.0) -> Iterator[Granted]:
    """`bound`: seconds that answers may be behind what others write; 0: each question makes sure, and none is answered
    at once."""
    clock, tokens = SystemClock(), SealedTokens(KeyRing.create())
    kept = MemoryStore(clock)
    memory = Memory(kept, clock, bound=bound)
    store = NoticingStore(kept, memory.follower)
    hub = Hub(store, watched)
    grants = GrantsInEffect(store, memory.follower, clock)
    authenticator = SaysWhoItIs()
    server = Server(
        [
            *all_services(store, tokens, memory, granted=grants.of, hub=hub),
            webhook_service(WebhookUseCases.on(store, kept.deliveries(), Poster(["hooks.example"]), clock), tokens),
        ],
        authenticator,
        logs.logger("error", io.StringIO()),
        entrances=Entrances(Permitting(grants, store)),
    )
    port = server.start("127.0.0.1:0")
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield Granted(store, channel, itertools.count(1), hub, f"127.0.0.1:{port}", authenticator.expired, server)
    finally:
        server.drain(0)
