"""Credentials and status lists over the wire."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import grpc
import pytest
from google.protobuf.timestamp_pb2 import Timestamp

from denizen.domain.issuers import CredentialFormat
from denizen.domain.names import IssuerName
from denizen.v1 import attestation_pb2 as pb
from denizen.v1 import credential_pb2, evidence_pb2, principal_pb2
from tests.minted_credentials import (
    BANK,
    BANK_KEY,
    HR,
    HR_KEY,
    ISSUER_KEY,
    LIST,
    NONCE,
    NOW,
    PID_ISSUER,
    VERIFIER,
    attestation_token,
    id_token,
    pid,
    referring,
    status_list,
    verified_claims,
)
from tests.rpc.running_services import Refusal, Services, refusal, services
from tests.unit.usecases.credentials import PID, STAFF, SetClock, signing_issuer

ALICE, PURPOSE = "principals/alice", "kyc"
BANK_ISSUER = IssuerName("issuers/bank")


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def served(clock: SetClock) -> Iterator[Services]:
    issuers = [
        signing_issuer(PID, PID_ISSUER, ISSUER_KEY, CredentialFormat.SD_JWT_VC),
        signing_issuer(STAFF, HR, HR_KEY, CredentialFormat.JWS),
        replace(
            signing_issuer(BANK_ISSUER, BANK, BANK_KEY, CredentialFormat.VERIFIED_CLAIMS),
            frameworks=frozenset({"eidas"}),
        ),
    ]
    with services(*issuers, of_store=clock) as running:
        person = principal_pb2.Principal(kind=principal_pb2.PRINCIPAL_KIND_PERSON)
        request = principal_pb2.CreatePrincipalRequest(principal_id="alice", principal=person, purpose=PURPOSE)
        running.principals.CreatePrincipal(request)
        yield running


def submit(served: Services, text: str, **changes: Any) -> pb.SubmitCredentialResponse:
    said = {"parent": ALICE, "audience": VERIFIER, "nonce": NONCE, "purpose": PURPOSE, **changes}
    request = credential_pb2.SubmitCredentialRequest(credential=text, **said)
    response: pb.SubmitCredentialResponse = served.attestations.SubmitCredential(request)
    return response


def bring(served: Services, text: str, **changes: Any) -> credential_pb2.SubmitStatusListResponse:
    said = {"issuer": PID, "purpose": PURPOSE, **changes}
    request = credential_pb2.SubmitStatusListRequest(status_list=text, **said)
    response: credential_pb2.SubmitStatusListResponse = served.attestations.SubmitStatusList(request)
    return response


def states(served: Services) -> list[int]:
    request = pb.ListAttestationsRequest(parent=ALICE, purpose=PURPOSE)
    return [each.state for each in served.attestations.ListAttestations(request).attestations]


def test_a_presentation_becomes_attestations(served: Services) -> None:
    answer = submit(served, pid(["FR", "XXA"]))
    one, other = answer.attestations
    assert (one.claim.citizenship.country, one.claim.country_as_given.code) == ("FR", "FR")
    assert other.claim.WhichOneof("value") == "statelessness"
    assert (one.state, one.issuer, list(one.purposes)) == (pb.ATTESTATION_STATE_VERIFIED, PID, [PURPOSE])
    kept = answer.credential
    assert (kept.type, kept.issuer, kept.hidden_elements) == ("urn:eudi:pid:1", PID, 1)
    assert list(kept.attestations) == [one.name, other.name]
    assert (len(kept.digest), kept.has_status, list(kept.purposes)) == (32, False, [PURPOSE])
    got = served.attestations.GetAttestation(pb.GetAttestationRequest(name=one.name, purpose=PURPOSE))
    assert got.attestation == one


def test_the_same_again_is_answered_alike(served: Services) -> None:
    first, text = submit(served, pid()), pid()
    assert submit(served, text) == first
    assert states(served) == [pb.ATTESTATION_STATE_VERIFIED]


def test_a_repeated_request_is_answered_byte_for_byte(served: Services, clock: SetClock) -> None:
    given = {"request_id": str(uuid.uuid4())}
    text = pid()
    first = submit(served, text, **given)
    clock.advance(100_000)
    again = submit(served, text, **given)
    assert again.SerializeToString(deterministic=True) == first.SerializeToString(deterministic=True)


def test_a_signed_attestation(served: Services) -> None:
    text = attestation_token(sub=ALICE, aud=[VERIFIER], purposes=[PURPOSE, "export-control"])
    answer = submit(served, text, nonce="", purposes=["export-control"])
    (one,) = answer.attestations
    assert (one.issuer, list(one.purposes), answer.credential.sequence) == (STAFF, ["export-control"], 1)


def test_verified_claims_and_what_they_rest_on(served: Services) -> None:
    said = verified_claims("FRA", address={"country_code": "IT"})
    answer = submit(served, id_token(verified_claims=said))
    one, other = answer.attestations
    assert (one.claim.citizenship.country, other.claim.residence.country) == ("FR", "IT")
    assert (one.assurance.framework, one.assurance.level) == ("eidas", "substantial")
    assert (one.issuer, answer.credential.type, list(one.evidence)) == (BANK_ISSUER, "jwt", list(other.evidence))
    name, digest, presented = one.evidence
    assert (digest.startswith("sha-256:"), presented) == (True, answer.credential.name)
    request = evidence_pb2.GetEvidenceRequest(name=name, purpose=PURPOSE)
    record = served.attestations.GetEvidence(request).evidence
    assert (record.passport.nationality, record.country, record.numbered) == ("", "FR", True)
    assert record.strength == evidence_pb2.EVIDENCE_STRENGTH_STRONG


def test_a_trust_framework_that_is_not_its_issuers(served: Services) -> None:
    said = verified_claims(verification={"trust_framework": "house_rules", "assurance_level": None})
    for framework, field in (
        ("house_rules", "credential.verified_claims.verification.trust_framework"),
        ("de_aml", "credential"),
    ):
        said["verification"]["trust_framework"] = framework
        told = refusal(lambda: submit(served, id_token(verified_claims=said)))
        assert told == Refusal(grpc.StatusCode.INVALID_ARGUMENT, "CREDENTIAL_REFUSED", field)
    assert states(served) == []


def test_a_refusal_says_why_and_shows_nothing(served: Services) -> None:
    text = pid(["FR"], exp=NOW - 100)
    told = refusal(lambda: submit(served, text))
    assert told == Refusal(grpc.StatusCode.INVALID_ARGUMENT, "CREDENTIAL_REFUSED", "credential")
    with pytest.raises(grpc.RpcError) as raised:
        submit(served, text)
    assert isinstance(raised.value, grpc.Call)
    details = raised.value.details()
    assert details is not None
    assert "has expired" in details
    assert not any(part in str(raised.value.trailing_metadata()) for part in text.replace("~", ".").split(".") if part)


@pytest.mark.parametrize(
    ("changes", "about"),
    [
        pytest.param({"parent": "alice"}, "parent", id="no principal's name"),
        pytest.param({"credential": ""}, "credential", id="nothing"),
        pytest.param({"purpose": ""}, "purpose", id="no purpose"),
        pytest.param({"purposes": ["kyc", "kyc"]}, "purposes", id="a purpose twice"),
        pytest.param({"purposes": ["K Y C"]}, "purposes[0]", id="no purpose's name"),
        pytest.param({"audience": "https://other.example"}, "audience", id="another audience"),
        pytest.param({"nonce": "x" * 1025}, "nonce", id="a long nonce"),
        pytest.param({"request_id": "1"}, "request_id", id="no request's id"),
    ],
)
def test_a_malformed_request(served: Services, changes: dict[str, Any], about: str) -> None:
    text = changes.pop("credential", pid())
    told = refusal(lambda: submit(served, text, **changes))
    assert told == Refusal(grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", about)


def test_a_principal_that_nobody_knows(served: Services) -> None:
    told = refusal(lambda: submit(served, pid(), parent="principals/bob"))
    assert told == Refusal(grpc.StatusCode.NOT_FOUND, "NOT_FOUND", "principals/bob")


def test_a_status_list_changes_what_rests_on_it(served: Services, clock: SetClock) -> None:
    text = status_list()
    known = bring(served, text).status_list
    assert (known.uri, known.issuer, known.fresh_until.seconds) == (LIST, PID, NOW + 86_400)
    assert bring(served, text).status_list == known
    assert submit(served, pid(status=referring(3))).credential.has_status
    clock.advance(10)
    bring(served, status_list({3: 1}, iat=NOW + 10))
    assert states(served) == [pb.ATTESTATION_STATE_REVOKED]
    late = refusal(lambda: bring(served, status_list(iat=NOW + 5)))
    assert late == Refusal(grpc.StatusCode.INVALID_ARGUMENT, "CREDENTIAL_REFUSED", "status_list")
    told = refusal(lambda: bring(served, text, retrieve_time=Timestamp(seconds=NOW + 20)))
    assert told.about == "retrieve_time"
    assert refusal(lambda: bring(served, text, issuer="issuers/none")).code is grpc.StatusCode.NOT_FOUND
