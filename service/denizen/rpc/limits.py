"""LimitService: tells the numbers that refuse, taken from where they refuse."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import grpc
from google.protobuf.duration_pb2 import Duration

from denizen.domain import publication
from denizen.rpc import bounds
from denizen.rpc.bounds import Limits
from denizen.rpc.calls import call_of
from denizen.rpc.field_limits import FIELDS
from denizen.rpc.importing import MOST_IMPORTS
from denizen.usecases.check import MOST_ITEMS
from denizen.usecases.probing_limits import ProbingLimits
from denizen.usecases.rates import Rates
from denizen.usecases.results import DEFAULT_SIZE, LARGEST_SIZE
from denizen.usecases.watching.limits import WatchLimits
from denizen.v1 import limit_pb2 as pb
from denizen.v1 import limit_pb2_grpc


@dataclass(frozen=True, slots=True)
class Published:
    """What a server holds its callers to, as it was told at its start; and seconds until what it rests on expires."""

    server: Limits = field(default_factory=Limits)
    rates: Rates = field(default_factory=Rates)
    probing: ProbingLimits | None = None
    expiries: Callable[[], Mapping[str, float]] = dict
    watching: WatchLimits = field(default_factory=WatchLimits)


class LimitServicer(limit_pb2_grpc.LimitServiceServicer):
    """The limits' door."""

    def __init__(self, published: Published) -> None:
        self._published = published

    def GetLimits(self, _request: pb.GetLimitsRequest, context: grpc.ServicerContext) -> pb.GetLimitsResponse:
        told, caller = self._published, call_of(context, None).caller
        rate = told.rates.rate_of(caller)
        limits = pb.Limits(
            caller=caller.name,
            rate=None if rate is None else pb.CallRate(per_second=rate.per_second, at_once=rate.burst),
            probing=None if told.probing is None else _probing(told.probing),
            max_calls=told.server.admitted,
            max_streams_per_connection=told.server.streams,
            max_connection_age=_seconds(60 * bounds.CONNECTION_MINUTES),
            max_request_bytes=told.server.message_bytes,
            max_request_time=_seconds(told.server.message_seconds),
            max_metadata_bytes=bounds.METADATA_BYTES,
            max_batch_items=MOST_ITEMS,
            default_page_size=DEFAULT_SIZE,
            max_page_size=LARGEST_SIZE,
            max_rule_depth=publication.DEEPEST,
            max_rules=publication.MOST_RULES,
            max_watchers=told.watching.watchers,
            max_watchers_per_caller=told.watching.of_caller,
            watch_heartbeat=_seconds(told.watching.heartbeat),
            watch_slow_time=_seconds(told.watching.slow),
            max_imports=MOST_IMPORTS,
            fields=[pb.FieldLimit(field=name, max=most, unit=unit) for name, (most, unit) in FIELDS.items()],
        )
        expiries = [pb.Expiry(what=what, seconds=int(left)) for what, left in told.expiries().items()]
        return pb.GetLimitsResponse(limits=limits, expiries=expiries)


def _probing(limits: ProbingLimits) -> pb.ProbingLimits:
    return pb.ProbingLimits(
        window=_seconds(limits.seconds),
        max_directives=limits.directives,
        max_presences=limits.presences,
        max_purposes=limits.purposes,
        max_looks=limits.looks,
    )


def _seconds(number: float) -> Duration:
    duration = Duration()
    duration.FromNanoseconds(round(number * 1e9))
    return duration
