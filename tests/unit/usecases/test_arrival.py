"""What becomes of an attestation on arrival: who vouches, within which rights, about whom."""

from typing import Any

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import AttestationState
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
from denizen.domain.errors import InvalidError, NotFoundError, PermissionDeniedError
from denizen.domain.names import IssuerName, PrincipalName
from denizen.usecases.context import Call, Caller
from tests.unit.usecases.builders import ACME, ALICE, ANN, BOT, EXPORT, HER, HR, US, House
from tests.unit.usecases.test_attestations import DECLARED, FR, PENDING, VERIFIED, submit


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
