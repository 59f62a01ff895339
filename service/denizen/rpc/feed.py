"""The watching parts of AttestationService and DirectiveService: convert, call, convert back."""

from collections.abc import Callable, Iterator

import grpc

from denizen.rpc.calls import call_of, further_of, permit_again_of
from denizen.rpc.convert import feed as convert
from denizen.rpc.convert.requests import read_purpose
from denizen.usecases.context import Call
from denizen.usecases.ports import Tokens
from denizen.usecases.watching.wanted import Wanted
from denizen.usecases.watching.watch import Watch, Watcher
from denizen.v1 import feed_pb2 as pb


def _watcher(
    request: convert.Request, wanted: Wanted, call: Call, tokens: Tokens, context: grpc.ServicerContext
) -> Watcher:
    query = convert.read_query(request, call)

    def when_left(act: Callable[[], None]) -> None:
        if not context.add_callback(act):
            act()

    return Watcher(
        call=call,
        wanted=wanted,
        query=query,
        start=convert.read_start(request, query, call, tokens),
        again=permit_again_of(context),
        when_left=when_left,
        cut=context.cancel,
    )


class AttestationFeedMethods:
    """The door of whoever watches principals, in the attestations' house."""

    _watch: Watch
    _tokens: Tokens

    def WatchAttestations(
        self, request: pb.WatchAttestationsRequest, context: grpc.ServicerContext
    ) -> Iterator[pb.WatchAttestationsResponse]:
        call = call_of(context, read_purpose(request))
        watcher = _watcher(request, convert.read_about_principals(request), call, self._tokens, context)
        for told in self._watch(watcher):
            yield pb.WatchAttestationsResponse(
                events=convert.write_events(told.events),
                resume_token=told.resume_token,
                revision_token=self._tokens.revision_token(told.revision),
            )


class DirectiveFeedMethods:
    """The door of whoever watches directives, in the directives' house."""

    _watch: Watch
    _tokens: Tokens

    def WatchDirectives(
        self, request: pb.WatchDirectivesRequest, context: grpc.ServicerContext
    ) -> Iterator[pb.WatchDirectivesResponse]:
        call = call_of(context, None)
        watcher = _watcher(
            request, convert.read_about_directives(request, further_of(context)), call, self._tokens, context
        )
        for told in self._watch(watcher):
            yield pb.WatchDirectivesResponse(
                events=convert.write_events(told.events),
                resume_token=told.resume_token,
                revision_token=self._tokens.revision_token(told.revision),
            )
