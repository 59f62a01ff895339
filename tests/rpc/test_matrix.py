"""Every RPC, for every role, about principals within and beyond the caller's populations: allowed, or refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import grpc
import pytest
from google.protobuf import message_factory
from google.protobuf.message import Message
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from denizen.domain.roles import ROLES, Role
from denizen.rpc.permissions import REQUIREMENTS, About, Requirement
from tests.rpc.granted import EMPLOYEES, Granted, everything, granted
from tests.rpc.running_services import details
from tests.rpc.test_permissions import methods

POPULATION = {"own": "employee", "foreign": "customer"}
BY_NAME = {"GetAuthorization", "RevokeAuthorization"}
"""Their use cases find out whom the authorization of that name covers."""


@dataclass(frozen=True, slots=True)
class World:
    server: Granted

    def make(self, method: str, **fields: Any) -> None:
        """Ask as somebody who may do everything, and succeed."""
        request = message_factory.GetMessageClass(methods()[method].input_type)(**fields)
        assert self.ask("callers/all", method, request) == (grpc.StatusCode.OK, "")

    def ask(self, caller: str, method: str, request: Message) -> tuple[grpc.StatusCode, str]:
        """The status, and in which dimension a grant fell short; empty: in none."""
        described = methods()[method]
        answer = message_factory.GetMessageClass(described.output_type)
        to, back, metadata = type(request).SerializeToString, answer.FromString, (("caller", caller),)
        try:
            if described.server_streaming:
                answers = self.server.channel.unary_stream(method, to, back)(request, metadata=metadata, timeout=20)
                next(answers)
                answers.cancel()
            else:
                self.server.channel.unary_unary(method, to, back)(request, metadata=metadata, timeout=20)
        except grpc.RpcError as error:
            return told(error)
        return grpc.StatusCode.OK, ""


def told(error: grpc.RpcError) -> tuple[grpc.StatusCode, str]:
    assert isinstance(error, grpc.Call)
    status = rpc_status.from_call(error)
    assert status is not None, error
    (info,) = details(status.details, error_details_pb2.ErrorInfo)
    return error.code(), info.metadata.get("dimension", "")


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with granted() as server:
        everything(server, "callers/all")
        for role in Role:
            server.grant(f"callers/{role.value}", role)
            server.grant(f"callers/{role.value}-of-employees", role, populations=EMPLOYEES)
        made = World(server)
        service = "/denizen.v1.{}Service/{}"
        for whose, population in POPULATION.items():
            made.make(
                service.format("Principal", "CreatePrincipal"),
                principal_id=whose,
                purpose="hiring",
                principal={"kind": 1, "populations": [population]},
            )
        made.make(service.format("Directive", "CreateDirective"), directive={"name": "directives/ear", "kind": 1})
        for whose in POPULATION:
            covered = {
                "name": f"authorizations/{whose}",
                "reference": "X",
                "directives": ["directives/ear"],
                "principals": [f"principals/{whose}"],
            }
            made.make(service.format("Directive", "CreateAuthorization"), authorization=covered)
        yield made


def filled(method: str, whose: str) -> Message:
    """A request that says what the table reads from it, and nothing else."""
    requirement = REQUIREMENTS[method]
    request = message_factory.GetMessageClass(methods()[method].input_type)()
    for path in requirement.purposes:
        put(request, path, "hiring")
    for path in requirement.directives:
        put(request, path, "directives/ear")
    for path in requirement.principals:
        put(request, path, f"principals/{whose}")
    if requirement.populations:
        put(request, requirement.populations, POPULATION[whose])
    if method.rpartition("/")[2] in BY_NAME:
        put(request, "name", f"authorizations/{whose}")
    if "reason_code" in request.DESCRIPTOR.fields_by_name:
        put(request, "reason_code", "withdrawn")
    return request


def put(message: Any, path: str, value: str) -> None:
    *outer, last = path.split(".")
    for name in outer:
        message = getattr(message, name)
    field = message.DESCRIPTOR.fields_by_name[last]
    if field.message_type is not None:
        return
    if field.is_repeated:
        getattr(message, last).append(value)
    elif field.containing_oneof is None or message.WhichOneof(field.containing_oneof.name) is None:
        setattr(message, last, value)


def refused(requirement: Requirement, role: Role, method: str, whose: str, *, limited: bool) -> str:
    """In which dimension it has to be; empty: it is allowed."""
    if requirement.permission not in ROLES[role].permissions:
        return "role"
    by_populations = requirement.populations or requirement.about is About.NAMED or method.rpartition("/")[2] in BY_NAME
    beyond = requirement.about is About.EVERYBODY or (by_populations and whose == "foreign")
    return "population" if limited and beyond else ""


@pytest.mark.parametrize("whose", POPULATION)
@pytest.mark.parametrize("method", REQUIREMENTS)
def test_allowed_or_refused_and_nothing_in_between(world: World, method: str, whose: str) -> None:
    requirement, request = REQUIREMENTS[method], filled(method, whose)
    for role in Role:
        for limited in (False, True):
            caller = f"callers/{role.value}-of-employees" if limited else f"callers/{role.value}"
            expected = refused(requirement, role, method, whose, limited=limited)
            code, dimension = world.ask(caller, method, request)
            assert dimension == expected, (caller, code)
            assert (code is grpc.StatusCode.PERMISSION_DENIED) is bool(expected), (caller, code)
            assert code not in (grpc.StatusCode.UNKNOWN, grpc.StatusCode.INTERNAL), (caller, code)


@pytest.mark.parametrize("method", REQUIREMENTS)
def test_whoever_was_granted_nothing_may_do_nothing(world: World, method: str) -> None:
    assert world.ask("callers/nobody", method, filled(method, "own")) == (grpc.StatusCode.PERMISSION_DENIED, "role")
