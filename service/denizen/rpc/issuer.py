"""IssuerService: converts, calls, converts back."""

import grpc

from denizen.domain import names
from denizen.domain.issuer_proposals import ProposalState
from denizen.domain.issuers import Standing
from denizen.rpc.calls import call_of
from denizen.rpc.convert import issuers as convert
from denizen.rpc.convert.enums import PROPOSAL
from denizen.rpc.convert.requests import read_at_least, read_once, read_paging
from denizen.usecases.issuer_changes import NewStanding
from denizen.usecases.issuer_key_changes import EndedKey
from denizen.usecases.issuer_use_cases import IssuerUseCases
from denizen.usecases.ports import Tokens
from denizen.v1 import issuer_pb2 as pb
from denizen.v1 import issuer_pb2_grpc


class IssuerServicer(issuer_pb2_grpc.IssuerServiceServicer):
    """The issuers' door."""

    def __init__(self, use_cases: IssuerUseCases, tokens: Tokens) -> None:
        self._use_cases = use_cases
        self._tokens = tokens

    def ProposeIssuer(
        self, request: pb.ProposeIssuerRequest, context: grpc.ServicerContext
    ) -> pb.ProposeIssuerResponse:
        call = call_of(context, None)
        result = self._use_cases.propose(call, convert.read_issuer(request.issuer), read_once(request))
        return pb.ProposeIssuerResponse(
            proposal=convert.write_proposal(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def SuspendIssuer(
        self, request: pb.SuspendIssuerRequest, context: grpc.ServicerContext
    ) -> pb.SuspendIssuerResponse:
        call = call_of(context, None)
        name = names.registered_issuer_name(request.name)
        code = names.identifier(request.reason_code, "reason_code")
        standing = NewStanding(Standing.SUSPENDED, convert.read_from(request), convert.read_end(request), code)
        result = self._use_cases.propose_standing(call, name, standing, read_once(request))
        return pb.SuspendIssuerResponse(
            proposal=convert.write_proposal(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def ReinstateIssuer(
        self, request: pb.ReinstateIssuerRequest, context: grpc.ServicerContext
    ) -> pb.ReinstateIssuerResponse:
        call = call_of(context, None)
        name = names.registered_issuer_name(request.name)
        code = names.identifier(request.reason_code, "reason_code")
        standing = NewStanding(Standing.REINSTATED, convert.read_from(request), None, code)
        result = self._use_cases.propose_standing(call, name, standing, read_once(request))
        return pb.ReinstateIssuerResponse(
            proposal=convert.write_proposal(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def WithdrawIssuer(
        self, request: pb.WithdrawIssuerRequest, context: grpc.ServicerContext
    ) -> pb.WithdrawIssuerResponse:
        call = call_of(context, None)
        name = names.registered_issuer_name(request.name)
        code = names.identifier(request.reason_code, "reason_code")
        standing = NewStanding(Standing.WITHDRAWN, convert.read_from(request), None, code)
        result = self._use_cases.propose_standing(call, name, standing, read_once(request))
        return pb.WithdrawIssuerResponse(
            proposal=convert.write_proposal(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def AddIssuerKeys(
        self, request: pb.AddIssuerKeysRequest, context: grpc.ServicerContext
    ) -> pb.AddIssuerKeysResponse:
        call = call_of(context, None)
        name = names.registered_issuer_name(request.name)
        result = self._use_cases.propose_keys(call, name, convert.read_added_keys(request), read_once(request))
        return pb.AddIssuerKeysResponse(
            proposal=convert.write_proposal(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def RevokeIssuerKey(
        self, request: pb.RevokeIssuerKeyRequest, context: grpc.ServicerContext
    ) -> pb.RevokeIssuerKeyResponse:
        call = call_of(context, None)
        name = names.registered_issuer_name(request.name)
        code = names.identifier(request.reason_code, "reason_code")
        key = EndedKey(request.key_id, convert.read_from(request), code)
        result = self._use_cases.propose_key_revocation(call, name, key, read_once(request))
        return pb.RevokeIssuerKeyResponse(
            proposal=convert.write_proposal(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def RefreshIssuerKeys(
        self, request: pb.RefreshIssuerKeysRequest, context: grpc.ServicerContext
    ) -> pb.RefreshIssuerKeysResponse:
        call = call_of(context, None)
        name = names.registered_issuer_name(request.name)
        result = self._use_cases.refresh_keys(call, name, read_once(request))
        return pb.RefreshIssuerKeysResponse(
            proposal=convert.write_proposal(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def ApproveIssuerProposal(
        self, request: pb.ApproveIssuerProposalRequest, context: grpc.ServicerContext
    ) -> pb.ApproveIssuerProposalResponse:
        call = call_of(context, None)
        name, state = names.proposal_name(request.name), ProposalState.APPROVED
        code = ""
        result = self._use_cases.decide(call, name, state, code, read_once(request))
        return pb.ApproveIssuerProposalResponse(
            proposal=convert.write_proposal(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def RejectIssuerProposal(
        self, request: pb.RejectIssuerProposalRequest, context: grpc.ServicerContext
    ) -> pb.RejectIssuerProposalResponse:
        call = call_of(context, None)
        name, state = names.proposal_name(request.name), ProposalState.REJECTED
        code = names.identifier(request.reason_code, "reason_code")
        result = self._use_cases.decide(call, name, state, code, read_once(request))
        return pb.RejectIssuerProposalResponse(
            proposal=convert.write_proposal(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def WithdrawIssuerProposal(
        self, request: pb.WithdrawIssuerProposalRequest, context: grpc.ServicerContext
    ) -> pb.WithdrawIssuerProposalResponse:
        call = call_of(context, None)
        name, state = names.proposal_name(request.name), ProposalState.WITHDRAWN
        code = ""
        result = self._use_cases.decide(call, name, state, code, read_once(request))
        return pb.WithdrawIssuerProposalResponse(
            proposal=convert.write_proposal(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def GetIssuerProposal(
        self, request: pb.GetIssuerProposalRequest, context: grpc.ServicerContext
    ) -> pb.GetIssuerProposalResponse:
        call = call_of(context, None)
        name = names.proposal_name(request.name)
        result = self._use_cases.get_proposal(call, name, read_at_least(request, self._tokens))
        return pb.GetIssuerProposalResponse(
            proposal=convert.write_proposal(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def ListIssuerProposals(
        self, request: pb.ListIssuerProposalsRequest, context: grpc.ServicerContext
    ) -> pb.ListIssuerProposalsResponse:
        call = call_of(context, None)
        paging = read_paging(request, call, self._tokens)
        issuer = names.registered_issuer_name(request.issuer, "issuer") if request.issuer else None
        state = PROPOSAL.read_optional(request.state, "state")
        page = self._use_cases.list_proposals(call, issuer, state, paging.turn)
        return pb.ListIssuerProposalsResponse(
            proposals=map(convert.write_proposal, page.values),
            next_page_token=paging.next_token(page),
            revision_token=self._tokens.revision_token(page.revision.number),
        )

    def GetIssuer(self, request: pb.GetIssuerRequest, context: grpc.ServicerContext) -> pb.GetIssuerResponse:
        call = call_of(context, None)
        name = names.registered_issuer_name(request.name)
        result = self._use_cases.get(call, name, convert.read_known(request, self._tokens))
        return pb.GetIssuerResponse(
            issuer=convert.write_record(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def ListIssuers(self, request: pb.ListIssuersRequest, context: grpc.ServicerContext) -> pb.ListIssuersResponse:
        call = call_of(context, None)
        paging = read_paging(request, call, self._tokens)
        page = self._use_cases.list(call, paging.turn)
        return pb.ListIssuersResponse(
            issuers=map(convert.write_record, page.values),
            next_page_token=paging.next_token(page),
            revision_token=self._tokens.revision_token(page.revision.number),
        )

    def ListIssuerHistory(
        self, request: pb.ListIssuerHistoryRequest, context: grpc.ServicerContext
    ) -> pb.ListIssuerHistoryResponse:
        call = call_of(context, None)
        paging = read_paging(request, call, self._tokens)
        page = self._use_cases.history(call, names.registered_issuer_name(request.name), paging.turn)
        return pb.ListIssuerHistoryResponse(
            issuers=map(convert.write_record, page.values),
            next_page_token=paging.next_token(page),
            revision_token=self._tokens.revision_token(page.revision.number),
        )
