"""What would settle an answer about a person or a service whose evidence is weak, missing or contradicted."""

import pytest

from denizen.domain.claims import ActsFor, Citizenship, CitizenshipClass, ClaimKind, ImmigrationCategory, Residence
from denizen.domain.rules import (
    Affiliated,
    CitizenOf,
    Countries,
    ForeignCitizen,
    HoldsStatus,
    IncorporatedIn,
    MissedNaturalizationWindow,
    MostRecentCountryIn,
    Not,
    PresentIn,
    ResidentIn,
    Since,
)
from tests.unit.evaluation.builders import (
    ACME,
    ADA,
    BOT,
    CN,
    EMPLOYEE,
    FR,
    GB,
    LOW,
    PERMANENT,
    SELF_DECLARED,
    SERVICE,
    UNSPECIFIED,
    US,
    about,
    ada,
    attest,
    citizen,
    closed,
    countries,
    deny,
    employee,
    held,
    incorporated,
    name,
    only,
    status,
)
from tests.unit.settling.situations import Situation

US_CITIZEN = CitizenOf(countries(US))
IN_US = IncorporatedIn(countries(US))
A = "principals/ada/attestations"
PERMANENT_RESIDENCES = (
    "declare that the immigration statuses on file are all as to permanent residence or conditional permanent residence"
)

SITUATIONS = [
    Situation(
        "a citizenship that would make foreign",
        US_CITIZEN,
        (ada(),),
        [["attest US citizenship"]],
        [["declare that the US citizenships on file are all: none"]],
    ),
    Situation(
        "a residence anywhere else",
        ResidentIn(Countries(excepted=frozenset({US}))),
        (ada(),),
        [["attest residence in a country other than US"]],
        [["attest residence in US at SUBSTANTIAL or better"]],
    ),
    Situation(
        "a citizenship of any other country",
        CitizenOf(Countries(excepted=frozenset({US, FR}))),
        (ada(),),
        [["attest citizenship of a country other than FR or US"]],
        [["declare that the citizenships of a country other than FR or US on file are all: none"]],
    ),
    Situation(
        "a foreign citizenship",
        ForeignCitizen(US),
        (ada(),),
        [["attest citizenship of a country other than US"]],
        [["declare that the citizenships of a country other than US on file are all: none"]],
    ),
    Situation(
        "a foreign citizenship beside one's own",
        ForeignCitizen(US),
        (ada(attest(citizen(US))),),
        [["attest citizenship of a country other than US"]],
        [["declare that the citizenships of a country other than US on file are all: none"]],
    ),
    Situation(
        "one of three countries",
        CitizenOf(countries(US, FR, CN)),
        (ada(),),
        [["attest citizenship of CN, FR or US"]],
        [["declare that the citizenships of CN, FR or US on file are all: none"]],
    ),
    Situation(
        "a status of whatever country",
        HoldsStatus(frozenset({PERMANENT, ImmigrationCategory.REFUGEE})),
        (ada(),),
        [["attest permanent residence"]],
        [["declare that the immigration statuses on file are all: none"]],
    ),
    Situation(
        "a status at any time",
        HoldsStatus(frozenset({PERMANENT}), countries(US), Since()),
        (ada(*only(citizen(FR))),),
        [["attest US permanent residence"]],
        [["declare that the US immigration statuses on file are all as to permanent residence: none"]],
    ),
    Situation(
        "another status that was only declared",
        HoldsStatus(frozenset({PERMANENT}), countries(US)),
        (ada(attest(status(ImmigrationCategory.DACA), SELF_DECLARED, id="d")),),
        [["attest US permanent residence"]],
        [
            ["declare that the US immigration statuses on file are all as to permanent residence: none"],
            [
                "declare that the US immigration statuses on file are all",
                "supersede principals/ada/attestations/d: verified again at SUBSTANTIAL or better",
            ],
        ],
    ),
    Situation(
        "a most recent country of which nothing is known",
        MostRecentCountryIn(countries(CN)),
        (ada(),),
        [
            [
                "attest CN citizenship",
                "declare that the citizenships on file are all",
                f"{PERMANENT_RESIDENCES}: none",
            ]
        ],
        [
            [
                "attest citizenship of a country other than CN at SUBSTANTIAL or better",
                "declare that the citizenships on file are all",
                f"{PERMANENT_RESIDENCES}: none",
            ]
        ],
    ),
    Situation(
        "a most recent country that was only declared",
        MostRecentCountryIn(countries(CN)),
        (ada(attest(citizen(FR), SELF_DECLARED, id="fr")),),
        [
            [
                "attest CN citizenship",
                "declare that the citizenships on file are all",
                f"{PERMANENT_RESIDENCES}: none",
            ]
        ],
        [
            [
                "declare that the citizenships on file are all",
                f"{PERMANENT_RESIDENCES}: none",
                "supersede principals/ada/attestations/fr: verified again at SUBSTANTIAL or better",
            ]
        ],
    ),
    Situation(
        "a most recent country that is denied",
        MostRecentCountryIn(countries(CN)),
        (
            ada(
                attest(citizen(CN), id="cn", start="2020"),
                deny(citizen(CN), id="no"),
                *only(status(PERMANENT, FR)),
                attest(closed(ClaimKind.CITIZENSHIP, citizen(CN))),
            ),
        ),
        [],
        [],
    ),
    Situation(
        "citizenships that will end",
        MostRecentCountryIn(countries(CN)),
        (
            ada(
                attest(citizen(CN), id="cn", end="2030"),
                attest(citizen(FR), id="fr", end="2031"),
                attest(closed(ClaimKind.CITIZENSHIP, citizen(CN), citizen(FR))),
                attest(closed(ClaimKind.IMMIGRATION_STATUS)),
            ),
        ),
        [
            [
                "supersede principals/ada/attestations/cn: dated after the others",
                "supersede principals/ada/attestations/fr: dated before the others",
            ]
        ],
        [
            [
                "supersede principals/ada/attestations/cn: dated before the others, at SUBSTANTIAL or better",
                "supersede principals/ada/attestations/fr: dated after the others, at SUBSTANTIAL or better",
            ]
        ],
    ),
    Situation(
        "a permanent residence without a date",
        MostRecentCountryIn(countries(CN)),
        (ada(attest(citizen(FR), id="fr", start="2000"), attest(status(PERMANENT, CN), id="lpr")),),
        [],
        [
            [
                "declare that the citizenships on file are all",
                PERMANENT_RESIDENCES,
                "supersede principals/ada/attestations/lpr: dated before the others, at SUBSTANTIAL or better",
            ]
        ],
    ),
    Situation(
        "a naturalization of which nothing is known",
        MissedNaturalizationWindow(US),
        (ada(),),
        [["attest that the window for naturalization passed without an application"]],
        [["attest that naturalization was applied for in time at SUBSTANTIAL or better"]],
    ),
    Situation(
        "a citizenship that is not among all",
        Not(US_CITIZEN),
        (
            ada(
                attest(citizen(US), id="us"),
                attest(closed(ClaimKind.CITIZENSHIP, citizen(FR)), id="all"),
                attest(citizen(FR), id="fr"),
            ),
        ),
        [["revoke principals/ada/attestations/us if it is the one that is wrong"]],
        [["revoke principals/ada/attestations/all if it is the one that is wrong"]],
    ),
    Situation(
        "two citizenships of a class that is not said",
        CitizenOf(countries(GB), frozenset({CitizenshipClass.BRITISH_CITIZEN})),
        (ada(attest(citizen(GB, UNSPECIFIED), id="one"), attest(citizen(GB, UNSPECIFIED), SELF_DECLARED, id="two")),),
        [
            ["supersede principals/ada/attestations/one: with its class, such as BRITISH_CITIZEN"],
            ["supersede principals/ada/attestations/two: with its class, such as BRITISH_CITIZEN"],
        ],
        [
            [
                "declare that the GB citizenships on file are all",
                "supersede principals/ada/attestations/one: with its class, such as BOTC, at SUBSTANTIAL or better",
                "supersede principals/ada/attestations/two: with its class, such as BOTC, at SUBSTANTIAL or better",
            ]
        ],
    ),
    Situation(
        "three against one",
        Not(US_CITIZEN),
        (ada(*(attest(citizen(US), id=f"y{n}") for n in range(3)), deny(Citizenship(US), id="n")),),
        [[f"revoke {A}/y{n} if it is the one that is wrong" for n in range(3)]],
        [["revoke principals/ada/attestations/n if it is the one that is wrong"]],
    ),
    Situation(
        "too many against one",
        Not(US_CITIZEN),
        (ada(*(attest(citizen(US), id=f"y{n}") for n in range(4)), deny(Citizenship(US), id="n")),),
        [],
        [["revoke principals/ada/attestations/n if it is the one that is wrong"]],
    ),
    Situation(
        "three that fell short",
        Not(US_CITIZEN),
        (ada(*(attest(citizen(US), LOW if n else SELF_DECLARED, id=f"y{n}") for n in range(3))),),
        [[f"declare that the US citizenships on file, {A}/y0, {A}/y1 and {A}/y2 aside, are all: none"]],
        [
            ["supersede principals/ada/attestations/y1: verified again at SUBSTANTIAL or better"],
            ["supersede principals/ada/attestations/y2: verified again at SUBSTANTIAL or better"],
        ],
    ),
    Situation(
        "a place other than one",
        PresentIn(Countries(excepted=frozenset({US}))),
        (ada(),),
        [["observe the principal in a country other than US"]],
        [["observe the principal in US"]],
    ),
    Situation("a service that acts for nobody", Not(US_CITIZEN), (about(BOT, kind=SERVICE), ada()), [], []),
    Situation(
        "a service that acts for a service",
        Not(US_CITIZEN),
        (
            about(BOT, attest(ActsFor(name("bot2")), LOW, id="l1"), kind=SERVICE),
            about(name("bot2"), attest(ActsFor(ADA), LOW, id="l2"), kind=SERVICE),
            ada(),
        ),
        [["declare that the US citizenships on file are all: none"]],
        [
            [
                "attest US citizenship at SUBSTANTIAL or better",
                "supersede principals/bot/attestations/l1: verified again at SUBSTANTIAL or better",
                "supersede principals/bot2/attestations/l2: verified again at SUBSTANTIAL or better",
            ]
        ],
    ),
    Situation(
        "an employer that was only declared",
        Not(Affiliated(frozenset({EMPLOYEE}), IN_US)),
        (ada(attest(employee(ACME), SELF_DECLARED, id="job")), incorporated(US, principal=ACME)),
        [["declare that the affiliations on file, principals/ada/attestations/job aside, are all: none"]],
        [["supersede principals/ada/attestations/job: verified again at SUBSTANTIAL or better"]],
    ),
    Situation(
        "a residence that was only declared",
        ResidentIn(countries(CN)),
        (ada(attest(Residence(FR), SELF_DECLARED, id="r")),),
        [["attest CN residence"]],
        [["supersede principals/ada/attestations/r: verified again at SUBSTANTIAL or better"]],
    ),
    Situation(
        "a residence that is denied",
        ResidentIn(countries(CN)),
        (ada(attest(Residence(CN), id="y"), deny(Residence(CN), id="n")),),
        [["revoke principals/ada/attestations/n if it is the one that is wrong"]],
        [["revoke principals/ada/attestations/y if it is the one that is wrong"]],
    ),
    Situation(
        "a residence for which nobody vouches any more",
        ResidentIn(countries(CN)),
        (ada(attest(Residence(FR), id="r", vouched=held(None, "2024"))),),
        [["attest CN residence"]],
        [["supersede principals/ada/attestations/r: verified again at SUBSTANTIAL or better"]],
    ),
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: each.id)
def test_each_way_is_told(situation: Situation) -> None:
    situation.check()
