"""Goals that ask the same in two places are one; what a definition says is asked for as if it stood in its place."""

from dataclasses import dataclass, replace
from typing import Any, cast

import pytest

from denizen.domain.determinations import Truth
from denizen.domain.evaluation.findings import Finding
from denizen.domain.evaluation.settling.goals import Goal
from denizen.domain.names import PrincipalName
from denizen.domain.rules import AnyOf, CitizenOf, Definition, Not, ResidentIn, Rule
from tests.unit.evaluation.builders import ACME, ADA, CN, US, ada, ask, countries, directive, provision, version


@dataclass(frozen=True)
class Leaf:
    """As much of a leaf as goals look at."""

    label: str = "citizen_of US"
    direction: str = "toward foreign"


@dataclass(frozen=True)
class Found:
    node: Leaf
    subject: PrincipalName = ADA


def goal(found: Found, value: Truth = Truth.TRUE) -> Goal:
    return Goal(cast(Finding, found), value)


HERE = Found(Leaf())


def test_the_same_asked_in_another_place_is_one_goal() -> None:
    there = Found(Leaf())
    assert goal(HERE) == goal(there)
    assert len({goal(HERE), goal(there)}) == 1


@pytest.mark.parametrize(
    ("other", "value"),
    [
        pytest.param(replace(HERE, subject=ACME), Truth.TRUE, id="another principal"),
        pytest.param(HERE, Truth.FALSE, id="another value"),
        pytest.param(replace(HERE, node=Leaf(label="citizen_of CN")), Truth.TRUE, id="another rule"),
        pytest.param(replace(HERE, node=Leaf(direction="away from foreign")), Truth.TRUE, id="another threshold"),
    ],
)
def test_what_is_asked_otherwise_is_another(other: Found, value: Truth) -> None:
    assert goal(HERE) != goal(other, value)


def test_a_goal_is_no_other_thing() -> None:
    thing: Any = "citizen_of US"
    assert goal(HERE) != thing


@pytest.mark.parametrize("negated", [False, True])
def test_what_a_definition_says_is_asked_for_in_its_place(negated: bool) -> None:
    said: Rule = AnyOf((CitizenOf(countries(US)), ResidentIn(countries(CN))))
    told = []
    for rule, definitions in ((said, {}), (Definition("d"), {"d": said})):
        whole = Not(rule) if negated else rule
        answer = ask(directive(version(provision(whole), definitions=definitions)), ada(), settle=True)
        told.append([(way.determination, [step.text for step in way.steps]) for way in answer.settling])
    assert told[0] == told[1]
    assert len(told[0]) == 3
