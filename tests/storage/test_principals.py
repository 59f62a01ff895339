"""Principals, their populations and their identifiers."""

from collections.abc import Callable
from functools import partial

import pytest

from denizen.domain.errors import AlreadyExistsError, NotFoundError
from denizen.domain.names import Population, PrincipalName
from denizen.domain.principals import ExternalIdentifier, Principal, PrincipalKind
from denizen.usecases.ports import Store, Writer
from tests.storage.builders import (
    ACME,
    ALICE,
    BADGE,
    BOB,
    CUSTOMER,
    EMPLOYEE,
    LEI,
    NOBODY,
    START,
    SettableClock,
    add_alice,
    call,
    commit,
    principal,
    principals,
)


def test_a_principal_comes_back_as_it_was_added(store: Store, clock: SettableClock) -> None:
    given = principal(populations=frozenset({EMPLOYEE, CUSTOMER}), identifiers=frozenset({BADGE, LEI}))
    commit(store, lambda unit: unit.add_principal(given))
    clock.advance(5)
    commit(store, lambda unit: unit.add_principal(principal(ACME, kind=PrincipalKind.ORGANISATION)))
    with store.read(call()) as reader:
        assert reader.principal(ALICE) == principal(
            populations=given.populations, identifiers=given.identifiers, created=START
        )
        assert reader.principal(NOBODY) is None


def test_a_name_is_taken_once(store: Store) -> None:
    add_alice(store)
    with pytest.raises(AlreadyExistsError):
        commit(store, lambda unit: unit.add_principal(principal()))


def test_an_identifier_leads_to_its_principal(store: Store) -> None:
    add_alice(store, identifiers=frozenset({BADGE}))
    with store.read(call()) as reader:
        assert reader.principal_by(BADGE) == ALICE
        assert reader.principal_by(ExternalIdentifier("h", "r4711")) is None
        assert reader.principal_by(ExternalIdentifier("hr", "4711 ")) is None
        assert reader.as_of(0).principal_by(BADGE) is None


def test_an_identifier_has_one_principal(store: Store) -> None:
    add_alice(store, identifiers=frozenset({BADGE}))
    with pytest.raises(AlreadyExistsError):
        commit(store, lambda unit: unit.add_principal(principal(BOB, identifiers=frozenset({BADGE}))))
    commit(store, lambda unit: unit.add_principal(principal(BOB)))
    with pytest.raises(AlreadyExistsError):
        commit(store, lambda unit: unit.link(BOB, BADGE))


def test_linking_and_unlinking_is_remembered(store: Store) -> None:
    before = add_alice(store)
    linked = commit(store, lambda unit: unit.link(ALICE, BADGE))
    with store.write(call()) as unit:
        unit.link(ALICE, BADGE)
        assert unit.revision.number == linked + 1
    assert store.head(call()).number == linked
    unlinked = commit(store, lambda unit: unit.unlink(ALICE, BADGE))
    commit(store, lambda unit: unit.add_principal(principal(BOB, identifiers=frozenset({BADGE}))))
    with store.read(call()) as reader:
        owners = [reader.as_of(number).principal_by(BADGE) for number in (before, linked, unlinked, unlinked + 1)]
        assert owners == [None, ALICE, None, BOB]
        found = [reader.as_of(number).principal(ALICE) for number in (before, linked, unlinked)]
        assert [each.identifiers for each in found if each] == [frozenset(), frozenset({BADGE}), frozenset()]
    with store.write(call()) as unit:
        assert unit.unlink(ALICE, BADGE) is False
        assert unit.unlink(ALICE, LEI) is False


def test_one_unit_may_unlink_and_link_again(store: Store) -> None:
    add_alice(store, identifiers=frozenset({BADGE}))
    commit(store, lambda unit: unit.unlink(ALICE, BADGE), lambda unit: unit.link(ALICE, BADGE))
    with store.read(call()) as reader:
        assert reader.principal_by(BADGE) == ALICE
    commit(store, lambda unit: unit.link(ALICE, LEI), lambda unit: unit.unlink(ALICE, LEI))
    with store.read(call()) as reader:
        assert reader.principal_by(LEI) is None


def test_populations_are_replaced(store: Store) -> None:
    before = add_alice(store)
    after = commit(
        store,
        lambda unit: unit.set_populations(ALICE, frozenset()),
        lambda unit: unit.set_populations(ALICE, frozenset({CUSTOMER, EMPLOYEE})),
        lambda unit: unit.set_populations(ALICE, frozenset({CUSTOMER})),
    )
    with store.read(call()) as reader:
        found = [reader.as_of(number).principal(ALICE) for number in (before, after)]
        expected = [
            principal(populations=frozenset({population}), created=START) for population in (EMPLOYEE, CUSTOMER)
        ]
        assert found == expected
        assert [each.name for each in reader.principals(None, 10, EMPLOYEE, None)] == []
        assert [each.name for each in reader.as_of(before).principals(None, 10, EMPLOYEE, None)] == [ALICE]


def test_writes_about_nobody_are_not_found(store: Store) -> None:
    with store.write(call()) as unit:
        with pytest.raises(NotFoundError):
            unit.set_populations(NOBODY, frozenset())
        with pytest.raises(NotFoundError):
            unit.link(NOBODY, BADGE)
        with pytest.raises(NotFoundError):
            unit.unlink(NOBODY, BADGE)


def add(added: Principal, unit: Writer) -> None:
    unit.add_principal(added)


def test_principals_are_listed_in_pages(store: Store) -> None:
    kinds = {"a": PrincipalKind.PERSON, "a-1": PrincipalKind.ORGANISATION, "a0": PrincipalKind.PERSON}
    for name, kind in reversed(kinds.items()):
        added = principal(PrincipalName(f"principals/{name}"), kind=kind, populations=frozenset({Population(name)}))
        commit(store, partial(add, added))

    def names(
        after: str | None = None, limit: int = 10, population: str | None = None, kind: PrincipalKind | None = None
    ) -> list[str]:
        with store.read(call()) as reader:
            found = reader.principals(
                PrincipalName(f"principals/{after}") if after else None,
                limit,
                Population(population) if population else None,
                kind,
            )
            return [each.name.removeprefix("principals/") for each in found]

    assert names() == ["a", "a-1", "a0"]
    assert names(limit=2) == ["a", "a-1"]
    assert names(after="a") == ["a-1", "a0"]
    assert names(kind=PrincipalKind.PERSON) == ["a", "a0"]
    assert names(kind=PrincipalKind.PERSON, after="a", limit=1) == ["a0"]
    assert names(population="a-1") == ["a-1"]
    assert names(population="a-1", kind=PrincipalKind.PERSON) == []
    with store.read(call()) as reader:
        assert [each.name for each in reader.as_of(1).principals(None, 10, None, None)] == ["principals/a0"]


def test_names_come_in_their_order_however_they_are_cut(store: Store) -> None:
    many = principals(7)
    for index, each in enumerate(many):
        populations = frozenset({EMPLOYEE, CUSTOMER}) if index % 3 == 0 else frozenset({CUSTOMER})
        commit(store, _adding(each.name, populations))
    with store.read(call()) as reader:
        names = [each.name for each in many]
        assert reader.principal_names(None, 100) == names
        assert reader.principal_names(names[2], 2) == names[3:5]
        assert reader.principal_names(names[6], 2) == []
        assert reader.principal_names(names[0], 1, frozenset({EMPLOYEE})) == [names[3]]
        assert reader.principal_names(None, 100, frozenset({EMPLOYEE, CUSTOMER})) == names
        assert reader.principal_names(None, 100, frozenset()) == []
        assert reader.principal_count() == 7
        assert reader.principal_count(frozenset({EMPLOYEE})) == 3
        assert reader.principal_count(frozenset({EMPLOYEE, CUSTOMER})) == 7


def test_names_are_those_known_at_the_snapshot(store: Store) -> None:
    commit(store, _adding(ALICE, frozenset({EMPLOYEE})))
    before = commit(store, _adding(BOB, frozenset()))
    commit(store, lambda unit: unit.set_populations(ALICE, frozenset({CUSTOMER})))
    commit(store, _adding(ACME, frozenset({EMPLOYEE})))
    with store.read(call(), before) as reader:
        assert reader.principal_names(None, 10) == [ALICE, BOB]
        assert reader.principal_names(None, 10, frozenset({EMPLOYEE})) == [ALICE]
        assert reader.principal_count(frozenset({EMPLOYEE})) == 1
        assert reader.as_of(0).principal_count() == 0
    with store.read(call()) as reader:
        assert reader.principal_names(None, 10, frozenset({EMPLOYEE})) == [ACME]


def _adding(name: PrincipalName, populations: frozenset[Population]) -> Callable[[Writer], None]:
    return lambda unit: unit.add_principal(principal(name, populations=populations))
