"""`memory`: what a worker takes that holds 100,000 principals warm, and whether that grows under load."""

import tempfile
from contextlib import closing
from pathlib import Path

import grpc

from bench import h2load, own_server, questions
from bench.contenders import WrongAnswerError
from bench.figures import Figure, Row, Table
from bench.h2load import Course, Request
from bench.machine import Conditions
from bench.own_server import OwnServer
from bench.persons import DIRECTIVE, PURPOSE
from bench.report import Report, not_measured
from bench.rounds import RATE, Effort, Tell
from bench.synthetic import Fixed, declare, hire, name_of
from denizen.cli.catalogue import Directives, catalogue_files
from denizen.storage.keyring import KeyRing
from denizen.storage.migrating import upgrade
from denizen.storage.sql.store import open_store
from denizen.v1 import determination_pb2 as pb
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub

PRINCIPALS = 100_000
MIB = "MiB"
HELD, GROWN = "held warm", "more after the soak"
_SMOKE_PRINCIPALS = 1_000
_BATCH = 1_000
_SOAK_TIMES = 10
"""The soak lasts so many times `--seconds`: ten minutes with `--seconds 60`."""


def run(effort: Effort, tell: Tell) -> Report:
    """Measure, and stop the server."""
    conditions = Conditions.now()
    if not h2load.available():
        return not_measured("memory", effort, conditions, (HELD, GROWN), h2load.MISSING)
    number = _SMOKE_PRINCIPALS if effort.smoke else PRINCIPALS
    seconds = effort.seconds * _SOAK_TIMES
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        tell(f"storing {number:,} principals")
        url = _stored(folder, number)
        with own_server.serving(folder, conditions.cores, url=url) as server:
            empty = _resident(server)
            tell("asking about each of them")
            _warm(server, number)
            _warm(server, number)
            warm = _resident(server)
            tell(f"a soak of {seconds:g} s")
            soaked = _soaked(server, seconds, conditions, effort)
    rows = [
        Row("an empty worker", {MIB: Figure(MIB, (empty,))}),
        Row(HELD, {MIB: Figure(MIB, (warm - empty,))}),
        Row(GROWN, {MIB: Figure(MIB, (max(0.0, soaked[-1] - soaked[0]),))}),
    ]
    return Report(
        "memory",
        effort,
        conditions,
        [Table(f"{number:,} principals, facts and answers", [MIB], rows)],
        notes=[
            f"Resident memory of the main server with its defaults. The soak: Check at {RATE} for {seconds:g} s.",
            "It counts from a tenth of the soak to its end. --seconds 60 makes it ten minutes.",
        ],
        neighbours=conditions.neighbours.share(),
    )


def _stored(folder: Path, number: int) -> str:
    ring_file, url = folder / "keyring.json", f"sqlite:///{folder}/denizen.db"
    KeyRing.create().write(ring_file)
    upgrade(url)
    with closing(open_store(url, KeyRing.from_file(ring_file), Fixed())) as store:
        declare(store, Directives.load(catalogue_files()), [DIRECTIVE])
        hire(store, ring_file, number)
    return url


def _warm(server: OwnServer, number: int) -> None:
    with grpc.insecure_channel(server.address) as channel:
        stub = DeterminationServiceStub(channel)
        for first in range(0, number, _BATCH):
            items = [
                pb.BatchCheckItem(principal=name_of(each), directive=DIRECTIVE) for each in range(first, first + _BATCH)
            ]
            results = stub.BatchCheck(pb.BatchCheckRequest(items=items, purpose=PURPOSE), timeout=300).results
            if not all(each.HasField("answer") for each in results):
                raise WrongAnswerError("memory: a principal without an answer")


def _soaked(server: OwnServer, seconds: float, conditions: Conditions, effort: Effort) -> list[float]:
    """The memory after each tenth of the time."""
    contender = questions.checked(server, name_of(0))
    found = []
    for _ in range(_SOAK_TIMES):
        course = Course(seconds / _SOAK_TIMES, effort.course.calls)
        message = contender.request()
        h2load.run(Request(contender.url, message), RATE, course, conditions.cores.for_load)
        found.append(_resident(server))
    return found


def _resident(server: OwnServer) -> float:
    """MiB."""
    lines = Path(f"/proc/{server.pid}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) / 1024
