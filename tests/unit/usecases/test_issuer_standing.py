"""What an issuer may vouch for, and how it stands, from when on."""

from dataclasses import replace

import pytest

from denizen.domain.errors import (
    InvalidError,
    NotFoundError,
    PermissionDeniedError,
)
from denizen.domain.intervals import Interval
from denizen.domain.issuers import Right, Standing, StandingRecord
from denizen.usecases.issuer_changes import From, NewStanding
from tests.unit.usecases.builders import HR, NOW, submission
from tests.unit.usecases.issuing import ANN, DAY, HERSELF, LOW, WIDE, Desk


def submit(desk: Desk, **changes: object) -> None:
    desk.house.attestations.submit(HERSELF, submission(**changes))


def test_narrowed_rights_count_from_then_on(desk: Desk) -> None:
    registered = desk.make(WIDE)
    submit(desk)
    desk.make(replace(WIDE, rights=LOW))
    with pytest.raises(PermissionDeniedError, match="LOW at most"):
        submit(desk)
    assert desk.get(at=registered).rights == (Right(),)


@pytest.mark.parametrize("start", [From(), From(NOW - DAY), From(beginning=True)], ids=["now", "earlier", "always"])
def test_a_suspended_issuer_vouches_for_nothing(desk: Desk, start: From) -> None:
    desk.make(WIDE)
    desk.approve(desk.stand(Standing.SUSPENDED, start))
    with pytest.raises(PermissionDeniedError, match="suspended"):
        submit(desk)
    desk.approve(desk.stand(Standing.REINSTATED))
    submit(desk)


def test_standing_outlives_an_update(desk: Desk) -> None:
    desk.make(WIDE)
    desk.approve(desk.stand(Standing.WITHDRAWN, From(beginning=True)))
    desk.make(replace(WIDE, title="as if nothing had been"))
    assert desk.get().standing == (StandingRecord(Standing.WITHDRAWN, Interval(), "audit"),)


def test_only_a_registered_issuer_is_suspended(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        desk.stand(Standing.SUSPENDED)


def test_an_interval_that_ends_before_it_starts(desk: Desk) -> None:
    desk.make(WIDE)
    with pytest.raises(InvalidError, match=r"effective\.end"):
        desk.issuers.propose_standing(ANN, HR, NewStanding(Standing.SUSPENDED, From(NOW), NOW - DAY, "audit"))
