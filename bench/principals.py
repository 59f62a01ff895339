"""`principals`: GetPrincipal and SubmitAttestation on the main server."""

import tempfile
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import grpc

from bench import h2load, own_server
from bench.contenders import Contender
from bench.figures import Table
from bench.machine import Conditions
from bench.own_server import OwnServer
from bench.persons import CITIZEN, EMPLOYEE_ON_H1B, PURPOSE, named
from bench.report import Report, not_measured
from bench.rounds import BESIDE, RATE, Effort, Plan, Tell, commands, measure
from denizen.v1 import attestation_pb2, principal_pb2
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub

GET, SUBMIT = "GetPrincipal", "SubmitAttestation"


def run(effort: Effort, tell: Tell) -> Report:
    """Measure, and stop whatever was started."""
    conditions = Conditions.now()
    cores = conditions.cores
    if not h2load.available():
        return not_measured("principals", effort, conditions, (GET, SUBMIT), h2load.MISSING)
    plan = Plan(effort.shapes(RATE, *BESIDE))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, own_server.serving(Path(folder), cores) as server:
        server.add([EMPLOYEE_ON_H1B], tell)
        writes = _Writes(server)
        before = server.database_bytes()
        contenders = [_get(server), writes.contender()]
        rows = measure(contenders, plan, effort, cores, tell)
        grown = server.database_bytes() - before
        written = writes.stored()
    return Report(
        "principals",
        effort,
        conditions,
        [Table("Principals: calls/s by connections x calls on each", plan.columns, rows)],
        notes=[
            f"Plaintext HTTP/2 on loopback; {cores}. SQLite, each write on disk before it is answered.",
            f"The database grew by {grown / 1e6:.1f} MB for {written:,} writes: {grown / written:,.0f} bytes each.",
        ],
        commands=[server.command, *commands(contenders, plan, effort, cores)],
        neighbours=conditions.neighbours.share(),
    )


def _get(server: OwnServer) -> Contender:
    name = named(0)
    message = principal_pb2.GetPrincipalRequest(name=name, purpose=PURPOSE).SerializeToString()
    return Contender(
        GET,
        server.address,
        "/denizen.v1.PrincipalService/GetPrincipal",
        lambda: message,
        lambda answer: principal_pb2.GetPrincipalResponse.FromString(answer).principal.name,
        name,
        pid=server.pid,
    )


@dataclass(slots=True)
class _Writes:
    """The same attestation again and again, each a new write; about a new principal in every run, so that none has
    more attestations than one run makes. `revisions`: the first and the last that an answer told."""

    server: OwnServer
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    revisions: tuple[int, int] | None = None

    def contender(self) -> Contender:
        return Contender(
            SUBMIT,
            self.server.address,
            "/denizen.v1.AttestationService/SubmitAttestation",
            self._request,
            self._told,
            "ATTESTATION_STATE_VERIFIED",
            pid=self.server.pid,
        )

    def stored(self) -> int:
        """How many writes there were: each took a revision."""
        first, last = self.revisions or (0, 0)
        return last - first + 1

    def _request(self) -> bytes:
        name = named(next(self.numbers))
        with grpc.insecure_channel(self.server.address) as channel:
            PrincipalServiceStub(channel).CreatePrincipal(own_server.creation(name), timeout=60)
        (submission,) = own_server.submissions_of(name, CITIZEN)
        return submission.SerializeToString()

    def _told(self, answer: bytes) -> str:
        attestation = attestation_pb2.SubmitAttestationResponse.FromString(answer).attestation
        revision = attestation.known.from_revision
        self.revisions = (self.revisions[0] if self.revisions else revision, revision)
        return attestation_pb2.AttestationState.Name(attestation.state)
