"""Attestations for other purposes, on the way to those by whose facts a principal is judged."""

from decimal import Decimal

import pytest

from denizen.domain.claims import ActsFor, BranchOf, ClaimKind, Incorporation, Ownership, Residence
from denizen.domain.determinations import Determination, Reason
from denizen.domain.facts import PrincipalFacts
from denizen.domain.rules import All, CitizenOf, IncorporatedIn, Is, OwnedBy, ResidentIn, Rule, Since
from tests.unit.evaluation.builders import (
    ACME,
    ADA,
    BOT,
    BRANCH,
    CN,
    FR,
    HOLDING,
    LOW,
    ORGANISATION,
    PAYROLL,
    PERSON,
    SERVICE,
    SUBSTANTIAL,
    US,
    about,
    acme,
    ada,
    attest,
    citizen,
    closed,
    countries,
    deny,
    incorporated,
    name,
    only,
    organisation,
    owns,
    under,
)

HIDDEN = [PAYROLL]
AMERICAN, US_COMPANY = CitizenOf(countries(US)), IncorporatedIn(countries(US))
HALF_CHINESE = OwnedBy(All((Is(ORGANISATION), IncorporatedIn(countries(CN)))), Decimal(50))
RED, BLUE, HEAD = name("red"), name("blue"), name("head")
COMPANIES = (incorporated(CN, principal=RED), incorporated(US, attest(closed(ClaimKind.OWNERSHIP)), principal=BLUE))
FRENCH_HEAD = organisation(HEAD, attest(Incorporation(FR), start="2020"))
AMERICAN_BRANCH = attest(Incorporation(US), start="2010")


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        pytest.param(
            US_COMPANY,
            (
                organisation(BRANCH, attest(BranchOf(ACME)), AMERICAN_BRANCH),
                acme(attest(BranchOf(HEAD), purposes=HIDDEN)),
                FRENCH_HEAD,
            ),
            id="the branch of a branch",
        ),
        pytest.param(
            US_COMPANY,
            (
                about(BOT, attest(ActsFor(BRANCH)), kind=SERVICE),
                organisation(BRANCH, AMERICAN_BRANCH, attest(BranchOf(HEAD), purposes=HIDDEN)),
                FRENCH_HEAD,
            ),
            id="a service for a branch",
        ),
        pytest.param(
            AMERICAN,
            (
                about(BOT, attest(ActsFor(ADA), LOW), attest(ActsFor(ADA), purposes=HIDDEN), kind=SERVICE),
                ada(attest(citizen(US), SUBSTANTIAL), deny(citizen(US))),
            ),
            id="a surer link, by which another claim wins",
        ),
        pytest.param(
            AMERICAN,
            (
                about(BOT, attest(ActsFor(ADA)), deny(ActsFor(ADA), purposes=HIDDEN), kind=SERVICE),
                ada(attest(citizen(US))),
            ),
            id="a link that is denied",
        ),
        pytest.param(
            HALF_CHINESE,
            (
                acme(*only(owns(HOLDING, 100))),
                incorporated(
                    US, attest(closed(ClaimKind.OWNERSHIP)), attest(BranchOf(HEAD), purposes=HIDDEN), principal=HOLDING
                ),
                organisation(HEAD, attest(owns(RED, 60))),
                *COMPANIES,
            ),
            id="an owner's",
        ),
        pytest.param(
            HALF_CHINESE,
            (acme(attest(owns(BLUE, 60)), deny(Ownership(BLUE), purposes=HIDDEN)), *COMPANIES),
            id="a holding that is denied",
        ),
        pytest.param(
            ResidentIn(countries(US)),
            (ada(attest(Residence(FR), start="2010"), attest(Residence(US), LOW, start="2020", purposes=HIDDEN)),),
            id="a weak value that is later",
        ),
        pytest.param(
            CitizenOf(countries(US), when=Since()),
            (ada(attest(citizen(US), start="2010"), deny(citizen(US), purposes=HIDDEN)),),
            id="in the past",
        ),
    ],
)
def test_where_it_would_change_the_value_the_value_is_open(rule: Rule, facts: tuple[PrincipalFacts, ...]) -> None:
    kind = ORGANISATION if rule in (US_COMPANY, HALF_CHINESE) else PERSON
    answer = under(rule, *facts, provided={"kind": kind})
    assert (answer.determination, answer.reasons) == (Determination.UNDETERMINED, (Reason.PURPOSE_NOT_PERMITTED,))
