"""One message in, one out: whatever goes wrong, nobody is told OK."""

import gzip
import threading
import zlib
from collections.abc import Callable
from typing import Any

import grpc
import pytest
from google.rpc import error_details_pb2

from denizen.domain.errors import UnauthenticatedError
from denizen.gateway.adapter import Adapter
from denizen.gateway.heads import Heads
from denizen.gateway.methods import METHODS, SERVICE, Methods
from denizen.rpc import logs
from denizen.rpc.at_once import AtOnce
from denizen.rpc.authentication import TrustsEveryone
from denizen.usecases.context import Caller
from denizen.v1 import determination_pb2 as pb
from tests.gateway.asgi import Door, headers
from tests.gateway.behind import ANSWER, CHECK, FRAME, QUESTION, Behind, ends_badly
from tests.gateway.refused import REFUSED
from tests.rpc.running_services import details


@pytest.mark.parametrize("size", [1, 2, 7, 1000], ids=lambda size: f"pieces of {size}")
def test_a_message_in_pieces(behind: Behind, size: int) -> None:
    pieces = [FRAME[n : n + size] for n in range(0, len(FRAME), size)]
    told = behind.door.wire(CHECK, pieces, headers())
    assert (told.http, told.code, pb.CheckResponse.FromString(told.message)) == (200, grpc.StatusCode.OK, ANSWER)
    assert told.trailers["x-request-id"]


@pytest.mark.parametrize(("encoding", "pack"), [(b"gzip", gzip.compress), (b"deflate", zlib.compress)])
def test_a_message_that_is_compressed(behind: Behind, encoding: bytes, pack: Callable[[bytes], bytes]) -> None:
    seen: list[object] = []

    def act(request: object) -> object:
        seen.append(request)
        return ANSWER

    behind.servicer.act = act
    packed = pack(QUESTION.SerializeToString())
    frame = b"\1" + len(packed).to_bytes(4, "big") + packed
    assert behind.door.wire(CHECK, [frame], headers((b"grpc-encoding", encoding))).code is grpc.StatusCode.OK
    assert seen == [QUESTION]


@pytest.mark.parametrize(("pieces", "head", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_one_message(behind: Behind, pieces: list[bytes], head: Any, code: str) -> None:
    told = behind.door.wire(CHECK, pieces, head)
    ends_badly(told, grpc.StatusCode[code])
    assert "grpc-status-details-bin" not in told.trailers


@pytest.mark.parametrize(
    ("http", "head", "status"),
    [
        pytest.param("GET", headers(), 405, id="another verb"),
        pytest.param("POST", headers((b"content-type", b"application/json"), plain=False), 415, id="JSON"),
        pytest.param("POST", headers((b"content-type", b"application/grpc-web"), plain=False), 415, id="web"),
        pytest.param("POST", headers(plain=False), 415, id="no type"),
    ],
)
def test_what_is_no_grpc(behind: Behind, http: str, head: Any, status: int) -> None:
    told = behind.door.wire(CHECK, [FRAME], head, http)
    assert (told.http, told.code) == (status, None)


@pytest.mark.parametrize("path", ["/denizen.v1.DeterminationService/DiffDeterminations", "/x", "", f"{CHECK}/"])
def test_the_rest_of_the_api_is_not_there(behind: Behind, path: str) -> None:
    ends_badly(behind.door.wire(path, [FRAME], headers()), grpc.StatusCode.UNIMPLEMENTED)


class UnforeseenError(Exception):
    pass


def raising(error: BaseException) -> Callable[[object], object]:
    def act(_: object) -> object:
        raise error

    return act


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(raising(UnforeseenError("secret")), id="in the use case"),
        pytest.param(raising(SystemExit(0)), id="an end of the process"),
        pytest.param(raising(KeyboardInterrupt()), id="an interrupt"),
        pytest.param(lambda _: None, id="no answer"),
        pytest.param(lambda _: "secret", id="not a message"),
    ],
)
def test_an_error_is_never_ok(behind: Behind, act: Callable[[object], object]) -> None:
    behind.servicer.act = act
    told = ends_badly(behind.door.ask(CHECK, QUESTION), grpc.StatusCode.INTERNAL)
    (info,) = details(told.details.details, error_details_pb2.ErrorInfo)
    assert info.reason == "INTERNAL"
    assert info.metadata["error_id"] in behind.log.getvalue()
    assert "secret" not in behind.log.getvalue() + told.words + str(told.details)


WITHIN = [
    *((Adapter, name) for name in ("_quickly", "_replied", "_body", "_answered", "_handled")),
    (Heads, "read"),
    (Heads, "_head"),
    (AtOnce, "answer"),
    (AtOnce, "learn"),
]


@pytest.mark.parametrize(("where", "what"), WITHIN, ids=[f"{where.__name__}.{what}" for where, what in WITHIN])
@pytest.mark.parametrize("error", [UnforeseenError("secret"), SystemExit(0)], ids=["error", "exit"])
def test_an_error_in_the_adapter_is_never_ok(
    behind: Behind, monkeypatch: pytest.MonkeyPatch, where: type, what: str, error: BaseException
) -> None:
    def fails(*_: object) -> object:
        raise error

    monkeypatch.setattr(where, what, fails)
    told = ends_badly(behind.door.ask(CHECK, QUESTION), grpc.StatusCode.INTERNAL)
    assert "secret" not in behind.log.getvalue() + told.words


def test_where_nothing_can_be_sent_there_is_no_status(behind: Behind) -> None:
    assert behind.door.wire(CHECK, [FRAME], headers(), fails_at=lambda _: True).code is None
    assert any(line["event"] == "unsent" for line in behind.lines())


@pytest.mark.parametrize("kind", ["start", "body", "trailers"])
def test_a_client_that_leaves_before_the_answer(behind: Behind, kind: str) -> None:
    """Which is no error of ours, and no answer."""
    gone = ConnectionResetError()
    told = behind.door.wire(
        CHECK, [FRAME], headers(), fails_at=lambda event: event["type"].endswith(kind), failure=gone
    )
    assert told.code is None
    assert [line["status"] for line in behind.lines()] == ["CANCELLED"]


def test_a_client_that_leaves(behind: Behind) -> None:
    assert behind.door.wire(CHECK, [FRAME], headers(), leaves=True).code is grpc.StatusCode.CANCELLED


def test_a_deadline_is_kept(behind: Behind) -> None:
    over = threading.Event()
    behind.servicer.act = lambda _: over.wait(30) and ANSWER
    try:
        ends_badly(behind.door.ask(CHECK, QUESTION, timeout="50m"), grpc.StatusCode.DEADLINE_EXCEEDED)
    finally:
        over.set()


def test_too_many_calls(behind: Behind) -> None:
    over, entered = threading.Event(), threading.Semaphore(0)

    def act(_: object) -> object:
        entered.release()
        assert over.wait(30)
        return ANSWER

    behind.servicer.act = act
    waiting = [threading.Thread(target=behind.door.ask, args=(CHECK, QUESTION)) for _ in range(2)]
    for thread in waiting:
        thread.start()
    try:
        assert all(entered.acquire(timeout=30) for _ in waiting)
        told = ends_badly(behind.door.ask(CHECK, QUESTION), grpc.StatusCode.RESOURCE_EXHAUSTED)
        assert details(told.details.details, error_details_pb2.RetryInfo)
    finally:
        over.set()
        for thread in waiting:
            thread.join(30)


def test_whoever_is_not_known_is_not_answered(behind: Behind) -> None:
    class Nobody:
        def authenticate(self, context: grpc.ServicerContext) -> Caller:
            raise UnauthenticatedError("nobody is let in here")

    door = Door.onto(behind.server, Nobody(), logs.logger("error", behind.log))
    told = ends_badly(door.ask(CHECK, QUESTION), grpc.StatusCode.UNAUTHENTICATED)
    (info,) = details(told.details.details, error_details_pb2.ErrorInfo)
    assert info.reason == "UNAUTHENTICATED"


def test_every_method_has_a_handler(behind: Behind) -> None:
    methods = Methods(behind.server.service(SERVICE).register, behind.server.guard(TrustsEveryone(Caller("callers/x"))))
    assert all(methods.of(method) is not None for method in METHODS)
