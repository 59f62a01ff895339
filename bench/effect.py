"""`effect`: from a revocation that was acknowledged to its effect, at readers in processes of their own."""

import tempfile
from pathlib import Path

from bench.enemy_process import ANY, TOKEN
from bench.figures import Figure, Row, Table
from bench.machine import Conditions
from bench.new_enemy import Outcome, Plan, percentile
from bench.new_enemy import run as ask
from bench.report import Report
from bench.rounds import Effort, Tell
from denizen.storage.keyring import KeyRing
from denizen.storage.migrating import upgrade

WITHOUT, WITH = "without a token", "with a token"
P99, STALE, READS = "p99 ms", "stale or wrong answers", "reads"
_READS = 6_000
_REST = 0.001


def run(effort: Effort, tell: Tell) -> Report:
    """Measure. Two write and two read; each round begins with an empty database."""
    conditions = Conditions.now()
    reads = 500 if effort.smoke else _READS
    plain, told = [], []
    for number in range(effort.rounds):
        tell(f"round {number + 1} of {effort.rounds}: {WITHOUT}")
        modes = (ANY, TOKEN) if effort.smoke else (ANY,)
        plain.append(_asked(Plan(reads, faults=False, modes=modes, rest=_REST)))
        tell(f"round {number + 1} of {effort.rounds}: {WITH}")
        # A smoke test starts the four processes once.
        told.append(plain[-1] if effort.smoke else _asked(Plan(reads, faults=False, modes=(TOKEN,), rest=_REST)))
    rows = []
    for name, outcomes in ((WITHOUT, plain), (WITH, told)):
        figures = {
            READS: Figure("reads", tuple(float(each.reads) for each in outcomes)),
            STALE: Figure("answers", tuple(float(each.faults) for each in outcomes)),
        }
        if name == WITHOUT:
            for title, share in (("p50 ms", 0.5), (P99, 0.99), ("longest ms", 1.0)):
                figures[title] = Figure("ms", tuple(percentile(each.effects, share) * 1000 for each in outcomes))
        rows.append(Row(name, figures))
    return Report(
        "effect",
        effort,
        conditions,
        [Table("From an acknowledged write to its effect", [*rows[0].figures], rows)],
        notes=[
            "Two processes write on SQLite, two others answer, each from a memory of its own, as workers do.",
            "Every answer is compared with what was true at its revision, and that with what was asked for.",
        ],
        neighbours=conditions.neighbours.share(),
    )


def _asked(plan: Plan) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        ring, url = folder / "keyring.json", f"sqlite:///{folder / 'denizen.db'}"
        KeyRing.create().write(ring)
        upgrade(url)
        return ask(plan, url, ring, folder)
