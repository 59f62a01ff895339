"""What cases say of organisations."""

from decimal import Decimal
from typing import Any

import pytest

from denizen.domain.cases import principals_of
from denizen.domain.claims import (
    Affiliation,
    BranchOf,
    ClaimKind,
    Completeness,
    Control,
    Headquarters,
    OrganisationClass,
    OrganisationClassification,
    Ownership,
    PrincipalPlace,
    UltimateParent,
)
from denizen.domain.principals import PrincipalKind
from tests.unit.cases.test_cases import DE, case, closures, denied, holding, organisation


def test_a_flag_of_an_organisation_that_is_absent_does_not_hold_and_null_is_silence() -> None:
    (found,) = organisation(foreign_government=True, government_of="DE", international_organization=None)
    assert OrganisationClassification(OrganisationClass.FOREIGN_GOVERNMENT, DE) in holding(found)
    assert {each for each in denied(found) if isinstance(each, OrganisationClassification)} == {
        OrganisationClassification(OrganisationClass.US_GOVERNMENT)
    }


def test_a_branch_and_its_head_office_do_not_deny_each_other() -> None:
    branch, head = organisation(
        permanent_establishment_in_us=True,
        principal_place_of_business="US",
        branch_of={"controlled_by_foreign": True, "principal_place_of_business": "DE"},
    )
    assert BranchOf(head.name) in holding(branch)
    assert Control(foreign=True) not in denied(branch)
    assert not closures(head, ClaimKind.ESTABLISHMENT)
    # The head office's principal place is the legal person's.
    assert PrincipalPlace(DE) in holding(head)
    assert not any(isinstance(each, PrincipalPlace) for each in holding(branch))


def test_owners_are_principals_of_their_own() -> None:
    company, *owners = organisation(
        owners=[
            {"name": "a", "pct": 33.5, "org": {"incorporated_in": "DE"}, "lists": []},
            {"name": "b", "pct": "20", "person": {}, "lists": ["ENTITY_LIST"], "controlled_in_fact": True},
            {"name": "c", "pct": 10},
        ],
        owners_complete=True,
    )
    one, two, three = owners
    assert [each.kind.value for each in owners] == ["organisation", "person", "organisation"]
    assert [each.lists for each in owners] == [frozenset(), {"lists/entity-list"}, None]
    assert [claim.claim for claim in three.claims] == [Completeness(ClaimKind.OWNERSHIP)]
    held = {Ownership(one.name, Decimal("33.5")), Ownership(two.name, Decimal(20)), Ownership(three.name, Decimal(10))}
    assert held <= holding(company)
    assert [each.members for each in closures(company, ClaimKind.OWNERSHIP)] == [held]
    in_fact = Control(two.name, in_fact=True)
    assert in_fact in holding(company)
    assert [each.members for each in closures(company, ClaimKind.CONTROL)] == [{in_fact}]
    assert Control(one.name, in_fact=True) in denied(company)


def test_a_share_that_is_not_known_leaves_the_owners_open() -> None:
    company = organisation(owners=[{"name": "a"}], owners_complete=True)[0]
    assert not closures(company, ClaimKind.OWNERSHIP)


@pytest.mark.parametrize("given", ["none", {"none": True}])
def test_no_parent(given: object) -> None:
    assert UltimateParent() in holding(organisation(ultimate_parent=given)[0])


def test_a_parent_is_described_in_its_place() -> None:
    company, parent = organisation(ultimate_parent={"headquartered_in": "DE"})
    assert UltimateParent(parent.name) in holding(company)
    assert Headquarters(DE) in holding(parent)


def test_an_employer_of_which_nothing_is_said_was_not_screened() -> None:
    found = principals_of(case({"kind": "person", "affiliations": [{"type": "EMPLOYEE", "org": None}]}), "t")
    assert (found[1].kind, found[1].claims, found[1].lists) == (PrincipalKind.ORGANISATION, (), None)
    assert any(isinstance(each, Affiliation) and each.organisation == found[1].name for each in holding(found[0]))


@pytest.mark.parametrize(
    "principal",
    [
        {"kind": "person", "location": {"country": "DE", "region": "DE-BE"}},
        {"kind": "organization", "org": {"located_in": "DE"}},
        {"kind": "organization", "location": {"country": "DE"}},
    ],
    ids=["person", "organisation", "beside the organisation"],
)
def test_where_somebody_is_goes_with_the_question(principal: dict[str, Any]) -> None:
    (found,) = principals_of(case(principal), "t")
    assert found.presence is DE
