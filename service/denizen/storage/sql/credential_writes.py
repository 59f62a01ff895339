"""Writing credentials and status lists to the database."""

from sqlalchemy import insert

from denizen.domain.credentials import CredentialRecord, StatusListRecord
from denizen.domain.errors import AlreadyExistsError
from denizen.storage.codec import microseconds
from denizen.storage.sql.credentials import SMALLEST, content_place, list_place
from denizen.storage.sql.names import credential_key
from denizen.storage.sql.unit import Rows, Unit
from denizen.storage.tables import credentials, status_lists

_INSERT_CREDENTIAL = insert(credentials)
_LISTS = Rows(status_lists, "list_index")
_SMALLEST_LIST = 32_768
"""Bytes, so that lists cannot be told by their length from those that anybody can fetch."""


class CredentialWrites(Unit):
    """Adds credentials and keeps status lists."""

    def add_credential(self, credential: CredentialRecord) -> None:
        key = self._existing(credential.subject)
        if self.credential(credential.name) is not None:
            raise AlreadyExistsError(credential.name, "there is a credential of this name")
        principal, credential_id = credential_key(credential.name)
        status = credential.status
        content = self._codec.encode(credential, without="name")
        row = {
            "principal_id": principal,
            "credential_id": credential_id,
            "known_from": self._revision.number,
            "position": self._next_position(),
            "digest_index": self._sealer.credential_index("digest", credential.digest),
            # Of those that rest on none it is the hash of something of their own: who has none is not told either.
            "list_index": self._list_index(credential.issuer, status.uri)
            if status is not None
            else self._sealer.credential_index("no list", credential.name),
            "content": key.seal(content, content_place(principal, credential_id), smallest=SMALLEST),
        }
        self._write(_INSERT_CREDENTIAL, row)

    def put_status_list(self, status_list: StatusListRecord) -> None:
        if self.status_list(status_list.issuer, status_list.uri) == status_list:
            return
        index, now = self._list_index(status_list.issuer, status_list.uri), self._revision.number
        lists = self._sealer.lists
        self._end(_LISTS, {"list_index": index})
        until = str(microseconds(status_list.fresh_until)).encode()
        content = self._codec.encode(status_list)
        self._begin(
            _LISTS,
            {"list_index": index},
            fresh_until=lists.seal(until, list_place("fresh_until", index, now)),
            content=lists.seal(content, list_place("content", index, now), smallest=_SMALLEST_LIST),
        )
