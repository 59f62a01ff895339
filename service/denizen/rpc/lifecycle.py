"""The part of AttestationService that is about what becomes of facts: converts, calls, converts back."""

import grpc

from denizen.domain import names
from denizen.domain.names import subject_of
from denizen.rpc.calls import call_of
from denizen.rpc.convert import reviews as convert
from denizen.rpc.convert.attestations import write_attestation
from denizen.rpc.convert.requests import read_delivery, read_paging, read_purpose
from denizen.usecases.ports import Tokens
from denizen.usecases.review_use_cases import ReviewUseCases
from denizen.v1 import attestation_pb2 as pb
from denizen.v1 import lifecycle_pb2


class LifecycleMethods:
    """The door of what is suspended, and of what ends soon, in the attestations' house."""

    _reviews: ReviewUseCases
    _tokens: Tokens

    def SuspendAttestation(
        self, request: lifecycle_pb2.SuspendAttestationRequest, context: grpc.ServicerContext
    ) -> pb.SuspendAttestationResponse:
        call = call_of(context, read_purpose(request))
        name = names.attestation_name(request.name)
        reason_code = names.identifier(request.reason_code, "reason_code")
        result = self._reviews.suspend(call, name, reason_code, read_delivery(request, subject_of(name)))
        return pb.SuspendAttestationResponse(
            attestation=write_attestation(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
            late=result.late,
        )

    def ReinstateAttestation(
        self, request: lifecycle_pb2.ReinstateAttestationRequest, context: grpc.ServicerContext
    ) -> pb.ReinstateAttestationResponse:
        call = call_of(context, read_purpose(request))
        name = names.attestation_name(request.name)
        reason_code = names.identifier(request.reason_code, "reason_code")
        result = self._reviews.reinstate(call, name, reason_code, read_delivery(request, subject_of(name)))
        return pb.ReinstateAttestationResponse(
            attestation=write_attestation(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
            late=result.late,
        )

    def ListExpiring(
        self, request: lifecycle_pb2.ListExpiringRequest, context: grpc.ServicerContext
    ) -> pb.ListExpiringResponse:
        call = call_of(context, read_purpose(request))
        paging = read_paging(request, call, self._tokens)
        page = self._reviews.expiring(call, convert.read_expiring_filter(request), paging.turn)
        return pb.ListExpiringResponse(
            expiring=map(convert.write_expiring, page.values),
            next_page_token=paging.next_token(page),
            revision_token=self._tokens.revision_token(page.revision.number),
        )
