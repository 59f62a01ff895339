"""Attestations, on a store in memory."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import AttestationRecord, AttestationState, SelfDeclaration
from denizen.domain.claims import (
    ActsFor,
    Citizenship,
    Claim,
    ClaimKind,
    Completeness,
    Incorporation,
    Residence,
    Statelessness,
)
from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError, NotFoundError, PermissionDeniedError, PreconditionError
from denizen.domain.names import AttestationName, IssuerName, PrincipalName
from denizen.usecases.context import Call, Caller
from denizen.usecases.results import Turn
from tests.unit.usecases.builders import ACME, ALICE, ANN, BOT, EXPORT, HER, HR, KYC, NOW, US, House, submission

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


@pytest.mark.parametrize(
    ("call", "changes", "state", "issuer"),
    [
        pytest.param(HER, {}, VERIFIED, HR, id="a registered issuer"),
        pytest.param(HER, {"issuer": None}, VERIFIED, HR, id="the caller's issuer, not named"),
        pytest.param(HER, {"issuer": "issuers/uscis"}, PENDING, "issuers/uscis", id="another issuer than the caller's"),
        pytest.param(ANN, {}, PENDING, HR, id="a caller of no issuer"),
        pytest.param(
            Call(Caller("callers/x", IssuerName("issuers/x")), EXPORT),
            {"issuer": None},
            PENDING,
            "issuers/x",
            id="an issuer that is not registered",
        ),
        pytest.param(ANN, DECLARED, VERIFIED, ALICE, id="the subject's own word"),
        pytest.param(HER, DECLARED, VERIFIED, ALICE, id="the subject's own word, handed in by an issuer"),
    ],
)
def test_state_on_arrival(
    house: House, call: Call, changes: dict[str, Any], state: AttestationState, issuer: str
) -> None:
    record = submit(house, call, **changes)
    assert (record.state, str(record.attestation.issuer)) == (state, issuer)
    with house.store.read(ANN) as reader:
        facts = reader.facts([ALICE])[ALICE].attestations
    assert len(facts) == (state is VERIFIED)


def test_somebody_has_to_vouch(house: House) -> None:
    with pytest.raises(InvalidError) as raised:
        submit(house, ANN, issuer=None)
    assert raised.value.field == "attestation.issuer"


CITIZENSHIPS = ClaimKind.CITIZENSHIP
RESIDENCE = frozenset({ClaimKind.RESIDENCE})


@pytest.mark.parametrize(
    ("rights", "changes", "within"),
    [
        pytest.param({}, {"claim": Statelessness()}, True, id="every right"),
        pytest.param({"kinds": RESIDENCE}, {"claim": Residence(US)}, True, id="its kind"),
        pytest.param({"kinds": RESIDENCE}, {}, False, id="another kind"),
        pytest.param({"kinds": RESIDENCE}, {"claim": Completeness(ClaimKind.RESIDENCE)}, True, id="a set of its kind"),
        pytest.param({"kinds": RESIDENCE}, {"claim": Completeness(CITIZENSHIPS)}, False, id="a set of another kind"),
        pytest.param({"countries": frozenset({US})}, {}, True, id="its country"),
        pytest.param({"countries": frozenset({US})}, {"claim": Citizenship(FR)}, False, id="another country"),
        pytest.param(
            {"countries": frozenset({US})},
            {"claim": Citizenship(FR), "holds": False},
            False,
            id="another country, denied",
        ),
        pytest.param(
            {"countries": frozenset({US})}, {"claim": Citizenship(), "holds": False}, False, id="all countries, denied"
        ),
        pytest.param({"countries": frozenset({US})}, {"claim": Statelessness()}, True, id="a kind without countries"),
        pytest.param(
            {"countries": frozenset({US, FR})},
            {"claim": Completeness(CITIZENSHIPS, frozenset({US}))},
            True,
            id="a set within its countries",
        ),
        pytest.param(
            {"countries": frozenset({US})},
            {"claim": Completeness(CITIZENSHIPS, frozenset({US, FR}))},
            False,
            id="a set beyond its countries",
        ),
        pytest.param(
            {"countries": frozenset({US})},
            {"claim": Completeness(CITIZENSHIPS, except_countries=frozenset({FR}))},
            False,
            id="a set of nearly all countries",
        ),
        pytest.param({"highest": AssuranceLevel.SUBSTANTIAL}, {}, True, id="its assurance"),
        pytest.param({"highest": AssuranceLevel.LOW}, {}, False, id="too much assurance"),
    ],
)
def test_rights_of_an_issuer(house: House, rights: dict[str, Any], changes: dict[str, Any], within: bool) -> None:
    house.register(**rights)
    head = house.head
    if within:
        assert submit(house, **changes).state is VERIFIED
        return
    with pytest.raises(PermissionDeniedError) as raised:
        submit(house, **changes)
    assert house.head == head
    assert "FR" not in str(raised.value)


@pytest.mark.parametrize(
    ("subject", "claim", "fits"),
    [
        pytest.param(ALICE, Residence(US), True, id="person"),
        pytest.param(ALICE, Incorporation(US), False, id="a person incorporated"),
        pytest.param(ALICE, Completeness(ClaimKind.OWNERSHIP), False, id="a set of a person's owners"),
        pytest.param(ALICE, ActsFor(BOT), False, id="a person acting"),
        pytest.param(ACME, Incorporation(US), True, id="organisation"),
        pytest.param(ACME, Citizenship(US), False, id="a citizen organisation"),
        pytest.param(ACME, Completeness(ClaimKind.OWNERSHIP), True, id="a set of an organisation's owners"),
        pytest.param(BOT, ActsFor(ALICE), True, id="service"),
        pytest.param(BOT, Residence(US), False, id="a resident service"),
        pytest.param(BOT, ActsFor(PrincipalName("principals/not-yet")), True, id="somebody not known yet"),
    ],
)
def test_a_claim_is_about_what_the_principal_is(house: House, subject: PrincipalName, claim: Claim, fits: bool) -> None:
    if fits:
        assert submit(house, subject=subject, claim=claim).attestation.claim == claim
        return
    with pytest.raises(InvalidError) as raised:
        submit(house, subject=subject, claim=claim)
    assert raised.value.field == "attestation.claim"


def test_nobody(house: House) -> None:
    with pytest.raises(NotFoundError):
        submit(house, subject=PrincipalName("principals/nobody"))


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
