"""Evidence: recorded, weighed, superseded and withdrawn, on a store in memory."""

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.errors import AlreadyExistsError, NotFoundError, PreconditionError
from denizen.domain.evidence.kinds import CheckKind, Strength
from denizen.usecases.results import Turn
from tests.unit.evidence.builders import checks
from tests.unit.usecases.builders import ALICE, HER, House, repeated
from tests.unit.usecases.examining import ACTIVE, BOB, SUPERSEDED, WITHDRAWN, add, cite, name_of, new


def test_evidence_is_weighed_as_it_is_added(house: House) -> None:
    added = add(house)
    assert (added.strength, added.record.state, added.record.numbered) == (Strength.STRONG, ACTIVE, True)
    (support,) = added.supports
    assert (support.row.id, support.assurance) == ("passport-citizenship", AssuranceLevel.SUBSTANTIAL)
    assert house.evidence.get(HER, name_of(added)).value == added
    assert [row.event.kind for row in house.events(house.head - 1)] == ["evidence.added"]


def test_the_number_is_kept_nowhere(house: House) -> None:
    added = add(house)
    assert "01234567" not in repr(new()) + repr(added) + repr(new().document_number)


# States


def test_a_record_is_superseded_or_withdrawn_once(house: House) -> None:
    first = name_of(add(house, checks=checks(CheckKind.MRZ_CHECK_DIGITS)))
    second = house.evidence.add(HER, new(), first).value
    assert second.record.supersedes == first
    before = house.evidence.get(HER, first).value.record
    assert (before.state, before.superseded_by) == (SUPERSEDED, name_of(second))
    withdrawn = house.evidence.withdraw(HER, name_of(second), "not-genuine").value
    assert withdrawn.record.state is WITHDRAWN
    for name in (first, name_of(second)):
        with pytest.raises(PreconditionError):
            cite(house, name)
        with pytest.raises(PreconditionError):
            house.evidence.withdraw(HER, name, "not-genuine")
        with pytest.raises(PreconditionError):
            house.evidence.add(HER, new(), name)
    listed = house.evidence.list(HER, ALICE, WITHDRAWN, Turn()).values
    assert [name_of(each) for each in listed] == [name_of(second)]


def test_only_evidence_about_the_same_principal_is_replaced(house: House) -> None:
    house.add(BOB)
    bobs = name_of(add(house, subject=BOB))
    with pytest.raises(NotFoundError):
        house.evidence.add(HER, new(), bobs)


def test_a_repetition_changes_nothing(house: House) -> None:
    first = house.evidence.add(HER, new(), once=repeated())
    assert house.evidence.add(HER, new(), once=repeated()) == first
    with pytest.raises(AlreadyExistsError):
        house.evidence.add(HER, new(), once=repeated(content=b"other"))
    assert len(house.evidence.list(HER, ALICE, None, Turn()).values) == 1


def test_a_document_of_two_principals_is_an_event(house: House) -> None:
    house.add(BOB)
    add(house)
    head = house.head
    shared = add(house, subject=BOB, number="c 0123-4567")
    assert shared.record.shared
    assert [row.event.kind for row in house.events(head)] == ["evidence.added", "evidence.number_seen_elsewhere"]


def test_pages(house: House) -> None:
    names = [name_of(add(house)) for _ in range(3)]
    page = house.evidence.list(HER, ALICE, None, Turn(2))
    add(house)
    rest = house.evidence.list(HER, ALICE, None, Turn(2, page.cursor, page.revision.number))
    assert [name_of(each) for each in (*page.values, *rest.values)] == names
    assert rest.cursor is None
