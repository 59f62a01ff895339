"""Evidence in the database."""

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, exists, select

from denizen.domain.attestations import Known
from denizen.domain.evidence.kinds import EvidenceState
from denizen.domain.evidence.records import Evidence, EvidenceRecord
from denizen.domain.names import EvidenceName, PrincipalName
from denizen.storage.codec import Codec
from denizen.storage.sealing import DataKey, Place
from denizen.storage.sql.names import evidence_key, evidence_name, optional_evidence_name, principal_id
from denizen.storage.sql.principals import PrincipalQueries
from denizen.storage.sql.session import AnyRow
from denizen.storage.sql.snapshot import AT, KEY_COLUMNS, known
from denizen.storage.tables import evidence, evidence_numbers, evidence_states, principal_keys, revisions

_SMALLEST = 4096
"""Bytes of the smallest sealed record. Kinds of evidence differ in length, and the kind may tell a status: so nearly
all have this one length."""

_LEARNED = revisions.alias("learned")
_CREATED = revisions.alias("created")
_OTHERS = evidence_numbers.alias("others")
_SHARED = exists().where(
    _OTHERS.c.blind_index == evidence_numbers.c.blind_index,
    _OTHERS.c.principal_id != evidence_numbers.c.principal_id,
    _OTHERS.c.known_from <= AT,
)
_RECORDS = (
    select(
        evidence.c.principal_id,
        *KEY_COLUMNS,
        evidence.c.evidence_id,
        evidence.c.content,
        evidence.c.supersedes_id,
        _CREATED.c.instant.label("created"),
        evidence_states.c.state,
        evidence_states.c.superseded_by_id,
        evidence_states.c.known_from,
        _LEARNED.c.instant.label("learned"),
        evidence_numbers.c.evidence_id.is_not(None).label("numbered"),
        _SHARED.label("shared"),
    )
    .join_from(evidence, evidence_states)
    .join(principal_keys, principal_keys.c.principal_id == evidence.c.principal_id)
    .join(_CREATED, _CREATED.c.revision == evidence.c.known_from)
    .join(_LEARNED, _LEARNED.c.revision == evidence_states.c.known_from)
    .outerjoin(
        evidence_numbers,
        and_(
            evidence_numbers.c.principal_id == evidence.c.principal_id,
            evidence_numbers.c.evidence_id == evidence.c.evidence_id,
        ),
    )
    .where(evidence.c.principal_id == bindparam("principal_id"), known(evidence_states))
    .order_by(evidence.c.known_from, evidence.c.position)
)
_RECORD = _RECORDS.where(evidence.c.evidence_id == bindparam("evidence_id"))


def evidence_place(principal: str, evidence_id: str) -> Place:
    return Place("evidence", "content", (principal, evidence_id))


def seal_evidence(key: DataKey, codec: Codec, record: Evidence) -> bytes:
    """The sealed content of a record; its name stands in the row."""
    content = codec.encode(record, without="name")
    return key.seal(content, evidence_place(*evidence_key(record.name)), smallest=_SMALLEST)


class EvidenceQueries(PrincipalQueries):
    """Reads evidence as known at the snapshot: one statement for all of a principal."""

    def evidence(self, name: EvidenceName) -> EvidenceRecord | None:
        principal, evidence_id = evidence_key(name)
        row = self._session.row(_RECORD, self._at(principal_id=principal, evidence_id=evidence_id))
        return None if row is None else self._evidence_record(row)

    def evidence_about(self, subject: PrincipalName) -> Sequence[EvidenceRecord]:
        rows = self._session.rows(_RECORDS, self._at(principal_id=principal_id(subject)))
        return [self._evidence_record(row) for row in rows]

    def _evidence_record(self, row: AnyRow) -> EvidenceRecord:
        principal, key_id, ring_key_id, wrapped, evidence_id, content, supersedes, created, *rest = row
        state, superseded_by, known_from, learned, numbered, shared = rest
        plain = self._key(principal, key_id, ring_key_id, wrapped).open(content, evidence_place(principal, evidence_id))
        return EvidenceRecord(
            evidence=self._codec.decode(plain, Evidence, name=evidence_name(principal, evidence_id)),
            state=EvidenceState(state),
            known=Known(known_from, learned),
            created=created,
            numbered=bool(numbered),
            shared=bool(shared),
            supersedes=optional_evidence_name(principal, supersedes),
            superseded_by=optional_evidence_name(principal, superseded_by),
        )
