"""Many principals and attestations at once, and what rows of other systems made."""

from dataclasses import replace

import pytest

from denizen.domain.attestations import Attestation, AttestationState
from denizen.domain.errors import AlreadyExistsError, NotFoundError
from denizen.domain.imports import RowKey
from denizen.domain.names import AttestationName, PrincipalName, attestation_of
from denizen.domain.principals import ExternalIdentifier
from denizen.usecases.ports import Arrival, Event, Store
from tests.storage.builders import (
    ACME,
    ALICE,
    BADGE,
    BOB,
    CUSTOMER,
    EMPLOYEE,
    LEI,
    NOBODY,
    PASSPORT,
    VISA,
    add_alice,
    attestation,
    call,
    commit,
    principal,
)

VERIFIED, PENDING = AttestationState.VERIFIED, AttestationState.PENDING
ROW = RowKey(ALICE, "hr", "4711")
MANY = 700
"""More than go into one statement, and enough for the way that many rows take."""


def numbered(count: int = MANY) -> list[PrincipalName]:
    return [PrincipalName(f"principals/p-{number:04}") for number in range(count)]


def badge(name: PrincipalName) -> ExternalIdentifier:
    return ExternalIdentifier("hr", name.removeprefix("principals/"))


def of(name: PrincipalName, number: int = 0) -> Attestation:
    return attestation(attestation_of(name, f"a-{number}"))


# principals_named, principals_by


def test_those_of_the_principals_that_there_are(store: Store) -> None:
    first = add_alice(store, state=None, identifiers=frozenset({BADGE}), populations=frozenset({EMPLOYEE, CUSTOMER}))
    commit(store, lambda unit: unit.add_principal(principal(BOB)))
    with store.read(call()) as reader:
        found = reader.principals_named([NOBODY, ALICE, BOB, ALICE])
        assert found == {ALICE: reader.principal(ALICE), BOB: reader.principal(BOB)}
        assert reader.as_of(first).principals_named([ALICE, BOB]).keys() == {ALICE}
        assert reader.principals_named([]) == {}


def test_those_of_the_identifiers_that_are_linked(store: Store) -> None:
    first = add_alice(store, state=None, identifiers=frozenset({BADGE}))
    commit(store, lambda unit: unit.add_principal(principal(BOB, identifiers=frozenset({LEI}))))
    moved = commit(store, lambda unit: unit.unlink(ALICE, BADGE), lambda unit: unit.link(BOB, BADGE))
    with store.read(call()) as reader:
        assert reader.principals_by([BADGE, LEI, ExternalIdentifier("hr", "0")]) == {BADGE: BOB, LEI: BOB}
        assert reader.as_of(moved - 1).principals_by([BADGE, LEI]) == {BADGE: ALICE, LEI: BOB}
        assert reader.as_of(first).principals_by([LEI]) == {}


def test_many_are_found_at_once(store: Store) -> None:
    names = numbered()
    commit(store, lambda unit: unit.add_principals([principal(each, identifiers={badge(each)}) for each in names]))
    with store.read(call()) as reader:
        assert reader.principals_named([*names, NOBODY]).keys() == set(names)
        assert reader.principals_by([*map(badge, names), BADGE]) == {badge(each): each for each in names}


def test_what_was_not_there_is_there_once_the_unit_added_it(store: Store) -> None:
    with store.write(call()) as unit:
        assert (unit.principals_named([ALICE, BOB]), unit.principals_by([BADGE, LEI])) == ({}, {})
        unit.add_principals([principal(identifiers=frozenset({BADGE})), principal(BOB)])
        unit.link(BOB, LEI)
        assert unit.principals_named([ALICE, BOB]).keys() == {ALICE, BOB}
        assert unit.principals_by([BADGE, LEI]) == {BADGE: ALICE, LEI: BOB}
        unit.unlink(BOB, LEI)
        assert unit.principals_by([BADGE, LEI]) == {BADGE: ALICE}
        unit.link(ALICE, LEI)
        assert unit.principals_by([LEI]) == {LEI: ALICE}
        for taken in (principal(), principal(ACME, identifiers=frozenset({LEI}))):
            with pytest.raises(AlreadyExistsError):
                unit.add_principals([taken])
        unit.add_attestations([Arrival(attestation(), VERIFIED)])
        unit.record(Event("tested", ALICE, ALICE))
    with store.read(call()) as reader:
        assert reader.principals_by([BADGE, LEI]) == {BADGE: ALICE, LEI: ALICE}
        assert len(reader.attestations(ALICE)) == 1


# add_principals, add_attestations


def test_many_principals_come_back_as_they_were_added(store: Store) -> None:
    given = [
        principal(each, populations=frozenset({CUSTOMER}), display_name=each, identifiers=frozenset({badge(each)}))
        for each in numbered()
    ]
    commit(store, lambda unit: unit.add_principals(given))
    with store.read(call()) as reader:
        found = reader.principals_named(each.name for each in given)
        assert {each: replace(one, created=None) for each, one in found.items()} == {each.name: each for each in given}
        assert reader.principal_count(frozenset({CUSTOMER})) == MANY


REFUSED_PRINCIPALS = {
    "a name that is taken": [principal(BOB), principal(ALICE)],
    "a name twice": [principal(BOB), principal(BOB)],
    "an identifier that is taken": [principal(BOB), principal(ACME, identifiers=frozenset({BADGE}))],
    "an identifier twice": [principal(each, identifiers=frozenset({LEI})) for each in (BOB, ACME)],
}


@pytest.mark.parametrize("given", REFUSED_PRINCIPALS.values(), ids=REFUSED_PRINCIPALS)
def test_where_one_principal_is_refused_none_is_added(store: Store, given: list[object]) -> None:
    add_alice(store, identifiers=frozenset({BADGE}))
    with store.write(call()) as unit:
        with pytest.raises(AlreadyExistsError):
            unit.add_principals(given)  # type: ignore[arg-type]  # principals
        assert unit.principals_named([BOB, ACME]) == {}
        unit.record(Event("tested", ALICE, ALICE))
    with store.read(call()) as reader:
        assert reader.principal_count() == 1
        assert reader.principals_by([BADGE, LEI]) == {BADGE: ALICE}


def test_many_attestations_come_back_in_the_order_of_arrival(store: Store) -> None:
    names = numbered(200)
    given = [Arrival(of(name, number), state) for number, state in enumerate((VERIFIED, PENDING)) for name in names]
    commit(
        store,
        lambda unit: unit.add_principals([principal(each) for each in names]),
        lambda unit: unit.add_attestations(given),
    )
    with store.read(call()) as reader:
        told = [(each.attestation, each.state) for name in names for each in reader.attestations(name)]
        assert told == [(of(name, number), state) for name in names for number, state in ((0, VERIFIED), (1, PENDING))]
        assert [each.name for each in reader.facts(names[:1])[names[0]].attestations] == [of(names[0]).name]
        waiting = reader.pending(None, 10, None)
        assert [each.attestation.subject for each in waiting] == names[:10]


def test_one_may_supersede_another_of_the_same_arrival(store: Store) -> None:
    add_alice(store)
    later = AttestationName(f"{ALICE}/attestations/later")
    arrivals = [Arrival(attestation(VISA), VERIFIED, PASSPORT), Arrival(attestation(later), PENDING, VISA)]
    commit(store, lambda unit: unit.add_attestations(arrivals))
    with store.read(call()) as reader:
        assert [each.supersedes for each in reader.attestations(ALICE)] == [None, PASSPORT, VISA]


REFUSED_ARRIVALS = {
    "a name that is taken": (Arrival(attestation(PASSPORT), VERIFIED), AlreadyExistsError),
    "a name twice": (Arrival(attestation(VISA), VERIFIED), AlreadyExistsError),
    "no such principal": (Arrival(of(NOBODY), VERIFIED), NotFoundError),
    "nothing to supersede": (Arrival(of(ALICE), VERIFIED, attestation_of(ALICE, "none")), NotFoundError),
}


@pytest.mark.parametrize(("refused", "how"), REFUSED_ARRIVALS.values(), ids=REFUSED_ARRIVALS)
def test_where_one_attestation_is_refused_none_is_added(store: Store, refused: Arrival, how: type[Exception]) -> None:
    add_alice(store)
    with store.write(call()) as unit:
        with pytest.raises(how):
            unit.add_attestations([Arrival(attestation(VISA), VERIFIED), refused])
        unit.record(Event("tested", ALICE, ALICE))
    with store.read(call()) as reader:
        assert [each.attestation.name for each in reader.attestations(ALICE)] == [PASSPORT]


# put_row_record, row_records
