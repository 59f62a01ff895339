"""Attestations over the wire."""

import uuid
from typing import Any

import grpc
import pytest

from denizen.v1 import attestation_pb2 as pb
from denizen.v1 import principal_pb2
from denizen.v1.consistency_pb2 import Consistency
from tests.rpc.running_services import Refusal, Services, refusal
from tests.unit.convert.messages import attestation

ALICE, PURPOSE = "principals/alice", "export-control"


@pytest.fixture
def alice(served: Services) -> Services:
    served.principals.CreatePrincipal(
        principal_pb2.CreatePrincipalRequest(
            principal_id="alice", principal=principal_pb2.Principal(kind="PRINCIPAL_KIND_PERSON"), purpose=PURPOSE
        )
    )
    return served


def submit(served: Services, **changes: Any) -> pb.SubmitAttestationResponse:
    request = pb.SubmitAttestationRequest(parent=ALICE, attestation=attestation(**changes), purpose=PURPOSE)
    response: pb.SubmitAttestationResponse = served.attestations.SubmitAttestation(request)
    return response


def get(served: Services, name: str, purpose: str = PURPOSE, token: str = "") -> pb.GetAttestationResponse:
    consistency = Consistency(at_least_as_fresh=token) if token else None
    request = pb.GetAttestationRequest(name=name, purpose=purpose, consistency=consistency)
    response: pb.GetAttestationResponse = served.attestations.GetAttestation(request)
    return response


def test_what_was_submitted_comes_back(alice: Services) -> None:
    sent = attestation(
        {"citizenship": {}, "country_as_given": {"code": "GBN", "system": "COUNTRY_CODE_SYSTEM_ICAO_MRZ"}},
        held={"start": "2001-01-01T00:00:00Z"},
        assurance={"framework": "eidas", "level": "high"},
        evidence=["passport"],
        purposes=["kyc", "export-control"],
    )
    request = pb.SubmitAttestationRequest(parent=ALICE, attestation=sent, purpose=PURPOSE)
    answer = alice.attestations.SubmitAttestation(request)
    made = answer.attestation
    assert made.name.startswith(f"{ALICE}/attestations/")
    assert made.state == pb.ATTESTATION_STATE_VERIFIED
    assert made.claim.citizenship.country == "GB"
    assert made.claim.country_as_given == sent.claim.country_as_given
    assert made.assurance.ordinal == pb.ASSURANCE_LEVEL_HIGH
    assert (made.held, made.issuer, list(made.purposes)) == (sent.held, "issuers/hr", ["export-control", "kyc"])
    assert made.verified_at == made.create_time == made.known.from_time
    assert get(alice, made.name, token=answer.revision_token).attestation == made
    # What came back may be submitted as it is.
    request.attestation.CopyFrom(made)
    assert alice.attestations.SubmitAttestation(request).attestation.claim == made.claim


def test_revoked_and_superseded(alice: Services) -> None:
    first, second = submit(alice).attestation.name, submit(alice).attestation.name
    revoke = pb.RevokeAttestationRequest(name=first, reason_code="issued-in-error", purpose=PURPOSE)
    revoked = alice.attestations.RevokeAttestation(revoke)
    assert revoked.attestation.state == pb.ATTESTATION_STATE_REVOKED
    assert refusal(lambda: alice.attestations.RevokeAttestation(revoke)) == Refusal(
        grpc.StatusCode.FAILED_PRECONDITION, "FAILED_PRECONDITION", first
    )
    supersede = pb.SupersedeAttestationRequest(name=second, replacement=attestation(), purpose=PURPOSE)
    new = alice.attestations.SupersedeAttestation(supersede).attestation
    assert new.supersedes == second
    assert get(alice, second).attestation.superseded_by == new.name
    listed = alice.attestations.ListAttestations(pb.ListAttestationsRequest(parent=ALICE, purpose=PURPOSE))
    assert [each.name for each in listed.attestations] == [first, second, new.name]
    verified = pb.ListAttestationsRequest(parent=ALICE, purpose=PURPOSE, state=pb.ATTESTATION_STATE_VERIFIED)
    assert list(alice.attestations.ListAttestations(verified).attestations) == [new]


def test_a_repetition_is_the_same_byte_for_byte(alice: Services) -> None:
    request = pb.SubmitAttestationRequest(
        parent=ALICE, attestation=attestation(), purpose=PURPOSE, request_id=str(uuid.uuid4())
    )
    first = alice.attestations.SubmitAttestation(request)
    alice.attestations.RevokeAttestation(
        pb.RevokeAttestationRequest(name=first.attestation.name, reason_code="in-error", purpose=PURPOSE)
    )
    again = alice.attestations.SubmitAttestation(request)
    assert again.SerializeToString(deterministic=True) == first.SerializeToString(deterministic=True)


def test_of_another_purpose_is_not_there(alice: Services) -> None:
    name = submit(alice).attestation.name
    expected = Refusal(grpc.StatusCode.NOT_FOUND, "NOT_FOUND", name)
    assert refusal(lambda: get(alice, name, "kyc")) == expected
    listed = alice.attestations.ListAttestations(pb.ListAttestationsRequest(parent=ALICE, purpose="kyc"))
    assert list(listed.attestations) == []


def test_pages(alice: Services) -> None:
    names = [submit(alice).attestation.name for _ in range(5)]
    request = pb.ListAttestationsRequest(parent=ALICE, purpose=PURPOSE, page_size=2)
    found: list[str] = []
    while True:
        page = alice.attestations.ListAttestations(request)
        found += [each.name for each in page.attestations]
        submit(alice)
        if not page.next_page_token:
            break
        request.page_token = page.next_page_token
    assert found == names
    request.purpose = "kyc"
    assert refusal(lambda: alice.attestations.ListAttestations(request)).about == "page_token"


@pytest.mark.parametrize(
    ("changes", "code", "about"),
    [
        pytest.param(
            {"claim": {"citizenship": {"country": "ZZ"}}},
            grpc.StatusCode.INVALID_ARGUMENT,
            "attestation.claim.citizenship.country",
            id="unlisted country",
        ),
        pytest.param({"claim": {}}, grpc.StatusCode.INVALID_ARGUMENT, "attestation.claim", id="no claim"),
        pytest.param(
            {"claim": {"incorporation": {"country": "US"}}},
            grpc.StatusCode.INVALID_ARGUMENT,
            "attestation.claim",
            id="a claim about organisations",
        ),
        pytest.param(
            {"held": {"start": "2026-06-12T00:00:00Z", "end": "2026-06-11T00:00:00Z"}},
            grpc.StatusCode.INVALID_ARGUMENT,
            "attestation.held.end",
            id="reversed interval",
        ),
        pytest.param(
            {"verified_at": "2999-01-01T00:00:00Z"},
            grpc.StatusCode.INVALID_ARGUMENT,
            "attestation.verified_at",
            id="the future",
        ),
    ],
)
def test_what_is_refused_is_not_stored(
    alice: Services, changes: dict[str, Any], code: grpc.StatusCode, about: str
) -> None:
    told = refusal(lambda: submit(alice, **changes))
    assert (told.code, told.about) == (code, about)
    listed = alice.attestations.ListAttestations(pb.ListAttestationsRequest(parent=ALICE, purpose=PURPOSE))
    assert list(listed.attestations) == []


def test_a_reason_is_required_to_revoke(alice: Services) -> None:
    name = submit(alice).attestation.name
    request = pb.RevokeAttestationRequest(name=name, purpose=PURPOSE)
    assert refusal(lambda: alice.attestations.RevokeAttestation(request)).about == "reason_code"
