"""Ours and SpiceDB without the wire: each in a process of its own core, asked from within."""

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from bench.batches import batch
from bench.cores import Cores
from bench.figures import Figure, Row, ratio
from bench.peers import SPICEDB, Peers
from bench.persons import DIRECTIVE, TYPICAL
from bench.rounds import CPU, Effort, Tell
from bench.spicedb import Measured
from denizen.cli.catalogue import CATALOGUE, Directives
from denizen.domain.disclosure import Tier

RATE = "answers/s"
COLUMNS = (RATE, CPU)
MANY = 1000
OURS, OURS_MANY = "Denizen, one", f"Denizen, {MANY} at a time"
THEIRS, THEIRS_MANY = f"{SPICEDB} CheckPermission", f"{SPICEDB} CheckBulkPermissions of {MANY}"


def measure(peers: Peers, effort: Effort, cores: Cores, tell: Tell) -> list[Row]:
    """A row for each, in interleaved rounds. `WrongAnswerError` where an answer is another than expected."""
    directives = Directives.load([CATALOGUE / f"{DIRECTIVE.removeprefix('directives/')}.yaml"])
    number = len(TYPICAL) if effort.smoke else MANY
    runs: dict[str, Callable[[float], Measured]] = {}
    for name, count in ((OURS, 1), (OURS_MANY, number)):
        runs[name] = timed(batch(directives, TYPICAL, count, Tier.FACTS, kept=True), count)
    if peers.embedded is not None:
        runs |= {THEIRS: peers.embedded.one, THEIRS_MANY: peers.embedded.many}
    found: dict[str, list[Measured]] = defaultdict(list)
    with on_core(cores.server):
        for round_ in range(effort.rounds):
            for name in runs if round_ % 2 == 0 else reversed(runs):
                tell(f"round {round_ + 1} of {effort.rounds}: {name}")
                found[name].append(runs[name](effort.seconds))
    rows = [Row(name, _figures(measured)) for name, measured in found.items()]
    return [*rows, *(Row(SPICEDB, missing=why) for name, why in peers.missing.items() if name == SPICEDB)]


def ratios(rows: Sequence[Row]) -> Iterator[tuple[str, Figure]]:
    """Ours against theirs, by CPU time. More is better."""
    by_name = {row.name: row for row in rows}
    for mine, other in ((OURS, THEIRS), (OURS_MANY, THEIRS_MANY)):
        if other in by_name:
            yield f"{other} / {mine}, CPU time", ratio(by_name[other].figures[CPU], by_name[mine].figures[CPU])


def timed(ask: Callable[[], object], answers: int) -> Callable[[float], Measured]:
    """Asks for so many seconds; each time it gets so many answers."""
    calls = max(1, 200 // answers)

    def timed(seconds: float) -> Measured:
        done, cpu, began = 0, time.process_time(), time.perf_counter()
        while time.perf_counter() - began < seconds or time.process_time() <= cpu:
            for _ in range(calls):
                ask()
            done += calls * answers
        return Measured(done / (time.perf_counter() - began), (time.process_time() - cpu) / done * 1e6)

    return timed


def _figures(measured: Sequence[Measured]) -> dict[str, Figure]:
    return {
        RATE: Figure(RATE, tuple(each.rate for each in measured)),
        CPU: Figure("µs", tuple(each.cpu for each in measured)),
    }


@contextmanager
def on_core(core: int | None) -> Iterator[None]:
    """This process on that core while the block runs."""
    if core is None:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
