"""Grants in the database."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import bindparam, select

from denizen.domain.grants import Grant, GrantRecord, GrantState, GrantStep
from denizen.domain.names import GrantName
from denizen.domain.second_person import Actor
from denizen.storage.sql.names import grant_id
from denizen.storage.sql.session import AnyRow
from denizen.storage.sql.snapshot import Snapshot, known
from denizen.storage.tables import grant_steps, grants, revisions

_GRANTS = select(grants.c.grant_id, grants.c.content).where(known(grants)).order_by(grants.c.grant_id)
_STEPS = (
    select(
        grant_steps.c.grant_id,
        grant_steps.c.state,
        grant_steps.c.caller,
        grant_steps.c.on_behalf_of,
        revisions.c.revision,
        revisions.c.instant,
        grant_steps.c.reason_code,
    )
    .join_from(grant_steps, revisions, revisions.c.revision == grant_steps.c.known_from)
    .where(known(grant_steps))
    .order_by(grant_steps.c.grant_id, grant_steps.c.known_from, grant_steps.c.position)
)
_GRANT = _GRANTS.where(grants.c.grant_id == bindparam("key"))
_STEPS_OF_ONE = _STEPS.where(grant_steps.c.grant_id == bindparam("key"))


class GrantQueries(Snapshot):
    """Reads grants."""

    def grant(self, name: GrantName) -> GrantRecord | None:
        at = self._at(key=grant_id(name))
        row = self._session.row(_GRANT, at)
        return None if row is None else self._grant(row, self._session.rows(_STEPS_OF_ONE, at))

    def grants(self) -> Sequence[GrantRecord]:
        steps: dict[str, list[AnyRow]] = defaultdict(list)
        for row in self._session.rows(_STEPS, self._at()):
            steps[row[0]].append(row)
        return [self._grant(row, steps[row[0]]) for row in self._session.rows(_GRANTS, self._at())]

    def _grant(self, row: AnyRow, steps: Sequence[AnyRow]) -> GrantRecord:
        taken = (
            GrantStep(GrantState(state), Actor(caller, on_behalf_of), revision, instant, reason_code)
            for _, state, caller, on_behalf_of, revision, instant, reason_code in steps
        )
        return GrantRecord(self._codec.decode(row[1], Grant), tuple(taken))
