"""Every service on a database, answering out of memory, for people who call through one local caller."""

import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import grpc
from google.protobuf.json_format import ParseDict

from denizen.assembly import services
from denizen.clock import SystemClock
from denizen.domain.names import IssuerName
from denizen.rpc import logs
from denizen.rpc.authentication import TrustsEveryone
from denizen.rpc.server import Server
from denizen.storage.keyring import KeyRing
from denizen.storage.migrating import upgrade
from denizen.storage.sql.store import open_store
from denizen.storage.tokens import SealedTokens
from denizen.usecases.context import Caller
from denizen.usecases.noticing import NoticingStore
from denizen.usecases.remembering import Memory
from denizen.v1 import attestation_pb2, determination_pb2, directive_pb2, issuer_pb2, principal_pb2
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub
from denizen.v1.issuer_pb2_grpc import IssuerServiceStub
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub
from tests.granting import everything

ANN, BOB = "principals/ann", "principals/bob"
HR = IssuerName("issuers/hr")
DIRECTIVE = "directives/foreign"
PURPOSE = "export-control"


class Speaking:
    """A stub whose calls are for somebody."""

    def __init__(self, stub: IssuerServiceStub, person: str) -> None:
        self._stub = stub
        self._said = (("denizen-on-behalf-of", person),)

    def __getattr__(self, method: str) -> Any:
        return lambda request: getattr(self._stub, method)(request, metadata=self._said)


@dataclass(frozen=True, slots=True)
class Desk:
    """The server's callers, and what they ask."""

    channel: grpc.Channel
    target: str

    def issuers(self, person: str) -> Any:
        return Speaking(IssuerServiceStub(self.channel), person)

    def propose(self, issuer: issuer_pb2.Issuer, person: str = ANN) -> issuer_pb2.IssuerProposal:
        request = issuer_pb2.ProposeIssuerRequest(issuer=issuer)
        proposed: issuer_pb2.IssuerProposal = self.issuers(person).ProposeIssuer(request).proposal
        return proposed

    def approve(self, proposal: issuer_pb2.IssuerProposal, person: str = BOB) -> issuer_pb2.IssuerProposal:
        request = issuer_pb2.ApproveIssuerProposalRequest(name=proposal.name)
        approved: issuer_pb2.IssuerProposal = self.issuers(person).ApproveIssuerProposal(request).proposal
        return approved

    def get(self, name: str, **known: Any) -> issuer_pb2.Issuer:
        found: issuer_pb2.Issuer = self.issuers(ANN).GetIssuer(issuer_pb2.GetIssuerRequest(name=name, **known)).issuer
        return found

    def prepare(self, person: str) -> None:
        """A person, and a directive in force to whom nobody but US citizens is no foreign national."""
        new = {"principal_id": person, "purpose": PURPOSE, "principal": {"kind": "PRINCIPAL_KIND_PERSON"}}
        PrincipalServiceStub(self.channel).CreatePrincipal(ParseDict(new, principal_pb2.CreatePrincipalRequest()))
        stub = DirectiveServiceStub(self.channel)
        directive = {"directive": {"name": DIRECTIVE, "kind": "DIRECTIVE_KIND_DEFINITION"}}
        stub.CreateDirective(ParseDict(directive, directive_pb2.CreateDirectiveRequest()))
        provision = {"id": "one", "definition": {"not": {"citizen_of": {"countries": ["US"]}}}}
        provision |= {"kinds": ["PRINCIPAL_KIND_PERSON"]}
        version = {"number": 1, "source": {"citation": "a letter"}, "provisions": [provision]}
        published = {"parent": DIRECTIVE, "version": version}
        stub.PublishVersion(ParseDict(published, directive_pb2.PublishVersionRequest()))
        activation = {"name": f"{DIRECTIVE}/versions/1"}
        stub.ActivateVersion(ParseDict(activation, directive_pb2.ActivateVersionRequest()))

    def attest(self, person: str) -> int:
        """That the person is a US citizen, by the issuer for which the caller acts. The revision."""
        attestation = {
            "claim": {"citizenship": {"country": "US", "class": "CITIZENSHIP_CLASS_CITIZEN"}},
            "assurance": {"level": "HIGH"},
            "purposes": [PURPOSE],
        }
        request = {"parent": f"principals/{person}", "purpose": PURPOSE, "attestation": attestation}
        submitted = AttestationServiceStub(self.channel).SubmitAttestation(
            ParseDict(request, attestation_pb2.SubmitAttestationRequest())
        )
        return int(submitted.attestation.known.from_revision)

    def ask(
        self, person: str, *, at: datetime | None = None, known_revision: int | None = None
    ) -> tuple[str, list[str], str]:
        """The determination, why it is open, and at what it may change."""
        request = determination_pb2.CheckRequest(principal=f"principals/{person}", directive=DIRECTIVE, purpose=PURPOSE)
        request.consistency.fully_consistent = True
        if at is not None:
            request.at.FromDatetime(at)
        if known_revision is not None:
            request.known_revision = known_revision
        answer = DeterminationServiceStub(self.channel).Check(request).answer
        name = determination_pb2.Determination.Name(answer.determination).removeprefix("DETERMINATION_")
        reasons = [determination_pb2.Reason.Name(each).removeprefix("REASON_") for each in answer.reasons]
        cause = determination_pb2.ValidUntilCause.Name(answer.valid_until_cause).removeprefix("VALID_UNTIL_CAUSE_")
        return name, reasons, cause.replace("UNSPECIFIED", "")

    def differences(self, person: str, before: int) -> list[str]:
        """What made today's answer another than the one as known at the revision `before`."""
        asked = determination_pb2.CheckRequest(principal=f"principals/{person}", directive=DIRECTIVE, purpose=PURPOSE)
        request = determination_pb2.DiffDeterminationsRequest(question=asked)
        request.before.known_revision = before
        # The same moment of the world, so that it makes no difference.
        at = datetime.now(UTC)
        for pair in (request.before, request.after):
            pair.at.FromDatetime(at)
        answer = DeterminationServiceStub(self.channel).DiffDeterminations(request)
        return [each.text for each in answer.differences]


@contextmanager
def desk() -> Iterator[Desk]:
    """The server runs while the block does."""
    ring, log = KeyRing.create(), logs.logger("error", io.StringIO())
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'denizen.db'}"
        upgrade(url)
        with closing(open_store(url, ring, SystemClock())) as store:
            memory = Memory(store, SystemClock())
            doors = services(NoticingStore(store, memory.follower), SealedTokens(ring), memory)
            local = Caller("callers/development", HR)
            server = Server(doors, TrustsEveryone(local), log, entrances=everything())
            port = server.start("127.0.0.1:0")
            try:
                target = f"127.0.0.1:{port}"
                with grpc.insecure_channel(target) as channel:
                    yield Desk(channel, target)
            finally:
                server.drain(0)
