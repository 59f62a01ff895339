"""Ids, callers, deadlines and unforeseen errors: the same for every shape of method."""

import contextlib
import threading
import time

import grpc
import pytest
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from denizen.domain.errors import InvalidError, NotFoundError, UnauthenticatedError
from denizen.usecases.context import Call, Caller
from tests.rpc.echo import CALLER, NAME, Answer, Running, failure, running

SHAPES = ["Unary", "UnaryStream", "StreamUnary", "StreamStream"]
CANARY = "CANARY-7731"


class Recorder:
    """Answers with the message itself, and keeps the calls."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    def __call__(self, text: str, call: Call) -> str:
        self.calls.append(call)
        return text


class Raises:
    def __init__(self, error: Exception) -> None:
        self._error = error

    def __call__(self, text: str, call: Call) -> str:
        raise self._error


def refusal(server: Running, shape: str = "Unary", metadata: tuple[tuple[str, str], ...] = ()) -> grpc.Call:
    return failure(lambda: server.unary(CANARY, metadata) if metadata else server.shape(shape, CANARY))


def info_of(call: grpc.Call) -> error_details_pb2.ErrorInfo:
    status = rpc_status.from_call(call)
    assert status is not None
    info = error_details_pb2.ErrorInfo()
    assert status.details[0].Unpack(info)
    return info


def trailing(call: grpc.Call) -> dict[str, object]:
    return dict(call.trailing_metadata() or ())


@pytest.mark.parametrize("shape", SHAPES)
def test_a_handler_gets_the_call(shape: str) -> None:
    recorder = Recorder()
    with running(recorder) as server:
        assert server.shape(shape, "hello")[-1] == "hello"
    (call,) = recorder.calls
    assert call.caller == CALLER
    assert call.call_id
    assert call.on_behalf_of == ""
    remaining = call.deadline.remaining()
    assert remaining is not None
    assert 0 < remaining < 11  # gRPC counts a deadline in tenths of a second, rounded up


def test_a_call_without_a_deadline_waits_without_end() -> None:
    recorder = Recorder()
    with running(recorder) as server:
        server.raw(f"/{NAME}/Unary")(b"")
    assert recorder.calls[0].deadline.remaining() is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param(["gateway-17.a_b"], True, id="a token"),
        pytest.param([], False, id="none"),
        pytest.param([""], False, id="empty"),
        pytest.param(["x" * 65], False, id="too long"),
        pytest.param(["two words"], False, id="two words"),
        pytest.param(['"}{'], False, id="what a log could be broken with"),
        pytest.param(["one", "two"], False, id="two of them"),
    ],
)
def test_the_call_id_comes_back(given: list[str], kept: bool) -> None:
    recorder = Recorder()
    with running(recorder) as server:
        metadata = tuple(("x-request-id", value) for value in given)
        _, call = server.raw(f"/{NAME}/Unary").with_call(b"", metadata=metadata)
    used = recorder.calls[0].call_id
    assert trailing(call)["x-request-id"] == used
    assert [used] == given if kept else used not in given


@pytest.mark.parametrize("shape", SHAPES)
def test_a_refusal_has_the_call_id_too(shape: str) -> None:
    with running(Raises(NotFoundError("directives/d"))) as server:
        call = refusal(server, shape)
        lines = server.lines()
    assert trailing(call)["x-request-id"] in [line.get("call_id") for line in lines]


def test_tells_the_handler_for_whom_the_caller_acts() -> None:
    recorder = Recorder()
    with running(recorder) as server:
        server.unary("x", (("denizen-on-behalf-of", "principals/pat"),))
    assert recorder.calls[0].on_behalf_of == "principals/pat"


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(("principals/a", "principals/b"), id="two of them"),
        pytest.param((CANARY,), id="no name"),
        pytest.param(("principals/" + "a" * 64,), id="too long"),
        pytest.param(("",), id="empty"),
    ],
)
def test_refuses_an_unclear_on_behalf_of(values: tuple[str, ...]) -> None:
    recorder = Recorder()
    with running(recorder) as server:
        call = refusal(server, metadata=tuple(("denizen-on-behalf-of", value) for value in values))
    assert call.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert info_of(call).metadata["field"] == "denizen-on-behalf-of"
    assert not recorder.calls


def test_refuses_a_caller_without_credentials() -> None:
    class Nobody:
        def authenticate(self, context: grpc.ServicerContext) -> Caller:
            raise UnauthenticatedError("no credentials")

    recorder = Recorder()
    with running(recorder, authenticator=Nobody()) as server:
        codes = {refusal(server, shape).code() for shape in SHAPES}
    assert codes == {grpc.StatusCode.UNAUTHENTICATED}
    assert not recorder.calls


def test_a_call_whose_time_ran_out_never_reaches_the_handler() -> None:
    ended = threading.Event()

    class Slow:
        def authenticate(self, context: grpc.ServicerContext) -> Caller:
            while context.time_remaining() > 0:
                time.sleep(0.01)
            ended.set()
            return CALLER

    recorder = Recorder()
    with running(recorder, authenticator=Slow()) as server:
        call = failure(lambda: server.unary("x", timeout=0.05))
        assert ended.wait(10)
    assert call.code() is grpc.StatusCode.DEADLINE_EXCEEDED
    assert not recorder.calls


@pytest.mark.parametrize("shape", SHAPES)
def test_an_unforeseen_error_tells_its_id_alone(shape: str) -> None:
    with running(Raises(KeyError(CANARY))) as server:
        call = refusal(server, shape)
        (line,) = [line for line in server.lines() if line["event"] == "call"]
    info = info_of(call)
    assert call.code() is grpc.StatusCode.INTERNAL
    assert (info.reason, list(info.metadata)) == ("INTERNAL", ["error_id"])
    assert CANARY not in str(call.details())
    # The log has the cause under the same id.
    assert line["error_id"] == info.metadata["error_id"]
    assert line["error"] == ["builtins.KeyError"]
    assert "test_guard.py" in str(line["frames"])


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        pytest.param(Recorder(), {"status": "OK"}, id="answered"),
        pytest.param(
            Raises(InvalidError("claim.country", CANARY, "a code")),
            {"status": "INVALID_ARGUMENT", "reason": "INVALID_FIELD", "field": "claim.country"},
            id="invalid",
        ),
        pytest.param(
            Raises(NotFoundError(f"principals/{CANARY}")),
            {"status": "NOT_FOUND", "reason": "NOT_FOUND"},
            id="not found",
        ),
        pytest.param(Raises(ValueError(CANARY)), {"status": "INTERNAL", "reason": "INTERNAL"}, id="unforeseen"),
        pytest.param(
            Raises(InvalidError(f"claims['{CANARY}']", "x", "y")), {"status": "INVALID_ARGUMENT"}, id="strange field"
        ),
    ],
)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_log_line_tells_of_the_call_and_never_of_its_content(
    shape: str, answer: Answer, told: dict[str, str]
) -> None:
    with running(answer) as server, contextlib.suppress(grpc.RpcError):
        server.shape(shape, CANARY)
    text = server.log.getvalue()
    (line,) = [line for line in server.lines() if line["event"] == "call"]
    assert told.items() <= line.items()
    assert {"method", "call_id", "caller", "ms", "level", "timestamp"} <= set(line)
    assert line["method"] == f"/{NAME}/{shape}"
    assert CANARY not in text


def test_a_client_that_leaves_is_no_error() -> None:
    entered, left = threading.Event(), threading.Event()

    def answer(text: str, call: Call) -> str:
        entered.set()
        left.wait(10)
        raise OSError("the client is gone")

    with running(answer) as server:
        future = server.raw(f"/{NAME}/Unary").future(b"")
        assert entered.wait(10)
        future.cancel()
        time.sleep(0.1)  # until the server has heard of it
        left.set()
    assert [line["status"] for line in server.lines() if line["event"] == "call"] == ["CANCELLED"]
