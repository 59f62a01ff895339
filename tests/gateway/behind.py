"""A door of the decision listener onto handlers that do what the test says."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

import grpc
import pytest

from denizen.gateway.frames import framed
from denizen.gateway.methods import METHODS, SERVICE
from denizen.rpc import logs
from denizen.rpc.authentication import TrustsEveryone
from denizen.rpc.repeated_checks import Repeated, RepeatedChecks
from denizen.rpc.server import Limits, Server, Service
from denizen.usecases.context import Caller
from denizen.v1 import determination_pb2 as pb
from denizen.v1 import determination_pb2_grpc
from tests.gateway.asgi import Door, Told
from tests.granting import everything

CHECK, BATCH, ACCESS = METHODS
QUESTION = pb.CheckRequest(principal="principals/a", directive="directives/b", purpose="gate")
FRAME = framed(QUESTION.SerializeToString())
ANSWER = pb.CheckResponse(decision_id="x")


class Servicer(determination_pb2_grpc.DeterminationServiceServicer):
    """Does what the test says."""

    def __init__(self) -> None:
        self.act: Callable[[Any], Any] = lambda _: ANSWER

    def Check(self, request: pb.CheckRequest, _context: grpc.ServicerContext) -> Any:  # noqa: N802 - as in the proto
        return self.act(request)


class Again:
    """Knows one answer, or none."""

    def __init__(self) -> None:
        self.known: Repeated | None = None

    def answer(self, *_: object) -> Repeated | None:
        return self.known

    def learn(self, *_: object) -> None:
        """Nothing is kept."""


@dataclass(frozen=True, slots=True)
class Behind:
    servicer: Servicer
    again: Again
    server: Server
    door: Door
    log: io.StringIO

    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.log.getvalue().splitlines()]


@pytest.fixture
def behind() -> Iterator[Behind]:
    servicer, again, log = Servicer(), Again(), io.StringIO()
    logger = logs.logger("info", log)
    service = Service(
        SERVICE,
        lambda server: determination_pb2_grpc.add_DeterminationServiceServicer_to_server(servicer, server),
        cast("RepeatedChecks", again),
    )
    trusts = TrustsEveryone(Caller("callers/x"))
    server = Server([service], trusts, logger, Limits(threads=2, admitted=2), entrances=everything())
    try:
        yield Behind(servicer, again, server, Door.onto(server, trusts, logger), log)
    finally:
        server.drain(0)


def ends_badly(told: Told, code: grpc.StatusCode) -> Told:
    assert told.code is code
    assert told.message == b""
    return told
