"""Whatever breaks behind the listener, and however: nobody is told OK who was not answered, and the next one is."""

from collections.abc import Iterator
from typing import Any

import grpc
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from denizen.domain.evaluation import Alike
from denizen.gateway.frames import HEADER_BYTES, framed
from tests.doors.broken import AT_ONCE, FAILURES, NEEDED, QUESTIONS, Listening, fails, listening, never_ok, plain
from tests.doors.entering import enforced
from tests.doors.everywhere import RESPONSES
from tests.doors.opened import opened
from tests.doors.ways import CHECK
from tests.gateway.asgi import headers
from tests.unit.evaluation.profiles import examples
from tests.unit.freshness.world import Watched, World

FRAME = framed(QUESTIONS[CHECK].SerializeToString())


@pytest.fixture
def first() -> Iterator[Listening]:
    """What is asked is known to nobody by its bytes."""
    yield from listening(keeps=False)


@pytest.fixture
def again() -> Iterator[Listening]:
    yield from listening(keeps=True)


@pytest.mark.parametrize(("where", "what", "methods"), NEEDED.values(), ids=NEEDED)
def test_nothing_that_fails_is_ok(
    first: Listening, monkeypatch: pytest.MonkeyPatch, where: Any, what: str, methods: tuple[str, ...]
) -> None:
    for method in methods:
        right = first.right(method)
        for error in FAILURES:
            with monkeypatch.context() as broken:
                broken.setattr(where, what, fails(error))
                never_ok(first.ask(method), first.doors.log.getvalue())
        assert first.right(method) == right


@pytest.mark.parametrize(("where", "what"), AT_ONCE.values(), ids=AT_ONCE)
def test_nothing_that_fails_is_ok_where_it_was_asked_before(
    again: Listening, monkeypatch: pytest.MonkeyPatch, where: Any, what: str
) -> None:
    """Unless that is answered in another way, and right."""
    right = again.right(CHECK)
    for error in FAILURES:
        broken = property(fails(error)) if isinstance(getattr(where, what), property) else fails(error)
        with monkeypatch.context() as patched:
            patched.setattr(where, what, broken)
            told = again.ask(CHECK)
        if told.code is grpc.StatusCode.OK:
            assert plain(CHECK, told) == right
        else:
            never_ok(told, again.doors.log.getvalue())
    before = again.doors.repeated.answered
    assert again.right(CHECK) == right
    assert again.doors.repeated.answered == before + 1


@pytest.mark.parametrize("error", FAILURES)
@pytest.mark.parametrize("event", ["start", "body", "trailers"])
@pytest.mark.parametrize("keeps", [False, True], ids=["first", "again"])
def test_what_cannot_be_sent_is_not_ok(keeps: bool, event: str, error: type[BaseException]) -> None:
    """The first time; the second it can be, or the client has a broken stream."""
    for made in listening(keeps=keeps):
        for once in (True, False):
            left = [True]

            def failing(sent: dict[str, Any], once: bool = once, left: list[bool] = left) -> bool:
                hit = bool(left) and sent["type"].endswith(event)
                if hit and once:
                    left.clear()
                return hit

            told = made.doors.listener.wire(CHECK, [FRAME], headers(), fails_at=failing, failure=error("secret"))
            assert told.code is not grpc.StatusCode.OK
            assert "secret" not in made.doors.log.getvalue()


@pytest.mark.parametrize("error", FAILURES)
@pytest.mark.parametrize("method", QUESTIONS)
def test_a_store_that_fails(method: str, error: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is in memory yet."""
    world = World()
    enforced(world)
    with opened(world.slow, world.memory, world.clock) as doors:
        made = Listening(world, doors)
        for _ in range(2):
            with monkeypatch.context() as broken:
                broken.setattr(Watched, "read", fails(error))
                never_ok(made.ask(method), doors.log.getvalue())
        made.right(method)


@pytest.mark.parametrize("error", FAILURES)
@pytest.mark.parametrize("method", QUESTIONS)
def test_a_rule_that_fails_lets_nobody_pass(
    method: str, error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    for made in listening(keeps=True):
        right = made.right(method)
        made.world.activate()
        made.world.follow()
        with monkeypatch.context() as broken:
            broken.setattr(Alike, "answer", fails(error))
            for _ in range(2):
                told = made.ask(method)
                if told.code is not grpc.StatusCode.OK:
                    never_ok(told, made.doors.log.getvalue())
                    continue
                failed = RESPONSES[method].FromString(told.message)
                assert "EVALUATION_FAILED" in str(failed)
                assert "EFFECT_ALLOW" not in str(failed)
        # What failed is not kept.
        assert len(made.right(method)) == pytest.approx(len(right), abs=20)


def test_a_call_that_is_cancelled_at_any_time(first: Listening) -> None:
    right = first.right(CHECK)
    codes = set()
    for turns in range(12):
        told = first.doors.listener.cancelled(CHECK, QUESTIONS[CHECK], turns)
        codes.add(told.code)
        if told.code is grpc.StatusCode.OK:
            assert plain(CHECK, told) == right
    assert grpc.StatusCode.INTERNAL in codes


@example(header=None, cut=0, after=b"x", size=len(FRAME))
@example(header=None, cut=1, after=b"x", size=1000)
@examples(60)
@given(
    header=st.none() | st.binary(min_size=HEADER_BYTES, max_size=HEADER_BYTES),
    cut=st.sampled_from([0, 0, 1, 2, 100]),
    after=st.just(b"") | st.binary(min_size=1, max_size=6),
    size=st.sampled_from([1, 3, len(FRAME), 1000]),
)
def test_a_broken_frame_is_never_ok(shared: Listening, header: bytes | None, cut: int, after: bytes, size: int) -> None:
    sent = (header or FRAME[:HEADER_BYTES]) + FRAME[HEADER_BYTES : len(FRAME) - cut] + after
    pieces = [sent[n : n + size] for n in range(0, len(sent), size)]
    told = shared.doors.listener.wire(CHECK, pieces, headers())
    # A whole frame may be another message, of which nothing is said here.
    whole = sent[0] == 0 and int.from_bytes(sent[1:HEADER_BYTES], "big") == len(sent) - HEADER_BYTES
    assert told.code is not grpc.StatusCode.OK or whole
    assert told.code is grpc.StatusCode.OK or sent != FRAME


@pytest.fixture(scope="module")
def shared() -> Iterator[Listening]:
    yield from listening(keeps=True)
