"""DirectiveService: converts, calls, converts back."""

import grpc

from denizen.domain import names
from denizen.rpc.authorization import AuthorizationMethods
from denizen.rpc.calls import call_of
from denizen.rpc.convert import directive_messages, directives, reference
from denizen.rpc.convert.moments import read_optional_moment
from denizen.rpc.convert.requests import read_at_least, read_once, read_paging
from denizen.rpc.feed import DirectiveFeedMethods
from denizen.usecases.directive_use_cases import DirectiveUseCases
from denizen.usecases.ports import Tokens
from denizen.usecases.watching.watch import Watch
from denizen.v1 import directive_pb2 as pb
from denizen.v1 import directive_pb2_grpc


class DirectiveServicer(AuthorizationMethods, DirectiveFeedMethods, directive_pb2_grpc.DirectiveServiceServicer):
    """The directives' door."""

    def __init__(self, use_cases: DirectiveUseCases, watch: Watch, tokens: Tokens) -> None:
        super().__init__(use_cases, tokens)
        self._watch = watch

    def RegisterResource(
        self, request: pb.RegisterResourceRequest, context: grpc.ServicerContext
    ) -> pb.RegisterResourceResponse:
        call = call_of(context, None)
        result = self._use_cases.register_resource(call, reference.read_resource(request.resource), read_once(request))
        return pb.RegisterResourceResponse(
            resource=reference.write_resource(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def ListResources(
        self, request: pb.ListResourcesRequest, context: grpc.ServicerContext
    ) -> pb.ListResourcesResponse:
        call = call_of(context, None)
        paging = read_paging(request, call, self._tokens)
        page = self._use_cases.list_resources(call, paging.turn)
        return pb.ListResourcesResponse(
            resources=map(reference.write_resource, page.values),
            next_page_token=paging.next_token(page),
            revision_token=self._tokens.revision_token(page.revision.number),
        )

    def CreateDirective(
        self, request: pb.CreateDirectiveRequest, context: grpc.ServicerContext
    ) -> pb.CreateDirectiveResponse:
        call = call_of(context, None)
        result = self._use_cases.create(call, directives.read_directive(request.directive), read_once(request))
        return pb.CreateDirectiveResponse(
            directive=directive_messages.write_directive(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def GetDirective(self, request: pb.GetDirectiveRequest, context: grpc.ServicerContext) -> pb.GetDirectiveResponse:
        call = call_of(context, None)
        result = self._use_cases.get(
            call, names.directive_name(request.name, "name"), read_at_least(request, self._tokens)
        )
        return pb.GetDirectiveResponse(
            directive=directive_messages.write_directive(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def ListDirectives(
        self, request: pb.ListDirectivesRequest, context: grpc.ServicerContext
    ) -> pb.ListDirectivesResponse:
        call = call_of(context, None)
        paging = read_paging(request, call, self._tokens)
        page = self._use_cases.list(call, paging.turn)
        return pb.ListDirectivesResponse(
            directives=map(directive_messages.write_directive, page.values),
            next_page_token=paging.next_token(page),
            revision_token=self._tokens.revision_token(page.revision.number),
        )

    def PublishVersion(
        self, request: pb.PublishVersionRequest, context: grpc.ServicerContext
    ) -> pb.PublishVersionResponse:
        call = call_of(context, None)
        parent = names.directive_name(request.parent, "parent")
        result = self._use_cases.publish(call, parent, directives.read_publication(request), read_once(request))
        return pb.PublishVersionResponse(
            version=directive_messages.write_version(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
            warnings=map(directive_messages.write_warning, result.value.publication.allowed),
        )

    def GetVersion(self, request: pb.GetVersionRequest, context: grpc.ServicerContext) -> pb.GetVersionResponse:
        call = call_of(context, None)
        result = self._use_cases.get_version(
            call, names.version_name(request.name), read_at_least(request, self._tokens)
        )
        return pb.GetVersionResponse(
            version=directive_messages.write_version(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def DiffVersions(self, request: pb.DiffVersionsRequest, context: grpc.ServicerContext) -> pb.DiffVersionsResponse:
        call = call_of(context, None)
        before, after = names.version_name(request.before, "before"), names.version_name(request.after, "after")
        result = self._use_cases.diff_versions(call, before, after, read_at_least(request, self._tokens))
        return directive_messages.write_difference(result.value, self._tokens.revision_token(result.revision.number))

    def ActivateVersion(
        self, request: pb.ActivateVersionRequest, context: grpc.ServicerContext
    ) -> pb.ActivateVersionResponse:
        call = call_of(context, None)
        name = names.version_name(request.name)
        result = self._use_cases.activate(call, name, directives.read_effective(request), read_once(request))
        return pb.ActivateVersionResponse(
            directive=directive_messages.write_directive(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def SuspendDirective(
        self, request: pb.SuspendDirectiveRequest, context: grpc.ServicerContext
    ) -> pb.SuspendDirectiveResponse:
        call = call_of(context, None)
        name = names.directive_name(request.name, "name")
        result = self._use_cases.suspend(call, name, directives.read_effective(request), read_once(request))
        return pb.SuspendDirectiveResponse(
            directive=directive_messages.write_directive(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def RescindDirective(
        self, request: pb.RescindDirectiveRequest, context: grpc.ServicerContext
    ) -> pb.RescindDirectiveResponse:
        call = call_of(context, None)
        name = names.directive_name(request.name, "name")
        effective_from = read_optional_moment(request, "effective_from", "effective_from")
        result = self._use_cases.rescind(call, name, effective_from, read_once(request))
        return pb.RescindDirectiveResponse(
            directive=directive_messages.write_directive(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def PutCountrySet(
        self, request: pb.PutCountrySetRequest, context: grpc.ServicerContext
    ) -> pb.PutCountrySetResponse:
        call = call_of(context, None)
        result = self._use_cases.put_country_set(
            call, reference.read_country_set(request.country_set), read_once(request)
        )
        return pb.PutCountrySetResponse(
            country_set=reference.write_country_set(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def GetCountrySet(
        self, request: pb.GetCountrySetRequest, context: grpc.ServicerContext
    ) -> pb.GetCountrySetResponse:
        call = call_of(context, None)
        result = self._use_cases.get_country_set(
            call, names.country_set_name(request.name, "name"), read_at_least(request, self._tokens)
        )
        return pb.GetCountrySetResponse(
            country_set=reference.write_country_set(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def ListCountrySets(
        self, request: pb.ListCountrySetsRequest, context: grpc.ServicerContext
    ) -> pb.ListCountrySetsResponse:
        call = call_of(context, None)
        paging = read_paging(request, call, self._tokens)
        page = self._use_cases.list_country_sets(call, paging.turn)
        return pb.ListCountrySetsResponse(
            country_sets=map(reference.write_country_set, page.values),
            next_page_token=paging.next_token(page),
            revision_token=self._tokens.revision_token(page.revision.number),
        )

    def PutList(self, request: pb.PutListRequest, context: grpc.ServicerContext) -> pb.PutListResponse:
        call = call_of(context, None)
        result = self._use_cases.put_list(call, reference.read_list(request.list), read_once(request))
        return pb.PutListResponse(
            list=reference.write_list(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def AddListEntries(
        self, request: pb.AddListEntriesRequest, context: grpc.ServicerContext
    ) -> pb.AddListEntriesResponse:
        call = call_of(context, None)
        name = names.list_name(request.name, "name")
        result = self._use_cases.add_entries(call, name, reference.read_entries(request.entries), read_once(request))
        return pb.AddListEntriesResponse(
            list=reference.write_list(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def RemoveListEntries(
        self, request: pb.RemoveListEntriesRequest, context: grpc.ServicerContext
    ) -> pb.RemoveListEntriesResponse:
        call = call_of(context, None)
        name = names.list_name(request.name, "name")
        result = self._use_cases.remove_entries(call, name, reference.read_unlisted(request), read_once(request))
        return pb.RemoveListEntriesResponse(
            list=reference.write_list(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def GetList(self, request: pb.GetListRequest, context: grpc.ServicerContext) -> pb.GetListResponse:
        call = call_of(context, None)
        result = self._use_cases.get_list(
            call, names.list_name(request.name, "name"), read_at_least(request, self._tokens)
        )
        return pb.GetListResponse(
            list=reference.write_list(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )

    def ListLists(self, request: pb.ListListsRequest, context: grpc.ServicerContext) -> pb.ListListsResponse:
        call = call_of(context, None)
        paging = read_paging(request, call, self._tokens)
        page = self._use_cases.list_lists(call, paging.turn)
        return pb.ListListsResponse(
            lists=map(reference.write_list, page.values),
            next_page_token=paging.next_token(page),
            revision_token=self._tokens.revision_token(page.revision.number),
        )
