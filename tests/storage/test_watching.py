"""The event feed reads the outbox alike on every engine: what was there before, and what is committed meanwhile."""

import time

from denizen.domain.names import PrincipalName
from denizen.usecases.ports import Event, Store
from denizen.usecases.watching.entries import Entry, Place
from denizen.usecases.watching.hub import Hub, Seat
from tests.storage.builders import ALICE, EMPLOYEE, PASSPORT, add_alice, attestation, call, commit


def told(hub: Hub, seat: Seat, place: Place, upto: int) -> list[Entry]:
    """Everything after the place up to that revision."""
    found: list[Entry] = []
    end = time.monotonic() + 30
    while place.told < upto:
        assert time.monotonic() < end
        some = hub.after(seat, place, 1.0)
        if some is not None:
            found += some.entries
            place = some.upto
    return found


def test_everything_is_told_in_order(store: Store) -> None:
    before, hub = add_alice(store), Hub(store)
    head = before
    with hub.seat("callers/a", lambda: None) as seat:
        entries = told(hub, seat, Place(0), before)
        for _ in range(3):
            # Committed while it watches.
            head = commit(store, about=PrincipalName("principals/nobody"))
        entries += told(hub, seat, Place(before), head)
    with store.read(call()) as reader:
        assert [each.row for each in entries] == list(reader.events(0, 100))
    assert [each.populations for each in entries] == [{EMPLOYEE}, {EMPLOYEE}, None, None, None]


def test_an_event_has_the_purposes_of_what_it_happened_to(store: Store) -> None:
    add_alice(store)
    with store.write(call()) as writer:
        writer.record(Event("attestation.tested", PASSPORT, ALICE))
        writer.record(Event("attestation.tested", f"{ALICE}/attestations/none", ALICE))
        head = writer.revision.number
    hub, (purpose, *_) = Hub(store), attestation().purposes
    with hub.seat("callers/a", lambda: None) as seat:
        known, unknown = told(hub, seat, Place(head - 1), head)
    assert known.serves(purpose)
    assert not unknown.serves(purpose)
