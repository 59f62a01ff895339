"""Deliveries that come late, again, or out of order."""

from dataclasses import replace

import pytest

from denizen.domain.attestations import AttestationState
from denizen.domain.errors import AlreadyExistsError, InvalidError
from denizen.domain.names import PrincipalName
from denizen.usecases.context import Delivery, Once
from tests.unit.usecases.builders import ALICE, ANN, HER, House, repeated, submission


def numbered(number: int, content: str = "", source: str = "workday", once: Once | None = None) -> Delivery:
    return Delivery(ALICE, source, number, (content or str(number)).encode(), once)


def kinds(house: House) -> list[str]:
    return [row.event.kind for row in house.events() if row.event.kind.startswith(("attestation", "delivery"))]


def test_a_repetition_is_answered_like_the_first(house: House) -> None:
    first = house.attestations.submit(HER, submission(), numbered(1))
    house.attestations.revoke(HER, first.value.attestation.name, "in-error", numbered(2))
    head = house.head
    assert house.attestations.submit(HER, submission(), numbered(1)) == first
    assert house.head == head
    assert kinds(house) == ["attestation.submitted", "attestation.revoked"]


def test_what_is_late_changes_nothing_and_is_kept_as_late(house: House) -> None:
    name = house.attestations.submit(HER, submission(), numbered(1)).value.attestation.name
    newest = house.attestations.submit(HER, submission(), numbered(5)).value
    late = house.attestations.revoke(HER, name, "in-error", numbered(3))
    assert (late.late, late.value) == (True, newest)
    assert house.attestations.get(HER, name).value.state is AttestationState.VERIFIED
    assert house.attestations.revoke(HER, name, "in-error", numbered(3)) == late
    assert kinds(house) == ["attestation.submitted", "attestation.submitted", "delivery.late"]
    # A late one is not the latest.
    assert not house.attestations.revoke(HER, name, "in-error", numbered(6)).late


def test_other_content_under_a_number_is_refused(house: House) -> None:
    house.attestations.submit(HER, submission(), numbered(1, "one"))
    with pytest.raises(AlreadyExistsError):
        house.attestations.submit(HER, submission(), numbered(1, "another"))


def test_a_refused_delivery_may_come_again(house: House) -> None:
    wrong = submission(subject=PrincipalName("principals/nobody"))
    with pytest.raises(Exception, match="not found"):
        house.attestations.submit(HER, wrong, replace(numbered(4), subject=wrong.subject))
    assert not house.attestations.submit(HER, submission(), numbered(4)).late


def test_sources_callers_and_principals_count_by_themselves(house: House) -> None:
    house.add(PrincipalName("principals/bob"))
    house.attestations.submit(HER, submission(), numbered(9))
    about_bob = submission(subject=PrincipalName("principals/bob"))
    for call, given, delivery in (
        (HER, submission(), numbered(1, source="kyc")),
        (ANN, submission(), numbered(1)),
        (HER, about_bob, replace(numbered(1), subject=about_bob.subject)),
    ):
        assert not house.attestations.submit(call, given, delivery).late


def test_with_a_request_id_as_well(house: House) -> None:
    first = house.attestations.submit(HER, submission(), numbered(1, once=repeated(1, b"1")))
    assert house.attestations.submit(HER, submission(), numbered(1, once=repeated(1, b"1"))) == first
    assert house.attestations.submit(HER, submission(), numbered(1, once=repeated(2, b"1"))) == first
    house.attestations.submit(HER, submission(), numbered(7))
    late = house.attestations.submit(HER, submission(), numbered(6, once=repeated(3, b"6")))
    assert late.late
    assert house.attestations.submit(HER, submission(), numbered(6, once=repeated(3, b"6"))) == late


def test_what_is_wrong_takes_no_number(house: House) -> None:
    with pytest.raises(InvalidError):
        house.attestations.submit(ANN, submission(issuer=None), numbered(2))
    assert not house.attestations.submit(HER, submission(), numbered(1)).late
