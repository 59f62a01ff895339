"""`workers`: what two processes on two cores answer, beside one on one."""

import json
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import astuple, dataclass
from pathlib import Path

from bench import h2load, own_server, questions
from bench.contenders import Contender
from bench.cores import Cores, choose, cpu_seconds, own_seconds, usable_cores
from bench.figures import Figure, Row, Table, ratio
from bench.h2load import Course, Request, Shape
from bench.machine import Conditions
from bench.own_server import OwnServer
from bench.persons import TYPICAL
from bench.processes import ProcessError
from bench.report import Report, not_measured
from bench.rounds import Effort, Tell

ONE, TWO = "one process", "two processes"
RATE, EACH, LOAD, LEAST = "calls/s", "CPU µs", "h2load %", "least busy %"
UNITS = {RATE: RATE, EACH: "µs", LOAD: "%", LEAST: "%"}
BY_CPU, BY_RATE = f"{TWO} / {ONE}, by CPU time", f"{TWO} / {ONE}, rate"
CORES = 2.0
MOST = 2.1
"""Two processes cannot do more than twice what one does. A little more is noise, and counts as twice; a median beyond
this was not measured but disturbed, and is left as it is, so that nobody believes it."""
_LOAD = Shape(64, 2)
"""The kernel deals connections out by lot: with so many each process gets about half of them."""
_READY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Served:
    """A server, and its processes that answer, each on a core of its own where `cores` says so."""

    server: OwnServer
    check: Contender
    workers: Sequence[int]
    load: Cores


@dataclass(frozen=True, slots=True)
class Run:
    """Calls a second; the CPU time of an answer in all processes, in µs; of the cores' time, what h2load took, and of
    the processes' time, what the least busy one did, in hundredths."""

    rate: float
    each: float
    load: float
    least: float


def run(effort: Effort, tell: Tell) -> Report:
    """Measure, and stop the servers."""
    conditions = Conditions.now()
    if not h2load.available():
        return not_measured("workers", effort, conditions, (ONE, TWO), h2load.MISSING)
    cores = choose()
    found: dict[str, list[Run]] = {ONE: [], TWO: []}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, ExitStack() as held:
        asked = {}
        for name, count in ((ONE, 1), (TWO, 2)):
            place = Path(folder, str(count))
            place.mkdir()
            server = held.enter_context(own_server.serving(place, Cores(), workers=count))
            server.apply_directive()
            server.add(TYPICAL, tell)
            asked[name] = _placed(server, place / "denizen.log", count, cores)
        for round_ in range(-1, effort.rounds):
            for name, served in asked.items() if round_ % 2 == 0 else reversed(asked.items()):
                tell(f"round {round_ + 1} of {effort.rounds}: {name}")
                measured = _measured(served, effort)
                if round_ >= 0:  # before the first, everybody is warmed
                    found[name].append(measured)
    rows = [Row(name, _figures(runs)) for name, runs in found.items()]
    one, two = rows
    doubled = Figure("µs", tuple(2 * each for each in one.figures[EACH].rounds))
    by_cpu = counted(ratio(doubled, two.figures[EACH]))
    by_rate = counted(ratio(two.figures[RATE], one.figures[RATE]))
    return Report(
        "workers",
        effort,
        conditions,
        [Table(f"Check at {_LOAD}", tuple(UNITS), rows)],
        ratios={BY_CPU: by_cpu, BY_RATE: by_rate},
        notes=[*_notes(cores), *_doubts(by_cpu, by_rate, two.figures[LEAST])],
        neighbours=conditions.neighbours.share(),
    )


def counted(figure: Figure) -> Figure:
    """No round as more than two cores can do, unless so much more came out that none of it can be believed."""
    if figure.median > MOST:
        return figure
    return Figure(figure.unit, tuple(min(CORES, each) for each in figure.rounds))


def _figures(runs: Sequence[Run]) -> dict[str, Figure]:
    by_column = zip(*map(astuple, runs), strict=True)
    return {column: Figure(unit, rounds) for (column, unit), rounds in zip(UNITS.items(), by_column, strict=True)}


def _notes(cores: Cores) -> list[str]:
    pinned = cores.server is not None
    places = f"one process on core {cores.server}, h2load on {cores.load}; of two, each on one of these"
    where = places if pinned else cores.why
    return [
        f"{where}. h2load shares the {len(usable_cores())} cores with two processes, and takes nothing from one.",
        "By CPU time: what two processes answer in a second of a core each, beside one in a second of its core.",
        "By rate: as measured, so that what h2load took is missing from two. A round above 2 counts as 2.",
    ]


def _doubts(by_cpu: Figure, by_rate: Figure, least: Figure) -> list[str]:
    """What is wrong with the figures, if they show it themselves."""
    said = [
        f"{name}: {figure.median:.2f} × is more than two cores can do. Other programs disturbed it: do not believe it."
        for name, figure in ((BY_CPU, by_cpu), (BY_RATE, by_rate))
        if figure.median > MOST
    ]
    if statistics.median(least.rounds) < 35:
        said.append("One of two processes had far less to do than the other: this says little of two.")
    return said


def _placed(server: OwnServer, log: Path, count: int, cores: Cores) -> Served:
    """Its processes put on their cores, threads and all."""
    check = questions.check(server)
    workers = [server.pid] if count == 1 else _workers(log, count)
    if cores.server is None or cores.load is None:
        return Served(server, check, workers, Cores())
    for worker, core in zip(workers, (cores.server, cores.load), strict=False):
        for thread in Path(f"/proc/{worker}/task").iterdir():
            os.sched_setaffinity(int(thread.name), {core})
    return Served(server, check, workers, cores if count == 1 else Cores())


def _workers(log: Path, count: int) -> list[int]:
    give_up = time.monotonic() + _READY_SECONDS
    while "workers_ready" not in log.read_text():
        if time.monotonic() > give_up:
            raise ProcessError("the workers are not ready in time")
        time.sleep(0.1)
    lines = (json.loads(line) for line in log.read_text().splitlines() if '"worker_started"' in line)
    return [int(line["pid"]) for line in lines][-count:]


def _measured(served: Served, effort: Effort) -> Run:
    """A run in which too little CPU time was used to tell is made longer."""
    request = Request(served.check.url, served.check.request())
    served.check.check(request.message)
    before, ours, began, calls, rate = _seconds(served.workers), own_seconds(), time.monotonic(), 0, 0.0
    while calls == 0 or sum(_seconds(served.workers)) <= sum(before):
        course = Course(effort.seconds, 200 if effort.smoke else 0)
        load = h2load.run(request, _LOAD, course, served.load.for_load)
        calls, rate = calls + load.calls, load.rate
    elapsed = time.monotonic() - began
    spent = [after - each for after, each in zip(_seconds(served.workers), before, strict=True)]
    taken = (own_seconds() - ours) / elapsed / len(usable_cores())
    served.check.check(request.message)
    return Run(rate, sum(spent) / calls * 1e6, 100 * taken, 100 * min(spent) / sum(spent))


def _seconds(workers: Sequence[int]) -> list[float]:
    return [cpu_seconds(pid) or 0.0 for pid in workers]
