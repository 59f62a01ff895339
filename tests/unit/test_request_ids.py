import uuid

from denizen.client.request_ids import with_request_id
from denizen.v1 import principal_pb2 as pb


def test_a_write_without_an_id_gets_one_of_its_own() -> None:
    request = pb.UpdatePopulationsRequest(name="principals/p")
    first, second = with_request_id(request), with_request_id(request)
    assert uuid.UUID(first.request_id) != uuid.UUID(second.request_id)
    assert first.name == "principals/p"


def test_the_callers_message_stays_as_it_is() -> None:
    request = pb.UpdatePopulationsRequest(name="principals/p")
    with_request_id(request)
    assert request == pb.UpdatePopulationsRequest(name="principals/p")


def test_a_given_id_is_kept() -> None:
    request = pb.UpdatePopulationsRequest(request_id="mine")
    assert with_request_id(request) is request


def test_what_has_no_such_field_is_left_alone() -> None:
    request = pb.GetPrincipalRequest(name="principals/p")
    assert with_request_id(request) is request
