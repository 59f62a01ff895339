"""What rows of other systems made, in the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from denizen.domain.imports import Made, RowKey, RowRecord
from denizen.storage.sealing import Place
from denizen.storage.sql.among import among
from denizen.storage.sql.names import attestation_name, principal_id
from denizen.storage.sql.principals import PrincipalQueries
from denizen.storage.sql.snapshot import chunks, known
from denizen.storage.tables import imported_rows

_ROWS = select(
    imported_rows.c.principal_id, imported_rows.c.row_index, imported_rows.c.known_from, imported_rows.c.content
).where(
    among(imported_rows.c.principal_id, "ids"),
    # Looked up by principal alone: SQLite would look for each index at each principal.
    among(func.coalesce(imported_rows.c.row_index, imported_rows.c.row_index), "indexes"),
    known(imported_rows),
)


@dataclass(frozen=True, slots=True)
class StoredSlot:
    """As it stands in the sealed content: of the attestation its own part of the name, the digest in hexadecimal."""

    attestation: str
    digest: bytes


StoredSlots = dict[str, StoredSlot]


def content_place(principal: str, row_index: bytes, known_from: int) -> Place:
    return Place("imported_rows", "content", (principal, row_index.hex(), str(known_from)))


class ImportQueries(PrincipalQueries):
    """Reads what rows made as known at the snapshot: two statements for any 500 principals."""

    def row_records(self, rows: Iterable[RowKey]) -> Mapping[RowKey, RowRecord]:
        wanted = {(principal_id(row.subject), self._sealer.row_index(row.source, row.key)): row for row in rows}
        found: dict[RowKey, RowRecord] = {}
        for some in chunks(principal for principal, _ in wanted):
            here = set(some)
            indexes = [index for principal, index in wanted if principal in here]
            stored = self._session.rows(_ROWS, self._at(ids=some, indexes=indexes))
            keys = self._keys_of([row.principal_id for row in stored])
            for principal, index, known_from, content in stored:
                row = wanted.get((principal, index))
                if row is not None:
                    plain = keys[principal].open(content, content_place(principal, index, known_from))
                    slots = self._codec.decode(plain, StoredSlots)
                    made = {
                        slot: Made(attestation_name(principal, each.attestation), each.digest)
                        for slot, each in slots.items()
                    }
                    found[row] = RowRecord(row, made)
        return found
