"""Who takes part in a soak of watchers of everybody: who attests and revokes, and who watches and resumes."""

import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import grpc
from google.protobuf.timestamp_pb2 import Timestamp

from bench.own_server import creation
from bench.persons import DIRECTIVE, PURPOSE, named
from denizen.client import channel
from denizen.v1 import attestation_pb2, claim_pb2
from denizen.v1 import determination_pb2 as pb
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub

_AGAIN_SECONDS = 0.1
_COUNTRIES = ("US", "FR", "IN")
Answers = dict[str, bytes]
Point = tuple[int, int]
"""A moment in nanoseconds, and a revision."""


@dataclass
class Attesting:
    """Attests citizenships of those of its number and revokes them again, each write until it is acknowledged."""

    address: str
    number: int
    people: int
    rest: float
    stopping: threading.Event
    writes: int = 0
    revision: str = ""

    def __call__(self) -> None:
        lot = random.Random(self.number)  # noqa: S311 - no secret
        names = [named(self.number * self.people + each) for each in range(self.people)]
        attested: list[str] = []
        with channel(self.address) as to_server:
            principals, attestations = PrincipalServiceStub(to_server), AttestationServiceStub(to_server)
            for name in names:
                self._until_done(principals.CreatePrincipal, creation(name))
            while not self.stopping.wait(self.rest):
                if attested and lot.random() < 0.4:
                    gone = attestation_pb2.RevokeAttestationRequest(
                        name=attested.pop(lot.randrange(len(attested))), reason_code="error", purpose=PURPOSE
                    )
                    self._until_done(attestations.RevokeAttestation, gone)
                else:
                    made = self._until_done(attestations.SubmitAttestation, self._submission(lot, lot.choice(names)))
                    attested.append(made.attestation.name)  # type: ignore[attr-defined]  # what is attested

    def _submission(self, lot: random.Random, name: str) -> attestation_pb2.SubmitAttestationRequest:
        attestation = attestation_pb2.Attestation(
            claim=claim_pb2.Claim(citizenship=claim_pb2.Citizenship(country=lot.choice(_COUNTRIES))),
            assurance=attestation_pb2.Assurance(level="HIGH"),
            purposes=[PURPOSE],
        )
        if lot.random() < 0.5:
            attestation.held.end.FromDatetime(datetime.now(UTC) + timedelta(seconds=lot.uniform(0.3, 3)))
        return attestation_pb2.SubmitAttestationRequest(parent=name, attestation=attestation, purpose=PURPOSE)

    def _until_done(self, method: object, request: object) -> object:
        request.request_id = str(uuid.uuid4())  # type: ignore[attr-defined]  # every write has one
        while True:
            try:
                done: object = method(request, timeout=20)  # type: ignore[operator]  # a stub's
            except grpc.RpcError as error:
                if error.code() is grpc.StatusCode.INVALID_ARGUMENT:
                    raise
                time.sleep(_AGAIN_SECONDS)
            else:
                self.writes += 1
                return done


@dataclass
class Watching:
    """Begins with a list, applies what it is told, and goes on with the last token whatever ends its stream."""

    address: str
    stopping: threading.Event
    answers: Answers = field(default_factory=dict)
    point: Point = (0, 0)
    told: int = 0
    again: int = 0
    back: int = 0
    resumed: int = -1
    ends: dict[str, int] = field(default_factory=dict)

    def begin(self) -> None:
        with channel(self.address) as to_server:
            self.answers, self.point = everybody(to_server)

    def __call__(self) -> None:
        at, known = self.point
        start: dict[str, object] = {"after": pb.WatchStart(at=_timestamp(at), known_revision=known)}
        while not self.stopping.is_set():
            self.resumed += 1
            with channel(self.address) as to_server:
                request = pb.WatchDeterminationsRequest(directive=DIRECTIVE, purpose=PURPOSE, **start)  # type: ignore[arg-type]  # one of them
                call = DeterminationServiceStub(to_server).WatchDeterminations(request)
                threading.Thread(target=self._leave, args=(call,), daemon=True).start()
                try:
                    for response in call:
                        self._take(response)
                        start = {"resume_token": response.resume_token}
                except grpc.RpcError as error:
                    name = error.code().name
                    self.ends[name] = self.ends.get(name, 0) + 1
            self.stopping.wait(_AGAIN_SECONDS)

    def _take(self, response: pb.WatchDeterminationsResponse) -> None:
        point = (response.at.ToNanoseconds(), response.known_revision)
        self.back += point[0] < self.point[0] or point[1] < self.point[1]
        for change in response.changes:
            answer = change.answer.SerializeToString(deterministic=True) if change.HasField("answer") else None
            self.again += self.answers.get(change.principal) == answer
            self.told += 1
            if answer is None:
                self.answers.pop(change.principal, None)
            else:
                self.answers[change.principal] = answer
        self.point = point

    def _leave(self, call: grpc.Call) -> None:
        while call.is_active():
            if self.stopping.wait(_AGAIN_SECONDS):
                call.cancel()
                return


def everybody(to_server: grpc.Channel, at: Point | None = None) -> tuple[Answers, Point]:
    """The list of that point, or of now."""
    stub, found, token = DeterminationServiceStub(to_server), Answers(), ""
    while True:
        request = pb.ListDeterminationsRequest(directive=DIRECTIVE, purpose=PURPOSE, page_size=500, page_token=token)
        if at is not None:
            request.at.FromNanoseconds(at[0])
            request.known_revision = at[1]
        page = stub.ListDeterminations(request, timeout=60)
        for each in page.determinations:
            found[each.principal] = each.answer.SerializeToString(deterministic=True)
        token = page.next_page_token
        if not token:
            return found, (page.at.ToNanoseconds(), page.known_revision)


def _timestamp(nanoseconds: int) -> Timestamp:
    stamp = Timestamp()
    stamp.FromNanoseconds(nanoseconds)
    return stamp
