"""What ends soon is listed within reach, and pages say nothing of how many others there are."""

import pytest

from denizen.domain.disclosure import Tier
from denizen.domain.names import Population
from denizen.domain.permits import Permit, Standing
from denizen.domain.principals import PrincipalKind
from denizen.domain.roles import Permission
from denizen.evidence_table import evidence_table
from denizen.policies import reverification_policy
from denizen.usecases import expiring
from denizen.usecases.expiring import ExpiringFilter
from denizen.usecases.principals import NewPrincipal
from denizen.usecases.results import Turn
from denizen.usecases.review_use_cases import ReviewUseCases
from tests.unit.lifecycle.test_expiring import DAY
from tests.unit.usecases.builders import HER, Clock, House

EMPLOYEES = frozenset({Population("employee")})
LIMITED = HER.under(
    Permit("callers/desk", Permission.ATTESTATIONS_READ, (Standing(Tier.FACTS, populations=EMPLOYEES),))
)


@pytest.mark.parametrize("population", [None, Population("badge")], ids=["of any population", "of one beyond reach"])
def test_pages_do_not_tell_of_others(
    empty: House, monkeypatch: pytest.MonkeyPatch, population: Population | None
) -> None:
    monkeypatch.setattr(expiring, "_MOST", 3)
    monkeypatch.setattr(expiring, "_AT_ONCE", 2)
    for number in range(12):
        populations = frozenset({Population("customer"), Population("badge")}) | (EMPLOYEES if number == 11 else set())
        empty.principals.create(HER, NewPrincipal(f"p{number:02}", PrincipalKind.PERSON, populations))
    reviews = ReviewUseCases.on(empty.store, Clock(), reverification_policy(), evidence_table())
    page = reviews.expiring(LIMITED, ExpiringFilter(30 * DAY, population), Turn(10))
    assert (page.values, page.cursor) == ((), None)
    everybody = reviews.expiring(HER, ExpiringFilter(30 * DAY, population), Turn(10))
    assert everybody.cursor is not None
