"""What always holds of differences."""

from dataclasses import dataclass, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.claims import ClaimKind
from denizen.domain.determinations import Question
from denizen.domain.directives import Action, ActivationRecord
from denizen.domain.evaluation import Authorizations
from denizen.domain.evaluation.answering import found
from denizen.domain.evaluation.differing import Mixing, Side, causes, differences
from denizen.domain.evaluation.differing.differences import basis, outcome
from denizen.domain.facts import PrincipalFacts, World
from denizen.domain.names import PrincipalName
from tests.unit.evaluation import rule_trees as trees
from tests.unit.evaluation import universe as u
from tests.unit.evaluation.builders import (
    DIRECTIVE,
    PERSON,
    directive,
    provision,
    version,
)
from tests.unit.evaluation.profiles import examples
from tests.unit.evaluation.test_authorization_properties import licences


@dataclass(frozen=True)
class Pairs:
    before: Side
    after: Side


def some_of(draw: st.DrawFn, facts: World) -> World:
    """The principals and attestations of which some were not known, and some no longer are."""
    kept: dict[PrincipalName, PrincipalFacts] = {}
    for name, each in facts.items():
        if draw(st.integers(0, 7)):
            known = tuple(one for one in each.attestations if draw(st.booleans()))
            kept[name] = replace(each, attestations=known)
    return kept


@st.composite
def pairs(draw: st.DrawFn) -> Pairs:
    rule, other = draw(trees.rules_for(PERSON)), draw(trees.rules_for(PERSON))
    scene = draw(trees.scenes(PERSON, rule, other))
    numbers = (version(provision(rule, thresholds=draw(u.thresholds()))), version(provision(other), number=2))
    records = [ActivationRecord(Action.ACTIVATE, version=1)]
    if draw(st.booleans()):
        records.append(ActivationRecord(draw(st.sampled_from(Action)), draw(u.intervals()), 2))
    records = [each if each.action is Action.ACTIVATE else replace(each, version=None) for each in records]
    given_ = draw(licences())
    sides = []
    for at in (scene.at, draw(u.instants)):
        known = [each for each in given_ if draw(st.booleans())]
        plain = directive(*numbers, records=records)
        provisions = [each for _, compiled in plain.versions.values() for each in compiled.provisions]
        under = replace(plain, authorizations=Authorizations.of(known, provisions))
        asked = Question(scene.asked, DIRECTIVE, u.PURPOSE, at, presence=scene.presence, settle=False)
        sides.append(Side(asked, under, some_of(draw, scene.world), scene.reference))
    return Pairs(*sides)


def answered(one: Side) -> Any:
    return found(one.question, one.directive, one.world, one.reference)


@examples(80)
@given(pairs())
def test_the_mixture_begins_with_one_answer_and_ends_with_the_other(given_: Pairs) -> None:
    mixing = Mixing(given_.before, given_.after)
    assert mixing.answer(()) == answered(given_.before)
    assert mixing.answer(mixing.inputs) == answered(given_.after)


@examples(120)
@given(pairs())
def test_what_is_named_gives_the_other_answer_and_nothing_of_it_is_in_vain(given_: Pairs) -> None:
    before, after = answered(given_.before), answered(given_.after)
    mixing = Mixing(given_.before, given_.after)
    found_ = causes(mixing.inputs, mixing.answer)
    aspect = outcome if outcome(before) != outcome(after) else basis
    assert aspect(mixing.answer(found_)) == aspect(after)
    assert (found_ == ()) == (basis(before) == basis(after))
    for each in found_:
        alone = aspect(mixing.answer((each,))) != aspect(before)
        without = [one for one in found_ if one is not each]
        assert alone or aspect(mixing.answer(without)) != aspect(after)


@examples(60)
@given(pairs())
def test_the_words_tell_no_value_of_a_claim(given_: Pairs) -> None:
    told = [each.text for each in differences(Mixing(given_.before, given_.after))]
    for text in told:
        words = set(text.replace(",", " ").replace(";", " ").split())
        assert words.isdisjoint({country.code for country in u.COUNTRIES} | {kind.value for kind in ClaimKind})
