"""What cannot be compiled is refused with its place."""

from decimal import Decimal

import pytest

from denizen.domain.claims import AffiliationKind, ImmigrationCategory, OrganisationClass
from denizen.domain.directives import Exemption
from denizen.domain.errors import InvalidError
from denizen.domain.evaluation import compile_version
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import (
    Affiliated,
    All,
    AnyOf,
    CitizenOf,
    ControlledBy,
    Definition,
    EquityTradedIn,
    EstablishedIn,
    ForeignCitizen,
    HeadquarteredIn,
    HoldsStatus,
    IncorporatedIn,
    Is,
    LawfullyPresentIn,
    MajorityOwnedBy,
    MissedNaturalizationWindow,
    MostRecentCountryIn,
    Not,
    OrganisationIs,
    OwnedBy,
    PrincipalPlaceIn,
    ResidentIn,
    Rule,
    SubsidiaryOf,
    UltimateParentHeadquarteredIn,
)
from tests.unit.evaluation.builders import (
    ORGANISATION,
    PERSON,
    SERVICE,
    US,
    countries,
    provision,
    version,
)

HERE = countries(US)
OF_PERSONS: dict[str, Rule] = {
    "citizen_of": CitizenOf(HERE),
    "foreign_citizen": ForeignCitizen(US),
    "holds_status": HoldsStatus(frozenset((ImmigrationCategory.ASYLEE,))),
    "most_recent_country_in": MostRecentCountryIn(HERE),
    "resident_in": ResidentIn(HERE),
    "lawfully_present_in": LawfullyPresentIn(HERE),
    "affiliated": Affiliated(frozenset((AffiliationKind.AGENT,)), IncorporatedIn(HERE)),
    "missed_naturalization_window": MissedNaturalizationWindow(US),
}
OF_ORGANISATIONS: dict[str, Rule] = {
    "incorporated_in": IncorporatedIn(HERE),
    "headquartered_in": HeadquarteredIn(HERE),
    "ultimate_parent_headquartered_in": UltimateParentHeadquarteredIn(HERE),
    "principal_place_in": PrincipalPlaceIn(HERE),
    "established_in": EstablishedIn(HERE),
    "equity_traded_in": EquityTradedIn(HERE),
    "organisation_is": OrganisationIs(frozenset((OrganisationClass.US_GOVERNMENT,))),
    "controlled_by": ControlledBy(None),
    "majority_owned_by": MajorityOwnedBy(HERE),
    "owned_by": OwnedBy(Is(ORGANISATION), Decimal(50)),
    "subsidiary_of": SubsidiaryOf(IncorporatedIn(HERE)),
}
LEAVES = [(PERSON, ORGANISATION, *each) for each in OF_PERSONS.items()]
LEAVES += [(ORGANISATION, PERSON, *each) for each in OF_ORGANISATIONS.items()]


def refused(rule: Rule, kind: PrincipalKind | None = None, **definitions: Rule) -> str:
    content = version(provision(rule, kind), definitions=definitions).content
    with pytest.raises(InvalidError) as error:
        compile_version(content)
    assert error.value.field.startswith("version.provisions[0].")
    return error.value.message.removeprefix("version.provisions[0].")


@pytest.mark.parametrize(
    ("kind", "other", "name", "leaf"), LEAVES, ids=lambda each: each if isinstance(each, str) else ""
)
def test_a_leaf_needs_its_guard(kind: PrincipalKind, other: PrincipalKind, name: str, leaf: Rule) -> None:
    assert refused(leaf).startswith(f"definition.{name}: got 'a rule about a {kind.value} without a guard'")
    assert refused(leaf, other).startswith(f"definition.{name}:")
    for guarded in (
        All((Is(kind), leaf)),
        All((leaf, Is(kind))),
        All((Not(Is(other)), leaf)),
        All((Is(kind), AnyOf((Not(leaf), leaf)))),
    ):
        compile_version(version(provision(guarded, None)).content)
    compile_version(version(provision(Not(leaf), kind)).content)


@pytest.mark.parametrize(
    ("rule", "place"),
    [
        pytest.param(AnyOf((Is(PERSON), CitizenOf(HERE))), "definition.any[1].citizen_of", id="beside it in an any"),
        pytest.param(All((AnyOf((Is(PERSON),)), CitizenOf(HERE))), "definition.all[1].citizen_of", id="deeper down"),
        pytest.param(All((Not(Is(PERSON)), CitizenOf(HERE))), "definition.all[1].citizen_of", id="the opposite guard"),
        pytest.param(Not(CitizenOf(HERE)), "definition.not.citizen_of", id="under a not"),
        pytest.param(
            All((Is(ORGANISATION), OwnedBy(CitizenOf(HERE), Decimal(50)))),
            "definition.all[1].owned_by.owner.citizen_of",
            id="an owner may be either",
        ),
        pytest.param(
            All((Is(ORGANISATION), OwnedBy(IncorporatedIn(HERE), Decimal(50)))),
            "definition.all[1].owned_by.owner.incorporated_in",
            id="and of either kind",
        ),
        pytest.param(
            All((Is(ORGANISATION), ControlledBy(CitizenOf(HERE)))),
            "definition.all[1].controlled_by.controller.citizen_of",
            id="so may a controller",
        ),
        pytest.param(
            All((Is(ORGANISATION), ControlledBy(IncorporatedIn(HERE)))),
            "definition.all[1].controlled_by.controller.incorporated_in",
            id="a controller may be either",
        ),
        pytest.param(
            All((Is(PERSON), Affiliated(frozenset((AffiliationKind.AGENT,)), CitizenOf(HERE)))),
            "definition.all[1].affiliated.organisation.citizen_of",
            id="an employer is an organisation",
        ),
        pytest.param(
            All((Is(ORGANISATION), SubsidiaryOf(CitizenOf(HERE)))),
            "definition.all[1].subsidiary_of.parent.citizen_of",
            id="and so is a parent",
        ),
        pytest.param(Definition("inner"), "definition.definition(inner).citizen_of", id="inside a definition"),
    ],
)
def test_the_place_of_a_leaf_without_guard(rule: Rule, place: str) -> None:
    assert refused(rule, inner=CitizenOf(HERE)).startswith(f"{place}: ")


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        pytest.param(All(()), "definition.all: got nothing, wanted at least one rule", id="an empty all"),
        pytest.param(Not(AnyOf(())), "definition.not.any: got nothing, wanted at least one rule", id="an empty any"),
        pytest.param(
            Definition("x"),
            "definition.definition: got 'x', wanted the name of a definition that the version gives",
            id="a definition that is not given",
        ),
        pytest.param(
            Definition("a"),
            "definition.definition(a).not.definition(b).all[0].definition: got 'a -> b -> a', "
            "wanted a definition that does not name itself",
            id="one that names itself",
        ),
        pytest.param(
            Is(SERVICE),
            "definition.is: got 'SERVICE', wanted PERSON or ORGANISATION: a service is judged as the principal that it "
            "acts for",
            id="is a service",
        ),
    ],
)
def test_refusals(rule: Rule, message: str) -> None:
    assert refused(rule, a=Not(Definition("b")), b=All((Definition("a"),))) == message


def test_where_nobody_gets_every_guard_holds() -> None:
    guards = (Is(PERSON), Is(ORGANISATION))
    for leaf in (CitizenOf(HERE), IncorporatedIn(HERE)):
        compile_version(version(provision(All((*guards, leaf)), None)).content)


def test_one_definition_may_be_named_twice() -> None:
    rule = All((Definition("a"), Not(Definition("a"))))
    compile_version(version(provision(rule), definitions={"a": CitizenOf(HERE)}).content)


def test_a_provision_for_services_is_refused() -> None:
    content = version(provision(Is(PERSON)), provision(Is(PERSON), SERVICE)).content
    with pytest.raises(InvalidError, match=r"^version.provisions\[1\].kinds: got 'SERVICE', wanted PERSON or ORG"):
        compile_version(content)


def test_exemptions_are_guarded_like_definitions() -> None:
    exempt = (Exemption("a", Is(PERSON)), Exemption("b", IncorporatedIn(HERE)))
    with pytest.raises(InvalidError, match=r"^v.provisions\[0\].exemptions\[1\].rule.incorporated_in: "):
        compile_version(version(provision(Is(PERSON), exemptions=exempt)).content, "v")
