"""What units of work in memory write about principals."""

from collections.abc import Sequence

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import Attestation, AttestationState
from denizen.domain.credentials import CredentialRecord, StatusListRecord
from denizen.domain.errors import AlreadyExistsError, NotFoundError
from denizen.domain.evidence.kinds import EvidenceState
from denizen.domain.evidence.records import DocumentNumber, Evidence
from denizen.domain.expiring import End
from denizen.domain.imports import RowRecord
from denizen.domain.names import (
    AttestationName,
    EvidenceName,
    Population,
    PrincipalName,
)
from denizen.domain.principals import ExternalIdentifier, Principal
from denizen.domain.reviews import Entry, EntryRecord
from denizen.domain.second_person import Actor
from denizen.storage.memory import evidence as memory_evidence
from denizen.storage.memory.reader import MemoryReader
from denizen.storage.memory.state import Kept, Person, State, StateOfEvidence
from denizen.usecases.ports import Arrival


class MemoryPrincipalWrites(MemoryReader):
    """Writes what is about principals."""

    def add_principal(self, principal: Principal) -> None:
        self.add_principals([principal])

    def add_principals(self, principals: Sequence[Principal]) -> None:
        names: set[PrincipalName] = set()
        owners: dict[ExternalIdentifier, PrincipalName] = {}
        for principal in principals:
            if principal.name in names or self._state.principals.at(principal.name, self._at) is not None:
                raise AlreadyExistsError(principal.name, "there is a principal of this name")
            names.add(principal.name)
            for identifier in principal.identifiers:
                _check_own(principal.name, identifier, owners.setdefault(identifier, principal.name))
                _check_own(principal.name, identifier, self.principal_by(identifier))
        for principal in principals:
            self._add_new(principal)

    def _add_new(self, principal: Principal) -> None:
        state = self._state
        state.principals.put(principal.name, Person(principal.kind, principal.display_name), self._at)
        state.populations.put(principal.name, principal.populations, self._at)
        state.identifiers.put(principal.name, principal.identifiers, self._at)
        for identifier in principal.identifiers:
            state.owners.put(identifier, principal.name, self._at)

    def set_populations(self, name: PrincipalName, populations: frozenset[Population]) -> None:
        if self._existing(name).populations != populations:
            self._state.populations.put(name, populations, self._at)

    def link(self, name: PrincipalName, identifier: ExternalIdentifier) -> None:
        linked = self._existing(name).identifiers
        if identifier in linked:
            return
        _check_own(name, identifier, self.principal_by(identifier))
        self._state.owners.put(identifier, name, self._at)
        self._state.identifiers.put(name, linked | {identifier}, self._at)

    def unlink(self, name: PrincipalName, identifier: ExternalIdentifier) -> bool:
        linked = self._existing(name).identifiers
        if identifier not in linked:
            return False
        self._state.owners.end(identifier, self._at)
        self._state.identifiers.put(name, linked - {identifier}, self._at)
        return True

    def add_attestation(
        self, attestation: Attestation, state: AttestationState, supersedes: AttestationName | None = None
    ) -> None:
        self.add_attestations([Arrival(attestation, state, supersedes)])

    def add_attestations(self, arrivals: Sequence[Arrival]) -> None:
        arriving: set[AttestationName] = set()
        for each in arrivals:
            self._existing(each.attestation.subject)
            if self._is_known(each.attestation.name, arriving):
                raise AlreadyExistsError(each.attestation.name, "there is an attestation of this name")
            if each.supersedes is not None and not self._is_known(each.supersedes, arriving):
                raise NotFoundError(each.supersedes)
            arriving.add(each.attestation.name)
        for each in arrivals:
            self._arrive(each.attestation, each.state, each.supersedes)

    def _is_known(self, name: AttestationName, arriving: set[AttestationName]) -> bool:
        return name in arriving or self._state.attestations.at(name, self._at) is not None

    def _arrive(self, attestation: Attestation, state: AttestationState, supersedes: AttestationName | None) -> None:
        arrived = self._state.arrivals.at(attestation.subject, self._at) or ()
        self._state.arrivals.put(attestation.subject, (*arrived, attestation.name), self._at)
        kept = Kept(attestation, supersedes, self._actor, len(self._state.attestations))
        self._state.attestations.put(attestation.name, kept, self._at)
        self._state.states.put(attestation.name, State(state), self._at)

    def put_row_record(self, record: RowRecord) -> None:
        self._existing(record.row.subject)
        if record.made:
            self._state.imported_rows.put(record.row, record, self._at)
        else:
            self._state.imported_rows.end(record.row, self._at)

    def change_state(
        self,
        name: AttestationName,
        state: AttestationState,
        superseded_by: AttestationName | None = None,
        reason_code: str = "",
        assurance: AssuranceLevel | None = None,
    ) -> None:
        before = self._state.states.at(name, self._at)
        if before is None:
            raise NotFoundError(name)
        found = State(state, superseded_by, reason_code, before.assurance if assurance is None else assurance)
        self._state.states.put(name, found, self._at)

    def add_review_entry(self, name: AttestationName, entry: Entry) -> None:
        if self._state.attestations.at(name, self._at) is None:
            raise NotFoundError(name)
        record = EntryRecord(entry, self._at, self._revision.instant, self._actor)
        self._state.reviews.put(name, (*self.histories([name])[name], record), self._at)

    def add_reminder(self, name: AttestationName, end: End, days: int) -> bool:
        if self._state.attestations.at(name, self._at) is None:
            raise NotFoundError(name)
        if self._state.reminders.row((name, end, days), self._at) is not None:
            return False
        self._state.reminders.put((name, end, days), None, self._at)
        return True

    def add_credential(self, credential: CredentialRecord) -> None:
        self._existing(credential.subject)
        if self.credential(credential.name) is not None:
            raise AlreadyExistsError(credential.name, "there is a credential of this name")
        self._state.credentials.put(credential.name, credential, self._at)

    def put_status_list(self, status_list: StatusListRecord) -> None:
        if self.status_list(status_list.issuer, status_list.uri) != status_list:
            self._state.status_lists.put((status_list.issuer, status_list.uri), status_list, self._at)

    def add_evidence(
        self, record: Evidence, number: DocumentNumber | None = None, supersedes: EvidenceName | None = None
    ) -> None:
        self._existing(record.subject)
        if self.evidence(record.name) is not None:
            raise AlreadyExistsError(record.name, "there is evidence of this name")
        if supersedes is not None and self.evidence(supersedes) is None:
            raise NotFoundError(supersedes)
        memory_evidence.keep(self._state, record, number, supersedes, self._at)

    def change_evidence(
        self,
        name: EvidenceName,
        state: EvidenceState,
        superseded_by: EvidenceName | None = None,
        reason_code: str = "",
    ) -> None:
        if self.evidence(name) is None:
            raise NotFoundError(name)
        self._state.evidence_states.put(name, StateOfEvidence(state, superseded_by, reason_code), self._at)

    @property
    def _actor(self) -> Actor:
        return Actor(self._call.caller.name, self._call.on_behalf_of)

    def _existing(self, name: PrincipalName) -> Principal:
        principal = self.principal(name)
        if principal is None:
            raise NotFoundError(name)
        return principal


def _check_own(name: PrincipalName, identifier: ExternalIdentifier, owner: PrincipalName | None) -> None:
    if owner is not None and owner != name:
        raise AlreadyExistsError(name, f"another principal has this identifier of the scheme {identifier.scheme}")
