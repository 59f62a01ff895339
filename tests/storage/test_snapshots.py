"""Snapshots, deadlines, events and receipts: the same in every store."""

import contextlib
import threading
from datetime import UTC, datetime, timedelta

import pytest

from denizen.domain.attestations import AttestationState
from denizen.domain.errors import AlreadyExistsError, DeadlineError, InvalidError, UnavailableError
from denizen.usecases.context import ExpiresAt
from denizen.usecases.ports import Event, Receipt, Revision, Store
from tests.storage.builders import (
    ALICE,
    BOB,
    MODEL,
    START,
    CountedDeadline,
    SettableClock,
    add_alice,
    attestation,
    call,
    commit,
    once,
    principal,
)

VERIFIED = AttestationState.VERIFIED


def test_a_snapshot_shows_its_revision_whatever_is_committed_later(store: Store) -> None:
    revision = add_alice(store)
    with store.read(call()) as reader:
        commit(store, lambda unit: unit.set_populations(ALICE, frozenset()))
        assert reader.principal(ALICE) == principal(created=START)
        assert (reader.revision.number, reader.head.number) == (revision, revision)
    with store.read(call(), revision) as reader:
        assert reader.principal(ALICE) == principal(created=START)
        assert (reader.revision.number, reader.head.number) == (revision, revision + 1)


@pytest.mark.parametrize("revision", [-1, 3], ids=["negative", "future"])
def test_a_revision_that_is_not_is_invalid(store: Store, revision: int) -> None:
    add_alice(store)
    with pytest.raises(InvalidError), store.read(call(), revision):
        pytest.fail("there is no such snapshot")
    with store.read(call()) as reader, pytest.raises(InvalidError):
        reader.as_of(revision)


def test_a_snapshot_leads_to_others(store: Store) -> None:
    add_alice(store)
    with store.read(call()) as reader:
        assert reader.as_of(0).principal(ALICE) is None
        assert reader.as_of(1).attestations(ALICE) == []
        assert len(reader.as_of(1).as_of(2).attestations(ALICE)) == 1


def test_the_revision_at_an_instant_is_the_last_at_or_before_it(store: Store, clock: SettableClock) -> None:
    add_alice(store)
    clock.advance(10)
    commit(store, lambda unit: unit.add_principal(principal(BOB)))
    with store.read(call()) as reader:
        found = [reader.revision_at(START + timedelta(seconds=seconds)).number for seconds in (-1, 0, 9, 10, 11)]
        assert found == [0, 2, 2, 3, 3]
        assert reader.as_of(1).revision_at(START + timedelta(seconds=11)).number == 3
        assert reader.revision_at(datetime.min.replace(tzinfo=UTC)).number == 0


def test_at_least_waits_for_the_revision(store: Store) -> None:
    later = threading.Timer(0.05, add_alice, [store], {"state": None})
    later.start()
    for _ in range(20):  # on a machine that is busy the write may take longer than a reader's patience
        with contextlib.suppress(UnavailableError), store.read(call(), at_least=1) as reader:
            assert reader.principal(ALICE) is not None
            break
    else:
        pytest.fail("the revision never arrived")
    later.join()


def test_at_least_out_of_reach_is_unavailable(store: Store) -> None:
    with pytest.raises(UnavailableError), store.read(call(), at_least=1):
        pytest.fail("there is no such revision")
    with pytest.raises((UnavailableError, DeadlineError)), store.read(call(deadline=ExpiresAt(0.0)), at_least=1):
        pytest.fail("there is no such revision")


def test_the_deadline_is_checked_before_each_query(store: Store) -> None:
    add_alice(store)
    deadline = CountedDeadline(1000)
    with store.read(call(deadline=deadline)) as reader:
        assert len(reader.attestations(ALICE)) == 1
        deadline.looks = 0
        with pytest.raises(DeadlineError):
            reader.attestations(ALICE)


def test_a_unit_whose_deadline_passed_stores_nothing(store: Store) -> None:
    deadline = CountedDeadline(1000)

    def too_late() -> None:
        with store.write(call(deadline=deadline)) as unit:
            unit.add_principal(principal())
            unit.record(Event("created", ALICE, ALICE))
            deadline.looks = 0

    with pytest.raises(DeadlineError):
        too_late()
    with store.read(call()) as reader:
        assert reader.principal(ALICE) is None


def test_events_say_who_did_what_for_whom(store: Store) -> None:
    with store.write(call(call_id="call-7")) as unit:
        unit.add_principal(principal())
        unit.record(Event("principal.created", ALICE, ALICE))
        unit.record(Event("resource.registered", MODEL))
    add_revision = commit(store, lambda unit: unit.add_attestation(attestation(), VERIFIED), about=ALICE)
    with store.read(call()) as reader:
        first, second, third = reader.events(0, 10)
        assert (first.event, second.event) == (
            Event("principal.created", ALICE, ALICE),
            Event("resource.registered", MODEL, None),
        )
        assert (first.position, second.position) == (0, 1)
        assert (first.caller, first.on_behalf_of, first.call_id, first.purpose) == (
            "gateway",
            "somebody",
            "call-7",
            "export-control",
        )
        assert first.revision == second.revision == Revision(1, START)
        assert third.revision.number == add_revision
        assert reader.events(0, 1) == [first]
        assert reader.events(1, 10) == [third]
        assert reader.as_of(1).events(0, 10) == [first, second]


def test_changes_are_what_the_same_events_say(store: Store) -> None:
    for about in (ALICE, None, ALICE):
        commit(store, about=about)
    with store.read(call()) as reader:
        told = [(row.revision, row.event.kind, row.event.subject) for row in reader.events(0, 10)]
        assert [tuple(each) for each in reader.changes(0, 10)] == told
        assert [tuple(each) for each in reader.changes(1, 1)] == told[1:2]
        assert [tuple(each) for each in reader.as_of(2).changes(0, 10)] == told[:2]


def test_a_repeated_request_gets_the_first_receipt(store: Store) -> None:
    with store.write(call()) as unit:
        assert unit.recall(once()) is None
        unit.add_principal(principal())
        unit.remember(once(), ALICE, ALICE)
        unit.record(Event("created", ALICE, ALICE))
        assert unit.recall(once()) == Receipt(ALICE, 1)
    with store.write(call()) as unit:
        assert unit.recall(once()) == Receipt(ALICE, 1)


@pytest.mark.parametrize("subject", [ALICE, None], ids=["about a principal", "about none"])
def test_a_request_id_with_other_content_is_refused(store: Store, subject: str | None) -> None:
    add_alice(store, state=None)
    commit(store, lambda unit: unit.remember(once(), "resources/x", ALICE if subject else None))
    with store.write(call()) as unit:
        with pytest.raises(AlreadyExistsError):
            unit.recall(once(content=b"other content"))
        with pytest.raises(AlreadyExistsError):
            unit.remember(once(content=b"other content"), BOB, None)


def test_request_ids_are_each_callers_own(store: Store) -> None:
    commit(store, lambda unit: unit.remember(once(), MODEL, None))
    with store.write(call("somebody-else")) as unit:
        assert unit.recall(once(content=b"other content")) is None
