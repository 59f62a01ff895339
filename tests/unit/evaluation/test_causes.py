"""Which inputs make a difference, of an answer that depends on them in a known way."""

from collections.abc import Callable, Collection
from itertools import combinations

import pytest

from denizen.domain.determinations import Answer, Determination, Effect
from denizen.domain.evaluation.differing import Input, InputKind, causes

BEFORE = Answer(Determination.FOREIGN_NATIONAL, Effect.DENY, ())
AFTER = Answer(Determination.NOT_FOREIGN_NATIONAL, Effect.ALLOW, ())
Chosen = Collection[Input]


def inputs(number: int) -> list[Input]:
    return [Input(InputKind.FACT, f"f{place:03}") for place in range(number)]


class Judge:
    """Gives the answer after where `changed` says so, and counts how often it is asked."""

    def __init__(self, changed: Callable[[set[str]], bool], before: Answer = BEFORE, after: Answer = AFTER) -> None:
        self._changed, self._before, self._after = changed, before, after
        self.asked = 0

    def __call__(self, chosen: Chosen) -> Answer:
        self.asked += 1
        return self._after if self._changed({each.resource for each in chosen}) else self._before


def found(number: int, judge: Judge) -> list[str]:
    return [each.resource for each in causes(inputs(number), judge)]


@pytest.mark.parametrize(
    ("number", "changed", "wanted"),
    [
        pytest.param(3, lambda _: False, [], id="nothing"),
        pytest.param(3, lambda on: "f001" in on, ["f001"], id="one"),
        pytest.param(3, lambda on: "f000" in on or "f002" in on, ["f000", "f002"], id="either of two"),
        pytest.param(5, lambda on: {"f001", "f003"} <= on, ["f001", "f003"], id="two together"),
        pytest.param(5, lambda on: {"f001", "f002", "f004"} <= on, ["f001", "f002", "f004"], id="three together"),
        pytest.param(30, lambda on: {"f003", "f028"} <= on, ["f003", "f028"], id="two of too many to try each two"),
        pytest.param(300, lambda on: "f123" in on, ["f123"], id="one of too many to try each"),
        pytest.param(300, lambda on: {"f000", "f150", "f299"} <= on, ["f000", "f150", "f299"], id="three of very many"),
    ],
)
def test_what_makes_the_difference_is_named(
    number: int, changed: Callable[[set[str]], bool], wanted: list[str]
) -> None:
    assert found(number, Judge(changed)) == wanted


def test_what_alone_does_something_else_is_named_with_what_it_takes_beside_it() -> None:
    """The first alone changes the answer, to another one than that after; the last is needed as well."""
    between = Answer(Determination.UNDETERMINED, Effect.DENY, ())

    def judge(chosen: Chosen) -> Answer:
        on = {each.resource for each in chosen}
        return AFTER if {"f000", "f004"} <= on else between if "f000" in on else BEFORE

    assert [each.resource for each in causes(inputs(5), judge)] == ["f000", "f004"]


def test_what_follows_comes_before_what_it_rests_on() -> None:
    """Both change, and what only changes the basis is no cause of another outcome."""
    same = Answer(Determination.FOREIGN_NATIONAL, Effect.DENY, (), digest="other")

    def judge(chosen: Chosen) -> Answer:
        on = {each.resource for each in chosen}
        return AFTER if "f001" in on else same if "f000" in on else BEFORE

    assert [each.resource for each in causes(inputs(2), judge)] == ["f001"]


def test_what_an_answer_rests_on_where_it_says_the_same() -> None:
    after = Answer(Determination.FOREIGN_NATIONAL, Effect.DENY, (), digest="other")
    assert found(4, Judge(lambda on: "f002" in on, after=after)) == ["f002"]


@pytest.mark.parametrize(
    ("number", "least", "most"),
    [
        pytest.param(20, 20 * 19 // 2, 300, id="each two of twenty"),
        pytest.param(21, 21, 100, id="of more, halves"),
        pytest.param(200, 200, 300, id="each of two hundred"),
        pytest.param(201, 1, 100, id="of more, halves again"),
    ],
)
def test_how_often_an_answer_is_sought_is_bounded(number: int, least: int, most: int) -> None:
    last = {each.resource for each in inputs(number)[-3:]}
    judge = Judge(lambda on: last <= on)
    assert found(number, judge) == sorted(last)
    assert least <= judge.asked <= most


def test_nothing_that_is_named_is_in_vain() -> None:
    """Any of some pairs will do: exactly one of them is named."""
    pairs = [{"f000", "f009"}, {"f003", "f004"}, {"f007", "f008"}]
    for number in (10, 40):
        named = set(found(number, Judge(lambda on: any(pair <= on for pair in pairs))))
        assert named in pairs
        assert not any(pair <= set(few) for pair in pairs for few in combinations(named, 1))
