"""What is kept about principals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import Attestation, AttestationRecord, AttestationState
from denizen.domain.credentials import CredentialRecord, StatusListRecord
from denizen.domain.evidence.kinds import EvidenceState
from denizen.domain.evidence.records import DocumentNumber, Evidence, EvidenceRecord
from denizen.domain.expiring import End
from denizen.domain.facts import PrincipalFacts
from denizen.domain.imports import RowKey, RowRecord
from denizen.domain.names import (
    AttestationName,
    CredentialName,
    EvidenceName,
    IssuerName,
    Population,
    PrincipalName,
)
from denizen.domain.principals import ExternalIdentifier, Principal, PrincipalKind
from denizen.domain.reviews import Entry, EntryRecord
from denizen.domain.sketches import Sketch


@dataclass(frozen=True, slots=True)
class Arrival:
    """An attestation to add, with its state on arrival and which one it supersedes."""

    attestation: Attestation
    state: AttestationState
    supersedes: AttestationName | None = None


class PrincipalReader(Protocol):
    """Reads principals as known at the snapshot."""

    def principal(self, name: PrincipalName) -> Principal | None:
        """The principal, or None where there was none."""

    def principal_by(self, identifier: ExternalIdentifier) -> PrincipalName | None:
        """The principal to which the identifier was linked, or None."""

    def principals(
        self, after: PrincipalName | None, limit: int, population: Population | None, kind: PrincipalKind | None
    ) -> Sequence[Principal]:
        """At most `limit` principals whose names come after `after`, in the order of names, of that population and
        kind; None: of any."""

    def principal_names(
        self, after: PrincipalName | None, limit: int, populations: frozenset[Population] | None = None
    ) -> Sequence[PrincipalName]:
        """At most `limit` names of principals that come after `after`, in their order, of any of those populations;
        None: of whatever population, and of none."""

    def principal_count(self, populations: frozenset[Population] | None = None) -> int:
        """How many `principal_names` there are."""

    def principals_named(self, names: Iterable[PrincipalName]) -> Mapping[PrincipalName, Principal]:
        """Those of the principals that there are."""

    def principals_by(self, identifiers: Iterable[ExternalIdentifier]) -> Mapping[ExternalIdentifier, PrincipalName]:
        """Those of the identifiers that are linked, each with its principal."""


class AttestationReader(Protocol):
    """Reads attestations as known at the snapshot, of every purpose; what a caller may see is cut elsewhere."""

    def attestation(self, name: AttestationName) -> AttestationRecord | None:
        """The attestation with its state then, or None where there was none."""

    def attestations(self, subject: PrincipalName) -> Sequence[AttestationRecord]:
        """All attestations about the principal, in the order of arrival."""

    def facts(self, names: Iterable[PrincipalName]) -> Mapping[PrincipalName, PrincipalFacts]:
        """The VERIFIED attestations and screening keys of those of the principals that exist. Each attestation says
        when its issuer is entitled to it, as known at the snapshot, and is there also where that is never."""

    def sketches(self, names: Iterable[PrincipalName]) -> Mapping[PrincipalName, Sketch]:
        """Those of the principals that exist, with their words; the facts of each are those of `facts`."""

    def pending(
        self, after: AttestationName | None, limit: int, population: Population | None
    ) -> Sequence[AttestationRecord]:
        """At most `limit` PENDING attestations that arrived after `after`, which exists, in the order of arrival, about
        principals of that population; None: of any."""

    def histories(self, names: Iterable[AttestationName]) -> Mapping[AttestationName, tuple[EntryRecord, ...]]:
        """The steps of the review of each, in their order; of one that has none, none."""


class CredentialReader(Protocol):
    """Reads credentials and status lists as known at the snapshot."""

    def credential(self, name: CredentialName) -> CredentialRecord | None:
        """The credential, or None where there was none."""

    def credentials(self, subject: PrincipalName) -> Sequence[CredentialRecord]:
        """All credentials about the principal, in the order of arrival."""

    def credentials_alike(self, digest: bytes) -> Sequence[CredentialRecord]:
        """All credentials of that digest, about whomever, in the order of arrival."""

    def credentials_resting_on(self, issuer: IssuerName, uri: str) -> Sequence[CredentialRecord]:
        """All credentials of the issuer with a place in its status list at that address, in the order of arrival."""

    def status_list(self, issuer: IssuerName, uri: str) -> StatusListRecord | None:
        """The issuer's list at that address, or None. It may have ceased to be fresh."""

    def status_lists(self) -> Sequence[StatusListRecord]:
        """Every list, in the order of issuers and addresses."""


class ImportReader(Protocol):
    """Reads what rows of other systems made, as known at the snapshot."""

    def row_records(self, rows: Iterable[RowKey]) -> Mapping[RowKey, RowRecord]:
        """Of those of the rows that made something, what they made."""


class EvidenceReader(Protocol):
    """Reads evidence as known at the snapshot, of every purpose; what a caller may see is cut elsewhere."""

    def evidence(self, name: EvidenceName) -> EvidenceRecord | None:
        """The record with its state then, and whether another principal's has the same document number; or None."""

    def evidence_about(self, subject: PrincipalName) -> Sequence[EvidenceRecord]:
        """All evidence about the principal, in the order of arrival."""


class PrincipalWriter(Protocol):
    """Writes principals."""

    def add_principal(self, principal: Principal) -> None:
        """Add a principal with its populations and identifiers. `AlreadyExistsError` where the name or one of the
        identifiers is taken."""

    def add_principals(self, principals: Sequence[Principal]) -> None:
        """Add principals, as `add_principal` adds each; where one is refused none is added."""

    def set_populations(self, name: PrincipalName, populations: frozenset[Population]) -> None:
        """Replace the populations of an existing principal."""

    def link(self, name: PrincipalName, identifier: ExternalIdentifier) -> None:
        """Link an identifier to an existing principal. Linked to it already: nothing changes. `AlreadyExistsError`
        where another principal has it."""

    def unlink(self, name: PrincipalName, identifier: ExternalIdentifier) -> bool:
        """End an identifier of a principal. False where it was not linked."""


class AttestationWriter(Protocol):
    """Writes attestations, their review, and what rows of other systems made."""

    def add_attestation(
        self, attestation: Attestation, state: AttestationState, supersedes: AttestationName | None = None
    ) -> None:
        """Add an attestation about an existing principal. `AlreadyExistsError` where the name is taken."""

    def add_attestations(self, arrivals: Sequence[Arrival]) -> None:
        """Add attestations in that order, as `add_attestation` adds each; where one is refused none is added."""

    def put_row_record(self, record: RowRecord) -> None:
        """Store what a row about an existing principal made from now on; what it made before stays known as of its
        time. One that made nothing is forgotten from now on."""

    def change_state(
        self,
        name: AttestationName,
        state: AttestationState,
        superseded_by: AttestationName | None = None,
        reason_code: str = "",
        assurance: AssuranceLevel | None = None,
    ) -> None:
        """Append a state to an existing attestation, with the code of its reason; the state before stays known as of
        its time. Of several in one unit the last counts. The code is kept with the state and says nothing personal.
        `assurance`: what was found instead of that submitted, from now on and once at most; None: nothing."""

    def add_review_entry(self, name: AttestationName, entry: Entry) -> None:
        """Append a step to the review of an existing attestation; it is this unit's, and its caller's."""

    def add_reminder(self, name: AttestationName, end: End, days: int) -> bool:
        """Keep that somebody was reminded of that end of an existing attestation, so many days ahead. False where it
        was kept before; then nothing changes."""


class EvidenceWriter(Protocol):
    """Writes evidence, credentials and status lists."""

    def add_credential(self, credential: CredentialRecord) -> None:
        """Add a credential about an existing principal. `AlreadyExistsError` where the name is taken."""

    def put_status_list(self, status_list: StatusListRecord) -> None:
        """Store an issuer's list from now on; the one before stays known as of its time. The facts that rest on it are
        vouched for as long as it is fresh."""

    def add_evidence(
        self, record: Evidence, number: DocumentNumber | None = None, supersedes: EvidenceName | None = None
    ) -> None:
        """Add ACTIVE evidence about an existing principal, with a keyed hash of its document number and never the
        number. `AlreadyExistsError` where the name is taken."""

    def change_evidence(
        self,
        name: EvidenceName,
        state: EvidenceState,
        superseded_by: EvidenceName | None = None,
        reason_code: str = "",
    ) -> None:
        """Append a state to existing evidence; as `change_state` does for an attestation."""
