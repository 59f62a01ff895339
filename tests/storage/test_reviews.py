"""What is kept of reviews, deliveries and reminders."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import AttestationState
from denizen.domain.errors import AlreadyExistsError, NotFoundError
from denizen.domain.expiring import End
from denizen.domain.intervals import Interval
from denizen.domain.issuers import Issuer
from denizen.domain.names import AttestationName, CallerName, Population, PrincipalName, attestation_of
from denizen.domain.reviews import Entry, InformationWanted, RejectionReason, Step
from denizen.domain.second_person import Actor
from denizen.policies import reverification_policy
from denizen.usecases.context import Delivery
from denizen.usecases.ends import Ends
from denizen.usecases.ports import DeliveryReceipt, Event, Store, Writer
from tests.storage.builders import (
    ALICE,
    BOB,
    CUSTOMER,
    EMPLOYEE,
    HR,
    NOBODY,
    PASSPORT,
    START,
    VISA,
    SettableClock,
    add_alice,
    attestation,
    call,
    commit,
    principal,
)

PENDING, VERIFIED, SUSPENDED = AttestationState.PENDING, AttestationState.VERIFIED, AttestationState.SUSPENDED
LOW = AssuranceLevel.LOW


def delivery(number: int = 1, content: bytes = b"content", source: str = "workday") -> Delivery:
    return Delivery(ALICE, source, number, content)


def test_who_submitted_is_kept_with_the_attestation(store: Store) -> None:
    add_alice(store)
    with store.read(call()) as reader:
        record = reader.attestation(PASSPORT)
        assert record is not None
        assert record.submitted_by == Actor("gateway", "somebody")
        assert reader.attestations(ALICE) == [record]


def take(step: Entry, unit: Writer) -> None:
    unit.add_review_entry(PASSPORT, step)


def test_steps_are_kept_in_their_order(store: Store, clock: SettableClock) -> None:
    add_alice(store, state=PENDING)
    steps = [
        Entry(Step.ASSIGNED, assignee=CallerName("callers/bob")),
        Entry(Step.INFORMATION_REQUESTED, wanted=(InformationWanted.DATES, InformationWanted.OTHER), code="why-so"),
        Entry(Step.INFORMATION_PROVIDED, evidence=("passport, page 3",)),
        Entry(Step.REJECTED, reasons=(RejectionReason.DUPLICATE,), other=VISA),
    ]
    clock.advance(1)
    first = commit(store, *(partial(take, step) for step in steps[:2]))
    second = commit(store, *(partial(take, step) for step in steps[2:]))
    with store.read(call()) as reader:
        kept = reader.histories([PASSPORT, VISA])
        assert [each.entry for each in kept[PASSPORT]] == steps
        assert [each.revision for each in kept[PASSPORT]] == [first, first, second, second]
        assert {(each.by, each.time > START) for each in kept[PASSPORT]} == {(Actor("gateway", "somebody"), True)}
        assert kept[VISA] == ()
        assert [each.entry for each in reader.as_of(first).histories([PASSPORT])[PASSPORT]] == steps[:2]


def test_a_step_of_what_does_not_exist(store: Store) -> None:
    add_alice(store)
    with store.write(call()) as unit:
        with pytest.raises(NotFoundError):
            unit.add_review_entry(VISA, Entry(Step.ASSIGNED))
        with pytest.raises(NotFoundError):
            unit.add_reminder(VISA, End.HELD, 30)


def test_what_was_found_stays_with_the_facts(store: Store) -> None:
    before = add_alice(store, state=PENDING)
    commit(store, lambda unit: unit.change_state(PASSPORT, VERIFIED, assurance=LOW), about=ALICE)
    commit(store, lambda unit: unit.change_state(PASSPORT, SUSPENDED, reason_code="inquiry"), about=ALICE)
    commit(store, lambda unit: unit.change_state(PASSPORT, VERIFIED), about=ALICE)
    with store.read(call()) as reader:
        record, earlier = reader.attestation(PASSPORT), reader.as_of(before).attestation(PASSPORT)
        assert record is not None
        assert earlier is not None
        assert record.attestation.assurance.ordinal is LOW
        assert earlier.attestation == attestation()
        assert record.attestation == replace(attestation(), assurance=record.attestation.assurance)


def test_suspended_is_not_a_fact(store: Store) -> None:
    known = add_alice(store)
    commit(store, lambda unit: unit.change_state(PASSPORT, SUSPENDED, reason_code="inquiry"), about=ALICE)
    with store.read(call()) as reader:
        assert reader.facts([ALICE])[ALICE].attestations == ()
        assert reader.as_of(known).attestation(PASSPORT) != reader.attestation(PASSPORT)


def arrive(name: AttestationName, unit: Writer) -> None:
    unit.add_attestation(attestation(name), PENDING)


def test_what_waits_comes_in_the_order_of_arrival(store: Store) -> None:
    add_alice(store, state=None)
    commit(store, lambda unit: unit.add_principal(principal(BOB, populations=frozenset({CUSTOMER}))), about=BOB)
    names = [attestation_of(who, last) for last, who in (("c", ALICE), ("a", BOB), ("b", ALICE), ("d", BOB))]
    with store.write(call()) as unit:
        for name in names[:2]:
            unit.add_attestation(attestation(name), PENDING)
        unit.record(Event("submitted", names[0]))
    for name in names[2:]:
        commit(store, partial(arrive, name))
    decided = commit(store, lambda unit: unit.change_state(names[1], VERIFIED))

    def waiting(
        after: AttestationName | None = None, limit: int = 9, population: Population | None = None
    ) -> list[str]:
        with store.read(call()) as reader:
            return [each.attestation.name for each in reader.pending(after, limit, population)]

    assert waiting() == [names[0], names[2], names[3]]
    assert waiting(limit=2) == [names[0], names[2]]
    assert waiting(names[0]) == waiting(names[1]) == [names[2], names[3]]
    assert waiting(names[3]) == []
    assert waiting(population=CUSTOMER) == [names[3]]
    assert waiting(population=EMPLOYEE, limit=1) == [names[0]]
    with store.read(call(), decided - 1) as reader:
        assert [each.attestation.name for each in reader.pending(None, 9, None)] == names


# Deliveries


def test_a_delivery_is_recalled(store: Store) -> None:
    add_alice(store)
    revision = commit(store, lambda unit: unit.remember_delivery(delivery(), PASSPORT, late=False), about=ALICE)
    with store.write(call()) as unit:
        assert unit.recall_delivery(delivery()) == DeliveryReceipt(1, PASSPORT, revision)
        assert unit.recall_delivery(delivery(2)) is None
        assert unit.recall_delivery(delivery(source="kyc")) is None
        with pytest.raises(AlreadyExistsError):
            unit.recall_delivery(delivery(content=b"other"))
        with pytest.raises(AlreadyExistsError):
            unit.remember_delivery(delivery(), PASSPORT, late=False)
    with store.write(call("another")) as unit:
        assert unit.recall_delivery(delivery(content=b"other")) is None


def remember(number: int, unit: Writer, *, late: bool) -> None:
    unit.remember_delivery(delivery(number), PASSPORT, late=late)


def test_the_last_delivery_was_not_late(store: Store) -> None:
    add_alice(store)
    for number, late in ((5, False), (2**62, True), (7, False), (6, True)):
        commit(store, partial(remember, number, late=late))
    with store.write(call()) as unit:
        last = unit.last_delivery(ALICE, "workday")
        assert last is not None
        assert (last.number, last.late) == (7, False)
        assert unit.last_delivery(ALICE, "kyc") is unit.last_delivery(NOBODY, "workday") is None
        assert unit.recall_delivery(replace(delivery(), subject=NOBODY)) is None
        with pytest.raises(NotFoundError):
            unit.remember_delivery(replace(delivery(), subject=NOBODY), NOBODY, late=False)


# Reminders


def test_a_reminder_is_kept_once(store: Store) -> None:
    add_alice(store)
    commit(store, lambda unit: unit.add_reminder(PASSPORT, End.HELD, 30), about=ALICE)
    with store.write(call()) as unit:
        assert not unit.add_reminder(PASSPORT, End.HELD, 30)
        assert unit.add_reminder(PASSPORT, End.HELD, 7)
        assert unit.add_reminder(PASSPORT, End.VOUCHED, 30)
        unit.record(Event("tested", PASSPORT, ALICE))


def test_what_ends_is_followed(store: Store) -> None:
    soon = Interval(None, START + timedelta(days=20))
    add_alice(store, state=None)
    commit(store, lambda unit: unit.add_attestation(attestation(held=soon), VERIFIED), about=ALICE)
    commit(store, lambda unit: unit.add_principal(principal(BOB)), about=BOB)
    commit(store, lambda unit: unit.put_issuer(Issuer(HR)))
    ends = Ends(reverification_policy())

    def found(at: int | None = None) -> list[PrincipalName] | None:
        with store.read(call(), at) as reader:
            return ends.soon(reader, START, timedelta(days=30))

    with store.read(call()) as reader:
        assert [each.moment for each in ends.follow(reader) or ()] == [soon.end]
    visa = attestation(attestation_of(BOB, "visa"), held=soon)
    known = commit(store, lambda unit: unit.add_attestation(visa, VERIFIED), about=BOB)
    assert found() == [ALICE, BOB]
    commit(store, lambda unit: unit.change_state(PASSPORT, SUSPENDED, reason_code="inquiry"), about=ALICE)
    assert found() == [BOB]
    assert found(known) == [ALICE, BOB]
