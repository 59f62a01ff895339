"""AttestationService: converts, calls, converts back."""

import grpc

from denizen.domain import names
from denizen.domain.names import subject_of
from denizen.rpc.calls import call_of
from denizen.rpc.convert import attestations as convert
from denizen.rpc.convert.requests import read_at_least, read_delivery, read_paging, read_purpose
from denizen.rpc.credential import CredentialMethods
from denizen.rpc.evidence import EvidenceHandlers
from denizen.rpc.feed import AttestationFeedMethods
from denizen.rpc.importing import ImportMethods, Places
from denizen.rpc.lifecycle import LifecycleMethods
from denizen.rpc.review import ReviewMethods
from denizen.usecases.attestations import AttestationUseCases
from denizen.usecases.credentials import CredentialUseCases
from denizen.usecases.evidence_use_cases import EvidenceUseCases
from denizen.usecases.ports import Tokens
from denizen.usecases.review_use_cases import ReviewUseCases
from denizen.usecases.watching.watch import Watch
from denizen.v1 import attestation_pb2 as pb
from denizen.v1 import attestation_pb2_grpc


class AttestationServicer(
    CredentialMethods,
    EvidenceHandlers,
    ReviewMethods,
    LifecycleMethods,
    AttestationFeedMethods,
    ImportMethods,
    attestation_pb2_grpc.AttestationServiceServicer,
):
    """The attestations' door."""

    def __init__(  # noqa: PLR0913, PLR0917 - the use cases behind one service of the API
        self,
        attestations: AttestationUseCases,
        evidence: EvidenceUseCases,
        reviews: ReviewUseCases,
        credentials: CredentialUseCases,
        watch: Watch,
        tokens: Tokens,
    ) -> None:
        self._attestations = attestations
        self._evidence = evidence
        self._reviews = reviews
        self._credentials = credentials
        self._watch = watch
        self._tokens = tokens
        self._places = Places()

    def SubmitAttestation(
        self, request: pb.SubmitAttestationRequest, context: grpc.ServicerContext
    ) -> pb.SubmitAttestationResponse:
        call = call_of(context, read_purpose(request))
        subject = names.principal_name(request.parent, "parent")
        submission = convert.read_submission(subject, request.attestation, "attestation")
        result = self._attestations.submit(call, submission, read_delivery(request, subject))
        return pb.SubmitAttestationResponse(
            attestation=convert.write_attestation(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
            late=result.late,
        )

    def GetAttestation(
        self, request: pb.GetAttestationRequest, context: grpc.ServicerContext
    ) -> pb.GetAttestationResponse:
        call = call_of(context, read_purpose(request))
        name = names.attestation_name(request.name)
        result = self._attestations.get(call, name, read_at_least(request, self._tokens))
        return pb.GetAttestationResponse(
            attestation=convert.write_attestation(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def ListAttestations(
        self, request: pb.ListAttestationsRequest, context: grpc.ServicerContext
    ) -> pb.ListAttestationsResponse:
        call = call_of(context, read_purpose(request))
        subject = names.principal_name(request.parent, "parent")
        paging = read_paging(request, call, self._tokens)
        page = self._attestations.list(call, subject, convert.read_state(request), paging.turn)
        return pb.ListAttestationsResponse(
            attestations=map(convert.write_attestation, page.values),
            next_page_token=paging.next_token(page),
            revision_token=self._tokens.revision_token(page.revision.number),
        )

    def RevokeAttestation(
        self, request: pb.RevokeAttestationRequest, context: grpc.ServicerContext
    ) -> pb.RevokeAttestationResponse:
        call = call_of(context, read_purpose(request))
        name = names.attestation_name(request.name)
        reason_code = names.identifier(request.reason_code, "reason_code")
        result = self._attestations.revoke(call, name, reason_code, read_delivery(request, subject_of(name)))
        return pb.RevokeAttestationResponse(
            attestation=convert.write_attestation(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
            late=result.late,
        )

    def SupersedeAttestation(
        self, request: pb.SupersedeAttestationRequest, context: grpc.ServicerContext
    ) -> pb.SupersedeAttestationResponse:
        call = call_of(context, read_purpose(request))
        name = names.attestation_name(request.name)
        replacement = convert.read_submission(subject_of(name), request.replacement, "replacement")
        result = self._attestations.supersede(call, name, replacement, read_delivery(request, subject_of(name)))
        return pb.SupersedeAttestationResponse(
            attestation=convert.write_attestation(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
            late=result.late,
        )
