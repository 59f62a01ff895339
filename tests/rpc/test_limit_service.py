"""GetLimits tells what refuses: what is at a limit passes, what is over it is refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import grpc
import pytest
from google.protobuf.message import Message
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from denizen.domain.rates import Rate
from denizen.rpc.server import Limits
from denizen.usecases.probing_limits import ProbingLimits
from denizen.v1 import determination_pb2, directive_pb2, principal_pb2, rule_pb2
from denizen.v1 import limit_pb2 as pb
from tests.rpc.asked_by_many import Asked, Stubs, asked
from tests.rpc.running_services import details, refusal

PURPOSE = "export-control"
Made = Callable[[Stubs, int], object]


@pytest.fixture(scope="module")
def server() -> Iterator[Asked]:
    with asked(Limits(message_bytes=200_000), probing=ProbingLimits(directives=5, seconds=60)) as running:
        yield running


def told(server: Asked, name: str = "callers/seer") -> pb.Limits:
    response: pb.GetLimitsResponse = server.by(name).limits.GetLimits(pb.GetLimitsRequest())
    return response.limits


def created(stubs: Stubs, **changes: object) -> object:
    principal = principal_pb2.Principal(kind=principal_pb2.PRINCIPAL_KIND_PERSON, **changes)  # type: ignore[arg-type]
    return stubs.principals.CreatePrincipal(principal_pb2.CreatePrincipalRequest(principal=principal, purpose=PURPOSE))


def question(**changes: object) -> determination_pb2.CheckRequest:
    plain = {"principal": "principals/x", "directive": "directives/none", "purpose": PURPOSE}
    return determination_pb2.CheckRequest(**plain | changes)  # type: ignore[arg-type]


def batch(stubs: Stubs, size: int) -> object:
    items = [determination_pb2.BatchCheckItem(principal="principals/x", directive="directives/none")] * size
    return stubs.determinations.BatchCheck(determination_pb2.BatchCheckRequest(items=items, purpose=PURPOSE))


def purpose(stubs: Stubs, size: int) -> object:
    return stubs.principals.ListPrincipals(principal_pb2.ListPrincipalsRequest(purpose="x" * size))


def display_name(stubs: Stubs, size: int) -> object:
    return created(stubs, display_name="x" * size)


def populations(stubs: Stubs, size: int) -> object:
    return created(stubs, populations=[f"p-{number}" for number in range(size)])


def identifier(stubs: Stubs, size: int) -> object:
    return created(stubs, external_identifiers=[principal_pb2.ExternalIdentifier(scheme="hr", value="x" * size)])


def identifiers(stubs: Stubs, size: int) -> object:
    several = [principal_pb2.ExternalIdentifier(scheme="hr", value=f"{size}-{number}") for number in range(size)]
    return created(stubs, external_identifiers=several)


def rule_depth(stubs: Stubs, depth: int) -> object:
    rule = rule_pb2.Rule(citizen_of=rule_pb2.CitizenOf(countries=["US"]))
    for _ in range(depth - 1):
        rule = rule_pb2.Rule(**{"not": rule})  # type: ignore[arg-type]  # a word of Python
    provision = directive_pb2.Provision(id="p", definition=rule, kinds=[principal_pb2.PRINCIPAL_KIND_PERSON])
    version = directive_pb2.DirectiveVersion(source=directive_pb2.Source(citation="x"), provisions=[provision])
    try:
        request = directive_pb2.PublishVersionRequest(parent="directives/none", version=version)
        return stubs.directives.PublishVersion(request)
    except grpc.RpcError as error:
        # Well-formed, but there is no such directive.
        if isinstance(error, grpc.Call) and error.code() is grpc.StatusCode.NOT_FOUND:
            return None
        raise


@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("BatchCheckRequest.items", batch),
        ("CheckRequest.purpose", purpose),
        ("Principal.display_name", display_name),
        ("Principal.populations", populations),
        ("Principal.external_identifiers", identifiers),
        ("ExternalIdentifier.value", identifier),
    ],
)
def test_a_field_holds_so_much(server: Asked, field: str, make: Made) -> None:
    (most,) = [each.max for each in told(server).fields if each.field == field]
    make(server.by("callers/seer/no-probing"), most)
    found = refusal(lambda: make(server.by(), most + 1))
    assert (found.code, found.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD")


def test_a_rule_is_so_deep(server: Asked) -> None:
    deepest = told(server).max_rule_depth
    rule_depth(server.by(), deepest)
    assert refusal(lambda: rule_depth(server.by(), deepest + 1)).code is grpc.StatusCode.INVALID_ARGUMENT


def test_a_batch_is_so_long(server: Asked) -> None:
    most = told(server).max_batch_items
    assert refusal(lambda: batch(server.by(), most + 1)).about == "items"


def test_a_page_is_so_long(server: Asked) -> None:
    limits = told(server)
    for number in range(limits.default_page_size + 1):
        created(server.by(), display_name=f"{number}")
    listed = server.by().principals.ListPrincipals(principal_pb2.ListPrincipalsRequest(purpose=PURPOSE))
    assert len(listed.principals) == limits.default_page_size
    assert listed.next_page_token


def test_a_request_is_so_large(server: Asked) -> None:
    most = told(server).max_request_bytes

    def sized(size: int) -> Message:
        request = question(principal="x" * size)
        return question(principal="x" * (2 * size - request.ByteSize()))

    fits, too_large = sized(most - 100), sized(most + 100)
    assert fits.ByteSize() < most < too_large.ByteSize()
    assert refusal(lambda: server.by().determinations.Check(fits)).code is grpc.StatusCode.INVALID_ARGUMENT
    with pytest.raises(grpc.RpcError) as raised:
        server.by().determinations.Check(too_large)
    assert isinstance(raised.value, grpc.Call)
    assert raised.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED


def exhausted(call: Callable[[], object]) -> tuple[str, str, float]:
    """Reason, limit, and seconds after which to try again."""
    with pytest.raises(grpc.RpcError) as raised:
        call()
    assert isinstance(raised.value, grpc.Call)
    assert raised.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    status = rpc_status.from_call(raised.value)
    assert status is not None
    (info,) = details(status.details, error_details_pb2.ErrorInfo)
    (retry,) = details(status.details, error_details_pb2.RetryInfo)
    return info.reason, info.metadata["limit"], retry.retry_delay.ToMilliseconds() / 1000


def test_a_principal_is_asked_about_in_so_many_ways_and_an_alert_tells_of_more(server: Asked) -> None:
    prober = server.by("callers/prober")
    most = told(server, "callers/prober").probing.max_directives
    assert most == 5

    def ask(number: int) -> object:
        return prober.determinations.Check(question(principal="principals/eve", directive=f"directives/d-{number}"))

    for number in range(most):
        assert refusal(lambda: ask(number)).code is grpc.StatusCode.NOT_FOUND  # noqa: B023 - called at once
    for number in range(most, most + 5):
        reason, limit, seconds = exhausted(lambda: ask(number))  # noqa: B023 - the same
        assert (reason, limit) == ("EXHAUSTED", "5 directives in 60 seconds")
        assert 0 < seconds <= 60
    (row,) = server.events("alert.probing")
    assert (row.caller, row.event.resource, row.event.subject) == (
        "callers/prober",
        "alerts/probing-directives-6",
        "principals/eve",
    )
    assert "principals/eve" not in server.log.getvalue()


def test_a_caller_has_its_own_rate() -> None:
    with asked(rate=Rate(1000, 1000)) as server:
        hasty = server.by("callers/hasty")
        assert (told(server).rate.per_second, told(server).rate.at_once) == (1000, 1000)
        limits = hasty.limits.GetLimits(pb.GetLimitsRequest()).limits
        assert (limits.caller, limits.rate.per_second, limits.rate.at_once) == ("callers/hasty", 0.001, 2)
        hasty.limits.GetLimits(pb.GetLimitsRequest())
        reason, limit, seconds = exhausted(lambda: hasty.limits.GetLimits(pb.GetLimitsRequest()))
        assert (reason, limit) == ("EXHAUSTED", "0.001 calls per second, 2 at once")
        assert seconds > 100
        told(server)
        lines = [json.loads(line) for line in server.log.getvalue().splitlines()]
        assert [each["caller"] for each in lines if each.get("status") == "RESOURCE_EXHAUSTED"] == ["callers/hasty"]


def test_expiries_are_told(server: Asked) -> None:
    response = server.by().limits.GetLimits(pb.GetLimitsRequest())
    assert [(each.what, each.seconds) for each in response.expiries] == [("server certificate", 3600)]
