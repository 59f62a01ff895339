"""Issuers in the database."""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, func, select

from denizen.domain.issuers import Issuer
from denizen.domain.names import IssuerName
from denizen.storage.sql.snapshot import AT, Snapshot, known
from denizen.storage.tables import issuers

CHANGED = func.max(issuers.c.known_from)
"""The last revision up to the snapshot at which an issuer changed; null: none ever did."""
CHANGED_BY_THEN = issuers.c.known_from <= AT
_MOST_KEPT = 16
_ONE = select(issuers.c.content).where(issuers.c.issuer == bindparam("issuer"), known(issuers))
_ALL = select(issuers.c.content).where(known(issuers)).order_by(issuers.c.issuer)


class IssuerQueries(Snapshot):
    """Reads issuers as known at the snapshot."""

    def issuer(self, name: IssuerName) -> Issuer | None:
        row = self._session.row(_ONE, self._at(issuer=name))
        return None if row is None else self._codec.decode(row[0], Issuer)

    def issuers(self) -> Sequence[Issuer]:
        return [self._codec.decode(content, Issuer) for (content,) in self._session.rows(_ALL, self._at())]

    def _issuers_since(self, changed: int | None) -> Mapping[IssuerName, Issuer]:
        """All of them; `changed` as above. They are needed with all facts and change seldom: those of the last few
        changes are kept. What a unit of work changed itself is not, for it may never be committed."""
        if changed is None:
            return {}
        kept = self._tools.issuers.get(changed)
        if kept is None:
            kept = {each.name: each for each in self.issuers()}
            if changed <= self._head.number:
                while len(self._tools.issuers) >= _MOST_KEPT:
                    self._tools.issuers.pop(next(iter(self._tools.issuers)), None)
                self._tools.issuers[changed] = kept
        return kept
