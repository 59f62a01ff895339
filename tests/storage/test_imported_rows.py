"""What rows of other systems made, in every store."""

import pytest

from denizen.domain.errors import NotFoundError
from denizen.domain.imports import Made, RowKey, RowRecord
from denizen.usecases.ports import Event, Store
from tests.storage.builders import (
    ALICE,
    BOB,
    NOBODY,
    PASSPORT,
    VISA,
    add_alice,
    call,
    commit,
    principal,
)
from tests.storage.test_imports import ROW, numbered, of

SECOND = Made(VISA, b"\2" * 32)


FIRST = Made(PASSPORT, b"\1" * 32)


def record(**made: Made) -> RowRecord:
    return RowRecord(ROW, made)


def test_what_a_row_made_comes_back(store: Store) -> None:
    add_alice(store)
    commit(store, lambda unit: unit.put_row_record(record(first=FIRST, second=SECOND)))
    others = [RowKey(BOB, "hr", "4711"), RowKey(ALICE, "kyc", "4711"), RowKey(ALICE, "hr", "471"), ROW]
    with store.read(call()) as reader:
        assert reader.row_records(others) == {ROW: record(first=FIRST, second=SECOND)}
        assert reader.row_records(others[:-1]) == {}


def test_what_it_made_before_stays_known_as_of_its_time(store: Store) -> None:
    before = add_alice(store)
    first = commit(store, lambda unit: unit.put_row_record(record(slot=FIRST)))
    second = commit(store, lambda unit: unit.put_row_record(record(slot=SECOND, other=FIRST)))
    forgotten = commit(store, lambda unit: unit.put_row_record(record()))
    with store.read(call()) as reader:
        told = [reader.as_of(each).row_records([ROW]).get(ROW) for each in (before, first, second, forgotten)]
        assert told == [None, record(slot=FIRST), record(slot=SECOND, other=FIRST), None]


def test_of_several_in_one_unit_the_last_counts(store: Store) -> None:
    with store.write(call()) as unit:
        unit.add_principal(principal())
        for made in ({"slot": FIRST}, {}, {"slot": SECOND}):
            unit.put_row_record(record(**made))
            assert unit.row_records([ROW]) == ({ROW: record(**made)} if made else {})
        unit.record(Event("tested", ALICE, ALICE))
    with store.read(call()) as reader:
        assert reader.row_records([ROW]) == {ROW: record(slot=SECOND)}


def test_a_row_about_nobody_is_refused(store: Store) -> None:
    with store.write(call()) as unit, pytest.raises(NotFoundError):
        unit.put_row_record(RowRecord(RowKey(NOBODY, "hr", "1"), {"slot": Made(of(NOBODY).name, b"\0" * 32)}))


def test_many_rows_of_many_principals(store: Store) -> None:
    """Each with its own, also where others have the same keys."""
    names = numbered()
    wanted = {
        RowKey(each, "hr", key): RowRecord(RowKey(each, "hr", key), {key: Made(of(each).name, b"\3" * 32)})
        for each in names
        for key in ("1", "2")
    }
    with store.write(call()) as unit:
        unit.add_principals([principal(each) for each in names])
        for each in wanted.values():
            unit.put_row_record(each)
        unit.record(Event("tested", names[0], names[0]))
    with store.read(call()) as reader:
        assert reader.row_records(wanted) == wanted
        alone = RowKey(names[-1], "hr", "2")
        assert reader.row_records([alone, RowKey(names[0], "hr", "3")]) == {alone: wanted[alone]}


def test_all_that_happened_about_a_principal_in_the_order_of_commits(store: Store) -> None:
    revisions = []
    for number in range(3):
        with store.write(call(f"caller-{number}", call_id=f"call-{number}")) as unit:
            unit.record(Event("first", f"r-{number}", ALICE))
            unit.record(Event("of another", "r", BOB))
            unit.record(Event("of nobody", "r"))
            unit.record(Event("second", f"r-{number}", ALICE))
            revisions.append(unit.revision.number)
    with store.read(call()) as reader:
        told = reader.events_about(ALICE)
        assert [(each.event.kind, each.revision.number) for each in told] == [
            (kind, revision) for revision in revisions for kind in ("first", "second")
        ]
        assert (told[0].caller, told[0].call_id, told[0].purpose) == ("caller-0", "call-0", "export-control")
        assert [each for each in reader.events(0, 100) if each.event.subject == ALICE] == list(told)
        assert reader.as_of(revisions[0]).events_about(ALICE) == told[:2]
        assert reader.events_about(NOBODY) == []
