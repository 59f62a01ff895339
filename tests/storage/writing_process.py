"""Processes that write until they have written enough or are killed, and say what was acknowledged.

They are forked from a server process that has imported everything already, so that twenty of them are quick.
"""

import multiprocessing
import random
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from denizen.domain.attestations import AttestationState
from denizen.domain.errors import UnavailableError
from denizen.domain.names import PrincipalName, attestation_of
from denizen.storage.keyring import KeyRing
from denizen.storage.sql.store import open_store
from denizen.storage.tokens import SealedTokens
from denizen.usecases.ports import Event, Store
from tests.storage.builders import attestation, call, once, principal

Acknowledged = dict[PrincipalName, int]


class UnsteadyClock:
    """A clock that is set back and forth while it is read."""

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=random.uniform(-5, 5))


def write(store: Store, name: PrincipalName) -> int:
    """A principal, an attestation about it, a receipt and two events: one unit. As clients do, it may be repeated."""
    with store.write(call()) as unit:
        receipt = unit.recall(once(name))
        if receipt is not None:
            return receipt.revision
        unit.add_principal(principal(name))
        given = attestation(attestation_of(name, "passport"))
        unit.add_attestation(given, AttestationState.VERIFIED)
        unit.remember(once(name), given.name, name)
        unit.record(Event("principal.created", name, name))
        unit.record(Event("attestation.submitted", given.name, name))
        return unit.revision.number


class Writer:
    """A process that writes principals named `prefix-0`, `prefix-1` and so on."""

    def __init__(self, url: str, ring_file: Path, prefix: str, count: int) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([__name__])
        self._told, telling = context.Pipe(duplex=False)
        self._process = context.Process(target=_run, args=(url, ring_file, prefix, count, telling), daemon=True)
        self._process.start()
        telling.close()
        self._tokens = SealedTokens(KeyRing.from_file(ring_file))
        self.written: Acknowledged = {}
        self.last = PrincipalName(""), 0
        self.refused = 0

    def read(self, count: int) -> bool:
        """Wait for so many words of it. False: it has ended before."""
        try:
            for _ in range(count):
                token, name = self._told.recv()
                if name:
                    self.last = PrincipalName(name), self._tokens.revision_of(token, "token")
                    self.written[self.last[0]] = self.last[1]
                else:
                    self.refused += 1
        except EOFError:
            return False
        return True

    def read_written(self, count: int) -> bool:
        """Wait until it was told of so many writes more. False: it has ended before."""
        wanted = len(self.written) + count
        while len(self.written) < wanted:
            if not self.read(1):
                return False
        return True

    def end(self) -> int | None:
        """Wait for its end. Its exit code."""
        while self.read(1):
            pass
        self._process.join()
        return self._process.exitcode

    def kill(self) -> None:
        self._process.kill()


@contextmanager
def writer(url: str, ring_file: Path, prefix: str, count: int) -> Iterator[Writer]:
    process = Writer(url, ring_file, prefix, count)
    try:
        yield process
    finally:
        process.kill()
        process.end()


def _run(url: str, ring_file: Path, prefix: str, count: int, telling: Connection) -> None:
    """What is told is in the pipe before the next write begins: it was acknowledged, whatever happens next."""
    ring = KeyRing.from_file(ring_file)
    tokens = SealedTokens(ring)
    with closing(open_store(url, ring, UnsteadyClock())) as store:
        for number in range(count):
            name = PrincipalName(f"principals/{prefix}-{number}")
            while True:
                try:
                    telling.send((tokens.revision_token(write(store, name)), name))
                    break
                except UnavailableError as error:
                    telling.send(("", ""))
                    time.sleep(error.retry_after / 10)
