"""Who is not shown facts asks about everybody at once in so many ways and no more, as about one."""

from collections.abc import Callable, Iterator

import grpc
import pytest
from google.protobuf.message import Message

from denizen.domain.disclosure import Tier
from denizen.usecases.probing_limits import ProbingLimits
from denizen.v1 import determination_pb2 as pb
from tests.rpc.asked_by_many import Asked, asked, name_of
from tests.rpc.test_limit_service import exhausted

PURPOSE = "export-control"
_WHO = "test-caller"
METHODS: dict[str, Callable[..., Message]] = {
    "ListDeterminations": pb.ListDeterminationsRequest,
    "CountDeterminations": pb.CountDeterminationsRequest,
    "WatchDeterminations": pb.WatchDeterminationsRequest,
}


@pytest.fixture
def server() -> Iterator[Asked]:
    with asked(probing=ProbingLimits(directives=2, presences=2, purposes=2, looks=2, seconds=60)) as running:
        yield running


def ask(server: Asked, tier: Tier, method: str, directive: int, **more: object) -> None:
    """Of a directive that is not there: it is counted all the same."""
    request = METHODS[method](directive=f"directives/d-{directive}", purpose=PURPOSE, **more)
    call = server.channel.unary_stream(
        f"/denizen.v1.DeterminationService/{method}", type(request).SerializeToString, bytes
    )
    try:
        next(call(request, metadata=((_WHO, name_of(tier)),), timeout=20))
    except grpc.RpcError as error:
        if error.code() is not grpc.StatusCode.NOT_FOUND:
            raise


@pytest.mark.parametrize("method", METHODS)
def test_under_so_many_directives(server: Asked, method: str) -> None:
    for directive in (1, 2, 1, 2):
        ask(server, Tier.REASONS, method, directive)
    for other in METHODS:
        reason, limit, seconds = exhausted(lambda other=other: ask(server, Tier.REASONS, other, 3))  # type: ignore[misc]  # bound
        assert (reason, limit) == ("EXHAUSTED", "2 directives in 60 seconds")
        assert 0 < seconds <= 60
    (alert,) = server.events("alert.probing")
    assert (alert.caller, alert.event.subject) == (name_of(Tier.REASONS), None)
    ask(server, Tier.EFFECT, method, 3)  # each caller has its own


@pytest.mark.parametrize("method", METHODS)
def test_with_presence_in_so_many_countries(server: Asked, method: str) -> None:
    for country in ("US", "FR"):
        ask(server, Tier.EFFECT, method, 1, presence={"country": country, "source": "x"})
    with pytest.raises(grpc.RpcError) as raised:
        ask(server, Tier.EFFECT, method, 1, presence={"country": "DE", "source": "x"})
    assert raised.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED


def test_who_is_shown_facts_finds_out_nothing_by_it(server: Asked) -> None:
    for directive in range(10):
        ask(server, Tier.FACTS, "ListDeterminations", directive)
    assert not server.events("alert.probing")
