"""The harness against a server of a few lines, right and wrong."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count

import grpc
import pytest

from bench.contenders import Contender, WrongAnswerError
from bench.cores import Cores
from bench.h2load import Shape
from bench.rounds import CPU, LATENCY, Effort, Plan, measure

ANSWER = b"y" * 100
SMOKE = Effort(rounds=2, seconds=0.2, smoke=True)
PLAN = Plan((Shape(4, 8),))
needs_h2load = pytest.mark.skipif(shutil.which("h2load") is None, reason="h2load is not installed")


@contextmanager
def contender(answer: Callable[[bytes, grpc.ServicerContext], bytes]) -> Iterator[Contender]:
    """A server that answers `/test/Ask` so, as a contender that expects `ANSWER`."""
    handler: grpc.RpcMethodHandler[bytes, bytes] = grpc.unary_unary_rpc_method_handler(answer)
    server = grpc.server(ThreadPoolExecutor(2))
    server.add_registered_method_handlers("test", {"Ask": handler})
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("test", {"Ask": handler}),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield Contender("test", f"127.0.0.1:{port}", "/test/Ask", lambda: b"x", bytes.decode, ANSWER.decode())
    finally:
        server.stop(None).wait()


def silent(_: str) -> None:
    pass


@needs_h2load
def test_measures_a_server_that_answers_right() -> None:
    with contender(lambda _, __: ANSWER) as right:
        (row,) = measure([right], PLAN, SMOKE, Cores(), silent)
    assert row.name == "test"
    assert set(row.figures) == {"4x8", LATENCY}, f"no {CPU}: it is this process"
    assert all(len(figure.rounds) == 2 and min(figure.rounds) > 0 for figure in row.figures.values())


@needs_h2load
def test_refuses_a_run_in_which_calls_ended_with_errors() -> None:
    """h2load takes an error of gRPC for a success, and the questions before and after the run are answered right."""
    calls = count(1)

    def fails_under_load(_: bytes, context: grpc.ServicerContext) -> bytes:
        loaded = "h2load" in str(dict(context.invocation_metadata()).get("user-agent"))
        if loaded and next(calls) % 4 == 0:
            context.abort(grpc.StatusCode.RESOURCE_EXHAUSTED, "too many")
        return ANSWER

    with contender(fails_under_load) as wrong, pytest.raises(WrongAnswerError, match="some calls ended with an error"):
        measure([wrong], PLAN, SMOKE, Cores(), silent)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        pytest.param(lambda _, __: b"z", "answered z", id="another answer"),
        pytest.param(
            lambda _, context: context.abort(grpc.StatusCode.NOT_FOUND, "nobody"), "NOT_FOUND, nobody", id="an error"
        ),
    ],
)
def test_refuses_a_server_that_answers_wrong(answer: Callable[..., bytes], says: str) -> None:
    with contender(answer) as wrong, pytest.raises(WrongAnswerError, match=says):
        measure([wrong], PLAN, SMOKE, Cores(), silent)
