"""The snapshots of a database."""

from collections.abc import Sequence
from datetime import datetime

from denizen.domain.names import PrincipalName
from denizen.storage.histories import mark_of
from denizen.storage.sql import commits
from denizen.storage.sql.authorizations import AuthorizationQueries
from denizen.storage.sql.directives import DirectiveQueries
from denizen.storage.sql.evidence import EvidenceQueries
from denizen.storage.sql.facts import FactQueries
from denizen.storage.sql.grants import GrantQueries
from denizen.storage.sql.imports import ImportQueries
from denizen.storage.sql.reference import ReferenceQueries
from denizen.storage.sql.reviews import ReviewQueries
from denizen.storage.sql.webhooks import WebhookQueries
from denizen.usecases.ports import Change, OutboxRow, Revision


class SqlReader(
    FactQueries,
    EvidenceQueries,
    ReviewQueries,
    ImportQueries,
    DirectiveQueries,
    AuthorizationQueries,
    ReferenceQueries,
    WebhookQueries,
    GrantQueries,
):
    """Everything that was known at one revision."""

    def revision_at(self, instant: datetime) -> Revision:
        return commits.at_instant(self._session, instant, self._head)

    def as_of(self, revision: int) -> "SqlReader":
        found = commits.numbered(self._session, revision, self._head)
        return SqlReader(self._session, self._tools, found, self._head)

    def lost(self, revision: Revision) -> bool:
        return mark_of(commits.known_histories(self._session), revision.number) != revision.history

    def events_about(self, subject: PrincipalName) -> Sequence[OutboxRow]:
        return commits.events_about(self._session, subject, self._revision.number)

    def events(self, after: int, limit: int) -> Sequence[OutboxRow]:
        return commits.events(self._session, after, self._revision.number, limit)

    def changes(self, after: int, limit: int) -> Sequence[Change]:
        return commits.changes(self._session, after, self._revision.number, limit)

    def directive_revision(self) -> int:
        return commits.last_about_none(self._session, self._revision.number)
