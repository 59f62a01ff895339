"""Issuers in the database."""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, func, select

from denizen.domain.attestations import Known
from denizen.domain.issuer_proposals import IssuerProposal, IssuerRecord
from denizen.domain.issuers import Issuer
from denizen.domain.names import IssuerName, ProposalName
from denizen.storage.sql.snapshot import AT, Snapshot, known
from denizen.storage.tables import issuer_proposals, issuers, revisions

CHANGED = func.max(issuers.c.known_from)
"""The last revision up to the snapshot at which an issuer changed; null: none ever did."""
CHANGED_BY_THEN = issuers.c.known_from <= AT
_MOST_KEPT = 16
_ONE = select(issuers.c.content).where(issuers.c.issuer == bindparam("issuer"), known(issuers))
_BEGUN, _ENDED = revisions.alias("begun"), revisions.alias("ended")
_HISTORY = (
    select(issuers.c.content, issuers.c.known_from, _BEGUN.c.instant, issuers.c.known_to, _ENDED.c.instant)
    .join_from(issuers, _BEGUN, _BEGUN.c.revision == issuers.c.known_from, isouter=True)
    .join(_ENDED, _ENDED.c.revision == issuers.c.known_to, isouter=True)
    .where(issuers.c.issuer == bindparam("issuer"), issuers.c.known_from <= AT)
    .order_by(issuers.c.known_from)
)
_PROPOSAL = select(issuer_proposals.c.content).where(
    issuer_proposals.c.proposal == bindparam("proposal"), known(issuer_proposals)
)
_PROPOSALS = select(issuer_proposals.c.content).where(known(issuer_proposals)).order_by(issuer_proposals.c.proposal)
_ALL = select(issuers.c.content).where(known(issuers)).order_by(issuers.c.issuer)


class IssuerQueries(Snapshot):
    """Reads issuers as known at the snapshot."""

    def issuer(self, name: IssuerName) -> Issuer | None:
        row = self._session.row(_ONE, self._at(issuer=name))
        return None if row is None else self._codec.decode(row[0], Issuer)

    def issuers(self) -> Sequence[Issuer]:
        return [self._codec.decode(content, Issuer) for (content,) in self._session.rows(_ALL, self._at())]

    def issuer_history(self, name: IssuerName) -> Sequence[IssuerRecord]:
        records = []
        for content, begun, begun_at, ended, ended_at in self._session.rows(_HISTORY, self._at(issuer=name)):
            over = ended is not None and ended <= self._revision.number
            instant = begun_at or self._revision.instant  # this unit's own revision has no row yet
            end_instant = (ended_at or self._revision.instant) if over else None
            known_between = Known(begun, instant, ended if over else None, end_instant)
            records.append(IssuerRecord(self._codec.decode(content, Issuer), known_between))
        return records

    def issuer_proposal(self, name: ProposalName) -> IssuerProposal | None:
        row = self._session.row(_PROPOSAL, self._at(proposal=name))
        return None if row is None else self._codec.decode(row[0], IssuerProposal)

    def issuer_proposals(self) -> Sequence[IssuerProposal]:
        return [
            self._codec.decode(content, IssuerProposal) for (content,) in self._session.rows(_PROPOSALS, self._at())
        ]

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
