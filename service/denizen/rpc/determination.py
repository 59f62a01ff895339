"""DeterminationService: converts, calls, converts back."""

from collections.abc import Callable, Iterator

import grpc

from denizen.domain.errors import DenizenError, InvalidError
from denizen.domain.refusals import inside
from denizen.rpc.calls import call_of, permit_again_of, while_asked
from denizen.rpc.convert import determinations as convert
from denizen.rpc.convert import populations
from denizen.rpc.convert.disclosure import cut
from denizen.rpc.convert.encoded import Encoded, encode_batch, encode_check
from denizen.rpc.convert.moments import write_moment
from denizen.rpc.convert.requests import query_of, read_at_least, read_purpose
from denizen.usecases.asking import Times
from denizen.usecases.check import MOST_ITEMS
from denizen.usecases.determination_use_cases import DeterminationUseCases
from denizen.usecases.populations.asking_everybody import Place, highest
from denizen.usecases.populations.watchers import PopulationWatcher
from denizen.usecases.ports import Tokens
from denizen.usecases.results import Turn
from denizen.v1 import determination_pb2 as pb
from denizen.v1 import determination_pb2_grpc


class DeterminationServicer(determination_pb2_grpc.DeterminationServiceServicer):
    """The questions' door."""

    def __init__(self, use_cases: DeterminationUseCases, tokens: Tokens) -> None:
        self._check = use_cases.check
        self._check_access = use_cases.check_access
        self._diff = use_cases.diff
        self._everybody = use_cases.everybody
        self._watch = use_cases.watch
        self._tokens = tokens

    def Check(self, request: pb.CheckRequest, context: grpc.ServicerContext) -> Encoded:
        call = call_of(context, read_purpose(request))
        item = convert.read_item(request, explain=request.explain)
        decision = self._check(call, [item], convert.read_times(request, self._tokens))
        (answer,) = decision.answers
        if isinstance(answer, DenizenError):
            raise answer
        return encode_check(answer, decision, self._tokens)

    def BatchCheck(self, request: pb.BatchCheckRequest, context: grpc.ServicerContext) -> Encoded:
        call = call_of(context, read_purpose(request))
        if len(request.items) > MOST_ITEMS:
            raise InvalidError("items", len(request.items), f"at most {MOST_ITEMS}")
        read = convert.read_batch_items(request.items)
        asked = [item for item in read if not isinstance(item, InvalidError)]
        decision = self._check(call, asked, convert.read_times(request, self._tokens))
        if len(asked) == len(read):
            return encode_batch(decision.answers, decision, self._tokens)
        answers = iter(decision.answers)
        results = (item if isinstance(item, InvalidError) else next(answers) for item in read)
        return encode_batch(results, decision, self._tokens)

    def CheckAccess(self, request: pb.CheckAccessRequest, context: grpc.ServicerContext) -> pb.CheckAccessResponse:
        call = call_of(context, read_purpose(request))
        decision = self._check_access(call, convert.read_wanted(request), convert.read_times(request, self._tokens))
        response = pb.CheckAccessResponse(
            access=convert.write_access(decision.access),
            at=write_moment(decision.at),
            known_revision=decision.revision.number,
            revision_token=self._tokens.revision_token(decision.revision.number),
            decision_id=decision.id,
        )
        return cut(response, decision.tier)

    def DiffDeterminations(
        self, request: pb.DiffDeterminationsRequest, context: grpc.ServicerContext
    ) -> pb.DiffDeterminationsResponse:
        with inside("question"):
            call = call_of(context, read_purpose(request.question))
            item = convert.read_item(request.question)
        before, after = (convert.read_pair(getattr(request, side), side) for side in ("before", "after"))
        found = self._diff(call, item, before, after, read_at_least(request, self._tokens))
        response = pb.DiffDeterminationsResponse(
            before=convert.write_dated(found.before),
            after=convert.write_dated(found.after),
            differences=map(convert.write_difference, found.differences),
            revision_token=self._tokens.revision_token(found.read.number),
        )
        return cut(response, found.tier)

    def ListDeterminations(
        self, request: pb.ListDeterminationsRequest, context: grpc.ServicerContext
    ) -> pb.ListDeterminationsResponse:
        call = while_asked(call_of(context, read_purpose(request)), context)
        size = Turn.parse_size(request.page_size)
        query = query_of(request, call, "page_size", "page_token", "consistency")
        turn = self._turn(request, request.page_token, query, "page_token")
        found = self._everybody.list(
            call, populations.read_question(request), populations.read_wanted(request), turn, size
        )
        token = populations.write_place(found.place, query, self._tokens)
        return populations.write_found(found, token, self._tokens.revision_token(found.read))

    def CountDeterminations(
        self, request: pb.CountDeterminationsRequest, context: grpc.ServicerContext
    ) -> Iterator[pb.CountDeterminationsResponse]:
        call = while_asked(call_of(context, read_purpose(request)), context)
        query = query_of(request, call, "resume_token", "consistency")
        turn = self._turn(request, request.resume_token, query, "resume_token")
        for counted in self._everybody.count(call, populations.read_question(request), turn):
            token = populations.write_place(counted.place, query, self._tokens)
            revision_token = self._tokens.revision_token(counted.read)
            yield populations.write_counted(counted, token, revision_token, call.tier)

    def WatchDeterminations(
        self, request: pb.WatchDeterminationsRequest, context: grpc.ServicerContext
    ) -> Iterator[pb.WatchDeterminationsResponse]:
        call = while_asked(call_of(context, read_purpose(request)), context)
        query = query_of(request, call, "resume_token", "after")

        def when_left(act: Callable[[], None]) -> None:
            if not context.add_callback(act):
                act()

        watcher = PopulationWatcher(
            call=call,
            question=populations.read_question(request),
            start=populations.read_start(request, query, self._tokens),
            token=lambda checkpoint: populations.write_checkpoint(checkpoint, query, self._tokens),
            again=permit_again_of(context),
            when_left=when_left,
            cut=context.cancel,
        )
        for told in self._watch(watcher):
            yield populations.write_changes(told, self._tokens.revision_token(told.point.known), highest(call))

    def _turn(
        self,
        request: pb.ListDeterminationsRequest | pb.CountDeterminationsRequest,
        token: str,
        query: bytes,
        field: str,
    ) -> Times | Place:
        if token:
            return populations.read_place(token, query, self._tokens, field)
        return convert.read_times(request, self._tokens)
