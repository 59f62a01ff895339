"""What a case says of a person's naturalization."""

from datetime import date

import pytest

from denizen.domain.claims import Application, Claim, Naturalization
from denizen.domain.errors import InvalidError
from tests.unit.cases.test_cases import person
from tests.unit.evaluation.builders import US


@pytest.mark.parametrize(
    ("given", "claim"),
    [
        pytest.param({}, None, id="no date on which"),
        pytest.param(
            {"earliest_eligible_on": "2020-01-02", "applied_on": "2020-03-04"},
            Naturalization(US, date(2020, 1, 2), Application.APPLIED, date(2020, 3, 4)),
            id="applied",
        ),
        pytest.param(
            {"earliest_eligible_on": "2020-01-02", "applied_known": True},
            Naturalization(US, date(2020, 1, 2), Application.NOT_APPLIED),
            id="known not to have applied",
        ),
        pytest.param(
            {"earliest_eligible_on": "2020-01-02"},
            Naturalization(US, date(2020, 1, 2), Application.UNKNOWN),
            id="nothing known",
        ),
    ],
)
def test_naturalization_in_the_united_states(given: dict[str, object], claim: Claim | None) -> None:
    assert [each.claim for each in person(naturalization=given).claims] == ([] if claim is None else [claim])


def test_what_is_said_of_naturalization_has_known_keys() -> None:
    with pytest.raises(InvalidError) as refused:
        person(naturalization={"on": "2020-01-02"})
    assert refused.value.field == "c.principal.naturalization.on"
