"""Where readers of the new-enemy test ask: a memory of their own, or a server of their own through one of its doors."""

import random
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Protocol

import grpc

from bench import own_server
from bench.cores import Cores
from bench.enemy_task import Task
from bench.enemy_world import CALL, DIRECTIVE, PURPOSE, employee, opened
from bench.own_server import OwnServer
from denizen.clock import SystemClock
from denizen.domain.determinations import Effect
from denizen.domain.errors import UnavailableError
from denizen.storage.keyring import KeyRing
from denizen.storage.replicated import ReplicatedStore, replicas_of
from denizen.storage.tokens import SealedTokens
from denizen.usecases.asking import Item, Times
from denizen.usecases.check import Check
from denizen.usecases.context import ExpiresAt
from denizen.usecases.directive_cache import DirectiveCache
from denizen.usecases.following import Following
from denizen.usecases.ports import ChangeFeed, Revision
from denizen.usecases.probing import Probing
from denizen.usecases.remembering import Memory
from denizen.usecases.warm_check import WarmCheck
from denizen.v1 import determination_pb2 as pb
from denizen.v1.consistency_pb2 import Consistency
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub

MEMORY, MAIN, LISTENER = DOORS = ("memory", "main", "listener")
_ALLOW, _DENY = b"a", b"d"
_DEADLINE_SECONDS = 20.0


class Asked(Protocol):
    """Answers whether an employee is allowed, and at which revision. `UnavailableError`."""

    def ask(self, number: int, at_least: int, *, newest: bool) -> tuple[int, bool]: ...

    def figures(self) -> Mapping[str, float]:
        """What its memory tells; empty where it is another process that has it."""


@contextmanager
def asking(task: Task) -> Iterator[Asked]:
    """While the block runs."""
    if task.address:
        with closing(opened(task.url, Path(task.key_ring))) as store, grpc.insecure_channel(task.address) as channel:
            tokens = SealedTokens(KeyRing.from_file(Path(task.key_ring)), store.histories)
            yield _ByDoor(DeterminationServiceStub(channel), tokens)
        return
    clock = SystemClock()
    store = opened(task.url, Path(task.key_ring))
    replicas = replicas_of(store, [task.replica] if task.replica else [], clock, limit=5.0)
    spread, copies = ReplicatedStore(store, replicas), replicas.watched(lambda *_: None)
    with closing(store), copies:
        memory = Memory(spread, clock, bound=task.bound)
        check = WarmCheck(
            Check(spread, DirectiveCache(), clock),
            memory,
            clock,
            lambda answer, _: _ALLOW if answer.effect is Effect.ALLOW else _DENY,
            Probing.unlimited(),
        )
        chance = random.Random(100 + task.number)  # noqa: S311 - made-up faults
        feed: ChangeFeed = _Forgetful(store.changes(), chance) if task.faults else store.changes()
        with Following(memory.follower, feed, task.bound / 10):
            yield _ByMemory(check, memory)


@dataclass(frozen=True, slots=True)
class _ByMemory:
    check: WarmCheck
    memory: Memory

    def ask(self, number: int, at_least: int, *, newest: bool) -> tuple[int, bool]:
        call = replace(CALL, deadline=ExpiresAt(time.monotonic() + _DEADLINE_SECONDS))
        decision = self.check(call, [Item(employee(number), DIRECTIVE)], Times(at_least=at_least, newest=newest))
        return decision.revision.number, decision.answers[0] == _ALLOW

    def figures(self) -> Mapping[str, float]:
        return asdict(self.memory.figures())


@dataclass(frozen=True, slots=True)
class _ByDoor:
    stub: DeterminationServiceStub
    tokens: SealedTokens

    def ask(self, number: int, at_least: int, *, newest: bool) -> tuple[int, bool]:
        request = pb.CheckRequest(principal=employee(number), directive=DIRECTIVE, purpose=PURPOSE)
        if newest:
            request.consistency.CopyFrom(Consistency(fully_consistent=True))
        elif at_least:
            request.consistency.CopyFrom(Consistency(at_least_as_fresh=self.tokens.revision_token(at_least)))
        try:
            told = self.stub.Check(request, timeout=_DEADLINE_SECONDS)
        except grpc.RpcError as error:
            raise UnavailableError(str(error)) from None
        return told.known_revision, told.answer.effect == pb.EFFECT_ALLOW

    def figures(self) -> Mapping[str, float]:
        return {}


class _Forgetful:
    """A feed that sometimes sleeps through what it is told."""

    def __init__(self, feed: ChangeFeed, chance: random.Random) -> None:
        self._feed = feed
        self._chance = chance
        self.close = feed.close
        self.clock = feed.clock

    def wait(self, after: int, timeout: float) -> Revision:
        if self._chance.random() < 0.3:
            time.sleep(timeout)
            return self._feed.wait(after, 0)
        return self._feed.wait(after, timeout)


@contextmanager
def served(task: Task, door: str) -> Iterator[OwnServer]:
    """A server of the reader's own on the database, while the block runs."""
    folder = Path(task.folder, f"server-{task.number}")
    folder.mkdir()
    shutil.copy(task.key_ring, folder / "keyring.json")
    more = {"DENIZEN_STALENESS_SECONDS": str(task.bound)}
    with own_server.serving(folder, Cores(), url=task.url, deciding=door == LISTENER, more=more) as server:
        yield server
