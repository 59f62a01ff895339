"""Principals and attestations in a store in memory."""

from collections.abc import Iterable, Mapping, Sequence

from denizen.domain.attestations import AttestationRecord, AttestationState, Known, found_at
from denizen.domain.imports import RowKey, RowRecord
from denizen.domain.names import (
    AttestationName,
    Population,
    PrincipalName,
    subject_of,
)
from denizen.domain.principals import ExternalIdentifier, Principal, PrincipalKind
from denizen.domain.reviews import EntryRecord
from denizen.storage.memory.snapshot import MemorySnapshot


class MemoryPrincipals(MemorySnapshot):
    """Reads principals, attestations, and what rows of other systems made."""

    def principal(self, name: PrincipalName) -> Principal | None:
        state = self._state
        row = state.principals.row(name, self._at)
        if row is None:
            return None
        return Principal(
            name=name,
            kind=row.value.kind,
            populations=state.populations.at(name, self._at) or frozenset(),
            display_name=row.value.display_name,
            identifiers=state.identifiers.at(name, self._at) or frozenset(),
            created=self._known(row.known_from).instant,
        )

    def principal_by(self, identifier: ExternalIdentifier) -> PrincipalName | None:
        return self._state.owners.at(identifier, self._at)

    def principals(
        self, after: PrincipalName | None, limit: int, population: Population | None, kind: PrincipalKind | None
    ) -> Sequence[Principal]:
        names = sorted(name for name, _ in self._state.principals.items(self._at) if after is None or name > after)
        found = (self.principal(name) for name in names)
        wanted = (
            principal
            for principal in found
            if principal is not None
            and (population is None or population in principal.populations)
            and (kind is None or kind is principal.kind)
        )
        return [principal for principal, _ in zip(wanted, range(limit), strict=False)]

    def principal_names(
        self, after: PrincipalName | None, limit: int, populations: frozenset[Population] | None = None
    ) -> Sequence[PrincipalName]:
        return sorted(name for name in self._of(populations) if after is None or name > after)[:limit]

    def principal_count(self, populations: frozenset[Population] | None = None) -> int:
        return len(self._of(populations))

    def _of(self, populations: frozenset[Population] | None) -> list[PrincipalName]:
        state = self._state
        return [
            name
            for name, _ in state.principals.items(self._at)
            if populations is None or not populations.isdisjoint(state.populations.at(name, self._at) or frozenset())
        ]

    def principals_named(self, names: Iterable[PrincipalName]) -> Mapping[PrincipalName, Principal]:
        found = ((name, self.principal(name)) for name in set(names))
        return {name: principal for name, principal in found if principal is not None}

    def principals_by(self, identifiers: Iterable[ExternalIdentifier]) -> Mapping[ExternalIdentifier, PrincipalName]:
        found = ((each, self.principal_by(each)) for each in set(identifiers))
        return {each: name for each, name in found if name is not None}

    def row_records(self, rows: Iterable[RowKey]) -> Mapping[RowKey, RowRecord]:
        found = ((row, self._state.imported_rows.at(row, self._at)) for row in set(rows))
        return {row: record for row, record in found if record is not None}

    def attestation(self, name: AttestationName) -> AttestationRecord | None:
        state = self._state
        kept, current = state.attestations.row(name, self._at), state.states.row(name, self._at)
        if kept is None or current is None:
            return None
        return AttestationRecord(
            attestation=found_at(kept.value.attestation, current.value.assurance),
            state=current.value.state,
            known=Known(current.known_from, self._known(current.known_from).instant),
            created=self._known(kept.known_from).instant,
            supersedes=kept.value.supersedes,
            superseded_by=current.value.superseded_by,
            reason_code=current.value.reason_code,
            submitted_by=kept.value.submitted_by,
        )

    def attestations(self, subject: PrincipalName) -> Sequence[AttestationRecord]:
        records = (self.attestation(name) for name in self._state.arrivals.at(subject, self._at) or ())
        return [record for record in records if record is not None]

    def pending(
        self, after: AttestationName | None, limit: int, population: Population | None
    ) -> Sequence[AttestationRecord]:
        state = self._state
        last = None if after is None else state.attestations.at(after, self._at)
        arrived = sorted(
            (kept.arrival, name)
            for name, kept in state.attestations.items(self._at)
            if last is None or kept.arrival > last.arrival
        )
        found: list[AttestationRecord] = []
        for _, name in arrived:
            record = self.attestation(name)
            members = state.populations.at(subject_of(name), self._at) or frozenset()
            if record is None or record.state is not AttestationState.PENDING:
                continue
            if len(found) < limit and (population is None or population in members):
                found.append(record)
        return found

    def histories(self, names: Iterable[AttestationName]) -> Mapping[AttestationName, tuple[EntryRecord, ...]]:
        return {name: self._state.reviews.at(name, self._at) or () for name in names}
