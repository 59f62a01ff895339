"""At the decision listener of several workers, with their Envoys: a write counts for whoever has its token, whichever
worker answers and whichever dies."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import grpc
import pytest

from bench.enemy_world import CALL, DIRECTIVE, PURPOSE, cleared, employee, make, opened, uncleared
from denizen.client import channel
from denizen.storage.keyring import KeyRing
from denizen.storage.tokens import SealedTokens
from denizen.v1 import determination_pb2 as pb
from denizen.v1.consistency_pb2 import Consistency
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from tests.end_to_end.deciding import envoys, needs_listener
from tests.end_to_end.processes import Installation, free_port, install
from tests.end_to_end.test_workers import events, until

pytestmark = needs_listener
QUESTION = pb.CheckRequest(principal=employee(0), directive=DIRECTIVE, purpose=PURPOSE)
WRITES = 150
BOUND = 1.0


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    made = install(tmp_path)
    settings = {"DENIZEN_DECISION_LISTEN": f"127.0.0.1:{free_port()}", "DENIZEN_WORKERS": "2"}
    told = Installation(made.folder, made.denizen, {**made.environment, **settings})
    with closing(opened(made.environment["DENIZEN_DATABASE_URL"], made.folder / "keyring.json")) as store:
        make(store)
    with told.serving(DENIZEN_STALENESS_SECONDS=str(BOUND)) as server:
        until(lambda: bool(events(told, "workers_ready")), 60)
        yield told
        told.stop(server)


class Asking:
    """Clients of several connections, who ask with the token of the last write that they know of, and plainly."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._stop = threading.Event()
        self.begun = 0
        self.written: list[tuple[int, str, bool, float]] = []
        self.answered, self.wrong, self.stale = [0, 0], 0, 0

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
                    revision, token, allowed, since = self.written[known - 1]
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
                    self.stale += consistent and told.known_revision < revision
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


def test_a_token_holds_on_every_worker_though_one_is_killed(installation: Installation) -> None:
    asking = Asking(installation.environment["DENIZEN_DECISION_LISTEN"])
    ring = Path(installation.environment["DENIZEN_KEY_RING_FILE"])
    # Written by neither worker: to both it is somebody else's write.
    with closing(opened(installation.environment["DENIZEN_DATABASE_URL"], ring)) as store:
        tokens = SealedTokens(KeyRing.from_file(ring), store.histories)
        asking.begun = 1
        head = store.head(CALL).number
        asking.written.append((head, tokens.revision_token(head), False, time.monotonic()))
        with asking.going_on():
            for number in range(WRITES):
                asking.begun += 1
                times, odd = divmod(number, 2)
                with store.write(CALL) as writer:
                    (uncleared if odd else cleared)(writer, 0, times)
                    head = writer.revision.number
                asking.written.append((head, tokens.revision_token(head), not odd, time.monotonic()))
                if number == WRITES // 2:
                    os.kill(envoys(installation)[-1], signal.SIGKILL)
                time.sleep(0.01 if number < WRITES - 1 else 1.5 * BOUND)
    assert (asking.stale, asking.wrong) == (0, 0)
    assert min(asking.answered) > 20
