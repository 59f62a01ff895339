"""Grants: added, known with every step."""

from datetime import timedelta

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.disclosure import Tier
from denizen.domain.errors import AlreadyExistsError, NotFoundError
from denizen.domain.grants import Grant, GrantRecord, GrantState, GrantStep
from denizen.domain.intervals import Interval
from denizen.domain.names import CallerName, DirectiveName, GrantName, Population, Purpose
from denizen.domain.roles import Role
from denizen.domain.second_person import Actor
from denizen.usecases.ports import Store
from tests.storage.builders import START, SettableClock, call, commit

ADA, BEN = Actor("callers/ada", "principals/ada"), Actor("callers/ben")
EVERYTHING = Grant(GrantName("grants/z"), CallerName("callers/gate"), Role.GATEWAY, None, None, None, Tier.EFFECT)
LIMITED = Grant(
    GrantName("grants/a"),
    CallerName("callers/spiffe/example.org/hr"),
    Role.ONBOARDING,
    frozenset({Population("employee"), Population("contractor")}),
    frozenset({DirectiveName("directives/ear")}),
    frozenset({Purpose("export-control")}),
    Tier.FACTS,
    AssuranceLevel.LOW,
    Interval(START, START + timedelta(days=1)),
)


def test_they_come_back_in_the_order_of_names(store: Store) -> None:
    commit(store, lambda unit: unit.add_grant(EVERYTHING, ADA), lambda unit: unit.add_grant(LIMITED, BEN))
    expected = [
        GrantRecord(LIMITED, (GrantStep(GrantState.PROPOSED, BEN, 1, START),)),
        GrantRecord(EVERYTHING, (GrantStep(GrantState.PROPOSED, ADA, 1, START),)),
    ]
    with store.read(call()) as reader:
        assert list(reader.grants()) == expected
        assert reader.grant(LIMITED.name) == expected[0]
        assert reader.grant(GrantName("grants/none")) is None
        assert list(reader.as_of(0).grants()) == []
        assert reader.as_of(0).grant(LIMITED.name) is None


def test_steps_are_known_as_of_their_time(store: Store, clock: SettableClock) -> None:
    commit(store, lambda unit: unit.add_grant(LIMITED, ADA))
    clock.advance(3)
    commit(store, lambda unit: unit.add_grant_step(LIMITED.name, GrantState.ACTIVE, BEN))
    clock.advance(3)
    commit(store, lambda unit: unit.add_grant_step(LIMITED.name, GrantState.REVOKED, ADA, "left"))
    steps = (
        GrantStep(GrantState.PROPOSED, ADA, 1, START),
        GrantStep(GrantState.ACTIVE, BEN, 2, START + timedelta(seconds=3)),
        GrantStep(GrantState.REVOKED, ADA, 3, START + timedelta(seconds=6), "left"),
    )
    with store.read(call()) as reader:
        for revision in (1, 2, 3):
            known = GrantRecord(LIMITED, steps[:revision])
            assert reader.as_of(revision).grant(LIMITED.name) == known
            assert list(reader.as_of(revision).grants()) == [known]


def test_two_steps_in_one_unit_keep_their_order(store: Store) -> None:
    commit(
        store,
        lambda unit: unit.add_grant(LIMITED, ADA),
        lambda unit: unit.add_grant_step(LIMITED.name, GrantState.ACTIVE, ADA, "first-grants"),
    )
    with store.read(call()) as reader:
        record = reader.grant(LIMITED.name)
        assert record is not None
        assert [step.state for step in record.steps] == [GrantState.PROPOSED, GrantState.ACTIVE]


def test_a_name_is_taken_once_and_for_all(store: Store) -> None:
    commit(store, lambda unit: unit.add_grant(LIMITED, ADA))
    with pytest.raises(AlreadyExistsError, match="grants/a"):
        commit(store, lambda unit: unit.add_grant(LIMITED, BEN))
    with pytest.raises(NotFoundError, match="grants/none"):
        commit(store, lambda unit: unit.add_grant_step(GrantName("grants/none"), GrantState.ACTIVE, ADA))
