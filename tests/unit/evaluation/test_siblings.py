"""Leaves beside each other that ask about the same claims: what they find together is what each finds by itself."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.attestations import Attestation
from denizen.domain.claims import ClaimKind, ImmigrationCategory, Residence, Statelessness
from denizen.domain.determinations import Answer, Determination, Question, Reason
from denizen.domain.directives import Provision
from denizen.domain.evaluation import answer
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import CountrySet, Membership, Reference
from denizen.domain.rules import All, AnyOf, CitizenOf, Countries, HoldsStatus, LawfullyPresentIn, Not, ResidentIn, Rule
from tests.unit.evaluation import rule_trees as trees
from tests.unit.evaluation import universe as u
from tests.unit.evaluation.builders import (
    CN,
    DE,
    DIRECTIVE,
    FR,
    GB,
    LOW,
    PAYROLL,
    PERMANENT,
    SELF_DECLARED,
    SUBSTANTIAL,
    UNSPECIFIED,
    US,
    ada,
    ask,
    attest,
    citizen,
    clearing,
    closed,
    countries,
    deny,
    directive,
    held,
    only,
    provision,
    status,
    version,
)
from tests.unit.evaluation.profiles import examples

places = st.builds(Countries, st.frozensets(u.countries, min_size=1, max_size=2))
leaves: dict[str, st.SearchStrategy[Any]] = {
    "citizen": st.builds(CitizenOf, places, st.frozensets(st.sampled_from(u.CLASSES[:2]), max_size=1)),
    "status": st.builds(HoldsStatus, st.frozensets(st.sampled_from(u.CATEGORIES), min_size=1, max_size=2), places),
    "resident": st.builds(ResidentIn, places),
    "present": st.builds(LawfullyPresentIn, places),
}


@pytest.mark.parametrize("sort", leaves)
@examples(25)
@given(data=st.data())
def test_found_together_as_one_by_one(sort: str, data: st.DataObject) -> None:
    several = data.draw(st.lists(leaves[sort], min_size=2, max_size=5), label="siblings")
    another = data.draw(st.lists(trees.rules_for(PrincipalKind.PERSON, 0), max_size=1), label="another leaf")
    rule: Rule = AnyOf((*several[:1], *another, *several[1:]))
    rule = data.draw(st.sampled_from([rule, Not(rule)]), label="rule")
    scene = data.draw(trees.scenes(PrincipalKind.PERSON, rule), label="scene")
    one = Provision("p", rule, kinds=frozenset((PrincipalKind.PERSON,)), thresholds=data.draw(u.thresholds()))
    compiled = directive(version(one))
    question = Question(scene.asked, DIRECTIVE, u.PURPOSE, scene.at, presence=scene.presence, settle=False)
    told = answer(question, compiled, scene.world, scene.reference)
    explained = answer(replace(question, explain=True), compiled, scene.world, scene.reference)
    assert told == replace(explained, explanation=None, valid_until=told.valid_until, cause=told.cause)


def together(rule: Rule, *attestations: Attestation, reference: Reference | None = None, **provided: Any) -> Answer:
    compiled, facts = directive(version(provision(rule, **provided))), ada(*attestations)
    told = ask(compiled, facts, explain=False, settle=True, reference=reference)
    explained = ask(compiled, facts, explain=True, settle=True, reference=reference)
    assert told == replace(explained, explanation=None, valid_until=told.valid_until)
    return told


BRITISH, FRENCH = citizen(GB), citizen(FR)
ALL, ONE, REST = (closed(ClaimKind.CITIZENSHIP, countries=each) for each in (None, [US, CN], [FR]))
AMONG = AnyOf(tuple(CitizenOf(countries(each)) for each in (US, CN, FR)))
HOLDS = AnyOf(tuple(HoldsStatus(frozenset((ImmigrationCategory.ASYLEE,)), countries(each)) for each in (US, FR)))
ASYLEE = status(ImmigrationCategory.ASYLEE)
STATUS = ClaimKind.IMMIGRATION_STATUS
EITHER = AnyOf(
    tuple(HoldsStatus(frozenset((each,)), countries(US)) for each in (PERMANENT, ImmigrationCategory.ASYLEE))
)
LIVES = AnyOf(tuple(ResidentIn(countries(each)) for each in (US, CN, FR)))
FOREIGN, NOT_FOREIGN, OPEN = (
    Determination.FOREIGN_NATIONAL,
    Determination.NOT_FOREIGN_NATIONAL,
    Determination.UNDETERMINED,
)


@pytest.mark.parametrize(
    ("rule", "attestations", "expected", "rests_on"),
    [
        pytest.param(AMONG, [*only(BRITISH)], NOT_FOREIGN, 2, id="none"),
        pytest.param(AMONG, [*only(FRENCH)], FOREIGN, 1, id="the last"),
        pytest.param(AMONG, [attest(BRITISH)], OPEN, 0, id="an open set"),
        pytest.param(
            AMONG, [deny(citizen(each, UNSPECIFIED)) for each in (US, CN, FR)], NOT_FOREIGN, 3, id="each denied"
        ),
        pytest.param(
            AMONG,
            [attest(ONE), attest(REST)],
            NOT_FOREIGN,
            2,
            id="closed by two",
        ),
        pytest.param(
            AMONG,
            [attest(ALL), attest(citizen(US), purposes=[PAYROLL])],
            OPEN,
            0,
            id="hidden",
        ),
        pytest.param(AMONG, [], OPEN, 0, id="nothing attested"),
        pytest.param(AMONG, [attest(citizen(FR), vouched=held(end="2020"))], OPEN, 0, id="expired"),
        pytest.param(AMONG, [attest(closed(ClaimKind.CITIZENSHIP, BRITISH))], OPEN, 0, id="a set without its member"),
        pytest.param(AMONG, [attest(citizen(GB)), deny(citizen(FR))], OPEN, 0, id="one of them denied"),
        pytest.param(AMONG, [attest(Statelessness())], NOT_FOREIGN, 1, id="of no country at all"),
        pytest.param(HOLDS, [attest(citizen(US))], OPEN, 0, id="a citizen of one of them"),
        pytest.param(Not(HOLDS), [attest(ASYLEE, LOW)], OPEN, 0, id="a status that is not sure"),
        pytest.param(Not(AMONG), [attest(FRENCH, LOW)], OPEN, 0, id="a citizenship that is not sure"),
        pytest.param(LIVES, [attest(Residence(GB), start="2020"), attest(Residence(DE))], NOT_FOREIGN, 2, id="undated"),
        pytest.param(
            LIVES,
            [attest(Residence(GB), start="2020"), attest(Residence(DE), start="2021")],
            NOT_FOREIGN,
            1,
            id="moved since",
        ),
        pytest.param(LIVES, [attest(Residence(GB)), deny(Residence(GB))], OPEN, 1, id="contested"),
        pytest.param(EITHER, [attest(closed(STATUS, categories=[PERMANENT]))], OPEN, 0, id="one category closed"),
        pytest.param(LIVES, [attest(Residence(GB))], NOT_FOREIGN, 1, id="lives elsewhere"),
        pytest.param(LIVES, [attest(Residence(GB), SELF_DECLARED)], OPEN, 0, id="says that it lives elsewhere"),
        pytest.param(LIVES, [attest(Residence(GB)), attest(Residence(CN))], OPEN, 2, id="lives in two places"),
        pytest.param(
            LIVES, [attest(Residence(GB)), attest(Residence(CN)), deny(Residence(CN))], OPEN, 2, id="one of two denied"
        ),
        *(
            pytest.param(
                rule,
                [attest(Residence(GB), start="2010"), attest(Residence(CN), SELF_DECLARED, start="2020")],
                FOREIGN,
                rests_on,
                id="its word of a move",
            )
            for rule, rests_on in ((LIVES, 1), (Not(LIVES), 2))
        ),
        pytest.param(AnyOf((CitizenOf(Countries()), CitizenOf(countries(US)))), [], OPEN, 0, id="of no country asked"),
    ],
)
def test_of_many_countries(rule: Rule, attestations: list[Attestation], expected: Determination, rests_on: int) -> None:
    told = together(rule, *attestations)
    assert (told.determination, len(told.rests_on)) == (expected, rests_on)


FRESH, NINETY = "2024-05-01", timedelta(days=90)
CHINESE_ONCE = [attest(Residence(CN), SUBSTANTIAL, verified="2023"), deny(Residence(CN), SUBSTANTIAL, verified=FRESH)]
BRITISH_STILL = [attest(Residence(GB), SUBSTANTIAL, verified=FRESH), deny(Residence(GB), SUBSTANTIAL, verified="2023")]


@pytest.mark.parametrize(
    "attestations",
    [
        pytest.param([attest(Residence(GB), verified=FRESH), *CHINESE_ONCE], id="toward foreign"),
        pytest.param([attest(Residence(DE), verified=FRESH), *BRITISH_STILL], id="away from it"),
    ],
)
def test_contested_in_one_direction(attestations: list[Attestation]) -> None:
    told = together(LIVES, *attestations, thresholds=clearing(SUBSTANTIAL, max_age=NINETY))
    assert (told.determination, told.reasons) == (OPEN, (Reason.CONFLICTING_ATTESTATIONS,))


def test_countries_and_sets_beside_countries() -> None:
    some = countries(US, sets=["a"])
    (name,) = some.sets
    reference = Reference({name: CountrySet(name, members=(Membership(FR),))})
    told = together(AnyOf((CitizenOf(some), CitizenOf(countries(CN)))), *only(FRENCH), reference=reference)
    assert told.determination is FOREIGN


@pytest.mark.parametrize(
    ("several", "attestations"),
    [
        pytest.param(LIVES, [attest(Residence(GB))], id="elsewhere"),
        pytest.param(AMONG, [*only(BRITISH)], id="none of them"),
        pytest.param(AMONG, [attest(BRITISH)], id="none known"),
        pytest.param(EITHER, [attest(closed(STATUS))], id="no status"),
    ],
)
def test_what_is_open_beside_them_is_settled_alike(several: AnyOf, attestations: list[Attestation]) -> None:
    present = LawfullyPresentIn(countries(US))
    beside = AnyOf((*several.rules, present))
    for rule in (beside, Not(beside), All((Not(several), present)), AnyOf((All((several, present)), Not(present)))):
        told = together(rule, *attestations)
        assert told.determination is OPEN
        assert told.settling
