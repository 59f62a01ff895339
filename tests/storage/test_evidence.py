"""Evidence, its states, and the numbers of documents."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from denizen.domain.attestations import Known
from denizen.domain.claims import CitizenshipClass
from denizen.domain.countries import Country
from denizen.domain.errors import AlreadyExistsError, NotFoundError
from denizen.domain.evidence.documents import Passport
from denizen.domain.evidence.kinds import EvidenceKind, EvidenceState
from denizen.domain.evidence.records import DocumentNumber, Evidence
from denizen.domain.names import EvidenceName, PrincipalName
from denizen.usecases.ports import Store, Writer
from tests.storage.builders import ALICE, BOB, NOBODY, START, SettableClock, call, commit, principal
from tests.unit.evidence.builders import passport

BOOK = EvidenceName(f"{ALICE}/evidence/book")
CARD = EvidenceName(f"{ALICE}/evidence/card")
FR = Country.of("FR")
ACTIVE, WITHDRAWN, SUPERSEDED = EvidenceState.ACTIVE, EvidenceState.WITHDRAWN, EvidenceState.SUPERSEDED


def book(name: EvidenceName = BOOK) -> Evidence:
    return replace(passport(FR, klass=CitizenshipClass.CITIZEN), name=name)


def numbered(text: str = "24AB61234", country: Country | None = FR) -> DocumentNumber:
    return DocumentNumber.parse(EvidenceKind.PASSPORT, country, text)


def enrolling(name: PrincipalName) -> Callable[[Writer], None]:
    return lambda unit: unit.add_principal(principal(name))


def adding(record: Evidence) -> Callable[[Writer], None]:
    return lambda unit: unit.add_evidence(record)


def add(store: Store, *names: PrincipalName) -> None:
    commit(store, *map(enrolling, names or (ALICE,)))


def test_evidence_comes_back_as_it_was_added(store: Store) -> None:
    add(store)
    revision = commit(store, lambda unit: unit.add_evidence(book(), numbered()))
    with store.read(call()) as reader:
        record = reader.evidence(BOOK)
        assert record is not None
        assert record.evidence == book()
        assert (record.state, record.created, record.known) == (ACTIVE, START, Known(revision, START))
        assert (record.numbered, record.shared, record.supersedes, record.superseded_by) == (True, False, None, None)
        assert reader.evidence(CARD) is None
        assert reader.as_of(revision - 1).evidence(BOOK) is None
        assert reader.as_of(revision - 1).evidence_about(ALICE) == []


def test_a_name_is_taken_once(store: Store) -> None:
    add(store)
    commit(store, lambda unit: unit.add_evidence(book()))
    other = replace(book(), document=Passport())
    with pytest.raises(AlreadyExistsError):
        commit(store, lambda unit: unit.add_evidence(other))
    with store.read(call()) as reader:
        (record,) = reader.evidence_about(ALICE)
        assert (record.evidence, record.numbered) == (book(), False)


def test_what_does_not_exist_is_not_found(store: Store) -> None:
    add(store)
    with store.write(call()) as unit:
        with pytest.raises(NotFoundError):
            unit.add_evidence(book(EvidenceName(f"{NOBODY}/evidence/book")))
        with pytest.raises(NotFoundError):
            unit.add_evidence(book(), supersedes=CARD)
        with pytest.raises(NotFoundError):
            unit.change_evidence(BOOK, WITHDRAWN)


def test_states_are_appended(store: Store, clock: SettableClock) -> None:
    add(store)
    added = commit(store, lambda unit: unit.add_evidence(book()))
    clock.advance(1)
    after = commit(
        store,
        lambda unit: unit.add_evidence(book(CARD), supersedes=BOOK),
        lambda unit: unit.change_evidence(BOOK, SUPERSEDED, superseded_by=CARD),
    )
    clock.advance(1)
    last = commit(store, lambda unit: unit.change_evidence(CARD, WITHDRAWN, reason_code="not-genuine"))
    with store.read(call()) as reader:
        first, second = reader.evidence_about(ALICE)
        assert (first.state, first.superseded_by) == (SUPERSEDED, CARD)
        assert first.known == Known(after, START + timedelta(seconds=1))
        assert (second.state, second.supersedes, second.known.from_revision) == (WITHDRAWN, BOOK, last)
        then = reader.as_of(added).evidence(BOOK)
        assert then is not None
        assert (then.state, then.superseded_by) == (ACTIVE, None)
        before = reader.as_of(after).evidence(CARD)
        assert before is not None
        assert before.state is ACTIVE


def test_the_number_of_another_principals_document_is_noticed(store: Store) -> None:
    add(store, ALICE, BOB)
    bobs = EvidenceName(f"{BOB}/evidence/book")
    commit(store, lambda unit: unit.add_evidence(book(), numbered()))
    # The same principal may show it again, and another document of the same number is another.
    alone = commit(
        store,
        lambda unit: unit.add_evidence(book(CARD), numbered()),
        lambda unit: unit.add_evidence(book(bobs), numbered(country=Country.of("DE"))),
    )
    again = EvidenceName(f"{BOB}/evidence/again")
    commit(store, lambda unit: unit.add_evidence(book(again), numbered("24ab-61234")))
    with store.read(call()) as reader:
        assert [record.shared for record in reader.evidence_about(ALICE)] == [True, True]
        assert [record.shared for record in reader.evidence_about(BOB)] == [False, True]
        assert [record.shared for record in reader.as_of(alone).evidence_about(ALICE)] == [False, False]


def test_evidence_comes_in_the_order_of_arrival(store: Store) -> None:
    add(store)
    names = [EvidenceName(f"{ALICE}/evidence/{last}") for last in ("c", "a", "b")]
    for name in names:
        commit(store, adding(book(name)))
    with store.read(call()) as reader:
        assert [record.evidence.name for record in reader.evidence_about(ALICE)] == names
        assert reader.evidence_about(NOBODY) == []


def test_a_unit_that_fails_leaves_nothing(store: Store) -> None:
    add(store)
    with pytest.raises(RuntimeError, match="recorded no event"), store.write(call()) as unit:
        unit.add_evidence(book(), numbered())
    with store.read(call()) as reader:
        assert reader.evidence(BOOK) is None
    revision = commit(store, lambda unit: unit.add_evidence(book(), numbered()))
    with store.read(call(), revision) as reader:
        (record,) = reader.evidence_about(ALICE)
        assert (record.numbered, record.shared) == (True, False)
