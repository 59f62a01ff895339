"""How fresh an answer must be and is, in metadata."""

from collections.abc import Callable

import grpc
import pytest
from google.protobuf.message import Message

from denizen.rpc.freshness import CONSISTENCY, REVISION_TOKEN, complete
from denizen.v1 import attestation_pb2, determination_pb2, directive_pb2, principal_pb2
from denizen.v1.consistency_pb2 import Consistency
from tests.rpc.running_services import Refusal, Services, refusal
from tests.rpc.test_principal_service import create

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
GET = principal_pb2.GetPrincipalRequest(name="principals/alice", purpose="kyc")


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_every_answer_has_a_token_and_every_read_says_how_fresh(method: object) -> None:
    answer, request = method.output_type, method.input_type  # type: ignore[attr-defined]  # a MethodDescriptor
    assert "revision_token" in answer.fields_by_name
    if method.name in STREAMS:  # type: ignore[attr-defined]  # a MethodDescriptor
        assert STREAMS[method.name] in {*request.fields_by_name, *request.oneofs_by_name}  # type: ignore[attr-defined]  # a MethodDescriptor
        return
    assert ("request_id" in request.fields_by_name) != ("consistency" in request.fields_by_name)


Ask = Callable[..., tuple[Message, dict[str, str | bytes]]]


@pytest.fixture
def get(served: Services) -> Ask:
    """GetPrincipal with metadata: the answer, and its trailing metadata."""

    def ask(*metadata: tuple[str, str], **changes: object) -> tuple[Message, dict[str, str | bytes]]:
        request = principal_pb2.GetPrincipalRequest()
        request.MergeFrom(GET)
        request.MergeFrom(principal_pb2.GetPrincipalRequest(**changes))  # type: ignore[arg-type]  # fields of it
        answer, told = served.principals.GetPrincipal.with_call(request, metadata=metadata, timeout=10)
        return answer, dict(told.trailing_metadata())

    return ask


def test_answers_carry_their_token_beside_them(served: Services, get: Ask) -> None:
    created, told = served.principals.CreatePrincipal.with_call(create())
    assert dict(told.trailing_metadata())[REVISION_TOKEN] == created.revision_token
    answer, trailing = get()
    assert trailing[REVISION_TOKEN] == answer.revision_token == created.revision_token  # type: ignore[attr-defined]  # it has one


@pytest.mark.parametrize("mode", ["minimize-latency", "fully-consistent"])
def test_modes_without_a_token(served: Services, get: Ask, mode: str) -> None:
    served.principals.CreatePrincipal(create())
    answer, _ = get((CONSISTENCY, mode))
    assert answer == get()[0]


@pytest.mark.parametrize("said", [True, False], ids=["said", "unsaid"])
def test_a_token_of_an_earlier_answer(served: Services, get: Ask, said: bool) -> None:
    token = served.principals.CreatePrincipal(create()).revision_token
    answer, _ = get((REVISION_TOKEN, token), *([(CONSISTENCY, "at-least-as-fresh")] if said else []))
    assert answer.revision_token == token  # type: ignore[attr-defined]  # it has one


@pytest.mark.parametrize(
    ("metadata", "field"),
    [
        ([(CONSISTENCY, "eventually")], CONSISTENCY),
        ([(CONSISTENCY, "at-least-as-fresh")], REVISION_TOKEN),
        ([(CONSISTENCY, "fully-consistent"), (CONSISTENCY, "fully-consistent")], CONSISTENCY),
        ([(REVISION_TOKEN, UNKNOWN), (REVISION_TOKEN, UNKNOWN)], REVISION_TOKEN),
        ([(REVISION_TOKEN, UNKNOWN)], "consistency.at_least_as_fresh"),
    ],
    ids=["unknown mode", "no token", "two modes", "two tokens", "a token that is none"],
)
def test_what_cannot_be_meant_is_invalid(get: Ask, metadata: list[tuple[str, str]], field: str) -> None:
    assert refusal(lambda: get(*metadata)) == Refusal(grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", field)


def test_the_message_is_believed_first(served: Services, get: Ask) -> None:
    served.principals.CreatePrincipal(create())
    get((REVISION_TOKEN, UNKNOWN), consistency=Consistency(fully_consistent=True))


def test_a_request_that_cannot_say_is_left_as_it_is() -> None:
    before = create()
    request = create()
    complete(request, [(CONSISTENCY, "fully-consistent")])
    assert request == before
