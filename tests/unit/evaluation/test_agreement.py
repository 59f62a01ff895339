"""The compiled evaluator and the plain one find the same value for every node of generated definitions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.determinations import Determination, Explanation, Question, Truth
from denizen.domain.directives import Exemption, Provision
from denizen.domain.evaluation import answer
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import All, AnyOf, Definition, Not, Rule
from tests.unit.evaluation import rule_trees as trees
from tests.unit.evaluation import universe as u
from tests.unit.evaluation.builders import DIRECTIVE, directive, version
from tests.unit.evaluation.plain.evaluator import PlainEvaluator
from tests.unit.evaluation.profiles import examples

DETERMINED = {
    Truth.TRUE: Determination.FOREIGN_NATIONAL,
    Truth.FALSE: Determination.NOT_FOREIGN_NATIONAL,
    Truth.UNKNOWN: Determination.UNDETERMINED,
}


def disagreements(plain: PlainEvaluator, rule: Rule, tree: Explanation, *, positive: bool) -> list[str]:
    """The nodes, down to the leaves, of which the two do not say the same."""
    assert plain.asked is not None
    expected = plain.value(rule, plain.asked, positive=positive)
    wrong = [] if expected is tree.value else [f"{tree.node}: plain {expected.name}, compiled {tree.value.name}"]
    match rule:
        case All(rules) | AnyOf(rules):
            inner = list(zip(rules, tree.children, strict=True))
        case Not(one):
            inner, positive = [(one, tree.children[0])], not positive
        case Definition(name):
            inner = [(plain.definitions[name], tree.children[0])]
        case _:
            inner = []
    return wrong + [each for one, child in inner for each in disagreements(plain, one, child, positive=positive)]


def compare(provision: Provision, scene: u.Scene, definitions: dict[str, Rule] | None = None) -> None:
    plain = PlainEvaluator(
        provision,
        definitions or {},
        scene.world,
        scene.reference,
        scene.at,
        u.PURPOSE,
        scene.presence,
        scene.asked,
    )
    asking = Question(scene.asked, DIRECTIVE, u.PURPOSE, scene.at, presence=scene.presence, explain=True, settle=False)
    compiled = directive(version(provision, definitions=definitions))
    answered = answer(asking, compiled, scene.world, scene.reference)
    if plain.judged(scene.asked) is None:
        assert answered.determination is Determination.UNDETERMINED
        return
    tree = answered.explanation
    if tree is None:
        assert answered.determination is Determination.NOT_APPLICABLE
        return
    root = tree.children[0] if provision.exemptions else tree
    assert disagreements(plain, provision.definition, root, positive=True) == []
    assert answered.determination is DETERMINED[plain.answer(scene.asked)]


@pytest.mark.parametrize("kind", [PrincipalKind.PERSON, PrincipalKind.ORGANISATION], ids=lambda each: each.name)
@examples(150)
@given(data=st.data())
def test_both_evaluators_agree(kind: PrincipalKind, data: st.DataObject) -> None:
    rule = data.draw(trees.rules_for(kind), label="rule")
    exempt = data.draw(st.lists(trees.rules_for(kind), max_size=1), label="exemptions")
    scene = data.draw(trees.scenes(kind, rule, *exempt), label="scene")
    provision = Provision(
        "p",
        Definition("inner"),
        kinds=frozenset((kind,)),
        exemptions=tuple(Exemption(f"e{n}", each) for n, each in enumerate(exempt)),
        thresholds=data.draw(u.thresholds(), label="thresholds"),
        presence_max_age=data.draw(st.sampled_from([None, *u.AGES])),
    )
    compare(provision, scene, {"inner": rule})
