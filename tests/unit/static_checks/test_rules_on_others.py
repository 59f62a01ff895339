"""What is certain of rules on other principals, which claims name, and of what is written in them."""

from decimal import Decimal

import pytest

from denizen.domain.claims import CitizenshipClass
from denizen.domain.directives import DirectiveContent, Exemption, Provision
from denizen.domain.names import CountrySetName, ListName
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import CountrySet, Source
from denizen.domain.rules import (
    Affiliated,
    All,
    AnyOf,
    CitizenOf,
    ControlledBy,
    Countries,
    Definition,
    IncorporatedIn,
    Is,
    Listed,
    Not,
    OwnedBy,
    Rule,
    Since,
    SubsidiaryOf,
)
from denizen.domain.static_checks.constants import constants
from denizen.domain.static_checks.relations import MOST_TOGETHER
from denizen.domain.static_checks.worlds import MOST_ATOMS
from denizen.domain.warnings import WarningKind
from tests.unit.static_checks.test_constants import (
    CHINA,
    CHINESE,
    EMPLOYEE,
    ORGANISATIONS,
    PERSONS,
    RUSSIA,
    SDN,
    SINCE,
    among,
    content,
    found,
)

PATH = "provisions[0].definition"
NEVER_TRUE = WarningKind.NEVER_TRUE
HALF, QUARTER = Decimal(50), Decimal(25)
BOTH, LISTED_CHINA = All((CHINA, RUSSIA)), All((CHINA, Listed(SDN)))
CHINESE_SINCE = CitizenOf(among("CN"), when=Since(SINCE[0]))
LISTS = [Listed(frozenset((ListName(f"lists/l-{number}"),))) for number in range(MOST_ATOMS)]

IMPLIED: dict[str, tuple[Rule, Rule]] = {
    "as large a share of owners of whom more is asked": (OwnedBy(LISTED_CHINA, HALF), OwnedBy(CHINA, HALF)),
    "a parent of whom more is asked": (SubsidiaryOf(LISTED_CHINA), SubsidiaryOf(CHINA)),
}


@pytest.mark.parametrize(("narrow", "wide"), IMPLIED.values(), ids=IMPLIED)
def test_who_is_the_one_is_the_other(narrow: Rule, wide: Rule) -> None:
    assert found(All((narrow, Not(wide))), ORGANISATIONS) == [(PATH, NEVER_TRUE)]
    assert found(All((wide, Not(narrow))), ORGANISATIONS) == []


def test_a_larger_share_of_one_says_nothing_of_a_smaller_of_another() -> None:
    assert found(All((OwnedBy(CHINA, HALF), Not(OwnedBy(RUSSIA, QUARTER)))), ORGANISATIONS) == []


def test_an_owner_that_cannot_be_owns_nothing() -> None:
    assert found(OwnedBy(BOTH, HALF), ORGANISATIONS) == [(PATH, NEVER_TRUE)]


@pytest.mark.parametrize(
    ("kinds", "rule", "told"),
    [
        pytest.param(PERSONS, Affiliated(EMPLOYEE, AnyOf((CHINA, CHINESE))), "affiliated.organisation", id="employer"),
        pytest.param(ORGANISATIONS, SubsidiaryOf(AnyOf((CHINA, CHINESE))), "subsidiary_of.parent", id="parent"),
        pytest.param(
            PERSONS,
            Affiliated(EMPLOYEE, AnyOf((CHINA, CHINESE_SINCE))),
            "affiliated.organisation",
            id="employer, with a date",
        ),
        pytest.param(ORGANISATIONS, OwnedBy(AnyOf((CHINA, CHINESE)), HALF), None, id="owner"),
        pytest.param(ORGANISATIONS, ControlledBy(AnyOf((CHINA, CHINESE))), None, id="controller"),
    ],
)
def test_only_an_organisation_employs_and_has_subsidiaries(
    kinds: frozenset[PrincipalKind], rule: Rule, told: str | None
) -> None:
    expected = [] if told is None else [(f"{PATH}.{told}.any[1]", NEVER_TRUE)]
    assert found(rule, kinds) == expected


@pytest.mark.parametrize(
    ("beside", "where"),
    [
        pytest.param(MOST_TOGETHER - 1, "any[0]", id="as many as are compared"),
        pytest.param(MOST_TOGETHER, "any[0].affiliated.organisation", id="one more"),
    ],
)
def test_so_many_rules_on_others_are_compared(beside: int, where: str) -> None:
    others = [Affiliated(EMPLOYEE, each) for each in LISTS[:beside]]
    assert found(AnyOf((Affiliated(EMPLOYEE, BOTH), *others))) == [(f"{PATH}.{where}", NEVER_TRUE)]


def test_the_kind_of_principal_is_not_counted_among_the_conditions() -> None:
    most = LISTS[: MOST_ATOMS - 1]
    assert found(All((*most, Is(PrincipalKind.PERSON), Not(most[0])))) == [(PATH, NEVER_TRUE)]


def test_of_an_exemption_with_which_there_are_too_many_conditions_nothing_is_said() -> None:
    exemptions = (Exemption("chinese", CHINESE), Exemption("others", Not(CHINESE)))
    provision = Provision("p", All(tuple(LISTS[: MOST_ATOMS - 1])), kinds=PERSONS, exemptions=exemptions)
    assert list(constants(DirectiveContent(Source(), (provision,)), {})) == []


def test_a_date_is_found_through_definitions() -> None:
    assert found(Definition("a"), a=Definition("b"), b=CHINESE_SINCE) == []


NOWHERE, SOMEWHERE = CountrySetName("countrySets/nowhere"), CountrySetName("countrySets/somewhere")


def test_only_of_a_leaf_that_names_an_empty_set_it_is_left_to_the_check_of_sets() -> None:
    britons = CitizenOf(among("CN"), frozenset({CitizenshipClass.BNO}))
    empty = IncorporatedIn(Countries(sets=frozenset({NOWHERE})))
    rule = AnyOf((CHINESE, britons, CHINA, empty))
    told = constants(content(rule, PERSONS | ORGANISATIONS), {NOWHERE: CountrySet(NOWHERE)})
    assert [(each.field, each.kind) for each in told] == [(f"{PATH}.any[1]", NEVER_TRUE)]


def test_nobody_is_in_a_set_that_is_not_there() -> None:
    assert found(AnyOf((CHINESE, CitizenOf(Countries(sets=frozenset({SOMEWHERE})))))) == [
        (f"{PATH}.any[1]", NEVER_TRUE)
    ]
