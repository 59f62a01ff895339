"""How what a case says of a person is read as claims."""

import pytest

from denizen.domain.cases import CaseClaim
from denizen.domain.claims import (
    Citizenship,
    CitizenshipClass,
    Claim,
    ClaimKind,
    Completeness,
    ImmigrationCategory,
    ImmigrationStatus,
    LawfulPresence,
    Residence,
    Statelessness,
)
from denizen.domain.intervals import Interval
from tests.unit.cases.test_cases import DE, LPR, US, day, person

PERMIT = ImmigrationStatus(DE, ImmigrationCategory.RESIDENCE_PERMIT)
FAMILY = ImmigrationStatus(category=ImmigrationCategory.FREE_MOVEMENT_FAMILY_MEMBER)


@pytest.mark.parametrize(
    ("given", "claims"),
    [
        pytest.param({"residence": {"country": "DE", "region": "DE-BE"}}, [Residence(DE, "DE-BE")], id="a residence"),
        pytest.param({"residence": {"country": "DE"}}, [Residence(DE)], id="a residence in no region"),
        pytest.param({"lawfully_present_us": True}, [LawfulPresence(US)], id="a lawful presence"),
        pytest.param({"stateless": True}, [Statelessness()], id="stateless"),
        pytest.param({"eu_free_movement_family_member": True}, [FAMILY], id="free movement"),
        pytest.param({"us_status": {"statuses": ["LPR"]}}, [LPR], id="a status in a word"),
        pytest.param(
            {"us_status": {"statuses": ["US_NONCITIZEN_NATIONAL"]}},
            [Citizenship(US, CitizenshipClass.NONCITIZEN_NATIONAL)],
            id="a citizenship among the statuses",
        ),
        pytest.param({"residence_permits": ["DE"]}, [PERMIT], id="a permit in a word"),
        pytest.param({"residence_permits": [{"country": "DE", "kind": "blue"}]}, [PERMIT], id="a permit of some kind"),
        pytest.param(
            {"citizenships": [{"country": "DE", "basis": "birth", "ended_by": "release"}]},
            [Citizenship(DE)],
            id="a citizenship, why it began and how it ended",
        ),
    ],
)
def test_what_is_said_of_a_person(given: dict[str, object], claims: list[Claim]) -> None:
    assert list(person(**given).claims) == [CaseClaim(each) for each in claims]


@pytest.mark.parametrize("key", ["name", "travel", "evidence", "country_of_birth", "refugee_recognised_by"])
def test_what_says_nothing_of_a_person(key: str) -> None:
    assert person(**{key: "something"}) == person()


@pytest.mark.parametrize("key", ["region", "observed_at"])
def test_what_says_nothing_of_a_location(key: str) -> None:
    assert person(location={"country": "DE", key: "something"}).presence is DE


def test_a_residence_lasts_as_long_as_it_is_given() -> None:
    (found,) = person(residence={"country": "DE", "from": "2020-01-01", "to": "2021-01-01"}).claims
    assert found.held == Interval(day("2020-01-01"), day("2021-01-01"))


def test_the_set_of_affiliations_is_closed() -> None:
    assert list(person(affiliations_complete=True).claims) == [CaseClaim(Completeness(ClaimKind.AFFILIATION))]
