"""Authorizations: added, known, revoked."""

from datetime import timedelta

import pytest

from denizen.domain.attestations import Known
from denizen.domain.authorizations import AuthorizationRecord
from denizen.domain.errors import AlreadyExistsError, NotFoundError, PreconditionError
from denizen.domain.intervals import Interval
from denizen.domain.names import AuthorizationName
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import Is, Not
from denizen.usecases.ports import Event, Store
from tests.storage.builders import (
    ACME,
    ENTITIES,
    LICENCE,
    MODEL,
    START,
    SettableClock,
    authorization,
    call,
    commit,
)

OTHER = authorization(
    AuthorizationName("authorizations/a-licence"),
    resources=frozenset({MODEL}),
    organisations=frozenset({ACME}),
    lists=frozenset({ENTITIES}),
    effective=Interval(START),
    conditions=Not(Is(PrincipalKind.ORGANISATION)),
)


def test_they_come_back_in_the_order_of_names(store: Store) -> None:
    commit(store, lambda unit: unit.add_authorization(authorization()), lambda unit: unit.add_authorization(OTHER))
    known = Known(1, START)
    with store.read(call()) as reader:
        assert list(reader.authorizations()) == [
            AuthorizationRecord(OTHER, known),
            AuthorizationRecord(authorization(), known),
        ]
        assert reader.authorization(OTHER.name) == AuthorizationRecord(OTHER, known)
        assert reader.authorization(AuthorizationName("authorizations/none")) is None
        assert list(reader.as_of(0).authorizations()) == []
        assert reader.as_of(0).authorization(LICENCE) is None


def test_one_that_is_revoked_stays_known_as_of_its_time(store: Store, clock: SettableClock) -> None:
    commit(store, lambda unit: unit.add_authorization(authorization()))
    clock.advance(3)
    commit(store, lambda unit: unit.revoke_authorization(LICENCE, "withdrawn"))
    with store.read(call()) as reader:
        assert list(reader.authorizations()) == []
        ended = Known(1, START, 2, START + timedelta(seconds=3))
        assert reader.authorization(LICENCE) == AuthorizationRecord(authorization(), ended)
        assert list(reader.as_of(1).authorizations()) == [AuthorizationRecord(authorization(), Known(1, START))]
        assert reader.as_of(1).authorization(LICENCE) == AuthorizationRecord(authorization(), Known(1, START))


def test_a_unit_sees_what_it_added_and_revoked(store: Store) -> None:
    with store.write(call()) as unit:
        unit.add_authorization(authorization())
        assert [each.authorization for each in unit.authorizations()] == [authorization()]
        unit.revoke_authorization(LICENCE, "typing-error")
        assert list(unit.authorizations()) == []
        record = unit.authorization(LICENCE)
        assert record is not None
        assert record.revoked
        unit.record(Event("tested", LICENCE))


def test_a_name_is_taken_for_ever(store: Store) -> None:
    commit(store, lambda unit: unit.add_authorization(authorization()))
    with pytest.raises(AlreadyExistsError):
        commit(store, lambda unit: unit.add_authorization(authorization(reference="another")))
    commit(store, lambda unit: unit.revoke_authorization(LICENCE, "withdrawn"))
    with pytest.raises(AlreadyExistsError):
        commit(store, lambda unit: unit.add_authorization(authorization()))


def test_only_what_stands_can_be_revoked(store: Store) -> None:
    with pytest.raises(NotFoundError):
        commit(store, lambda unit: unit.revoke_authorization(LICENCE, "withdrawn"))
    commit(
        store,
        lambda unit: unit.add_authorization(authorization()),
        lambda unit: unit.revoke_authorization(LICENCE, "withdrawn"),
    )
    with pytest.raises(PreconditionError):
        commit(store, lambda unit: unit.revoke_authorization(LICENCE, "withdrawn"))
