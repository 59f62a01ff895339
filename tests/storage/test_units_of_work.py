"""Units of work: whole or not at all, one order, revisions and instants."""

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from denizen.domain.errors import UnavailableError
from denizen.domain.names import CountrySetName
from denizen.domain.reference import CountrySet, Resource
from denizen.usecases.ports import Event, Revision, Store
from tests.storage.builders import (
    ALICE,
    BOB,
    MODEL,
    START,
    SettableClock,
    add_alice,
    call,
    commit,
    once,
    principal,
)

SETS = [CountrySet(CountrySetName(f"countrySets/set-{number}")) for number in range(4)]


def test_nothing_yet_is_revision_0(store: Store) -> None:
    with store.read(call()) as reader:
        assert reader.revision == reader.head == store.head(call())
        assert reader.revision.number == 0
        assert reader.principals(None, 10, None, None) == []


def test_a_unit_sees_its_own_writes_and_nobody_else_does_before_its_end(store: Store) -> None:
    with store.read(call()) as before:
        with store.write(call()) as unit:
            unit.add_principal(principal())
            unit.record(Event("created", ALICE, ALICE))
            assert unit.principal(ALICE) == principal(created=unit.revision.instant)
            with store.read(call()) as meanwhile:
                assert meanwhile.principal(ALICE) is None
        assert before.principal(ALICE) is None
    with store.read(call()) as after:
        assert after.principal(ALICE) == principal(created=START)


def test_a_unit_commits_as_the_revision_that_it_names(store: Store, clock: SettableClock) -> None:
    first = add_alice(store, state=None)
    clock.advance(1)
    with store.write(call()) as unit:
        assert unit.head.number == first
        assert unit.revision == Revision(first + 1, START + timedelta(seconds=1))
        unit.add_principal(principal(BOB))
        unit.record(Event("created", BOB, BOB))
    assert store.head(call()) == Revision(first + 1, START + timedelta(seconds=1))


def test_an_error_leaves_nothing_and_no_gap(store: Store) -> None:
    add_alice(store, state=None)

    def fail() -> None:
        with store.write(call()) as unit:
            unit.add_principal(principal(BOB))
            unit.set_populations(ALICE, frozenset())
            unit.remember(once(), BOB, BOB)
            unit.record(Event("created", BOB, BOB))
            raise LookupError("something else went wrong")

    with pytest.raises(LookupError):
        fail()
    with store.read(call()) as reader:
        assert reader.revision.number == 1
        assert reader.principal(BOB) is None
        assert reader.principal(ALICE) == principal(created=START)
        assert len(reader.events(0, 10)) == 1
    with store.write(call()) as unit:
        assert unit.recall(once()) is None
    assert commit(store, lambda unit: unit.add_principal(principal(BOB))) == 2


def test_a_unit_that_wrote_nothing_takes_no_revision(store: Store) -> None:
    with store.write(call()) as unit:
        unit.principal(ALICE)
    assert store.head(call()).number == 0


def test_a_unit_that_wrote_and_left_no_event_is_refused(store: Store) -> None:
    with pytest.raises(RuntimeError, match="event"), store.write(call()) as unit:
        unit.add_principal(principal())
    assert store.head(call()).number == 0
    with store.read(call()) as reader:
        assert reader.principal(ALICE) is None


def test_known_time_never_decreases(store: Store, clock: SettableClock) -> None:
    instants = []
    for shift in (0, -60, 30, -60):
        clock.moment = START + timedelta(seconds=shift)
        number = commit(store, lambda unit: unit.add_resource(Resource(MODEL)))
        with store.read(call(), number) as reader:
            instants.append(reader.revision.instant - START)
    assert instants == [timedelta(0), timedelta(0), timedelta(seconds=30), timedelta(seconds=30)]


def test_concurrent_units_wait_for_one_another(store: Store) -> None:
    def write(worker: int) -> None:
        left = 20
        while left:
            with suppress(UnavailableError):  # they wait no longer than the patience of the tests, also on a slow disk
                commit(store, lambda unit: unit.put_country_set(replace(SETS[worker], title=str(unit.revision.number))))
                left -= 1

    from_threads = [threading.Thread(target=write, args=(worker,)) for worker in range(4)]
    for thread in from_threads:
        thread.start()
    for thread in from_threads:
        thread.join()
    with store.read(call()) as reader:
        assert [row.revision.number for row in reader.events(0, 1000)] == list(range(1, 81))


def test_a_lock_that_is_not_to_be_had_in_time_is_unavailable(store: Store) -> None:
    with store.write(call()), pytest.raises(UnavailableError), store.write(call()):
        pytest.fail("two units at once")
