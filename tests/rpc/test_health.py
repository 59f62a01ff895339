from collections.abc import Iterator

import grpc
import pytest
from grpc_health.v1 import health_pb2
from grpc_reflection.v1alpha import reflection_pb2

from denizen.rpc.reflection import V1, V1ALPHA
from tests.rpc.echo import NAME, Running, failure, running

SERVING = health_pb2.HealthCheckResponse.SERVING
NOT_SERVING = health_pb2.HealthCheckResponse.NOT_SERVING
SERVICE_UNKNOWN = health_pb2.HealthCheckResponse.SERVICE_UNKNOWN


def check(server: Running, service: str) -> int:
    method = server.channel.unary_unary(
        "/grpc.health.v1.Health/Check",
        health_pb2.HealthCheckRequest.SerializeToString,
        health_pb2.HealthCheckResponse.FromString,
    )
    return method(health_pb2.HealthCheckRequest(service=service), timeout=10).status


def watch(server: Running, service: str) -> Iterator[int]:
    method = server.channel.unary_stream(
        "/grpc.health.v1.Health/Watch",
        health_pb2.HealthCheckRequest.SerializeToString,
        health_pb2.HealthCheckResponse.FromString,
    )
    for answer in method(health_pb2.HealthCheckRequest(service=service), timeout=30):
        yield answer.status


@pytest.mark.parametrize("service", ["", NAME])
def test_serves_once_every_condition_is_met(service: str) -> None:
    with running(unmet=["schema", "directives"]) as server:
        seen = [check(server, service)]
        server.server.health.met("schema")
        seen.append(check(server, service))
        server.server.health.met("directives")
        seen.append(check(server, service))
    assert seen == [NOT_SERVING, NOT_SERVING, SERVING]


def test_stops_serving_when_a_condition_no_longer_holds() -> None:
    with running() as server:
        server.server.health.unmet("clock")
        assert check(server, NAME) == NOT_SERVING
        server.server.health.met("clock")
        assert check(server, NAME) == SERVING


def test_does_not_know_other_services() -> None:
    with running() as server:
        assert failure(lambda: check(server, "tests.Nothing")).code() is grpc.StatusCode.NOT_FOUND


@pytest.mark.parametrize("service", ["", NAME])
def test_watchers_hear_of_every_change(service: str) -> None:
    with running(unmet=["schema"]) as server:
        seen = watch(server, service)
        assert next(seen) == NOT_SERVING
        server.server.health.met("schema")
        assert next(seen) == SERVING
        server.server.health.drain()
        assert next(seen) == NOT_SERVING


def test_watching_what_is_not_there_is_no_error() -> None:
    with running() as server:
        assert next(watch(server, "tests.Nothing")) == SERVICE_UNKNOWN


def test_draining_is_for_good() -> None:
    with running(unmet=["schema"]) as server:
        server.server.health.drain()
        server.server.health.met("schema")
        assert check(server, "") == NOT_SERVING


def test_many_watchers_hold_no_thread() -> None:
    with running() as server:
        watchers = [watch(server, "") for _ in range(20)]
        assert [next(watcher) for watcher in watchers] == [SERVING] * 20
        assert check(server, "") == SERVING
        assert server.unary("x") == "x"


@pytest.mark.parametrize("version", [V1, V1ALPHA])
def test_reflection_lists_and_describes(version: str) -> None:
    questions = [
        reflection_pb2.ServerReflectionRequest(list_services=""),
        reflection_pb2.ServerReflectionRequest(file_containing_symbol="grpc.health.v1.Health"),
        reflection_pb2.ServerReflectionRequest(file_containing_symbol="tests.Nothing"),
    ]
    with running() as server:
        method = server.channel.stream_stream(
            f"/{version}/ServerReflectionInfo",
            reflection_pb2.ServerReflectionRequest.SerializeToString,
            reflection_pb2.ServerReflectionResponse.FromString,
        )
        listed, described, unknown = method(iter(questions), timeout=10)
    names = {service.name for service in listed.list_services_response.service}
    assert names == {NAME, "grpc.health.v1.Health", V1ALPHA}
    assert described.file_descriptor_response.file_descriptor_proto
    assert unknown.error_response.error_code == grpc.StatusCode.NOT_FOUND.value[0]
