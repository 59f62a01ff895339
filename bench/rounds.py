"""Interleaved rounds: in each one every contender has its turn at every load, so that what disturbs hits all alike."""

import shlex
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bench import h2load
from bench.contenders import Contender, WrongAnswerError
from bench.cores import Cores, cpu_seconds
from bench.figures import Figure, Row
from bench.h2load import Course, Load, Request, Shape

RATE = Shape(4, 8)
"""The load at which rates are compared."""
BESIDE = (Shape(1, 1), Shape(1, 32), Shape(16, 16), Shape(100, 4))
CALM = Shape(10, 1)
"""The load of the latency: half the measured rate, on ten connections."""
LATENCY = "p99 ms"
CPU = "CPU µs"
_SMOKE_CALLS = 40
_FEW_CALLS = 4
_TOLERATED_BYTES = 4.0
_TOLERATED_SHARE = 0.02
"""Answers differ in size by what their timestamps take; an error has no bytes at all."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Effort:
    """How much to measure. `smoke`: only whether it works."""

    rounds: int = 5
    seconds: float = 2.0
    smoke: bool = False

    @property
    def course(self) -> Course:
        """How a run goes. A smoke test waits for its few calls, so that a slow machine does not fail it."""
        return Course(self.seconds, _SMOKE_CALLS if self.smoke else 0)

    def shapes(self, *shapes: Shape) -> tuple[Shape, ...]:
        """Those to measure at; the first one only, for a smoke test."""
        return shapes[:1] if self.smoke else shapes


@dataclass(frozen=True, slots=True)
class Plan:
    """The loads that a group of contenders gets. Rate and CPU time are those at the first; `latency` rests on it."""

    shapes: Sequence[Shape]
    latency: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        return (*map(str, self.shapes), *([LATENCY] if self.latency else []), CPU)


def measure(contenders: Sequence[Contender], plan: Plan, effort: Effort, cores: Cores, tell: Tell) -> list[Row]:
    """A row for each contender. `WrongAnswerError` and `LoadError` where a run does not count."""
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    courses: dict[str, Course] = {}
    for contender in contenders:
        tell(f"warming {contender.name}")
        courses[contender.name] = _warm(contender, plan.shapes[0], effort, cores)
    for number in range(effort.rounds):
        for shape in plan.shapes:
            # Forth and back, so that nobody always comes after the same other one.
            for contender in contenders if number % 2 == 0 else reversed(contenders):
                tell(f"round {number + 1} of {effort.rounds}: {contender.name} at {shape}")
                load, cpu = _run(contender, shape, courses[contender.name], cores)
                found[contender.name, str(shape)].append(load.rate * contender.items)
                if shape != plan.shapes[0]:
                    continue
                # None: the system does not say. 0: too little to tell, which only a smoke test takes.
                if cpu:
                    found[contender.name, CPU].append(cpu / (load.calls * contender.items) * 1e6)
                if plan.latency:
                    half = replace(effort.course, rate_per_connection=load.rate / 2 / CALM.connections, timed=True)
                    calm, _ = _run(contender, CALM, half, cores)
                    found[contender.name, LATENCY].append(calm.percentile(0.99))
    return [_row(contender, plan, found) for contender in contenders]


def _warm(contender: Contender, shape: Shape, effort: Effort, cores: Cores) -> Course:
    """Run once. Returns how runs go from now on: where a call asks much, so many calls as take about the time."""
    if contender.items == 1 or effort.smoke:
        _run(contender, shape, effort.course, cores)
        return effort.course
    load, _ = _run(contender, shape, Course(effort.seconds, _FEW_CALLS, timed=True), cores)
    return Course(effort.seconds, max(_FEW_CALLS, round(load.rate * effort.seconds)), timed=True)


def commands(contenders: Sequence[Contender], plan: Plan, effort: Effort, cores: Cores) -> list[str]:
    """What is run for them, but for half load and batches, whose rate and number depend on what was measured."""
    return [
        shlex.join([*cores.for_load, *h2load.command(contender.url, shape, effort.course, contender.headers)])
        for contender in contenders
        for shape in plan.shapes
    ]


def _row(contender: Contender, plan: Plan, found: dict[tuple[str, str], list[float]]) -> Row:
    rate = "calls/s" if contender.items == 1 else "answers/s"
    units = {LATENCY: "ms", CPU: "µs"}
    figures = {
        column: Figure(units.get(column, rate), tuple(found[contender.name, column]))
        for column in plan.columns
        if found[contender.name, column]
    }
    return Row(contender.name, figures)


def _run(contender: Contender, shape: Shape, course: Course, cores: Cores) -> tuple[Load, float | None]:
    """One run with right answers before and after it, and the CPU time that the server took for it."""
    message = contender.request()
    shortest = contender.check(message)
    before = None if contender.pid is None else cpu_seconds(contender.pid)
    load = h2load.run(Request(contender.url, message, contender.headers), shape, course, cores.for_load)
    after = None if contender.pid is None else cpu_seconds(contender.pid)
    shortest = min(shortest, contender.check(message))
    if load.answer_bytes < shortest - max(_TOLERATED_BYTES, _TOLERATED_SHARE * shortest):
        raise WrongAnswerError(
            f"{contender.name} at {shape}: answers of {load.answer_bytes:.0f} bytes on average, right ones have "
            f"{shortest}; some calls ended with an error"
        )
    return load, None if before is None or after is None else after - before
