"""Evidence in a store in memory."""

import hashlib
from collections.abc import Callable

from denizen.domain.attestations import Known
from denizen.domain.evidence.kinds import EvidenceState
from denizen.domain.evidence.records import DocumentNumber, Evidence, EvidenceRecord
from denizen.domain.names import EvidenceName
from denizen.storage.framing import length_prefixed
from denizen.storage.memory.state import KeptEvidence, MemoryState, StateOfEvidence
from denizen.usecases.ports import Revision


def record_of(
    state: MemoryState, name: EvidenceName, at: int, known: Callable[[int], Revision]
) -> EvidenceRecord | None:
    """The record as known at a revision."""
    kept, current = state.evidence.row(name, at), state.evidence_states.row(name, at)
    if kept is None or current is None:
        return None
    number = kept.value.number
    holders = (state.numbers.at(number, at) if number else None) or frozenset()
    return EvidenceRecord(
        evidence=kept.value.evidence,
        state=current.value.state,
        known=Known(current.known_from, known(current.known_from).instant),
        created=known(kept.known_from).instant,
        numbered=number is not None,
        shared=len(holders) > 1,
        supersedes=kept.value.supersedes,
        superseded_by=current.value.superseded_by,
    )


def keep(
    state: MemoryState, record: Evidence, number: DocumentNumber | None, supersedes: EvidenceName | None, at: int
) -> None:
    """Add a record at a revision."""
    key = None if number is None else _digest(number)
    if key is not None:
        holders = state.numbers.at(key, at) or frozenset()
        state.numbers.put(key, holders | {record.subject}, at)
    arrived = state.evidence_arrivals.at(record.subject, at) or ()
    state.evidence_arrivals.put(record.subject, (*arrived, record.name), at)
    state.evidence.put(record.name, KeptEvidence(record, key, supersedes), at)
    state.evidence_states.put(record.name, StateOfEvidence(EvidenceState.ACTIVE), at)


def _digest(number: DocumentNumber) -> bytes:
    """Memory is not written down, so that this hash needs no key."""
    country = number.country.code if number.country else ""
    return hashlib.sha256(length_prefixed(number.kind.value, country, number.value)).digest()
