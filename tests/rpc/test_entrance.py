"""The entrance of every shape of method: each request of a stream is within the caller's reach, or the call ends."""

import io
import threading
from collections.abc import Iterator
from datetime import datetime

import grpc
import pytest
from google.protobuf.wrappers_pb2 import StringValue

from denizen.domain.disclosure import Tier
from denizen.domain.errors import UnauthenticatedError
from denizen.domain.names import Purpose
from denizen.domain.permits import Permit, Standing
from denizen.domain.roles import Permission
from denizen.rpc import logs
from denizen.rpc.authentication import Authenticator, TrustsEveryone
from denizen.rpc.entrance import Entrances
from denizen.rpc.permissions import About, Requirement
from denizen.rpc.server import Server, Service
from denizen.usecases.context import Call, Caller, Method
from denizen.usecases.following import Seen
from denizen.usecases.permitting import Allowed, Permitting
from tests.rpc.echo import NAME, Echo, Running, failure

SHAPES = ("Unary", "UnaryStream", "StreamUnary", "StreamStream")
CALLER = Caller("callers/x", method=Method.TOKEN)
TWO = Standing(Tier.REASONS, purposes=frozenset({Purpose("hiring")}))
OTHER = Standing(Tier.EFFECT, purposes=frozenset({Purpose("gate")}))


class Some:
    """Two grants of different tiers, for different purposes."""

    def allowed(self, call: Call, permission: Permission, /) -> Allowed | None:
        return Allowed(Permit(call.caller.name, permission, (TWO, OTHER)))

    def at_once(self, _call: Call, _permission: Permission, _seen: Seen, _now: datetime, /) -> Allowed | None:
        return None


class Expiring:
    """Credentials that hold until they are said to hold no more, or to be somebody else's."""

    def __init__(self) -> None:
        self.caller: Caller | None = CALLER

    def authenticate(self, _context: grpc.ServicerContext) -> Caller:
        if self.caller is None:
            raise UnauthenticatedError("the bearer token has expired")
        return self.caller


def running(requirement: Requirement | None, authenticator: Authenticator | None = None) -> Iterator[Running]:
    log, seen = io.StringIO(), Echo(lambda text, call: f"{text} {call.tier.name}")
    table = {} if requirement is None else {f"/{NAME}/{shape}": requirement for shape in SHAPES}
    server = Server(
        [Service(NAME, seen.register)],
        authenticator or TrustsEveryone(CALLER),
        logs.logger("debug", log),
        entrances=Entrances(Permitting(Some()), table),
    )
    port = server.start("127.0.0.1:0")
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield Running(server, port, channel, log)
    finally:
        server.drain(0)


@pytest.fixture
def guarded() -> Iterator[Running]:
    # The purpose is the whole text.
    yield from running(Requirement(Permission.SELF_READ, About.NOBODY, purposes=("value",)))


@pytest.fixture
def forgotten() -> Iterator[Running]:
    yield from running(None)


@pytest.mark.parametrize("shape", SHAPES)
def test_each_request_has_the_tier_of_its_own_grant(guarded: Running, shape: str) -> None:
    assert guarded.shape(shape, "hiring")[-1] == "hiring REASONS"
    assert guarded.shape(shape, "gate")[-1] == "gate EFFECT"
    if shape == "StreamStream":
        assert guarded.shape(shape, "gate", "hiring") == ["gate EFFECT", "hiring REASONS"]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_request_out_of_reach_ends_the_call(guarded: Running, shape: str) -> None:
    texts = ["gate", "spying"] if shape.startswith("Stream") else ["spying"]
    assert failure(lambda: guarded.shape(shape, *texts)).code() is grpc.StatusCode.PERMISSION_DENIED


@pytest.mark.parametrize("by_then", [None, Caller("callers/y", method=Method.TOKEN)], ids=["expired", "another's"])
def test_a_stream_of_requests_ends_with_its_credentials(by_then: Caller | None) -> None:
    expiring = Expiring()
    for guarded in running(Requirement(Permission.SELF_READ, About.NOBODY, purposes=("value",)), expiring):
        answered = threading.Event()

        def requests(answered: threading.Event = answered) -> Iterator[StringValue]:
            yield StringValue(value="gate")
            assert answered.wait(10)
            expiring.caller = by_then
            yield StringValue(value="gate")

        call = guarded.channel.stream_stream(
            f"/{NAME}/StreamStream", StringValue.SerializeToString, StringValue.FromString
        )
        answers = call(requests(), timeout=10)
        assert next(answers).value == "gate EFFECT"
        answered.set()
        assert failure(lambda answers=answers: next(answers)).code() is grpc.StatusCode.UNAUTHENTICATED  # type: ignore[misc]  # bound


@pytest.mark.parametrize("shape", SHAPES)
def test_a_method_that_nobody_thought_of_is_nobody_s(forgotten: Running, shape: str) -> None:
    assert failure(lambda: forgotten.shape(shape, "hiring")).code() is grpc.StatusCode.PERMISSION_DENIED


def test_bytes_are_no_way_round(guarded: Running) -> None:
    text = StringValue(value="spying").SerializeToString()
    assert failure(lambda: guarded.raw(f"/{NAME}/Unary")(text, timeout=10)).code() is grpc.StatusCode.PERMISSION_DENIED
