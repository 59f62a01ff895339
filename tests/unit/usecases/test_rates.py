"""How often a caller may call."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.errors import ExhaustedError
from denizen.domain.rates import Rate
from denizen.usecases import rates
from denizen.usecases.context import Caller
from denizen.usecases.rates import Rates
from tests.unit.evaluation.profiles import examples

ANN, BEN = Caller("callers/ann"), Caller("callers/ben")


class Hands:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def taken(counted: Rates, caller: Caller = ANN) -> bool:
    try:
        counted.take(caller)
    except ExhaustedError:
        return False
    return True


def test_so_many_at_once_and_then_one_by_one() -> None:
    clock = Hands()
    counted = Rates(Rate(2.0, 3), clock)
    assert [taken(counted) for _ in range(5)] == [True, True, True, False, False]
    clock.now += 0.5
    assert [taken(counted) for _ in range(2)] == [True, False]
    clock.now += 60
    assert [taken(counted) for _ in range(4)] == [True, True, True, False]


def test_a_refusal_says_when_it_may_be_tried_again() -> None:
    clock = Hands()
    counted = Rates(Rate(0.5, 1), clock)
    counted.take(ANN)
    with pytest.raises(ExhaustedError) as raised:
        counted.take(ANN)
    assert raised.value.retry_after == pytest.approx(2.0)
    assert raised.value.facts == {"limit": "0.5 calls per second, 1 at once"}
    clock.now += raised.value.retry_after
    counted.take(ANN)


def test_each_caller_has_its_own() -> None:
    counted = Rates(Rate(1.0, 1), Hands())
    mine = Caller("callers/fast", rate=Rate(1.0, 3))
    assert [taken(counted, each) for each in (ANN, BEN, ANN, BEN)] == [True, True, False, False]
    assert [taken(counted, mine) for _ in range(4)] == [True, True, True, False]


def test_without_a_rate_there_is_no_limit() -> None:
    counted = Rates()
    assert all(taken(counted) for _ in range(1000))


@examples(100)
@given(
    rate=st.builds(Rate, st.sampled_from([0.1, 1.0, 7.0]), st.integers(1, 9)),
    pauses=st.lists(st.floats(0, 20), max_size=60),
)
def test_never_more_than_the_burst_and_the_rate(rate: Rate, pauses: list[float]) -> None:
    clock = Hands()
    counted, admitted = Rates(rate, clock), list[float]()
    for pause in pauses:
        clock.now += pause
        if taken(counted):
            admitted.append(clock.now)
    for first, start in enumerate(admitted):
        for last, end in enumerate(admitted[first:], 1):
            assert last <= rate.burst + (end - start) * rate.per_second + 1e-6


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "MOST_CALLERS", 10)
    clock = Hands()
    counted = Rates(Rate(0.01, 2), clock)
    busy = Caller("callers/busy")
    assert [taken(counted, busy) for _ in range(3)] == [True, True, False]
    for number in range(100):
        assert taken(counted, Caller(f"callers/{number}"))
        assert not taken(counted, busy)
    assert counted.callers <= 11
