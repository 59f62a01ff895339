"""The new-enemy test: whether anybody is let in after what cleared them was revoked, by the revisions of the answers.

Writers change who is cleared and which company is on the list, readers ask; each in a process of its own, on one
database. Readers are stopped for a while and continued. Afterwards every answer is compared with what was true at the
revision that it claims, and that revision with what was asked for.
"""

import bisect
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.enemy_doors import LISTENER, MEMORY, served
from bench.enemy_process import ANY, NEWEST, READ, TOKEN, WRITTEN
from bench.enemy_task import Task
from bench.enemy_world import EMPLOYEES, Cells, employer, make, opened
from bench.own_server import OwnServer
from bench.processes import ProcessError

MODES = {ANY: "MINIMIZE_LATENCY", TOKEN: "AT_LEAST_AS_FRESH", NEWEST: "FULLY_CONSISTENT"}
_ROOT = Path(__file__).parent.parent
_STOP_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Plan:
    """`reads` of all readers together. `bound`: seconds that an answer may be behind where it may be. `pause`: the mean
    of a writer's rests, in seconds. `modes` are chosen from by lot.
    `rest`: of a reader between two questions. `replica`: from where readers read too. `door`: where they ask; through
    one of a server's doors each has a server of its own, which is stopped in its place."""

    reads: int
    writers: int = 2
    readers: int = 2
    bound: float = 1.0
    pause: float = 0.01
    faults: bool = True
    modes: tuple[int, ...] = (ANY, TOKEN, TOKEN, TOKEN, NEWEST)
    rest: float = 0.0
    limit: float = 240.0
    replica: str = ""
    door: str = MEMORY


@dataclass(slots=True)
class Found:
    """What the answers of one mode were. `stale`: of an older revision than was asked for. `wrong`: another than the
    truth of their own revision. `behind`: for how many seconds a later revision had been acknowledged when asked."""

    reads: int = 0
    stale: int = 0
    wrong: int = 0
    unavailable: int = 0
    allowed: int = 0
    behind: list[float] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        return percentile(sorted(self.behind), share)


def percentile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """By mode; for how many seconds after its acknowledgement each write had no effect yet, at each reader; how much
    was written, how often a reader was stopped, and what the readers' memories told at the end."""

    modes: Mapping[str, Found]
    effects: Sequence[float]
    writes: int
    stops: int
    seconds: float
    memories: Sequence[Mapping[str, float]]

    @property
    def reads(self) -> int:
        return sum(found.reads for found in self.modes.values())

    @property
    def faults(self) -> int:
        """Answers that must not be."""
        return sum(found.stale + found.wrong for found in self.modes.values())


def run(plan: Plan, url: str, key_ring: Path, folder: Path) -> Outcome:
    """On an empty database with its schema. `ProcessError` where a process fails or the time is over."""
    store = opened(url, key_ring)
    try:
        make(store)
    finally:
        store.close()
    task = Task(
        "writer",
        0,
        url,
        str(key_ring),
        str(folder),
        plan.writers,
        plan.reads // plan.readers,
        plan.bound,
        plan.pause,
        plan.faults,
        plan.modes,
        plan.rest,
        plan.replica,
    )
    with Cells.of(task.cells) as cells, ExitStack() as held:
        writers = [replace(task, number=number) for number in range(plan.writers)]
        readers = [replace(task, role="reader", number=number) for number in range(plan.readers)]
        servers: list[OwnServer] = []
        if plan.door != MEMORY:
            servers = [held.enter_context(served(each, plan.door)) for each in readers]
            doors = [each.decisions if plan.door == LISTENER else each.address for each in servers]
            readers = [replace(each, address=door) for each, door in zip(readers, doors, strict=True)]
        began = time.monotonic()
        writing, reading = [_started(each) for each in writers], [_started(each) for each in readers]
        victims = [each.pid for each in servers or reading]
        try:
            stops = _disturbed(reading, victims, began + plan.limit, stopping=plan.faults)
            cells.stop()
            for process in (*reading, *writing):
                if process.wait(_STOP_SECONDS) != 0:
                    raise ProcessError(f"{process.args!r} ended with {process.returncode}")
        finally:
            for process in (*reading, *writing):
                process.kill()
                process.wait()
        seconds = time.monotonic() - began
    memories = [told for each in readers if (told := json.loads(Path(f"{each.log}.json").read_text()))]
    history = _History.of(task.log for task in writers)
    logs = [each.log for each in readers]
    effects = [seconds for log in logs for seconds in history.effects(log)]
    return Outcome(_judged(logs, history), sorted(effects), history.writes, stops, seconds, memories)


def _started(task: Task) -> subprocess.Popen[bytes]:
    path = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.Popen(
        [sys.executable, "-m", "bench.enemy_process", task.as_argument()], env={**os.environ, "PYTHONPATH": path}
    )


def _disturbed(
    readers: Sequence[subprocess.Popen[bytes]], victims: Sequence[int], give_up: float, *, stopping: bool
) -> int:
    """Until all readers are done. Returns how often one of those who answer them was stopped for a while."""
    chance, stops = random.Random(7), 0  # noqa: S311 - made-up faults
    while any(reader.poll() is None for reader in readers):
        if time.monotonic() > give_up:
            raise ProcessError("the readers were not done in time")
        time.sleep(0.2)
        number = chance.randrange(len(readers))
        if stopping and readers[number].poll() is None and chance.random() < 0.3:
            os.kill(victims[number], signal.SIGSTOP)
            time.sleep(0.1 + chance.random())
            os.kill(victims[number], signal.SIGCONT)
            stops += 1
    return stops


@dataclass(slots=True)
class _History:
    """What was true from which revision on, and when each revision was acknowledged at the latest."""

    states: dict[int, list[tuple[int, bool]]]
    revisions: list[int]
    acknowledged: list[float]
    writes: int

    @classmethod
    def of(cls, logs: Iterator[Path]) -> "_History":
        states: dict[int, list[tuple[int, bool]]] = defaultdict(list)
        times: list[tuple[int, float]] = []
        for log in logs:
            for key, state, revision, moment in WRITTEN.iter_unpack(_whole(log, WRITTEN.size)):
                states[key].append((revision, bool(state)))
                times.append((revision, moment))
        times.sort()
        return cls(states, [each[0] for each in times], [each[1] for each in times], len(times))

    def _state(self, key: int, revision: int) -> bool:
        changes = self.states.get(key, [])
        place = bisect.bisect_right(changes, (revision, True))
        return place > 0 and changes[place - 1][1]

    def allowed(self, number: int, revision: int) -> bool:
        """Whether the employee was cleared and the company off the list."""
        return self._state(number, revision) and not self._state(EMPLOYEES + employer(number), revision)

    def behind(self, revision: int, asked: float) -> float:
        """For how long a later revision had been acknowledged when it was asked."""
        place = bisect.bisect_right(self.revisions, revision)
        return max(0.0, asked - self.acknowledged[place]) if place < len(self.revisions) else 0.0

    def effects(self, log: Path) -> Iterator[float]:
        """For each write, from its acknowledgement to the first question at this reader that was answered with it."""
        read = sorted((asked, revision) for *_, revision, _, asked in READ.iter_unpack(_whole(log, READ.size)))
        asked, latest, answers = 0.0, 0, iter(read)
        for revision, acknowledged in zip(self.revisions, self.acknowledged, strict=True):
            while latest < revision:
                asked, latest = next(answers, (0.0, sys.maxsize))
            if latest < sys.maxsize:
                yield max(0.0, asked - acknowledged)


def _judged(logs: Iterable[Path], history: _History) -> dict[str, Found]:
    modes = {name: Found() for name in MODES.values()}
    for log in logs:
        for mode, number, acknowledged, revision, allowed, asked in READ.iter_unpack(_whole(log, READ.size)):
            found = modes[MODES[mode]]
            found.reads += 1
            if allowed < 0:
                found.unavailable += 1
                continue
            found.allowed += allowed
            found.stale += mode != ANY and revision < acknowledged
            found.wrong += bool(allowed) != history.allowed(number, revision)
            found.behind.append(history.behind(revision, asked))
    return modes


def _whole(log: Path, size: int) -> bytes:
    """A writer that was killed may have left half a record."""
    data = log.read_bytes()
    return data[: len(data) - len(data) % size]
