"""What would settle an answer about a person, as it is told."""

from datetime import timedelta

import pytest

from denizen.domain.claims import (
    Application,
    Citizenship,
    CitizenshipClass,
    ClaimKind,
    Naturalization,
    Residence,
)
from denizen.domain.directives import Requirement, Threshold
from denizen.domain.rules import (
    All,
    AnyOf,
    CitizenOf,
    HoldsStatus,
    LawfullyPresentIn,
    MissedNaturalizationWindow,
    MostRecentCountryIn,
    Not,
    PresentIn,
    ResidentIn,
    Since,
)
from tests.unit.evaluation.builders import (
    AGENCY,
    CN,
    FR,
    GB,
    LOW,
    NOW,
    PERMANENT,
    SELF_DECLARED,
    SUBSTANTIAL,
    UNSPECIFIED,
    US,
    ada,
    attest,
    citizen,
    closed,
    countries,
    deny,
    held,
    only,
    status,
)
from tests.unit.settling.situations import Situation

US_CITIZEN = CitizenOf(countries(US))
US_RESIDENT = HoldsStatus(frozenset({PERMANENT}), countries(US))
FOREIGN_PERSON = Not(AnyOf((US_CITIZEN, US_RESIDENT)))
A = "principals/ada/attestations"

SITUATIONS = [
    Situation(
        "nothing on file",
        FOREIGN_PERSON,
        (ada(),),
        [
            [
                "declare that the US citizenships on file are all: none",
                "declare that the US immigration statuses on file are all: none",
            ]
        ],
        [
            ["attest US citizenship at SUBSTANTIAL or better"],
            ["attest US permanent residence at SUBSTANTIAL or better"],
        ],
    ),
    Situation(
        "a citizenship that is the only one",
        FOREIGN_PERSON,
        (ada(*only(citizen(FR))),),
        [["declare that the US immigration statuses on file are all: none"]],
        [["attest US permanent residence at SUBSTANTIAL or better"]],
    ),
    Situation(
        "a residence that was only declared",
        FOREIGN_PERSON,
        (ada(*only(citizen(FR)), attest(status(PERMANENT), SELF_DECLARED, id="word")),),
        [[f"declare that the US immigration statuses on file, {A}/word aside, are all: none"]],
        [[f"supersede {A}/word: verified again at SUBSTANTIAL or better"]],
    ),
    Situation(
        "an attestation that nobody vouches for any more",
        Not(US_CITIZEN),
        (ada(attest(citizen(US), id="old", vouched=held(None, "2024"))),),
        [["declare that the US citizenships on file are all: none"]],
        [[f"supersede {A}/old: verified again at SUBSTANTIAL or better"]],
    ),
    Situation(
        "an issuer that is not accepted",
        Not(US_CITIZEN),
        (ada(attest(citizen(US), id="theirs")),),
        [[f"declare that the US citizenships on file, {A}/theirs aside, are all: none"]],
        [[f"supersede {A}/theirs: vouched for at SUBSTANTIAL or better by {AGENCY}"]],
        provided={"thresholds": {None: Threshold(clearing=Requirement(SUBSTANTIAL, frozenset({AGENCY})))}},
    ),
    Situation(
        "a declaration that is too old",
        CitizenOf(countries(CN)),
        (ada(attest(closed(ClaimKind.CITIZENSHIP), id="all", verified="2020")),),
        [["attest CN citizenship"]],
        [[f"supersede {A}/all: declared again that the citizenships on file are all: none"]],
        provided={
            "thresholds": {
                ClaimKind.COMPLETENESS: Threshold(clearing=Requirement(SELF_DECLARED, max_age=timedelta(30)))
            }
        },
    ),
    Situation(
        "news since a declaration",
        CitizenOf(countries(CN)),
        (
            ada(
                attest(closed(ClaimKind.CITIZENSHIP), id="all", verified="2020"),
                attest(citizen(FR), id="new", start="2021"),
            ),
        ),
        [["attest CN citizenship"]],
        [[f"supersede {A}/all: declared again that the citizenships on file are all"]],
    ),
    Situation(
        "a member of the set that is not sure enough",
        CitizenOf(countries(CN)),
        (ada(attest(citizen(FR), LOW, id="fr"), attest(closed(ClaimKind.CITIZENSHIP, citizen(FR)), id="all")),),
        [["attest CN citizenship"]],
        [[f"supersede {A}/fr: verified again at SUBSTANTIAL or better"]],
    ),
    Situation(
        "a class that is not said",
        CitizenOf(countries(GB), frozenset({CitizenshipClass.BNO})),
        (ada(attest(citizen(GB, UNSPECIFIED), id="gb")),),
        [[f"supersede {A}/gb: with its class, such as BNO"]],
        [
            [
                "declare that the GB citizenships on file are all",
                f"supersede {A}/gb: with its class, such as BRITISH_CITIZEN, at SUBSTANTIAL or better",
            ]
        ],
    ),
    Situation(
        "two that contradict each other",
        Not(US_CITIZEN),
        (ada(attest(citizen(US), id="yes"), deny(Citizenship(US), id="no")),),
        [[f"revoke {A}/yes if it is the one that is wrong"]],
        [[f"revoke {A}/no if it is the one that is wrong"]],
    ),
    Situation(
        "a history without end",
        CitizenOf(countries(CN), when=Since()),
        (ada(*only(citizen(FR), start="2010")),),
        [["attest CN citizenship"]],
        [["declare that the CN citizenships on file are all: none"]],
    ),
    Situation(
        "nobody knows where",
        PresentIn(countries(US)),
        (ada(),),
        [["observe the principal in US"]],
        [["observe the principal in a country other than US"]],
    ),
    Situation(
        "two places at once",
        All((PresentIn(countries(US, CN)), PresentIn(countries(CN, FR)))),
        (ada(),),
        [["observe the principal in CN or US and in CN or FR"]],
        [
            ["observe the principal in a country other than CN or US"],
            ["observe the principal in a country other than CN or FR"],
        ],
    ),
    Situation(
        "a residence of which nothing is known",
        ResidentIn(countries(CN)),
        (ada(),),
        [["attest CN residence"]],
        [["attest residence in a country other than CN at SUBSTANTIAL or better"]],
    ),
    Situation(
        "residences that contradict each other",
        ResidentIn(countries(CN)),
        (ada(attest(Residence(CN), id="cn"), attest(Residence(FR), id="fr")),),
        [[f"revoke {A}/fr if it is the one that is wrong"]],
        [[f"revoke {A}/cn if it is the one that is wrong"]],
    ),
    Situation(
        "one claim for two conditions",
        All((LawfullyPresentIn(countries(US, FR)), LawfullyPresentIn(countries(FR, CN)))),
        (ada(),),
        [["attest FR lawful presence"]],
        [
            ["declare that the FR or US lawful presences on file are all: none"],
            ["declare that the CN or FR lawful presences on file are all: none"],
        ],
    ),
    Situation(
        "citizenships of which the order is not known",
        MostRecentCountryIn(countries(CN)),
        (
            ada(
                attest(citizen(CN), id="cn"),
                attest(citizen(FR), id="fr"),
                attest(closed(ClaimKind.CITIZENSHIP, citizen(CN), citizen(FR))),
                attest(closed(ClaimKind.IMMIGRATION_STATUS)),
            ),
        ),
        [
            [
                f"supersede {A}/cn: dated after the others",
                f"supersede {A}/fr: dated before the others",
            ]
        ],
        [
            [
                f"supersede {A}/cn: dated before the others, at SUBSTANTIAL or better",
                f"supersede {A}/fr: dated after the others, at SUBSTANTIAL or better",
            ]
        ],
    ),
    Situation(
        "an application of which nothing is known",
        MissedNaturalizationWindow(US),
        (ada(attest(Naturalization(US, NOW.date().replace(year=2020), Application.UNKNOWN), id="n")),),
        [[f"supersede {A}/n: saying that the window for naturalization passed without an application"]],
        [[f"supersede {A}/n: saying that naturalization was applied for in time, at SUBSTANTIAL or better"]],
    ),
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: each.id)
def test_each_way_is_told(situation: Situation) -> None:
    situation.check()
