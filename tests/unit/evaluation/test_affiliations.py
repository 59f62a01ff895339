"""Affiliations, and what is found of those whom claims name."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from denizen.domain.claims import Affiliation, AffiliationKind, BranchOf, ClaimKind, Incorporation, Residence
from denizen.domain.determinations import Determination, Reason
from denizen.domain.rules import Affiliated, All, AnyOf, CitizenOf, IncorporatedIn, Is, Not, ResidentIn
from tests.unit.evaluation.builders import (
    ACME,
    ADA,
    CN,
    EMPLOYEE,
    FALSE,
    FR,
    LOW,
    NOW,
    ORGANISATION,
    PERSON,
    TRUE,
    UNKNOWN,
    UNSPECIFIED,
    US,
    acme,
    ada,
    attest,
    citizen,
    closed,
    countries,
    deny,
    employee,
    found,
    incorporated,
    name,
    only,
    organisation,
    under,
    value,
)

FOREIGN, CLEARED = Determination.FOREIGN_NATIONAL, Determination.NOT_FOREIGN_NATIONAL
OPEN, OUTSIDE = Determination.UNDETERMINED, Determination.NOT_APPLICABLE
AMERICAN, FRENCH = CitizenOf(countries(US)), CitizenOf(countries(FR))
LOST = deny(citizen(US, UNSPECIFIED))


EMPLOYED = Affiliated(frozenset((EMPLOYEE,)), IncorporatedIn(countries(CN)))
RED, BLUE = name("red"), name("blue")
COMPANIES = (incorporated(CN, principal=RED), incorporated(US, principal=BLUE))
AGENT = AffiliationKind.AGENT


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param([], UNKNOWN, id="nothing attested"),
        pytest.param([attest(employee(RED))], TRUE, id="by such a company"),
        pytest.param([attest(employee(BLUE))], UNKNOWN, id="by another, perhaps by more"),
        pytest.param(only(employee(BLUE)), FALSE, id="by another alone"),
        pytest.param(only(Affiliation(AGENT, RED)), FALSE, id="in another role alone"),
        pytest.param(only(employee(name("unknown"))), UNKNOWN, id="by one of whom nothing is known"),
        pytest.param([deny(employee(None))], FALSE, id="by nobody"),
        pytest.param([deny(Affiliation())], FALSE, id="not affiliated at all"),
        pytest.param([deny(employee(RED))], UNKNOWN, id="not by that one"),
        pytest.param([deny(Affiliation(AGENT))], UNKNOWN, id="not in another role"),
        pytest.param([attest(employee(RED), LOW)], TRUE, id="weakly by such a company"),
        pytest.param(
            [attest(employee(BLUE), LOW), attest(closed(ClaimKind.AFFILIATION, employee(BLUE)))], UNKNOWN, id="weakly"
        ),
    ],
)
def test_affiliations(facts: list[Any], expected: object) -> None:
    assert value(EMPLOYED, ada(*facts), *COMPANIES) is expected


def test_each_role_must_be_excluded() -> None:
    rule = Affiliated(frozenset((EMPLOYEE, AGENT)), IncorporatedIn(countries(CN)))
    assert value(rule, ada(deny(employee(None))), *COMPANIES) is UNKNOWN
    assert value(rule, ada(deny(employee(None)), deny(Affiliation(AGENT))), *COMPANIES) is FALSE


def test_what_is_not_known_of_an_employer_is_told() -> None:
    tree = found(EMPLOYED, ada(attest(employee(name("unknown")))))
    assert (tree.reasons, tree.rests_on) == ((), (f"{ADA}/attestations/a1",))
    assert (tree.children[0].reasons, tree.children[0].subject) == ((Reason.UNKNOWN_ORGANISATION,), name("unknown"))
    tree = found(EMPLOYED, ada(attest(employee(None))))
    assert tree.reasons == (Reason.NOT_ATTESTED,)


def test_it_rests_on_the_affiliation_and_on_the_facts_of_the_employer() -> None:
    facts = (ada(attest(employee(RED))), organisation(RED, attest(BranchOf(ACME))), acme(attest(Incorporation(CN))))
    names = under(EMPLOYED, *facts).rests_on
    assert names == (f"{ACME}/attestations/a1", f"{ADA}/attestations/a1", f"{RED}/attestations/a1")
    cleared = under(EMPLOYED, ada(*only(employee(BLUE))), *COMPANIES).rests_on
    assert cleared == (f"{ADA}/attestations/a1", f"{ADA}/attestations/a2", f"{BLUE}/attestations/a1")


def test_each_employer_is_told() -> None:
    other = incorporated(FR, principal=ACME)
    tree = found(EMPLOYED, ada(*only(employee(BLUE), employee(ACME))), *COMPANIES, other)
    assert (tree.value, {each.subject for each in tree.children}) == (FALSE, {BLUE, ACME})
    contested = found(EMPLOYED, ada(attest(employee(RED)), deny(employee(RED)), attest(employee(BLUE))), *COMPANIES)
    assert (contested.value, [each.subject for each in contested.children]) == (UNKNOWN, [BLUE])


def test_the_same_employer_is_judged_by_each_rule() -> None:
    rules = [Affiliated(frozenset((EMPLOYEE,)), IncorporatedIn(countries(each))) for each in (US, CN)]
    assert value(AnyOf(tuple(rules)), ada(attest(employee(RED))), *COMPANIES) is TRUE


def test_whose_kind_decides() -> None:
    rule = AnyOf((All((Is(PERSON), FRENCH)), All((Is(ORGANISATION), IncorporatedIn(countries(FR))))))
    both = {"kind": None}
    assert value(rule, ada(attest(citizen(FR))), provided=both) is TRUE
    assert value(rule, acme(attest(Incorporation(FR))), provided=both) is TRUE
    assert value(rule, acme(attest(Incorporation(US))), provided=both) is FALSE
    assert under(Not(Is(ORGANISATION)), acme(), provided=both).determination is CLEARED


def test_answers_are_alike_with_and_without_explanation() -> None:
    facts = ada(attest(citizen(FR)), LOST)
    told, silent = under(FRENCH, facts), under(FRENCH, facts, explain=False)
    assert silent.explanation is None
    assert replace(told, explanation=None) == silent


def test_the_first_that_is_enough_is_rested_on_explained_or_not() -> None:
    facts = ada(*only(citizen(FR)), attest(Residence(FR), id="home"))
    american, resident = AMERICAN, ResidentIn(countries(US))
    for rule in (All((american, resident)), Not(AnyOf((Not(american), Not(resident))))):
        told = under(rule, facts)
        assert told.determination is CLEARED
        assert f"{ADA}/attestations/home" not in told.rests_on
        assert replace(told, explanation=None) == under(rule, facts, explain=False)


def test_a_moment_long_past() -> None:
    assert under(FRENCH, ada(attest(citizen(FR), start="2020")), at=NOW - timedelta(days=9000)).determination is OPEN
