"""One server behind both doors, asked the same at each."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import grpc
import pytest
from google.protobuf.json_format import ParseDict
from google.protobuf.message import Message

from denizen.assembly import services
from denizen.domain.issuers import Issuer
from denizen.domain.roles import Permission
from denizen.gateway.methods import SERVICE
from denizen.rpc import logs
from denizen.rpc.convert.determinations import render_answer
from denizen.rpc.entrance import Entrances
from denizen.rpc.server import Server
from denizen.rpc.services import determination_service
from denizen.storage.keyring import KeyRing
from denizen.storage.memory import MemoryStore
from denizen.storage.tokens import SealedTokens
from denizen.usecases.context import Call
from denizen.usecases.determination_use_cases import DeterminationUseCases
from denizen.usecases.following import Seen
from denizen.usecases.permitting import Allowed, Permitting
from denizen.usecases.ports import Event
from denizen.usecases.probing_limits import ProbingLimits
from denizen.usecases.remembering import Memory
from denizen.v1 import determination_pb2 as pb
from denizen.v1 import directive_pb2
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub
from tests.doors.ways import ACCESS, BATCH, CHECK, ByChannel
from tests.gateway.asgi import Door, Told
from tests.rpc.asked_by_many import HR, SEER, ByName, SaysSo, _Saying
from tests.rpc.running_services import Services
from tests.rpc.test_access_service import NOT_AMERICAN, lay_down
from tests.rpc.test_determination_service import DIRECTIVE, MODEL, PURPOSE, attest, principal

ANSWERS = {CHECK: pb.CheckResponse, BATCH: pb.BatchCheckResponse, ACCESS: pb.CheckAccessResponse}
FRENCH = {"citizenship": {"country": "FR"}}
_WHO = "test-caller"


@dataclass(slots=True)
class Now:
    """A clock that the test moves."""

    moment: datetime = field(default_factory=lambda: datetime(2026, 6, 20, tzinfo=UTC))

    def now(self) -> datetime:
        return self.moment


class Remembering(ByName):
    """The same permit until it changes."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, Permission], Allowed] = {}

    def allowed(self, call: Call, permission: Permission, /) -> Allowed | None:
        key = (call.caller.name, permission)
        if key not in self.kept:
            found = super().allowed(call, permission)
            assert found is not None
            self.kept[key] = found
        return self.kept[key]

    def at_once(self, call: Call, permission: Permission, _seen: Seen, _now: datetime, /) -> Allowed | None:
        return self.kept.get((call.caller.name, permission))


@dataclass(slots=True)
class Both:
    """A server behind both doors."""

    channel: grpc.Channel
    door: Door
    clock: Now
    memory: Memory
    grants: Remembering

    @property
    def stubs(self) -> Services:
        """To write by."""
        channel = grpc.intercept_channel(self.channel, _Saying(SEER.name))
        return Services(
            PrincipalServiceStub(channel),
            AttestationServiceStub(channel),
            DirectiveServiceStub(channel),
            DeterminationServiceStub(channel),
        )

    @staticmethod
    def answer(told: Told) -> pb.Answer:
        return pb.CheckResponse.FromString(told.message).answer

    def main(self, method: str, request: Message, *metadata: tuple[str, str]) -> Told:
        return ByChannel(self.channel)(method, request, *metadata)

    def same(self, method: str, request: Message, *metadata: tuple[str, str]) -> Told:
        """Asked at both doors, three times at the listener's: what is answered there again is the same."""
        self.memory.follower.follow(Call(SEER))
        expected = self.main(method, request, *metadata)
        for _ in range(3):
            told = self.door.ask(method, request, *metadata)
            assert (told.code, told.words) == (expected.code, expected.words)
            if told.code is grpc.StatusCode.OK:
                assert masked(method, told.message) == masked(method, expected.message)
                assert told.trailers["denizen-revision-token"] == expected.trailers["denizen-revision-token"]
            else:
                assert without_ids(str(told.details)) == without_ids(str(expected.details))
        return expected


def masked(method: str, message: bytes) -> bytes:
    answer: Any = ANSWERS[method].FromString(message)
    assert len(answer.decision_id) == 24
    answer.decision_id = "x"
    found: bytes = answer.SerializeToString()
    return found


def without_ids(text: str) -> list[str]:
    return [line for line in text.splitlines() if "error_id" not in line]


@pytest.fixture
def both() -> Iterator[Both]:
    clock, grants, log = Now(), Remembering(), logs.logger("info", io.StringIO())
    store, tokens = MemoryStore(clock), SealedTokens(KeyRing.create())
    memory = Memory(store, clock, bound=3600.0)
    with store.write(Call(SEER)) as writer:
        writer.put_issuer(Issuer(HR))
        writer.record(Event("issuer.registered", HR))
    use_cases = DeterminationUseCases.on(store, clock, render_answer, memory, ProbingLimits(directives=3))
    others = [each for each in services(store, tokens, memory) if each.name != SERVICE]
    doors = [*others, determination_service(use_cases, tokens)]
    server = Server(doors, SaysSo(), log, entrances=Entrances(Permitting(grants, store)))
    port = server.start("127.0.0.1:0")
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            made = Both(channel, Door.onto(server, SaysSo(), log), clock, memory, grants)
            resource = {"resource": {"name": MODEL}}
            made.stubs.directives.RegisterResource(ParseDict(resource, directive_pb2.RegisterResourceRequest()))
            lay_down(made.stubs, DIRECTIVE, NOT_AMERICAN, start="2026-06-12T00:00:00Z", end="2026-08-01T00:00:00Z")
            principal(made.stubs, "ada")
            attest(made.stubs, "principals/ada", claim=FRENCH)
            yield made
    finally:
        server.drain(0)


def question(**more: Any) -> pb.CheckRequest:
    plain = {"principal": "principals/ada", "directive": DIRECTIVE, "resource": MODEL, "purpose": PURPOSE}
    return ParseDict({**plain, **more}, pb.CheckRequest())


def who(name: str = SEER.name) -> tuple[str, str]:
    return (_WHO, name)
