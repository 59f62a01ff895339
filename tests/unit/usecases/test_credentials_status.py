"""Credentials rest on what their status list says."""

from datetime import timedelta

import pytest

from denizen.domain.attestations import AttestationState, StatusReference
from denizen.domain.issuers import CredentialFormat
from tests.minted_credentials import (
    HR_KEY,
    ISSUER_KEY,
    LIST,
    NOW,
    OTHER_KEY,
    pid,
    referring,
    status_list,
)
from tests.unit.usecases.builders import ALICE, ANN
from tests.unit.usecases.credentials import PID, STAFF, START, Office, refusal, registered

VERIFIED = AttestationState.VERIFIED
DAY = timedelta(days=1)


@pytest.fixture
def office() -> Office:
    return Office()


def test_it_rests_on_its_status(office: Office) -> None:
    office.listed(status_list({3: 0}))
    found = office.present(pid(status=referring(3)))
    assert found.value.attestations[0].attestation.status == StatusReference(LIST, 3)
    with office.store.read(ANN) as reader:
        (fact,) = reader.facts([ALICE])[ALICE].attestations
    assert fact.vouched.end == START + DAY


@pytest.mark.parametrize(
    ("listed", "index", "word"),
    [
        pytest.param({3: 1}, 3, "STATUS_INVALID", id="invalid"),
        pytest.param({3: 2}, 3, "STATUS_SUSPENDED", id="suspended"),
        pytest.param({3: 3}, 3, "STATUS_SUSPENDED", id="of the application"),
        pytest.param({}, 64, "STATUS_OUT_OF_RANGE", id="out of range"),
    ],
)
def test_what_does_not_stand_is_refused(office: Office, listed: dict[int, int], index: int, word: str) -> None:
    office.listed(status_list(listed))
    assert refusal(lambda: office.present(pid(status=referring(index)))) == word


def test_a_list_that_is_no_longer_fresh_says_nothing(office: Office) -> None:
    office.listed(status_list(ttl=60))
    office.clock.advance(60)
    assert refusal(lambda: office.present(pid(iat=NOW + 60, status=referring(3)))) == "STATUS_UNKNOWN"


def test_a_list_of_another_issuer_says_nothing(office: Office) -> None:
    registered(office, identifiers=frozenset(), keys=())
    office.issuer(STAFF, "https://hr.example.org", HR_KEY, CredentialFormat.JWS)
    office.listed(status_list(key=HR_KEY), issuer=STAFF)
    office.issuer(PID, "https://pid.example.org", ISSUER_KEY, CredentialFormat.SD_JWT_VC)
    assert refusal(lambda: office.present(pid(status=referring(3)))) == "STATUS_UNKNOWN"


def test_a_list_is_fetched_where_that_is_allowed(office: Office) -> None:
    office.served[LIST] = status_list({4: 1})
    assert office.present(pid(status=referring(3))).value.attestations[0].state is VERIFIED
    assert refusal(lambda: office.present(pid(["DE"], status=referring(4)))) == "STATUS_INVALID"


@pytest.mark.parametrize(
    ("served", "word"),
    [
        pytest.param(status_list(sub="https://pid.example.org/statuslists/2"), "STATUS_UNKNOWN", id="another list"),
        pytest.param(status_list(key=OTHER_KEY), "UNKNOWN_KEY", id="by another key"),
        pytest.param("<html>", "MALFORMED", id="something else"),
    ],
)
def test_what_is_fetched_has_to_hold(office: Office, served: str, word: str) -> None:
    office.served[LIST] = served
    assert refusal(lambda: office.present(pid(status=referring(3)))) == word
    assert office.states() == []
