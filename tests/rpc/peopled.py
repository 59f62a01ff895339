"""Somebody within reach, somebody beyond it, and what callers of a limited reach are told of either."""

from collections.abc import Callable, Iterator
from typing import Any

import grpc
import pytest
from google.protobuf.message import Message
from grpc_status import rpc_status

from denizen.domain.issuers import Issuer
from denizen.domain.names import DirectiveName
from denizen.usecases.context import Call, Caller
from denizen.usecases.ports import Event
from denizen.v1 import attestation_pb2, determination_pb2, directive_pb2, principal_pb2
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub
from tests.rpc.granted import HR, Granted, everything, granted

EAR, OTHER = DirectiveName("directives/ear"), DirectiveName("directives/other")
OWNED = DirectiveName("directives/owned")
ALL, DESK = "callers/all", "callers/desk"
OWN, FOREIGN, MISSING, BOTH, NONE = (f"principals/{each}" for each in ("own", "foreign", "missing", "both", "none"))
POPULATIONS = {OWN: ["employee"], FOREIGN: ["customer"], BOTH: ["customer", "employee"], NONE: []}
FOR = "export-control"


def at(caller: str) -> dict[str, Any]:
    return {"metadata": (("caller", caller),), "timeout": 20}


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Granted]:
    """Its parameter, if it has one: the bound of staleness."""
    with granted(bound=getattr(request, "param", 0.0)) as running:
        with running.store.write(Call(Caller("callers/test"))) as writer:
            writer.put_issuer(Issuer(HR))
            writer.record(Event("issuer.registered", HR))
        everything(running, ALL)
        for name, populations in POPULATIONS.items():
            create(running, ALL, name, populations)
        service = principal(running, "SERVICE", "badge-reader", ["employee"])
        attest(running, service, {"acts_for": {"principal": FOREIGN}})
        for name in (OWN, FOREIGN):
            attest(running, name, {"citizenship": {"country": "FR"}})
        directives = DirectiveServiceStub(running.channel)
        for name in (EAR, OTHER):
            directives.CreateDirective(
                directive_pb2.CreateDirectiveRequest(directive={"name": name, "kind": 1}), **at(ALL)
            )
            version = version_of({"citizen_of": {"countries": ["US"], "when": "WHEN_CURRENT"}})
            directives.PublishVersion(directive_pb2.PublishVersionRequest(parent=name, version=version), **at(ALL))
            directives.ActivateVersion(directive_pb2.ActivateVersionRequest(name=f"{name}/versions/1"), **at(ALL))
        yield running


def version_of(unless: dict[str, Any]) -> dict[str, Any]:
    """Who is foreign unless that rule is true."""
    provision = {"id": "persons", "kinds": ["PRINCIPAL_KIND_PERSON"], "definition": {"not": unless}}
    return {"source": {"citation": "a test"}, "provisions": [provision]}


def owned_by_french(server: Granted) -> str:
    """A directive under which an organisation is foreign where a French citizen owns half of it, and one of which the
    foreign person owns more: its name. The answer rests on a claim about the owner."""
    citizen = {"citizen_of": {"countries": ["FR"], "when": "WHEN_CURRENT"}}
    french = {"all": [{"is": "PRINCIPAL_KIND_PERSON"}, citizen]}
    provision = {"id": "owned", "kinds": ["PRINCIPAL_KIND_ORGANISATION"]}
    version = {
        "source": {"citation": "a test"},
        "provisions": [{**provision, "definition": {"owned_by": {"owner": french, "at_least": "50"}}}],
    }
    stub = DirectiveServiceStub(server.channel)
    stub.CreateDirective(directive_pb2.CreateDirectiveRequest(directive={"name": OWNED, "kind": 1}), **at(ALL))
    stub.PublishVersion(directive_pb2.PublishVersionRequest(parent=OWNED, version=version), **at(ALL))
    stub.ActivateVersion(directive_pb2.ActivateVersionRequest(name=f"{OWNED}/versions/1"), **at(ALL))
    shop = principal(server, "ORGANISATION", "shop", ["employee"])
    attest(server, shop, {"ownership": {"owner": FOREIGN, "percent": "60"}})
    return shop


def create(server: Granted, caller: str, name: str, populations: list[str], **more: Any) -> None:
    request = principal_pb2.CreatePrincipalRequest(
        principal_id=name.rpartition("/")[2],
        principal={"kind": "PRINCIPAL_KIND_PERSON", "populations": populations, **more},
        purpose=FOR,
    )
    PrincipalServiceStub(server.channel).CreatePrincipal(request, **at(caller))


def principal(server: Granted, kind: str, name: str, populations: list[str]) -> str:
    create(server, ALL, f"principals/{name}", populations, kind=f"PRINCIPAL_KIND_{kind}")
    return f"principals/{name}"


def attest(server: Granted, name: str, claim: dict[str, Any], caller: str = ALL) -> str:
    request = attestation_pb2.SubmitAttestationRequest(
        parent=name,
        attestation={"claim": claim, "assurance": {"framework": "denizen", "level": "HIGH"}, "purposes": [FOR]},
        purpose=FOR,
    )
    submitted = AttestationServiceStub(server.channel).SubmitAttestation(request, **at(caller))
    return str(submitted.attestation.name)


def check(
    server: Granted, caller: str, name: str, directive: str = EAR, **more: Any
) -> determination_pb2.CheckResponse:
    request = determination_pb2.CheckRequest(principal=name, directive=directive, **{"purpose": FOR, **more})
    answer: determination_pb2.CheckResponse = DeterminationServiceStub(server.channel).Check(request, **at(caller))
    return answer


def refusal(call: Callable[[], object]) -> tuple[grpc.StatusCode, str | None, bytes]:
    """The whole of what an error tells."""
    with pytest.raises(grpc.RpcError) as raised:
        call()
    assert isinstance(raised.value, grpc.Call)
    status = rpc_status.from_call(raised.value)
    assert status is not None
    return raised.value.code(), raised.value.details(), status.SerializeToString(deterministic=True)


def without_ids(answer: Message) -> bytes:
    for field in ("decision_id", "at"):
        if field in answer.DESCRIPTOR.fields_by_name:
            answer.ClearField(field)
    return answer.SerializeToString(deterministic=True)
