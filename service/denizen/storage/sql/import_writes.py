"""Writing down what rows of other systems made."""

from denizen.domain.imports import RowRecord
from denizen.storage.sql.imports import content_place
from denizen.storage.sql.names import attestation_key, principal_id
from denizen.storage.sql.unit import Rows, Unit
from denizen.storage.tables import imported_rows

_ROWS = Rows(imported_rows, "principal_id", "row_index")
_ROOM = 512
"""Bytes of the smallest sealed content, so that its length does not tell how many slots a row has."""


class ImportWrites(Unit):
    """Keeps what rows made."""

    def put_row_record(self, record: RowRecord) -> None:
        stored, data_key = principal_id(record.row.subject), self._existing(record.row.subject)
        index = self._sealer.row_index(record.row.source, record.row.key)
        key = {"principal_id": stored, "row_index": index}
        # Of a principal that this unit added there is nothing to end, unless this unit wrote it.
        if stored not in self._added or index in self._rows_begun:
            self._end(_ROWS, key)
        if not record.made:
            return
        slots = {
            slot: {"attestation": attestation_key(made.attestation)[1], "digest": made.digest.hex()}
            for slot, made in record.made.items()
        }
        place = content_place(stored, index, self._revision.number)
        self._begin(_ROWS, key, content=data_key.seal(self._codec.written(slots), place, smallest=_ROOM))
        self._rows_begun.add(index)
