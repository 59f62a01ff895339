"""What always holds of authorizations."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.authorizations import Authorization
from denizen.domain.claims import ClaimKind
from denizen.domain.determinations import Answer, Determination, Effect, Question, Reason
from denizen.domain.evaluation import Authorizations, CompiledDirective, answer
from denizen.domain.names import attestation_of
from denizen.domain.rules import All, Is
from tests.unit.evaluation import rule_trees as trees
from tests.unit.evaluation import universe as u
from tests.unit.evaluation.builders import (
    DIRECTIVE,
    PERSON,
    provision,
)
from tests.unit.evaluation.profiles import examples
from tests.unit.evaluation.test_authorizations import licence, licensed


@st.composite
def licences(draw: st.DrawFn) -> list[Authorization]:
    """A few, for the person who asks, for those who may employ it, and for who is on the list."""
    given_ = []
    for number in range(draw(st.integers(1, 3))):
        whom = draw(st.sampled_from(["principals", "organisations", "lists"]))
        named = {
            "principals": frozenset({draw(st.sampled_from([u.ADA, u.ACME]))}),
            "organisations": frozenset({draw(st.sampled_from([u.ACME, u.HOLDING, u.BRANCH]))}),
            "lists": frozenset({u.LIST}),
        }
        conditions = draw(st.none() | trees.rules_for(PERSON).map(lambda rule: All((Is(PERSON), rule))))
        given_.append(
            licence(
                str(number),
                **{whom: named[whom]},
                effective=draw(u.intervals()),
                conditions=conditions,
            )
        )
    return given_


def asked(scene: u.Scene, at: Any = None) -> Question:
    return Question(scene.asked, DIRECTIVE, u.PURPOSE, at or scene.at, presence=scene.presence, settle=False)


KINDS = [ClaimKind.CITIZENSHIP, ClaimKind.AFFILIATION, ClaimKind.AFFILIATION, ClaimKind.RESIDENCE]


@st.composite
def questions(draw: st.DrawFn) -> tuple[CompiledDirective, u.Scene]:
    rule = draw(trees.rules_for(PERSON))
    given_ = draw(licences())
    conditions = [each.conditions for each in given_ if each.conditions is not None]
    scene = draw(trees.scenes(PERSON, rule, *conditions))
    working = draw(u.facts_of(scene.asked, KINDS)) if scene.asked == u.ADA else None
    if working is not None and scene.asked in scene.world:
        added = [replace(each, name=attestation_of(u.ADA, f"w{n}")) for n, each in enumerate(working.attestations)]
        facts = scene.world[u.ADA]
        whole = replace(facts, attestations=(*facts.attestations, *added), screening_keys=working.screening_keys)
        scene = replace(scene, world={**scene.world, u.ADA: whole})
    terms = provision(rule, thresholds=draw(u.thresholds()))
    return licensed(*given_, provisions=(terms,)), scene


def without_licence(found: Answer) -> Answer:
    return replace(found, effect=Effect.DENY, reasons=(), rests_on=(), authorization="", valid_until=None, cause=None)


@examples(80)
@given(questions())
def test_it_changes_nothing_but_a_denial_of_a_foreign_national(given_: tuple[CompiledDirective, u.Scene]) -> None:
    compiled, scene = given_
    with_, without = (
        answer(asked(scene), each, scene.world, scene.reference)
        for each in (compiled, replace(compiled, authorizations=Authorizations()))
    )
    if with_.authorization:
        assert without.determination is Determination.FOREIGN_NATIONAL
        assert without.effect is Effect.DENY
        assert with_.effect is Effect.ALLOW
        assert set(with_.reasons) == {Reason.AUTHORIZED, *without.reasons}
        assert set(with_.rests_on) >= set(without.rests_on)
        assert without_licence(with_) == without_licence(without)
    else:
        assert replace(with_, valid_until=None, cause=None) == replace(without, valid_until=None, cause=None)


@examples(80)
@given(questions())
def test_valid_until_holds_and_is_tight(given_: tuple[CompiledDirective, u.Scene]) -> None:
    compiled, scene = given_
    found = answer(asked(scene), compiled, scene.world, scene.reference)
    bare = replace(found, valid_until=None, cause=None)
    for moment in sorted({*u.DAYS, *(each + age for each in u.DAYS for age in u.AGES)}):
        if scene.at <= moment and (found.valid_until is None or moment < found.valid_until):
            then = answer(asked(scene, moment), compiled, scene.world, scene.reference)
            assert replace(then, valid_until=None, cause=None) == bare
    if found.valid_until is not None:
        then = answer(asked(scene, found.valid_until), compiled, scene.world, scene.reference)
        assert replace(then, valid_until=None, cause=None) != bare
