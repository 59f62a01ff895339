"""What would settle an answer under several provisions that ask for different evidence."""

import pytest

from denizen.domain.claims import ClaimKind
from denizen.domain.determinations import Determination
from denizen.domain.directives import Provision
from denizen.domain.facts import PrincipalFacts
from denizen.domain.names import Population
from denizen.domain.rules import CitizenOf, MostRecentCountryIn, Not, Rule
from tests.unit.evaluation.builders import (
    AGENCY,
    BUREAU,
    CN,
    FR,
    HIGH,
    LOW,
    SUBSTANTIAL,
    US,
    ada,
    ask,
    attest,
    citizen,
    clearing,
    closed,
    countries,
    directive,
    provision,
    version,
)

A = "principals/ada/attestations"
NOT_AMERICAN, NOT_FRENCH = Not(CitizenOf(countries(US))), Not(CitizenOf(countries(FR)))
DATED_BY_NOBODY = (
    attest(citizen(CN), id="cn"),
    attest(citizen(FR), SUBSTANTIAL, id="fr"),
    attest(closed(ClaimKind.CITIZENSHIP, citizen(CN), citizen(FR))),
    attest(closed(ClaimKind.IMMIGRATION_STATUS)),
)


def sure(rule: Rule) -> Provision:
    return provision(rule, id="sure", thresholds=clearing(SUBSTANTIAL))


def surer(rule: Rule) -> Provision:
    return provision(rule, id="surer", thresholds=clearing(HIGH))


def by(rule: Rule, issuer: str) -> Provision:
    return provision(rule, id=issuer[-1], thresholds=clearing(SUBSTANTIAL, issuers=frozenset({issuer})))


def among(rule: Rule, population: str) -> Provision:
    return provision(rule, id=population, populations=frozenset({Population(population)}))


@pytest.mark.parametrize(
    ("provisions", "facts", "way"),
    [
        pytest.param(
            [sure(NOT_AMERICAN), surer(NOT_AMERICAN)],
            ada(attest(citizen(US), LOW, id="us")),
            [f"supersede {A}/us: verified again at HIGH or better"],
            id="what reaches both, the surer second",
        ),
        pytest.param(
            [surer(NOT_AMERICAN), sure(NOT_AMERICAN)],
            ada(attest(citizen(US), LOW, id="us")),
            [f"supersede {A}/us: verified again at HIGH or better"],
            id="what reaches both, the surer first",
        ),
        pytest.param(
            [sure(MostRecentCountryIn(countries(CN))), surer(NOT_FRENCH)],
            ada(*DATED_BY_NOBODY),
            [
                f"supersede {A}/cn: dated before the others, at SUBSTANTIAL or better",
                f"supersede {A}/fr: dated after the others, at HIGH or better",
            ],
            id="a date for one and more sureness for the other",
        ),
        pytest.param(
            [by(NOT_AMERICAN, AGENCY), by(NOT_FRENCH, BUREAU)],
            ada(),
            [
                f"attest FR citizenship at SUBSTANTIAL or better by {BUREAU}",
                f"attest US citizenship at SUBSTANTIAL or better by {AGENCY}",
            ],
            id="a claim each, where no issuer is accepted by both",
        ),
        pytest.param(
            [among(NOT_AMERICAN, "employee"), among(NOT_FRENCH, "visitor")],
            ada(populations=["employee"]),
            ["attest US citizenship at SUBSTANTIAL or better"],
            id="only for those that cover the principal",
        ),
    ],
)
def test_one_way_for_all(provisions: list[Provision], facts: PrincipalFacts, way: list[str]) -> None:
    answer = ask(directive(version(*provisions)), facts, settle=True)
    told = [each for each in answer.settling if each.determination is Determination.NOT_FOREIGN_NATIONAL]
    assert [[step.text for step in each.steps] for each in told] == [way]
