"""Attestations in the database."""

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, select

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import Attestation, AttestationRecord, AttestationState, Known, found_at
from denizen.domain.names import AttestationName, PrincipalName
from denizen.domain.second_person import Actor
from denizen.storage.framing import size_class
from denizen.storage.sealing import DataKey, Place
from denizen.storage.sql.names import (
    attestation_key,
    attestation_name,
    optional_attestation_name,
    principal_id,
)
from denizen.storage.sql.principals import PrincipalQueries
from denizen.storage.sql.session import AnyRow
from denizen.storage.sql.snapshot import KEY_COLUMNS, known
from denizen.storage.tables import (
    attestation_states,
    attestations,
    found_assurances,
    principal_keys,
    revisions,
)
from denizen.storage.written_attestations import WrittenAttestations

_ROOM_FOR_CLAIM = 512
"""Bytes kept for the claim and the country as given, so that a sealed length tells nothing of them. A longer claim,
such as a completeness of many members, takes a multiple of it."""
_SMALLEST = 1024

_LEARNED = revisions.alias("learned")
_CREATED = revisions.alias("created")
RECORDS = (
    select(
        attestations.c.principal_id,
        *KEY_COLUMNS,
        attestations.c.attestation_id,
        attestations.c.content,
        attestations.c.supersedes_id,
        _CREATED.c.instant.label("created"),
        attestation_states.c.state,
        attestation_states.c.superseded_by_id,
        attestation_states.c.reason_code,
        attestation_states.c.known_from,
        _LEARNED.c.instant.label("learned"),
        found_assurances.c.level,
        _CREATED.c.caller,
        _CREATED.c.on_behalf_of,
    )
    .join_from(attestations, attestation_states)
    .join(principal_keys, principal_keys.c.principal_id == attestations.c.principal_id)
    .join(_CREATED, _CREATED.c.revision == attestations.c.known_from)
    .join(_LEARNED, _LEARNED.c.revision == attestation_states.c.known_from)
    .join(
        found_assurances,
        and_(
            found_assurances.c.principal_id == attestations.c.principal_id,
            found_assurances.c.attestation_id == attestations.c.attestation_id,
            known(found_assurances),
        ),
        isouter=True,
    )
    .where(known(attestation_states))
    .order_by(attestations.c.known_from, attestations.c.position)
)
_RECORDS = RECORDS.where(attestations.c.principal_id == bindparam("principal_id"))
_RECORD = _RECORDS.where(attestations.c.attestation_id == bindparam("attestation_id"))


def content_place(principal: str, attestation: str) -> Place:
    return Place("attestations", "content", (principal, attestation))


def seal_attestation(key: DataKey, written: WrittenAttestations, attestation: Attestation) -> bytes:
    """The sealed content of an attestation; its name stands in the row. Its length does not depend on the claim, as
    long as the claim has room."""
    content, rest = written.encode(attestation)
    size = rest + size_class(len(content) - rest, _ROOM_FOR_CLAIM)
    return key.seal(content, content_place(*attestation_key(attestation.name)), size, _SMALLEST)


class AttestationQueries(PrincipalQueries):
    """Reads attestations as known at the snapshot: one statement for all of a principal."""

    def attestation(self, name: AttestationName) -> AttestationRecord | None:
        principal, attestation = attestation_key(name)
        row = self._session.row(_RECORD, self._at(principal_id=principal, attestation_id=attestation))
        return None if row is None else self._record(row)

    def attestations(self, subject: PrincipalName) -> Sequence[AttestationRecord]:
        return [self._record(row) for row in self._session.rows(_RECORDS, self._at(principal_id=principal_id(subject)))]

    def _record(self, row: AnyRow) -> AttestationRecord:
        principal, key_id, ring_key_id, wrapped, attestation, content, supersedes, created, *state = row
        stands, superseded_by, reason_code, known_from, learned, assurance, caller, on_behalf_of = state
        key = self._key(principal, key_id, ring_key_id, wrapped)
        return AttestationRecord(
            attestation=self._open_attestation(key, principal, attestation, content, assurance),
            state=AttestationState(stands),
            known=Known(known_from, learned),
            created=created,
            submitted_by=Actor(caller, on_behalf_of),
            supersedes=optional_attestation_name(principal, supersedes),
            superseded_by=optional_attestation_name(principal, superseded_by),
            reason_code=reason_code,
        )

    def _open_attestation(
        self, key: DataKey, principal: str, attestation: str, content: bytes, assurance: str | None
    ) -> Attestation:
        """The attestation, at the assurance that a review found; None: as submitted."""
        plain = key.open(content, content_place(principal, attestation))
        opened = self._tools.attestations.decode(plain, attestation_name(principal, attestation))
        return opened if assurance is None else found_at(opened, AssuranceLevel[assurance])
