"""What would settle an answer that takes several claims: one for all where one does for all."""

from dataclasses import dataclass, field

import pytest

from denizen.domain.claims import (
    CitizenshipClass,
    Claim,
    Headquarters,
    ImmigrationCategory,
    OrganisationClass,
    Residence,
)
from denizen.domain.countries import Country
from denizen.domain.determinations import Determination
from denizen.domain.facts import PrincipalFacts
from denizen.domain.names import CountrySetName
from denizen.domain.reference import CountrySet, Membership, Reference
from denizen.domain.rules import (
    All,
    AnyOf,
    CitizenOf,
    HeadquarteredIn,
    HoldsStatus,
    Not,
    OrganisationIs,
    ResidentIn,
    Rule,
)
from tests.unit.evaluation.builders import (
    CN,
    DE,
    FR,
    GB,
    PERMANENT,
    UNSPECIFIED,
    US,
    acme,
    ada,
    attest,
    citizen,
    countries,
    status,
    under,
)

BNO, BOC, BOTC = CitizenshipClass.BNO, CitizenshipClass.BOC, CitizenshipClass.BOTC
AD, AE = Country.of("AD"), Country.of("AE")
LISTED = CountrySetName("countrySets/listed")
GOVERNMENT, INTERNATIONAL = OrganisationClass.FOREIGN_GOVERNMENT, OrganisationClass.INTERNATIONAL_ORGANISATION
DACA, TPS = ImmigrationCategory.DACA, ImmigrationCategory.TPS


def british(*classes: CitizenshipClass) -> CitizenOf:
    return CitizenOf(countries(GB), frozenset(classes))


@dataclass(frozen=True)
class Together:
    """Of each way to be a foreign national the claims that would do, in the order of their steps."""

    id: str
    rule: Rule
    claims: list[list[Claim]]
    facts: PrincipalFacts = field(default_factory=ada)
    reference: Reference = field(default_factory=Reference)


TOGETHER = [
    Together(
        "the one country of both",
        All((CitizenOf(countries(FR, DE)), CitizenOf(countries(DE, CN)))),
        [[citizen(DE)]],
    ),
    Together(
        "the one country of three",
        All((CitizenOf(countries(FR, DE, CN)), CitizenOf(countries(DE, CN)), CitizenOf(countries(GB, CN)))),
        [[citizen(CN)]],
    ),
    Together(
        "one each where no country is in both",
        All((CitizenOf(countries(FR)), CitizenOf(countries(CN)))),
        [[citizen(CN), citizen(FR)]],
    ),
    Together("nobody lives in two places", All((ResidentIn(countries(FR)), ResidentIn(countries(CN)))), []),
    Together(
        "one place and not another",
        All((ResidentIn(countries(CN, FR)), Not(ResidentIn(countries(CN))))),
        [[Residence(FR)]],
    ),
    Together(
        "one seat and not another",
        All((HeadquarteredIn(countries(CN, FR)), Not(HeadquarteredIn(countries(CN))))),
        [[Headquarters(FR)]],
        acme(),
    ),
    Together("the one class of both", All((british(BNO, BOTC), british(BOC, BOTC))), [[citizen(GB, BOTC)]]),
    Together(
        "one each where no class is in both",
        All((british(BNO), british(BOC))),
        [[citizen(GB, BNO), citizen(GB, BOC)]],
    ),
    Together(
        "the one status of both",
        All((HoldsStatus(frozenset({PERMANENT, DACA}), countries(US)), HoldsStatus(frozenset({DACA, TPS})))),
        [[status(DACA)]],
    ),
    Together(
        "a status that only one country has",
        HoldsStatus(frozenset({DACA, TPS}), countries(FR)),
        [[status(TPS, FR)]],
    ),
    Together("a status of no country in particular", HoldsStatus(frozenset({TPS})), [[status(TPS, None)]]),
    Together(
        "no organisation is of two classes",
        All((OrganisationIs(frozenset({GOVERNMENT})), OrganisationIs(frozenset({INTERNATIONAL})))),
        [],
        acme(),
    ),
    Together(
        "the first that the set names",
        CitizenOf(countries(sets=["listed"])),
        [[citizen(US)]],
        reference=Reference({LISTED: CountrySet(LISTED, members=tuple(map(Membership, (US, CN, FR))))}),
    ),
    Together(
        "a country that the directive does not speak of",
        AnyOf((Not(ResidentIn(countries(US))), CitizenOf(countries(AD)))),
        [[Residence(AE)], [citizen(AD)]],
    ),
    Together("a status that the country does not have", HoldsStatus(frozenset({DACA}), countries(FR)), []),
    Together(
        "one class that is not said, for two rules",
        All((british(BNO), british(BNO, BOC))),
        [[citizen(GB, BNO)]],
        ada(attest(citizen(GB, UNSPECIFIED), id="gb")),
    ),
    Together(
        "one of two that do, the first one named",
        AnyOf((CitizenOf(countries(FR, DE)), CitizenOf(countries(DE, CN)))),
        [[citizen(DE)], [citizen(CN)]],
    ),
]


@pytest.mark.parametrize("each", TOGETHER, ids=lambda each: each.id)
def test_claims_that_would_do(each: Together) -> None:
    answer = under(each.rule, each.facts, settle=True, reference=each.reference)
    ways = [way for way in answer.settling if way.determination is Determination.FOREIGN_NATIONAL]
    assert [[step.claim for step in way.steps] for way in ways] == each.claims


def texts(rule: Rule, facts: PrincipalFacts, determination: Determination) -> list[list[str]]:
    ways = under(rule, facts, settle=True).settling
    return [[step.text for step in way.steps] for way in ways if way.determination is determination]


@pytest.mark.parametrize(
    ("rule", "facts", "text"),
    [
        pytest.param(
            All((CitizenOf(countries(FR, DE)), CitizenOf(countries(DE, CN)))),
            ada(),
            "attest DE citizenship",
            id="one country of several",
        ),
        pytest.param(
            All((HeadquarteredIn(countries(CN, FR)), Not(HeadquarteredIn(countries(CN))))),
            acme(),
            "attest FR headquarters",
            id="less another",
        ),
        pytest.param(
            All((Not(ResidentIn(countries(CN))), Not(ResidentIn(countries(FR))))),
            ada(),
            "attest residence in a country other than CN and in a country other than FR",
            id="neither of two",
        ),
        pytest.param(
            All((british(BNO), british(BNO, BOC))),
            ada(attest(citizen(GB, UNSPECIFIED), id="gb")),
            "supersede principals/ada/attestations/gb: with its class, such as BNO",
            id="one attestation for two rules",
        ),
    ],
)
def test_one_step_is_told_for_all_rules(rule: Rule, facts: PrincipalFacts, text: str) -> None:
    assert texts(rule, facts, Determination.FOREIGN_NATIONAL) == [[text]]


def test_what_it_takes_is_told_once() -> None:
    rule, facts = Not(All((british(BOC), british(BNO, BOC)))), ada(attest(citizen(GB, UNSPECIFIED), id="gb"))
    assert texts(rule, facts, Determination.NOT_FOREIGN_NATIONAL) == [
        ["supersede principals/ada/attestations/gb: with its class, such as BOC, at SUBSTANTIAL or better"]
    ]
