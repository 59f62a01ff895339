"""The part of AttestationService that is about evidence: converts, calls, converts back."""

import grpc

from denizen.domain import names
from denizen.rpc.calls import call_of
from denizen.rpc.convert import documents
from denizen.rpc.convert import evidence as convert
from denizen.rpc.convert.evidence_messages import write_evidence
from denizen.rpc.convert.requests import read_at_least, read_once, read_paging, read_purpose
from denizen.usecases.evidence_use_cases import EvidenceUseCases
from denizen.usecases.ports import Tokens
from denizen.v1 import document_pb2
from denizen.v1 import evidence_pb2 as pb


class EvidenceHandlers:
    """The evidence's door."""

    _evidence: EvidenceUseCases
    _tokens: Tokens

    def AddEvidence(self, request: pb.AddEvidenceRequest, context: grpc.ServicerContext) -> pb.AddEvidenceResponse:
        call = call_of(context, read_purpose(request))
        subject = names.principal_name(request.parent, "parent")
        new = convert.read_evidence(subject, request.evidence, "evidence")
        supersedes = names.evidence_name(request.supersedes, "supersedes") if request.supersedes else None
        result = self._evidence.add(call, new, supersedes, read_once(request))
        return pb.AddEvidenceResponse(
            evidence=write_evidence(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def GetEvidence(self, request: pb.GetEvidenceRequest, context: grpc.ServicerContext) -> pb.GetEvidenceResponse:
        call = call_of(context, read_purpose(request))
        result = self._evidence.get(call, names.evidence_name(request.name), read_at_least(request, self._tokens))
        return pb.GetEvidenceResponse(
            evidence=write_evidence(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def ListEvidence(self, request: pb.ListEvidenceRequest, context: grpc.ServicerContext) -> pb.ListEvidenceResponse:
        call = call_of(context, read_purpose(request))
        subject = names.principal_name(request.parent, "parent")
        paging = read_paging(request, call, self._tokens)
        page = self._evidence.list(call, subject, convert.read_state(request), paging.turn)
        return pb.ListEvidenceResponse(
            evidence=map(write_evidence, page.values),
            next_page_token=paging.next_token(page),
            revision_token=self._tokens.revision_token(page.revision.number),
        )

    def WithdrawEvidence(
        self, request: pb.WithdrawEvidenceRequest, context: grpc.ServicerContext
    ) -> pb.WithdrawEvidenceResponse:
        call = call_of(context, read_purpose(request))
        name = names.evidence_name(request.name)
        reason_code = names.identifier(request.reason_code, "reason_code")
        result = self._evidence.withdraw(call, name, reason_code, read_once(request))
        return pb.WithdrawEvidenceResponse(
            evidence=write_evidence(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def VerifyDocument(
        self, request: document_pb2.VerifyDocumentRequest, context: grpc.ServicerContext
    ) -> document_pb2.VerifyDocumentResponse:
        call = call_of(context, read_purpose(request))
        verified = self._evidence.verify_document(call, documents.read_document(request), read_once(request))
        return documents.write_verified(verified, self._tokens)
