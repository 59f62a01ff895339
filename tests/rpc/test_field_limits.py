"""What GetLimits says that fields hold is what they hold: as much is taken, and one more is refused."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf import message_factory
from google.rpc import error_details_pb2
from grpc_status import rpc_status

import denizen.v1
from denizen.domain.issuers import Issuer
from denizen.rpc.field_limits import FIELDS
from denizen.usecases.context import Call, Caller
from denizen.usecases.ports import Event
from denizen.v1 import limit_pb2 as pb
from denizen.v1.limit_pb2_grpc import LimitServiceStub
from tests.rpc.granted import HR, Granted, everything, granted
from tests.rpc.running_services import details
from tests.rpc.test_permissions import methods

ALL, FOR, OWN = "callers/all", "hiring", "principals/own"
Fields = dict[str, Any]


@pytest.fixture(scope="module")
def server() -> Iterator[Granted]:
    with granted() as running:
        with running.store.write(Call(Caller("callers/test"))) as writer:
            writer.put_issuer(Issuer(HR))
            writer.record(Event("issuer.registered", HR))
        everything(running, ALL)
        violated(running, "Principal/CreatePrincipal", {"principal_id": "own", "principal": {"kind": 1}})
        yield running


def violated(server: Granted, method: str, fields: Fields) -> str:
    """Send that, and say which field was refused; empty: none was."""
    service, _, name = method.partition("/")
    path = f"/denizen.v1.{service}Service/{name}"
    described = methods()[path]
    if "purpose" in described.input_type.fields_by_name:
        fields = {"purpose": FOR, **fields}
    request = message_factory.GetMessageClass(described.input_type)(**fields)
    back = message_factory.GetMessageClass(described.output_type).FromString
    call = server.channel.unary_stream(path, type(request).SerializeToString, back)
    answers = call(request, metadata=(("caller", ALL),), timeout=20)
    try:
        for answer in answers:
            if described.server_streaming and not described.client_streaming:
                answers.cancel()
            elif name == "ImportAttestations":
                return field_of(getattr(answer, "results")[0].error)  # noqa: B009 - of a class made at run time
    except grpc.RpcError as error:
        return refused(error)
    return ""


def refused(error: grpc.RpcError) -> str:
    assert isinstance(error, grpc.Call)
    status = rpc_status.from_call(error)
    return "" if status is None else field_of(status)


def field_of(status: Any) -> str:
    found = details(status.details, error_details_pb2.BadRequest)
    return found[0].field_violations[0].field if found else ""


def words(number: int) -> list[str]:
    return [f"w-{each}" for each in range(number)]


def attestation(**more: Any) -> Fields:
    said = {"claim": {"citizenship": {"country": "FR"}}, "assurance": {"level": "LOW"}, "purposes": [FOR]}
    return {"parent": OWN, "attestation": {**said, **more}}


def evidence(**more: Any) -> Fields:
    said = {"passport": {"nationality": "FR", "class": 1}, "country": "FR", "purposes": [FOR]}
    return {"parent": OWN, "evidence": {**said, **more}}


def grant(**more: Any) -> Fields:
    every = {"populations": ["*"], "directives": ["*"], "purposes": ["*"]}
    return {"grant": {"name": "grants/g", "caller": "callers/x", "role": 1, "tier": 1, **every, **more}}


def issuer(**more: Any) -> Fields:
    right = {"every_kind": True, "every_country": True, "every_purpose": True, "highest": 4}
    return {"issuer": {"name": "issuers/new", "rights": [right], **more}}


def row(**more: Any) -> Fields:
    return {"source": "hr", "rows": [{"key": "1", "principal": {"name": OWN, "kind": 1}, **more}]}


def a_check() -> Fields:
    return {"kind": 1, "by": "an officer", "at": {"seconds": 1_700_000_000}, "result": 1}


HELD: dict[str, tuple[str, str, Callable[[int], Fields]]] = {
    "Attestation.purposes": (
        "Attestation/SubmitAttestation",
        "attestation.purposes",
        lambda n: attestation(purposes=words(n)),
    ),
    "Attestation.evidence": (
        "Attestation/SubmitAttestation",
        "attestation.evidence",
        lambda n: attestation(evidence=words(n)),
    ),
    "Evidence.checks": (
        "Attestation/AddEvidence",
        "evidence.checks",
        lambda n: evidence(checks=[a_check() for _ in range(n)]),
    ),
    "Evidence.purposes": ("Attestation/AddEvidence", "evidence.purposes", lambda n: evidence(purposes=words(n))),
    "Evidence.document_number": (
        "Attestation/AddEvidence",
        "evidence.document_number",
        lambda n: evidence(document_number="1" * n),
    ),
    "Grant.populations": ("Grant/ProposeGrant", "grant.populations", lambda n: grant(populations=words(n))),
    "Grant.purposes": ("Grant/ProposeGrant", "grant.purposes", lambda n: grant(purposes=words(n))),
    "Grant.directives": (
        "Grant/ProposeGrant",
        "grant.directives",
        lambda n: grant(directives=[f"directives/{each}" for each in words(n)]),
    ),
    "Issuer.title": ("Issuer/ProposeIssuer", "issuer.title", lambda n: issuer(title="x" * n)),
    "Issuer.identifiers": ("Issuer/ProposeIssuer", "issuer.identifiers", lambda n: issuer(identifiers=words(n))),
    "ImportAttestationsRequest.rows": (
        "Attestation/ImportAttestations",
        "rows",
        lambda n: {"source": "hr", "rows": [{"key": str(each)} for each in range(n)]},
    ),
    "ImportRow.key": ("Attestation/ImportAttestations", "key", lambda n: row(key="x" * n)),
    "ImportRow.attestations": (
        "Attestation/ImportAttestations",
        "attestations",
        lambda n: row(attestations=[{"slot": word, "attestation": attestation()["attestation"]} for word in words(n)]),
    ),
    "ReplayDeadLettersRequest.ids": (
        "Webhook/ReplayDeadLetters",
        "ids",
        lambda n: {"parent": "webhooks/none", "ids": words(n)},
    ),
    "SubmitCredentialRequest.nonce": (
        "Attestation/SubmitCredential",
        "nonce",
        lambda n: {"parent": OWN, "credential": "a.b.c", "nonce": "x" * n},
    ),
    "SubmitCredentialRequest.purposes": (
        "Attestation/SubmitCredential",
        "purposes",
        lambda n: {"parent": OWN, "credential": "a.b.c", "purposes": words(n)},
    ),
    "WatchAttestationsRequest.populations": (
        "Attestation/WatchAttestations",
        "populations",
        lambda n: {"populations": words(n)},
    ),
    "WatchAttestationsRequest.principals": (
        "Attestation/WatchAttestations",
        "principals",
        lambda n: {"principals": [f"principals/{each}" for each in words(n)]},
    ),
    "WatchDirectivesRequest.directives": (
        "Directive/WatchDirectives",
        "directives",
        lambda n: {"directives": [f"directives/{each}" for each in words(n)]},
    ),
}


@pytest.mark.parametrize(("name", "method", "field", "sized"), [(name, *HELD[name]) for name in HELD], ids=HELD)
def test_it_holds_so_much_and_no_more(
    server: Granted, name: str, method: str, field: str, sized: Callable[[int], Fields]
) -> None:
    limits = LimitServiceStub(server.channel).GetLimits(pb.GetLimitsRequest(), metadata=(("caller", ALL),), timeout=20)
    (most,) = [each.max for each in limits.limits.fields if each.field == name]
    assert violated(server, method, sized(most)) != field
    assert violated(server, method, sized(most + 1)) == field


def test_every_field_that_is_told_is_there() -> None:
    (folder,) = denizen.v1.__path__
    modules = [import_module(f"denizen.v1.{path.stem}") for path in sorted(Path(folder).glob("*_pb2.py"))]
    messages = {name: each for file in modules for name, each in file.DESCRIPTOR.message_types_by_name.items()}
    for name, (_, unit) in FIELDS.items():
        message, _, field = name.partition(".")
        found = messages[message].fields_by_name[field]
        assert found.is_repeated is (unit == pb.FIELD_UNIT_ELEMENTS), name
