"""Everything that a store in memory keeps."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import Attestation, AttestationState
from denizen.domain.authorizations import Authorization
from denizen.domain.credentials import CredentialRecord, StatusListRecord
from denizen.domain.directives import ActivationRecord, Directive, DirectiveVersion
from denizen.domain.evidence.kinds import EvidenceState
from denizen.domain.evidence.records import Evidence
from denizen.domain.expiring import End
from denizen.domain.grants import Grant, GrantStep
from denizen.domain.imports import RowKey, RowRecord
from denizen.domain.intervals import Interval
from denizen.domain.issuer_proposals import IssuerProposal
from denizen.domain.issuers import Issuer
from denizen.domain.names import (
    AttestationName,
    AuthorizationName,
    CountrySetName,
    CredentialName,
    DirectiveName,
    EvidenceName,
    GrantName,
    IssuerName,
    ListName,
    Population,
    PrincipalName,
    ProposalName,
    ResourceName,
    VersionName,
    WebhookName,
)
from denizen.domain.principals import ExternalIdentifier, PrincipalKind
from denizen.domain.reference import CountrySet, Resource, ScreeningList
from denizen.domain.reviews import EntryRecord
from denizen.domain.second_person import Actor
from denizen.domain.webhooks.webhooks import Webhook, WebhookSecret
from denizen.storage.many_attestations import Sayings
from denizen.storage.timeline import Timeline
from denizen.usecases.ports import NOTHING_YET, DeliveryReceipt, OutboxRow, Receipt, Revision


@dataclass(frozen=True, slots=True)
class Person:
    """What never changes about a principal."""

    kind: PrincipalKind
    display_name: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An attestation's content, which one it supersedes, who submitted it, and which arrival it was."""

    attestation: Attestation
    supersedes: AttestationName | None
    submitted_by: Actor
    arrival: int


@dataclass(frozen=True, slots=True)
class State:
    """The state of an attestation; the revision of its row is when we learned of it."""

    state: AttestationState
    superseded_by: AttestationName | None = None
    reason_code: str = ""
    assurance: AssuranceLevel | None = None


Deliveries = tuple[tuple[bytes, DeliveryReceipt], ...]
"""Each with its content, in the order in which they came."""


@dataclass(frozen=True, slots=True)
class KeptEvidence:
    """A record's content, the digest of its document number, and which one it supersedes."""

    evidence: Evidence
    number: bytes | None
    supersedes: EvidenceName | None


@dataclass(frozen=True, slots=True)
class StateOfEvidence:
    """The state of a record of evidence."""

    state: EvidenceState
    superseded_by: EvidenceName | None = None
    reason_code: str = ""


@dataclass(slots=True)
class MemoryState:
    """One timeline for each kind of thing, the commits, and what they left in the outbox."""

    revisions: list[Revision] = field(default_factory=list)
    outbox: list[OutboxRow] = field(default_factory=list)
    principals: Timeline[PrincipalName, Person] = field(default_factory=Timeline)
    populations: Timeline[PrincipalName, frozenset[Population]] = field(default_factory=Timeline)
    identifiers: Timeline[PrincipalName, frozenset[ExternalIdentifier]] = field(default_factory=Timeline)
    owners: Timeline[ExternalIdentifier, PrincipalName] = field(default_factory=Timeline)
    attestations: Timeline[AttestationName, Kept] = field(default_factory=Timeline)
    arrivals: Timeline[PrincipalName, tuple[AttestationName, ...]] = field(default_factory=Timeline)
    states: Timeline[AttestationName, State] = field(default_factory=Timeline)
    credentials: Timeline[CredentialName, CredentialRecord] = field(default_factory=Timeline)
    status_lists: Timeline[tuple[IssuerName, str], StatusListRecord] = field(default_factory=Timeline)
    evidence: Timeline[EvidenceName, KeptEvidence] = field(default_factory=Timeline)
    evidence_arrivals: Timeline[PrincipalName, tuple[EvidenceName, ...]] = field(default_factory=Timeline)
    evidence_states: Timeline[EvidenceName, StateOfEvidence] = field(default_factory=Timeline)
    numbers: Timeline[bytes, frozenset[PrincipalName]] = field(default_factory=Timeline)
    reviews: Timeline[AttestationName, tuple[EntryRecord, ...]] = field(default_factory=Timeline)
    deliveries: Timeline[tuple[PrincipalName, str, str], Deliveries] = field(default_factory=Timeline)
    reminders: Timeline[tuple[AttestationName, End, int], None] = field(default_factory=Timeline)
    imported_rows: Timeline[RowKey, RowRecord] = field(default_factory=Timeline)
    issuers: Timeline[IssuerName, Issuer] = field(default_factory=Timeline)
    issuer_proposals: Timeline[ProposalName, IssuerProposal] = field(default_factory=Timeline)
    resources: Timeline[ResourceName, Resource] = field(default_factory=Timeline)
    directives: Timeline[DirectiveName, Directive] = field(default_factory=Timeline)
    versions: Timeline[VersionName, DirectiveVersion] = field(default_factory=Timeline)
    activations: Timeline[DirectiveName, tuple[ActivationRecord, ...]] = field(default_factory=Timeline)
    authorizations: Timeline[AuthorizationName, Authorization] = field(default_factory=Timeline)
    revocations: Timeline[AuthorizationName, str] = field(default_factory=Timeline)
    grants: Timeline[GrantName, Grant] = field(default_factory=Timeline)
    grant_steps: Timeline[GrantName, tuple[GrantStep, ...]] = field(default_factory=Timeline)
    country_sets: Timeline[CountrySetName, CountrySet] = field(default_factory=Timeline)
    lists: Timeline[ListName, ScreeningList] = field(default_factory=Timeline)
    webhooks: Timeline[WebhookName, tuple[Webhook, tuple[WebhookSecret, ...]]] = field(default_factory=Timeline)
    entries: Timeline[tuple[ListName, ExternalIdentifier, Interval], None] = field(default_factory=Timeline)
    receipts: Timeline[tuple[str, str], tuple[bytes, Receipt]] = field(default_factory=Timeline)
    sayings: Sayings = field(default_factory=Sayings)

    @property
    def head(self) -> Revision:
        return self.revisions[-1] if self.revisions else NOTHING_YET

    def revision(self, number: int) -> Revision:
        return self.revisions[number - 1] if number else NOTHING_YET

    @property
    def changed(self) -> bool:
        """Whether the unit has written anything."""
        return any(timeline.changed for timeline in self._timelines())

    def commit(self, revision: Revision, rows: list[OutboxRow]) -> None:
        """Make the unit visible: the revision last, so that no reader sees half of it."""
        self.outbox.extend(rows)
        for timeline in self._timelines():
            timeline.commit()
        self.revisions.append(revision)

    def undo(self, revision: Revision) -> None:
        for timeline in self._timelines():
            timeline.undo(revision.number)

    def _timelines(self) -> Iterator[Timeline[object, object]]:
        for name in self.__slots__:
            value = getattr(self, name)
            if isinstance(value, Timeline):
                yield value
