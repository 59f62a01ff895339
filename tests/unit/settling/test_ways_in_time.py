"""What would settle an answer where ages, dates and intervals decide which step it takes."""

from datetime import timedelta

import pytest

from denizen.domain.claims import BranchOf, CitizenshipClass, ClaimKind, ImmigrationCategory
from denizen.domain.determinations import Presence
from denizen.domain.directives import Requirement, Threshold
from denizen.domain.names import CountrySetName
from denizen.domain.reference import CountrySet, Membership, Reference
from denizen.domain.rules import (
    All,
    AnyOf,
    CitizenOf,
    HoldsStatus,
    IncorporatedIn,
    MostRecentCountryIn,
    Not,
    PresentIn,
    ResidentIn,
    Since,
)
from tests.unit.evaluation.builders import (
    ACME,
    BRANCH,
    CN,
    FR,
    GB,
    HIGH,
    LOW,
    NOW,
    PERMANENT,
    SELF_DECLARED,
    SUBSTANTIAL,
    US,
    ada,
    attest,
    citizen,
    closed,
    countries,
    day,
    incorporated,
    organisation,
    status,
)
from tests.unit.settling.situations import Situation

A = "principals/ada/attestations"
CHINESE, NOT_AMERICAN = CitizenOf(countries(CN)), Not(CitizenOf(countries(US)))
BNO = CitizenOf(countries(GB), frozenset({CitizenshipClass.BNO}))
EVER_CHINESE = CitizenOf(countries(CN), when=Since())
RECENTLY_CHINESE = MostRecentCountryIn(countries(CN))
NO_CITIZENSHIP = attest(closed(ClaimKind.CITIZENSHIP), id="all", verified="2020")
SOON_STALE = {
    "thresholds": {ClaimKind.COMPLETENESS: Threshold(clearing=Requirement(SELF_DECLARED, max_age=timedelta(30)))}
}


def a_year(kind: ClaimKind) -> dict[str, object]:
    """Claims of the kind clear for a year."""
    return {"thresholds": {kind: Threshold(clearing=Requirement(SUBSTANTIAL, max_age=timedelta(366)))}}


AGAIN = "verified again at SUBSTANTIAL or better"
ALL, NONE = "declare that the citizenships on file are all", "declare that the citizenships on file are all: none"
RESIDENCES = (
    "declare that the immigration statuses on file are all as to permanent residence or conditional permanent residence"
)
DECLARED_AGAIN = f"supersede {A}/all: declared again that the citizenships on file are all: none"
LISTED = CountrySetName("countrySets/listed")

SITUATIONS = [
    Situation(
        "a declaration for all time, grown old",
        EVER_CHINESE,
        (ada(NO_CITIZENSHIP),),
        [["attest CN citizenship"]],
        [[DECLARED_AGAIN]],
        provided=SOON_STALE,
    ),
    Situation(
        "a declaration for some time, grown old, of what is now",
        CHINESE,
        (ada(attest(closed(ClaimKind.CITIZENSHIP), id="all", verified="2020", start="2015")),),
        [["attest CN citizenship"]],
        [[DECLARED_AGAIN]],
        provided=SOON_STALE,
    ),
    Situation(
        "a declaration for some time of what ever was",
        EVER_CHINESE,
        (ada(attest(closed(ClaimKind.CITIZENSHIP), id="all", verified="2020", start="2015")),),
        [["attest CN citizenship"]],
        [["declare that the CN citizenships on file are all: none"]],
        provided=SOON_STALE,
    ),
    Situation(
        "a member that is too old",
        BNO,
        (ada(attest(citizen(GB, CitizenshipClass.BOC), id="b", verified="2020")),),
        [["attest GB citizenship of the class BNO"]],
        [["declare that the GB citizenships on file are all", f"supersede {A}/b: {AGAIN}"]],
        provided=a_year(ClaimKind.CITIZENSHIP),
    ),
    Situation(
        "a member that is fresh enough",
        BNO,
        (ada(attest(citizen(GB, CitizenshipClass.BOC), id="b")),),
        [["attest GB citizenship of the class BNO"]],
        [["declare that the GB citizenships on file are all"]],
        provided=a_year(ClaimKind.CITIZENSHIP),
    ),
    Situation(
        "evidence that is too old",
        NOT_AMERICAN,
        (ada(attest(citizen(US), id="us", verified="2020")),),
        [[f"declare that the US citizenships on file, {A}/us aside, are all: none"]],
        [[f"supersede {A}/us: {AGAIN}"]],
        provided=a_year(ClaimKind.CITIZENSHIP),
    ),
    Situation(
        "another status that is too old",
        HoldsStatus(frozenset({PERMANENT}), countries(US)),
        (ada(attest(status(ImmigrationCategory.TPS), id="tps", verified="2020")),),
        [["attest US permanent residence"]],
        [
            ["declare that the US immigration statuses on file are all as to permanent residence: none"],
            ["declare that the US immigration statuses on file are all", f"supersede {A}/tps: {AGAIN}"],
        ],
        provided=a_year(ClaimKind.IMMIGRATION_STATUS),
    ),
    Situation(
        "a presence that may be no older than a day",
        PresentIn(countries(US)),
        (ada(),),
        [["observe the principal in US"]],
        [["observe the principal in a country other than US"]],
        provided={"presence_max_age": timedelta(1)},
    ),
    Situation(
        "a presence that came with the question",
        All((PresentIn(countries(US)), ResidentIn(countries(CN)))),
        (ada(),),
        [["attest CN residence"]],
        [["attest residence in a country other than CN at SUBSTANTIAL or better"]],
        presence=Presence(US, NOW, "desk", HIGH),
    ),
    Situation(
        "a presence that came with the question, of a branch that was only declared",
        AnyOf((PresentIn(countries(CN)), IncorporatedIn(countries(US)))),
        (organisation(BRANCH, attest(BranchOf(ACME), SELF_DECLARED, id="br")), incorporated(FR, principal=ACME)),
        [["attest US incorporation"]],
        [[f"supersede principals/branch/attestations/br: {AGAIN}"]],
        presence=Presence(US, NOW, "desk", HIGH),
    ),
    Situation(
        "a status that is no permanent residence, alone",
        RECENTLY_CHINESE,
        (ada(attest(status(ImmigrationCategory.DACA, CN), id="daca")),),
        [["attest CN citizenship", ALL, f"{RESIDENCES}: none"]],
        [["attest citizenship of a country other than CN at SUBSTANTIAL or better", ALL, f"{RESIDENCES}: none"]],
    ),
    Situation(
        "a citizenship that ends on the day before which others are dated",
        RECENTLY_CHINESE,
        (
            ada(
                attest(citizen(CN), id="cn", end="1950"),
                attest(citizen(FR), id="fr", start="1940"),
                attest(closed(ClaimKind.CITIZENSHIP, citizen(CN), citizen(FR))),
                attest(closed(ClaimKind.IMMIGRATION_STATUS)),
            ),
        ),
        [],
        [[f"supersede {A}/cn: dated before the others, at SUBSTANTIAL or better"]],
        at=day("1949"),
    ),
    Situation(
        "a most recent country of a set",
        MostRecentCountryIn(countries(sets=["listed"])),
        (ada(),),
        [["attest citizenship of a country of countrySets/listed", ALL, f"{RESIDENCES}: none"]],
        [
            [
                "attest citizenship of a country other than those of countrySets/listed at SUBSTANTIAL or better",
                ALL,
                f"{RESIDENCES}: none",
            ]
        ],
        reference=Reference({LISTED: CountrySet(LISTED, members=(Membership(CN),))}),
    ),
    Situation(
        "a permanent residence that is the latest",
        RECENTLY_CHINESE,
        (ada(attest(citizen(FR), id="fr", start="2000"), attest(status(PERMANENT, CN), id="lpr", start="2010")),),
        [[ALL, RESIDENCES]],
        [],
    ),
    Situation(
        "a permanent residence below the bar of its own kind",
        RECENTLY_CHINESE,
        (ada(attest(status(PERMANENT, FR), LOW, id="lpr", start="2010")),),
        [["attest CN citizenship", ALL, RESIDENCES]],
        [[NONE, RESIDENCES, f"supersede {A}/lpr: verified again at HIGH or better"]],
        provided={"thresholds": {ClaimKind.IMMIGRATION_STATUS: Threshold(clearing=Requirement(HIGH))}},
    ),
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: each.id)
def test_each_way_is_told(situation: Situation) -> None:
    situation.check()
