"""How fresh an answer must be and is, in metadata: of every answer by its shape, and of a reading method and of Check
through each door."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import grpc
import pytest
from google.rpc import error_details_pb2

from denizen.rpc.freshness import CONSISTENCY, REVISION_TOKEN, complete
from denizen.rpc.services import principal_service
from denizen.usecases import following
from denizen.usecases.principals import PrincipalUseCases
from denizen.v1 import attestation_pb2, determination_pb2, directive_pb2, principal_pb2
from denizen.v1.consistency_pb2 import Consistency
from tests.doors.opened import TOKENS, Which, opened
from tests.doors.ways import CHECK, Way
from tests.gateway.asgi import Told
from tests.rpc.running_services import details
from tests.rpc.test_principal_service import create
from tests.unit.freshness.world import ORGANISATIONS, PERSONS, World
from tests.unit.usecases.builders import EXPORT
from tests.unit.usecases.directives import EAR, MODEL

SERVICES = [
    each.services_by_name[name]
    for each, name in [
        (principal_pb2.DESCRIPTOR, "PrincipalService"),
        (attestation_pb2.DESCRIPTOR, "AttestationService"),
        (directive_pb2.DESCRIPTOR, "DirectiveService"),
        (determination_pb2.DESCRIPTOR, "DeterminationService"),
    ]
]
METHODS = [method for service in SERVICES for method in service.methods]
STREAMS = {
    "ImportAttestations": "source",
    "WatchAttestations": "start",
    "WatchDeterminations": "start",
    "WatchDirectives": "start",
}
"""What goes on where it ended, by the field that says from where; a read of the latest would not do for these."""
UNKNOWN = "AAAAAAAAAAAAAAAAAAAAAA"
WHO = PERSONS[0]
GET = principal_pb2.GetPrincipalRequest(name=WHO, purpose=EXPORT)
QUESTION = determination_pb2.CheckRequest(principal=WHO, directive=EAR.name, resource=MODEL.name, purpose=EXPORT)
READING = "/denizen.v1.PrincipalService/GetPrincipal"


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_every_answer_has_a_token_and_every_read_says_how_fresh(method: object) -> None:
    answer, request = method.output_type, method.input_type  # type: ignore[attr-defined]  # a MethodDescriptor
    assert "revision_token" in answer.fields_by_name
    if method.name in STREAMS:  # type: ignore[attr-defined]  # a MethodDescriptor
        assert STREAMS[method.name] in {*request.fields_by_name, *request.oneofs_by_name}  # type: ignore[attr-defined]  # a MethodDescriptor
        return
    assert ("request_id" in request.fields_by_name) != ("consistency" in request.fields_by_name)


@dataclass(frozen=True)
class Asking:
    """A question that was asked plainly before, and the world that it is about."""

    world: World
    way: Way
    method: str

    def told(self, *metadata: tuple[str, str], **changes: Any) -> Told:
        plain = GET if self.method == READING else QUESTION
        request = type(plain)()
        request.MergeFrom(plain)  # type: ignore[arg-type]  # the same kind
        request.MergeFrom(type(plain)(**changes))  # type: ignore[arg-type]  # the same kind
        return self.way(self.method, request, *metadata)

    def answer(self, *metadata: tuple[str, str], **changes: Any) -> Any:
        told = self.told(*metadata, **changes)
        assert told.code is grpc.StatusCode.OK, told
        kind = principal_pb2.GetPrincipalResponse if self.method == READING else determination_pb2.CheckResponse
        answer = kind.FromString(told.message)
        assert told.trailers[REVISION_TOKEN] == answer.revision_token
        return answer

    def write(self) -> str:
        """Something changes, of which nobody here is told. The token of that."""
        self.world.revoke(WHO, 0)
        return TOKENS.revision_token(self.world.house.head)


@pytest.fixture(params=[READING, *Which], ids=lambda each: getattr(each, "value", "a read"))
def asking(request: pytest.FixtureRequest) -> Iterator[Asking]:
    reads = request.param == READING
    which = Which.MAIN if reads else request.param
    world = World(patience=0.05)
    world.add(WHO)
    world.cleared(WHO, ORGANISATIONS[0])
    principals = principal_service(PrincipalUseCases.on(world.slow), TOKENS)
    with opened(world.slow, world.memory, world.clock, keeps=which.keeps, more=[principals]) as doors:
        made = Asking(world, doors.ways[which], READING if reads else CHECK)
        made.answer()
        yield made


def test_answers_carry_their_token_beside_them(asking: Asking) -> None:
    token = asking.write()
    asking.world.follow()
    assert asking.answer().revision_token == token


def test_the_least_latency_is_what_is_meant_where_nothing_is_said(asking: Asking) -> None:
    known = asking.answer().revision_token
    token = asking.write()
    said = asking.answer((CONSISTENCY, "minimize-latency")).revision_token
    assert said == asking.answer().revision_token == (token if asking.method == READING else known)


def test_all_that_was_written_is_seen_where_that_is_said(asking: Asking) -> None:
    asking.answer((CONSISTENCY, "fully-consistent"))
    token = asking.write()
    assert asking.answer((CONSISTENCY, "fully-consistent")).revision_token == token


@pytest.mark.parametrize("said", [True, False], ids=["said", "unsaid"])
def test_a_token_of_an_earlier_answer(asking: Asking, said: bool) -> None:
    mode = [(CONSISTENCY, "at-least-as-fresh")] if said else []
    asking.answer((REVISION_TOKEN, asking.answer().revision_token), *mode)
    token = asking.write()
    assert asking.answer((REVISION_TOKEN, token), *mode).revision_token == token


def test_a_token_of_what_is_to_come(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "_PATIENCE", 0.02)
    token = TOKENS.revision_token(asking.world.house.head + 1)
    assert asking.told((REVISION_TOKEN, token)).code is grpc.StatusCode.UNAVAILABLE
    assert asking.write() == token
    assert asking.answer((REVISION_TOKEN, token)).revision_token == token


@pytest.mark.parametrize(
    ("metadata", "field"),
    [
        ([(CONSISTENCY, "eventually")], CONSISTENCY),
        ([(CONSISTENCY, "")], CONSISTENCY),
        ([(CONSISTENCY, "at-least-as-fresh")], REVISION_TOKEN),
        ([(CONSISTENCY, "fully-consistent"), (CONSISTENCY, "fully-consistent")], CONSISTENCY),
        ([(REVISION_TOKEN, UNKNOWN), (REVISION_TOKEN, UNKNOWN)], REVISION_TOKEN),
        ([(REVISION_TOKEN, UNKNOWN)], "consistency.at_least_as_fresh"),
    ],
    ids=["unknown mode", "no mode", "no token", "two modes", "two tokens", "a token that is none"],
)
def test_what_cannot_be_meant_is_invalid(asking: Asking, metadata: list[tuple[str, str]], field: str) -> None:
    told = asking.told(*metadata)
    assert (told.code, told.message) == (grpc.StatusCode.INVALID_ARGUMENT, b"")
    (info,) = details(told.details.details, error_details_pb2.ErrorInfo)
    (bad,) = details(told.details.details, error_details_pb2.BadRequest)
    assert (info.reason, [each.field for each in bad.field_violations]) == ("INVALID_FIELD", [field])


def test_the_message_is_believed_first(asking: Asking) -> None:
    token = asking.write()
    answer = asking.answer((REVISION_TOKEN, UNKNOWN), consistency=Consistency(fully_consistent=True))
    assert answer.revision_token == token


def test_a_request_that_cannot_say_is_left_as_it_is() -> None:
    before = create()
    request = create()
    complete(request, [(CONSISTENCY, "fully-consistent")])
    assert request == before
