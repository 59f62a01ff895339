"""A server on loopback with every service on a store in memory, and the command line that asks it."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import CliRunner, Result

from denizen.cli.main import denizen
from denizen.domain.issuers import Issuer
from denizen.domain.names import IssuerName
from denizen.evidence_table import evidence_table
from denizen.policies import reverification_policy
from denizen.rpc import logs
from denizen.rpc.attestation import AttestationServicer
from denizen.rpc.authentication import TrustsEveryone
from denizen.rpc.convert.determinations import render_answer
from denizen.rpc.determination import DeterminationServicer
from denizen.rpc.directive import DirectiveServicer
from denizen.rpc.limits import Published
from denizen.rpc.principal import PrincipalServicer
from denizen.rpc.server import Server, Service
from denizen.rpc.services import grant_service, limit_service
from denizen.storage.codec import Codec
from denizen.storage.keyring import KeyRing
from denizen.storage.memory import MemoryStore
from denizen.storage.tokens import SealedTokens
from denizen.usecases.attestations import AttestationUseCases
from denizen.usecases.context import Call, Caller
from denizen.usecases.determination_use_cases import DeterminationUseCases
from denizen.usecases.directive_use_cases import DirectiveUseCases
from denizen.usecases.evidence_use_cases import EvidenceUseCases
from denizen.usecases.grants import GrantUseCases
from denizen.usecases.ports import Event
from denizen.usecases.principals import PrincipalUseCases
from denizen.usecases.remembering import Memory
from denizen.usecases.review_use_cases import ReviewUseCases
from denizen.usecases.watching.hub import Hub
from denizen.usecases.watching.watch import Watch
from denizen.v1 import attestation_pb2_grpc, determination_pb2_grpc, directive_pb2_grpc, principal_pb2_grpc
from tests.taking_credentials import taking

HR = IssuerName("issuers/hr")
AGENCY = IssuerName("issuers/agency")


class Now:
    """The clock of the machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class CommandLine:
    """Runs commands against the server."""

    target: str

    def __call__(self, *arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(denizen, arguments, input=stdin, env={"DENIZEN_TARGET": self.target})

    def ok(self, *arguments: str, stdin: str | bytes | None = None) -> str:
        """What a command prints that has to succeed."""
        outcome = self(*arguments, stdin=stdin)
        assert outcome.exit_code == 0, outcome.output
        return outcome.stdout

    def json(self, *arguments: str, stdin: str | bytes | None = None) -> Any:
        """What it prints as JSON."""
        return json.loads(self.ok(*arguments, "--json", stdin=stdin))


@pytest.fixture
def run() -> Iterator[CommandLine]:
    clock = Now()
    store = MemoryStore(clock)
    with store.write(Call(Caller("callers/tester"))) as writer:
        writer.put_issuer(Issuer(HR, "Human resources"))
        writer.put_issuer(Issuer(AGENCY, "An agency for which no caller acts"))
        writer.record(Event("issuer.registered", HR))
    tokens = SealedTokens(KeyRing.create())
    codec, table = Codec(), evidence_table()
    principals = PrincipalServicer(PrincipalUseCases.on(store), tokens)
    reviews = ReviewUseCases.on(store, clock, reverification_policy(), table)
    watch = Watch(store, Hub(store), tokens, Memory(store, clock).follower.reach)
    attestations = AttestationServicer(
        AttestationUseCases.on(store, table),
        EvidenceUseCases.on(store, table, clock),
        reviews,
        taking(store),
        watch,
        tokens,
    )
    directives = DirectiveServicer(DirectiveUseCases.on(store, codec.encode), watch, tokens)
    determinations = DeterminationServicer(DeterminationUseCases.on(store, clock, render_answer), tokens)
    services = [
        Service("p", lambda to: principal_pb2_grpc.add_PrincipalServiceServicer_to_server(principals, to)),
        Service("a", lambda to: attestation_pb2_grpc.add_AttestationServiceServicer_to_server(attestations, to)),
        Service("r", lambda to: directive_pb2_grpc.add_DirectiveServiceServicer_to_server(directives, to)),
        limit_service(Published()),
        grant_service(GrantUseCases.on(store), tokens),
        Service("c", lambda to: determination_pb2_grpc.add_DeterminationServiceServicer_to_server(determinations, to)),
    ]
    server = Server(services, TrustsEveryone(Caller("callers/tester", HR)), logs.logger("info", io.StringIO()))
    port = server.start("127.0.0.1:0")
    try:
        yield CommandLine(f"127.0.0.1:{port}")
    finally:
        server.drain(0)
