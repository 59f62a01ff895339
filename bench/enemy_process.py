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
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from typing import BinaryIO

from bench.enemy_doors import Asked, asking
from bench.enemy_task import Task
from bench.enemy_world import CALL, COMPANIES, EMPLOYEES, Cells, cleared, listed, opened, uncleared
from denizen.domain.errors import UnavailableError
from denizen.usecases.ports import Writer

WRITTEN = struct.Struct("<qqqd")
"""What changed, its state from now on, the revision, and when it was acknowledged on the clock of all processes."""
READ = struct.Struct("<qqqqqd")
"""The mode, whom, the revision asked for, the one answered at, whether allowed (-1: no answer), and when asked."""
ANY, TOKEN, NEWEST = range(3)
_THREADS = 2


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
    with asking(task) as asked, Cells.of(task.cells) as cells, task.log.open("wb") as log:
        reader = _Reader(asked, cells, log, task.modes, task.rest)
        seeds = [100 * task.number + each for each in range(_THREADS)]
        threads = [Thread(target=reader.ask, args=(task.reads // _THREADS, _chance(seed))) for seed in seeds]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        Path(f"{task.log}.json").write_text(json.dumps(asked.figures()))


@dataclass(slots=True)
class _Reader:
    """Asks, and writes down what was answered."""

    asked: Asked
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
            asked = time.monotonic()
            allowed: int
            try:
                revision, allowed = self.asked.ask(number, acknowledged if mode == TOKEN else 0, newest=mode == NEWEST)
            except UnavailableError:
                revision, allowed = 0, -1
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
