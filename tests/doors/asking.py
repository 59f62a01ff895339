"""Asking through a door as the use cases are asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

import grpc

from denizen.domain.disclosure import Tier
from denizen.domain.errors import DeadlineError, DenizenError, InvalidError, UnavailableError
from denizen.domain.principals import ExternalIdentifier
from denizen.rpc.convert.determinations import write_access
from denizen.rpc.convert.moments import read_moment, write_moment
from denizen.usecases.access import AccessDecision, CheckAccess, Wanted
from denizen.usecases.asking import Item, Times
from denizen.usecases.context import Call
from denizen.usecases.decision_cache import Rendered
from denizen.usecases.ports import Revision
from denizen.usecases.warm_check import RenderedDecision
from denizen.v1 import determination_pb2 as pb
from denizen.v1 import principal_pb2
from denizen.v1.consistency_pb2 import Consistency
from tests.doors.opened import TOKENS
from tests.doors.ways import ACCESS, BATCH, CHECK, Way
from tests.gateway.asgi import Told
from tests.unit.freshness.world import Warm


class Access(NamedTuple):
    """What follows, as it goes over the wire, and the moment and revision it speaks of."""

    answer: bytes
    at: datetime
    revision: int


def access_of(found: AccessDecision) -> Access:
    return Access(write_access(found.access).SerializeToString(deterministic=True), found.at, found.revision.number)


class Asks(Protocol):
    """Asks questions, and raises what is refused."""

    def check(self, call: Call, items: Sequence[Item], times: Times) -> RenderedDecision: ...

    def access(self, call: Call, wanted: Wanted, times: Times) -> Access: ...


@dataclass(frozen=True, slots=True)
class ByUseCase:
    """Without any door."""

    warm: Warm
    allowing: CheckAccess

    def check(self, call: Call, items: Sequence[Item], times: Times) -> RenderedDecision:
        return self.warm(call, items, times)

    def access(self, call: Call, wanted: Wanted, times: Times) -> Access:
        return access_of(self.allowing(call, wanted, times))


@dataclass(frozen=True, slots=True)
class ByDoor:
    """Over the wire: one question as Check, several as BatchCheck."""

    way: Way

    def check(self, call: Call, items: Sequence[Item], times: Times) -> RenderedDecision:
        if len(items) == 1:
            single = pb.CheckRequest(purpose=call.purpose, explain=items[0].explain)
            _write_item(items[0], single)
            told = pb.CheckResponse.FromString(self._told(CHECK, call, single, times))
            answers: list[Rendered | DenizenError] = [_rendered(told.answer)]
            return RenderedDecision(told.decision_id, answers, read_moment(told.at, "at"), _revision(told), Tier.FACTS)
        batch = pb.BatchCheckRequest(purpose=call.purpose)
        for item in items:
            _write_item(item, batch.items.add())
        several = pb.BatchCheckResponse.FromString(self._told(BATCH, call, batch, times))
        answers = [_rendered(each.answer) for each in several.results]
        at = read_moment(several.at, "at")
        return RenderedDecision(several.decision_id, answers, at, _revision(several), Tier.FACTS)

    def access(self, call: Call, wanted: Wanted, times: Times) -> Access:
        request = pb.CheckAccessRequest(resource=wanted.resource, purpose=call.purpose)
        _write_subject(wanted.subject, request)
        told = pb.CheckAccessResponse.FromString(self._told(ACCESS, call, request, times))
        answer = told.access.SerializeToString(deterministic=True)
        return Access(answer, read_moment(told.at, "at"), _revision(told).number)

    def _told(
        self,
        method: str,
        call: Call,
        request: pb.CheckRequest | pb.BatchCheckRequest | pb.CheckAccessRequest,
        times: Times,
    ) -> bytes:
        if times.at is not None:
            request.at.CopyFrom(write_moment(times.at))
        if times.known_revision is not None:
            request.known_revision = times.known_revision
        if times.newest:
            request.consistency.CopyFrom(Consistency(fully_consistent=True))
        elif times.at_least:
            request.consistency.CopyFrom(Consistency(at_least_as_fresh=TOKENS.revision_token(times.at_least)))
        told = self.way(method, request, timeout=call.deadline.remaining())
        if told.code is not grpc.StatusCode.OK:
            raise _refused(told)
        return told.message


def _rendered(answer: pb.Answer) -> Rendered:
    return Rendered(answer.SerializeToString(deterministic=True))


def _revision(told: pb.CheckResponse | pb.BatchCheckResponse | pb.CheckAccessResponse) -> Revision:
    """That which is said; the token is of no other."""
    assert TOKENS.revision_of(told.revision_token, "") == told.known_revision
    return Revision(told.known_revision, read_moment(told.at, "at"))


def _write_item(item: Item, message: pb.CheckRequest | pb.BatchCheckItem) -> None:
    _write_subject(item.subject, message)
    message.directive, message.resource = item.directive, item.resource or ""
    if item.presence is not None:
        message.presence.country, message.presence.source = item.presence.country.code, item.presence.source
        if item.presence.observed_at is not None:
            message.presence.observed_at.CopyFrom(write_moment(item.presence.observed_at))


def _write_subject(subject: object, message: pb.CheckRequest | pb.BatchCheckItem | pb.CheckAccessRequest) -> None:
    if isinstance(subject, ExternalIdentifier):
        said = principal_pb2.ExternalIdentifier(scheme=subject.scheme, value=subject.value)
        message.external_identifier.CopyFrom(said)
    else:
        message.principal = str(subject)


def _refused(told: Told) -> Exception:
    if told.code is grpc.StatusCode.UNAVAILABLE:
        return UnavailableError(told.words)
    if told.code is grpc.StatusCode.INVALID_ARGUMENT:
        return InvalidError("", told.words, "")
    if told.code is grpc.StatusCode.DEADLINE_EXCEEDED:
        return DeadlineError(told.words)
    return AssertionError(f"{told.code}: {told.words}")
