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
from denizen.v1.attestation_pb2 import SubmitAttestationRequest
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from tests.rpc.granted import EMPLOYEES, Granted, everything, granted
from tests.rpc.running_services import details
from tests.rpc.test_permissions import methods

POPULATION = {"own": "employee", "foreign": "customer"}
BY_NAME = {"GetAuthorization", "RevokeAuthorization"}
"""Their use cases find out whom the authorization of that name covers."""


@dataclass(frozen=True, slots=True)
class World:
    server: Granted
    theirs: str = ""
    """The id of an attestation, and of evidence, about somebody out of reach."""

    def refused(self, caller: str, method: str, request: Message) -> bytes:
        """Everything that the refusal says."""
        answer = message_factory.GetMessageClass(methods()[method].output_type)
        call = self.server.channel.unary_stream(method, type(request).SerializeToString, answer.FromString)
        with pytest.raises(grpc.RpcError) as raised:
            list(call(request, metadata=(("caller", caller),), timeout=20))
        assert isinstance(raised.value, grpc.Call)
        status = rpc_status.from_call(raised.value)
        assert status is not None
        assert raised.value.code() is grpc.StatusCode.PERMISSION_DENIED
        return status.SerializeToString(deterministic=True)

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
        attestation = {"claim": {"citizenship": {"country": "FR"}}, "purposes": ["hiring"]}
        attestation["assurance"] = {"framework": "denizen", "level": "LOW"}
        submit = AttestationServiceStub(server.channel).SubmitAttestation
        request = SubmitAttestationRequest(parent="principals/foreign", attestation=attestation, purpose="hiring")
        theirs = submit(request, metadata=(("caller", "callers/all"),), timeout=20).attestation.name
        yield World(server, theirs.rpartition("/")[2])


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


NAMED = [method for method, requirement in REQUIREMENTS.items() if requirement.about is About.NAMED]


@pytest.mark.parametrize("part", ["", "/attestations/{}", "/evidence/{}"], ids=["itself", "an attestation", "evidence"])
@pytest.mark.parametrize("method", NAMED)
def test_others_are_refused_as_if_there_were_none(world: World, method: str, part: str) -> None:
    """By the same status, words and details, whichever principal, attestation or evidence is named."""
    requirement = REQUIREMENTS[method]
    for role in (each for each in Role if requirement.permission in ROLES[each].permissions):
        told = []
        for whose, identifier in (("foreign", world.theirs), ("foreign", "missing"), ("missing", "missing")):
            request = filled(method, "own")
            for path in requirement.principals:
                named_anew(request, path, f"principals/{whose}{part.format(identifier)}")
            told.append(world.refused(f"callers/{role.value}-of-employees", method, request))
        assert told[0] == told[1] == told[2]


def named_anew(message: Any, path: str, name: str) -> None:
    *outer, last = path.split(".")
    for each in outer:
        message = getattr(message, each)
    if message.DESCRIPTOR.fields_by_name[last].is_repeated:
        message.ClearField(last)
        getattr(message, last).append(name)
    elif message.DESCRIPTOR.fields_by_name[last].message_type is None:
        setattr(message, last, name)


@pytest.mark.parametrize("method", REQUIREMENTS)
def test_whoever_was_granted_nothing_may_do_nothing(world: World, method: str) -> None:
    assert world.ask("callers/nobody", method, filled(method, "own")) == (grpc.StatusCode.PERMISSION_DENIED, "role")
