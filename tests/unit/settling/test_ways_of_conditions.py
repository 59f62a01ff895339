"""What would settle an answer, by how the conditions of the rule stand together and what is on file already."""

from decimal import Decimal

import pytest

from denizen.domain.claims import (
    BranchOf,
    CitizenshipClass,
    ClaimKind,
    ImmigrationCategory,
    OrganisationClass,
    OrganisationClassification,
    Residence,
)
from denizen.domain.directives import Requirement, Threshold
from denizen.domain.names import IssuerName
from denizen.domain.rules import (
    Affiliated,
    All,
    AnyOf,
    CitizenOf,
    HoldsStatus,
    IncorporatedIn,
    Is,
    LawfullyPresentIn,
    MissedNaturalizationWindow,
    MostRecentCountryIn,
    Not,
    OrganisationIs,
    OwnedBy,
    PresentIn,
    ResidentIn,
)
from tests.unit.evaluation.builders import (
    ACME,
    AGENCY,
    BRANCH,
    BUREAU,
    CN,
    EMPLOYEE,
    FR,
    LOW,
    ORGANISATION,
    PERMANENT,
    SELF_DECLARED,
    SUBSTANTIAL,
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
    held,
    incorporated,
    organisation,
    status,
)
from tests.unit.settling.situations import Situation

US_CITIZEN = CitizenOf(countries(US))
US_RESIDENT = HoldsStatus(frozenset({PERMANENT}), countries(US))
IN_US = IncorporatedIn(countries(US))
CHINESE_OWNED = OwnedBy(All((Is(ORGANISATION), IncorporatedIn(countries(CN)))), Decimal(50))
CONSULATE = IssuerName("issuers/consulate")
PERMANENT_RESIDENCES = (
    "declare that the immigration statuses on file are all"
    " as to permanent residence or conditional permanent residence: none"
)

SITUATIONS = [
    Situation(
        "two places that are never one",
        All((PresentIn(countries(US)), PresentIn(countries(CN)))),
        (ada(),),
        [],
        [["observe the principal in a country other than US"], ["observe the principal in a country other than CN"]],
    ),
    Situation(
        "a condition in two places",
        All((US_CITIZEN, AnyOf((CitizenOf(countries(US)), ResidentIn(countries(CN)))))),
        (ada(),),
        [["attest US citizenship"]],
        [["declare that the US citizenships on file are all: none"]],
    ),
    Situation(
        "a negation in two places",
        AnyOf((Not(US_CITIZEN), All((Not(CitizenOf(countries(US))), ResidentIn(countries(CN)))))),
        (ada(),),
        [["declare that the US citizenships on file are all: none"]],
        [["attest US citizenship at SUBSTANTIAL or better"]],
    ),
    Situation(
        "a class of its own",
        CitizenOf(countries(US), frozenset({CitizenshipClass.NONCITIZEN_NATIONAL})),
        (ada(),),
        [["attest US citizenship of the class NONCITIZEN_NATIONAL"]],
        [["declare that the US citizenships on file are all: none"]],
    ),
    Situation(
        "a class of two that is not said",
        CitizenOf(countries(US), frozenset({CitizenshipClass.NONCITIZEN_NATIONAL})),
        (ada(attest(citizen(US, UNSPECIFIED), id="us")),),
        [["supersede principals/ada/attestations/us: with its class, such as NONCITIZEN_NATIONAL"]],
        [
            [
                "declare that the US citizenships on file are all",
                "supersede principals/ada/attestations/us: with its class, such as CITIZEN, at SUBSTANTIAL or better",
            ]
        ],
    ),
    Situation(
        "a class that can be no other",
        CitizenOf(countries(FR), frozenset({CitizenshipClass.CITIZEN})),
        (ada(attest(citizen(FR, UNSPECIFIED), id="fr")),),
        [["supersede principals/ada/attestations/fr: with its class, such as CITIZEN"]],
        [],
    ),
    Situation(
        "two issuers that are accepted",
        Not(US_CITIZEN),
        (ada(attest(citizen(US), LOW, id="us")),),
        [["declare that the US citizenships on file, principals/ada/attestations/us aside, are all: none"]],
        [
            [
                (
                    "supersede principals/ada/attestations/us: verified again at SUBSTANTIAL or better"
                    f" by {AGENCY} or {CONSULATE}"
                )
            ]
        ],
        provided={"thresholds": {None: Threshold(clearing=Requirement(SUBSTANTIAL, frozenset({AGENCY, CONSULATE})))}},
    ),
    Situation(
        "other issuers for each kind",
        Not(All((US_CITIZEN, ResidentIn(countries(US))))),
        (ada(attest(Residence(US))),),
        [["declare that the US citizenships on file are all: none"]],
        [["attest US citizenship at SUBSTANTIAL or better by issuers/agency"]],
        provided={
            "thresholds": {
                ClaimKind.CITIZENSHIP: Threshold(clearing=Requirement(SUBSTANTIAL, frozenset({AGENCY}))),
                None: Threshold(clearing=Requirement(LOW, frozenset({AGENCY, BUREAU}))),
            }
        },
    ),
    Situation(
        "one attestation for two conditions",
        AnyOf((Not(US_CITIZEN), CitizenOf(countries(US, CN), frozenset({CitizenshipClass.NONCITIZEN_NATIONAL})))),
        (ada(attest(citizen(US), LOW, id="us")),),
        [
            ["declare that the US citizenships on file, principals/ada/attestations/us aside, are all: none"],
            ["attest CN or US citizenship of the class NONCITIZEN_NATIONAL"],
        ],
        [
            [
                "declare that the CN or US citizenships on file are all",
                "supersede principals/ada/attestations/us: verified again at SUBSTANTIAL or better",
            ]
        ],
    ),
    Situation(
        "declared for a part of what is asked",
        CitizenOf(countries(US, FR)),
        (ada(attest(closed(ClaimKind.CITIZENSHIP, countries=[US]), id="us")),),
        [["attest FR or US citizenship"]],
        [["declare that the FR or US citizenships on file are all: none"]],
    ),
    Situation(
        "declared for more, and no longer vouched for",
        CitizenOf(countries(US)),
        (ada(attest(closed(ClaimKind.CITIZENSHIP, countries=[US, FR]), id="more", vouched=held(None, "2024"))),),
        [["attest US citizenship"]],
        [["supersede principals/ada/attestations/more: declared again that the US citizenships on file are all: none"]],
    ),
    Situation(
        "declared of another category",
        HoldsStatus(frozenset({PERMANENT}), countries(US)),
        (
            ada(
                attest(
                    closed(ClaimKind.IMMIGRATION_STATUS, countries=[US], categories=[ImmigrationCategory.DACA]),
                    id="daca",
                    vouched=held(None, "2024"),
                )
            ),
        ),
        [["attest US permanent residence"]],
        [["declare that the US immigration statuses on file are all: none"]],
    ),
    Situation(
        "a status that is no permanent residence",
        MostRecentCountryIn(countries(CN)),
        (
            ada(
                attest(citizen(FR), id="fr", start="2010"),
                attest(status(ImmigrationCategory.DACA, CN), id="daca", start="2020"),
            ),
        ),
        [],
        [["declare that the citizenships on file are all", PERMANENT_RESIDENCES]],
    ),
    Situation(
        "one date that is missing",
        MostRecentCountryIn(countries(CN)),
        (
            ada(
                attest(citizen(CN), id="cn"),
                attest(citizen(FR), id="fr", start="2000"),
                attest(closed(ClaimKind.CITIZENSHIP, citizen(CN), citizen(FR))),
                attest(closed(ClaimKind.IMMIGRATION_STATUS)),
            ),
        ),
        [],
        [["supersede principals/ada/attestations/cn: dated before the others, at SUBSTANTIAL or better"]],
    ),
    Situation(
        "a naturalization elsewhere",
        MissedNaturalizationWindow(FR),
        (ada(),),
        [["attest that the window for naturalization passed without an application"]],
        [["attest that naturalization was applied for in time at SUBSTANTIAL or better"]],
    ),
    Situation(
        "an owner of whom nothing is known",
        CHINESE_OWNED,
        (acme(),),
        [],
        [["declare that the owners on file are all: none"]],
    ),
    Situation(
        "both sides fell short",
        Not(US_CITIZEN),
        (ada(attest(citizen(US), LOW, id="y"), deny(citizen(US), LOW, id="n")),),
        [["declare that the US citizenships on file, principals/ada/attestations/y aside, are all: none"]],
        [["supersede principals/ada/attestations/y: verified again at SUBSTANTIAL or better"]],
    ),
    Situation(
        "two against one",
        Not(US_CITIZEN),
        (ada(attest(citizen(US), id="y"), deny(citizen(US), id="n"), attest(closed(ClaimKind.CITIZENSHIP), id="all")),),
        [["revoke principals/ada/attestations/y if it is the one that is wrong"]],
        [
            [
                "revoke principals/ada/attestations/all if it is the one that is wrong",
                "revoke principals/ada/attestations/n if it is the one that is wrong",
            ]
        ],
    ),
    Situation(
        "a status that is denied",
        HoldsStatus(frozenset({PERMANENT}), countries(US)),
        (ada(attest(status(PERMANENT), id="y"), deny(status(None, US), id="n")),),
        [["revoke principals/ada/attestations/n if it is the one that is wrong"]],
        [["revoke principals/ada/attestations/y if it is the one that is wrong"]],
    ),
    Situation(
        "an employer that is denied",
        Affiliated(frozenset({EMPLOYEE}), IN_US),
        (ada(attest(employee(ACME), id="y"), deny(employee(ACME), id="n")), incorporated(US, principal=ACME)),
        [["revoke principals/ada/attestations/n if it is the one that is wrong"]],
        [],
    ),
    Situation(
        "a branch of which nothing is known",
        IN_US,
        (organisation(BRANCH, attest(BranchOf(ACME))), acme()),
        [["attest US incorporation"]],
        [["attest incorporation in a country other than US at SUBSTANTIAL or better"]],
    ),
    Situation(
        "a class of organisation that fell short",
        OrganisationIs(frozenset({OrganisationClass.US_GOVERNMENT})),
        (acme(attest(OrganisationClassification(OrganisationClass.FOREIGN_GOVERNMENT, CN), SELF_DECLARED, id="g")),),
        [["attest that the organisation is a part of the United States government"]],
        [["supersede principals/acme/attestations/g: verified again at SUBSTANTIAL or better"]],
    ),
    Situation(
        "two residences of the same day",
        ResidentIn(countries(CN)),
        (ada(attest(Residence(CN), id="one", start="2020"), attest(Residence(FR), id="two", start="2020")),),
        [["revoke principals/ada/attestations/two if it is the one that is wrong"]],
        [["revoke principals/ada/attestations/one if it is the one that is wrong"]],
    ),
    Situation(
        "either of two",
        AnyOf((US_CITIZEN, US_RESIDENT)),
        (ada(),),
        [["attest US citizenship"], ["attest US permanent residence"]],
        [
            [
                "declare that the US citizenships on file are all: none",
                "declare that the US immigration statuses on file are all: none",
            ]
        ],
    ),
    Situation(
        "three conditions",
        All((US_CITIZEN, ResidentIn(countries(US)), LawfullyPresentIn(countries(US)))),
        (ada(),),
        [["attest US citizenship", "attest US lawful presence", "attest US residence"]],
        [
            ["declare that the US citizenships on file are all: none"],
            ["attest residence in a country other than US at SUBSTANTIAL or better"],
            ["declare that the US lawful presences on file are all: none"],
        ],
    ),
    Situation(
        "more conditions than steps",
        All(
            (
                US_CITIZEN,
                ResidentIn(countries(US)),
                LawfullyPresentIn(countries(US)),
                US_RESIDENT,
                PresentIn(countries(US)),
            )
        ),
        (ada(),),
        [],
        [
            ["declare that the US citizenships on file are all: none"],
            ["attest residence in a country other than US at SUBSTANTIAL or better"],
            ["declare that the US lawful presences on file are all: none"],
            ["declare that the US immigration statuses on file are all: none"],
        ],
    ),
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: each.id)
def test_each_way_is_told(situation: Situation) -> None:
    situation.check()
