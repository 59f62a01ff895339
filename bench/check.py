"""`check`: Check and BatchCheck on the main server, beside Cerbos, SpiceDB and a bare Envoy with the same question."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from bench import cerbos, envoy, h2load, own_server, peers, questions, within
from bench.contenders import Contender
from bench.figures import Figure, Row, Table, ratio
from bench.h2load import Shape
from bench.machine import Conditions
from bench.peers import Peers
from bench.persons import TYPICAL
from bench.plots import Bars
from bench.questions import AUDITED, DECISION, OURS, THEIRS
from bench.report import Report, not_measured
from bench.rounds import BESIDE, CPU, RATE, Effort, Plan, Tell, commands, measure
from bench.secured import Secured, secured
from denizen.gateway.installed import NotInstalledError, installed

MOST_ITEMS = 1000
_BATCH = Shape(1, 2)
"""One batch is answered while the next one waits: the server never idles, and nothing else is measured."""


@dataclass(slots=True)
class _Field:
    """Ours in single questions and in batches; and the others. `secured`: ours once more, behind TLS."""

    singles: list[Contender]
    batches: list[Contender]
    command: str
    others: Peers
    secured: list[Contender] = field(default_factory=list)
    absent: list[Row] = field(default_factory=list)

    @property
    def uncompared(self) -> list[Row]:
        """Of batches."""
        return [row for row in self.missing if row.name == THEIRS]

    @property
    def missing(self) -> list[Row]:
        others = (THEIRS, AUDITED, envoy.NAME)
        return [*self.absent, *(Row(name, missing=why) for name, why in self.others.missing.items() if name in others)]


def run(effort: Effort, tell: Tell) -> Report:
    """Measure, and stop whatever was started."""
    conditions = Conditions.now()
    cores = conditions.cores
    if not h2load.available():
        return not_measured("check", effort, conditions, (OURS, THEIRS, AUDITED, envoy.NAME), h2load.MISSING)
    single = Plan(effort.shapes(RATE, *BESIDE))
    batch = Plan((_BATCH,), latency=False)
    with _contenders(effort, conditions, tell) as there:
        others = there.others
        single_rows = measure([*there.singles, *others.singles, *there.secured], single, effort, cores, tell)
        compared = single_rows[: len(there.singles) + len(others.singles)]
        batch_rows = measure([*there.batches, *others.batches], batch, effort, cores, tell)
        within_rows = within.measure(others, effort, cores, tell)
    return Report(
        "check",
        effort,
        conditions,
        [
            Table(
                "One question a call: calls/s by connections x calls on each",
                single.columns,
                single_rows + there.missing,
            ),
            Table("Many questions a call: answers/s", batch.columns, batch_rows + there.uncompared),
            Table("Without the wire: answers/s in process", within.COLUMNS, within_rows),
        ],
        ratios=dict(
            [
                *_ratios(compared, len(there.singles), single),
                *_ratios(batch_rows, len(there.batches), batch),
                *within.ratios(within_rows),
            ]
        ),
        notes=[
            f"Plaintext HTTP/2 on loopback, but for the rows that say TLS; {cores}.",
            "One process each, all of our interceptors on.",
        ],
        commands=[
            there.command,
            *others.commands,
            # A token is nobody's business.
            *commands([*there.singles, *others.singles], single, effort, cores),
        ],
        versions=others.versions,
        neighbours=conditions.neighbours.share(),
        plots=[
            Bars("check-rate", f"Answers a second at {RATE}, one question a call", single_rows, str(RATE)),
            Bars("check-cpu", "CPU time of an answer in µs, one question a call", single_rows, CPU),
        ],
    )


@contextmanager
def _contenders(effort: Effort, conditions: Conditions, tell: Tell) -> Iterator[_Field]:
    """The servers, with the same persons, while the block runs."""
    persons = list(islice(cycle(TYPICAL), len(TYPICAL) if effort.smoke else MOST_ITEMS))
    most = persons[: cerbos.MOST_ITEMS]
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        keys = secured(folder)
        with own_server.serving(folder, conditions.cores, more=keys.settings()) as ours:
            ours.apply_directive()
            ours.add(persons, tell)
            keys.grant(ours)
            revision = questions.latest_revision(ours)
            there = _Field(
                [questions.check(ours), questions.check(ours, revision)],
                [
                    *([] if effort.smoke else [questions.batch(ours, persons)]),
                    questions.batch(ours, most),
                    questions.batch(ours, most, revision),
                ],
                ours.command,
                peers.left_out("no part of a smoke test"),
                [keys.asked(questions.check(ours), keys.address)],
            )
            if effort.smoke:
                yield there
                return
            with (
                _listener(folder, conditions, keys, tell) as decision,
                peers.serving(folder, persons, questions.answer_of(ours), conditions.cores, tell) as there.others,
            ):
                if isinstance(decision, Row):
                    there.absent.append(decision)
                else:
                    there.singles.insert(0, decision)
                    there.secured.insert(0, keys.asked(decision, keys.decisions))
                yield there


@contextmanager
def _listener(folder: Path, conditions: Conditions, keys: Secured, tell: Tell) -> Iterator[Contender | Row]:
    """The same question at a decision listener, while the block runs; or why there is none."""
    try:
        installed()
    except NotInstalledError as error:
        yield Row(DECISION, missing=str(error))
        return
    place = folder / "listener"
    place.mkdir()
    with own_server.serving(place, conditions.cores, deciding=True, more=keys.settings(deciding=True)) as ours:
        ours.apply_directive()
        ours.add(TYPICAL, tell)
        keys.grant(ours)
        yield questions.decision(ours)


def _ratios(rows: Sequence[Row], ours: int, plan: Plan) -> Iterator[tuple[str, Figure]]:
    """Each of ours, the first so many, against each of theirs, that ask as much a call. More is better."""
    rate = str(plan.shapes[0])
    for mine in rows[:ours]:
        for other in rows[ours:]:
            yield f"{mine.name} / {other.name}, rate at {rate}", ratio(mine.figures[rate], other.figures[rate])
            if CPU in mine.figures and CPU in other.figures:
                yield f"{other.name} / {mine.name}, CPU time", ratio(other.figures[CPU], mine.figures[CPU])
