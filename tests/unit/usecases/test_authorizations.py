"""Authorizations, on a store in memory."""

from dataclasses import replace
from typing import Any

import pytest

from denizen.domain.authorizations import Authorization, AuthorizationRecord
from denizen.domain.errors import AlreadyExistsError, InvalidError, NotFoundError, PreconditionError
from denizen.domain.names import (
    AuthorizationName,
    CountrySetName,
    DirectiveName,
    ListName,
    PrincipalName,
    ResourceName,
)
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import All, CitizenOf, Countries, Definition, Is, Listed
from denizen.storage.codec import Codec
from denizen.usecases.directive_use_cases import DirectiveUseCases
from denizen.usecases.ports import OutboxRow
from denizen.usecases.results import Turn
from tests.unit.usecases.builders import ACME, ALICE, ANN, BOT, House, repeated
from tests.unit.usecases.directives import CITIZEN, D5, EAR, MODEL, SDN, draft

LICENCE = Authorization(
    AuthorizationName("authorizations/licence"), "D123456", frozenset({EAR.name}), principals=frozenset({ALICE})
)
PERSON = Is(PrincipalKind.PERSON)


@pytest.fixture
def directives(house: House) -> DirectiveUseCases:
    use_cases = DirectiveUseCases.on(house.store, Codec().encode)
    use_cases.create(ANN, EAR)
    use_cases.publish(ANN, EAR.name, draft())
    use_cases.register_resource(ANN, MODEL)
    use_cases.put_list(ANN, SDN)
    use_cases.put_country_set(ANN, D5)
    return use_cases


def create(use_cases: DirectiveUseCases, **changes: Any) -> AuthorizationRecord:
    return use_cases.create_authorization(ANN, replace(LICENCE, **changes)).value


def test_it_is_as_it_was_created(directives: DirectiveUseCases) -> None:
    whole = replace(
        LICENCE,
        resources=frozenset({MODEL.name}),
        organisations=frozenset({ACME}),
        lists=frozenset({SDN.name}),
        conditions=All((PERSON, CITIZEN)),
    )
    created = directives.create_authorization(ANN, whole)
    assert created.value.authorization == whole
    assert created.value.known.from_revision == created.revision.number
    assert directives.get_authorization(ANN, LICENCE.name) == created


def test_its_events_are_about_no_principal(house: House, directives: DirectiveUseCases) -> None:
    start = house.head
    create(directives)
    directives.revoke_authorization(ANN, LICENCE.name, "withdrawn")
    rows: list[OutboxRow] = house.events(start)
    assert [(row.event.kind, row.event.resource, row.event.subject) for row in rows] == [
        ("authorization.created", LICENCE.name, None),
        ("authorization.revoked", LICENCE.name, None),
    ]


def test_creating_again_changes_nothing_and_never_the_content(directives: DirectiveUseCases) -> None:
    first = directives.create_authorization(ANN, LICENCE)
    assert directives.create_authorization(ANN, LICENCE) == first
    with pytest.raises(AlreadyExistsError):
        create(directives, reference="another")


def test_a_repetition_writes_once(house: House, directives: DirectiveUseCases) -> None:
    first = directives.create_authorization(ANN, LICENCE, repeated(1))
    revoked = directives.revoke_authorization(ANN, LICENCE.name, "withdrawn", repeated(2))
    head = house.head
    assert directives.create_authorization(ANN, LICENCE, repeated(1)) == first
    assert directives.revoke_authorization(ANN, LICENCE.name, "withdrawn", repeated(2)) == revoked
    assert house.head == head


def test_revoking_ends_what_is_known_and_leaves_it_to_be_read(directives: DirectiveUseCases) -> None:
    create(directives)
    revoked = directives.revoke_authorization(ANN, LICENCE.name, "withdrawn")
    assert revoked.value.known.to_revision == revoked.revision.number
    assert directives.get_authorization(ANN, LICENCE.name).value == revoked.value
    assert directives.list_authorizations(ANN, Turn()).values == ()
    with pytest.raises(PreconditionError):
        directives.revoke_authorization(ANN, LICENCE.name, "withdrawn")
    with pytest.raises(AlreadyExistsError):
        create(directives)


def test_what_is_not_there(directives: DirectiveUseCases) -> None:
    with pytest.raises(NotFoundError):
        directives.get_authorization(ANN, LICENCE.name)
    with pytest.raises(NotFoundError):
        directives.revoke_authorization(ANN, LICENCE.name, "withdrawn")


def test_those_of_one_directive_page_by_page(directives: DirectiveUseCases) -> None:
    other = replace(EAR, name=DirectiveName("directives/other"))
    directives.create(ANN, other)
    for each in "cab":
        create(directives, name=AuthorizationName(f"authorizations/{each}"))
    create(directives, name=AuthorizationName("authorizations/d"), directives=frozenset({other.name}))
    first = directives.list_authorizations(ANN, Turn(2), EAR.name)
    rest = directives.list_authorizations(ANN, Turn(2, first.cursor, first.revision.number), EAR.name)
    names = [each.authorization.name.rpartition("/")[2] for each in (*first.values, *rest.values)]
    assert (names, rest.cursor) == (["a", "b", "c"], None)
    assert len(directives.list_authorizations(ANN, Turn()).values) == 4


GONE = Countries(sets=frozenset({CountrySetName("countrySets/gone")}))
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no directive": ({"directives": frozenset()}, "directives"),
    "a directive that is not there": ({"directives": frozenset({DirectiveName("directives/gone")})}, "directives"),
    "nobody": ({"principals": frozenset()}, "principals"),
    "a principal that is not there": ({"principals": frozenset({PrincipalName("principals/gone")})}, "principals"),
    "a service": ({"principals": frozenset({BOT})}, "principals"),
    "a person who employs": ({"organisations": frozenset({ALICE})}, "organisations"),
    "a list that is not there": ({"lists": frozenset({ListName("lists/gone")})}, "lists"),
    "an unregistered resource": ({"resources": frozenset({ResourceName("resources/gone")})}, "resources"),
    "conditions without a guard": ({"conditions": CITIZEN}, "conditions.citizen_of"),
    "conditions by a definition": (
        {"conditions": All((PERSON, Definition("us-person")))},
        "conditions.all[1].definition",
    ),
    "a set that is not there": (
        {"conditions": All((PERSON, CitizenOf(GONE)))},
        "conditions.all[1].citizen_of.countries",
    ),
    "an unknown list": (
        {"conditions": Listed(frozenset({ListName("lists/gone")}))},
        "conditions.listed.lists",
    ),
}


@pytest.mark.parametrize(("changes", "field"), REFUSED.values(), ids=REFUSED)
def test_one_that_cannot_be_created(
    house: House, directives: DirectiveUseCases, changes: dict[str, Any], field: str
) -> None:
    head = house.head
    with pytest.raises(InvalidError) as refused:
        create(directives, **changes)
    assert refused.value.field == f"authorization.{field}"
    assert house.head == head
