"""The explanation: each node in words, with its direction, thresholds, reasons and what it rests on."""

from decimal import Decimal

import pytest

from denizen.domain.claims import (
    AffiliationKind,
    CitizenshipClass,
    ClaimKind,
    ImmigrationCategory,
    OrganisationClass,
)
from denizen.domain.determinations import Explanation, ThresholdApplied
from denizen.domain.evaluation.labels import label
from denizen.domain.names import ListName
from denizen.domain.rules import (
    Affiliated,
    All,
    AnyOf,
    CitizenOf,
    ControlledBy,
    Countries,
    Definition,
    EquityTradedIn,
    EstablishedIn,
    ForeignCitizen,
    HeadquarteredIn,
    HoldsStatus,
    IncorporatedIn,
    Is,
    LawfullyPresentIn,
    Listed,
    MajorityOwnedBy,
    MissedNaturalizationWindow,
    MostRecentCountryIn,
    Not,
    OrganisationIs,
    OwnedBy,
    PresentIn,
    PrincipalPlaceIn,
    ResidentIn,
    Rule,
    Since,
    SubsidiaryOf,
    UltimateParentHeadquarteredIn,
)
from tests.unit.evaluation.builders import (
    CN,
    FALSE,
    FR,
    HIGH,
    ORGANISATION,
    PERSON,
    SELF_DECLARED,
    SUBSTANTIAL,
    TRUE,
    US,
    ada,
    citizen,
    clearing,
    countries,
    day,
    found,
    only,
)

BOTH = countries(US, CN, sets=["b", "a"])
WORDS = "CN, US, countrySets/a, countrySets/b"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (All((Is(PERSON),)), "all"),
        (AnyOf((Is(PERSON),)), "any"),
        (Not(Is(PERSON)), "not"),
        (Definition("us-person"), "definition us-person"),
        (Is(ORGANISATION), "is ORGANISATION"),
        (CitizenOf(BOTH), f"citizen_of {WORDS}"),
        (CitizenOf(Countries(excepted=frozenset((US, CN)))), "citizen_of any but CN, US"),
        (
            CitizenOf(countries(US), frozenset((CitizenshipClass.CITIZEN, CitizenshipClass.BNO)), Since()),
            "citizen_of US as BNO, CITIZEN ever",
        ),
        (CitizenOf(countries(US), when=Since(day("2020-02-29"))), "citizen_of US since 2020-02-29"),
        (ForeignCitizen(US), "foreign_citizen other than US"),
        (
            HoldsStatus(frozenset((ImmigrationCategory.REFUGEE, ImmigrationCategory.ASYLEE))),
            "holds_status ASYLEE, REFUGEE",
        ),
        (
            HoldsStatus(frozenset((ImmigrationCategory.ASYLEE,)), countries(US), Since()),
            "holds_status ASYLEE of US ever",
        ),
        (MostRecentCountryIn(countries(CN)), "most_recent_country_in CN"),
        (ResidentIn(countries(CN)), "resident_in CN"),
        (LawfullyPresentIn(countries(CN)), "lawfully_present_in CN"),
        (Affiliated(frozenset(AffiliationKind), Is(PERSON)), "affiliated as AGENT, CONTRACTOR, DIRECTOR, EMPLOYEE"),
        (MissedNaturalizationWindow(US), "missed_naturalization_window US"),
        (IncorporatedIn(countries(CN)), "incorporated_in CN"),
        (HeadquarteredIn(countries(CN)), "headquartered_in CN"),
        (UltimateParentHeadquarteredIn(countries(CN)), "ultimate_parent_headquartered_in CN"),
        (PrincipalPlaceIn(countries(CN)), "principal_place_in CN"),
        (EstablishedIn(countries(CN)), "established_in CN"),
        (EquityTradedIn(countries(CN)), "equity_traded_in CN"),
        (OrganisationIs(frozenset((OrganisationClass.US_GOVERNMENT,))), "organisation_is US_GOVERNMENT"),
        (
            OrganisationIs(frozenset((OrganisationClass.FOREIGN_GOVERNMENT,)), countries(CN)),
            "organisation_is FOREIGN_GOVERNMENT of CN",
        ),
        (ControlledBy(None), "controlled_by foreign persons"),
        (ControlledBy(Is(PERSON)), "controlled_by"),
        (MajorityOwnedBy(countries(CN)), "majority_owned_by CN"),
        (OwnedBy(Is(PERSON), Decimal("33.34")), "owned_by at least 33.34 %"),
        (OwnedBy(Is(PERSON), Decimal(50), exceeded=True), "owned_by more than 50 %"),
        (SubsidiaryOf(Is(PERSON)), "subsidiary_of"),
        (SubsidiaryOf(Is(PERSON), in_fact=True), "subsidiary_of controlled in fact"),
        (PresentIn(countries(CN)), "present_in CN"),
        (Listed(frozenset((ListName("lists/b"), ListName("lists/a")))), "listed lists/a, lists/b"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_rules_in_words(rule: Rule, words: str) -> None:
    assert label(rule) == words


def test_a_tree() -> None:
    rule = AnyOf((CitizenOf(countries(FR)), Not(CitizenOf(countries(US)))))
    facts = ada(*only(citizen(FR)))
    assert found(rule, facts) == Explanation(
        "any",
        TRUE,
        positive=True,
        children=(
            Explanation(
                "citizen_of FR",
                TRUE,
                positive=True,
                rests_on=(facts.attestations[0].name,),
                thresholds=(
                    ThresholdApplied(ClaimKind.CITIZENSHIP, TRUE, clears=False, minimum=SELF_DECLARED),
                    ThresholdApplied(ClaimKind.CITIZENSHIP, FALSE, clears=True, minimum=SUBSTANTIAL),
                ),
            ),
            Explanation(
                "not",
                TRUE,
                positive=True,
                children=(
                    Explanation(
                        "citizen_of US",
                        FALSE,
                        positive=False,
                        rests_on=(facts.attestations[0].name, facts.attestations[1].name),
                        thresholds=(
                            ThresholdApplied(ClaimKind.CITIZENSHIP, TRUE, clears=True, minimum=SUBSTANTIAL),
                            ThresholdApplied(ClaimKind.CITIZENSHIP, FALSE, clears=False, minimum=SELF_DECLARED),
                        ),
                    ),
                ),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("rule", "kinds"),
    [
        (ResidentIn(countries(US)), [ClaimKind.RESIDENCE]),
        (MostRecentCountryIn(countries(US)), [ClaimKind.CITIZENSHIP, ClaimKind.IMMIGRATION_STATUS]),
        (PresentIn(countries(US)), []),
        (Is(PERSON), []),
    ],
    ids=["single", "compared", "presence", "is"],
)
def test_which_thresholds_a_leaf_applied(rule: Rule, kinds: list[ClaimKind]) -> None:
    tree = found(rule, ada(), provided={"thresholds": clearing(HIGH)})
    assert [(each.kind, each.value, each.minimum) for each in tree.thresholds] == [
        (kind, value, minimum) for kind in kinds for value, minimum in ((TRUE, SELF_DECLARED), (FALSE, HIGH))
    ]
