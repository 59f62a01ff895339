"""What every reader of the database has: a transaction, a revision, and the keys."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import BigInteger, ColumnElement, Table, and_, bindparam, or_, select

from denizen.domain.issuers import Issuer
from denizen.domain.names import IssuerName
from denizen.storage.codec import Codec
from denizen.storage.many_attestations import ManyAttestations
from denizen.storage.sealing import DataKey, Sealer, WrappedKey
from denizen.storage.sql.among import among
from denizen.storage.sql.session import Session
from denizen.storage.tables import principal_keys
from denizen.storage.written_attestations import WrittenAttestations
from denizen.usecases.ports import Revision

K = TypeVar("K", str, bytes)

AT = bindparam("at", type_=BigInteger)
"""The revision that a statement shows."""
KEY_COLUMNS = (principal_keys.c.key_id, principal_keys.c.ring_key_id, principal_keys.c.wrapped)
_KEYS = select(principal_keys.c.principal_id, *KEY_COLUMNS).where(among(principal_keys.c.principal_id, "ids"))
_AT_ONCE = 500
"""Principals in one statement: databases limit the number of parameters."""


def known(table: Table) -> ColumnElement[bool]:
    """The rows that were known at the revision of the statement."""
    begun = table.c.known_from <= AT
    if "known_to" not in table.c:
        return begun
    return and_(begun, or_(table.c.known_to.is_(None), table.c.known_to > AT))


def chunks(ids: Iterable[K]) -> Iterator[list[K]]:
    """Each id once, in their order, as many at a time as go into a statement."""
    distinct = list(dict.fromkeys(ids))
    return (distinct[start : start + _AT_ONCE] for start in range(0, len(distinct), _AT_ONCE))


@dataclass(frozen=True, slots=True)
class Tools:
    """What turns values into columns and back."""

    codec: Codec
    sealer: Sealer
    attestations: ManyAttestations = field(init=False)
    written: WrittenAttestations = field(init=False)
    issuers: dict[int, Mapping[IssuerName, Issuer]] = field(default_factory=dict)
    """All issuers as of revisions at which one changed."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "attestations", ManyAttestations(self.codec))
        object.__setattr__(self, "written", WrittenAttestations(self.codec))


class Snapshot:
    """Everything that it returns is as known at `revision`."""

    def __init__(self, session: Session, tools: Tools, revision: Revision, head: Revision) -> None:
        self._session = session
        self._codec = tools.codec
        self._sealer = tools.sealer
        self._tools = tools
        self._revision = revision
        self._head = head
        self._keys: dict[str, DataKey] = {}
        self._keyless: set[str] = set()
        """Principals that were looked for in vain: there are none until this very unit adds them."""

    @property
    def revision(self) -> Revision:
        return self._revision

    @property
    def head(self) -> Revision:
        return self._head

    def _at(self, **parameters: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever the statement takes
        return {"at": self._revision.number, **parameters}

    def _key(self, principal_id: str, key_id: str, ring_key_id: str, wrapped: bytes) -> DataKey:
        """The principal's data key, from a row with `KEY_COLUMNS`."""
        key = self._keys.get(principal_id)
        if key is None:
            key = self._sealer.open_key(principal_id, WrappedKey(key_id, ring_key_id, wrapped))
            self._keys[principal_id] = key
        return key

    def _key_of_many(self, principal_id: str, key_id: str, ring_key_id: str, wrapped: bytes) -> DataKey:
        """The same, for one reading of many: it is not kept, where it would drive out those that are needed again."""
        return self._keys.get(principal_id) or self._sealer.open_once(
            principal_id, WrappedKey(key_id, ring_key_id, wrapped)
        )

    def _keys_of(self, ids: list[str]) -> dict[str, DataKey]:
        """The data keys of those of the principals that have one."""
        missing = [each for each in ids if each not in self._keys and each not in self._keyless]
        if missing:
            for row in self._session.rows(_KEYS, {"ids": missing}):
                self._key(*row)
            self._keyless.update(each for each in missing if each not in self._keys)
        return {each: self._keys[each] for each in ids if each in self._keys}
