"""`check`: Check and BatchCheck on the main server, beside Cerbos with the same rule and the same persons."""

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import cycle, islice
from pathlib import Path

from bench import cerbos, h2load, own_server
from bench.cerbos import Cerbos
from bench.contenders import Contender
from bench.cores import Cores
from bench.figures import Figure, Row, Table, ratio
from bench.h2load import Shape
from bench.machine import Conditions
from bench.own_server import OwnServer
from bench.persons import CITIZEN, DIRECTIVE, EMPLOYEE_ON_H1B, PURPOSE, TYPICAL, Person, named
from bench.report import Report, not_measured
from bench.rounds import BESIDE, RATE, Effort, Plan, Tell, commands, measure
from denizen.domain.determinations import Determination
from denizen.v1 import determination_pb2 as pb

MOST_ITEMS = 1000
OURS, THEIRS = "Denizen Check", "Cerbos CheckResources"
_BATCH = Shape(1, 2)
"""One batch is answered while the next one waits: the server never idles, and nothing else is measured."""


def run(effort: Effort, tell: Tell) -> Report:
    """Measure, and stop whatever was started."""
    conditions = Conditions.now()
    cores = conditions.cores
    if not h2load.available():
        return not_measured("check", effort, conditions, (OURS, THEIRS), h2load.MISSING)
    single = Plan(effort.shapes(RATE, *BESIDE))
    batch = Plan((_BATCH,), latency=False)
    missing = ""
    started: list[str] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, ExitStack() as stack:
        ours = stack.enter_context(own_server.serving(Path(folder), cores))
        persons = list(islice(cycle(TYPICAL), len(TYPICAL) if effort.smoke else MOST_ITEMS))
        ours.apply_directive()
        ours.add(persons, tell)
        started.append(ours.command)
        singles = [_check(ours)]
        batches = [_batch(ours, persons)]
        try:
            theirs = _cerbos(effort, stack, Path(folder), cores, tell)
        except cerbos.NotInstalledError as error:
            missing = str(error)
        else:
            started.append(theirs.command)
            singles.append(_their_check(theirs))
            if len(persons) > cerbos.MOST_ITEMS:
                batches.append(_batch(ours, persons[: cerbos.MOST_ITEMS]))
            batches.append(_their_batch(theirs, persons[: cerbos.MOST_ITEMS]))
        single_rows = measure(singles, single, effort, cores, tell)
        batch_rows = measure(batches, batch, effort, cores, tell)
    absent = [Row(THEIRS, missing=missing)] if missing else []
    return Report(
        "check",
        effort,
        conditions,
        [
            Table("One question a call: calls/s by connections x calls on each", single.columns, single_rows + absent),
            Table("Many questions a call: answers/s", batch.columns, batch_rows + absent),
        ],
        ratios=_ratios(single_rows, batch_rows),
        notes=[f"Plaintext HTTP/2 on loopback; {cores}. One process each, all of our interceptors on."],
        commands=[
            *started,
            *commands(singles, single, effort, cores),
            *commands(batches, batch, effort, cores),
        ],
        versions={} if missing else {"cerbos": cerbos.VERSION},
        neighbours=conditions.neighbours.share(),
    )


def _cerbos(effort: Effort, stack: ExitStack, folder: Path, cores: Cores, tell: Tell) -> Cerbos:
    if effort.smoke:
        raise cerbos.NotInstalledError("no part of a smoke test")
    server = stack.enter_context(cerbos.serving(folder, cores, tell))
    # That it is the same rule shows in both answers.
    _their_check(server, CITIZEN, "ALLOW").check(server.question([CITIZEN]))
    return server


def _ratios(single: Sequence[Row], batch: Sequence[Row]) -> dict[str, Figure]:
    ratios: dict[str, Figure] = {}
    match single:
        case [ours, theirs]:
            for column in (str(RATE), *map(str, BESIDE)):
                ratios[f"{OURS} / {THEIRS} at {column}"] = ratio(ours.figures[column], theirs.figures[column])
        case _:
            pass
    match batch:
        case [*_, ours, theirs]:
            rates = (row.figures[str(_BATCH)] for row in (ours, theirs))
            ratios[f"{ours.name} / {theirs.name}"] = ratio(*rates)
        case _:
            pass
    return ratios


def _told(answer: pb.Answer) -> str:
    determination = pb.Determination.Name(answer.determination).removeprefix("DETERMINATION_")
    return f"{determination} {pb.Effect.Name(answer.effect).removeprefix('EFFECT_')}"


def _expected(person: Person) -> str:
    effect = "ALLOW" if person.expected is Determination.NOT_FOREIGN_NATIONAL else "DENY"
    return f"{person.expected.name} {effect}"


def _check(server: OwnServer) -> Contender:
    """About the employee on H-1B: every leaf of the rule has to be looked at."""
    name = named(TYPICAL.index(EMPLOYEE_ON_H1B))
    message = pb.CheckRequest(principal=name, directive=DIRECTIVE, purpose=PURPOSE).SerializeToString()
    return Contender(
        OURS,
        server.address,
        "/denizen.v1.DeterminationService/Check",
        lambda: message,
        lambda answer: _told(pb.CheckResponse.FromString(answer).answer),
        _expected(EMPLOYEE_ON_H1B),
        pid=server.pid,
    )


def _batch(server: OwnServer, persons: Sequence[Person]) -> Contender:
    items = [pb.BatchCheckItem(principal=named(n), directive=DIRECTIVE) for n in range(len(persons))]
    message = pb.BatchCheckRequest(items=items, purpose=PURPOSE).SerializeToString()
    return Contender(
        f"Denizen BatchCheck of {len(persons)}",
        server.address,
        "/denizen.v1.DeterminationService/BatchCheck",
        lambda: message,
        lambda answer: ", ".join(_told(each.answer) for each in pb.BatchCheckResponse.FromString(answer).results),
        ", ".join(map(_expected, persons)),
        items=len(persons),
        pid=server.pid,
    )


def _their_check(server: Cerbos, person: Person = EMPLOYEE_ON_H1B, expected: str = "DENY") -> Contender:
    message = server.question([person])
    return Contender(THEIRS, server.address, cerbos.METHOD, lambda: message, server.told, expected, pid=server.pid)


def _their_batch(server: Cerbos, persons: Sequence[Person]) -> Contender:
    message = server.question(persons)
    return Contender(
        f"{THEIRS} of {len(persons)}",
        server.address,
        cerbos.METHOD,
        lambda: message,
        server.told,
        ", ".join(_expected(person).rpartition(" ")[2] for person in persons),
        items=len(persons),
        pid=server.pid,
    )
