"""`import`: what `denizen import` takes in through a server, into SQLite and PostgreSQL, and in how much memory."""

import json
import os
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory, TemporaryFile

from bench.cores import cpu_seconds
from bench.figures import Figure, Row, Table
from bench.machine import Conditions
from bench.own_server import DENIZEN, OwnServer, environment, serving
from bench.processes import ProcessError
from bench.report import Report, not_measured
from bench.rounds import Effort, Tell
from tests.postgresql import MissingError, Server, own_server

_ATTESTATIONS_A_SECOND = 10_000
"""Attestations of a file for each second that a measurement shall take, more or less."""
_DURABLE = {"fsync": "on", "full_page_writes": "on"}
_COUNTRIES = ("FR", "US", "DE", "IR", "GB", "IN", "CA", "MX")
_CLAIMS = ("citizenship", "residence", "lawful_presence")
_SLOTS = (1, 3, 10)
"""Attestations of a row."""
_DAYS = 700
"""How many different days rows say that they were checked on."""
Consumption = Callable[[], float]
"""Seconds of CPU time that a database's processes have taken."""


_UNITS = {
    "attestations/s": "1/s",
    "rows/s": "1/s",
    "server µs": "µs",
    "database µs": "µs",
    "client µs": "µs",
    "server MiB": "MiB",
    "client MiB": "MiB",
}


@dataclass(frozen=True, slots=True)
class Imported:
    """What a run of the command took."""

    attestations: int
    seconds: float
    server_seconds: float
    database_seconds: float
    client_seconds: float
    client_mib: float
    server_mib: float


def run(effort: Effort, tell: Tell) -> Report:
    """Measure."""
    conditions = Conditions.now()
    rows = 300 if effort.smoke else int(effort.seconds * _ATTESTATIONS_A_SECOND)
    try:
        with TemporaryDirectory() as folder, own_server(**_DURABLE) as postgresql, postgresql.database() as name:
            measured = []
            engines = {"SQLite": ("", lambda: 0.0), "PostgreSQL": (postgresql.url_of(name), taken_by(postgresql))}
            for engine, (url, consumption) in engines.items():
                place = Path(folder) / engine
                place.mkdir()
                with serving(place, conditions.cores, url=url) as server:
                    measured += [
                        _measured(engine, server, place, rows, slots, effort, conditions, tell, consumption)
                        for slots in _SLOTS
                    ]
    except MissingError as error:
        return not_measured("import", effort, conditions, ["SQLite", "PostgreSQL"], str(error))
    return Report(
        "import",
        effort,
        conditions,
        [
            Table(
                "denizen import of attestations about new principals, each with a population and an identifier",
                [*_UNITS],
                measured,
            )
        ],
        notes=[
            "The whole command, its start included; every commit is on the disk.",
            f"{rows:,} attestations in each run.",
            "µs are CPU time for each attestation; the server's has the database's in it where that is SQLite.",
            "A quiet machine has a core for each: the slower of client and server, with its database, says the rate.",
            "MiB are what the server holds at the end of a run, and the most that the command held.",
        ],
        neighbours=conditions.neighbours.share(),
    )


def _measured(  # noqa: PLR0913, PLR0917 - what a measurement is made of
    engine: str,
    server: OwnServer,
    place: Path,
    rows: int,
    slots: int,
    effort: Effort,
    conditions: Conditions,
    tell: Tell,
    consumption: Consumption,
) -> Row:
    name = f"{engine}, {slots} attestation{'s' if slots > 1 else ''} a row"
    found: dict[str, list[float]] = defaultdict(list)
    mapping = write_mapping(place / f"{slots}.yaml", slots)
    for number in range(effort.rounds):
        tell(f"{name}, round {number + 1} of {effort.rounds}")
        file = write_rows(place / f"{slots}-{number}.csv", rows // slots, f"s{slots}r{number}")
        done = imported(server, file, mapping, conditions.cores.for_load, consumption)
        found["attestations/s"].append(done.attestations / done.seconds)
        found["rows/s"].append(done.attestations / slots / done.seconds)
        for column in ("server", "database", "client"):
            found[f"{column} µs"].append(getattr(done, f"{column}_seconds") / done.attestations * 1e6)
        found["server MiB"].append(done.server_mib)
        found["client MiB"].append(done.client_mib)
    if not any(found["database µs"]):
        del found["database µs"]  # it works in the server's process
    return Row(name, {column: Figure(_UNITS[column], tuple(figures)) for column, figures in found.items()})


def write_mapping(path: Path, slots: int) -> Path:
    """A mapping of the columns that `write_rows` writes, of so many attestations a row."""
    said = [
        f"  - slot: s{number}\n    claim: {_CLAIMS[number % 3]}\n"
        f"    fields: [{{field: country, from: {{column: country{number % 2}}}}}]\n"
        "    verified_at: {column: checked_on}\n    assurance: {level: {value: SUBSTANTIAL}}\n"
        for number in range(slots)
    ]
    path.write_text(
        "source: bench\npurpose: export-control\nprincipal:\n  id: {column: id}\n  populations: [{value: employee}]\n"
        "  identifiers: [{scheme: hr, value: {column: id}}]\nattestations:\n" + "".join(said)
    )
    return path


def write_rows(path: Path, rows: int, prefix: str) -> Path:
    """A file of so many principals."""
    first = date(2024, 1, 1)
    with path.open("w") as stream:
        stream.write("id,country0,country1,checked_on\n")
        for number in range(rows):
            countries = _COUNTRIES[number % len(_COUNTRIES)], _COUNTRIES[number % 3]
            checked_on = first + timedelta(days=number * 37 % _DAYS)
            stream.write(f"{prefix}-{number},{','.join(countries)},{checked_on}\n")
    return path


def taken_by(postgresql: Server) -> Consumption:
    """What the processes of a database server take."""

    def seconds() -> float:
        with postgresql.connect() as connection:
            found = connection.execute("SELECT pid FROM pg_stat_activity").fetchall()
        return sum(cpu_seconds(pid) or 0.0 for (pid,) in found)

    return seconds


def imported(
    server: OwnServer, file: Path, mapping: Path, where: Sequence[str] = (), consumption: Consumption = lambda: 0.0
) -> Imported:
    """Run the command to its end. `ProcessError` where it refused a row."""
    before, database_before, own_before = cpu_seconds(server.pid), consumption(), _children_seconds()
    began = time.perf_counter()
    command = [*where, *DENIZEN, "import", str(file), "--mapping", str(mapping), "--target", server.address, "--json"]
    most = 0.0
    with TemporaryFile("w+") as told:
        process = subprocess.Popen(command, env=environment(), stdout=told, stderr=subprocess.STDOUT)
        while process.poll() is None:
            most = max(most, _peak(process.pid))
            time.sleep(0.02)
        seconds = time.perf_counter() - began
        told.seek(0)
        text = told.read()
    if process.returncode:
        raise ProcessError(f"denizen import ended with {process.returncode}: {text[-400:]}")
    rows = json.loads(text[text.index("{\n") :])["rows"]
    slots = mapping.read_text().count("- slot:")
    return Imported(
        rows * slots,
        seconds,
        (cpu_seconds(server.pid) or 0.0) - (before or 0.0),
        consumption() - database_before,
        _children_seconds() - own_before,
        most,
        resident(server.pid),
    )


def _children_seconds() -> float:
    """The CPU time of our children that have ended."""
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _peak(pid: int) -> float:
    """MiB that a process has held at most; 0 where it has just ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def resident(pid: int) -> float:
    """MiB that a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
