"""GrantService: converts, calls, converts back."""

import grpc

from denizen.domain import names
from denizen.rpc.calls import call_of
from denizen.rpc.convert import grants as convert
from denizen.rpc.convert.requests import read_at_least, read_once, read_paging
from denizen.usecases.grants import GrantUseCases
from denizen.usecases.ports import Tokens
from denizen.v1 import grant_pb2 as pb
from denizen.v1 import grant_pb2_grpc


class GrantServicer(grant_pb2_grpc.GrantServiceServicer):
    """The grants' door."""

    def __init__(self, grants: GrantUseCases, tokens: Tokens) -> None:
        self._grants = grants
        self._tokens = tokens

    def ProposeGrant(self, request: pb.ProposeGrantRequest, context: grpc.ServicerContext) -> pb.ProposeGrantResponse:
        call = call_of(context, None)
        result = self._grants.propose(call, convert.read_grant(request.grant), read_once(request))
        return pb.ProposeGrantResponse(
            grant=convert.write_grant(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def ApproveGrant(self, request: pb.ApproveGrantRequest, context: grpc.ServicerContext) -> pb.ApproveGrantResponse:
        call = call_of(context, None)
        result = self._grants.approve(call, names.grant_name(request.name), once=read_once(request))
        return pb.ApproveGrantResponse(
            grant=convert.write_grant(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def RejectGrant(self, request: pb.RejectGrantRequest, context: grpc.ServicerContext) -> pb.RejectGrantResponse:
        call = call_of(context, None)
        reason_code = names.identifier(request.reason_code, "reason_code")
        result = self._grants.reject(call, names.grant_name(request.name), reason_code, read_once(request))
        return pb.RejectGrantResponse(
            grant=convert.write_grant(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def WithdrawGrant(
        self, request: pb.WithdrawGrantRequest, context: grpc.ServicerContext
    ) -> pb.WithdrawGrantResponse:
        call = call_of(context, None)
        result = self._grants.withdraw(call, names.grant_name(request.name), once=read_once(request))
        return pb.WithdrawGrantResponse(
            grant=convert.write_grant(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def RevokeGrant(self, request: pb.RevokeGrantRequest, context: grpc.ServicerContext) -> pb.RevokeGrantResponse:
        call = call_of(context, None)
        reason_code = names.identifier(request.reason_code, "reason_code")
        result = self._grants.revoke(call, names.grant_name(request.name), reason_code, read_once(request))
        return pb.RevokeGrantResponse(
            grant=convert.write_grant(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def GetGrant(self, request: pb.GetGrantRequest, context: grpc.ServicerContext) -> pb.GetGrantResponse:
        call = call_of(context, None)
        result = self._grants.get(call, names.grant_name(request.name), read_at_least(request, self._tokens))
        return pb.GetGrantResponse(
            grant=convert.write_grant(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def ListGrants(self, request: pb.ListGrantsRequest, context: grpc.ServicerContext) -> pb.ListGrantsResponse:
        call = call_of(context, None)
        paging = read_paging(request, call, self._tokens)
        page = self._grants.list(call, convert.read_filter(request), paging.turn)
        return pb.ListGrantsResponse(
            grants=map(convert.write_grant, page.values),
            next_page_token=paging.next_token(page),
            revision_token=self._tokens.revision_token(page.revision.number),
        )

    def GetOwnRights(self, _request: pb.GetOwnRightsRequest, context: grpc.ServicerContext) -> pb.GetOwnRightsResponse:
        call = call_of(context, None)
        return convert.write_rights(call.caller.name, self._grants.own(call))
