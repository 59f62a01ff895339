"""Rules that can never be TRUE or never FALSE, beside what the evaluator finds for every principal there can be."""

from datetime import UTC, datetime
from decimal import Decimal
from itertools import compress, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.cases import Case, Expected, Setting, always_in_force, asked
from denizen.domain.claims import AffiliationKind, CitizenshipClass, ImmigrationCategory, OrganisationClass
from denizen.domain.countries import Country
from denizen.domain.directives import DirectiveContent, DirectiveVersion, Exemption, NamedDefinition, Provision
from denizen.domain.evaluation import compile_version
from denizen.domain.names import DirectiveName, ListName
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Source
from denizen.domain.rules import (
    Affiliated,
    All,
    AnyOf,
    CitizenOf,
    ControlledBy,
    Countries,
    Definition,
    ForeignCitizen,
    HoldsStatus,
    IncorporatedIn,
    Is,
    Listed,
    Not,
    OrganisationIs,
    OwnedBy,
    PresentIn,
    ResidentIn,
    Rule,
    Since,
    SubsidiaryOf,
)
from denizen.domain.static_checks.constants import constants
from denizen.domain.static_checks.worlds import MOST_ATOMS
from denizen.domain.warnings import WarningKind
from tests.unit.evaluation.profiles import examples

PERSONS = frozenset((PrincipalKind.PERSON,))
ORGANISATIONS = frozenset((PrincipalKind.ORGANISATION,))
LETTER = DirectiveName("directives/letter")
AT = datetime(2026, 6, 12, tzinfo=UTC)
CN, RU = map(Country.of, ("CN", "RU"))


def among(*codes: str) -> Countries:
    return Countries(frozenset(map(Country.of, codes)))


def content(rule: Rule, kinds: frozenset[PrincipalKind] = PERSONS, **definitions: Rule) -> DirectiveContent:
    named = tuple(NamedDefinition(name, each) for name, each in definitions.items())
    return DirectiveContent(Source(), (Provision("p", rule, kinds=kinds),), named)


def found(rule: Rule, kinds: frozenset[PrincipalKind] = PERSONS, **definitions: Rule) -> list[tuple[str, WarningKind]]:
    return [(each.field, each.kind) for each in constants(content(rule, kinds, **definitions), {})]


# Every person that the leaves below can tell apart.
SCOPES = [among(*codes) for codes in (("CN",), ("RU",), ("CN", "RU"))]
LEAVES: list[Rule] = [
    *map(CitizenOf, SCOPES),
    ForeignCitizen(CN),
    CitizenOf(Countries(excepted=frozenset((CN, RU)))),
    *map(ResidentIn, SCOPES),
    Is(PrincipalKind.PERSON),
    Is(PrincipalKind.ORGANISATION),
]
CODES = ("CN", "RU", "JP")
PEOPLE = [
    {
        "kind": "person",
        "citizenships": [{"country": code, "status": "CITIZEN"} for code in compress(CODES, held_by)],
        "citizenships_complete": True,
        "residence": {"country": home},
    }
    for *held_by, home in product(*((False, True) for _ in CODES), CODES)
]
rules = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(lambda several: All(tuple(several)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda several: AnyOf(tuple(several)), st.lists(inner, min_size=1, max_size=3)),
    ),
    max_leaves=6,
)


@examples(100)
@given(rules)
def test_a_definition_is_constant_exactly_where_nobody_is_answered_otherwise(rule: Rule) -> None:
    said = content(rule)
    compiled = compile_version(said)
    directive = always_in_force(DirectiveVersion(LETTER, 1, said, "", AT), compiled)
    answers = {
        Expected.of(asked(Case("c", LETTER, AT, Expected.FOREIGN, person), directive, Setting({}, ())).determination)
        for person in PEOPLE
    }
    kinds = {kind for field, kind in found(rule) if field == "provisions[0].definition"}
    assert (WarningKind.NEVER_TRUE in kinds) == (Expected.FOREIGN not in answers)
    assert (WarningKind.NEVER_FALSE in kinds) == (Expected.NOT_FOREIGN not in answers)


@examples(100)
@given(rules, st.sampled_from([PERSONS, ORGANISATIONS, PERSONS | ORGANISATIONS]))
def test_no_rule_is_both(rule: Rule, kinds: frozenset[PrincipalKind]) -> None:
    fields = [field for field, _ in found(rule, kinds)]
    assert len(fields) == len(set(fields))
    assert not any(inner.startswith(f"{outer}.") for inner in fields for outer in fields)


CITIZEN, CHINESE = CitizenOf(among("US"), frozenset({CitizenshipClass.CITIZEN})), CitizenOf(among("CN"))
SINCE = [datetime(year, 1, 1, tzinfo=UTC) for year in (2020, 2022)]
LPR, DACA, REFUGEE = (
    frozenset((each,))
    for each in (ImmigrationCategory.PERMANENT_RESIDENT, ImmigrationCategory.DACA, ImmigrationCategory.REFUGEE)
)
GOVERNMENT = frozenset((OrganisationClass.FOREIGN_GOVERNMENT,))
SDN, MEU = frozenset((ListName("lists/sdn"),)), frozenset((ListName("lists/meu"),))
EMPLOYEE, AGENT = frozenset((AffiliationKind.EMPLOYEE,)), frozenset((AffiliationKind.AGENT,))
CHINA, RUSSIA = IncorporatedIn(among("CN")), IncorporatedIn(among("RU"))


IMPLIED: dict[str, tuple[Rule, Rule]] = {
    "a class within every class": (CITIZEN, CitizenOf(among("US"))),
    "a country within several": (CHINESE, CitizenOf(among("CN", "RU"))),
    "a country other than home": (CHINESE, ForeignCitizen(Country.of("US"))),
    "now within ever": (CHINESE, CitizenOf(among("CN"), when=Since())),
    "a later date within an earlier": (
        CitizenOf(among("CN"), when=Since(SINCE[1])),
        CitizenOf(among("CN"), when=Since(SINCE[0])),
    ),
    "a status of a country within that of any": (HoldsStatus(LPR, among("US")), HoldsStatus(LPR)),
    "a category within several": (HoldsStatus(LPR), HoldsStatus(LPR | REFUGEE)),
    "two halves within their whole": (
        CitizenOf(among("CN", "RU")),
        AnyOf((CHINESE, CitizenOf(among("RU", "JP")))),
    ),
    "a list within several": (Listed(SDN), Listed(SDN | MEU)),
    "an employer within any affiliation": (Affiliated(EMPLOYEE, CHINA), Affiliated(EMPLOYEE | AGENT, CHINA)),
    "an employer of which more is asked": (
        Affiliated(EMPLOYEE, All((CHINA, Listed(SDN)))),
        Affiliated(EMPLOYEE, CHINA),
    ),
    "a person leaf within persons": (CHINESE, Is(PrincipalKind.PERSON)),
}
IMPLIED_OF_ORGANISATIONS: dict[str, tuple[Rule, Rule]] = {
    "a larger share within a smaller": (OwnedBy(CHINA, Decimal(50), exceeded=True), OwnedBy(CHINA, Decimal(50))),
    "owners of whom more is asked": (OwnedBy(All((CHINA, Listed(SDN))), Decimal(50)), OwnedBy(CHINA, Decimal(25))),
    "control in fact within subsidiaries": (SubsidiaryOf(CHINA, in_fact=True), SubsidiaryOf(CHINA)),
    "a controller of whom more is asked": (ControlledBy(All((CHINA, Listed(SDN)))), ControlledBy(CHINA)),
    "an organisation leaf within organisations": (CHINA, Is(PrincipalKind.ORGANISATION)),
}


@pytest.mark.parametrize(
    ("kinds", "narrow", "wide"),
    [
        *((PERSONS | ORGANISATIONS, *pair) for pair in IMPLIED.values()),
        *((PERSONS | ORGANISATIONS, *pair) for pair in IMPLIED_OF_ORGANISATIONS.values()),
    ],
    ids=[*IMPLIED, *IMPLIED_OF_ORGANISATIONS],
)
def test_what_is_certain(kinds: frozenset[PrincipalKind], narrow: Rule, wide: Rule) -> None:
    path = "provisions[0].definition"
    assert found(All((narrow, Not(wide))), kinds) == [(path, WarningKind.NEVER_TRUE)]
    assert found(AnyOf((Not(narrow), wide)), kinds) == [(path, WarningKind.NEVER_FALSE)]
    assert found(All((wide, Not(narrow))), kinds) == []


NOT_CERTAIN: dict[str, Rule] = {
    "a dual citizen": All((CitizenOf(among("US")), ForeignCitizen(Country.of("US")))),
    "a citizen with a status, as the file may say": All((CitizenOf(among("US")), HoldsStatus(LPR, among("US")))),
    "two statuses": All((HoldsStatus(LPR), HoldsStatus(REFUGEE))),
    "stateless": All((Not(CitizenOf(among("US"))), Not(ForeignCitizen(Country.of("US"))))),
    "since a date and not now": All((CitizenOf(among("CN"), when=Since(SINCE[0])), Not(CHINESE))),
    "now, before the date came": All((CHINESE, Not(CitizenOf(among("CN"), when=Since(SINCE[0]))))),
    "resident nowhere": All((Not(ResidentIn(among("CN"))), Not(ResidentIn(Countries(excepted=frozenset((CN,))))))),
    "on two lists": All((Listed(SDN), Listed(MEU))),
    "two employers": All((Affiliated(EMPLOYEE, CHINA), Affiliated(EMPLOYEE, RUSSIA))),
}


@pytest.mark.parametrize("rule", NOT_CERTAIN.values(), ids=NOT_CERTAIN)
def test_what_only_seems_certain(rule: Rule) -> None:
    assert found(rule) == []


EXCLUSIVE: dict[str, tuple[frozenset[PrincipalKind], Rule]] = {
    "resident in two countries": (PERSONS, All((ResidentIn(among("CN")), ResidentIn(among("RU"))))),
    "present in two countries": (PERSONS, All((PresentIn(among("CN")), PresentIn(among("RU"))))),
    "incorporated in two countries": (ORGANISATIONS, All((CHINA, RUSSIA))),
    "a government of two countries": (
        ORGANISATIONS,
        All((OrganisationIs(GOVERNMENT, among("CN")), OrganisationIs(GOVERNMENT, among("RU")))),
    ),
    "one employer with two laws": (PERSONS, Affiliated(EMPLOYEE, All((CHINA, RUSSIA)))),
    "a status that another country does not give": (PERSONS, HoldsStatus(DACA, among("CN"))),
    "a class of another country": (PERSONS, CitizenOf(among("CN"), frozenset({CitizenshipClass.BNO}))),
    "more than the whole": (ORGANISATIONS, OwnedBy(CHINA, Decimal(100), exceeded=True)),
    "a parent that cannot be": (ORGANISATIONS, SubsidiaryOf(All((CHINA, RUSSIA)))),
}


@pytest.mark.parametrize(("kinds", "rule"), EXCLUSIVE.values(), ids=EXCLUSIVE)
def test_what_excludes_itself(kinds: frozenset[PrincipalKind], rule: Rule) -> None:
    assert found(rule, kinds) == [("provisions[0].definition", WarningKind.NEVER_TRUE)]


def test_a_part_is_told_where_it_is_written() -> None:
    never = All((ResidentIn(among("CN")), ResidentIn(among("RU"))))
    assert found(AnyOf((CHINESE, never))) == [("provisions[0].definition.any[1]", WarningKind.NEVER_TRUE)]
    assert found(Definition("a"), a=AnyOf((CHINESE, All((never, CHINESE))))) == [
        ("definitions[0].rule.any[1]", WarningKind.NEVER_TRUE)
    ]


def test_a_part_that_is_for_another_kind_of_principal_is_no_fault() -> None:
    # A shared definition with a branch for each kind, in a provision for one of them.
    both = AnyOf((All((Is(PrincipalKind.PERSON), CHINESE)), All((Is(PrincipalKind.ORGANISATION), CHINA))))
    assert found(Definition("a"), ORGANISATIONS, a=both) == []


def test_of_too_many_conditions_nothing_is_said_but_of_their_parts() -> None:
    many = [Listed(frozenset((ListName(f"lists/l-{number}"),))) for number in range(MOST_ATOMS)]
    never = All((many[0], Not(many[0])))
    assert found(All((*many, Not(many[0])))) == []
    path = f"provisions[0].definition.all[{MOST_ATOMS}].any[1]"
    assert found(All((*many, AnyOf((many[0], never))))) == [(path, WarningKind.NEVER_TRUE)]


@pytest.mark.parametrize(
    ("exemption", "where", "text"),
    [
        pytest.param(All((CHINESE, Not(CHINESE))), "exemptions[0].rule", "all: it exempts nobody", id="nobody"),
        pytest.param(
            AnyOf((CHINESE, Not(CHINESE))),
            "exemptions[0].rule",
            "any: it exempts everybody that the provision covers",
            id="everybody",
        ),
        pytest.param(
            CitizenOf(among("CN", "RU")),
            "exemptions",
            "all: with its exemptions no principal that the provision covers can meet the definition",
            id="all who meet the definition",
        ),
    ],
)
def test_what_is_said_of_an_exemption(exemption: Rule, where: str, text: str) -> None:
    provision = Provision("p", CHINESE, kinds=PERSONS, exemptions=(Exemption("e", exemption),))
    told = [(each.field, each.text) for each in constants(DirectiveContent(Source(), (provision,)), {})]
    assert told == [(f"provisions[0].{where}", text)]
