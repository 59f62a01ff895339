"""A mixture of two pairs of times: with nothing of the second it is the first, with all of it the second."""

from dataclasses import replace

import pytest

from denizen.domain.authorizations import Authorization
from denizen.domain.determinations import Answer
from denizen.domain.directives import Action, ActivationRecord, Provision
from denizen.domain.evaluation import Authorizations, CompiledDirective, answer
from denizen.domain.evaluation.differing import Difference, InputKind, Mixing, Side, differences
from denizen.domain.evaluation.differing.differences import outcome
from denizen.domain.intervals import Interval
from denizen.domain.names import AuthorizationName, CountrySetName, ListName, attestation_of
from denizen.domain.reference import CountrySet, Membership, Reference
from denizen.domain.rules import CitizenOf, Listed, Not
from tests.unit.evaluation.builders import (
    ADA,
    DIRECTIVE,
    FR,
    NOW,
    SUBSTANTIAL,
    US,
    ada,
    attest,
    citizen,
    clearing,
    countries,
    day,
    directive,
    held,
    only,
    provision,
    question,
    version,
    world,
)

LATER = day("2025-06-01")
ALLIES, LISTED = CountrySetName("countrySets/allies"), ListName("lists/l")
REFERENCE = Reference({ALLIES: CountrySet(ALLIES, members=(Membership(US),))}, {LISTED: {b"k": (Interval(),)}})
NOT_AMERICAN = Not(CitizenOf(countries(US)))
RULE = directive(version(provision(NOT_AMERICAN)))
AMERICAN, FRENCH = ada(attest(citizen(US), id="us"), keys=[b"k"]), ada(*only(citizen(FR)), keys=[b"k"])


def then_another(second: Provision) -> CompiledDirective:
    """A second version with that provision, from 2025 on."""
    records = [ActivationRecord(Action.ACTIVATE, version=1), ActivationRecord(Action.ACTIVATE, held("2025"), 2)]
    return directive(version(provision(NOT_AMERICAN)), version(second, number=2), records=records)


def at_both(under: CompiledDirective) -> tuple[Side, Side]:
    before, after = (Side(question(at=at), under, world(AMERICAN), REFERENCE) for at in (NOW, LATER))
    return before, after


def whole(side: Side) -> Answer:
    return answer(side.question, side.directive, side.world, side.reference)


def licensed() -> tuple[Side, Side]:
    """Whoever is on a list has a licence; somebody came on it."""
    authorization = Authorization(
        AuthorizationName("authorizations/a"), "D1", frozenset({DIRECTIVE}), lists=frozenset({LISTED})
    )
    provisions = [each for _, compiled in RULE.versions.values() for each in compiled.provisions]
    under = replace(RULE, authorizations=Authorizations.of([authorization], provisions))
    before, after = (
        Side(question(), under, world(FRENCH), Reference(entries={LISTED: entries}))
        for entries in ({}, {b"k": (Interval(),)})
    )
    return before, after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            Side(question(), RULE, world(AMERICAN), REFERENCE),
            Side(question(), RULE, world(FRENCH), REFERENCE),
            id="other facts",
        ),
        pytest.param(*at_both(then_another(provision(CitizenOf(countries(US))))), id="another version"),
        pytest.param(
            *at_both(then_another(provision(CitizenOf(countries(sets=["allies"]))))), id="a version that names a set"
        ),
        pytest.param(*at_both(then_another(provision(Listed(frozenset({LISTED}))))), id="a version that names a list"),
        pytest.param(*licensed(), id="a licence by a list"),
    ],
)
def test_both_ends_of_a_mixture_are_the_answers(before: Side, after: Side) -> None:
    mixing = Mixing(before, after)
    assert outcome(mixing.answer(())) == outcome(whole(before))
    assert outcome(mixing.answer(mixing.inputs)) == outcome(whole(after))
    assert outcome(whole(before)) != outcome(whole(after))


def test_an_age_that_only_the_second_version_limits() -> None:
    """The version alone would find the fact fresh, and the fact alone would be old to no threshold."""
    second = provision(NOT_AMERICAN, thresholds=clearing(SUBSTANTIAL, max_age=LATER - NOW))
    found = differences(Mixing(*at_both(then_another(second))))
    assert [(each.kind, each.resource) for each in found] == [
        (InputKind.FACT, attestation_of(ADA, "us")),
        (InputKind.DIRECTIVE, f"{DIRECTIVE}/versions/2"),
    ]


@pytest.mark.parametrize(
    ("entitled", "words"),
    [
        pytest.param(held(None, "2025"), "its issuer is entitled to it at the first pair only", id="no longer"),
        pytest.param(held("2025"), "its issuer is entitled to it at the second pair only", id="not yet"),
    ],
)
def test_an_issuer_that_is_entitled_at_one_pair(entitled: Interval, words: str) -> None:
    known = ada(attest(citizen(US), id="us", entitled=(entitled,)))
    before, after = (Side(question(at=at), RULE, world(known), REFERENCE) for at in (NOW, LATER))
    assert differences(Mixing(before, after)) == (Difference(InputKind.FACT, attestation_of(ADA, "us"), words),)
