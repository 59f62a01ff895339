"""`workers`: what two processes on two cores answer, beside one."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bench import h2load, own_server, questions
from bench.contenders import Contender
from bench.cores import Cores, cpu_seconds, usable_cores
from bench.figures import Figure, Row, Table, ratio
from bench.h2load import Course, Request, Shape
from bench.machine import Conditions
from bench.own_server import OwnServer
from bench.persons import TYPICAL
from bench.report import Report, not_measured
from bench.rounds import Effort, Tell

ONE, TWO = "one process", "two processes"
RATE, EACH = "calls/s", "CPU µs"
BY_CPU, BY_RATE = f"{TWO} / {ONE}, by CPU time", f"{TWO} / {ONE}, rate"
_LOAD = Shape(16, 8)
"""The kernel deals connections out by lot: few of them would leave one process without work."""


def run(effort: Effort, tell: Tell) -> Report:
    """Measure, and stop the servers."""
    conditions = Conditions.now()
    if not h2load.available():
        return not_measured("workers", effort, conditions, (ONE, TWO), h2load.MISSING)
    # Nobody is pinned: with two cores the load needs a part of each.
    free = Cores(why="not pinned: two processes and the load share the cores")
    found: dict[str, tuple[list[float], list[float]]] = {ONE: ([], []), TWO: ([], [])}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, ExitStack() as held:
        asked = {}
        for name, count in ((ONE, 1), (TWO, 2)):
            place = Path(folder, str(count))
            place.mkdir()
            server = held.enter_context(own_server.serving(place, free, workers=count))
            server.apply_directive()
            server.add(TYPICAL, tell)
            asked[name] = server, questions.check(server)
        for round_ in range(-1, effort.rounds):
            for name, (server, check) in asked.items() if round_ % 2 == 0 else reversed(asked.items()):
                tell(f"round {round_ + 1} of {effort.rounds}: {name}")
                rate, each = _load(server, check, effort)
                if round_ >= 0:  # before the first, everybody is warmed
                    found[name][0].append(rate)
                    found[name][1].append(each)
    rows = [
        Row(name, {RATE: Figure(RATE, tuple(rates)), EACH: Figure("µs", tuple(costs))})
        for name, (rates, costs) in found.items()
    ]
    one, two = rows
    doubled = Figure("µs", tuple(2 * each for each in one.figures[EACH].rounds))
    return Report(
        "workers",
        effort,
        conditions,
        [Table(f"Check at {_LOAD}", [RATE, EACH], rows)],
        ratios={
            BY_CPU: ratio(doubled, two.figures[EACH]),
            BY_RATE: ratio(two.figures[RATE], one.figures[RATE]),
        },
        notes=[
            f"h2load shares the {len(usable_cores())} cores: with two, the rates of two processes say little.",
            "By CPU time: twice what an answer costs one process, over what it costs where two work at once.",
            "That is the ratio of rates where each process has a core, and the load has others.",
        ],
        neighbours=conditions.neighbours.share(),
    )


def _load(server: OwnServer, check: Contender, effort: Effort) -> tuple[float, float]:
    """Calls a second, and the CPU time of an answer in all workers. A run without CPU time is made longer."""
    message = check.request()
    check.check(message)
    pids = list(_family(server.pid))
    before, calls, rate = _seconds(pids), 0, 0.0
    # Once is enough, but where too few calls are made for the clock of the system.
    while calls == 0 or _seconds(pids) <= before:
        load = h2load.run(Request(check.url, message), _LOAD, Course(effort.seconds, 200 if effort.smoke else 0))
        calls, rate = calls + load.calls, load.rate
    spent = _seconds(pids) - before
    check.check(message)
    return rate, spent / calls * 1e6


def _seconds(pids: list[int]) -> float:
    return sum(cpu_seconds(pid) or 0.0 for pid in pids)


def _family(pid: int) -> Iterator[int]:
    """The process and all that it has started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _family(int(child))
