"""`deciding`: Check through the decision listener and through the main server, beside Cerbos."""

import tempfile
from pathlib import Path

from bench import cerbos, h2load, own_server, questions
from bench.figures import Row, Table, ratio
from bench.machine import Conditions
from bench.persons import TYPICAL
from bench.questions import OURS, THEIRS
from bench.report import Report, not_measured
from bench.rounds import BESIDE, CPU, RATE, Effort, Plan, Tell, commands, measure
from denizen.gateway.installed import NotInstalledError, installed


def run(effort: Effort, tell: Tell) -> Report:
    """Measure, and stop whatever was started."""
    conditions = Conditions.now()
    cores = conditions.cores
    why = "" if h2load.available() else h2load.MISSING
    try:
        installed()
    except NotInstalledError as error:
        why = why or str(error)
    if why:
        return not_measured("deciding", effort, conditions, (OURS, THEIRS), why)
    plan = Plan(effort.shapes(RATE, *BESIDE))
    absent: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        for each in ("hosted", "alone"):
            (folder / each).mkdir()
        with (
            own_server.serving(folder / "hosted", cores, deciding=True) as hosted,
            own_server.serving(folder / "alone", cores) as alone,
        ):
            for server in (hosted, alone):
                server.apply_directive()
                server.add(TYPICAL, tell)
            ours = [questions.decision(hosted), questions.check(alone)]
            servers = [hosted.command, alone.command]
            if effort.smoke:
                rows = measure(ours, plan, effort, cores, tell)
            else:
                try:
                    binary = cerbos.installed(tell)
                except cerbos.NotInstalledError as error:
                    absent = [Row(THEIRS, missing=str(error))]
                    rows = measure(ours, plan, effort, cores, tell)
                else:
                    with cerbos.serving(binary, folder, cores) as theirs:
                        servers.append(theirs.command)
                        ours.append(questions.their_check(theirs))
                        rows = measure(ours, plan, effort, cores, tell)
    fast, rate = rows[0], str(plan.shapes[0])
    ratios = {
        f"{fast.name} / {row.name}, rate at {rate}": ratio(fast.figures[rate], row.figures[rate]) for row in rows[1:]
    }
    ratios |= {
        f"{row.name} / {fast.name}, CPU time": ratio(row.figures[CPU], fast.figures[CPU])
        for row in rows[1:]
        if CPU in row.figures and CPU in fast.figures
    }
    return Report(
        "deciding",
        effort,
        conditions,
        [Table("One question a call: calls/s by connections x calls on each", plan.columns, rows + absent)],
        ratios=ratios,
        notes=[f"Plaintext HTTP/2 on loopback; {cores}. One process each, all of our guards on, answers warm."],
        commands=[*servers, *commands(ours, plan, effort, cores)],
        versions={} if len(rows) < 3 else {"cerbos": cerbos.VERSION},
        neighbours=conditions.neighbours.share(),
    )
