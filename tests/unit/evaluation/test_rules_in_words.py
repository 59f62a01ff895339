"""Every sort of rule: in words, and about whom it speaks."""

from decimal import Decimal

import pytest

from denizen.domain.claims import AffiliationKind, CitizenshipClass, ImmigrationCategory, OrganisationClass
from denizen.domain.evaluation.labels import label
from denizen.domain.names import CountrySetName, ListName
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import CountrySet, Reference
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
    ADA,
    CN,
    FALSE,
    ORGANISATION,
    PERSON,
    US,
    about,
    ask,
    countries,
    day,
    directive,
    found,
    provision,
    version,
)

BOTH = countries(US, CN, sets=["b", "a"])
WORDS = "CN, US, countrySets/a, countrySets/b"
RULES = [
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
]
WORDED = pytest.mark.parametrize(("rule", "words"), RULES, ids=lambda each: each if isinstance(each, str) else "")
ABOUT_BOTH = (All, AnyOf, Not, Definition, Is, PresentIn, Listed)
ABOUT_PERSONS = (
    CitizenOf,
    ForeignCitizen,
    HoldsStatus,
    MostRecentCountryIn,
    ResidentIn,
    LawfullyPresentIn,
    Affiliated,
    MissedNaturalizationWindow,
)
LEAVES = [(rule, words) for rule, words in RULES if not isinstance(rule, ABOUT_BOTH)]
NAMED = Reference(
    country_sets={each: CountrySet(each) for each in (CountrySetName("countrySets/a"), CountrySetName("countrySets/b"))}
)


def kind_of(rule: Rule) -> PrincipalKind:
    """Whom the rule is about; where it may be anybody, a person."""
    return PERSON if isinstance(rule, (*ABOUT_BOTH, *ABOUT_PERSONS)) else ORGANISATION


@WORDED
def test_rules_in_words(rule: Rule, words: str) -> None:
    assert label(rule) == words


@WORDED
def test_a_node_is_explained_in_the_words_of_its_rule(rule: Rule, words: str) -> None:
    kind = kind_of(rule)
    compiled = directive(version(provision(rule, kind), definitions={"us-person": CitizenOf(countries(US))}))
    tree = ask(compiled, about(ADA, kind=kind), reference=NAMED).explanation
    assert tree is not None
    assert tree.node == ("us-person" if isinstance(rule, Definition) else words)


@pytest.mark.parametrize(("rule", "words"), LEAVES, ids=lambda each: each if isinstance(each, str) else "")
def test_of_another_kind_a_leaf_is_false(rule: Rule, words: str) -> None:
    kind = kind_of(rule)
    other = ORGANISATION if kind is PERSON else PERSON
    guard, leaf = found(All((Is(kind), rule)), about(ADA, kind=other), reference=NAMED).children
    assert (guard.value, leaf.value, leaf.node) == (FALSE, FALSE, words)
