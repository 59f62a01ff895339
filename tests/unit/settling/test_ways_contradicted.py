"""What would settle an answer where attestations contradict each other, or where some may not be seen."""

from decimal import Decimal

import pytest

from denizen.domain.claims import ActsFor, Citizenship, ClaimKind, Residence
from denizen.domain.rules import (
    All,
    CitizenOf,
    IncorporatedIn,
    Is,
    MostRecentCountryIn,
    Not,
    OwnedBy,
    ResidentIn,
    SubsidiaryOf,
)
from tests.unit.evaluation.builders import (
    ADA,
    BOT,
    CN,
    DE,
    FR,
    HOLDING,
    LOW,
    ORGANISATION,
    PAYROLL,
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
    deny,
    incorporated,
    owns,
)
from tests.unit.settling.situations import Situation

A = "principals/ada/attestations"
IF_WRONG = "if it is the one that is wrong"
NO_STATUS = attest(closed(ClaimKind.IMMIGRATION_STATUS))
CHINESE_OWNED = OwnedBy(All((Is(ORGANISATION), IncorporatedIn(countries(CN)))), Decimal(50))
YES_AND_NO = [
    each
    for country in (US, CN, FR, DE)
    for each in (attest(citizen(country), id=f"{country}-yes"), deny(Citizenship(country), id=f"{country}-no"))
]

SITUATIONS = [
    Situation(
        "many contradictions, of which one matters",
        CitizenOf(countries(US)),
        (ada(*YES_AND_NO),),
        [],
        [[f"revoke {A}/US-yes {IF_WRONG}"]],
    ),
    Situation(
        "a member of a closed set that a surer word denies",
        CitizenOf(countries(CN)),
        (
            ada(
                attest(citizen(FR), SUBSTANTIAL, id="fr"),
                deny(Citizenship(FR), id="no"),
                attest(closed(ClaimKind.CITIZENSHIP, citizen(FR)), id="all"),
            ),
        ),
        [["attest CN citizenship"]],
        [[f"revoke {A}/no {IF_WRONG}"]],
    ),
    Situation(
        "a residence that is not among all",
        ResidentIn(countries(CN)),
        (ada(attest(Residence(CN), id="cn"), attest(closed(ClaimKind.RESIDENCE), id="all")),),
        [[f"revoke {A}/all {IF_WRONG}"]],
        [[f"revoke {A}/cn {IF_WRONG}"]],
    ),
    Situation(
        "contradictions behind a link",
        Not(CitizenOf(countries(US))),
        (
            about(BOT, attest(ActsFor(ADA), id="link"), kind=SERVICE),
            ada(attest(citizen(US), id="yes"), deny(Citizenship(US), id="no")),
        ),
        [[f"revoke {A}/yes {IF_WRONG}"]],
        [[f"revoke {A}/no {IF_WRONG}"]],
    ),
    Situation(
        "the most recent country denied",
        MostRecentCountryIn(countries(CN)),
        (
            ada(
                attest(citizen(CN), id="cn", start="2020"),
                deny(citizen(CN), id="no"),
                attest(closed(ClaimKind.CITIZENSHIP, citizen(CN))),
                NO_STATUS,
            ),
        ),
        [[f"revoke {A}/no {IF_WRONG}"]],
        [],
    ),
    Situation(
        "the most recent of two countries denied",
        MostRecentCountryIn(countries(CN)),
        (
            ada(
                attest(citizen(CN), id="cn", start="2020"),
                attest(citizen(FR), id="fr", start="2021"),
                deny(citizen(FR), id="no"),
                attest(closed(ClaimKind.CITIZENSHIP, citizen(CN), citizen(FR))),
                NO_STATUS,
            ),
        ),
        [],
        [[f"revoke {A}/no {IF_WRONG}"]],
    ),
    Situation(
        "the most recent country not among all, by one of two words",
        MostRecentCountryIn(countries(CN)),
        (
            ada(
                attest(citizen(CN), id="cn", start="2020"),
                attest(closed(ClaimKind.CITIZENSHIP, citizen(CN)), id="all"),
                attest(closed(ClaimKind.CITIZENSHIP), id="none"),
                NO_STATUS,
            ),
        ),
        [[f"revoke {A}/none {IF_WRONG}"]],
        [],
    ),
    Situation(
        "an owner that was only declared, for another purpose",
        Not(SubsidiaryOf(IncorporatedIn(countries(US)))),
        (
            acme(attest(owns(HOLDING, 60), SELF_DECLARED, id="o", purposes=[PAYROLL])),
            incorporated(US, principal=HOLDING),
        ),
        [["declare that the controllers on file are all: none", "declare that the owners on file are all: none"]],
        [],
    ),
    Situation(
        "an owner that is denied for another purpose",
        CHINESE_OWNED,
        (
            acme(attest(owns(HOLDING, 60), id="yes"), deny(owns(HOLDING, 60), id="no", purposes=[PAYROLL])),
            incorporated(CN, principal=HOLDING),
        ),
        [],
        [],
    ),
    Situation(
        "a residence that was only declared, for another purpose",
        ResidentIn(countries(CN)),
        (ada(attest(Residence(FR), SELF_DECLARED, id="r", purposes=[PAYROLL])),),
        [["attest CN residence"]],
        [["attest residence in a country other than CN at SUBSTANTIAL or better"]],
    ),
    Situation(
        "weak claims that say otherwise, aside of two sets that are declared at once",
        All((Not(CitizenOf(countries(US))), Not(CitizenOf(countries(FR))))),
        (ada(attest(citizen(FR), LOW, id="fr")),),
        [[f"declare that the citizenships of US or FR on file, {A}/fr aside, are all: none"]],
        [
            ["attest US citizenship at SUBSTANTIAL or better"],
            [f"supersede {A}/fr: verified again at SUBSTANTIAL or better"],
        ],
    ),
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: each.id)
def test_each_way_is_told(situation: Situation) -> None:
    situation.check()
