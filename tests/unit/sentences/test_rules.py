"""Each rule as a clause that a compliance officer can read."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import get_args

import pytest

from denizen.domain.claims import AffiliationKind, CitizenshipClass, ImmigrationCategory, OrganisationClass
from denizen.domain.countries import Country
from denizen.domain.evaluation.labels import NAMES
from denizen.domain.names import CountrySetName, ListName
from denizen.domain.principals import PrincipalKind
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
from denizen.domain.sentences import Clause, clause

US, FR, CN, GB = (Country.of(code) for code in ("US", "FR", "CN", "GB"))
TITLES = {"countrySets/union": "European Union", "lists/sdn": "Sanctioned"}
UNION = Countries(sets=frozenset({CountrySetName("countrySets/union")}))
CHINA = Countries(frozenset({CN}))
SANCTIONED = Listed(frozenset({ListName("lists/sdn")}))
RESIDENT = ImmigrationCategory.PERMANENT_RESIDENT

SENTENCES: list[tuple[Rule, str, str]] = [
    (Is(PrincipalKind.PERSON), "it is a person", "it is not a person"),
    (Definition("us-person"), 'it meets "us-person"', 'it does not meet "us-person"'),
    (
        CitizenOf(Countries(frozenset({US, FR}))),
        "it is a citizen or national of France or the United States",
        "it is not a citizen or national of France or the United States",
    ),
    (
        CitizenOf(Countries(frozenset({GB})), frozenset({CitizenshipClass.BNO}), Since()),
        "it is or has ever been a British national (overseas) of the United Kingdom",
        "it has never been a British national (overseas) of the United Kingdom",
    ),
    (
        CitizenOf(CHINA, when=Since(datetime(2020, 12, 23, tzinfo=UTC))),
        "it is or was at any time since 23 December 2020 a citizen or national of China",
        "it has not been at any time since 23 December 2020 a citizen or national of China",
    ),
    (
        ForeignCitizen(US),
        "it is a citizen or national of a country other than the United States",
        "it is not a citizen or national of a country other than the United States",
    ),
    (
        HoldsStatus(frozenset({RESIDENT, ImmigrationCategory.ASYLEE}), UNION),
        'it holds permanent residence or asylum status in a country of "European Union"',
        'it does not hold permanent residence or asylum status in a country of "European Union"',
    ),
    (
        HoldsStatus(frozenset({RESIDENT}), when=Since()),
        "it holds or has ever held permanent residence in any country or none",
        "it has never held permanent residence in any country or none",
    ),
    (
        MostRecentCountryIn(CHINA),
        "it has China as the most recent country of its citizenship or permanent residence",
        "it does not have China as the most recent country of its citizenship or permanent residence",
    ),
    (ResidentIn(CHINA), "it resides in China", "it does not reside in China"),
    (
        LawfullyPresentIn(UNION),
        'it is lawfully present in a country of "European Union"',
        'it is not lawfully present in a country of "European Union"',
    ),
    (
        Affiliated(frozenset({AffiliationKind.EMPLOYEE}), SANCTIONED),
        'it is an employee of an organisation that is on the list "Sanctioned"',
        'it is not an employee of an organisation that is on the list "Sanctioned"',
    ),
    (
        MissedNaturalizationWindow(CN),
        "it let six months pass, from when it could first be naturalised in China, without applying",
        "it did not let six months pass, from when it could first be naturalised in China, without applying",
    ),
    (IncorporatedIn(CHINA), "it is incorporated in China", "it is not incorporated in China"),
    (HeadquarteredIn(CHINA), "it has its headquarters in China", "it does not have its headquarters in China"),
    (
        UltimateParentHeadquarteredIn(CHINA),
        "it has its ultimate parent's headquarters, or without a parent its own, in China",
        "it does not have its ultimate parent's headquarters, or without a parent its own, in China",
    ),
    (
        PrincipalPlaceIn(CHINA),
        "it has its principal place of business in China",
        "it does not have its principal place of business in China",
    ),
    (EstablishedIn(CHINA), "it has an establishment in China", "it does not have an establishment in China"),
    (
        EquityTradedIn(Countries(excepted=frozenset({US}))),
        "it has equity traded in a country other than the United States",
        "it does not have equity traded in a country other than the United States",
    ),
    (
        MajorityOwnedBy(CHINA),
        "it is owned in its majority by nationals of China",
        "it is not owned in its majority by nationals of China",
    ),
    (
        OrganisationIs(frozenset({OrganisationClass.FOREIGN_GOVERNMENT}), CHINA),
        "it is a foreign government of China",
        "it is not a foreign government of China",
    ),
    (
        ControlledBy(None),
        "it is controlled by foreign persons, whoever they are",
        "it is not controlled by foreign persons, whoever they are",
    ),
    (
        ControlledBy(CitizenOf(CHINA)),
        "it is controlled by a person or an organisation that is a citizen or national of China",
        "it is not controlled by a person or an organisation that is a citizen or national of China",
    ),
    (
        EquityTradedIn(Countries(sets=frozenset({CountrySetName("countrySets/d5")}))),
        "it has equity traded in a country of countrySets/d5",
        "it does not have equity traded in a country of countrySets/d5",
    ),
    (
        MajorityOwnedBy(Countries(sets=frozenset({CountrySetName("countrySets/d5")}))),
        "it is owned in its majority by nationals of a country of countrySets/d5",
        "it is not owned in its majority by nationals of a country of countrySets/d5",
    ),
    (
        ControlledBy(All((Is(PrincipalKind.PERSON), CitizenOf(CHINA)))),
        "it is controlled by a person that is a citizen or national of China",
        "it is not controlled by a person that is a citizen or national of China",
    ),
    (
        OwnedBy(Definition("x"), Decimal(50)),
        'it is owned, to at least 50 percent in all, by persons or organisations, each of which meets "x"',
        'it is not owned, to at least 50 percent in all, by persons or organisations, each of which meets "x"',
    ),
    (
        OwnedBy(Is(PrincipalKind.PERSON), Decimal("33.3"), exceeded=True),
        "it is owned, to more than 33.3 percent in all, by persons",
        "it is not owned, to more than 33.3 percent in all, by persons",
    ),
    (
        SubsidiaryOf(IncorporatedIn(CHINA)),
        "it is owned by half or more, or controlled in fact, by an organisation that is incorporated in China",
        "it is not owned by half or more, or controlled in fact, by an organisation that is incorporated in China",
    ),
    (
        PresentIn(CHINA),
        "it is present in China, as told with the question",
        "it is not present in China, as told with the question",
    ),
    (SANCTIONED, 'it is on the list "Sanctioned"', 'it is not on the list "Sanctioned"'),
]
COMBINED: list[tuple[Rule, Clause, Clause]] = [
    (
        All((Definition("a"), Not(Definition("b")))),
        Clause("all of the following are true", (Clause('it meets "a"'), Clause('it does not meet "b"'))),
        Clause("not all of the following are true", (Clause('it meets "a"'), Clause('it does not meet "b"'))),
    ),
    (
        AnyOf((Definition("a"), Definition("b"))),
        Clause("at least one of the following is true", (Clause('it meets "a"'), Clause('it meets "b"'))),
        Clause("none of the following is true", (Clause('it meets "a"'), Clause('it meets "b"'))),
    ),
    (AnyOf((Definition("a"),)), Clause('it meets "a"'), Clause('it does not meet "a"')),
    (AnyOf((SANCTIONED,)), Clause('it is on the list "Sanctioned"'), Clause('it is not on the list "Sanctioned"')),
    (Not(Definition("a")), Clause('it does not meet "a"'), Clause('it meets "a"')),
    (
        SubsidiaryOf(AnyOf((ResidentIn(CHINA), SANCTIONED)), in_fact=True),
        Clause(
            "it is controlled in fact by an organisation of which at least one of the following is true",
            (Clause("it resides in China"), Clause('it is on the list "Sanctioned"')),
        ),
        Clause(
            "it is not controlled in fact by an organisation of which at least one of the following is true",
            (Clause("it resides in China"), Clause('it is on the list "Sanctioned"')),
        ),
    ),
    (
        OwnedBy(All((Is(PrincipalKind.PERSON), ResidentIn(CHINA), SANCTIONED)), Decimal(5)),
        Clause(
            "it is owned, to at least 5 percent in all, by persons, of each of which all of the following are true",
            (Clause("it resides in China"), Clause('it is on the list "Sanctioned"')),
        ),
        Clause(
            "it is not owned, to at least 5 percent in all, by persons, of each of which all of the following are true",
            (Clause("it resides in China"), Clause('it is on the list "Sanctioned"')),
        ),
    ),
]


@pytest.mark.parametrize(("rule", "said", "denied"), SENTENCES, ids=[said for _, said, _ in SENTENCES])
def test_a_leaf_reads_as_a_clause(rule: Rule, said: str, denied: str) -> None:
    assert clause(rule, TITLES) == Clause(said)
    assert clause(Not(rule), TITLES) == Clause(denied)


@pytest.mark.parametrize(("rule", "said", "denied"), COMBINED, ids=[type(rule).__name__ for rule, _, _ in COMBINED])
def test_parts_stand_below_what_combines_them(rule: Rule, said: Clause, denied: Clause) -> None:
    assert clause(rule, TITLES) == said
    assert clause(rule, TITLES, negated=True) == denied


def test_every_rule_has_a_sentence_without_the_words_of_its_files() -> None:
    shown = [*((rule, said) for rule, said, _ in SENTENCES), *((rule, said.text) for rule, said, _ in COMBINED)]
    assert {type(rule) for rule, _ in shown} == set(get_args(Rule))
    internal = [name for name in NAMES.values() if "_" in name]
    assert not [said for _, said in shown if any(name in said for name in internal)]
