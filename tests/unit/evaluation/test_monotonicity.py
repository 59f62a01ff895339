"""More and less evidence: what always holds."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import Attestation
from denizen.domain.claims import SINGLE_VALUED, ClaimKind, Completeness
from denizen.domain.determinations import Determination, Effect, Reason
from denizen.domain.facts import STANDING_IN
from denizen.domain.names import attestation_of
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import Not, Rule
from tests.unit.evaluation import rule_trees as trees
from tests.unit.evaluation import universe as u
from tests.unit.evaluation.asking import ask, attested, nodes, plus, provide, truth, without
from tests.unit.evaluation.plain.weighing import rules_out, unnamed
from tests.unit.evaluation.profiles import examples
from tests.unit.evaluation.test_properties import FALSE, HEIGHT, KINDS, TRUE

UNSETTLED = {Reason.OVERRULED, Reason.CONFLICTING_ATTESTATIONS}


def drawn(data: st.DataObject, kind: PrincipalKind, rule: Rule, accept: Callable[[Attestation], bool]) -> Attestation:
    """One more attestation of a kind that the rule reads."""
    kinds = [each for each in trees.kinds_of([rule]) if each not in STANDING_IN]
    assume(kinds)
    of = data.draw(st.sampled_from(kinds))
    personal = of in u.PERSONAL
    subject = data.draw(st.sampled_from([u.ADA] if personal else [u.ACME, u.ACME, u.HOLDING]))
    form = data.draw(st.sampled_from(["claim", "denial", "closure"]))
    strategy = {"claim": u.CLAIMS[of], "denial": u.denials(of), "closure": u.closures(of, [])}[form]
    more = data.draw(u.attestations(data.draw(strategy), holds=form != "denial", hiding=False))
    assume(accept(more))
    return replace(more, name=attestation_of(subject, "more"))


def known_there(scene: u.Scene, more: Attestation) -> bool:
    return more.subject in scene.world


@KINDS
@examples(150)
@given(data=st.data())
def test_weak_evidence_only_pushes_toward_foreign(kind: PrincipalKind, data: st.DataObject) -> None:
    rule = data.draw(trees.rules_for(kind, 1))
    scene = data.draw(trees.scenes(kind, rule))
    provision = provide(kind, rule)

    def weak(each: Attestation) -> bool:
        # A signed declaration of completeness suffices to clear: it is not weak.
        return each.assurance.ordinal < AssuranceLevel.SUBSTANTIAL and not isinstance(each.claim, Completeness)

    more = drawn(data, kind, rule, weak)
    assume(known_there(scene, more))
    before, later = ask(provision, scene), ask(provision, plus(scene, more))
    assert HEIGHT(truth(provision, plus(scene, more))) >= HEIGHT(truth(provision, scene))
    assert (before.effect, later.effect) != (Effect.DENY, Effect.ALLOW)


@KINDS
@examples(150)
@given(data=st.data())
def test_hiding_evidence_only_makes_answers_undetermined(kind: PrincipalKind, data: st.DataObject) -> None:
    rule = data.draw(trees.rules_for(kind, 1))
    scene = data.draw(trees.scenes(kind, rule, hiding=False))
    assume(attested(scene))
    hidden = data.draw(st.sampled_from(attested(scene)))
    veiled = plus(without(scene, hidden), replace(hidden, purposes=frozenset((u.OTHER_PURPOSE,))))
    provision = provide(kind, rule, thresholds=data.draw(u.thresholds()))
    before, later = ask(provision, scene), ask(provision, veiled)
    assert later.determination in (before.determination, Determination.UNDETERMINED)
    assert (before.effect, later.effect) != (Effect.DENY, Effect.ALLOW)


@KINDS
@examples(200)
@given(data=st.data())
def test_revoking_clears_nobody_whom_it_did_not_restrict(kind: PrincipalKind, data: st.DataObject) -> None:
    """What is revoked restricted, if something that does not clear rests on it, or if it contradicts other evidence."""
    rule = data.draw(trees.rules_for(kind, 1))
    scene = data.draw(trees.scenes(kind, rule, hiding=False))
    candidates = [each for each in attested(scene) if each.claim.kind not in STANDING_IN]
    assume(candidates)
    revoked = data.draw(st.sampled_from(candidates))
    provision = provide(kind, rule, thresholds=data.draw(u.thresholds()))
    before, later = ask(provision, scene), ask(provision, without(scene, revoked))
    if (before.effect, later.effect) == (Effect.DENY, Effect.ALLOW):
        restricting = {
            name
            for node in nodes(before.explanation)
            if node.value is not (FALSE if node.positive else TRUE)
            for name in node.rests_on
        }
        opponents = [each for each in attested(scene) if each != revoked and at_odds(revoked, each)]
        assert revoked.name in restricting or opponents


def at_odds(one: Attestation, other: Attestation) -> bool:
    """Whether two attestations cannot both be the whole truth."""
    return _against(one, other) or _against(other, one)


def _against(one: Attestation, other: Attestation) -> bool:
    a, b = one.claim, other.claim
    if isinstance(a, Completeness):
        return not isinstance(b, Completeness) and other.holds and b.kind is a.of and unnamed(a, b)
    if isinstance(b, Completeness) or not other.holds:
        return False
    if not one.holds:
        return rules_out(a, b)
    if a.kind is b.kind:
        return a != b and (a.kind in SINGLE_VALUED | {ClaimKind.OWNERSHIP, ClaimKind.NATURALIZATION})
    inferred = (
        (ClaimKind.STATELESSNESS, ClaimKind.CITIZENSHIP),
        (ClaimKind.CITIZENSHIP, ClaimKind.IMMIGRATION_STATUS),
        (ClaimKind.INCORPORATION, ClaimKind.ORGANISATION_CLASS),
    )
    return (a.kind, b.kind) in inferred


@KINDS
@examples(200)
@given(data=st.data())
def test_more_knowledge_turns_no_value_round_unnoticed(kind: PrincipalKind, data: st.DataObject) -> None:
    """Of leaves on sets: TRUE and FALSE give way to each other only by what is overruled or contested, by news, which
    began after a set was verified, or by a direct claim before an inference."""
    leaves = trees.set_valued_personal if kind is PrincipalKind.PERSON else trees.set_valued_corporate
    rule: Any = data.draw(leaves)
    rule = Not(rule) if data.draw(st.booleans()) else rule
    scene = data.draw(trees.scenes(kind, rule, hiding=False))
    provision = provide(kind, rule, thresholds=data.draw(u.thresholds()))
    more = drawn(data, kind, rule, lambda _: True)
    assume(known_there(scene, more))
    before, later = ask(provision, scene), ask(provision, plus(scene, more))
    values = {each.explanation.value for each in (before, later) if each.explanation is not None}
    if values == {TRUE, FALSE}:
        known = {each.name: each for each in attested(scene)}
        read = {known[name].claim for name in before.rests_on}
        inferred = any(not isinstance(each, Completeness) and each.kind is not more.claim.kind for each in read)
        assert (
            any(UNSETTLED & set(node.reasons) for node in nodes(later.explanation)) or is_news(scene, more) or inferred
        )


def is_news(scene: u.Scene, more: Attestation) -> bool:
    start = more.held.start
    return start is not None and any(
        isinstance(each.claim, Completeness) and start > each.verified_at and unnamed(each.claim, more.claim)
        for each in attested(scene)
        if not isinstance(more.claim, Completeness)
    )
