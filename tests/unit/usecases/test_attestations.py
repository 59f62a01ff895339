"""Attestations, on a store in memory."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.attestations import AttestationRecord, AttestationState, SelfDeclaration
from denizen.domain.claims import (
    Citizenship,
    Incorporation,
)
from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError, NotFoundError, PreconditionError
from denizen.domain.names import AttestationName, PrincipalName
from denizen.usecases.context import Call, Caller
from denizen.usecases.results import Turn
from tests.unit.usecases.builders import ALICE, ANN, EXPORT, HER, HR, KYC, NOW, US, House, submission

FR, GB = Country.of("FR"), Country.of("GB")
PENDING, VERIFIED = AttestationState.PENDING, AttestationState.VERIFIED
TEXT = "I am a citizen of France."
DECLARATION = SelfDeclaration(TEXT, "1", hashlib.sha256(TEXT.encode()).hexdigest(), "en", ALICE, ALICE)
DECLARED: dict[str, Any] = {"declaration": DECLARATION, "assurance": None, "issuer": None}
FOR_KYC = Call(Caller("callers/kyc", HR), KYC)


def submit(house: House, call: Call = HER, **changes: Any) -> AttestationRecord:
    return house.attestations.submit(call, submission(**changes)).value


def test_an_attestation_is_as_it_was_submitted(house: House) -> None:
    submitted = house.attestations.submit(HER, submission(evidence=("passport",)))
    record = submitted.value
    attestation = record.attestation
    assert attestation.subject == ALICE
    assert attestation.claim == Citizenship(US)
    assert attestation.evidence == ("passport",)
    # When nothing is said of it, it was verified when it was received.
    assert attestation.verified_at == record.created == record.known.from_time == submitted.revision.instant
    assert house.attestations.get(HER, attestation.name) == submitted


def test_a_moment_of_verification_is_kept(house: House) -> None:
    assert submit(house, verified_at=NOW - timedelta(days=9)).attestation.verified_at == NOW - timedelta(days=9)


def test_the_future_is_not_verified(house: House) -> None:
    with pytest.raises(InvalidError) as raised:
        submit(house, verified_at=NOW + timedelta(days=1))
    assert raised.value.field == "attestation.verified_at"


# Purposes


def test_of_another_purpose_is_as_if_it_were_not_there(house: House) -> None:
    name = submit(house).attestation.name
    with pytest.raises(NotFoundError, match=f"{name}: not found"):
        house.attestations.get(FOR_KYC, name)
    with pytest.raises(NotFoundError, match=f"{name}: not found"):
        house.attestations.revoke(FOR_KYC, name, "issued-in-error")
    with pytest.raises(NotFoundError, match=f"{name}: not found"):
        house.attestations.supersede(FOR_KYC, name, submission())
    assert house.attestations.list(FOR_KYC, ALICE, None, Turn()).values == ()
    assert house.attestations.get(HER, name).value.state is VERIFIED


# Revoking and superseding


def test_revoking_unlearns(house: House) -> None:
    name = submit(house).attestation.name
    before = house.head
    revoked = house.attestations.revoke(ANN, name, "issued-in-error")
    assert revoked.value.state is AttestationState.REVOKED
    assert revoked.value.known.from_revision == revoked.revision.number
    with house.store.read(ANN) as reader:
        assert reader.facts([ALICE])[ALICE].attestations == ()
        assert len(reader.as_of(before).facts([ALICE])[ALICE].attestations) == 1


def test_superseding_replaces_in_one_step(house: House) -> None:
    old = submit(house).attestation.name
    done = house.attestations.supersede(HER, old, submission(claim=Citizenship(FR)))
    new = done.value
    replaced = house.attestations.get(HER, old).value
    assert (new.state, new.supersedes) == (VERIFIED, old)
    assert (replaced.state, replaced.superseded_by) == (AttestationState.SUPERSEDED, new.attestation.name)
    assert replaced.known.from_revision == new.known.from_revision == done.revision.number


def test_a_replacement_that_waits_replaces_nothing_yet(house: House) -> None:
    old = submit(house).attestation.name
    new = house.attestations.supersede(ANN, old, submission()).value
    assert (new.state, new.supersedes) == (PENDING, old)
    assert house.attestations.get(HER, old).value.state is VERIFIED


def test_what_has_ended_does_not_end_again(house: House) -> None:
    revoked = submit(house).attestation.name
    house.attestations.revoke(HER, revoked, "issued-in-error")
    superseded = submit(house).attestation.name
    house.attestations.supersede(HER, superseded, submission())
    head = house.head
    for name in (revoked, superseded):
        with pytest.raises(PreconditionError):
            house.attestations.revoke(HER, name, "issued-in-error")
        with pytest.raises(PreconditionError):
            house.attestations.supersede(HER, name, submission())
    assert house.head == head


def test_a_bad_replacement_leaves_the_old_one(house: House) -> None:
    old = submit(house).attestation.name
    with pytest.raises(InvalidError) as raised:
        house.attestations.supersede(HER, old, submission(claim=Incorporation(US)))
    assert raised.value.field == "replacement.claim"
    assert house.attestations.get(HER, old).value.state is VERIFIED


@pytest.mark.parametrize("name", ["principals/alice/attestations/none", "principals/nobody/attestations/none"])
def test_nothing_to_end(house: House, name: str) -> None:
    with pytest.raises(NotFoundError):
        house.attestations.revoke(HER, AttestationName(name), "issued-in-error")
    with pytest.raises(NotFoundError):
        house.attestations.supersede(HER, AttestationName(name), submission())


# Lists


@given(st.lists(st.sampled_from([(EXPORT,), (KYC,), (EXPORT, KYC)]), max_size=8), st.integers(1, 9))
def test_every_attestation_of_the_purpose_once_in_order_of_arrival(purposes: list[Any], size: int) -> None:
    house = House()
    house.add(ALICE)
    arrived = [submit(house, ANN, purposes=frozenset(each)).attestation for each in purposes]
    serving = [attestation for attestation in arrived if EXPORT in attestation.purposes]
    standing = list(serving)
    page = house.attestations.list(ANN, ALICE, PENDING, Turn(size))
    found = [record.attestation for record in page.values]
    while page.cursor is not None:
        assert len(page.values) == size
        # Neither what arrives nor what ends in between shows on the snapshot of the first page.
        house.attestations.revoke(ANN, standing.pop().name, "in-between")
        submit(house, ANN)
        page = house.attestations.list(ANN, ALICE, PENDING, Turn(size, page.cursor, page.revision.number))
        found += [record.attestation for record in page.values]
    assert found == serving


def test_lists_by_state(house: House) -> None:
    submit(house)
    waiting = submit(house, ANN)
    assert house.attestations.list(HER, ALICE, PENDING, Turn()).values == (waiting,)
    with pytest.raises(NotFoundError):
        house.attestations.list(HER, PrincipalName("principals/nobody"), None, Turn())
