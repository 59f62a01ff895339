"""How what a case says of organisations is read as claims."""

import pytest

from denizen.domain.cases import (
    CaseClaim,
    CasePrincipal,
    principals_of,
)
from denizen.domain.cases.organisations import ABROAD, US_PLACES
from denizen.domain.claims import (
    BranchOf,
    ClaimKind,
    Completeness,
    Control,
    EquityMarket,
    Establishment,
    Headquarters,
    Incorporation,
    MajorityOwned,
    OrganisationClass,
    OrganisationClassification,
    Ownership,
)
from denizen.domain.errors import InvalidError
from denizen.domain.intervals import Interval
from tests.unit.cases.test_cases import case, day, denied, holding, organisation
from tests.unit.cases.test_readings import FR
from tests.unit.evaluation.builders import US


@pytest.mark.parametrize(
    ("given", "kind", "lists"),
    [
        pytest.param({"person": True}, "person", None, id="a person of whom nothing is said"),
        pytest.param({"person": {"kind": "person"}}, "person", None, id="a person"),
        pytest.param({"person": {}, "lists": ["l"]}, "person", {"lists/l"}, id="a person on a list"),
        pytest.param({"person": False, "org": {}}, "organisation", None, id="no person"),
        pytest.param({"org": {}, "lists": ["l"]}, "organisation", {"lists/l"}, id="an organisation on a list"),
        pytest.param({"org": {"lists": ["k"]}, "lists": ["l"]}, "organisation", {"lists/k", "lists/l"}, id="on two"),
        pytest.param({"lists": []}, "organisation", set(), id="a row alone, screened"),
    ],
)
def test_what_an_owner_is(given: dict[str, object], kind: str, lists: set[str] | None) -> None:
    owner = organisation(owners=[given])[1]
    assert (owner.kind.value, owner.lists) == (kind, lists)


def test_an_owner_is_refused_by_its_place() -> None:
    with pytest.raises(InvalidError) as refused:
        organisation(owners=[{"person": {"colour": "red"}}])
    assert refused.value.field == "c.principal.org.owners[0].person.colour"
    with pytest.raises(InvalidError) as refused:
        organisation(owners=[{"person": "ada"}])
    assert refused.value.message == "c.principal.org.owners[0].person: got 'ada', wanted a mapping"


def test_a_holding_lasts_as_long_as_it_is_given() -> None:
    company = organisation(owners=[{"pct": 60, "from": "2020-01-01", "to": "2021-01-01"}])[0]
    assert [each.held for each in company.claims if isinstance(each.claim, Ownership)] == [
        Interval(day("2020-01-01"), day("2021-01-01"))
    ]


IN_FACT, FOREIGN = Control(in_fact=True), Control(foreign=True)


def control(principal: CasePrincipal) -> list[tuple[str, bool]]:
    """Each claim of control, and each closure of them, in a word."""
    words = {IN_FACT: "in fact", FOREIGN: "foreign"}
    told = []
    for each in principal.claims:
        if isinstance(each.claim, Control):
            told.append((words.get(each.claim, "owner"), each.holds))
        elif isinstance(each.claim, Completeness) and each.claim.of is ClaimKind.CONTROL:
            told.append(("closed", each.holds))
    return told


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param({"controlled_by_foreign": True}, [("foreign", True)], id="foreign"),
        pytest.param({}, [("foreign", False)], id="a flag that is absent does not hold"),
        pytest.param({"controlled_by_foreign": None}, [], id="not known"),
        pytest.param(
            {"owners": [{"controlled_in_fact": True}], "owners_complete": True},
            [("foreign", False), ("owner", True), ("closed", True)],
            id="by an owner, in fact",
        ),
        pytest.param(
            {"owners": [{}], "owners_complete": True},
            [("foreign", False), ("owner", False), ("closed", True)],
            id="by none",
        ),
        pytest.param(
            {"controlled_by_foreign": None, "owners": [{}], "owners_complete": True},
            [("owner", False), ("in fact", False)],
            id="by none, and whether by foreign persons is not known",
        ),
        pytest.param(
            {"controlled_by_foreign": None, "owners": [{"controlled_in_fact": True}], "owners_complete": True},
            [("owner", True)],
            id="by one, and whether by foreign persons is not known",
        ),
        pytest.param(
            {"owners": [{"controlled_in_fact": None}], "owners_complete": True},
            [("foreign", False)],
            id="whether by an owner is not known",
        ),
        pytest.param({"owners": [{}]}, [("foreign", False), ("owner", False)], id="owners that may not be all"),
    ],
)
def test_who_controls(given: dict[str, object], told: list[tuple[str, bool]]) -> None:
    assert control(organisation(**given)[0]) == told


def test_an_organisation_in_all_its_parts() -> None:
    (found,) = organisation(
        incorporated_in="FR",
        government_of="FR",
        us_government=True,
        majority_owned_by_us_nationals=True,
        permanent_establishment_in_us=True,
        equity_primarily_traded_abroad=True,
        controlled_by_foreign=None,
    )
    assert list(found.claims) == [
        CaseClaim(Incorporation(FR)),
        CaseClaim(OrganisationClassification(OrganisationClass.FOREIGN_GOVERNMENT, None), holds=False),
        CaseClaim(OrganisationClassification(OrganisationClass.INTERNATIONAL_ORGANISATION, None), holds=False),
        CaseClaim(OrganisationClassification(OrganisationClass.US_GOVERNMENT, None)),
        CaseClaim(MajorityOwned(US)),
        CaseClaim(Establishment(US)),
        CaseClaim(EquityMarket(ABROAD)),
    ]


def test_what_is_not_said_of_an_organisation_does_not_hold() -> None:
    (found,) = organisation(name="ACME")
    assert list(found.claims) == [
        *(CaseClaim(OrganisationClassification(klass, None), holds=False) for klass in OrganisationClass),
        CaseClaim(MajorityOwned(US), holds=False),
        CaseClaim(Completeness(ClaimKind.ESTABLISHMENT, US_PLACES)),
        CaseClaim(EquityMarket(None), holds=False),
        CaseClaim(FOREIGN, holds=False),
    ]


@pytest.mark.parametrize(
    ("given", "lists"),
    [
        pytest.param({"org": {}, "name": "ACME"}, set(), id="screened, and on none"),
        pytest.param({"org": {}, "lists": ["K"]}, {"lists/k"}, id="beside the organisation"),
        pytest.param({"org": {"lists": ["K"]}}, {"lists/k"}, id="of the organisation"),
        pytest.param({"lists": ["K"], "org_lists": ["A_B"]}, {"lists/k", "lists/a-b"}, id="under either key"),
        pytest.param({"org": {"org_lists": ["K"]}, "lists": ["L"]}, {"lists/k", "lists/l"}, id="in both places"),
    ],
)
def test_the_lists_that_an_organisation_is_on(given: dict[str, object], lists: set[str]) -> None:
    (found,) = principals_of(case({"kind": "organization", **given}), "t")
    assert found.lists is not None
    assert set(map(str, found.lists)) == lists


def test_what_is_said_of_any_head_office_counts_for_the_branch() -> None:
    """Two head offices one behind the other: a flag or a place given for either is not told of the branch."""
    branch, second, first = organisation(
        incorporated_in="US",
        headquartered_in="US",
        branch_of={"headquartered_in": "FR", "branch_of": {"us_government": True, "incorporated_in": "FR"}},
    )
    assert BranchOf(first.name) in holding(branch)
    assert BranchOf(second.name) in holding(first)
    assert not any(isinstance(each, Incorporation) for each in holding(branch) | holding(first))
    assert not any(isinstance(each, Headquarters) for each in holding(branch))
    government = OrganisationClassification(OrganisationClass.US_GOVERNMENT, None)
    assert government not in denied(branch) | denied(first)
    assert government in holding(second)
    assert Incorporation(FR) in holding(second)


def test_a_flag_of_one_head_office_leaves_the_place_of_another() -> None:
    branch, second, _ = organisation(
        principal_place_of_business="US", branch_of={"us_government": True, "branch_of": {"headquartered_in": "FR"}}
    )
    assert {each.kind for each in holding(branch)} >= {ClaimKind.PRINCIPAL_PLACE}
    assert OrganisationClassification(OrganisationClass.US_GOVERNMENT, None) not in denied(branch) | denied(second)
