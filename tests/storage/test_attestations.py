"""Attestations, their states, and the facts that an evaluation reads."""

from datetime import timedelta

import pytest

from denizen.domain.attestations import AttestationState, Known
from denizen.domain.errors import AlreadyExistsError, NotFoundError
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.issuers import Issuer
from denizen.domain.names import AttestationName
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import ScreeningList
from denizen.storage.many_attestations import times_of
from denizen.usecases.ports import Event, Store
from tests.storage.builders import (
    ACME,
    ALICE,
    BADGE,
    BOB,
    EMPLOYEE,
    ENTITIES,
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
    principals,
)

PENDING, VERIFIED, REVOKED = AttestationState.PENDING, AttestationState.VERIFIED, AttestationState.REVOKED
SUPERSEDED = AttestationState.SUPERSEDED


def test_an_attestation_comes_back_as_it_was_added(store: Store) -> None:
    revision = add_alice(store)
    with store.read(call()) as reader:
        record = reader.attestation(PASSPORT)
        assert record is not None
        assert record.attestation == attestation()
        assert (record.state, record.created, record.known) == (VERIFIED, START, Known(revision, START))
        assert (record.supersedes, record.superseded_by) == (None, None)
        assert reader.attestation(VISA) is None
        assert reader.as_of(revision - 1).attestation(PASSPORT) is None


def test_a_name_is_taken_once(store: Store) -> None:
    add_alice(store)
    with pytest.raises(AlreadyExistsError):
        commit(store, lambda unit: unit.add_attestation(attestation(), PENDING))


def test_the_same_id_about_another_principal_is_another_name(store: Store) -> None:
    add_alice(store)
    other = attestation(AttestationName(f"{BOB}/attestations/passport"))
    commit(store, lambda unit: unit.add_principal(principal(BOB)), lambda unit: unit.add_attestation(other, VERIFIED))
    with store.read(call()) as reader:
        assert [each.attestation.name for each in reader.attestations(BOB)] == [other.name]


def test_what_does_not_exist_is_not_found(store: Store) -> None:
    add_alice(store)
    with store.write(call()) as unit:
        with pytest.raises(NotFoundError):
            unit.add_attestation(attestation(AttestationName(f"{NOBODY}/attestations/x")), VERIFIED)
        with pytest.raises(NotFoundError):
            unit.change_state(VISA, REVOKED)
        with pytest.raises(NotFoundError):
            unit.add_attestation(attestation(AttestationName(f"{ALICE}/attestations/x")), VERIFIED, supersedes=VISA)


def test_states_are_appended(store: Store, clock: SettableClock) -> None:
    pending = add_alice(store, state=PENDING)
    clock.advance(1)
    verified = commit(store, lambda unit: unit.change_state(PASSPORT, VERIFIED))
    clock.advance(1)
    revoked = commit(store, lambda unit: unit.change_state(PASSPORT, REVOKED, reason_code="withdrawn"))
    with store.read(call()) as reader:
        states = [reader.as_of(number).attestation(PASSPORT) for number in (pending, verified, revoked)]
        assert [(each.state, each.known, each.created) for each in states if each is not None] == [
            (PENDING, Known(pending, START), START),
            (VERIFIED, Known(verified, START + timedelta(seconds=1)), START),
            (REVOKED, Known(revoked, START + timedelta(seconds=2)), START),
        ]


def test_of_several_states_in_one_unit_the_last_counts(store: Store) -> None:
    add_alice(store, state=PENDING)
    revision = commit(
        store,
        lambda unit: unit.change_state(PASSPORT, VERIFIED),
        lambda unit: unit.change_state(PASSPORT, REVOKED),
        lambda unit: unit.add_attestation(attestation(VISA), PENDING),
        lambda unit: unit.change_state(VISA, VERIFIED),
    )
    with store.read(call()) as reader:
        assert [each.state for each in reader.attestations(ALICE)] == [REVOKED, VERIFIED]
        assert [each.state for each in reader.as_of(revision - 1).attestations(ALICE)] == [PENDING]


def test_superseding_is_kept_on_both_sides(store: Store) -> None:
    add_alice(store)
    revision = commit(
        store,
        lambda unit: unit.add_attestation(attestation(VISA), VERIFIED, supersedes=PASSPORT),
        lambda unit: unit.change_state(PASSPORT, SUPERSEDED, superseded_by=VISA),
    )
    with store.read(call()) as reader:
        old, new = reader.attestations(ALICE)
        assert (old.attestation.name, old.state, old.superseded_by) == (PASSPORT, SUPERSEDED, VISA)
        assert (new.attestation.name, new.state, new.supersedes) == (VISA, VERIFIED, PASSPORT)
        earlier = reader.as_of(revision - 1).attestation(PASSPORT)
        assert earlier is not None
        assert (earlier.state, earlier.superseded_by) == (VERIFIED, None)


def test_attestations_come_in_the_order_of_arrival(store: Store) -> None:
    add_alice(store, state=None)
    names = [AttestationName(f"{ALICE}/attestations/{last}") for last in ("c", "a", "b")]
    with store.write(call()) as unit:
        for name in names[:2]:
            unit.add_attestation(attestation(name), VERIFIED)
        unit.record(Event("submitted", names[0], ALICE))
    commit(store, lambda unit: unit.add_attestation(attestation(names[2]), VERIFIED))
    with store.read(call()) as reader:
        assert [each.attestation.name for each in reader.attestations(ALICE)] == names
        assert [each.name for each in reader.facts([ALICE])[ALICE].attestations] == names
        assert reader.attestations(NOBODY) == []


def test_facts_are_the_verified_attestations(store: Store) -> None:
    commit(store, lambda unit: unit.put_issuer(Issuer(HR)))
    revision = add_alice(store, state=VERIFIED)
    commit(
        store,
        lambda unit: unit.add_attestation(attestation(VISA), PENDING),
        lambda unit: unit.add_principal(principal(ACME, kind=PrincipalKind.ORGANISATION, populations=frozenset())),
    )
    revoked = commit(store, lambda unit: unit.change_state(PASSPORT, REVOKED))
    with store.read(call(), revision) as reader:
        facts = reader.facts([ALICE, ACME])
        assert set(facts) == {ALICE}
        assert facts[ALICE].attestations == (attestation(),)
        assert (facts[ALICE].kind, facts[ALICE].populations) == (PrincipalKind.PERSON, frozenset({EMPLOYEE}))
    with store.read(call(), revoked) as reader:
        facts = reader.facts([ALICE, NOBODY, ACME, ALICE])
        assert set(facts) == {ALICE, ACME}
        assert facts[ALICE].attestations == ()
        assert (facts[ACME].kind, facts[ACME].populations) == (PrincipalKind.ORGANISATION, frozenset())
        assert reader.facts([]) == {}


def test_sketches_tell_what_is_said_from_when(store: Store) -> None:
    """What two say alike has one number, whenever they say it; and the facts of a sketch are those of the facts."""
    commit(store, lambda unit: unit.put_issuer(Issuer(HR)))
    add_alice(store)
    held = Interval(START - timedelta(days=9), START + timedelta(microseconds=7))
    later = attestation(
        VISA, verified_at=attestation().verified_at + timedelta(days=1), held=held, vouched=Interval(None, START)
    )
    other = attestation(AttestationName(f"{BOB}/attestations/passport"), holds=False)
    commit(
        store,
        lambda unit: unit.add_principal(principal(BOB, identifiers=frozenset())),
        lambda unit: unit.add_attestation(later, VERIFIED),
        lambda unit: unit.add_attestation(other, VERIFIED),
    )
    for names in ([ALICE, BOB, NOBODY], [ALICE], [BOB]):
        with store.read(call()) as reader:
            sketches = reader.sketches(names)
            assert {name: each.facts() for name, each in sketches.items()} == reader.facts(names)
    with store.read(call()) as reader:
        sketches = reader.sketches([ALICE, BOB, NOBODY])
    passport, visa = sorted(sketches[ALICE].words, key=lambda each: each.times.verified_at)
    (denied,) = sketches[BOB].words
    assert set(sketches) == {ALICE, BOB}
    assert passport.said.number == visa.said.number != denied.said.number
    assert visa.times == times_of(later)
    assert passport.times == times_of(attestation())


def test_facts_of_many_principals(store: Store) -> None:
    many = principals(1200)
    with store.write(call()) as unit:
        for each in many:
            unit.add_principal(each)
        unit.record(Event("imported", "principals/-"))
    with store.read(call()) as reader:
        assert list(reader.facts(each.name for each in many)) == [each.name for each in many]


def test_screening_keys_are_those_of_list_entries(store: Store) -> None:
    add_alice(store, identifiers=frozenset({BADGE}))
    commit(
        store,
        lambda unit: unit.put_list(ScreeningList(ENTITIES)),
        lambda unit: unit.add_entry(ENTITIES, BADGE, ALWAYS),
    )
    with store.read(call()) as reader:
        (key,) = reader.facts([ALICE])[ALICE].screening_keys
        assert reader.reference().entries[ENTITIES] == {key: (ALWAYS,)}
        assert BADGE.value.encode() not in key


def test_an_attestation_that_was_refused_may_be_added_in_the_same_unit(store: Store) -> None:
    with store.write(call()) as unit:
        unit.add_principal(principal())
        with pytest.raises(NotFoundError):
            unit.add_attestation(attestation(), AttestationState.VERIFIED, supersedes=VISA)
        unit.add_attestation(attestation(), AttestationState.VERIFIED)
        with pytest.raises(AlreadyExistsError):
            unit.add_attestation(attestation(), AttestationState.VERIFIED)
        unit.record(Event("tested", ALICE, ALICE))
    with store.read(call()) as reader:
        assert len(reader.attestations(ALICE)) == 1
