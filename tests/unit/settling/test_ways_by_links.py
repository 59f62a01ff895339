"""What would settle an answer where a link, a date or the sureness of what is on file decides which step it takes."""

from datetime import timedelta

import pytest

from denizen.domain.claims import ActsFor, CitizenshipClass, ClaimKind, ImmigrationCategory
from denizen.domain.directives import Requirement, Threshold
from denizen.domain.rules import Affiliated, CitizenOf, HoldsStatus, IncorporatedIn, Not
from tests.unit.evaluation.builders import (
    ACME,
    ADA,
    BOT,
    CN,
    EMPLOYEE,
    FR,
    GB,
    LOW,
    PAYROLL,
    PERMANENT,
    SELF_DECLARED,
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
    employee,
    only,
    status,
)
from tests.unit.settling.situations import Situation

A, LINK = "principals/ada/attestations", "principals/bot/attestations/link"
CHINESE, NOT_AMERICAN = CitizenOf(countries(CN)), Not(CitizenOf(countries(US)))
BNO = CitizenOf(countries(GB), frozenset({CitizenshipClass.BNO}))
SOON_STALE = Threshold(clearing=Requirement(SUBSTANTIAL, max_age=timedelta(366)))
AGAIN = "verified again at SUBSTANTIAL or better"
NONE_AT_ALL = "declared again that the citizenships on file are all: none"
NONE_OF_RESIDENCE = "declared again that the US immigration statuses on file are all as to permanent residence: none"
CITIZENSHIPS = closed(ClaimKind.CITIZENSHIP)
AMERICAN_WAYS = [["attest US citizenship at SUBSTANTIAL or better"]]
NO_AMERICAN = [["declare that the US citizenships on file are all: none"]]

SITUATIONS = [
    Situation(
        "a member and the link to it, neither sure enough",
        CHINESE,
        (
            about(BOT, attest(ActsFor(ADA), LOW, id="link"), kind=SERVICE),
            ada(attest(citizen(FR), LOW, id="fr"), attest(closed(ClaimKind.CITIZENSHIP, citizen(FR)), id="all")),
        ),
        [["attest CN citizenship"]],
        [[f"supersede {A}/fr: {AGAIN}", f"supersede {LINK}: {AGAIN}"]],
    ),
    Situation(
        "a declaration that is too old behind a link that is not sure enough",
        CHINESE,
        (
            about(BOT, attest(ActsFor(ADA), LOW, id="link"), kind=SERVICE),
            ada(attest(CITIZENSHIPS, id="all", verified="2020")),
        ),
        [["attest CN citizenship"]],
        [
            [
                f"supersede {A}/all: {NONE_AT_ALL} at SUBSTANTIAL or better",
                f"supersede {LINK}: {AGAIN}",
            ]
        ],
        provided={"thresholds": {ClaimKind.COMPLETENESS: SOON_STALE}},
    ),
    Situation(
        "a link that is too old",
        NOT_AMERICAN,
        (about(BOT, attest(ActsFor(ADA), id="link", verified="2020"), kind=SERVICE), ada()),
        NO_AMERICAN,
        [[*AMERICAN_WAYS[0], f"supersede {LINK}: {AGAIN}"]],
        provided={"thresholds": {None: SOON_STALE}},
    ),
    Situation(
        "a link that is fresh",
        NOT_AMERICAN,
        (about(BOT, attest(ActsFor(ADA), id="link"), kind=SERVICE), ada()),
        NO_AMERICAN,
        AMERICAN_WAYS,
        provided={"thresholds": {None: SOON_STALE}},
    ),
    Situation(
        "a member that is fresh",
        CHINESE,
        (ada(attest(citizen(CN), SELF_DECLARED, id="word", end="2020"), attest(citizen(FR), id="fr")),),
        [["attest CN citizenship"]],
        [["declare that the CN citizenships on file are all: none"]],
        provided={"thresholds": {ClaimKind.CITIZENSHIP: SOON_STALE}},
    ),
    Situation(
        "one of two in the same country aside, the other a member",
        Not(BNO),
        (
            ada(
                attest(citizen(GB, CitizenshipClass.BNO), SELF_DECLARED, id="a"),
                attest(citizen(GB, CitizenshipClass.BOC), id="b"),
            ),
        ),
        [[f"declare that the GB citizenships on file, {A}/a aside, are all"]],
        [[f"supersede {A}/a: {AGAIN}"]],
    ),
    Situation(
        "the surest of three that say the same",
        BNO,
        (
            ada(
                attest(citizen(GB, CitizenshipClass.BOC), SELF_DECLARED, id="a"),
                attest(citizen(GB, CitizenshipClass.BOC), LOW, id="c"),
                attest(citizen(GB, CitizenshipClass.BOC), LOW, id="b"),
            ),
        ),
        [["attest GB citizenship of the class BNO"]],
        [["declare that the GB citizenships on file are all", f"supersede {A}/b: {AGAIN}"]],
    ),
    Situation(
        "statuses that were declared of one category, beside one of another that is weak",
        HoldsStatus(frozenset({PERMANENT}), countries(US)),
        (
            ada(
                attest(
                    closed(ClaimKind.IMMIGRATION_STATUS, countries=[US], categories=[PERMANENT]),
                    id="all",
                    verified="2020",
                ),
                attest(status(ImmigrationCategory.TPS), LOW, id="tps"),
            ),
        ),
        [["attest US permanent residence"]],
        [
            [f"supersede {A}/all: {NONE_OF_RESIDENCE}"],
            [
                "declare that the US immigration statuses on file are all",
                f"supersede {A}/tps: {AGAIN}",
            ],
        ],
        provided={
            "thresholds": {
                ClaimKind.COMPLETENESS: Threshold(clearing=Requirement(SELF_DECLARED, max_age=timedelta(30)))
            }
        },
    ),
    Situation(
        "an employer of which nothing is on file",
        Affiliated(frozenset({EMPLOYEE}), IncorporatedIn(countries(CN))),
        (ada(*only(employee(ACME))), acme()),
        [["attest of principals/acme: CN incorporation"]],
        [["attest of principals/acme: incorporation in a country other than CN at SUBSTANTIAL or better"]],
    ),
    Situation(
        "weak evidence for another purpose",
        NOT_AMERICAN,
        (ada(attest(citizen(US), LOW, id="p", purposes=[PAYROLL])),),
        NO_AMERICAN,
        AMERICAN_WAYS,
    ),
    Situation(
        "weak evidence of what is over",
        NOT_AMERICAN,
        (ada(attest(citizen(US), LOW, id="p", end="2020")),),
        NO_AMERICAN,
        AMERICAN_WAYS,
    ),
]


@pytest.mark.parametrize("each", SITUATIONS, ids=lambda each: each.id)
def test_each_way_is_told(each: Situation) -> None:
    each.check()
