"""`population`: one question about everybody at once, by processes beside those that serve."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.contenders import WrongAnswerError
from bench.cores import cpu_seconds
from bench.figures import Figure, Row, Table
from bench.machine import Conditions
from bench.persons import DIRECTIVE, PURPOSE
from bench.report import Report
from bench.rounds import Effort, Tell
from bench.synthetic import Fixed, declare, expected, hire
from denizen.cli.catalogue import Directives, catalogue_files
from denizen.domain.disclosure import Tier
from denizen.population_processes import Place, Processes
from denizen.storage.keyring import KeyRing
from denizen.storage.migrating import upgrade
from denizen.storage.sql.store import SqlStore, open_store
from denizen.usecases.asking import Times
from denizen.usecases.context import Call, Caller
from denizen.usecases.populations.asking_everybody import AskingEverybody
from denizen.usecases.populations.questions import PopulationQuestion, Wanted

PRINCIPALS = 1_000_000
_SMOKE_PRINCIPALS = 2_000
_PROCESSES = 2
_BYTES = 1024 * 1024 * 1024
_ROUNDS = 3
_AT = datetime(2026, 6, 15, tzinfo=UTC)
_CALL = Call(Caller("callers/bench"), PURPOSE, tier=Tier.FACTS)
_QUESTION = PopulationQuestion(DIRECTIVE)


def run(effort: Effort, tell: Tell) -> Report:
    """Measure. `WrongAnswerError` where a count is not exact."""
    conditions = Conditions.now()
    number = _SMOKE_PRINCIPALS if effort.smoke else PRINCIPALS
    with TemporaryDirectory() as folder:
        tell(f"{number:,} principals")
        began = time.perf_counter()
        with _company(Path(folder), number) as (place, store):
            hired = time.perf_counter() - began
            size = (Path(folder) / "denizen.db").stat().st_size / number
            counts = [_counted(place, store, number, tell) for _ in range(min(effort.rounds, _ROUNDS))]
            tell("a page")
            page = _page(place, store)
    columns = ["seconds", "principals/s", "CPU µs each", "MiB"]
    return Report(
        "population",
        effort,
        conditions,
        [
            Table(f"Count {number:,} principals under {DIRECTIVE}, exactly", columns, [_row("two processes", counts)]),
            Table("Beside it", ["seconds"], [Row("a page of 1,000 with full answers", {"seconds": _once("s", page)})]),
            Table(
                "The synthetic company on SQLite",
                ["seconds", "bytes each"],
                [Row("written", {"seconds": _once("s", hired), "bytes each": _once("bytes", size)})],
            ),
        ],
        notes=["MiB: the most that this program and its processes have had in memory, added up, while they counted."],
        neighbours=conditions.neighbours.share(),
    )


@contextmanager
def _company(folder: Path, number: int) -> Iterator[tuple[Place, SqlStore]]:
    ring_file, url = folder / "keyring.json", f"sqlite:///{folder}/denizen.db"
    KeyRing.create().write(ring_file)
    upgrade(url)
    with closing(open_store(url, KeyRing.from_file(ring_file), Fixed())) as store:
        declare(store, Directives.load(catalogue_files()), [DIRECTIVE])
        hire(store, ring_file, number, _PROCESSES)
        yield Place(url, ring_file), store


def _counted(place: Place, store: SqlStore, number: int, tell: Tell) -> tuple[float, float, float, float]:
    """Seconds, principals a second, CPU microseconds for each, and MiB."""
    with closing(Processes(place, _PROCESSES, _BYTES)) as processes:
        asking = AskingEverybody(store, processes, Fixed())
        began, own = time.perf_counter(), time.process_time()
        for counted in asking.count(_CALL, _QUESTION, Times(_AT)):
            tell(f"{counted.tally.principals:,} counted")
        took = time.perf_counter() - began
        pids = [os.getpid(), *processes.pids()]
        cpu = time.process_time() - own + sum(cpu_seconds(pid) or 0.0 for pid in pids[1:])
        most = sum(_most_mebibytes(pid) for pid in pids)
    if counted.tally.determinations != expected(number):
        raise WrongAnswerError("the counts are not those of whom the company was made up of")
    return took, number / took, cpu / number * 1e6, most


def _page(place: Place, store: SqlStore) -> float:
    with closing(Processes(place, _PROCESSES, _BYTES)) as processes:
        asking = AskingEverybody(store, processes, Fixed())
        asking.list(_CALL, _QUESTION, Wanted(), Times(_AT), 10)
        began = time.perf_counter()
        asking.list(_CALL, _QUESTION, Wanted(), Times(_AT), 1000)
        return time.perf_counter() - began


def _most_mebibytes(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def _row(name: str, rounds: Sequence[tuple[float, float, float, float]]) -> Row:
    units = ("seconds", "principals/s", "CPU µs each", "MiB")
    return Row(name, {unit: Figure(unit, tuple(each[place] for each in rounds)) for place, unit in enumerate(units)})


def _once(unit: str, value: float) -> Figure:
    return Figure(unit, (value,))
