"""Sets of claims, out of messages."""

from typing import Any

import pytest

from denizen.domain.claims import (
    Citizenship,
    Completeness,
    ImmigrationCategory,
    ImmigrationStatus,
)
from denizen.domain.closed_sets import MOST_MEMBERS
from tests.unit.convert.messages import submission
from tests.unit.convert.test_claims import US, citizenship, closed, refusal, status
from tests.unit.convert.test_codes_as_given import given


def test_a_set_with_its_scope() -> None:
    claim = closed("IMMIGRATION_STATUS", countries=["US"], categories=["IMMIGRATION_CATEGORY_ASYLEE"])
    claim["completeness"]["members"] = [status("ASYLEE", country="US")]
    read = submission(claim).claim
    assert isinstance(read, Completeness)
    assert read.members == {ImmigrationStatus(US, ImmigrationCategory.ASYLEE)}
    assert (read.countries, read.categories) == (frozenset({US}), frozenset({ImmigrationCategory.ASYLEE}))


def test_a_set_of_citizenships_is_of_sovereigns() -> None:
    read = submission(closed(countries=["PR"], members=[citizenship("GU")])).claim
    assert isinstance(read, Completeness)
    assert (read.countries, read.members) == (frozenset({US}), frozenset({Citizenship(US)}))


@pytest.mark.parametrize(
    ("claim", "field"),
    [
        pytest.param(closed("COMPLETENESS"), "claim_kind", id="a set of sets"),
        pytest.param(closed(countries=["US"], except_countries=["FR"]), "except_countries", id="two scopes"),
        pytest.param(closed("STATELESSNESS", countries=["US"]), "countries", id="countries of what has none"),
        pytest.param(
            closed("AFFILIATION", except_countries=["US"]), "except_countries", id="exceptions of what has none"
        ),
        pytest.param(closed(countries=["ZZ"]), "countries[0]", id="unlisted country"),
        pytest.param(closed(countries=["US", ""]), "countries[1]", id="empty country"),
        pytest.param(closed(categories=["IMMIGRATION_CATEGORY_TPS"]), "categories", id="categories of citizenships"),
        pytest.param(
            closed("IMMIGRATION_STATUS", categories=["IMMIGRATION_CATEGORY_UNSPECIFIED"]),
            "categories[0]",
            id="no category",
        ),
        pytest.param(closed(members=[{}]), "members[0]", id="an empty member"),
        pytest.param(closed(members=[status("TPS", country="US")]), "members[0]", id="a member of another kind"),
        pytest.param(
            closed(members=[citizenship("US"), citizenship()]), "members[1].citizenship.country", id="half a member"
        ),
        pytest.param(closed(members=[citizenship("US"), citizenship("PR")]), "members[1]", id="one member twice"),
        pytest.param(
            closed(countries=["US"], members=[citizenship("FR")]), "members[0].citizenship", id="out of the countries"
        ),
        pytest.param(
            closed(except_countries=["FR"], members=[citizenship("FR")]),
            "members[0].citizenship",
            id="excepted country",
        ),
        pytest.param(
            closed(
                "IMMIGRATION_STATUS",
                categories=["IMMIGRATION_CATEGORY_TPS"],
                members=[status("ASYLEE", country="US")],
            ),
            "members[0].immigration_status.category",
            id="out of the categories",
        ),
        pytest.param(closed(members=[closed()]), "members[0]", id="a set in a set"),
        pytest.param(
            closed(members=[citizenship(**given("D", "ICAO_MRZ"))]),
            "members[0].country_as_given",
            id="a member as its source wrote it",
        ),
        pytest.param(
            closed("OWNERSHIP", members=[{"ownership": {"owner": "principals/alice", "percent": "5"}}]),
            "members",
            id="the subject itself",
        ),
        pytest.param(closed(members=[citizenship("US")] * (MOST_MEMBERS + 1)), "members", id="too many"),
    ],
)
def test_a_set_that_does_not_hold_together(claim: dict[str, Any], field: str) -> None:
    assert refusal(claim).field == f"attestation.claim.completeness.{field}"


def test_a_set_cannot_be_denied() -> None:
    assert refusal(closed(), does_not_hold=True).field == "attestation.does_not_hold"
