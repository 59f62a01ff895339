"""What requests of all services have in common."""

import pytest
from google.protobuf.message import Message

from denizen.domain.errors import InvalidError
from denizen.rpc.convert.requests import read_at_least, read_once, read_paging, read_purpose
from denizen.usecases.context import Call, Caller
from denizen.usecases.ports import NEWEST
from denizen.usecases.results import Page, Turn
from denizen.v1 import attestation_pb2, directive_pb2, principal_pb2
from denizen.v1.consistency_pb2 import Consistency
from tests.unit.convert.tokens import START, PlainTokens

ID = "6f1e9a52-3c0b-4d7e-9a44-0c9f6f3d2b18"
TOKENS = PlainTokens()
ANN, BEN = Call(Caller("callers/ann")), Call(Caller("callers/ben"))
List = principal_pb2.ListPrincipalsRequest


def create(request_id: str = ID, principal_id: str = "alice") -> principal_pb2.CreatePrincipalRequest:
    return principal_pb2.CreatePrincipalRequest(principal_id=principal_id, purpose="kyc", request_id=request_id)


def test_no_request_id() -> None:
    assert read_once(create("")) is None


@pytest.mark.parametrize(
    "text",
    [
        "1",
        ID[:-1],
        ID + "0",
        ID.replace("-", ""),
        "{" + ID + "}",
        "urn:uuid:" + ID,
        "0" * 8 + "-0000" * 3 + "-" + "0" * 12,
    ],
)
def test_a_request_id_is_a_uuid(text: str) -> None:
    with pytest.raises(InvalidError) as raised:
        read_once(create(text))
    assert raised.value.field == "request_id"


def test_a_uuid_in_capitals_is_the_same_one() -> None:
    assert read_once(create(ID.upper())) == read_once(create(ID))


def test_the_content_is_all_but_the_id() -> None:
    other = "6f1e9a52-3c0b-4d7e-9a44-0c9f6f3d2b19"
    first, second, third = read_once(create()), read_once(create(other)), read_once(create(principal_id="bob"))
    assert first is not None
    assert second is not None
    assert third is not None
    assert first.content == second.content != third.content


def test_equal_fields_of_another_method_are_other_content() -> None:
    link = principal_pb2.LinkExternalIdentifierRequest(name="principals/alice", request_id=ID)
    unlink = principal_pb2.UnlinkExternalIdentifierRequest(name="principals/alice", request_id=ID)
    assert read_once(link) != read_once(unlink)


@pytest.mark.parametrize(
    "request_",
    [principal_pb2.GetPrincipalRequest(), attestation_pb2.RevokeAttestationRequest(purpose="Export Control")],
    ids=["none", "not a purpose"],
)
def test_a_purpose_is_required(request_: principal_pb2.GetPrincipalRequest) -> None:
    with pytest.raises(InvalidError) as raised:
        read_purpose(request_)
    assert raised.value.field == "purpose"


@pytest.mark.parametrize(
    ("consistency", "revision"),
    [
        pytest.param(Consistency(), 0, id="not said"),
        pytest.param(Consistency(minimize_latency=True), 0, id="minimize_latency"),
        pytest.param(Consistency(fully_consistent=True), NEWEST, id="fully_consistent"),
        pytest.param(Consistency(at_least_as_fresh=TOKENS.revision_token(7)), 7, id="at_least_as_fresh"),
    ],
)
def test_consistency(consistency: Consistency, revision: int) -> None:
    assert read_at_least(principal_pb2.GetPrincipalRequest(consistency=consistency), TOKENS) == revision


@pytest.mark.parametrize("token", ["", "junk"])
def test_a_token_that_is_none(token: str) -> None:
    request = principal_pb2.GetPrincipalRequest(consistency=Consistency(at_least_as_fresh=token))
    with pytest.raises(InvalidError) as raised:
        read_at_least(request, TOKENS)
    assert raised.value.field == "consistency.at_least_as_fresh"


@pytest.mark.parametrize(("given", "size"), [(0, 50), (1, 1), (1000, 1000), (1001, 1000), (2**31 - 1, 1000)])
def test_page_sizes(given: int, size: int) -> None:
    assert read_paging(List(page_size=given), ANN, TOKENS).turn.size == size


def test_a_negative_page_size() -> None:
    with pytest.raises(InvalidError) as raised:
        read_paging(List(page_size=-1), ANN, TOKENS)
    assert raised.value.field == "page_size"


def next_token(request: Message, call: Call = ANN) -> str:
    paging = read_paging(request, call, TOKENS)  # type: ignore[arg-type] # some list request
    return paging.next_token(Page(("x",), START, "cursor"))


def test_a_later_page_goes_on_from_the_first() -> None:
    first = List(population="employee", page_size=3)
    later = List(
        population="employee", page_size=7, page_token=next_token(first), consistency=Consistency(fully_consistent=True)
    )
    paging = read_paging(later, ANN, TOKENS)
    assert paging.turn == Turn(7, "cursor", START.number, START.number)


def test_the_last_page_has_no_token() -> None:
    assert read_paging(List(), ANN, TOKENS).next_token(Page(("x",), START)) == ""


@pytest.mark.parametrize(
    ("request_", "call"),
    [
        pytest.param(List(population="customer"), ANN, id="another filter"),
        pytest.param(List(population="employee", purpose="kyc"), ANN, id="another purpose"),
        pytest.param(attestation_pb2.ListAttestationsRequest(), ANN, id="another method"),
        pytest.param(directive_pb2.ListDirectivesRequest(), ANN, id="another service"),
        pytest.param(List(population="employee"), BEN, id="another caller"),
    ],
)
def test_a_token_of_another_query(request_: principal_pb2.ListPrincipalsRequest, call: Call) -> None:
    request_.page_token = next_token(List(population="employee"))
    with pytest.raises(InvalidError) as raised:
        read_paging(request_, call, TOKENS)
    assert raised.value.field == "page_token"
