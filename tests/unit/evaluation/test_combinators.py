"""Combinators in Kleene's logic, definitions, and what a decision rests on."""

from typing import Any

import pytest

from denizen.domain.determinations import Reason
from denizen.domain.rules import All, AnyOf, CitizenOf, Definition, Not
from tests.unit.evaluation.builders import (
    CN,
    FALSE,
    FR,
    LOW,
    TRUE,
    UNKNOWN,
    UNSPECIFIED,
    US,
    ada,
    ask,
    attest,
    citizen,
    countries,
    deny,
    directive,
    provision,
    under,
    value,
    version,
)

AMERICAN, FRENCH = CitizenOf(countries(US)), CitizenOf(countries(FR))
LOST = deny(citizen(US, UNSPECIFIED))


@pytest.mark.parametrize("one", [TRUE, FALSE, UNKNOWN], ids=lambda each: each.name)
@pytest.mark.parametrize("two", [TRUE, FALSE, UNKNOWN], ids=lambda each: each.name)
def test_kleene_logic(one: Any, two: Any) -> None:
    rules = {TRUE: FRENCH, FALSE: AMERICAN, UNKNOWN: CitizenOf(countries(CN))}
    facts = ada(attest(citizen(FR)), LOST)
    order = [FALSE, UNKNOWN, TRUE]
    assert value(All((rules[one], rules[two])), facts) is min(one, two, key=order.index)
    assert value(AnyOf((rules[one], rules[two])), facts) is max(one, two, key=order.index)
    assert value(Not(rules[one]), facts) is order[2 - order.index(one)]
    assert value(All((rules[one], rules[two])), facts, explain=True) is min(one, two, key=order.index)


def test_a_decision_rests_on_what_decided_it() -> None:
    facts = ada(attest(citizen(FR), id="french"), attest(citizen(CN), id="chinese"), LOST)
    chinese = CitizenOf(countries(CN))
    for explain in (True, False):
        names = [each.rpartition("/")[2] for each in under(AnyOf((FRENCH, chinese)), facts, explain=explain).rests_on]
        assert names == ["french"]
        names = [each.rpartition("/")[2] for each in under(All((FRENCH, chinese)), facts, explain=explain).rests_on]
        assert names == ["chinese", "french"]
        names = [each.rpartition("/")[2] for each in under(All((AMERICAN, FRENCH)), facts, explain=explain).rests_on]
        assert names == ["a3"]


def test_every_unknown_part_says_why() -> None:
    assert set(under(AnyOf((Not(AMERICAN), FRENCH)), ada(attest(citizen(US), LOW))).reasons) == {
        Reason.ASSURANCE_TOO_LOW,
        Reason.SET_NOT_CLOSED,
    }


def test_definitions_are_put_in_where_they_are_named() -> None:
    rules = version(provision(Not(Definition("american"))), definitions={"american": AMERICAN})
    answer = ask(directive(rules), ada(attest(citizen(US), LOW)))
    assert answer.explanation is not None
    (named,) = answer.explanation.children
    assert (named.node, named.positive, named.value, named.children[0].node) == (
        "american",
        False,
        UNKNOWN,
        "citizen_of US",
    )
