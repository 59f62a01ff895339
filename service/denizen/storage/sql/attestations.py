"""Attestations in the database, and the facts of the hot path."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import bindparam, select

from denizen.domain.attestations import Attestation, AttestationRecord, AttestationState, Known
from denizen.domain.claims import Statelessness
from denizen.domain.facts import PrincipalFacts
from denizen.domain.names import AttestationName, PrincipalName
from denizen.domain.principals import PrincipalKind
from denizen.storage.codec import Codec
from denizen.storage.framing import size_class
from denizen.storage.sealing import DataKey, Place
from denizen.storage.sql.names import (
    attestation_key,
    attestation_name,
    optional_attestation_name,
    principal_id,
    principal_name,
)
from denizen.storage.sql.principals import PrincipalQueries
from denizen.storage.sql.session import AnyRow
from denizen.storage.sql.snapshot import IDS, KEY_COLUMNS, chunks, known
from denizen.storage.tables import (
    attestation_states,
    attestations,
    identifiers,
    principal_keys,
    principals,
    revisions,
)

_SMALLEST = 512
_SMALLEST_CLAIM = 256
"""Bytes kept for a claim and the country as given, so that a sealed length tells nothing of them."""

_LEARNED = revisions.alias("learned")
_CREATED = revisions.alias("created")
_RECORDS = (
    select(
        attestations.c.principal_id,
        *KEY_COLUMNS,
        attestations.c.attestation_id,
        attestations.c.content,
        attestations.c.supersedes_id,
        _CREATED.c.instant.label("created"),
        attestation_states.c.state,
        attestation_states.c.superseded_by_id,
        attestation_states.c.known_from,
        _LEARNED.c.instant.label("learned"),
    )
    .join_from(attestations, attestation_states)
    .join(principal_keys, principal_keys.c.principal_id == attestations.c.principal_id)
    .join(_CREATED, _CREATED.c.revision == attestations.c.known_from)
    .join(_LEARNED, _LEARNED.c.revision == attestation_states.c.known_from)
    .where(attestations.c.principal_id == bindparam("principal_id"), known(attestation_states))
    .order_by(attestations.c.known_from, attestations.c.position)
)
_RECORD = _RECORDS.where(attestations.c.attestation_id == bindparam("attestation_id"))
_KINDS = (
    select(principals.c.principal_id, *KEY_COLUMNS, principals.c.kind)
    .join_from(principals, principal_keys)
    .where(principals.c.principal_id.in_(IDS), known(principals))
)
_SCREENING_KEYS = select(identifiers.c.principal_id, identifiers.c.blind_index).where(
    identifiers.c.principal_id.in_(IDS), known(identifiers)
)
_VERIFIED = (
    select(attestations.c.principal_id, attestations.c.attestation_id, attestations.c.content)
    .join_from(attestation_states, attestations)
    .where(
        attestation_states.c.principal_id.in_(IDS),
        attestation_states.c.state == AttestationState.VERIFIED.value,
        known(attestation_states),
    )
    .order_by(attestations.c.known_from, attestations.c.position)
)


def content_place(principal: str, attestation: str) -> Place:
    return Place("attestations", "content", (principal, attestation))


def seal_attestation(key: DataKey, codec: Codec, attestation: Attestation) -> bytes:
    """The sealed content of an attestation; its name stands in the row. Its length does not depend on the claim, as
    long as the claim has no more than `_SMALLEST_CLAIM` bytes."""
    content = codec.encode(attestation, without="name")
    rest = codec.encode(replace(attestation, claim=Statelessness(), country_as_given=None), without="name")
    size = len(rest) + size_class(len(content) - len(rest), _SMALLEST_CLAIM)
    return key.seal(content, content_place(*attestation_key(attestation.name)), max(size, _SMALLEST - 4))


class AttestationQueries(PrincipalQueries):
    """Reads attestations as known at the snapshot: one statement for all of a principal, four for facts."""

    def attestation(self, name: AttestationName) -> AttestationRecord | None:
        principal, attestation = attestation_key(name)
        row = self._session.row(_RECORD, self._at(principal_id=principal, attestation_id=attestation))
        return None if row is None else self._record(row)

    def attestations(self, subject: PrincipalName) -> Sequence[AttestationRecord]:
        return [self._record(row) for row in self._session.rows(_RECORDS, self._at(principal_id=principal_id(subject)))]

    def facts(self, names: Iterable[PrincipalName]) -> Mapping[PrincipalName, PrincipalFacts]:
        facts: dict[PrincipalName, PrincipalFacts] = {}
        for some in chunks(map(principal_id, names)):
            found = {row[0]: row for row in self._session.rows(_KINDS, self._at(ids=some))}
            if not found:
                continue
            memberships = self._populations(some)
            screening_keys = self._screening_keys(some)
            verified = defaultdict(list)
            for each, attestation, content in self._session.rows(_VERIFIED, self._at(ids=some)):
                key = self._key(*found[each][:4])
                verified[each].append(self._open(key, each, attestation, content))
            for each in some:
                if each in found:
                    name = principal_name(each)
                    facts[name] = PrincipalFacts(
                        name=name,
                        kind=PrincipalKind(found[each].kind),
                        populations=frozenset(memberships.get(each, ())),
                        screening_keys=frozenset(screening_keys.get(each, ())),
                        attestations=tuple(verified.get(each, ())),
                    )
        return facts

    def _screening_keys(self, ids: list[str]) -> dict[str, list[bytes]]:
        found = defaultdict(list)
        for each, blind_index in self._session.rows(_SCREENING_KEYS, self._at(ids=ids)):
            found[each].append(blind_index)
        return found

    def _record(self, row: AnyRow) -> AttestationRecord:
        principal, key_id, ring_key_id, wrapped, attestation, content, supersedes, created, *state = row
        stands, superseded_by, known_from, learned = state
        key = self._key(principal, key_id, ring_key_id, wrapped)
        return AttestationRecord(
            attestation=self._open(key, principal, attestation, content),
            state=AttestationState(stands),
            known=Known(known_from, learned),
            created=created,
            supersedes=optional_attestation_name(principal, supersedes),
            superseded_by=optional_attestation_name(principal, superseded_by),
        )

    def _open(self, key: DataKey, principal: str, attestation: str, content: bytes) -> Attestation:
        plain = key.open(content, content_place(principal, attestation))
        return self._codec.decode(plain, Attestation, name=attestation_name(principal, attestation))
