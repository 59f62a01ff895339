"""Reviews in the database: what waits, and the steps that were taken."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, and_, bindparam, literal_column, or_, select

from denizen.domain.attestations import AttestationRecord, AttestationState
from denizen.domain.names import AttestationName, Population
from denizen.domain.reviews import Entry, EntryRecord
from denizen.domain.second_person import Actor
from denizen.storage.sealing import Place
from denizen.storage.sql.among import among
from denizen.storage.sql.attestations import RECORDS, AttestationQueries
from denizen.storage.sql.names import attestation_key, attestation_name
from denizen.storage.sql.snapshot import KEY_COLUMNS, chunks, known
from denizen.storage.tables import (
    attestation_states,
    attestations,
    populations,
    principal_keys,
    review_entries,
    revisions,
)

# Written out: a partial index serves no parameter.
_WAITING: ColumnElement[str] = literal_column(f"'{AttestationState.PENDING.value}'")
_PENDING = RECORDS.where(attestation_states.c.state == _WAITING).limit(bindparam("limit"))
_ARRIVAL = select(attestations.c.known_from, attestations.c.position).where(
    attestations.c.principal_id == bindparam("principal_id"),
    attestations.c.attestation_id == bindparam("attestation_id"),
)
_LATER = or_(
    attestations.c.known_from > bindparam("after_revision"),
    and_(
        attestations.c.known_from == bindparam("after_revision"),
        attestations.c.position > bindparam("after_position"),
    ),
)
_OF_POPULATION = (
    select(populations.c.principal_id)
    .where(populations.c.population == bindparam("population"), known(populations))
    .correlate(None)
)
_STEPS = (
    select(
        review_entries.c.principal_id,
        *KEY_COLUMNS,
        review_entries.c.attestation_id,
        review_entries.c.known_from,
        review_entries.c.position,
        review_entries.c.content,
        revisions.c.instant,
        revisions.c.caller,
        revisions.c.on_behalf_of,
    )
    .join_from(review_entries, revisions, revisions.c.revision == review_entries.c.known_from)
    .join(principal_keys, principal_keys.c.principal_id == review_entries.c.principal_id)
    .where(among(review_entries.c.principal_id, "ids"), known(review_entries))
    .order_by(review_entries.c.known_from, review_entries.c.position)
)


def entry_place(principal: str, attestation: str, revision: int, position: int) -> Place:
    return Place("review_entries", "content", (principal, attestation, str(revision), str(position)))


class ReviewQueries(AttestationQueries):
    """Reads reviews as known at the snapshot."""

    def pending(
        self, after: AttestationName | None, limit: int, population: Population | None
    ) -> Sequence[AttestationRecord]:
        statement, parameters = _PENDING, self._at(limit=limit)
        if after is not None:
            principal, attestation = attestation_key(after)
            row = self._session.row(_ARRIVAL, {"principal_id": principal, "attestation_id": attestation})
            revision, position = (0, 0) if row is None else row
            statement = statement.where(_LATER)
            parameters |= {"after_revision": revision, "after_position": position}
        if population is not None:
            statement = statement.where(attestations.c.principal_id.in_(_OF_POPULATION))
            parameters["population"] = population
        return [self._record(row) for row in self._session.rows(statement, parameters)]

    def histories(self, names: Iterable[AttestationName]) -> Mapping[AttestationName, tuple[EntryRecord, ...]]:
        wanted = list(dict.fromkeys(names))
        found: dict[AttestationName, list[EntryRecord]] = defaultdict(list)
        for some in chunks(attestation_key(name)[0] for name in wanted):
            for row in self._session.rows(_STEPS, self._at(ids=some)):
                principal, key_id, ring_key_id, wrapped, attestation, revision, position, content, *commit = row
                key = self._key(principal, key_id, ring_key_id, wrapped)
                plain = key.open(content, entry_place(principal, attestation, revision, position))
                instant, caller, on_behalf_of = commit
                step = EntryRecord(self._codec.decode(plain, Entry), revision, instant, Actor(caller, on_behalf_of))
                found[attestation_name(principal, attestation)].append(step)
        return {name: tuple(found.get(name, ())) for name in wanted}
