"""Authorizations in the database."""

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, select

from denizen.domain.attestations import Known
from denizen.domain.authorizations import Authorization, AuthorizationRecord
from denizen.domain.names import AuthorizationName
from denizen.storage.sql.names import authorization_id
from denizen.storage.sql.session import AnyRow
from denizen.storage.sql.snapshot import Snapshot, known
from denizen.storage.tables import authorization_revocations, authorizations, revisions

_BEGUN, _ENDED = revisions.alias("begun"), revisions.alias("ended")
_SAME = authorization_revocations.c.authorization_id == authorizations.c.authorization_id
_RECORDS = (
    select(
        authorizations.c.content,
        _BEGUN.c.revision,
        _BEGUN.c.instant,
        _ENDED.c.revision.label("ended"),
        _ENDED.c.instant.label("ended_at"),
    )
    .join_from(authorizations, _BEGUN, _BEGUN.c.revision == authorizations.c.known_from)
    .outerjoin(authorization_revocations, and_(_SAME, known(authorization_revocations)))
    .outerjoin(_ENDED, _ENDED.c.revision == authorization_revocations.c.known_from)
    .where(known(authorizations))
)
_RECORD = _RECORDS.where(authorizations.c.authorization_id == bindparam("key"))
_STANDING = _RECORDS.where(_ENDED.c.revision.is_(None)).order_by(authorizations.c.authorization_id)


class AuthorizationQueries(Snapshot):
    """Reads authorizations."""

    def authorization(self, name: AuthorizationName) -> AuthorizationRecord | None:
        row = self._session.row(_RECORD, self._at(key=authorization_id(name)))
        return None if row is None else self._authorization(row)

    def authorizations(self) -> Sequence[AuthorizationRecord]:
        return [self._authorization(row) for row in self._session.rows(_STANDING, self._at())]

    def _authorization(self, row: AnyRow) -> AuthorizationRecord:
        content, *known_interval = row
        return AuthorizationRecord(self._codec.decode(content, Authorization), Known(*known_interval))
