"""Status lists: what they change, in which order they may come, and until when they count."""

import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from denizen.domain.attestations import AttestationState
from denizen.domain.errors import CredentialRefusedError, InvalidError, NotFoundError, PreconditionError
from denizen.domain.names import AttestationName, IssuerName
from denizen.usecases.lifecycle import ReinstateAttestation
from denizen.usecases.ports import Event
from denizen.usecases.remembering import Memory
from tests.minted_credentials import (
    LIST,
    NOW,
    OTHER_KEY,
    disclosure,
    issued,
    payload,
    pid,
    presented,
    referring,
    status_list,
)
from tests.minting import encoded
from tests.unit.usecases.builders import ALICE, ANN, KYC, repeated
from tests.unit.usecases.credentials import STAFF, START, Office

REVOKED, SUSPENDED, VERIFIED = AttestationState.REVOKED, AttestationState.SUSPENDED, AttestationState.VERIFIED


@pytest.fixture
def office() -> Office:
    """With a credential of two nationalities at the third place of a list."""
    office = Office()
    office.listed(status_list())
    office.present(pid(["FR", "DE"], status=referring(3)))
    return office


def newer(office: Office, values: dict[int, int] | None = None, seconds: int = 10, **changes: Any) -> None:
    """A list that was signed so much later, and arrives then."""
    office.clock.advance(seconds)
    office.listed(status_list(values or {}, iat=int(office.clock.moment.timestamp()), **changes))


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(CredentialRefusedError) as raised:
        act()
    assert raised.value.field == "status_list"
    return raised.value.refusal


@pytest.mark.parametrize(
    ("status", "state", "kind"),
    [
        pytest.param(1, REVOKED, "attestation.revoked", id="invalid"),
        pytest.param(2, SUSPENDED, "attestation.suspended", id="suspended"),
        pytest.param(3, SUSPENDED, "attestation.suspended", id="of the application"),
    ],
)
def test_a_change_is_written_down(office: Office, status: int, state: AttestationState, kind: str) -> None:
    head = office.head
    newer(office, {3: status})
    assert office.states() == [state] * 2
    assert office.head == head + 1
    assert office.kinds(head) == ["status_list.submitted", kind, kind, "credential.status_checked"]
    with office.store.read(ANN, head) as reader:
        then = [each.state for each in reader.attestations(ALICE)]
    assert then == [VERIFIED] * 2


def test_what_was_suspended_is_reinstated_and_what_was_revoked_is_not(office: Office) -> None:
    newer(office, {3: 2})
    newer(office)
    assert office.states() == [VERIFIED] * 2
    newer(office, {3: 2})
    newer(office, {3: 1})
    newer(office)
    assert office.states() == [REVOKED] * 2


def test_what_people_ended_or_suspended_is_not_brought_back(office: Office) -> None:
    with office.store.read(ANN) as reader:
        one, other = (each.attestation.name for each in reader.attestations(ALICE))
    _suspended(office, one)
    office.attestations.revoke(ANN, other, "in-error")
    newer(office, {3: 2})
    newer(office)
    assert office.states() == [SUSPENDED, REVOKED]


def _suspended(office: Office, name: AttestationName) -> None:
    with office.store.write(ANN) as writer:
        writer.change_state(name, SUSPENDED, reason_code="under-review")
        writer.record(Event("attestation.suspended", name))


def test_only_the_issuer_reinstates_what_it_suspended(office: Office) -> None:
    newer(office, {3: 2})
    with office.store.read(ANN) as reader:
        name = reader.attestations(ALICE)[0].attestation.name
    with pytest.raises(PreconditionError, match="status list"):
        ReinstateAttestation(office.store)(ANN, name, "looked-into")


def test_others_of_the_list_are_not_touched(office: Office) -> None:
    newer(office, {2: 1, 4: 1})
    assert office.states() == [VERIFIED] * 2


def test_a_list_that_no_longer_reaches_so_far_suspends(office: Office) -> None:
    newer(office, lst=encoded(zlib.compress(bytes(2))), bits=8)
    assert office.states() == [SUSPENDED] * 2


def test_the_same_list_again_changes_nothing(office: Office) -> None:
    head = office.head
    assert office.listed(status_list()).value.uri == LIST
    assert office.head == head


def test_the_same_list_got_again_is_fresh_for_longer(office: Office) -> None:
    newer(office, exp=None, ttl=3600)
    text = status_list(exp=None, ttl=3600, iat=int(office.clock.moment.timestamp()))
    office.clock.advance(1800)
    head = office.head
    found = office.listed(text)
    assert found.value.fresh_until == office.clock.moment + timedelta(seconds=3600)
    assert office.kinds(head) == ["status_list.submitted", "credential.status_checked"]
    # A moment later it gains nothing that is worth a write.
    office.clock.advance(1)
    head = office.head
    office.listed(text)
    assert office.head == head


@pytest.mark.parametrize("seconds", [-1, 0])
def test_an_older_list_does_not_turn_anything_back(office: Office, seconds: int) -> None:
    newer(office, {3: 1})
    iat = int(office.clock.moment.timestamp()) + seconds
    assert refusal(lambda: office.listed(status_list(iat=iat))) == "OLD_STATUS_LIST"
    assert office.states() == [REVOKED] * 2


def test_the_facts_hold_for_as_long_as_the_list_is_fresh(office: Office) -> None:
    newer(office, exp=None, ttl=600)
    with office.store.read(ANN) as reader:
        facts = reader.facts([ALICE])
    ends = {each.vouched.end for each in facts[ALICE].attestations}
    assert ends == {office.clock.moment + timedelta(seconds=600)}


def test_how_long_ago_it_was_got_counts(office: Office) -> None:
    office.clock.advance(1000)
    text = status_list(iat=NOW + 500, exp=None, ttl=600)
    found = office.listed(text, retrieved=START + timedelta(seconds=500))
    assert found.value.fresh_until == START + timedelta(seconds=1100)
    with pytest.raises(InvalidError) as raised:
        office.listed(text, retrieved=START + timedelta(seconds=1001))
    assert raised.value.field == "retrieve_time"


def test_believed_for_a_day_at_most(office: Office) -> None:
    newer(office, exp=NOW + 10**7)
    with office.store.read(ANN) as reader:
        (record,) = reader.status_lists()
    assert record.fresh_until == office.clock.moment + timedelta(days=1)


REFUSED: dict[str, tuple[Callable[[Office], object], str]] = {
    "nothing": (lambda office: office.listed(""), "MALFORMED"),
    "expired": (lambda office: office.listed(status_list(exp=NOW - 30)), "EXPIRED"),
    "expired, but for clocks": (lambda office: office.listed(status_list(iat=NOW - 9, exp=NOW)), "EXPIRED"),
    "got too long ago": (
        lambda office: office.listed(status_list(exp=None, ttl=60), retrieved=START - timedelta(seconds=60)),
        "EXPIRED",
    ),
    "by another key": (lambda office: office.listed(status_list(key=OTHER_KEY)), "UNKNOWN_KEY"),
    "of another issuer": (lambda office: office.listed(status_list(), issuer=STAFF), "UNKNOWN_KEY"),
    "from another issuer": (lambda office: office.listed(status_list(iss="https://hr.example.org")), "UNKNOWN_ISSUER"),
}


@pytest.mark.parametrize(("act", "word"), REFUSED.values(), ids=REFUSED)
def test_is_refused_and_changes_nothing(office: Office, act: Callable[[Office], object], word: str) -> None:
    head = office.head
    assert refusal(lambda: act(office)) == word
    assert office.head == head


def test_its_issuer_has_to_be_registered(office: Office) -> None:
    with pytest.raises(NotFoundError):
        office.listed(status_list(), issuer=IssuerName("issuers/nobody"))


def test_a_repeated_request_is_answered_as_the_first(office: Office) -> None:
    text = status_list({3: 1}, iat=NOW + 1)
    office.clock.advance(1)
    first = office.listed(text, once=repeated())
    newer(office)
    assert office.listed(text, once=repeated()) == first


def test_everybody_who_rests_on_it_is_told_of_once(office: Office) -> None:
    shown = disclosure("s", "nationality", "FR")
    again = presented(issued(payload(shown, status=referring(5))), shown)
    office.present(again)
    office.present(again, purposes=frozenset({KYC}))
    head = office.head
    newer(office)
    assert office.kinds(head).count("credential.status_checked") == 1


def test_a_withdrawn_key_signs_no_lists(office: Office) -> None:
    issuer = office.registered()
    office.put(replace(issuer, keys=()))
    assert refusal(lambda: office.listed(status_list(iat=NOW))) == "UNKNOWN_KEY"


def test_memory_learns_of_every_list(office: Office) -> None:
    memory = Memory(office.store, office.clock)

    def ends() -> set[datetime | None]:
        with memory.reading(ANN, memory.reach(ANN, newest=True)) as reader:
            return {each.vouched.end for each in reader.facts([ALICE])[ALICE].attestations}

    assert ends() == {START + timedelta(days=1)}
    newer(office, exp=None, ttl=600)
    assert ends() == {office.clock.moment + timedelta(seconds=600)}
    newer(office, {3: 1})
    assert ends() == set()
