"""What must hold of every answer, on generated definitions and facts."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.calendars import after, last_day_to_apply
from denizen.domain.claims import ClaimKind
from denizen.domain.determinations import Determination, Effect, Truth
from denizen.domain.directives import Action, ActivationRecord, Requirement, Threshold
from denizen.domain.evaluation import answer
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import All, AnyOf, Not, Rule
from tests.unit.evaluation import rule_trees as trees
from tests.unit.evaluation import universe as u
from tests.unit.evaluation.asking import ask, attested, provide, question, truth, with_facts
from tests.unit.evaluation.builders import directive, version
from tests.unit.evaluation.profiles import examples

TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
HEIGHT = [FALSE, UNKNOWN, TRUE].index
KINDS = pytest.mark.parametrize("kind", [PrincipalKind.PERSON, PrincipalKind.ORGANISATION], ids=lambda each: each.name)


def lower(value: Truth) -> Truth:
    return [FALSE, UNKNOWN, TRUE][2 - HEIGHT(value)]


# ------------------------------------------------------------------------------------------------ order, logic


@KINDS
@examples(60)
@given(data=st.data())
def test_the_order_of_facts_never_matters(kind: PrincipalKind, data: st.DataObject) -> None:
    rule = data.draw(trees.rules_for(kind))
    scene = data.draw(trees.scenes(kind, rule))
    provision = provide(kind, rule, thresholds=data.draw(u.thresholds()))
    shuffled = scene
    for name, facts in scene.world.items():
        shuffled = with_facts(shuffled, name, data.draw(st.permutations(facts.attestations)))
    shuffled = replace(shuffled, world=dict(data.draw(st.permutations(list(shuffled.world.items())))))
    compiled = directive(version(provision))
    one = answer(question(scene), compiled, scene.world, scene.reference)
    assert answer(question(scene), compiled, shuffled.world, scene.reference) == one


@KINDS
@examples(60)
@given(data=st.data())
def test_laws_of_the_combinators(kind: PrincipalKind, data: st.DataObject) -> None:
    one, two, three = (data.draw(trees.rules_for(kind, 1)) for _ in range(3))
    scene = data.draw(trees.scenes(kind, one, two, three))
    thresholds = data.draw(u.thresholds())

    def of(rule: Rule) -> Truth:
        return truth(provide(kind, rule, thresholds=thresholds), scene)

    a, b = of(one), of(two)
    if ask(provide(kind, one), scene).explanation is None:
        return
    assert of(All((one, two))) is min(a, b, key=HEIGHT) is of(All((two, one)))
    assert of(AnyOf((one, two))) is max(a, b, key=HEIGHT) is of(AnyOf((two, one)))
    assert of(Not(Not(one))) is a
    assert of(All((one,))) is a is of(AnyOf((one, one)))
    assert of(Not(All((one, two)))) is of(AnyOf((Not(one), Not(two))))
    assert of(Not(AnyOf((one, two)))) is of(All((Not(one), Not(two))))
    assert of(All((one, AnyOf((one, two))))) is a
    assert of(All((one, AnyOf((two, three))))) is of(AnyOf((All((one, two)), All((one, three)))))


@KINDS
@examples(80)
@given(data=st.data())
def test_a_not_swaps_the_thresholds_and_nothing_else(kind: PrincipalKind, data: st.DataObject) -> None:
    rule = data.draw(trees.rules_for(kind))
    scene = data.draw(trees.scenes(kind, rule))
    low, high = (Requirement(data.draw(st.sampled_from(AssuranceLevel))) for _ in range(2))
    closing = Threshold(high, low)
    straight = {None: Threshold(high, low), ClaimKind.COMPLETENESS: closing}
    swapped = {None: Threshold(low, high), ClaimKind.COMPLETENESS: Threshold(low, high)}
    there, back = provide(kind, rule, thresholds=straight), provide(kind, Not(rule), thresholds=swapped)
    if ask(there, scene).explanation is not None:
        assert truth(back, scene) is lower(truth(there, scene))


# --------------------------------------------------------------------------------------------------- answers


@KINDS
@examples(100)
@given(data=st.data())
def test_answers_say_why_and_rest_on_what_may_be_seen(kind: PrincipalKind, data: st.DataObject) -> None:
    rule = data.draw(trees.rules_for(kind))
    scene = data.draw(trees.scenes(kind, rule))
    provision = provide(kind, rule, thresholds=data.draw(u.thresholds()))
    told = ask(provision, scene)
    assert told.reasons
    assert (told.effect is Effect.ALLOW) is (
        told.determination in (Determination.NOT_FOREIGN_NATIONAL, Determination.NOT_APPLICABLE)
    )
    known = {each.name: each for each in attested(scene)}
    for name in told.rests_on:
        assert u.PURPOSE in known[name].purposes
        assert scene.at in known[name].vouched
    assert replace(told, explanation=None) == ask(provision, scene, explain=False)


@KINDS
@examples(60)
@given(data=st.data())
def test_an_answer_stands_until_it_says_and_no_longer(kind: PrincipalKind, data: st.DataObject) -> None:
    rule = data.draw(trees.rules_for(kind))
    scene = data.draw(trees.scenes(kind, rule))
    provision = provide(
        kind,
        rule,
        thresholds=data.draw(u.thresholds()),
        presence_max_age=data.draw(st.sampled_from([None, *u.AGES])),
        allow_until=data.draw(st.none() | u.days),
    )
    records = [ActivationRecord(Action.ACTIVATE, data.draw(u.intervals()), 1)]
    if data.draw(st.booleans()):
        records.append(ActivationRecord(Action.SUSPEND, data.draw(u.intervals())))
    compiled = directive(version(provision), records=records)
    explain = data.draw(st.booleans())
    now = answer(question(scene, explain=explain), compiled, scene.world, scene.reference)
    found = replace(now, valid_until=None, cause=None)

    instants = {each + age for each in u.DAYS for age in (timedelta(), *u.AGES)}
    instants |= {after(last_day_to_apply(each)) for each in u.ELIGIBLE}
    moments = {each + step for each in instants for step in (-u.TICK, timedelta(), timedelta(days=1))}
    for moment in sorted(each for each in moments if each > scene.at):
        if now.valid_until is None or moment < now.valid_until:
            assert ask(compiled, scene, at=moment, explain=explain) == found, moment
    if now.valid_until is not None:
        assert now.valid_until in instants
        assert ask(compiled, scene, at=now.valid_until - u.TICK, explain=explain) == found
        assert ask(compiled, scene, at=now.valid_until, explain=explain) != found
