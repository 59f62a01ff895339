"""What each tier is shown of an answer, on generated definitions and facts: only what it may see, and for as long as
that stays the same."""

from dataclasses import fields, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.calendars import after, last_day_to_apply
from denizen.domain.claims import ClaimKind
from denizen.domain.determinations import Answer, Determination, Effect, Step, StepAction, Way
from denizen.domain.directives import Action, ActivationRecord
from denizen.domain.disclosure import Tier
from denizen.domain.evaluation import answer
from denizen.domain.facts import PrincipalFacts
from denizen.domain.principals import PrincipalKind
from denizen.domain.shown import ANSWER, outlined, seen
from tests.unit.evaluation import rule_trees as trees
from tests.unit.evaluation import universe as u
from tests.unit.evaluation.asking import attested, provide, question
from tests.unit.evaluation.builders import directive, version
from tests.unit.evaluation.profiles import examples

KINDS = pytest.mark.parametrize("kind", [PrincipalKind.PERSON, PrincipalKind.ORGANISATION], ids=lambda each: each.name)
INSTANTS = sorted(
    {each + age for each in u.DAYS for age in (timedelta(), *u.AGES)}
    | {after(last_day_to_apply(each)) for each in u.ELIGIBLE}
)
MOMENTS = sorted(each + step for each in INSTANTS for step in (-u.TICK, timedelta(), timedelta(days=1)))


def test_every_field_of_an_answer_has_its_tier() -> None:
    assert {each.name for each in fields(Answer)} == set(ANSWER)


@pytest.mark.parametrize("tier", Tier, ids=lambda each: each.name)
@KINDS
@examples(15)
@given(data=st.data())
def test_it_stands_until_what_its_tier_sees_changes(kind: PrincipalKind, tier: Tier, data: st.DataObject) -> None:
    rule = data.draw(trees.rules_for(kind))
    scene = data.draw(trees.scenes(kind, rule))
    lenient = data.draw(st.none() | u.days)
    provision = provide(kind, rule, thresholds=data.draw(u.thresholds()), allow_until=lenient)
    records = [ActivationRecord(Action.ACTIVATE, data.draw(u.intervals()), 1)]
    compiled = directive(version(provision), records=records)
    asked = replace(question(scene, explain=tier is Tier.FACTS), tier=tier, settle=tier is Tier.REASONS)

    def shown(at: datetime) -> tuple[object, ...]:
        found = answer(replace(asked, at=at), compiled, scene.world, scene.reference)
        return seen(replace(found, valid_until=None, cause=None), tier)

    now = answer(asked, compiled, scene.world, scene.reference)
    whole = answer(replace(asked, tier=Tier.FACTS), compiled, scene.world, scene.reference)
    if whole.valid_until is None:
        assert now.valid_until is None
    for moment in [each for each in MOMENTS if each > scene.at]:
        if now.valid_until is None or moment < now.valid_until:
            assert shown(moment) == shown(scene.at), moment
    if now.valid_until is not None:
        assert whole.valid_until is not None
        assert now.valid_until >= whole.valid_until
        assert shown(now.valid_until - u.TICK) == shown(scene.at)
        assert shown(now.valid_until) != shown(scene.at)


@KINDS
@examples(60)
@given(data=st.data())
def test_what_would_settle_it_names_nothing_on_file_below_facts(kind: PrincipalKind, data: st.DataObject) -> None:
    rule = data.draw(trees.rules_for(kind))
    scene = data.draw(trees.scenes(kind, rule))
    compiled = directive(version(provide(kind, rule)))
    asked = replace(question(scene, explain=False), settle=True, tier=Tier.REASONS)
    told = answer(asked, compiled, scene.world, scene.reference)
    names = {str(each.name) for each in attested(scene)} | set(map(str, scene.world))
    countries = {each.code for each in u.COUNTRIES}
    for step in (step for way in told.settling for step in way.steps):
        assert (step.claim, step.attestation, step.country, step.subject) == (None, None, None, "")
        assert not any(name in step.text for name in names)
        assert not countries & set(step.text.split())


def test_outlines_are_told_once_and_nothing_of_others() -> None:
    mine, theirs = u.ADA, u.BOB
    steps = [
        Step(StepAction.ATTEST, mine, f"attest {each} citizenship", kind=ClaimKind.CITIZENSHIP) for each in ("US", "FR")
    ]
    others = Step(StepAction.ATTEST, theirs, "attest of somebody: residence", kind=ClaimKind.RESIDENCE)
    ways = tuple(Way(Determination.FOREIGN_NATIONAL, (each, others)) for each in steps)
    (way,) = outlined(ways, mine)
    assert [(each.text, each.kind) for each in way.steps] == [
        ("attest citizenship", ClaimKind.CITIZENSHIP),
        ("attest what is missing", None),
    ]


@pytest.mark.parametrize("tier", [Tier.EFFECT, Tier.DETERMINATION], ids=lambda each: each.name)
@KINDS
@examples(15)
@given(data=st.data())
def test_below_reasons_nobody_looks_like_somebody_of_whom_nothing_is_attested(
    kind: PrincipalKind, tier: Tier, data: st.DataObject
) -> None:
    rule = data.draw(trees.rules_for(kind))
    scene = data.draw(trees.scenes(kind, rule))
    compiled = directive(version(provide(kind, rule)))
    asked = replace(question(scene, explain=False), tier=tier)
    nobody = answer(asked, compiled, {}, scene.reference)
    bare = {scene.asked: PrincipalFacts(scene.asked, kind)}
    somebody = answer(asked, compiled, bare, scene.reference)
    assert (nobody.determination, nobody.effect) == (Determination.UNDETERMINED, Effect.DENY)
    if somebody.determination is Determination.UNDETERMINED:
        assert seen(replace(nobody, valid_until=None), tier) == seen(replace(somebody, valid_until=None), tier)
