"""Taking in the rows of one message, as one unit of work."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from denizen.domain.attestations import AttestationState
from denizen.domain.evidence.table import EvidenceTable
from denizen.usecases.context import Call
from denizen.usecases.identifiers import random_ids
from denizen.usecases.importing.planning import Planner
from denizen.usecases.importing.rows import ImportRow, Plan, Refused, RowResult
from denizen.usecases.ports import Store, Writer
from denizen.usecases.results import Result

WITHDRAWN = "import-withdrawn"
"""The reason code of an attestation that was revoked because its row says it no longer."""


@dataclass(frozen=True, slots=True)
class ImportRows:
    """Take in rows of a source: each whole or not at all, and those that are refused do not touch the others. The same
    rows again change nothing, and take no revision."""

    store: Store
    table: EvidenceTable
    new_ids: Callable[[], Iterator[str]] = random_ids

    def __call__(
        self, call: Call, source: str, rows: Sequence[ImportRow | Refused], *, dry: bool = False
    ) -> Result[Sequence[RowResult]]:
        """The result of each row, in their order; those that were refused before come back as they are. `dry`: nothing
        is written, and the results are those that writing would have."""
        sound = [row for row in rows if isinstance(row, ImportRow)]
        with self.store.write(call) as writer:
            planned = Planner(writer, call, self.table, source, sound, self.new_ids()).plans()
            plans = [plan for plan in planned if isinstance(plan, Plan) and plan.writes]
            if not plans or dry:
                return Result(_in_order(rows, planned), writer.head)
            carry_out(writer, plans)
            return Result(_in_order(rows, planned), writer.revision)


def carry_out(writer: Writer, plans: Sequence[Plan]) -> None:
    """Do what rows ask for, of the same kind at once: that is what makes many rows quick."""
    # 1. The principals.
    writer.add_principals([plan.principal for plan in plans if plan.added])
    for plan in plans:
        if not plan.added:
            if plan.populations != plan.principal.populations:
                writer.set_populations(plan.principal.name, plan.populations)
            for identifier in sorted(plan.links):
                writer.link(plan.principal.name, identifier)
    # 2. What the rows say of them, and what it takes the place of.
    writer.add_attestations([arrival for plan in plans for arrival in plan.arrivals])
    for ending in (each for plan in plans for each in plan.endings):
        if ending.by is None:
            writer.change_state(ending.name, AttestationState.REVOKED, reason_code=WITHDRAWN)
        else:
            writer.change_state(ending.name, AttestationState.SUPERSEDED, superseded_by=ending.by)
    # 3. By what the rows are known again, and what everybody is told.
    for plan in plans:
        if plan.record is not None:
            writer.put_row_record(plan.record)
        for event in plan.events():
            writer.record(event)


def _in_order(rows: Sequence[ImportRow | Refused], planned: Iterable[Plan | Refused]) -> list[RowResult]:
    """The results in the order of rows; of the sound ones each has its plan."""
    plans = iter(planned)
    results: list[RowResult] = []
    for row in rows:
        plan = row if isinstance(row, Refused) else next(plans)
        results.append(plan.result(row.key) if isinstance(plan, Plan) else plan)
    return results
