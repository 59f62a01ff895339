"""Principals, on a store in memory."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.errors import AlreadyExistsError, NotFoundError
from denizen.domain.names import Population, PrincipalName
from denizen.domain.principals import ExternalIdentifier, PrincipalKind
from denizen.usecases.principals import NewPrincipal, PrincipalFilter
from denizen.usecases.results import Turn
from tests.unit.usecases.builders import ACME, ALICE, ANN, House

EMPLOYEE, CUSTOMER = Population("employee"), Population("customer")
BADGE = ExternalIdentifier("hr", "4711")
NEW = NewPrincipal("bob", PrincipalKind.PERSON, frozenset({EMPLOYEE}), "Bob", frozenset({BADGE}))
NOBODY = PrincipalName("principals/nobody")


def test_a_principal_is_as_it_was_created(empty: House) -> None:
    created = empty.principals.create(ANN, NEW)
    assert created.value.name == "principals/bob"
    assert created.value.populations == {EMPLOYEE}
    assert created.value.created == created.revision.instant
    for subject in (created.value.name, BADGE):
        assert empty.principals.get(ANN, subject) == created


def test_the_service_chooses_names_that_differ(empty: House) -> None:
    names = {empty.principals.create(ANN, NewPrincipal(None, PrincipalKind.PERSON)).value.name for _ in range(20)}
    assert len(names) == 20
    assert all(re.fullmatch(r"principals/[a-z2-7]{26}", name) for name in names)


@pytest.mark.parametrize(
    "second",
    [NewPrincipal("bob", PrincipalKind.PERSON), replace(NEW, id="bobby")],
    ids=["the name", "the identifier"],
)
def test_a_name_or_identifier_is_taken(empty: House, second: NewPrincipal) -> None:
    empty.principals.create(ANN, NEW)
    head = empty.head
    with pytest.raises(AlreadyExistsError):
        empty.principals.create(ANN, second)
    assert empty.head == head


@pytest.mark.parametrize("subject", [NOBODY, ExternalIdentifier("hr", "0815")], ids=["a name", "an identifier"])
def test_nobody(house: House, subject: PrincipalName | ExternalIdentifier) -> None:
    with pytest.raises(NotFoundError) as raised:
        house.principals.get(ANN, subject)
    assert "0815" not in str(raised.value)


def test_populations_are_replaced(house: House) -> None:
    house.principals.update_populations(ANN, ALICE, frozenset({EMPLOYEE}))
    updated = house.principals.update_populations(ANN, ALICE, frozenset({CUSTOMER}))
    assert updated.value.populations == {CUSTOMER}
    assert updated.revision.number == house.head


def test_what_changes_nothing_takes_no_revision(house: House) -> None:
    first = house.principals.link(ANN, ALICE, BADGE)
    again = house.principals.link(ANN, ALICE, BADGE)
    same = house.principals.update_populations(ANN, ALICE, frozenset())
    assert first == again == same
    assert house.head == first.revision.number


def test_an_identifier_is_linked_and_unlinked(house: House) -> None:
    house.principals.link(ANN, ALICE, BADGE)
    with pytest.raises(AlreadyExistsError):
        house.principals.link(ANN, ACME, BADGE)
    assert house.principals.unlink(ANN, ALICE, BADGE).value.identifiers == frozenset()
    with pytest.raises(NotFoundError):
        house.principals.unlink(ANN, ALICE, BADGE)
    assert house.principals.link(ANN, ACME, BADGE).value.identifiers == {BADGE}
    assert house.principals.get(ANN, BADGE).value.name == ACME


def test_nobody_changes(house: House) -> None:
    head = house.head
    with pytest.raises(NotFoundError):
        house.principals.update_populations(ANN, NOBODY, frozenset())
    with pytest.raises(NotFoundError):
        house.principals.link(ANN, NOBODY, BADGE)
    with pytest.raises(NotFoundError):
        house.principals.unlink(ANN, NOBODY, BADGE)
    assert house.head == head


# Lists


def listed(
    house: House, size: int, wanted: PrincipalFilter | None = None, between: Callable[[], object] = lambda: None
) -> list[str]:
    wanted = wanted or PrincipalFilter()
    page = house.principals.list(ANN, wanted, Turn(size))
    names = [principal.name for principal in page.values]
    first = page.revision
    while page.cursor is not None:
        assert len(page.values) == size
        between()
        page = house.principals.list(ANN, wanted, Turn(size, page.cursor, first.number, first.number))
        assert page.revision == first
        names += [principal.name for principal in page.values]
    return [str(name) for name in names]


@given(st.sets(st.from_regex(r"[a-z0-9][a-z0-9-]{0,4}", fullmatch=True), max_size=12), st.integers(1, 14))
def test_every_principal_once_in_the_order_of_names_while_others_are_added(ids: set[str], size: int) -> None:
    house = House()
    for each in ids:
        house.add(PrincipalName(f"principals/{each}"))
    later = iter(range(10_000))

    def add_another() -> None:
        house.principals.create(ANN, NewPrincipal(f"00{next(later)}x", PrincipalKind.PERSON))
        house.principals.create(ANN, NewPrincipal(f"zz{next(later)}x", PrincipalKind.PERSON))

    assert listed(house, size, between=add_another) == sorted(f"principals/{each}" for each in ids)


def test_lists_by_population_and_kind(house: House) -> None:
    house.principals.create(ANN, NEW)
    house.principals.create(ANN, replace(NEW, id="carla", identifiers=frozenset()))
    assert listed(house, 1, PrincipalFilter(population=EMPLOYEE)) == ["principals/bob", "principals/carla"]
    assert listed(house, 1, PrincipalFilter(kind=PrincipalKind.ORGANISATION)) == [ACME]
    assert listed(house, 1, PrincipalFilter(CUSTOMER)) == []
