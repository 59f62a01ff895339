"""What would settle an answer about an organisation by its owners, parents and classes: who is in the web, and which of
the attestations matter."""

from decimal import Decimal

import pytest

from denizen.domain.claims import (
    ActsFor,
    Application,
    ClaimKind,
    Headquarters,
    Incorporation,
    Naturalization,
    OrganisationClass,
    OrganisationClassification,
    Residence,
    UltimateParent,
)
from denizen.domain.directives import Requirement, Threshold
from denizen.domain.names import CountrySetName
from denizen.domain.reference import CountrySet, Reference
from denizen.domain.rules import (
    Affiliated,
    All,
    AnyOf,
    IncorporatedIn,
    Is,
    MissedNaturalizationWindow,
    Not,
    OrganisationIs,
    OwnedBy,
    ResidentIn,
    SubsidiaryOf,
    UltimateParentHeadquarteredIn,
)
from tests.unit.evaluation.builders import (
    ACME,
    ADA,
    BOT,
    CN,
    EMPLOYEE,
    FR,
    HIGH,
    HOLDING,
    LOW,
    NOW,
    ORGANISATION,
    SELF_DECLARED,
    SERVICE,
    US,
    about,
    acme,
    ada,
    attest,
    closed,
    countries,
    employee,
    incorporated,
    name,
    only,
    organisation,
    owns,
)
from tests.unit.settling.situations import Situation

IN_CN = All((Is(ORGANISATION), IncorporatedIn(countries(CN))))
AT, AGAIN = "principals/acme/attestations", "verified again at SUBSTANTIAL or better"
MANY_OWNERS = [attest(owns(name(f"o{n}"), 1), SELF_DECLARED, id=f"o{n}") for n in range(4)]
FIVE_OWNERS = acme(attest(owns(HOLDING, 60), LOW, id="own"), *MANY_OWNERS)
FRENCH = incorporated(FR, attest(closed(ClaimKind.OWNERSHIP)), principal=HOLDING)
WEAK_LINK = attest(ActsFor(ACME), LOW, id="link")
GOVERNMENT = frozenset({OrganisationClass.FOREIGN_GOVERNMENT})
CHINESE_GOVERNMENT = OrganisationClassification(OrganisationClass.FOREIGN_GOVERNMENT, CN)
EMPTY = CountrySetName("countrySets/empty")
NATURALIZATION = "supersede principals/ada/attestations/n: saying"
ALL_OWNERS = "declare that the owners on file are all"


def owned(percent: int) -> OwnedBy:
    return OwnedBy(IN_CN, Decimal(percent))


SITUATIONS = [
    Situation(
        "an owner that is on no file",
        owned(50),
        (acme(attest(owns(HOLDING, 30))),),
        [],
        [[ALL_OWNERS]],
    ),
    Situation(
        "a person among the owners, and behind them an organisation",
        owned(40),
        (acme(attest(owns(HOLDING, 45)), attest(owns(ADA, 10))), incorporated(FR, principal=HOLDING), ada()),
        [],
        [["declare of principals/holding that the owners on file are all: none", ALL_OWNERS]],
    ),
    Situation(
        "two that own each other",
        owned(40),
        (acme(attest(owns(HOLDING, 45))), incorporated(FR, attest(owns(ACME, 45)), principal=HOLDING)),
        [["attest CN incorporation"]],
        [
            [
                "attest incorporation in a country other than CN at SUBSTANTIAL or better",
                "declare of principals/holding that the owners on file are all",
                ALL_OWNERS,
            ]
        ],
    ),
    Situation(
        "one of five that fell short",
        owned(50),
        (FIVE_OWNERS, FRENCH),
        [],
        [[f"supersede {AT}/own: {AGAIN}"]],
    ),
    Situation(
        "one of five that fell short, behind a link that did as well",
        owned(50),
        (about(BOT, WEAK_LINK, kind=SERVICE), FIVE_OWNERS, FRENCH),
        [],
        [[f"supersede {AT}/own: {AGAIN}", f"supersede principals/bot/attestations/link: {AGAIN}"]],
        provided={"kind": ORGANISATION},
    ),
    Situation(
        "control in fact, beside owners that do not matter",
        SubsidiaryOf(IN_CN, in_fact=True),
        (acme(*MANY_OWNERS),),
        [],
        [["declare that the controllers on file are all: none"]],
    ),
    Situation(
        "a parent of which nothing is known",
        UltimateParentHeadquarteredIn(countries(CN)),
        (acme(attest(UltimateParent(HOLDING))), organisation(HOLDING)),
        [[f"attest of {HOLDING}: CN headquarters"]],
        [[f"attest of {HOLDING}: headquarters in a country other than CN at SUBSTANTIAL or better"]],
    ),
    Situation(
        "no parent, only declared",
        UltimateParentHeadquarteredIn(countries(CN)),
        (acme(attest(UltimateParent(), SELF_DECLARED, id="p"), attest(Headquarters(FR))),),
        [],
        [[f"supersede {AT}/p: {AGAIN}"]],
    ),
    Situation(
        "a class that would clear, only declared",
        Not(OrganisationIs(GOVERNMENT)),
        (acme(attest(CHINESE_GOVERNMENT, SELF_DECLARED, id="g")),),
        [["attest that the organisation is an international organisation"]],
        [[f"supersede {AT}/g: {AGAIN}"]],
    ),
    Situation(
        "a government of one of no countries",
        OrganisationIs(GOVERNMENT, countries(sets=["empty"])),
        (acme(attest(OrganisationClassification(OrganisationClass.FOREIGN_GOVERNMENT), id="g")),),
        [],
        [[f"supersede {AT}/g: with its country, such as AD, at SUBSTANTIAL or better"]],
        reference=Reference({EMPTY: CountrySet(EMPTY)}),
    ),
    Situation(
        "an employer whose seat was only declared",
        Affiliated(frozenset({EMPLOYEE}), IncorporatedIn(countries(CN))),
        (ada(*only(employee(ACME))), acme(attest(Incorporation(FR), SELF_DECLARED, id="fr"))),
        [[f"attest of {ACME}: CN incorporation"]],
        [[f"supersede {AT}/fr: {AGAIN}"]],
    ),
    Situation(
        "an employer, and a link that is too weak for one kind",
        AnyOf((Affiliated(frozenset({EMPLOYEE}), IncorporatedIn(countries(CN))), ResidentIn(countries(CN)))),
        (about(BOT, attest(ActsFor(ADA), LOW, id="link"), kind=SERVICE), ada(*only(employee(ACME))), acme()),
        [[f"attest of {ACME}: CN incorporation"], ["attest CN residence"]],
        [
            [
                f"attest of {ACME}: incorporation in a country other than CN at LOW or better",
                "attest residence in a country other than CN at HIGH or better",
                "supersede principals/bot/attestations/link: verified again at HIGH or better",
            ]
        ],
        provided={
            "thresholds": {
                ClaimKind.RESIDENCE: Threshold(clearing=Requirement(HIGH)),
                None: Threshold(clearing=Requirement(LOW)),
            }
        },
    ),
    Situation(
        "an application of which nothing is known, behind a link that is too weak",
        MissedNaturalizationWindow(US),
        (
            about(BOT, attest(ActsFor(ADA), LOW, id="link"), kind=SERVICE),
            ada(attest(Naturalization(US, NOW.date().replace(year=2020), Application.UNKNOWN), id="n")),
        ),
        [
            [
                f"{NATURALIZATION} that the window for naturalization passed without an application",
            ]
        ],
        [
            [
                f"{NATURALIZATION} that naturalization was applied for in time, at SUBSTANTIAL or better",
                f"supersede principals/bot/attestations/link: {AGAIN}",
            ]
        ],
    ),
    Situation(
        "a residence that would clear, only reported",
        Not(ResidentIn(countries(US))),
        (ada(attest(Residence(US), LOW, id="r")),),
        [["attest residence in a country other than US"]],
        [[f"supersede principals/ada/attestations/r: {AGAIN}"]],
    ),
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: each.id)
def test_each_way_is_told(situation: Situation) -> None:
    situation.check()
