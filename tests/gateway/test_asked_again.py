"""What was asked before is answered from before, at both doors, for as long as that is the answer."""

from datetime import UTC, timedelta

import grpc
import pytest
from grpc_status import rpc_status

from denizen.domain.disclosure import Tier
from denizen.domain.permits import Permit, Standing
from denizen.gateway.frames import framed
from denizen.rpc.admission import CallThreads
from denizen.rpc.at_once import AskedAgain
from denizen.rpc.repeated_checks import RepeatedChecks
from denizen.usecases.context import Call
from denizen.usecases.permitting import Allowed
from denizen.v1 import determination_pb2 as pb
from tests.doors.ways import CHECK
from tests.gateway.asgi import headers
from tests.gateway.both_doors import Both, masked, question, who
from tests.rpc.asked_by_many import SEER, name_of
from tests.rpc.echo import threads_wait
from tests.rpc.test_access_service import NOT_AMERICAN, lay_down
from tests.rpc.test_determination_service import DIRECTIVE, attest


def only_at_once(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on whatever is not answered at once is an error."""

    async def refuse(*_: object) -> object:
        raise AssertionError("not at once")

    monkeypatch.setattr(both.door.adapter, "_answered", refuse)


def test_a_repeated_question_is_answered_at_once(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = both.same(CHECK, question(), who())
    only_at_once(both, monkeypatch)
    told = both.door.ask(CHECK, question(), who(), ("x-request-id", "mine"))
    assert masked(CHECK, told.message) == masked(CHECK, expected.message)
    assert told.trailers["x-request-id"] == "mine"
    ids = {pb.CheckResponse.FromString(both.door.ask(CHECK, question(), who()).message).decision_id for _ in range(600)}
    assert len(ids) == 600


@pytest.mark.parametrize("other", [name_of(tier) for tier in Tier], ids=str)
def test_nobody_gets_what_was_kept_for_another(both: Both, monkeypatch: pytest.MonkeyPatch, other: str) -> None:
    both.same(CHECK, question(), who())
    only_at_once(both, monkeypatch)
    assert both.door.ask(CHECK, question(), who(other)).code is grpc.StatusCode.INTERNAL


def test_what_changes_is_not_answered_from_before(both: Both) -> None:
    before = both.same(CHECK, question(), who())
    attest(both.stubs, "principals/ada", claim={"citizenship": {"country": "US"}})
    after = both.same(CHECK, question(), who())
    assert both.answer(before).determination != both.answer(after).determination


def test_another_grant_counts_at_once(both: Both) -> None:
    both.same(CHECK, question(), who())
    for key in list(both.grants.kept):
        permit = Permit(*key, (Standing(Tier.EFFECT),))
        both.grants.kept[key] = Allowed(permit)
    told = both.same(CHECK, question(), who())
    assert both.answer(told).determination == pb.DETERMINATION_UNSPECIFIED


def test_an_answer_ends_when_it_says(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    first = both.same(CHECK, question(), who())
    end = both.answer(first).valid_until.ToDatetime(tzinfo=UTC)
    assert end > both.clock.moment
    both.clock.moment = end - timedelta(microseconds=1)
    last = both.same(CHECK, question(), who())
    assert both.answer(last) == both.answer(first)
    both.clock.moment = end
    with monkeypatch.context() as patched:
        only_at_once(both, patched)
        assert both.door.ask(CHECK, question(), who()).code is grpc.StatusCode.INTERNAL
    assert both.answer(both.same(CHECK, question(), who())) != both.answer(first)


def test_a_moment_before_the_answer_is_another_question(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    both.same(CHECK, question(), who())
    both.clock.moment -= timedelta(days=1)
    only_at_once(both, monkeypatch)
    assert both.door.ask(CHECK, question(), who()).code is grpc.StatusCode.INTERNAL


def test_a_hasty_caller_is_held_to_its_rate(both: Both) -> None:
    hasty = who("callers/facts/hasty")
    codes = [both.door.ask(CHECK, question(), hasty).code for _ in range(4)]
    assert codes == [grpc.StatusCode.OK] * 2 + [grpc.StatusCode.RESOURCE_EXHAUSTED] * 2


def test_probing_is_counted(both: Both) -> None:
    for name in ("one", "two"):
        lay_down(both.stubs, f"directives/{name}", NOT_AMERICAN, start="2026-06-12T00:00:00Z")
    lay_down(both.stubs, "directives/three", NOT_AMERICAN, start="2026-06-12T00:00:00Z")
    codes = []
    for name in (DIRECTIVE, "directives/one", "directives/two", "directives/three"):
        both.memory.follower.follow(Call(SEER))
        codes += [both.door.ask(CHECK, question(directive=name), who()).code for _ in range(2)]
    assert codes == [grpc.StatusCode.OK] * 6 + [grpc.StatusCode.RESOURCE_EXHAUSTED] * 2


def test_it_waits_for_nothing(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """What this process wrote and has not followed yet is not answered from before."""
    both.same(CHECK, question(), who())
    both.memory.follower.wrote()
    only_at_once(both, monkeypatch)
    assert both.door.ask(CHECK, question(), who()).code is grpc.StatusCode.INTERNAL


class _NoTurnError(Exception):
    pass


def no_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on whatever the guard has to look at itself is an error."""

    def refuse(*_: object) -> object:
        raise _NoTurnError

    monkeypatch.setattr("denizen.rpc.interceptors.Turn", refuse)


def test_the_main_door_too_answers_at_once(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = both.same(CHECK, question(), who())
    no_turns(monkeypatch)
    told = both.main(CHECK, question(), who(), ("x-request-id", "mine"))
    assert masked(CHECK, told.message) == masked(CHECK, expected.message)
    assert told.trailers["x-request-id"] == "mine"
    assert told.trailers["denizen-revision-token"] == expected.trailers["denizen-revision-token"]


def test_the_main_door_needs_no_thread_for_it(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that it does not wait behind others that take long."""
    expected = both.same(CHECK, question(), who())

    def refuse(*_: object) -> object:
        raise AssertionError("a thread is wanted")

    monkeypatch.setattr(CallThreads, "_queue", refuse)
    assert masked(CHECK, both.main(CHECK, question(), who()).message) == masked(CHECK, expected.message)


def test_the_main_door_answers_so_with_another_grpc_too(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads_wait(monkeypatch)
    other: Both = request.getfixturevalue("both")
    expected = other.same(CHECK, question(), who())
    no_turns(monkeypatch)
    assert masked(CHECK, other.main(CHECK, question(), who()).message) == masked(CHECK, expected.message)


def test_where_looking_fails_the_guard_is_asked(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = both.same(CHECK, question(), who())

    def fails(*_: object) -> object:
        raise _NoTurnError

    monkeypatch.setattr(AskedAgain, "at_once", fails)
    assert masked(CHECK, both.main(CHECK, question(), who()).message) == masked(CHECK, expected.message)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(("denizen-consistency", "fully-consistent"), id="surely fresh"),
        pytest.param(("denizen-on-behalf-of", "principals/ada"), id="on behalf"),
        pytest.param(who(name_of(Tier.EFFECT)), id="another caller"),
    ],
)
def test_at_the_main_door_other_questions_go_to_the_guard(
    both: Both, monkeypatch: pytest.MonkeyPatch, more: tuple[str, str]
) -> None:
    both.same(CHECK, question(), who())
    no_turns(monkeypatch)
    metadata = [more] if more[0] == who()[0] else [who(), more]
    assert both.main(CHECK, question(), *metadata).code is grpc.StatusCode.UNKNOWN


def test_a_hasty_caller_is_held_to_its_rate_at_the_main_door(both: Both) -> None:
    hasty = who("callers/facts/hasty")
    codes = [both.main(CHECK, question(), hasty).code for _ in range(4)]
    assert codes == [grpc.StatusCode.OK] * 2 + [grpc.StatusCode.RESOURCE_EXHAUSTED] * 2


def test_what_is_wrong_with_what_is_kept_is_left_to_the_guard(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = both.same(CHECK, question(), who())

    def fails(*_: object) -> object:
        raise _NoTurnError

    monkeypatch.setattr(RepeatedChecks, "answer", fails)
    assert masked(CHECK, both.main(CHECK, question(), who()).message) == masked(CHECK, expected.message)
    assert masked(CHECK, both.door.ask(CHECK, question(), who()).message) == masked(CHECK, expected.message)


def test_junk_is_refused_as_grpc_refuses_it(both: Both) -> None:
    call = both.channel.unary_unary(CHECK, bytes, bytes)
    with pytest.raises(grpc.RpcError) as raised:
        call(b"\xff\xff", metadata=(who(),), timeout=20)
    told = both.door.wire(CHECK, [framed(b"\xff\xff")], headers((who()[0].encode(), who()[1].encode())))
    assert isinstance(raised.value, grpc.Call)
    assert (raised.value.code(), raised.value.details()) == (told.code, told.words)
    assert rpc_status.from_call(raised.value) is None
