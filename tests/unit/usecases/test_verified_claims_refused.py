"""Tokens with `verified_claims` that are refused, and that nothing is kept of them."""

from collections.abc import Callable
from typing import Any

import pytest

from denizen.domain.claims import ClaimKind
from denizen.domain.errors import CredentialRefusedError, PermissionDeniedError
from denizen.domain.intervals import Interval
from denizen.domain.issuers import CredentialFormat, Right
from tests.minted_credentials import VERIFIER, id_token, provided_claims
from tests.minted_credentials import verified_claims as claims
from tests.unit.usecases.bank import (
    DE,
    SUB,
    about,
    bank_office,
    changed,
    document,
    evidence,
    linked,
    refusal,
    under,
)
from tests.unit.usecases.builders import ALICE, ANN, KYC
from tests.unit.usecases.credentials import START, Office


@pytest.fixture
def office() -> Office:
    return bank_office()


_V = "credential.verified_claims"
SCHEMA: dict[str, tuple[str, str]] = {
    "no verification": (id_token(verified_claims={"claims": {}}), f"{_V}.verification"),
    "no claims": (id_token(verified_claims={"verification": {"trust_framework": "eidas"}}), f"{_V}.claims"),
    "none of them": (id_token(verified_claims=[]), _V),
    "text": (id_token(verified_claims="src1"), _V),
    "another member": (id_token(verified_claims={**claims(), "more": 1}), _V),
    "those of others": (id_token(_claim_names={"verified_claims": "src1"}), "credential._claim_names"),
    "a level of another framework": (under(assurance_level="ial2"), f"{_V}.verification.assurance_level"),
    "a time without a zone": (under(time="2026-09-01T10:00"), f"{_V}.verification.time"),
    "an unlisted nationality": (about(nationalities=["ZZ"]), f"{_V}.claims.nationalities[0]"),
    "a name for a nationality": (about(nationalities=["France"]), f"{_V}.claims.nationalities[0]"),
    "a nationality twice": (about(nationalities=["FR", "FR"]), f"{_V}.claims.nationalities"),
    "no nationalities": (about(nationalities=[]), f"{_V}.claims.nationalities"),
    "one nationality as text": (about(nationalities="FR"), f"{_V}.claims.nationalities"),
    "two countries of one address": (
        about(address={"country_code": "IT", "country": "FR"}),
        f"{_V}.claims.address.country_code",
    ),
    "an unknown type of evidence": (under(evidence=[{"type": "dream"}]), f"{_V}.verification.evidence[0].type"),
    "evidence of no type": (under(evidence=[{}]), f"{_V}.verification.evidence[0].type"),
    "a check of no method": (
        document(check_details=[{"organization": "x"}]),
        f"{_V}.verification.evidence[0].check_details[0].check_method",
    ),
    "a document of no type": (
        document(document_details={"document_number": "1"}),
        f"{_V}.verification.evidence[0].document_details.type",
    ),
    "a reference to no check": (
        under(assurance_process={"assurance_details": [{"evidence_ref": [{"check_id": "other"}]}]}),
        f"{_V}.verification.assurance_process.assurance_details[0].evidence_ref[0].check_id",
    ),
    "an attachment of no digest": (
        document(attachments=[{"url": "https://x.example/scan"}]),
        f"{_V}.verification.evidence[0].attachments[0].digest",
    ),
    "dates that contradict each other": (
        document(document_details={"type": "x", "date_of_issuance": "2030-01-02", "date_of_expiry": "2030-01-01"}),
        "credential",
    ),
}


@pytest.mark.parametrize(("text", "field"), SCHEMA.values(), ids=SCHEMA)
def test_what_is_not_as_identity_assurance_has_it(office: Office, text: str, field: str) -> None:
    assert refusal(lambda: office.present(text)) == ("BAD_VERIFIED_CLAIMS", field)
    assert office.states() == []
    assert evidence(office) == []


REFUSED: dict[str, tuple[Callable[[Office], object], str]] = {
    "an unknown framework": (lambda o: o.present(under(trust_framework="house_rules")), "UNKNOWN_FRAMEWORK"),
    "no framework": (lambda o: o.present(under(trust_framework=None)), "UNKNOWN_FRAMEWORK"),
    "a framework that is not its issuer's": (
        lambda o: (changed(o, frameworks=frozenset({"de_aml"})), o.present(id_token())),
        "UNKNOWN_FRAMEWORK",
    ),
    "a form that is not its issuer's": (
        lambda o: (changed(o, formats=frozenset({CredentialFormat.JWS})), o.present(id_token())),
        "WRONG_TYPE",
    ),
    "of an unknown issuer": (lambda o: o.present(id_token(iss="https://other.example")), "UNKNOWN_ISSUER"),
    "for another audience": (lambda o: o.present(id_token(aud="https://other.example")), "WRONG_AUDIENCE"),
    "for another of ours": (lambda o: o.present(id_token(aud="denizen")), "WRONG_AUDIENCE"),
    "for others besides": (lambda o: o.present(id_token(aud=[VERIFIER, "https://other.example"])), "WRONG_AUDIENCE"),
    "on behalf of others": (lambda o: o.present(id_token(azp="https://other.example")), "WRONG_AUDIENCE"),
    "for another nonce": (lambda o: o.present(id_token(nonce="other")), "WRONG_NONCE"),
    "for a nonce that nobody gave": (lambda o: o.present(id_token(), nonce=""), "WRONG_NONCE"),
    "for no nonce": (lambda o: o.present(id_token(nonce=None)), "WRONG_NONCE"),
    "somebody else by their sub": (lambda o: linked(o).present(id_token(sub="1")), "WRONG_SUBJECT"),
    "an assertion about nobody known": (lambda o: o.present(provided_claims(), nonce=""), "WRONG_SUBJECT"),
    "an assertion of no time": (
        lambda o: linked(o).present(
            provided_claims(iat=None, verified_claims=claims(verification={"time": None})), nonce=""
        ),
        "MISSING_CLAIM",
    ),
    "verified in the future": (lambda o: o.present(under(time="2026-12-01T00:00Z")), "NOT_YET_VALID"),
    "checked in the future": (
        lambda o: o.present(document(check_details=[{"check_method": "vpip", "time": "2026-12-01T00:00Z"}])),
        "NOT_YET_VALID",
    ),
    "a document of the future": (
        lambda o: o.present(document(document_details={"type": "passport", "date_of_issuance": "2026-12-01"})),
        "NOT_YET_VALID",
    ),
    "stateless and a citizen": (lambda o: o.present(about(nationalities=["XXA", "FR"])), "UNUSABLE_CLAIM"),
    "a specimen": (lambda o: o.present(about(nationalities=["UTO"])), "UNUSABLE_CLAIM"),
    "an organisation": (lambda o: o.present(about(nationalities=["UNO"])), "UNUSABLE_CLAIM"),
    "too much evidence": (lambda o: o.present(under(evidence=[{"type": "document"}] * 20)), "TOO_LARGE"),
    "too many checks": (
        lambda o: o.present(document(check_details=[{"check_method": "vpip"}] * 21)),
        "TOO_LARGE",
    ),
    "a digest without end": (
        lambda o: o.present(
            document(attachments=[{"url": "https://x.example", "digest": {"alg": "x", "value": "aGVs" * 99}}])
        ),
        "TOO_LARGE",
    ),
}


@pytest.mark.parametrize(("act", "word"), REFUSED.values(), ids=REFUSED)
def test_is_refused_and_nothing_is_kept(office: Office, act: Callable[[Office], object], word: str) -> None:
    assert refusal(lambda: act(office))[0] == word
    assert office.states() == []
    assert evidence(office) == []


def test_a_sub_that_is_another_principals(office: Office) -> None:
    other = office.add(type(ALICE)("principals/bob"))
    office.principals.link(ANN, other, SUB)
    assert refusal(lambda: office.present(id_token()))[0] == "WRONG_SUBJECT"
    assert office.present(id_token(), other).value.attestations


def test_the_same_token_about_another(office: Office) -> None:
    other = office.add(type(ALICE)("principals/bob"))
    office.present(id_token())
    assert refusal(lambda: office.present(id_token(), other))[0] == "WRONG_SUBJECT"


@pytest.mark.parametrize(
    "rights",
    [
        pytest.param({"countries": frozenset({DE})}, id="country"),
        pytest.param({"kinds": frozenset({ClaimKind.RESIDENCE})}, id="kind"),
        pytest.param({"purposes": frozenset({KYC})}, id="purpose"),
        pytest.param({"entitled": Interval(START)}, id="not when it verified"),
    ],
)
def test_beyond_its_issuers_rights(office: Office, rights: dict[str, Any]) -> None:
    changed(office, rights=(Right(**rights),))
    with pytest.raises(PermissionDeniedError):
        office.present(id_token())
    assert evidence(office) == []


def test_no_refusal_shows_what_the_token_says() -> None:
    for text, _ in SCHEMA.values():
        with pytest.raises(CredentialRefusedError) as raised:
            bank_office().present(text)
        assert not any(each in raised.value.message for each in ("Jeanne", "12AB34567", "France", "'FR'", "2030"))
