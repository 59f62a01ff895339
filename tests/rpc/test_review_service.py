"""Reviews over the wire."""

import uuid
from typing import Any

import grpc
import pytest

from denizen.v1 import attestation_pb2 as pb
from denizen.v1 import lifecycle_pb2, principal_pb2, review_pb2
from denizen.v1.delivery_pb2 import Delivery
from tests.rpc.running_services import Refusal, Services, refusal
from tests.unit.convert.messages import attestation

ALICE, PURPOSE = "principals/alice", "export-control"
ANN = (("denizen-on-behalf-of", "callers/ann"),)
BOB = (("denizen-on-behalf-of", "callers/bob"),)


@pytest.fixture
def alice(served: Services) -> Services:
    served.principals.CreatePrincipal(
        principal_pb2.CreatePrincipalRequest(
            principal_id="alice", principal=principal_pb2.Principal(kind="PRINCIPAL_KIND_PERSON"), purpose=PURPOSE
        )
    )
    return served


def submitted(served: Services, number: int = 0, **changes: Any) -> pb.SubmitAttestationResponse:
    """By an issuer for whom the caller does not act, so that it waits."""
    given = attestation(**{"issuer": "issuers/agency", **changes})
    delivery = Delivery(source="feed", number=number) if number else None
    request = pb.SubmitAttestationRequest(parent=ALICE, attestation=given, purpose=PURPOSE, delivery=delivery)
    response: pb.SubmitAttestationResponse = served.attestations.SubmitAttestation(request, metadata=ANN)
    return response


def test_from_the_queue_to_a_decision(alice: Services) -> None:
    name = submitted(alice).attestation.name
    listed = alice.attestations.ListReviews(review_pb2.ListReviewsRequest(purpose=PURPOSE))
    assert [(each.attestation.name, each.review.state) for each in listed.reviews] == [
        (name, review_pb2.REVIEW_STATE_UNASSIGNED)
    ]
    assert listed.reviews[0].review.submitted_on_behalf_of == "callers/ann"
    approve = pb.ApproveAttestationRequest(name=name, purpose=PURPOSE)
    expected = Refusal(grpc.StatusCode.FAILED_PRECONDITION, "FAILED_PRECONDITION", name)
    assert refusal(lambda: alice.attestations.ApproveAttestation(approve, metadata=ANN)) == expected
    # Nobody registered the issuer.
    assert refusal(lambda: alice.attestations.ApproveAttestation(approve, metadata=BOB)) == expected
    reject = review_pb2.RejectAttestationRequest(
        name=name, reasons=["REJECTION_REASON_ISSUER_NOT_ENTITLED"], purpose=PURPOSE, request_id=str(uuid.uuid4())
    )
    first = alice.attestations.RejectAttestation(reject, metadata=BOB)
    assert first.reviewed.review.state == review_pb2.REVIEW_STATE_REJECTED
    assert alice.attestations.RejectAttestation(reject, metadata=BOB) == first
    shown = alice.attestations.GetReview(review_pb2.GetReviewRequest(name=name, purpose=PURPOSE)).reviewed
    assert shown == first.reviewed
    assert list(alice.attestations.ListReviews(review_pb2.ListReviewsRequest(purpose=PURPOSE)).reviews) == []


def test_pages_of_the_queue(alice: Services) -> None:
    names = [submitted(alice).attestation.name for _ in range(5)]
    request = review_pb2.ListReviewsRequest(purpose=PURPOSE, page_size=2)
    found: list[str] = []
    while True:
        page = alice.attestations.ListReviews(request)
        found += [each.attestation.name for each in page.reviews]
        submitted(alice)
        if not page.next_page_token:
            break
        request.page_token = page.next_page_token
    assert found == names
    request.population = "employee"
    assert refusal(lambda: alice.attestations.ListReviews(request)).about == "page_token"


def test_a_numbered_write(alice: Services) -> None:
    first = submitted(alice, 5)
    assert submitted(alice, 5).SerializeToString(deterministic=True) == first.SerializeToString(deterministic=True)
    late = submitted(alice, 4)
    assert late.late
    assert late.attestation == first.attestation
    told = refusal(lambda: submitted(alice, 5, evidence=["other"]))
    assert told.code is grpc.StatusCode.ALREADY_EXISTS


@pytest.mark.parametrize(
    ("call", "request_", "about"),
    [
        ("RejectAttestation", review_pb2.RejectAttestationRequest(), "reasons"),
        (
            "RejectAttestation",
            review_pb2.RejectAttestationRequest(reasons=["REJECTION_REASON_UNSPECIFIED"]),
            "reasons[0]",
        ),
        ("RejectAttestation", review_pb2.RejectAttestationRequest(reasons=["REJECTION_REASON_OTHER"]), "code"),
        (
            "RejectAttestation",
            review_pb2.RejectAttestationRequest(reasons=["REJECTION_REASON_OTHER"], code="Ada lied"),
            "code",
        ),
        (
            "RequestInformation",
            review_pb2.RequestInformationRequest(wanted=["INFORMATION_WANTED_UNSPECIFIED"]),
            "wanted[0]",
        ),
        ("ProvideInformation", review_pb2.ProvideInformationRequest(evidence=[""]), "evidence[0]"),
        ("AssignReview", review_pb2.AssignReviewRequest(assignee="bob"), "assignee"),
        (
            "ApproveAttestation",
            pb.ApproveAttestationRequest(assurance_level="ASSURANCE_LEVEL_SELF_DECLARED"),
            "assurance_level",
        ),
        ("SuspendAttestation", lifecycle_pb2.SuspendAttestationRequest(), "reason_code"),
        (
            "SuspendAttestation",
            lifecycle_pb2.SuspendAttestationRequest(reason_code="x", delivery=Delivery(source="feed", number=-1)),
            "delivery.number",
        ),
        (
            "ReinstateAttestation",
            lifecycle_pb2.ReinstateAttestationRequest(reason_code="x", delivery=Delivery(source="A B", number=1)),
            "delivery.source",
        ),
        ("ListExpiring", lifecycle_pb2.ListExpiringRequest(), "within_days"),
        ("ListExpiring", lifecycle_pb2.ListExpiringRequest(within_days=3661), "within_days"),
    ],
    ids=str,
)
def test_what_is_refused(alice: Services, call: str, request_: Any, about: str) -> None:
    request_.purpose = PURPOSE
    if "name" in request_.DESCRIPTOR.fields_by_name:
        request_.name = submitted(alice).attestation.name
    told = refusal(lambda: getattr(alice.attestations, call)(request_, metadata=BOB))
    assert (told.code, told.about) == (grpc.StatusCode.INVALID_ARGUMENT, about)


def test_suspended_and_reinstated(alice: Services) -> None:
    name = submitted(alice, issuer="issuers/hr").attestation.name
    suspend = lifecycle_pb2.SuspendAttestationRequest(name=name, reason_code="inquiry", purpose=PURPOSE)
    assert alice.attestations.SuspendAttestation(suspend).attestation.state == pb.ATTESTATION_STATE_SUSPENDED
    reinstate = lifecycle_pb2.ReinstateAttestationRequest(name=name, reason_code="closed", purpose=PURPOSE)
    her = (("denizen-on-behalf-of", "principals/alice"),)
    told = refusal(lambda: alice.attestations.ReinstateAttestation(reinstate, metadata=her))
    assert told.code is grpc.StatusCode.FAILED_PRECONDITION
    done = alice.attestations.ReinstateAttestation(reinstate, metadata=ANN)
    assert done.attestation.state == pb.ATTESTATION_STATE_VERIFIED
