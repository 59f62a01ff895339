"""The real services on a store in memory, behind the real guards, on loopback."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import grpc
import pytest
from google.protobuf.message import Message
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from denizen.domain.issuers import Issuer
from denizen.domain.names import IssuerName
from denizen.evidence_table import evidence_table
from denizen.policies import reverification_policy
from denizen.rpc import logs
from denizen.rpc.authentication import TrustsEveryone
from denizen.rpc.convert.determinations import render_answer
from denizen.rpc.server import Server
from denizen.rpc.services import (
    attestation_service,
    determination_service,
    directive_service,
    principal_service,
)
from denizen.storage.codec import Codec
from denizen.storage.keyring import KeyRing
from denizen.storage.memory import MemoryStore
from denizen.storage.tokens import SealedTokens
from denizen.usecases.attestations import AttestationUseCases
from denizen.usecases.context import Call, Caller
from denizen.usecases.determination_use_cases import DeterminationUseCases
from denizen.usecases.directive_use_cases import DirectiveUseCases
from denizen.usecases.evidence_use_cases import EvidenceUseCases
from denizen.usecases.ports import Clock as ClockOfStore
from denizen.usecases.ports import Event
from denizen.usecases.principals import PrincipalUseCases
from denizen.usecases.remembering import Memory
from denizen.usecases.review_use_cases import ReviewUseCases
from denizen.usecases.watching.hub import Hub
from denizen.usecases.watching.watch import Watch
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub
from tests.granting import everything
from tests.taking_credentials import taking
from tests.unit.usecases.builders import Clock

HR = IssuerName("issuers/hr")
CALLER = Caller("callers/her", HR)
M = TypeVar("M", bound=Message)


@dataclass(frozen=True, slots=True)
class Services:
    """Stubs of a server that runs."""

    principals: PrincipalServiceStub
    attestations: AttestationServiceStub
    directives: DirectiveServiceStub
    determinations: DeterminationServiceStub


@contextmanager
def services(*issuers: Issuer, of_store: ClockOfStore | None = None) -> Iterator[Services]:
    """With a caller who acts for a registered issuer; and other issuers."""
    store, tokens = MemoryStore(of_store or Clock()), SealedTokens(KeyRing.create())
    with store.write(Call(CALLER)) as writer:
        for issuer in (Issuer(HR), *issuers):
            writer.put_issuer(issuer)
            writer.record(Event("issuer.registered", issuer.name))
    clock, table = Clock(), evidence_table()
    watch = Watch(store, Hub(store), tokens, Memory(store, clock).follower.reach)
    doors = [
        principal_service(PrincipalUseCases.on(store), tokens),
        attestation_service(
            AttestationUseCases.on(store, table),
            EvidenceUseCases.on(store, table, clock),
            ReviewUseCases.on(store, clock, reverification_policy(), table),
            taking(store),
            watch,
            tokens,
        ),
        directive_service(DirectiveUseCases.on(store, Codec().encode), watch, tokens),
        determination_service(DeterminationUseCases.on(store, clock, render_answer), tokens),
    ]
    server = Server(doors, TrustsEveryone(CALLER), logs.logger("error", io.StringIO()), entrances=everything())
    port = server.start("127.0.0.1:0")
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield Services(
                PrincipalServiceStub(channel),
                AttestationServiceStub(channel),
                DirectiveServiceStub(channel),
                DeterminationServiceStub(channel),
            )
    finally:
        server.drain(0)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What an error tells: its status, the reason, and the field or resource."""

    code: grpc.StatusCode
    reason: str
    about: str


def refusal(call: Callable[[], object]) -> Refusal:
    """Of a call that has to fail with exactly one ErrorInfo."""
    with pytest.raises(grpc.RpcError) as raised:
        call()
    assert isinstance(raised.value, grpc.Call)
    status = rpc_status.from_call(raised.value)
    assert status is not None
    (info,) = details(status.details, error_details_pb2.ErrorInfo)
    violations = [
        v.field for bad in details(status.details, error_details_pb2.BadRequest) for v in bad.field_violations
    ]
    assert violations == ([info.metadata["field"]] if "field" in info.metadata else [])
    return Refusal(raised.value.code(), info.reason, info.metadata.get("field") or info.metadata.get("resource", ""))


def details(packed: object, kind: type[M]) -> list[M]:
    found = []
    for each in packed:  # type: ignore[attr-defined] # repeated Any
        message = kind()
        if each.Unpack(message):
            found.append(message)
    return found
