"""`check`: Check and BatchCheck on the main server, beside Cerbos with the same rule and the same persons."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from bench import cerbos, h2load, own_server, questions
from bench.contenders import Contender
from bench.figures import Figure, Row, Table, ratio
from bench.h2load import Shape
from bench.machine import Conditions
from bench.persons import CITIZEN, TYPICAL
from bench.questions import OURS, THEIRS
from bench.report import Report, not_measured
from bench.rounds import BESIDE, CPU, RATE, Effort, Plan, Tell, commands, measure

MOST_ITEMS = 1000
_BATCH = Shape(1, 2)
"""One batch is answered while the next one waits: the server never idles, and nothing else is measured."""


@dataclass(slots=True)
class _Field:
    """Who takes part. `missing`: why Cerbos does not."""

    singles: list[Contender]
    batches: list[Contender]
    servers: list[str]
    missing: str = ""
    versions: dict[str, str] = field(default_factory=dict)


def run(effort: Effort, tell: Tell) -> Report:
    """Measure, and stop whatever was started."""
    conditions = Conditions.now()
    cores = conditions.cores
    if not h2load.available():
        return not_measured("check", effort, conditions, (OURS, THEIRS), h2load.MISSING)
    single = Plan(effort.shapes(RATE, *BESIDE))
    batch = Plan((_BATCH,), latency=False)
    with _contenders(effort, conditions, tell) as taking_part:
        single_rows = measure(taking_part.singles, single, effort, cores, tell)
        batch_rows = measure(taking_part.batches, batch, effort, cores, tell)
    absent = [Row(THEIRS, missing=taking_part.missing)] if taking_part.missing else []
    return Report(
        "check",
        effort,
        conditions,
        [
            Table("One question a call: calls/s by connections x calls on each", single.columns, single_rows + absent),
            Table("Many questions a call: answers/s", batch.columns, batch_rows + absent),
        ],
        ratios=dict([*_ratios(single_rows, single), *_ratios(batch_rows, batch)]),
        notes=[f"Plaintext HTTP/2 on loopback; {cores}. One process each, all of our interceptors on."],
        commands=[*taking_part.servers, *commands(taking_part.singles, single, effort, cores)],
        versions=taking_part.versions,
        neighbours=conditions.neighbours.share(),
    )


@contextmanager
def _contenders(effort: Effort, conditions: Conditions, tell: Tell) -> Iterator[_Field]:
    """The servers, with the same persons, while the block runs."""
    persons = list(islice(cycle(TYPICAL), len(TYPICAL) if effort.smoke else MOST_ITEMS))
    most = persons[: cerbos.MOST_ITEMS]
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with own_server.serving(folder, conditions.cores) as ours:
            ours.apply_directive()
            ours.add(persons, tell)
            revision = questions.latest_revision(ours)
            taking_part = _Field(
                [questions.check(ours), questions.check(ours, revision)],
                [
                    *([] if effort.smoke else [questions.batch(ours, persons)]),
                    questions.batch(ours, most),
                    questions.batch(ours, most, revision),
                ],
                [ours.command],
            )
            if effort.smoke:
                taking_part.missing = "no part of a smoke test"
                yield taking_part
                return
            try:
                binary = cerbos.installed(tell)
            except cerbos.NotInstalledError as error:
                taking_part.missing = str(error)
                yield taking_part
                return
            with cerbos.serving(binary, folder, conditions.cores) as theirs:
                # That it is the same rule shows in both answers: this one allows, the one that is measured denies.
                questions.their_check(theirs, CITIZEN).check(theirs.question([CITIZEN]))
                taking_part.singles.append(questions.their_check(theirs))
                taking_part.batches.append(questions.their_batch(theirs, most))
                taking_part.servers.append(theirs.command)
                taking_part.versions["cerbos"] = cerbos.VERSION
                yield taking_part


def _ratios(rows: Sequence[Row], plan: Plan) -> Iterator[tuple[str, Figure]]:
    """Ours against theirs, where theirs was measured: of those that ask the same number a call. More is better."""
    rate = str(plan.shapes[0])
    for other in (row for row in rows if row.name.startswith(THEIRS)):
        # The last two before theirs: kept, and from the database.
        for row in rows[-3:-1]:
            yield f"{row.name} / {other.name}, rate at {rate}", ratio(row.figures[rate], other.figures[rate])
            if CPU in row.figures and CPU in other.figures:
                yield f"{other.name} / {row.name}, CPU time", ratio(other.figures[CPU], row.figures[CPU])
