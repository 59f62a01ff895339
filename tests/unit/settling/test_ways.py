"""What would settle an answer, as it is told: one table, each row a situation."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from denizen.domain.claims import (
    ActsFor,
    Application,
    Citizenship,
    CitizenshipClass,
    ClaimKind,
    Naturalization,
    Residence,
)
from denizen.domain.determinations import Answer, Determination
from denizen.domain.directives import Requirement, Threshold
from denizen.domain.facts import PrincipalFacts
from denizen.domain.rules import (
    Affiliated,
    All,
    AnyOf,
    CitizenOf,
    HoldsStatus,
    IncorporatedIn,
    Is,
    LawfullyPresentIn,
    Listed,
    MissedNaturalizationWindow,
    MostRecentCountryIn,
    Not,
    OwnedBy,
    PresentIn,
    ResidentIn,
    Rule,
    Since,
    SubsidiaryOf,
)
from tests.unit.evaluation.builders import (
    ACME,
    ADA,
    AGENCY,
    BOT,
    CN,
    EMPLOYEE,
    FR,
    GB,
    HOLDING,
    LOW,
    NOW,
    ORGANISATION,
    PERMANENT,
    SELF_DECLARED,
    SERVICE,
    SUBSTANTIAL,
    UNSPECIFIED,
    US,
    about,
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
    only,
    organisation,
    owns,
    status,
    under,
)

FOREIGN, NOT_FOREIGN = Determination.FOREIGN_NATIONAL, Determination.NOT_FOREIGN_NATIONAL
US_CITIZEN = CitizenOf(countries(US))
US_RESIDENT = HoldsStatus(frozenset({PERMANENT}), countries(US))
FOREIGN_PERSON = Not(AnyOf((US_CITIZEN, US_RESIDENT)))
IN_US = IncorporatedIn(countries(US))
A = "principals/ada/attestations"
NO_STATUSES = attest(closed(ClaimKind.IMMIGRATION_STATUS, countries=(US,)))


@dataclass(frozen=True)
class Situation:
    id: str
    rule: Rule
    facts: tuple[PrincipalFacts, ...]
    foreign: list[list[str]] = field(default_factory=list)
    not_foreign: list[list[str]] = field(default_factory=list)
    asked: dict[str, Any] = field(default_factory=dict)
    provided: dict[str, Any] = field(default_factory=dict)


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
        [["attest FR or US lawful presence"]],
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
    Situation(
        "an employer of which nothing is known",
        Affiliated(frozenset({EMPLOYEE}), IN_US),
        (ada(*only(employee(ACME))), acme()),
        [["attest US incorporation"]],
        [["attest incorporation in a country other than US at SUBSTANTIAL or better"]],
    ),
    Situation(
        "an owner of whom nothing is known",
        OwnedBy(All((Is(ORGANISATION), IncorporatedIn(countries(CN)))), Decimal(50)),
        (acme(*only(owns(HOLDING, 60))), organisation(HOLDING, attest(closed(ClaimKind.OWNERSHIP)))),
        [["attest CN incorporation"]],
        [["attest incorporation in a country other than CN at SUBSTANTIAL or better"]],
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
    Situation("nothing to screen by", Listed(frozenset()), (ada(),)),
    Situation(
        "an organisation that is on no file",
        Affiliated(frozenset({EMPLOYEE}), IN_US),
        (ada(attest(employee(ACME))),),
    ),
]


def texts(answer: Answer, determination: Determination) -> list[list[str]]:
    return [[step.text for step in way.steps] for way in answer.settling if way.determination is determination]


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: each.id)
def test_each_way_is_told(situation: Situation) -> None:
    answer = under(situation.rule, *situation.facts, provided=situation.provided, settle=True, **situation.asked)
    assert answer.determination is Determination.UNDETERMINED
    assert texts(answer, FOREIGN) == situation.foreign
    assert texts(answer, NOT_FOREIGN) == situation.not_foreign
