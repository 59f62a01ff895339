"""The part of DirectiveService that is about authorizations: converts, calls, converts back."""

import grpc

from denizen.domain import names
from denizen.rpc.calls import call_of
from denizen.rpc.convert import authorizations as convert
from denizen.rpc.convert.requests import read_at_least, read_once, read_paging
from denizen.usecases.directive_use_cases import DirectiveUseCases
from denizen.usecases.ports import Tokens
from denizen.v1 import directive_pb2 as pb


class AuthorizationMethods:
    """Authorizations' door, in the directives' house."""

    def __init__(self, use_cases: DirectiveUseCases, tokens: Tokens) -> None:
        self._use_cases = use_cases
        self._tokens = tokens

    def CreateAuthorization(
        self, request: pb.CreateAuthorizationRequest, context: grpc.ServicerContext
    ) -> pb.CreateAuthorizationResponse:
        call = call_of(context, None)
        authorization = convert.read_authorization(request.authorization)
        result = self._use_cases.create_authorization(call, authorization, read_once(request))
        return pb.CreateAuthorizationResponse(
            authorization=convert.write_authorization(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def GetAuthorization(
        self, request: pb.GetAuthorizationRequest, context: grpc.ServicerContext
    ) -> pb.GetAuthorizationResponse:
        call = call_of(context, None)
        name = names.authorization_name(request.name)
        result = self._use_cases.get_authorization(call, name, read_at_least(request, self._tokens))
        return pb.GetAuthorizationResponse(
            authorization=convert.write_authorization(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def ListAuthorizations(
        self, request: pb.ListAuthorizationsRequest, context: grpc.ServicerContext
    ) -> pb.ListAuthorizationsResponse:
        call = call_of(context, None)
        paging = read_paging(request, call, self._tokens)
        directive = names.directive_name(request.directive) if request.directive else None
        page = self._use_cases.list_authorizations(call, paging.turn, directive)
        return pb.ListAuthorizationsResponse(
            authorizations=map(convert.write_authorization, page.values),
            next_page_token=paging.next_token(page),
            revision_token=self._tokens.revision_token(page.revision.number),
        )

    def RevokeAuthorization(
        self, request: pb.RevokeAuthorizationRequest, context: grpc.ServicerContext
    ) -> pb.RevokeAuthorizationResponse:
        call = call_of(context, None)
        name = names.authorization_name(request.name)
        reason_code = names.identifier(request.reason_code, "reason_code")
        result = self._use_cases.revoke_authorization(call, name, reason_code, read_once(request))
        return pb.RevokeAuthorizationResponse(
            authorization=convert.write_authorization(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )
