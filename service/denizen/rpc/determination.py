"""DeterminationService: converts, calls, converts back."""

import grpc

from denizen.domain.errors import DenizenError, InvalidError
from denizen.domain.refusals import inside
from denizen.rpc.calls import call_of
from denizen.rpc.convert import determinations as convert
from denizen.rpc.convert.disclosure import cut
from denizen.rpc.convert.moments import write_moment
from denizen.rpc.convert.requests import read_at_least, read_purpose
from denizen.usecases.check import MOST_ITEMS
from denizen.usecases.determination_use_cases import DeterminationUseCases
from denizen.usecases.ports import Tokens
from denizen.v1 import determination_pb2 as pb
from denizen.v1 import determination_pb2_grpc


class DeterminationServicer(determination_pb2_grpc.DeterminationServiceServicer):
    """The questions' door."""

    def __init__(self, use_cases: DeterminationUseCases, tokens: Tokens) -> None:
        self._check = use_cases.check
        self._check_access = use_cases.check_access
        self._diff = use_cases.diff
        self._tokens = tokens

    def Check(self, request: pb.CheckRequest, context: grpc.ServicerContext) -> pb.CheckResponse:
        call = call_of(context, read_purpose(request))
        item = convert.read_item(request, explain=request.explain)
        decision = self._check(call, [item], convert.read_times(request, self._tokens))
        (answer,) = decision.answers
        if isinstance(answer, DenizenError):
            raise answer
        response = pb.CheckResponse(
            at=write_moment(decision.at),
            known_revision=decision.revision.number,
            revision_token=self._tokens.revision_token(decision.revision.number),
            decision_id=decision.id,
        )
        response.answer.ParseFromString(answer)
        return cut(response, decision.tier)

    def BatchCheck(self, request: pb.BatchCheckRequest, context: grpc.ServicerContext) -> pb.BatchCheckResponse:
        call = call_of(context, read_purpose(request))
        if len(request.items) > MOST_ITEMS:
            raise InvalidError("items", len(request.items), f"at most {MOST_ITEMS}")
        read = [convert.read_batch_item(item, index) for index, item in enumerate(request.items)]
        asked = [item for item in read if not isinstance(item, InvalidError)]
        decision = self._check(call, asked, convert.read_times(request, self._tokens))
        answers = iter(decision.answers)
        results = [item if isinstance(item, InvalidError) else next(answers) for item in read]
        response = pb.BatchCheckResponse(
            results=convert.write_results(results),
            at=write_moment(decision.at),
            known_revision=decision.revision.number,
            revision_token=self._tokens.revision_token(decision.revision.number),
            decision_id=decision.id,
        )
        return cut(response, decision.tier)

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
