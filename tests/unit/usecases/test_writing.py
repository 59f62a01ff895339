"""Writes that may be repeated (AIP-155), for every write on principals and attestations."""

from collections.abc import Callable

import pytest

from denizen.domain.errors import AlreadyExistsError, InvalidError
from denizen.domain.names import AttestationName, Population
from denizen.domain.principals import ExternalIdentifier, PrincipalKind
from denizen.usecases.context import Call, Caller, Once
from denizen.usecases.principals import NewPrincipal
from denizen.usecases.results import Result
from denizen.usecases.writing import UNCHANGED
from tests.unit.usecases.builders import ALICE, ANN, EXPORT, HER, House, repeated, submission

BADGE = ExternalIdentifier("hr", "4711")
Write = Callable[[House, Once | None], Result[object]]


def submitted(house: House) -> AttestationName:
    return house.attestations.submit(HER, submission()).value.attestation.name


def standing(house: House, place: int) -> AttestationName:
    with house.store.read(HER) as reader:
        return reader.attestations(ALICE)[place].attestation.name


def revoke(house: House, once: Once | None) -> Result[object]:
    return house.attestations.revoke(HER, standing(house, 0), "issued-in-error", once)


def supersede(house: House, once: Once | None) -> Result[object]:
    return house.attestations.supersede(HER, standing(house, 1), submission(), once)


WRITES: dict[str, Write] = {
    "create": lambda house, once: house.principals.create(HER, NewPrincipal(None, PrincipalKind.PERSON), once),
    "update populations": lambda house, once: house.principals.update_populations(
        HER, ALICE, frozenset({Population("visitor")}), once
    ),
    "link": lambda house, once: house.principals.link(HER, ALICE, ExternalIdentifier("lei", "1"), once),
    "unlink": lambda house, once: house.principals.unlink(HER, ALICE, BADGE, once),
    "submit": lambda house, once: house.attestations.submit(HER, submission(), once),
    "revoke": revoke,
    "supersede": supersede,
}


@pytest.fixture
def ready(house: House) -> House:
    """With something to unlink, revoke and supersede."""
    house.principals.link(ANN, ALICE, BADGE)
    submitted(house)
    submitted(house)
    return house


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_repetition_returns_the_first_result_and_writes_nothing(ready: House, write: Write) -> None:
    first = write(ready, repeated())
    head = ready.head
    assert first.revision.number == head
    # What happens in between does not show in the answer to a repetition.
    ready.principals.update_populations(ANN, ALICE, frozenset({Population("customer")}))
    later = ready.head
    assert write(ready, repeated()) == first
    assert ready.head == later


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_the_same_id_with_other_content_is_refused(ready: House, write: Write) -> None:
    ready.principals.create(HER, NewPrincipal(None, PrincipalKind.PERSON), repeated(content=b"other"))
    head = ready.head
    with pytest.raises(AlreadyExistsError):
        write(ready, repeated())
    assert ready.head == head


def test_a_repeated_submission_shows_the_state_of_the_first(house: House) -> None:
    first = house.attestations.submit(HER, submission(), repeated())
    house.attestations.revoke(HER, first.value.attestation.name, "issued-in-error")
    assert house.attestations.submit(HER, submission(), repeated()) == first


def test_the_same_id_of_another_caller_is_another_write(house: House) -> None:
    other = Call(Caller("callers/ben"), EXPORT)
    first = house.principals.create(ANN, NewPrincipal(None, PrincipalKind.PERSON), repeated())
    second = house.principals.create(other, NewPrincipal(None, PrincipalKind.PERSON), repeated())
    assert first.value.name != second.value.name


def test_without_an_id_every_write_is_another_one(house: House) -> None:
    assert submitted(house) != submitted(house)


def test_a_write_that_changes_nothing_keeps_its_id(house: House) -> None:
    house.principals.link(ANN, ALICE, BADGE)
    first = house.principals.link(ANN, ALICE, BADGE, repeated())
    assert house.events(first.revision.number - 1)[-1].event.kind == UNCHANGED
    house.principals.unlink(ANN, ALICE, BADGE)
    assert house.principals.link(ANN, ALICE, BADGE, repeated()) == first
    with pytest.raises(AlreadyExistsError):
        house.principals.link(ANN, ALICE, ExternalIdentifier("lei", "1"), repeated(content=b"other"))


def test_a_refused_write_leaves_its_id_free(house: House) -> None:
    head = house.head
    with pytest.raises(InvalidError):
        house.attestations.submit(ANN, submission(issuer=None), repeated())
    assert house.head == head
    house.attestations.submit(HER, submission(), repeated())


def test_every_write_leaves_an_event_with_who_did_it_and_what_for(ready: House) -> None:
    before = ready.head
    for number, write in enumerate(WRITES.values()):
        write(ready, repeated(number))
    rows = ready.events(before)
    assert [row.event.kind for row in rows] == [
        "principal.created",
        "principal.populations_updated",
        "principal.identifier_linked",
        "principal.identifier_unlinked",
        "attestation.submitted",
        "attestation.revoked",
        "attestation.submitted",
        "attestation.superseded",
    ]
    assert {(row.caller, row.purpose) for row in rows} == {("callers/her", EXPORT)}
    assert {row.event.subject for row in rows[1:]} == {ALICE}
