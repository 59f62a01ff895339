"""Principals in whom all comparisons come out the same: answered together, exactly as each one by itself."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.attestations import Attestation
from denizen.domain.claims import ClaimKind
from denizen.domain.determinations import Answer, Question
from denizen.domain.disclosure import Tier
from denizen.domain.evaluation import Alike, CompiledDirective, answer
from denizen.domain.facts import PrincipalFacts
from denizen.domain.intervals import Interval
from denizen.domain.names import IssuerName, PrincipalName, attestation_of
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Reference
from denizen.domain.rules import AnyOf, CitizenOf, Rule
from tests.unit.evaluation import rule_trees as trees
from tests.unit.evaluation import universe as u
from tests.unit.evaluation.builders import (
    ADA,
    DIRECTIVE,
    FR,
    NOW,
    US,
    about,
    ada,
    attest,
    citizen,
    closed,
    countries,
    day,
    directive,
    name,
    provision,
    version,
)
from tests.unit.evaluation.profiles import examples

AMERICAN = CitizenOf(countries(US))
BOB, CY, DOE = (name(each) for each in ("bob", "cy", "doe"))


class Asked(Alike):
    """Says how many forms it told apart."""

    @property
    def forms(self) -> int:
        return len(self._found)


def asking(compiled: CompiledDirective, reference: Reference | None = None, **asked: Any) -> Asked:
    question = replace(Question(PrincipalName(""), DIRECTIVE, u.PURPOSE, NOW), **asked)
    return Asked(question, compiled, reference or Reference())


def alone(alike: Alike, facts: PrincipalFacts) -> Answer:
    question = replace(alike.question, principal=facts.name)
    return answer(question, alike.directive, {facts.name: facts}, alike.reference)


def together(alike: Alike, facts: PrincipalFacts) -> Answer:
    return alike.answer(facts.name, {facts.name: facts})


def under(rule: Rule, **more: Any) -> CompiledDirective:
    return directive(version(provision(rule, **more)))


# ------------------------------------------------------------------------------------------- all generated questions


def renamed(facts: PrincipalFacts, principal: PrincipalName, letter: str = "z") -> PrincipalFacts:
    """The same about another principal, its attestations in the same order."""
    ordered = sorted(facts.attestations, key=lambda each: each.name)
    named = tuple(replace(each, name=attestation_of(principal, f"{letter}{n}00")) for n, each in enumerate(ordered))
    return replace(facts, name=principal, attestations=named)


def later(facts: PrincipalFacts, fixed: Collection[datetime], by: timedelta) -> PrincipalFacts:
    """The same at other times, in the same order where nothing that is fixed lies between."""

    def moved(moment: datetime) -> datetime:
        return moment if moment in fixed else moment + by

    def during(interval: Interval) -> Interval:
        start, end = interval.start, interval.end
        return Interval(None if start is None else moved(start), None if end is None else moved(end))

    return replace(
        facts,
        attestations=tuple(
            replace(each, verified_at=moved(each.verified_at), held=during(each.held), vouched=during(each.vouched))
            for each in facts.attestations
        ),
    )


@pytest.mark.parametrize("kind", [PrincipalKind.PERSON, PrincipalKind.ORGANISATION], ids=lambda each: each.name)
@examples(25)
@given(data=st.data())
def test_answered_together_as_alone(kind: PrincipalKind, data: st.DataObject) -> None:
    rule = data.draw(trees.rules_for(kind), label="rule")
    scenes = [data.draw(trees.scenes(kind, rule), label="scene") for _ in range(2)]
    terms = {"thresholds": data.draw(u.thresholds()), "allow_until": data.draw(st.none() | u.days)}
    compiled = directive(version(provision(rule, kind, **terms)))
    at = scenes[0].at
    tier = data.draw(st.sampled_from([Tier.FACTS, Tier.FACTS, Tier.REASONS, Tier.EFFECT]), label="tier")
    alike = asking(compiled, scenes[0].reference, at=at, tier=tier)
    fixed = {at, *(moment for moment, _, _ in compiled.dates), *scenes[0].reference.dates[u.SET]}
    everybody: list[PrincipalFacts] = []
    for number, scene in enumerate(scenes):
        facts = scene.world.get(scene.asked, scene.world[u.ADA])
        everybody.append(renamed(facts, name(f"p{number}"), "a"))
        everybody.append(renamed(later(facts, fixed, timedelta(hours=1)), name(f"q{number}")))
    for facts in data.draw(st.permutations(everybody), label="order"):
        assert together(alike, facts) == alone(alike, facts)


# ------------------------------------------------------------------------------------------------ who is alike


def person(principal: PrincipalName, *attestations: Attestation, **more: Any) -> PrincipalFacts:
    return about(principal, *attestations, **more)


def test_what_would_settle_is_said_of_each_by_name() -> None:
    alike = asking(under(AMERICAN))
    found = {
        each: together(alike, person(each, attest(citizen(FR), id=last), attest(closed(ClaimKind.CITIZENSHIP))))
        for each, last in ((ADA, "a7"), (BOB, "b33"))
    }
    assert alike.forms == 1
    for each, other in ((ADA, BOB), (BOB, ADA)):
        steps = [step for way in found[each].settling for step in way.steps]
        assert steps
        assert {step.subject for step in steps} == {each}
        assert any(each in step.text for step in steps)
        assert not any(other in step.text or other in (step.attestation or "") for step in steps)


def test_where_nobody_is_like_another_nobody_is_compared_for_long() -> None:
    alike = asking(under(AMERICAN))
    for number in range(150):
        facts = person(name(f"p{number}"), attest(citizen(US), issuer=IssuerName(f"issuers/i{number}")))
        assert together(alike, facts) == alone(alike, facts)
    assert alike.forms == 100


def test_whoever_is_like_another_is_answered_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[PrincipalName] = []

    def counting(question: Question, *given: Any) -> Answer:
        asked.append(question.principal)
        return answer(question, *given)

    monkeypatch.setattr("denizen.domain.evaluation.alike.answer", counting)
    alike = asking(under(AMERICAN))
    for each in (everybody := [name(f"p{number}") for number in range(150)]):
        assert together(alike, person(each, attest(citizen(US)))) == alone(alike, person(each, attest(citizen(US))))
    assert asked == everybody[:1]


def test_identifiers_by_which_nobody_is_screened_make_no_difference() -> None:
    alike = asking(under(AMERICAN))
    for each in (ADA, BOB):
        together(alike, person(each, attest(citizen(US)), keys=[each.encode()]))
    assert alike.forms == 1


def test_each_that_was_like_another_lets_one_more_be_compared() -> None:
    alike = asking(under(AMERICAN))
    for number in (0, 0, *range(150)):
        together(alike, person(name(f"p{number}"), attest(citizen(US), issuer=IssuerName(f"issuers/i{number}"))))
    assert alike.forms == 102


def test_a_set_of_which_nothing_is_known_is_not_missed_where_nobody_asks_for_it() -> None:
    alike = asking(under(AnyOf((AMERICAN, CitizenOf(countries(sets=["unknown"]))))))
    assert together(alike, ada(attest(citizen(US)))) == alone(alike, ada(attest(citizen(US))))


def test_each_answer_ends_at_its_own_time() -> None:
    alike = asking(under(AMERICAN))
    ends = {
        each: together(alike, person(each, attest(citizen(US), end=end)))
        for each, end in ((ADA, "2025"), (BOB, "2031"))
    }
    assert alike.forms == 1
    assert [ends[each].valid_until for each in (ADA, BOB)] == [day("2025"), day("2031")]
    assert [ends[each].rests_on for each in (ADA, BOB)] == [(attestation_of(each, "a1"),) for each in (ADA, BOB)]
