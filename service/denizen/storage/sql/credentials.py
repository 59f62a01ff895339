"""Credentials and status lists in the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select

from denizen.domain.attestations import Attestation
from denizen.domain.credentials import CredentialRecord, StatusListRecord, resting_on
from denizen.domain.names import CredentialName, IssuerName, PrincipalName
from denizen.storage.codec import moment_of
from denizen.storage.sealing import Place
from denizen.storage.sql.among import among
from denizen.storage.sql.names import credential_key, credential_name, principal_id
from denizen.storage.sql.session import AnyRow
from denizen.storage.sql.snapshot import KEY_COLUMNS, Snapshot, known
from denizen.storage.tables import credentials, principal_keys, status_lists

SMALLEST = 1024
"""Bytes of the smallest sealed record, so that its length tells nothing of how many attestations it became."""

_RECORDS = (
    select(credentials.c.principal_id, *KEY_COLUMNS, credentials.c.credential_id, credentials.c.content)
    .join_from(credentials, principal_keys, principal_keys.c.principal_id == credentials.c.principal_id)
    .where(known(credentials))
    .order_by(credentials.c.known_from, credentials.c.position)
)
_OF_PRINCIPAL = _RECORDS.where(credentials.c.principal_id == bindparam("principal_id"))
_ONE = _OF_PRINCIPAL.where(credentials.c.credential_id == bindparam("credential_id"))
_ALIKE = _RECORDS.where(credentials.c.digest_index == bindparam("digest_index"))
_RESTING = _RECORDS.where(credentials.c.list_index == bindparam("list_index"))
_LIST = select(status_lists.c.list_index, status_lists.c.known_from, status_lists.c.content).where(
    status_lists.c.list_index == bindparam("list_index"), known(status_lists)
)
_LISTS = select(status_lists.c.list_index, status_lists.c.known_from, status_lists.c.content).where(known(status_lists))
_FRESH = select(status_lists.c.list_index, status_lists.c.known_from, status_lists.c.fresh_until).where(
    among(status_lists.c.list_index, "ids"), known(status_lists)
)


def content_place(principal: str, credential: str) -> Place:
    return Place("credentials", "content", (principal, credential))


def list_place(column: str, index: bytes, known_from: int) -> Place:
    return Place("status_lists", column, (index.hex(), str(known_from)))


class CredentialQueries(Snapshot):
    """Reads credentials and status lists as known at the snapshot."""

    def credential(self, name: CredentialName) -> CredentialRecord | None:
        principal, credential = credential_key(name)
        row = self._session.row(_ONE, self._at(principal_id=principal, credential_id=credential))
        return None if row is None else self._credential(row)

    def credentials(self, subject: PrincipalName) -> Sequence[CredentialRecord]:
        rows = self._session.rows(_OF_PRINCIPAL, self._at(principal_id=principal_id(subject)))
        return [self._credential(row) for row in rows]

    def credentials_alike(self, digest: bytes) -> Sequence[CredentialRecord]:
        index = self._sealer.credential_index("digest", digest)
        return [self._credential(row) for row in self._session.rows(_ALIKE, self._at(digest_index=index))]

    def credentials_resting_on(self, issuer: IssuerName, uri: str) -> Sequence[CredentialRecord]:
        index = self._list_index(issuer, uri)
        return [self._credential(row) for row in self._session.rows(_RESTING, self._at(list_index=index))]

    def status_list(self, issuer: IssuerName, uri: str) -> StatusListRecord | None:
        row = self._session.row(_LIST, self._at(list_index=self._list_index(issuer, uri)))
        return None if row is None else self._list(row)

    def status_lists(self) -> Sequence[StatusListRecord]:
        found = [self._list(row) for row in self._session.rows(_LISTS, self._at())]
        return sorted(found, key=lambda each: (each.issuer, each.uri))

    def _list(self, row: AnyRow) -> StatusListRecord:
        index, known_from, content = row
        opened = self._sealer.lists.open(content, list_place("content", index, known_from))
        return self._codec.decode(opened, StatusListRecord)

    def _list_index(self, issuer: IssuerName, uri: str) -> bytes:
        return self._sealer.credential_index("list", issuer, uri)

    def _credential(self, row: AnyRow) -> CredentialRecord:
        principal, key_id, ring_key_id, wrapped, credential, content = row
        key = self._key(principal, key_id, ring_key_id, wrapped)
        plain = key.open(content, content_place(principal, credential))
        return self._codec.decode(plain, CredentialRecord, name=credential_name(principal, credential))

    def _bounded(self, attestations: Sequence[Attestation]) -> list[Attestation]:
        """The attestations, each vouched for no longer than the list that it rests on is fresh."""
        indexes = {each.name: self._index_of(each) for each in attestations}
        fresh: dict[bytes | None, datetime] = {}
        wanted = sorted({index for index in indexes.values() if index is not None})
        for index, known_from, sealed in self._session.rows(_FRESH, self._at(ids=wanted)):
            opened = self._sealer.lists.open(sealed, list_place("fresh_until", index, known_from))
            fresh[index] = moment_of(int(opened))
        return [resting_on(each, fresh.get(indexes[each.name])) for each in attestations]

    def _index_of(self, attestation: Attestation) -> bytes | None:
        return None if attestation.status is None else self._list_index(attestation.issuer, attestation.status.uri)
