"""`startup`: from the start of a server until it is SERVING, by how many principals are stored."""

import os
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from bench.cores import cpu_seconds
from bench.figures import Figure, Row, Table
from bench.machine import Conditions
from bench.own_server import DENIZEN, environment
from bench.persons import DIRECTIVE
from bench.processes import children, free_port, running, until_serving
from bench.report import Report
from bench.rounds import Effort, Tell
from bench.synthetic import Fixed, declare, hire
from denizen.cli.catalogue import Directives, catalogue_files
from denizen.gateway.installed import NotInstalledError, installed
from denizen.storage.keyring import KeyRing
from denizen.storage.migrating import upgrade
from denizen.storage.sql.store import open_store

PRINCIPALS = (1_000, 1_000_000)
_SMOKE_PRINCIPALS = (1_000,)
URL = "DENIZEN_BENCH_DATABASE_URL"
"""An empty PostgreSQL database to measure instead of SQLite; it is left as the largest company makes it."""
_DECIDING = "with a decision listener"


def run(effort: Effort, tell: Tell) -> Report:
    """Measure. Each start is of a new process on files that the system has in its memory."""
    conditions = Conditions.now()
    given = os.environ.get(URL, "")
    numbers = _SMOKE_PRINCIPALS if effort.smoke else PRINCIPALS[-1:] if given else PRINCIPALS
    rows = []
    for number in numbers:
        tell(f"storing {number:,} principals")
        with _stored(number, given) as settings:
            tell(f"starting with {number:,} principals")
            found: dict[str, list[tuple[float, float]]] = {}
            for _ in range(effort.rounds):
                for name, options in _ways():
                    found.setdefault(name, []).append(_seconds(settings, options))
        rows += [_row(f"{number:,} principals, {name}", each) for name, each in found.items()]
    database = "PostgreSQL" if given else "SQLite"
    return Report(
        "startup",
        effort,
        conditions,
        [Table(f"Until SERVING, on {database}", ["seconds", "CPU seconds"], rows)],
        notes=[
            "From the start of the process. Nothing is read ahead; the log's line `serving` tells the server's part.",
            "CPU seconds: of all its processes. A busy machine takes as much longer as it leaves less of a core.",
        ],
        neighbours=conditions.neighbours.share(),
    )


def _ways() -> Iterator[tuple[str, Sequence[str]]]:
    yield "main server", ()
    try:
        installed()
    except NotInstalledError:
        return
    yield _DECIDING, ("--decision-listen", f"127.0.0.1:{free_port()}")


@contextmanager
def _stored(number: int, given: str) -> Iterator[Mapping[str, str]]:
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        ring_file, url = folder / "keyring.json", given or f"sqlite:///{folder}/denizen.db"
        KeyRing.create().write(ring_file)
        upgrade(url)
        with closing(open_store(url, KeyRing.from_file(ring_file), Fixed())) as store:
            declare(store, Directives.load(catalogue_files()), [DIRECTIVE])
            hire(store, ring_file, number)
        yield environment(
            DENIZEN_DATABASE_URL=url, DENIZEN_KEY_RING_FILE=str(ring_file), DENIZEN_LISTEN=f"127.0.0.1:{free_port()}"
        )


def _row(name: str, rounds: Sequence[tuple[float, float]]) -> Row:
    wall, cpu = zip(*rounds, strict=True)
    return Row(name, {"seconds": Figure("s", wall), "CPU seconds": Figure("s", cpu)})


def _seconds(settings: Mapping[str, str], options: Sequence[str]) -> tuple[float, float]:
    """Until SERVING, and how much of a core it took."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        # A port of its own each time: nobody who is still ending answers there.
        log, address = Path(folder) / "log", f"127.0.0.1:{free_port()}"
        began = time.perf_counter()
        with running([*DENIZEN, "serve", *options], log, {**settings, "DENIZEN_LISTEN": address}) as process:
            until_serving(address, process, log)
            took = time.perf_counter() - began
            return took, sum(cpu_seconds(pid) or 0.0 for pid in (process.pid, *children(process.pid)))
