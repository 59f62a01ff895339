"""`latency`: how long a Check takes at half load, where ten connections send together and where they do not; and beside
it an Envoy that answers the same calls and looks at nothing."""

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from bench import envoy, h2load, own_server, questions
from bench.contenders import Contender
from bench.cores import Cores, cpu_seconds
from bench.figures import Figure, Row, Table
from bench.h2load import Course, Load, Request
from bench.machine import Conditions
from bench.persons import TYPICAL
from bench.questions import DECISION, OURS
from bench.report import Report, not_measured
from bench.rounds import CALM, RATE, Effort, Tell
from denizen.gateway.installed import NotInstalledError, installed

AT, EACH = "calls/s", "CPU µs"
MIDDLE, MOST = "p50 ms", "p99 ms"
APART = ", apart"
FLOOR = f"{envoy.NAME}, at that rate"
_COLUMNS = (AT, MIDDLE, MOST, MIDDLE + APART, MOST + APART, EACH)
_FEW_CALLS = 100


def run(effort: Effort, tell: Tell) -> Report:
    """Measure, and stop whatever was started."""
    conditions = Conditions.now()
    cores = conditions.cores
    if not h2load.available():
        return not_measured("latency", effort, conditions, (OURS, DECISION, FLOOR), h2load.MISSING)
    found: dict[tuple[str, str], dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    absent: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as name, ExitStack() as held:
        contenders = list(_contenders(Path(name), effort, cores, held, tell, absent))
        floor = None if effort.smoke else _floor(Path(name), cores, held, contenders[0], absent)
        for number in range(-1, effort.rounds):
            for contender in contenders if number % 2 == 0 else reversed(contenders):
                tell(f"round {number + 1} of {effort.rounds}: {contender.name}")
                contender.check(contender.request())
                rate = _load(contender, effort.course, cores, shape=RATE)[0].rate / 2
                for each in (contender, *([floor] if floor else [])):
                    told = _at(each, rate, effort, cores)
                    for column, figure in told.items() if number >= 0 else ():  # before the first all are warmed
                        found[contender.name, each.name][column].append(figure)
    units = {AT: AT, EACH: "µs"}
    rows = [
        Row(
            ours if ours == asked else f"{FLOOR} of {ours}",
            {column: Figure(units.get(column, "ms"), tuple(figures[column])) for column in _COLUMNS if figures[column]},
        )
        for (ours, asked), figures in found.items()
    ]
    return Report(
        "latency",
        effort,
        conditions,
        [
            Table(
                f"Check at half of the rate measured at {RATE}, on {CALM.connections} connections",
                _COLUMNS,
                rows + absent,
            )
        ],
        notes=[
            f"Plaintext HTTP/2 on loopback; {cores}. h2load sends what is due every 10 ms, on all connections at once;",
            "apart: each a millisecond after another.",
        ],
        neighbours=conditions.neighbours.share(),
    )


def _contenders(  # noqa: PLR0913, PLR0917 - where each is started, and who is told
    folder: Path, effort: Effort, cores: Cores, held: ExitStack, tell: Tell, absent: list[Row]
) -> Iterator[Contender]:
    """Both doors; for a smoke test the one that starts sooner."""
    doors = {"main": False} if effort.smoke else {"main": False, "listener": True}
    try:
        installed()
    except NotInstalledError as error:
        absent.append(Row(DECISION, missing=str(error)))
        doors = {"main": False}
    for name, deciding in doors.items():
        (folder / name).mkdir()
        server = held.enter_context(own_server.serving(folder / name, cores, deciding=deciding))
        server.apply_directive()
        server.add(TYPICAL, tell)
        yield questions.decision(server) if deciding else questions.check(server)


def _floor(folder: Path, cores: Cores, held: ExitStack, ours: Contender, absent: list[Row]) -> Contender | None:
    """Answers with as many bytes as ours."""
    try:
        binary = envoy.installed()
    except envoy.NotInstalledError as error:
        absent.append(Row(FLOOR, missing=str(error)))
        return None
    answer = bytes(ours.check(ours.request()) - len(h2load.framed(b"")))
    return held.enter_context(envoy.serving(binary, folder, cores, answer))


def _at(contender: Contender, rate: float, effort: Effort, cores: Cores) -> dict[str, float]:
    """At so many calls a second."""
    half = replace(effort.course, rate_per_connection=rate / CALM.connections, timed=True)
    together, cpu = _load(contender, half, cores)
    calls = half.calls or max(_FEW_CALLS, round(rate * effort.seconds))
    apart, _ = _load(contender, replace(half, calls=calls, apart=True), cores)
    return {
        AT: rate,
        # Of too few calls the system does not say.
        **({EACH: cpu} if cpu else {}),
        MIDDLE: together.percentile(0.5),
        MOST: together.percentile(0.99),
        MIDDLE + APART: apart.percentile(0.5),
        MOST + APART: apart.percentile(0.99),
    }


def _load(contender: Contender, course: Course, cores: Cores, shape: h2load.Shape = CALM) -> tuple[Load, float]:
    """And the CPU time of each call, in microseconds."""
    pid = contender.pid or 0
    before = cpu_seconds(pid)
    load = h2load.run(Request(contender.url, contender.request(), contender.headers), shape, course, cores.for_load)
    after = cpu_seconds(pid)
    return load, 0.0 if before is None or after is None else (after - before) / load.calls * 1e6
