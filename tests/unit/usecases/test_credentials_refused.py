"""Credentials that are refused, and that nothing is kept of them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import ClaimKind
from denizen.domain.countries import Country
from denizen.domain.errors import (
    InvalidError,
    NotFoundError,
    PermissionDeniedError,
    PreconditionError,
)
from denizen.domain.intervals import Interval
from denizen.domain.issuer_keys import Revocation
from denizen.domain.issuers import CredentialFormat, Right, Standing, StandingRecord
from denizen.domain.names import PrincipalName
from denizen.domain.principals import PrincipalKind
from denizen.rpc.convert.credentials import read_stated
from denizen.usecases.credentials import CredentialUseCases
from denizen.usecases.trusting import CredentialPolicy, Presented
from tests.minted_credentials import (
    NONCE,
    NOW,
    OTHER_KEY,
    VERIFIER,
    issued,
    payload,
    pid,
    presented,
    referring,
    status_list,
)
from tests.unit.usecases.builders import ACME, ALICE, ANN, EXPORT, KYC
from tests.unit.usecases.credentials import STAFF, START, Office, refusal, registered, staff, stated

BOB = PrincipalName("principals/bob")
DE = Country.of("DE")


@pytest.fixture
def office() -> Office:
    return Office()


def with_key(office: Office, **changes: Any) -> Office:
    issuer = office.registered()
    return registered(office, keys=tuple(replace(key, **changes) for key in issuer.keys))


def later(office: Office, seconds: float) -> Office:
    office.clock.advance(seconds)
    return office


REFUSED: dict[str, tuple[Callable[[Office], object], str]] = {
    "nothing": (lambda office: office.present(""), "MALFORMED"),
    "of another type": (lambda office: office.present(status_list()), "WRONG_TYPE"),
    "of an unknown issuer": (lambda office: office.present(pid(iss="https://pid.example.net")), "UNKNOWN_ISSUER"),
    "an issuer with a slash more": (
        lambda office: office.present(pid(iss="https://pid.example.org/")),
        "UNKNOWN_ISSUER",
    ),
    "of no issuer": (lambda office: office.present(pid(iss=None)), "UNKNOWN_ISSUER"),
    "a form that its issuer does not have": (
        lambda office: registered(office, formats=frozenset({CredentialFormat.JWS})).present(pid()),
        "WRONG_TYPE",
    ),
    "by a key that its issuer does not have": (
        lambda office: office.present(presented(issued(payload(), OTHER_KEY))),
        "UNKNOWN_KEY",
    ),
    "by another issuer's key": (
        lambda office: office.present(presented(issued(payload(iss="https://hr.example.org")))),
        "WRONG_TYPE",
    ),
    "by a revoked key": (
        lambda office: with_key(office, revoked=Revocation(None, "lost")).present(pid()),
        "KEY_NOT_VALID",
    ),
    "by a key that was revoked since it signed": (
        lambda office: with_key(office, revoked=Revocation(START, "lost")).present(pid()),
        "KEY_NOT_VALID",
    ),
    "by a key that is over": (
        lambda office: with_key(office, valid=Interval(None, START)).present(pid()),
        "KEY_NOT_VALID",
    ),
    "by a key from before its time": (
        lambda office: with_key(office, valid=Interval(START)).present(pid()),
        "KEY_NOT_VALID",
    ),
    "for another audience": (
        lambda office: office.present(presented(issued(payload()), aud="https://other.example")),
        "WRONG_AUDIENCE",
    ),
    "for another nonce": (lambda office: office.present(pid(), nonce="other"), "WRONG_NONCE"),
    "for no nonce": (lambda office: office.present(pid(), nonce=""), "WRONG_NONCE"),
    "expired": (lambda office: office.present(pid(exp=NOW - 30)), "EXPIRED"),
    "presented long ago": (lambda office: later(office, 331).present(pid()), "STALE_PRESENTATION"),
    "a token for another audience": (lambda office: office.present(staff(aud="other")), "WRONG_AUDIENCE"),
    "a token about somebody else": (lambda office: office.present(staff(sub="principals/ada")), "WRONG_SUBJECT"),
    "a token about nobody": (lambda office: office.present(staff(sub="hr=1")), "WRONG_SUBJECT"),
    "a token about half a character": (lambda office: office.present(staff(sub="hr=\ud800")), "MALFORMED"),
    "a member named by half a character": (
        lambda office: office.present(staff(attestations=[{**stated(), "\udfff": 1}])),
        "MALFORMED",
    ),
    "a token for another purpose": (
        lambda office: office.present(staff(), purposes=frozenset({EXPORT, KYC})),
        "PURPOSE_NOT_GIVEN",
    ),
    "a time beyond all": (lambda office: office.present(staff(exp=2**52)), "MALFORMED"),
    "an end before its beginning": (lambda office: office.present(staff(exp=NOW - 10, nbf=NOW)), "MALFORMED"),
    "a list that is not here": (lambda office: office.present(pid(status=referring(3))), "STATUS_UNKNOWN"),
}


@pytest.mark.parametrize(("act", "word"), REFUSED.values(), ids=REFUSED)
def test_is_refused_and_nothing_is_kept(office: Office, act: Callable[[Office], object], word: str) -> None:
    assert refusal(lambda: act(office)) == word
    with office.store.read(ANN) as reader:
        assert reader.credentials(ALICE) == []
    assert office.states() == []


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"rights": (Right(countries=frozenset({DE})),)}, id="country"),
        pytest.param({"rights": (Right(kinds=frozenset({ClaimKind.RESIDENCE})),)}, id="kind"),
        pytest.param({"rights": (Right(purposes=frozenset({KYC})),)}, id="purpose"),
        pytest.param({"rights": (Right(entitled=Interval(START)),)}, id="not when it signed"),
        pytest.param({"rights": (Right(entitled=Interval(None, START)),)}, id="no longer"),
        pytest.param({"standing": (StandingRecord(Standing.SUSPENDED),)}, id="suspended"),
    ],
)
def test_beyond_its_issuers_rights(office: Office, changes: dict[str, Any]) -> None:
    registered(office, **changes)
    with pytest.raises(PermissionDeniedError):
        office.present(pid())
    assert office.states() == []


def test_a_token_that_is_surer_than_its_issuer_may_be(office: Office) -> None:
    office.put(replace(office.registered(STAFF), rights=(Right(highest=AssuranceLevel.LOW),)))
    with pytest.raises(PermissionDeniedError):
        office.present(staff())


@pytest.mark.parametrize(
    ("said", "field"),
    [
        pytest.param({"claim": {}}, "claim", id="no claim"),
        pytest.param({"claim": {"citizenship": {"country": "ZZ"}}}, "claim.citizenship.country", id="a country"),
        pytest.param(stated(purposes=["kyc"]), "purposes", id="purposes of its own"),
        pytest.param(stated(issuer="issuers/pid"), "issuer", id="another issuer"),
        pytest.param({"claim": {"citizenship": {"country": "FR"}}}, "assurance", id="no assurance"),
        pytest.param(stated(evidence=[f"{ALICE}/evidence/e1"]), "evidence", id="evidence recorded here"),
        pytest.param(stated(nonsense=1), "", id="an unknown member"),
        pytest.param(stated(held="always"), "", id="a member of another kind"),
        pytest.param(stated(vouched={"end": "2020-01-01T00:00:00Z"}), "vouched", id="vouched for before it was signed"),
        pytest.param(stated(verified_at="2999-01-01T00:00:00Z"), "verified_at", id="verified in the future"),
    ],
)
def test_what_a_token_states_is_read_like_a_message(office: Office, said: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidError) as raised:
        office.present(staff(attestations=[stated(), said]))
    assert raised.value.field == f"credential.attestations[1].{field}".rstrip(".")
    assert office.states() == []


def test_the_principal_has_to_exist_and_to_be_a_person(office: Office) -> None:
    with pytest.raises(NotFoundError):
        office.present(pid(), BOB)
    office.add(ACME, PrincipalKind.ORGANISATION)
    with pytest.raises(InvalidError):
        office.present(pid(), ACME)


def test_audiences_are_those_of_the_settings(office: Office) -> None:
    with pytest.raises(InvalidError) as raised:
        office.present(pid(), audience="https://other.example")
    assert raised.value.field == "audience"
    with pytest.raises(InvalidError):
        office.present(pid(), audience="")  # of several it has to be said which

    def taking(audiences: frozenset[str] | None) -> CredentialUseCases:
        return CredentialUseCases.on(office.store, CredentialPolicy(audiences), read_stated, lambda _: None)

    given = Presented(ALICE, pid(), frozenset({EXPORT}), "", NONCE)
    with pytest.raises(PreconditionError, match="DENIZEN_CREDENTIAL_AUDIENCES"):
        taking(frozenset()).submit(ANN, given)
    taking(frozenset({VERIFIER})).submit(ANN, given)
    on_ones_own = presented(issued(payload()), aud="denizen")
    taking(None).submit(ANN, replace(given, text=on_ones_own))
