"""What would settle an answer that rests on organisations, owners and services, as it is told."""

from decimal import Decimal

import pytest

from denizen.domain.claims import (
    ActsFor,
    BranchOf,
    ClaimKind,
    OrganisationClass,
    OrganisationClassification,
)
from denizen.domain.rules import (
    Affiliated,
    All,
    AnyOf,
    CitizenOf,
    IncorporatedIn,
    Is,
    Listed,
    Not,
    OrganisationIs,
    OwnedBy,
    SubsidiaryOf,
    UltimateParentHeadquarteredIn,
)
from tests.unit.evaluation.builders import (
    ACME,
    ADA,
    BOT,
    BRANCH,
    CN,
    EMPLOYEE,
    FR,
    HOLDING,
    LOW,
    ORGANISATION,
    SERVICE,
    US,
    about,
    acme,
    ada,
    attest,
    citizen,
    closed,
    countries,
    employee,
    incorporated,
    only,
    organisation,
    owns,
)
from tests.unit.settling.situations import Situation

US_CITIZEN = CitizenOf(countries(US))
IN_US = IncorporatedIn(countries(US))
GOVERNMENT = OrganisationClass.FOREIGN_GOVERNMENT

SITUATIONS = [
    Situation(
        "an employer of which nothing is known",
        Affiliated(frozenset({EMPLOYEE}), IN_US),
        (ada(*only(employee(ACME))), acme()),
        [[f"attest of {ACME}: US incorporation"]],
        [[f"attest of {ACME}: incorporation in a country other than US at SUBSTANTIAL or better"]],
    ),
    Situation(
        "an owner of whom nothing is known",
        OwnedBy(All((Is(ORGANISATION), IncorporatedIn(countries(CN)))), Decimal(50)),
        (acme(*only(owns(HOLDING, 60))), organisation(HOLDING, attest(closed(ClaimKind.OWNERSHIP)))),
        [[f"attest of {HOLDING}: CN incorporation"]],
        [[f"attest of {HOLDING}: incorporation in a country other than CN at SUBSTANTIAL or better"]],
    ),
    Situation(
        "owners of whom there may be more",
        OwnedBy(All((Is(ORGANISATION), IncorporatedIn(countries(CN)))), Decimal(50)),
        (acme(attest(owns(HOLDING, 40))), incorporated(FR, principal=HOLDING)),
        [],
        [["declare that the owners on file are all"]],
    ),
    Situation(
        "no owner and no controller on file",
        SubsidiaryOf(IN_US),
        (acme(),),
        [],
        [["declare that the controllers on file are all: none", "declare that the owners on file are all: none"]],
    ),
    Situation(
        "a service by a link that is too weak",
        Not(US_CITIZEN),
        (about(BOT, attest(ActsFor(ADA), LOW, id="link"), kind=SERVICE), ada(attest(citizen(US)))),
        [["declare that the US citizenships on file, principals/ada/attestations/a1 aside, are all: none"]],
        [["supersede principals/bot/attestations/link: verified again at SUBSTANTIAL or better"]],
    ),
    Situation(
        "a service that may act for two",
        Not(US_CITIZEN),
        (
            about(BOT, attest(ActsFor(ADA), id="ada"), attest(ActsFor(ACME), id="acme"), kind=SERVICE),
            ada(attest(citizen(US))),
        ),
        [],
        [["revoke principals/bot/attestations/acme if it is the one that is wrong"]],
    ),
    Situation(
        "one thing that decides two conditions",
        AnyOf((OrganisationIs(frozenset({GOVERNMENT})), Not(IN_US))),
        (acme(),),
        [["attest that the organisation is a foreign government"], ["attest incorporation in a country other than US"]],
        [["attest US incorporation at SUBSTANTIAL or better"]],
    ),
    Situation(
        "a government of which the country is not said",
        OrganisationIs(frozenset({GOVERNMENT}), countries(CN)),
        (acme(attest(OrganisationClassification(GOVERNMENT), id="is")),),
        [["supersede principals/acme/attestations/is: with its country, such as CN"]],
        [["supersede principals/acme/attestations/is: with its country, such as AD, at SUBSTANTIAL or better"]],
    ),
    Situation(
        "an organisation of which no parent is known",
        UltimateParentHeadquarteredIn(countries(CN)),
        (acme(),),
        [["attest CN headquarters", "attest that the organisation has no parent"]],
        [
            [
                "attest headquarters in a country other than CN at SUBSTANTIAL or better",
                "attest that the organisation has no parent at SUBSTANTIAL or better",
            ]
        ],
    ),
    Situation(
        "a branch of one or of the other",
        IN_US,
        (
            acme(attest(BranchOf(HOLDING), id="one"), attest(BranchOf(BRANCH), id="other")),
            incorporated(US, principal=HOLDING),
        ),
        [["revoke principals/acme/attestations/other if it is the one that is wrong"]],
        [],
    ),
    Situation("nothing to screen by", Listed(frozenset()), (ada(),)),
    Situation(
        "an organisation that is on no file",
        Affiliated(frozenset({EMPLOYEE}), IN_US),
        (ada(attest(employee(ACME))),),
    ),
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: each.id)
def test_each_way_is_told(situation: Situation) -> None:
    situation.check()
