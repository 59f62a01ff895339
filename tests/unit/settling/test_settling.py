"""What must hold of everything that is offered, on generated definitions and facts: it was tried, and it is true."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.determinations import Answer, Determination, Question, Step
from denizen.domain.directives import Provision
from denizen.domain.evaluation import CompiledDirective, answer
from denizen.domain.evaluation.settling import variants
from denizen.domain.evaluation.settling.assembling import MOST_STEPS
from denizen.domain.evaluation.settling.searching import MOST_TRIED, MOST_WAYS
from denizen.domain.facts import PrincipalFacts
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Reference
from denizen.domain.rules import Countries, Is, PresentIn
from tests.unit.evaluation import rule_trees as trees
from tests.unit.evaluation import universe as u
from tests.unit.evaluation.builders import ADA, DIRECTIVE, PERSON, ask, directive, question, version
from tests.unit.evaluation.profiles import examples
from tests.unit.settling.taking import take

T = TypeVar("T")
KINDS = pytest.mark.parametrize("kind", [PrincipalKind.PERSON, PrincipalKind.ORGANISATION], ids=lambda each: each.name)


@dataclass(frozen=True)
class Asked:
    """A question on a scene, with its answer."""

    scene: u.Scene
    question: Question
    directive: CompiledDirective
    answer: Answer

    def after(self, steps: Sequence[Step], level: AssuranceLevel) -> Determination:
        """What is found when the steps were taken, at `level` where they do not ask for more."""
        question, world = take(steps, self.question, self.scene.world, level, u.ISSUERS[0])
        return answer(replace(question, settle=False), self.directive, world, self.scene.reference).determination


@st.composite
def asked(draw: st.DrawFn, kind: PrincipalKind) -> Asked:
    rule = draw(trees.rules_for(kind))
    scene = draw(trees.scenes(kind, rule))
    provision = Provision(
        "p",
        rule,
        kinds=frozenset((kind,)),
        thresholds=draw(u.thresholds()),
        presence_max_age=draw(st.sampled_from([None, *u.AGES])),
    )
    compiled = directive(version(provision))
    asking = Question(scene.asked, DIRECTIVE, u.PURPOSE, scene.at, presence=scene.presence)
    return Asked(scene, asking, compiled, answer(asking, compiled, scene.world, scene.reference))


@KINDS
@examples(100)
@given(data=st.data())
def test_each_way_settles_when_its_steps_are_taken(kind: PrincipalKind, data: st.DataObject) -> None:
    case = data.draw(asked(kind))
    for way in case.answer.settling:
        for level in AssuranceLevel:
            assert case.after(way.steps, level) is way.determination


@KINDS
@examples(60)
@given(data=st.data())
def test_no_step_is_too_many(kind: PrincipalKind, data: st.DataObject) -> None:
    case = data.draw(asked(kind))
    for way in case.answer.settling:
        for size in range(len(way.steps)):
            for part in combinations(way.steps, size):
                assert not all(case.after(part, level) is way.determination for level in AssuranceLevel)


@KINDS
@examples(60)
@given(data=st.data())
def test_what_is_offered_is_bounded(kind: PrincipalKind, data: st.DataObject) -> None:
    found = data.draw(asked(kind)).answer
    if found.determination is not Determination.UNDETERMINED:
        assert (found.settling, found.settling_searched) == ((), 0)
    assert found.settling_searched <= 2 * MOST_TRIED
    sizes = [len(way.steps) for way in found.settling]
    assert sizes == sorted(sizes)
    assert all(0 < size <= MOST_STEPS for size in sizes)
    for determination in Determination:
        ways = [set(way.steps) for way in found.settling if way.determination is determination]
        assert len(ways) <= MOST_WAYS
        assert not any(one <= other for one, other in combinations(ways, 2))


@KINDS
@examples(60)
@given(data=st.data())
def test_the_order_of_facts_never_matters(kind: PrincipalKind, data: st.DataObject) -> None:
    case = data.draw(asked(kind))
    shuffle = data.draw(st.randoms(use_true_random=False))
    world = {
        name: replace(facts, attestations=_shuffled(facts.attestations, shuffle))
        for name, facts in _shuffled(tuple(case.scene.world.items()), shuffle)
    }
    assert answer(case.question, case.directive, world, case.scene.reference) == case.answer


@KINDS
@examples(60)
@given(data=st.data())
def test_the_same_is_offered_until_the_answer_ends(kind: PrincipalKind, data: st.DataObject) -> None:
    case = data.draw(asked(kind))
    end = case.answer.valid_until
    moments = [data.draw(u.instants), case.scene.at + u.TICK, *([] if end is None else [end - u.TICK])]
    for moment in moments:
        if case.scene.at <= moment and (end is None or moment < end):
            later = replace(case.question, at=moment)
            assert answer(later, case.directive, case.scene.world, case.scene.reference) == case.answer


def test_a_question_may_leave_it_out() -> None:
    present = directive(version(Provision("p", PresentIn(Countries(frozenset({u.US}))))))
    asking = question(explain=False, settle=True)
    found = answer(asking, present, {ADA: PrincipalFacts(ADA, PERSON)}, Reference())
    bare = answer(replace(asking, settle=False), present, {ADA: PrincipalFacts(ADA, PERSON)}, Reference())
    assert found.settling
    assert bare == replace(found, settling=(), settling_searched=0)


def test_nothing_is_offered_about_somebody_unknown() -> None:
    found = ask(directive(version(Provision("p", Is(PERSON)))), principal=ADA, settle=True)
    assert (found.determination, found.settling, found.settling_searched) == (Determination.UNDETERMINED, (), 0)


def _shuffled(items: tuple[T, ...], shuffle: random.Random) -> tuple[T, ...]:
    several = list(items)
    shuffle.shuffle(several)
    return tuple(several)


@KINDS
@examples(40)
@given(data=st.data())
def test_what_weighs_the_same_would_have_led_there(kind: PrincipalKind, data: st.DataObject) -> None:
    found = data.draw(asked(kind))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(variants, "_weigh_the_same", lambda *_: False)
        each_tried = answer(found.question, found.directive, found.scene.world, found.scene.reference)
    assert each_tried == found.answer
