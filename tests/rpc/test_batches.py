"""BatchCheck on a running server."""

from typing import Any

import grpc
from google.protobuf.json_format import ParseDict
from google.rpc import error_details_pb2

from denizen.v1 import determination_pb2
from denizen.v1 import determination_pb2 as pb
from tests.rpc.running_services import Refusal, Services, details, refusal
from tests.rpc.test_determination_service import DIRECTIVE, IN_FORCE, MODEL, PURPOSE, attest, check, principal, ready

__all__ = ["ready"]


def test_a_batch_answers_as_each_question_alone(ready: Services) -> None:
    ada, bob = principal(ready, "ada"), principal(ready, "bob")
    attest(ready, ada, claim={"citizenship": {"country": "US"}})
    items: list[dict[str, Any]] = [
        {"principal": bob, "directive": DIRECTIVE, "resource": MODEL},
        {"principal": ada, "directive": DIRECTIVE, "resource": MODEL},
        {"principal": "principals/nobody", "directive": DIRECTIVE},
        {"principal": bob, "directive": DIRECTIVE, "presence": {"country": "US", "source": "geoip"}},
    ]
    request = ParseDict({"items": items, "purpose": PURPOSE, "at": IN_FORCE}, pb.BatchCheckRequest())
    batch: pb.BatchCheckResponse = ready.determinations.BatchCheck(request)
    singles = [
        check(ready, item["principal"], resource=item.get("resource"), presence=item.get("presence")) for item in items
    ]
    assert [result.answer for result in batch.results] == [single.answer for single in singles]
    assert {single.known_revision for single in singles} == {batch.known_revision}


def test_an_item_that_fails_fails_alone(ready: Services) -> None:
    ada = principal(ready, "ada")
    items = [
        {"principal": ada, "directive": "directives/none"},
        {"principal": "ada", "directive": DIRECTIVE},
        {"principal": ada, "directive": DIRECTIVE, "resource": "resources/x"},
        {"principal": ada, "directive": DIRECTIVE, "resource": MODEL},
    ]
    request = ParseDict({"items": items, "purpose": PURPOSE, "at": IN_FORCE}, pb.BatchCheckRequest())
    results = ready.determinations.BatchCheck(request).results
    assert [result.WhichOneof("result") for result in results] == ["error", "error", "error", "answer"]
    assert [result.error.code for result in results[:3]] == [5, 3, 3]
    (info,) = details(results[1].error.details, error_details_pb2.ErrorInfo)
    assert info.metadata["field"] == "items[1].principal"


def test_a_batch_is_bounded(ready: Services) -> None:
    too_many = [determination_pb2.BatchCheckItem(principal="principals/x", directive=DIRECTIVE)] * 1001
    request = pb.BatchCheckRequest(items=too_many, purpose=PURPOSE)
    expected = Refusal(grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", "items")
    assert refusal(lambda: ready.determinations.BatchCheck(request)) == expected
