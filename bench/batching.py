"""`batch`: BatchCheck of a thousand principals, warm and cold, in process."""

from collections.abc import Callable, Mapping

from bench.batches import batch
from bench.figures import Figure, Row, Table
from bench.machine import Conditions
from bench.own_server import EAR
from bench.persons import TYPICAL, unlike
from bench.report import Report
from bench.rounds import Effort, Tell
from bench.within import on_core, timed
from denizen.cli.catalogue import Directives
from denizen.domain.determinations import Determination
from denizen.domain.disclosure import Tier
from denizen.interpreter import settle

_ITEMS = 1000
WARM, COLD, MIXED = "warm", "cold, of persons who are determined", "cold, of all sorts"
CPU, WALL = "per CPU second", "per second"


def run(effort: Effort, tell: Tell) -> Report:
    """Measure. `WrongAnswerError` where an answer is another than expected."""
    conditions = Conditions.now()
    directives = Directives.load([EAR])
    number = len(TYPICAL) if effort.smoke else _ITEMS
    determined = [person for person in TYPICAL if person.expected is not Determination.UNDETERMINED]
    runs: Mapping[str, Callable[[], object]] = {
        WARM: batch(directives, TYPICAL, number, Tier.FACTS, kept=True),
        COLD: batch(directives, determined, number, Tier.FACTS),
        f"{COLD}, no two alike": batch(directives, unlike(determined, number), number, Tier.FACTS),
        MIXED: batch(directives, TYPICAL, number, Tier.FACTS),
        f"{MIXED}, shown no reasons": batch(directives, TYPICAL, number, Tier.DETERMINATION),
    }
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    settle()
    with on_core(conditions.cores.server):
        for round_ in range(effort.rounds):
            for name in runs if round_ % 2 == 0 else reversed(list(runs)):
                tell(f"round {round_ + 1} of {effort.rounds}: {name}")
                measured = timed(runs[name], number)(effort.seconds)
                found[name].append((1e6 / measured.cpu, measured.rate))
    rows = []
    for name, pairs in found.items():
        by_cpu, by_wall = zip(*pairs, strict=True)
        rows.append(Row(name, {CPU: Figure("answers/s", by_cpu), WALL: Figure("answers/s", by_wall)}))
    return Report(
        "batch",
        effort,
        conditions,
        [Table(f"BatchCheck of {number}: answers", [CPU, WALL], rows)],
        notes=[
            "One thread of this process: the use case, from items to the bytes of answers; no gRPC, no database.",
            "Cold: facts in memory, each answer found anew. Two of the seven sorts of persons are UNDETERMINED.",
            "The rule is evaluated once a call for all who are alike: seven times, or a thousand where no two are.",
            "As where it serves, what was there at the start is left out of the search for cycles.",
        ],
        neighbours=conditions.neighbours.share(),
    )
