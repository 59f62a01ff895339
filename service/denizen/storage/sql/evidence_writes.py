"""Writing evidence to the database."""

from sqlalchemy import bindparam, insert, select

from denizen.domain.errors import AlreadyExistsError, NotFoundError
from denizen.domain.evidence.kinds import EvidenceState
from denizen.domain.evidence.records import DocumentNumber, Evidence
from denizen.domain.names import EvidenceName
from denizen.storage.sql.evidence import seal_evidence
from denizen.storage.sql.names import evidence_key
from denizen.storage.sql.unit import Rows, Unit
from denizen.storage.tables import evidence, evidence_numbers, evidence_states

_INSERT_EVIDENCE, _INSERT_NUMBER = insert(evidence), insert(evidence_numbers)
_STATES = Rows(evidence_states, "principal_id", "evidence_id")
_EXISTS = select(evidence.c.evidence_id).where(
    evidence.c.principal_id == bindparam("principal_id"), evidence.c.evidence_id == bindparam("evidence_id")
)


class EvidenceWrites(Unit):
    """Adds evidence and appends its states."""

    def add_evidence(
        self, record: Evidence, number: DocumentNumber | None = None, supersedes: EvidenceName | None = None
    ) -> None:
        key = self._existing(record.subject)
        if self._has_evidence(record.name):
            raise AlreadyExistsError(record.name, "there is evidence of this name")
        if supersedes is not None and not self._has_evidence(supersedes):
            raise NotFoundError(supersedes)
        principal_id, evidence_id = evidence_key(record.name)
        row = {"principal_id": principal_id, "evidence_id": evidence_id}
        self._write(
            _INSERT_EVIDENCE,
            {
                **row,
                "known_from": self._revision.number,
                "position": self._next_position(),
                "content": seal_evidence(key, self._codec, record),
                "supersedes_id": None if supersedes is None else evidence_key(supersedes)[1],
            },
        )
        if number is not None:
            index = self._sealer.number_index(number)
            self._write(_INSERT_NUMBER, {**row, "known_from": self._revision.number, "blind_index": index})
        self._begin(_STATES, row, state=EvidenceState.ACTIVE.value, superseded_by_id=None, reason_code="")

    def change_evidence(
        self,
        name: EvidenceName,
        state: EvidenceState,
        superseded_by: EvidenceName | None = None,
        reason_code: str = "",
    ) -> None:
        principal_id, evidence_id = evidence_key(name)
        row = {"principal_id": principal_id, "evidence_id": evidence_id}
        if not self._end(_STATES, row):
            raise NotFoundError(name)
        after = None if superseded_by is None else evidence_key(superseded_by)[1]
        self._begin(_STATES, row, state=state.value, superseded_by_id=after, reason_code=reason_code)

    def _has_evidence(self, name: EvidenceName) -> bool:
        principal_id, evidence_id = evidence_key(name)
        return self._session.row(_EXISTS, {"principal_id": principal_id, "evidence_id": evidence_id}) is not None
