"""A writer or a reader of the new-enemy test, in a process of its own: `python -m bench.enemy_process JSON`.

Each appends what it did to a log of fixed records; who judges reads them all afterwards.
"""

import json
import random
import struct
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from threading import Lock, Thread
from typing import BinaryIO, Self

from bench.enemy_world import CALL, COMPANIES, DIRECTIVE, EMPLOYEES, Cells, cleared, employee, listed, opened, uncleared
from denizen.clock import SystemClock
from denizen.domain.determinations import Effect
from denizen.domain.errors import UnavailableError
from denizen.storage.replicated import ReplicatedStore, replicas_of
from denizen.usecases.asking import Item, Times
from denizen.usecases.check import Check
from denizen.usecases.context import ExpiresAt
from denizen.usecases.directive_cache import DirectiveCache
from denizen.usecases.following import Following
from denizen.usecases.ports import ChangeFeed, Revision, Writer
from denizen.usecases.probing import Probing
from denizen.usecases.remembering import Memory
from denizen.usecases.warm_check import WarmCheck

WRITTEN = struct.Struct("<qqqd")
"""What changed, its state from now on, the revision, and when it was acknowledged on the clock of all processes."""
READ = struct.Struct("<qqqqqd")
"""The mode, whom, the revision asked for, the one answered at, whether allowed (-1: no answer), and when asked."""
ANY, TOKEN, NEWEST = range(3)
_ALLOW, _DENY = b"a", b"d"
_DEADLINE_SECONDS = 20.0
_THREADS = 2


@dataclass(frozen=True, slots=True)
class Task:
    """`writers`: how many there are; this one is number `number`. `faults`: slow commits and lost wake-ups."""

    role: str
    number: int
    url: str
    key_ring: str
    folder: str
    writers: int
    reads: int
    bound: float
    pause: float
    faults: bool
    modes: tuple[int, ...]
    rest: float
    replica: str = ""

    def as_argument(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, text: str) -> Self:
        return cls(**json.loads(text))

    @property
    def log(self) -> Path:
        return Path(self.folder, f"{self.role}-{self.number}.log")

    @property
    def cells(self) -> Path:
        return Path(self.folder, "cells")


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


def write(task: Task) -> None:
    """Change what is this writer's until told to stop."""
    chance = _chance(task.number)
    mine = [number for number in range(EMPLOYEES) if number % task.writers == task.number]
    states = dict.fromkeys([*mine, *([EMPLOYEES + n for n in range(COMPANIES)] if task.number == 0 else [])], 0)
    keys = list(states)
    with (
        closing(opened(task.url, Path(task.key_ring))) as store,
        Cells.of(task.cells) as cells,
        task.log.open("wb") as log,
    ):
        while not cells.stopping:
            key = chance.choice(keys)
            act, state = _change(key, states[key])
            with store.write(CALL) as writer:
                act(writer)
                if task.faults and chance.random() < 0.02:
                    time.sleep(0.05)
                revision = writer.revision.number
            cells.acknowledge(key, revision)
            log.write(WRITTEN.pack(key, state > 0, revision, time.monotonic()))
            states[key] = state
            time.sleep(chance.random() * 2 * task.pause)


def _change(key: int, state: int) -> tuple[Callable[[Writer], None], int]:
    """What to do, and the state afterwards: how often it was made so; negative: it is not so now."""
    if key >= EMPLOYEES:
        return lambda writer: listed(writer, key - EMPLOYEES, on=state <= 0), 1 if state <= 0 else -1
    if state > 0:
        return lambda writer: uncleared(writer, key, state), -state
    return lambda writer: cleared(writer, key, 1 - state), 1 - state


def read(task: Task) -> None:
    """Ask until there are as many answers as wanted, in several threads on one memory."""
    clock, chance = SystemClock(), _chance(100 + task.number)
    store = opened(task.url, Path(task.key_ring))
    replicas = replicas_of(store, [task.replica] if task.replica else [], clock, limit=5.0)
    spread, copies = ReplicatedStore(store, replicas), replicas.watched(lambda *_: None)
    with closing(store), copies, Cells.of(task.cells) as cells, task.log.open("wb") as log:
        memory = Memory(spread, clock, bound=task.bound)
        check = WarmCheck(
            Check(spread, DirectiveCache(), clock),
            memory,
            clock,
            lambda answer, _: _ALLOW if answer.effect is Effect.ALLOW else _DENY,
            Probing.unlimited(),
        )
        reader = _Reader(check, cells, log, task.modes, task.rest)
        feed: ChangeFeed = _Forgetful(store.changes(), chance) if task.faults else store.changes()
        with Following(memory.follower, feed, task.bound / 10):
            seeds = [100 * task.number + each for each in range(_THREADS)]
            threads = [Thread(target=reader.ask, args=(task.reads // _THREADS, _chance(seed))) for seed in seeds]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        Path(f"{task.log}.json").write_text(json.dumps(asdict(memory.figures())))


@dataclass(slots=True)
class _Reader:
    """Asks, and writes down what was answered."""

    check: WarmCheck
    cells: Cells
    log: BinaryIO
    modes: Sequence[int]
    rest: float
    lock: Lock = field(default_factory=Lock)

    def ask(self, reads: int, chance: random.Random) -> None:
        """So many times, half of them about whoever changed last."""
        for _ in range(reads):
            mode = chance.choice(self.modes)
            number = self.cells.hot if chance.random() < 0.5 else chance.randrange(EMPLOYEES)
            acknowledged = self.cells.acknowledged(number)
            times = Times(at_least=acknowledged if mode == TOKEN else 0, newest=mode == NEWEST)
            asked = time.monotonic()
            call = replace(CALL, deadline=ExpiresAt(asked + _DEADLINE_SECONDS))
            try:
                decision = self.check(call, [Item(employee(number), DIRECTIVE)], times)
            except UnavailableError:
                revision, allowed = 0, -1
            else:
                revision, allowed = decision.revision.number, int(decision.answers[0] == _ALLOW)
            with self.lock:
                self.log.write(READ.pack(mode, number, acknowledged, revision, allowed, asked))
            if self.rest:
                time.sleep(self.rest)


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - a made-up load


def main() -> None:
    task = Task.of(sys.argv[1])
    {"writer": write, "reader": read}[task.role](task)


if __name__ == "__main__":
    main()
