"""At the decision listener of several workers, with their Envoys: a write counts for whoever has its token, whichever
worker answers and whichever dies."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import grpc
import pytest

from denizen.cli.catalogue import CATALOGUE
from denizen.client import channel
from denizen.v1 import attestation_pb2
from denizen.v1 import determination_pb2 as pb
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.consistency_pb2 import Consistency
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub
from tests.end_to_end.deciding import PURPOSE, envoys, needs_listener
from tests.end_to_end.processes import Installation, free_port, install
from tests.end_to_end.test_workers import CREATE, events, until

pytestmark = needs_listener
WHO = "principals/alice"
QUESTION = pb.CheckRequest(principal=WHO, directive="directives/ear-772-1-foreign-person", purpose=PURPOSE)
AMERICAN = attestation_pb2.SubmitAttestationRequest(
    parent=WHO,
    attestation={
        "claim": {"citizenship": {"country": "US"}},
        "assurance": {"level": "HIGH"},
        "purposes": [PURPOSE],
    },
    purpose=PURPOSE,
)
WRITES = 8
BOUND = 1.0


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    made = install(tmp_path)
    settings = {"DENIZEN_DECISION_LISTEN": f"127.0.0.1:{free_port()}", "DENIZEN_WORKERS": "2"}
    told = Installation(made.folder, made.denizen, {**made.environment, **settings})
    with told.serving(DENIZEN_STALENESS_SECONDS=str(BOUND)) as server:
        until(lambda: bool(events(told, "workers_ready")), 60)
        file = str(Path(CATALOGUE, "ear-772-1-foreign-person.yaml"))
        applied = told.run("directive", "apply", file, "--target", told.address)
        assert applied.returncode == 0, applied.stderr
        yield told
        told.stop(server)


class Asking:
    """Clients of several connections, who ask with the token of the last write that they know of, and plainly."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._stop = threading.Event()
        self.begun = 0
        self.written: list[tuple[str, bool, float]] = []
        self.answered, self.wrong = [0, 0], 0

    def plainly(self) -> None:
        """Within the bound it may be as it was before."""
        self._ask(consistent=False)

    def surely(self) -> None:
        self._ask(consistent=True)

    def _ask(self, *, consistent: bool) -> None:
        while not self._stop.is_set():
            with channel(self._target) as connection:
                for _ in range(20):
                    known = len(self.written)
                    token, allowed, since = self.written[known - 1]
                    request = pb.CheckRequest()
                    request.CopyFrom(QUESTION)
                    if consistent:
                        request.consistency.CopyFrom(Consistency(at_least_as_fresh=token))
                    asked = time.monotonic()
                    try:
                        told = DeterminationServiceStub(connection).Check(request, timeout=30)
                    except grpc.RpcError:  # where the last worker to answer has just been killed
                        break
                    self.answered[consistent] += 1
                    # Unless more is being written meanwhile, it is what was written last.
                    if (consistent or asked - since > BOUND) and self.begun == known:
                        self.wrong += (told.answer.effect == pb.EFFECT_ALLOW) is not allowed

    @contextmanager
    def going_on(self) -> Iterator[None]:
        threads = [threading.Thread(target=each) for each in (self.surely, self.surely, self.plainly)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join(60)


def submitted(main: grpc.Channel) -> str:
    return str(AttestationServiceStub(main).SubmitAttestation(AMERICAN, timeout=30).revision_token)


def revoked(main: grpc.Channel) -> str:
    """Whatever is not revoked yet."""
    stub = AttestationServiceStub(main)
    listed = stub.ListAttestations(
        attestation_pb2.ListAttestationsRequest(parent=WHO, state="ATTESTATION_STATE_VERIFIED", purpose=PURPOSE),
        timeout=30,
    )
    (there,) = listed.attestations
    request = attestation_pb2.RevokeAttestationRequest(name=there.name, reason_code="error", purpose=PURPOSE)
    return str(stub.RevokeAttestation(request, timeout=30).revision_token)


def test_a_token_holds_on_every_worker_though_one_is_killed(installation: Installation) -> None:
    asking = Asking(installation.environment["DENIZEN_DECISION_LISTEN"])
    with channel(installation.address) as main:
        created = PrincipalServiceStub(main).CreatePrincipal(CREATE, timeout=30)
        asking.begun = 1
        asking.written.append((created.revision_token, False, time.monotonic()))
        with asking.going_on():
            for number in range(WRITES):
                asking.begun += 1
                token = submitted(main) if number % 2 == 0 else revoked(main)
                asking.written.append((token, number % 2 == 0, time.monotonic()))
                if number == WRITES // 2:
                    os.kill(envoys(installation)[-1], signal.SIGKILL)
                time.sleep(0.1 if number < WRITES - 1 else 1.5 * BOUND)
    assert asking.wrong == 0
    assert min(asking.answered) > 20
