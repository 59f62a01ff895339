"""The part of AttestationService that is about reviews: converts, calls, converts back."""

import grpc

from denizen.domain import names
from denizen.domain.names import subject_of
from denizen.domain.reviews import Review
from denizen.rpc.calls import call_of
from denizen.rpc.convert import reviews as convert
from denizen.rpc.convert.attestations import read_submission, write_attestation
from denizen.rpc.convert.enums import ASSURANCE
from denizen.rpc.convert.requests import read_at_least, read_delivery, read_once, read_paging, read_purpose
from denizen.usecases.ports import Tokens
from denizen.usecases.results import Result
from denizen.usecases.review_use_cases import ReviewUseCases
from denizen.v1 import attestation_pb2 as pb
from denizen.v1 import review_pb2


class ReviewMethods:
    """Reviews' door, in the attestations' house."""

    _reviews: ReviewUseCases
    _tokens: Tokens

    def ListReviews(
        self, request: review_pb2.ListReviewsRequest, context: grpc.ServicerContext
    ) -> pb.ListReviewsResponse:
        call = call_of(context, read_purpose(request))
        paging = read_paging(request, call, self._tokens)
        page = self._reviews.list(call, convert.read_review_filter(request), paging.turn)
        return pb.ListReviewsResponse(
            reviews=map(convert.write_reviewed, page.values),
            next_page_token=paging.next_token(page),
            revision_token=self._tokens.revision_token(page.revision.number),
        )

    def GetReview(self, request: review_pb2.GetReviewRequest, context: grpc.ServicerContext) -> pb.GetReviewResponse:
        call = call_of(context, read_purpose(request))
        name = names.attestation_name(request.name)
        result = self._reviews.get(call, name, read_at_least(request, self._tokens))
        return pb.GetReviewResponse(reviewed=convert.write_reviewed(result.value), revision_token=self._token(result))

    def AssignReview(
        self, request: review_pb2.AssignReviewRequest, context: grpc.ServicerContext
    ) -> pb.AssignReviewResponse:
        call = call_of(context, read_purpose(request))
        name = names.attestation_name(request.name)
        assignee = names.caller_name(request.assignee, "assignee") if request.assignee else None
        result = self._reviews.assign(call, name, assignee, read_once(request))
        return pb.AssignReviewResponse(
            reviewed=convert.write_reviewed(result.value), revision_token=self._token(result)
        )

    def RequestInformation(
        self, request: review_pb2.RequestInformationRequest, context: grpc.ServicerContext
    ) -> pb.RequestInformationResponse:
        call = call_of(context, read_purpose(request))
        name = names.attestation_name(request.name)
        wanted = convert.read_information_request(request)
        result = self._reviews.request_information(call, name, wanted, read_once(request))
        return pb.RequestInformationResponse(
            reviewed=convert.write_reviewed(result.value), revision_token=self._token(result)
        )

    def ProvideInformation(
        self, request: review_pb2.ProvideInformationRequest, context: grpc.ServicerContext
    ) -> pb.ProvideInformationResponse:
        call = call_of(context, read_purpose(request))
        name = names.attestation_name(request.name)
        evidence, code = tuple(request.evidence), convert.read_code(request.code)
        result = self._reviews.provide_information(call, name, evidence, code, read_once(request))
        return pb.ProvideInformationResponse(
            reviewed=convert.write_reviewed(result.value), revision_token=self._token(result)
        )

    def ApproveAttestation(
        self, request: pb.ApproveAttestationRequest, context: grpc.ServicerContext
    ) -> pb.ApproveAttestationResponse:
        call = call_of(context, read_purpose(request))
        name = names.attestation_name(request.name)
        level = ASSURANCE.read_optional(request.assurance_level, "assurance_level")
        result = self._reviews.approve(call, name, level, read_once(request))
        return pb.ApproveAttestationResponse(
            reviewed=convert.write_reviewed(result.value), revision_token=self._token(result)
        )

    def RejectAttestation(
        self, request: review_pb2.RejectAttestationRequest, context: grpc.ServicerContext
    ) -> pb.RejectAttestationResponse:
        call = call_of(context, read_purpose(request))
        name = names.attestation_name(request.name)
        result = self._reviews.reject(call, name, convert.read_rejection(request), read_once(request))
        return pb.RejectAttestationResponse(
            reviewed=convert.write_reviewed(result.value), revision_token=self._token(result)
        )

    def ResubmitAttestation(
        self, request: pb.ResubmitAttestationRequest, context: grpc.ServicerContext
    ) -> pb.ResubmitAttestationResponse:
        call = call_of(context, read_purpose(request))
        name = names.attestation_name(request.name)
        submission = read_submission(subject_of(name), request.attestation, "attestation")
        result = self._reviews.resubmit(call, name, submission, read_delivery(request, subject_of(name)))
        return pb.ResubmitAttestationResponse(
            attestation=write_attestation(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
            late=result.late,
        )

    def _token(self, result: Result[Review]) -> str:
        return self._tokens.revision_token(result.revision.number)
