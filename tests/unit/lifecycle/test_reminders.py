"""Reminders: once each, at their time, whatever changes meanwhile."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from denizen.domain.attestations import Attestation, AttestationState, StatusReference
from denizen.domain.claims import (
    Citizenship,
)
from denizen.domain.credentials import StatusListRecord
from denizen.domain.names import AttestationName
from denizen.usecases.ends import Ends
from denizen.usecases.ports import Event
from denizen.usecases.reminding import EXPIRING, RemindExpiring, Reminding
from tests.unit.lifecycle.test_expiring import DAY, H_1B, POLICY, Still, ending
from tests.unit.usecases.builders import ALICE, EXPORT, HER, HR, NOW, SUBSTANTIAL, US, House, submission


def remind(house: House, clock: Still, days: tuple[int, ...] = (90, 30, 7)) -> RemindExpiring:
    return RemindExpiring(house.store, clock, Ends(POLICY), days)


def reminded(house: House) -> list[str]:
    return [row.event.resource for row in house.events() if row.event.kind == EXPIRING]


def one(**changes: Any) -> tuple[House, AttestationName]:
    house = House()
    house.register()
    house.add(ALICE)
    return house, house.attestations.submit(HER, submission(**{"claim": H_1B, **changes})).value.attestation.name


def test_each_reminder_is_sent_once_at_its_time() -> None:
    house, name = one(held=ending(100))
    clock = Still()
    worker, other = remind(house, clock), remind(house, clock)
    for day, sent in ((1, 0), (10, 1), (11, 1), (69, 1), (70, 2), (93, 3), (99, 3), (101, 3)):
        clock.moment = NOW + day * DAY
        worker()
        other()
        remind(house, clock)()
        assert reminded(house) == [name] * sent, day


def test_only_the_nearest_of_those_that_have_come() -> None:
    house, name = one(held=ending(5))
    clock = Still()
    assert remind(house, clock)() == 1
    assert reminded(house) == [name]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"claim": Citizenship(US), "vouched": ending(5)}, id="nobody is asked again"),
        pytest.param({"held": ending(0.5)}, id="over"),
        pytest.param({}, id="never ends"),
    ],
)
def test_no_reminder(changes: dict[str, Any]) -> None:
    house, _ = one(**changes)
    assert remind(house, Still())() == 0


def test_what_changed_meanwhile_is_followed() -> None:
    house, first = one(held=ending(20))
    clock = Still()
    worker = remind(house, clock, (7,))
    assert worker() == 0
    house.attestations.revoke(HER, first, "in-error")
    second = house.attestations.submit(HER, submission(claim=H_1B, held=ending(21))).value.attestation.name
    clock.moment = NOW + 16 * DAY
    assert worker() == 1
    assert reminded(house) == [second]


def test_what_its_issuer_may_vouch_for_is_followed() -> None:
    house, name = one()
    clock = Still()
    worker = remind(house, clock, (7,))
    assert worker() == 0
    house.register(good_for=5 * DAY)
    assert worker() == 1
    assert reminded(house) == [name]


def test_nobody_is_reminded_of_a_status_list() -> None:
    house, _ = one()
    name = AttestationName(f"{ALICE}/attestations/listed")
    with house.store.write(HER) as writer:
        moment = writer.revision.instant
        status = StatusReference("https://lists.example/1", 7)
        writer.add_attestation(
            Attestation(name, H_1B, SUBSTANTIAL, HR, frozenset({EXPORT}), moment, held=ending(300), status=status),
            AttestationState.VERIFIED,
        )
        writer.put_status_list(StatusListRecord(HR, status.uri, "", moment, moment, NOW + 2 * DAY))
        writer.record(Event("attestation.submitted", name, ALICE))
    clock = Still()
    worker = remind(house, clock)
    assert worker() == 0
    clock.moment = NOW + 295 * DAY
    assert worker() == 1
    assert reminded(house) == [name]


def test_what_was_left_off_is_done_the_next_time() -> None:
    house, name = one(held=ending(5))
    worker = remind(house, Still())
    assert worker(lambda: False) == 0
    assert reminded(house) == []
    assert worker() == 1
    assert reminded(house) == [name]


class Endless(RemindExpiring):
    """Never done, whatever there is."""

    def __call__(self, rest: Callable[[], bool] = lambda: True) -> int:
        WORKING.set()
        while rest():
            pass
        return 0


WORKING = threading.Event()


def test_the_thread_stops_in_the_middle_of_its_work() -> None:
    house, _ = one()
    with Reminding(Endless(house.store, Still(), Ends(POLICY), (7,)), pause=3600):
        assert WORKING.wait(30)
