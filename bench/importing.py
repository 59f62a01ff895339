"""`import`: what `denizen import` takes in through a server, into SQLite and PostgreSQL, and in how much memory."""

import json
import os
import subprocess
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from bench.figures import Figure, Row, Table
from bench.machine import Conditions
from bench.own_server import DENIZEN, OwnServer, environment, serving
from bench.processes import ProcessError
from bench.report import Report, not_measured
from bench.rounds import Effort, Tell
from tests.postgresql import MissingError, own_server

_ROWS_A_SECOND = 10_000
"""Rows of a file for each second that a measurement shall take, more or less."""
_DURABLE = {"fsync": "on", "full_page_writes": "on"}
_COUNTRIES = ("FR", "US", "DE", "IR", "GB", "IN", "CA", "MX")
COLUMNS = "id,country,lives_in"
_SLOTS = {"citizenship": "country", "residence": "lives_in"}


@dataclass(frozen=True, slots=True)
class Imported:
    """What a run of the command took."""

    attestations: int
    seconds: float
    server_seconds: float
    client_mib: float
    server_mib: float


def run(effort: Effort, tell: Tell) -> Report:
    """Measure."""
    conditions = Conditions.now()
    rows = 300 if effort.smoke else int(effort.seconds * _ROWS_A_SECOND)
    try:
        with TemporaryDirectory() as folder, own_server(**_DURABLE) as postgresql, postgresql.database() as name:
            measured = []
            for engine, url in {"SQLite": "", "PostgreSQL": postgresql.url_of(name)}.items():
                place = Path(folder) / engine
                place.mkdir()
                with serving(place, conditions.cores, url=url) as server:
                    measured += [
                        _measured(engine, server, place, rows, slots, effort, conditions, tell) for slots in (2, 1)
                    ]
    except MissingError as error:
        return not_measured("import", effort, conditions, ["SQLite", "PostgreSQL"], str(error))
    columns = ["attestations/s", "rows/s", "CPU µs", "server MiB", "client MiB"]
    return Report(
        "import",
        effort,
        conditions,
        [
            Table(
                f"denizen import of {rows:,} new principals, each with populations and an identifier", columns, measured
            )
        ],
        notes=[
            "The whole command, its start included; every commit is on the disk.",
            "CPU µs is the server's, for each attestation.",
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
) -> Row:
    name = f"{engine}, {slots} attestation{'s' if slots > 1 else ''} a row"
    found: dict[str, list[float]] = defaultdict(list)
    mapping = write_mapping(place / f"{slots}.yaml", list(_SLOTS)[:slots])
    for number in range(effort.rounds):
        tell(f"{name}, round {number + 1} of {effort.rounds}")
        file = write_rows(place / f"{slots}-{number}.csv", rows, f"s{slots}r{number}")
        done = imported(server, file, mapping, conditions.cores.for_load)
        found["attestations/s"].append(done.attestations / done.seconds)
        found["rows/s"].append(rows / done.seconds)
        found["CPU µs"].append(done.server_seconds / done.attestations * 1e6)
        found["server MiB"].append(done.server_mib)
        found["client MiB"].append(done.client_mib)
    units = {"attestations/s": "1/s", "rows/s": "1/s", "CPU µs": "µs", "server MiB": "MiB", "client MiB": "MiB"}
    return Row(name, {column: Figure(units[column], tuple(figures)) for column, figures in found.items()})


def write_mapping(path: Path, slots: Sequence[str]) -> Path:
    """A mapping of the columns that `write_rows` writes."""
    said = [
        f"  - slot: {slot}\n    claim: {slot}\n    fields: [{{field: country, from: {{column: {_SLOTS[slot]}}}}}]\n"
        '    verified_at: {value: "2026-05-01"}\n    assurance: {level: {value: SUBSTANTIAL}}\n'
        for slot in slots
    ]
    path.write_text(
        "source: bench\npurpose: export-control\nprincipal:\n  id: {column: id}\n  populations: [{value: employee}]\n"
        "  identifiers: [{scheme: hr, value: {column: id}}]\nattestations:\n" + "".join(said)
    )
    return path


def write_rows(path: Path, rows: int, prefix: str) -> Path:
    """A file of so many principals."""
    with path.open("w") as stream:
        stream.write(f"{COLUMNS}\n")
        for number in range(rows):
            country = _COUNTRIES[number % len(_COUNTRIES)]
            stream.write(f"{prefix}-{number},{country},{_COUNTRIES[number % 3]}\n")
    return path


def imported(server: OwnServer, file: Path, mapping: Path, where: Sequence[str] = ()) -> Imported:
    """Run the command to its end. `ProcessError` where it refused a row."""
    before, began = _cpu(server.pid), time.perf_counter()
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
    return Imported(rows * slots, seconds, _cpu(server.pid) - before, most, resident(server.pid))


def _cpu(pid: int) -> float:
    """Seconds of CPU time that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


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
