"""What is answered again, without a task: the same statuses, and never OK where it was not answered."""

from typing import Any

import grpc
import pytest

from denizen.gateway.adapter import Adapter
from denizen.gateway.frames import framed
from denizen.rpc.repeated_checks import Repeated
from denizen.v1 import determination_pb2 as pb
from tests.gateway.asgi import headers
from tests.gateway.behind import CHECK, FRAME, QUESTION, Behind, ends_badly
from tests.gateway.refused import REFUSED


@pytest.mark.parametrize("kind", ["start", "body"])
@pytest.mark.parametrize("known", [None, Repeated(b"", "token")], ids=["anew", "again"])
def test_an_error_while_answering_is_never_ok(behind: Behind, kind: str, known: Repeated | None) -> None:
    behind.again.known = known
    once = iter([True])

    def fails(event: dict[str, Any]) -> bool:
        return event["type"] == f"http.response.{kind}" and next(once, False)

    ends_badly(behind.door.wire(CHECK, [FRAME], headers(), fails_at=fails), grpc.StatusCode.INTERNAL)


def test_what_is_known_is_answered_without_a_task(behind: Behind, monkeypatch: pytest.MonkeyPatch) -> None:
    behind.again.known = Repeated(b"\x2a\x01y", "token")
    monkeypatch.setattr(Adapter, "__call__", None)
    told = behind.door.wire(CHECK, [FRAME], headers())
    assert (told.code, pb.CheckResponse.FromString(told.message).decision_id) == (grpc.StatusCode.OK, "y")
    assert told.trailers["denizen-revision-token"] == "token"


@pytest.mark.parametrize(("pieces", "head", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_one_message_is_not_answered_from_before(
    behind: Behind, pieces: list[bytes], head: Any, code: str
) -> None:
    behind.again.known = Repeated(b"\x2a\x01y", "token")
    # But for bytes that are no message, which nobody has asked before.
    if pieces != [framed(b"\xff\xff")]:
        ends_badly(behind.door.wire(CHECK, pieces, head), grpc.StatusCode[code])


@pytest.mark.parametrize("known", [None, Repeated(b"", "token")], ids=["anew", "again"])
def test_a_deadline_that_is_over(behind: Behind, known: Repeated | None) -> None:
    behind.again.known = known
    ends_badly(behind.door.ask(CHECK, QUESTION, timeout="0n"), grpc.StatusCode.DEADLINE_EXCEEDED)
