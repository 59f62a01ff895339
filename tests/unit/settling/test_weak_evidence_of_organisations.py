"""What would settle an answer about an organisation whose evidence is weak, missing or contradicted."""

from decimal import Decimal

import pytest

from denizen.domain.claims import BranchOf, ClaimKind, Control, Headquarters, OrganisationClass, UltimateParent
from denizen.domain.rules import (
    All,
    CitizenOf,
    ControlledBy,
    EquityTradedIn,
    EstablishedIn,
    IncorporatedIn,
    Is,
    MajorityOwnedBy,
    Not,
    OrganisationIs,
    OwnedBy,
    SubsidiaryOf,
    UltimateParentHeadquarteredIn,
)
from tests.unit.evaluation.builders import (
    ACME,
    ADA,
    BRANCH,
    CN,
    FR,
    HOLDING,
    ORGANISATION,
    PERSON,
    SELF_DECLARED,
    US,
    acme,
    ada,
    attest,
    closed,
    countries,
    deny,
    held,
    incorporated,
    name,
    only,
    organisation,
    owns,
)
from tests.unit.settling.situations import Situation

US_CITIZEN = CitizenOf(countries(US))
IN_US = IncorporatedIn(countries(US))
IN_CN = All((Is(ORGANISATION), IncorporatedIn(countries(CN))))
CHINESE_OWNED = OwnedBy(IN_CN, Decimal(50))
OTHER = name("other")

SITUATIONS = [
    Situation(
        "an owner that was only declared",
        CHINESE_OWNED,
        (
            acme(
                attest(owns(HOLDING, 60), SELF_DECLARED, id="own"),
                attest(closed(ClaimKind.OWNERSHIP, owns(HOLDING, 60))),
            ),
            incorporated(FR, principal=HOLDING),
        ),
        [],
        [
            [
                "declare of principals/holding that the owners on file are all: none",
                "supersede principals/acme/attestations/own: verified again at SUBSTANTIAL or better",
            ]
        ],
    ),
    Situation(
        "an owner that is denied",
        CHINESE_OWNED,
        (
            acme(attest(owns(HOLDING, 60), id="yes"), deny(owns(HOLDING, 60), id="no")),
            incorporated(CN, principal=HOLDING),
        ),
        [["revoke principals/acme/attestations/no if it is the one that is wrong"]],
        [],
    ),
    Situation(
        "an owner that is not among all owners",
        CHINESE_OWNED,
        (
            acme(attest(owns(HOLDING, 60), id="yes"), attest(closed(ClaimKind.OWNERSHIP), id="all")),
            incorporated(CN, principal=HOLDING),
        ),
        [["revoke principals/acme/attestations/all if it is the one that is wrong"]],
        [["revoke principals/acme/attestations/yes if it is the one that is wrong"]],
    ),
    Situation(
        "an owner of which the owners are not known",
        CHINESE_OWNED,
        (acme(attest(owns(HOLDING, 60))), incorporated(FR, principal=HOLDING)),
        [],
        [["declare of principals/holding that the owners on file are all: none"]],
    ),
    Situation(
        "owners one behind the other",
        CHINESE_OWNED,
        (
            acme(attest(owns(HOLDING, 60))),
            incorporated(FR, attest(owns(BRANCH, 60)), principal=HOLDING),
            incorporated(FR, principal=BRANCH),
        ),
        [],
        [["declare of principals/branch that the owners on file are all: none"]],
    ),
    Situation(
        "too many owners one behind the other",
        CHINESE_OWNED,
        (
            acme(attest(owns(HOLDING, 60))),
            incorporated(FR, attest(owns(BRANCH, 60)), principal=HOLDING),
            incorporated(FR, attest(owns(OTHER, 60)), principal=BRANCH),
            incorporated(FR, principal=OTHER),
        ),
        [],
        [],
    ),
    Situation(
        "an owner for whom nobody vouches any more",
        CHINESE_OWNED,
        (acme(attest(owns(HOLDING, 60), id="own", vouched=held(None, "2024"))), incorporated(CN, principal=HOLDING)),
        [["supersede principals/acme/attestations/own: verified again"]],
        [["declare that the owners on file are all: none"]],
    ),
    Situation(
        "an owner who is a person",
        OwnedBy(All((Is(PERSON), Not(US_CITIZEN))), Decimal(50)),
        (acme(*only(owns(ADA, 60))), ada()),
        [["declare of principals/ada that the US citizenships on file are all: none"]],
        [["attest of principals/ada: US citizenship at SUBSTANTIAL or better"]],
    ),
    Situation(
        "control in fact alone",
        SubsidiaryOf(IN_CN, in_fact=True),
        (acme(),),
        [],
        [["declare that the controllers on file are all: none"]],
    ),
    Situation(
        "an owner that would clear, only declared",
        Not(SubsidiaryOf(IN_US)),
        (acme(attest(owns(HOLDING, 60), SELF_DECLARED, id="o")), incorporated(US, principal=HOLDING)),
        [],
        [["supersede principals/acme/attestations/o: verified again at SUBSTANTIAL or better"]],
    ),
    Situation(
        "a controller that is denied",
        SubsidiaryOf(IN_CN),
        (
            acme(attest(Control(HOLDING, in_fact=True), id="y"), deny(Control(HOLDING, in_fact=True), id="n")),
            incorporated(CN, principal=HOLDING),
        ),
        [["revoke principals/acme/attestations/n if it is the one that is wrong"]],
        [],
    ),
    Situation(
        "foreign control of which nothing is known",
        ControlledBy(None),
        (acme(),),
        [["attest control by foreign persons"]],
        [["declare that the controllers on file are all: none"]],
    ),
    Situation(
        "a controller of which nothing is known",
        ControlledBy(IN_CN),
        (acme(attest(Control(HOLDING))), organisation(HOLDING)),
        [["attest of principals/holding: CN incorporation"]],
        [
            [
                "attest of principals/holding: incorporation in a country other than CN at SUBSTANTIAL or better",
                "declare that the controllers on file are all",
            ]
        ],
    ),
    Situation(
        "foreign control that is denied",
        ControlledBy(None),
        (acme(attest(Control(foreign=True), id="y"), deny(Control(foreign=True), id="n")),),
        [["revoke principals/acme/attestations/n if it is the one that is wrong"]],
        [["revoke principals/acme/attestations/y if it is the one that is wrong"]],
    ),
    Situation(
        "a class of organisation of which nothing is known",
        OrganisationIs(frozenset({OrganisationClass.FOREIGN_GOVERNMENT})),
        (acme(),),
        [["attest that the organisation is a foreign government"]],
        [
            ["declare that the classes of organisation on file are all: none"],
            ["attest that the organisation is an international organisation at SUBSTANTIAL or better"],
        ],
    ),
    Situation(
        "a government of one of two countries",
        OrganisationIs(frozenset({OrganisationClass.FOREIGN_GOVERNMENT}), countries(CN, FR)),
        (acme(),),
        [["attest that the organisation is a foreign government of CN or FR"]],
        [
            ["declare that the classes of organisation of CN or FR on file are all: none"],
            ["attest that the organisation is an international organisation at SUBSTANTIAL or better"],
        ],
    ),
    Situation(
        "a majority owner of whom nothing is known",
        MajorityOwnedBy(countries(US)),
        (acme(),),
        [["attest majority ownership by nationals of US"]],
        [["declare that the majority ownerships by nationals of US on file are all: none"]],
    ),
    Situation(
        "an establishment of which nothing is known",
        EstablishedIn(countries(US)),
        (acme(),),
        [["attest US establishment"]],
        [["declare that the US establishments on file are all: none"]],
    ),
    Situation(
        "an equity market of which nothing is known",
        EquityTradedIn(countries(US, sets=[])),
        (acme(),),
        [["attest US equity market"]],
        [["declare that the US equity markets on file are all: none"]],
    ),
    Situation(
        "a parent that was only declared",
        UltimateParentHeadquarteredIn(countries(CN)),
        (acme(attest(UltimateParent(HOLDING), SELF_DECLARED, id="p")), organisation(HOLDING, attest(Headquarters(FR)))),
        [["attest CN headquarters", "attest that the organisation has no parent"]],
        [["supersede principals/acme/attestations/p: verified again at SUBSTANTIAL or better"]],
    ),
    Situation(
        "a head office that is denied",
        IN_US,
        (acme(attest(BranchOf(HOLDING), id="y"), deny(BranchOf(HOLDING), id="n")), incorporated(US, principal=HOLDING)),
        [["revoke principals/acme/attestations/n if it is the one that is wrong"]],
        [],
    ),
    Situation(
        "a branch that was only declared",
        IN_US,
        (organisation(BRANCH, attest(BranchOf(ACME), SELF_DECLARED, id="br")), incorporated(FR, principal=ACME)),
        [["attest US incorporation"]],
        [["supersede principals/branch/attestations/br: verified again at SUBSTANTIAL or better"]],
    ),
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: each.id)
def test_each_way_is_told(situation: Situation) -> None:
    situation.check()
