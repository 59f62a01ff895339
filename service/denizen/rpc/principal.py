"""PrincipalService: converts, calls, converts back."""

import grpc

from denizen.domain import names
from denizen.rpc.calls import call_of
from denizen.rpc.convert import principals as convert
from denizen.rpc.convert.requests import read_at_least, read_once, read_paging, read_purpose
from denizen.usecases.ports import Tokens
from denizen.usecases.principals import PrincipalUseCases
from denizen.v1 import principal_pb2 as pb
from denizen.v1 import principal_pb2_grpc


class PrincipalServicer(principal_pb2_grpc.PrincipalServiceServicer):
    """The principals' door."""

    def __init__(self, principals: PrincipalUseCases, tokens: Tokens) -> None:
        self._principals = principals
        self._tokens = tokens

    def CreatePrincipal(
        self, request: pb.CreatePrincipalRequest, context: grpc.ServicerContext
    ) -> pb.CreatePrincipalResponse:
        call = call_of(context, read_purpose(request))
        result = self._principals.create(call, convert.read_new_principal(request), read_once(request))
        return pb.CreatePrincipalResponse(
            principal=convert.write_principal(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def GetPrincipal(self, request: pb.GetPrincipalRequest, context: grpc.ServicerContext) -> pb.GetPrincipalResponse:
        call = call_of(context, read_purpose(request))
        result = self._principals.get(call, convert.read_subject(request), read_at_least(request, self._tokens))
        return pb.GetPrincipalResponse(
            principal=convert.write_principal(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def ListPrincipals(
        self, request: pb.ListPrincipalsRequest, context: grpc.ServicerContext
    ) -> pb.ListPrincipalsResponse:
        call = call_of(context, read_purpose(request))
        paging = read_paging(request, call, self._tokens)
        page = self._principals.list(call, convert.read_filter(request), paging.turn)
        return pb.ListPrincipalsResponse(
            principals=map(convert.write_principal, page.values),
            next_page_token=paging.next_token(page),
            revision_token=self._tokens.revision_token(page.revision.number),
        )

    def UpdatePopulations(
        self, request: pb.UpdatePopulationsRequest, context: grpc.ServicerContext
    ) -> pb.UpdatePopulationsResponse:
        call = call_of(context, read_purpose(request))
        name = names.principal_name(request.name, "name")
        populations = convert.read_populations(request.populations, "populations")
        result = self._principals.update_populations(call, name, populations, read_once(request))
        return pb.UpdatePopulationsResponse(
            principal=convert.write_principal(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def LinkExternalIdentifier(
        self, request: pb.LinkExternalIdentifierRequest, context: grpc.ServicerContext
    ) -> pb.LinkExternalIdentifierResponse:
        call = call_of(context, read_purpose(request))
        name = names.principal_name(request.name, "name")
        identifier = convert.read_identifier(request.external_identifier)
        result = self._principals.link(call, name, identifier, read_once(request))
        return pb.LinkExternalIdentifierResponse(
            principal=convert.write_principal(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def UnlinkExternalIdentifier(
        self, request: pb.UnlinkExternalIdentifierRequest, context: grpc.ServicerContext
    ) -> pb.UnlinkExternalIdentifierResponse:
        call = call_of(context, read_purpose(request))
        name = names.principal_name(request.name, "name")
        identifier = convert.read_identifier(request.external_identifier)
        result = self._principals.unlink(call, name, identifier, read_once(request))
        return pb.UnlinkExternalIdentifierResponse(
            principal=convert.write_principal(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )
