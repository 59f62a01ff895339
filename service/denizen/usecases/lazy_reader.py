"""A snapshot that is opened when something is asked of it that is not in memory."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from denizen.domain.attestations import AttestationRecord
from denizen.domain.authorizations import AuthorizationRecord
from denizen.domain.credentials import CredentialRecord, StatusListRecord
from denizen.domain.directives import ActivationRecord, Directive, DirectiveVersion
from denizen.domain.evidence.records import EvidenceRecord
from denizen.domain.facts import PrincipalFacts
from denizen.domain.grants import GrantRecord
from denizen.domain.imports import RowKey, RowRecord
from denizen.domain.issuer_proposals import IssuerProposal, IssuerRecord
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
    WebhookName,
)
from denizen.domain.principals import ExternalIdentifier, Principal, PrincipalKind
from denizen.domain.reference import CountrySet, Reference, Resource, ScreeningList
from denizen.domain.reviews import EntryRecord
from denizen.domain.sketches import Sketch
from denizen.domain.webhooks.webhooks import WebhookRecord
from denizen.usecases.ports import Change, OutboxRow, Reader, Revision


class LazyReader:
    """The snapshot that `open_` opens, at the first question."""

    def __init__(self, open_: Callable[[], Reader]) -> None:
        self._open = open_
        self._opened: Reader | None = None

    @property
    def _snapshot(self) -> Reader:
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    @property
    def revision(self) -> Revision:
        return self._snapshot.revision

    @property
    def head(self) -> Revision:
        return self._snapshot.head

    def revision_at(self, instant: datetime) -> Revision:
        return self._snapshot.revision_at(instant)

    def as_of(self, revision: int) -> Reader:
        return self._snapshot.as_of(revision)

    def lost(self, revision: Revision) -> bool:
        return self._snapshot.lost(revision)

    def events_about(self, subject: PrincipalName) -> Sequence[OutboxRow]:
        return self._snapshot.events_about(subject)

    def events(self, after: int, limit: int) -> Sequence[OutboxRow]:
        return self._snapshot.events(after, limit)

    def changes(self, after: int, limit: int) -> Sequence[Change]:
        return self._snapshot.changes(after, limit)

    def principal(self, name: PrincipalName) -> Principal | None:
        return self._snapshot.principal(name)

    def principal_by(self, identifier: ExternalIdentifier) -> PrincipalName | None:
        return self._snapshot.principal_by(identifier)

    def principals(
        self, after: PrincipalName | None, limit: int, population: Population | None, kind: PrincipalKind | None
    ) -> Sequence[Principal]:
        return self._snapshot.principals(after, limit, population, kind)

    def principal_names(
        self, after: PrincipalName | None, limit: int, populations: frozenset[Population] | None = None
    ) -> Sequence[PrincipalName]:
        return self._snapshot.principal_names(after, limit, populations)

    def principal_count(self, populations: frozenset[Population] | None = None) -> int:
        return self._snapshot.principal_count(populations)

    def principals_named(self, names: Iterable[PrincipalName]) -> Mapping[PrincipalName, Principal]:
        return self._snapshot.principals_named(names)

    def principals_by(self, identifiers: Iterable[ExternalIdentifier]) -> Mapping[ExternalIdentifier, PrincipalName]:
        return self._snapshot.principals_by(identifiers)

    def row_records(self, rows: Iterable[RowKey]) -> Mapping[RowKey, RowRecord]:
        return self._snapshot.row_records(rows)

    def attestation(self, name: AttestationName) -> AttestationRecord | None:
        return self._snapshot.attestation(name)

    def attestations(self, subject: PrincipalName) -> Sequence[AttestationRecord]:
        return self._snapshot.attestations(subject)

    def credential(self, name: CredentialName) -> CredentialRecord | None:
        return self._snapshot.credential(name)

    def credentials(self, subject: PrincipalName) -> Sequence[CredentialRecord]:
        return self._snapshot.credentials(subject)

    def credentials_alike(self, digest: bytes) -> Sequence[CredentialRecord]:
        return self._snapshot.credentials_alike(digest)

    def credentials_resting_on(self, issuer: IssuerName, uri: str) -> Sequence[CredentialRecord]:
        return self._snapshot.credentials_resting_on(issuer, uri)

    def status_list(self, issuer: IssuerName, uri: str) -> StatusListRecord | None:
        return self._snapshot.status_list(issuer, uri)

    def status_lists(self) -> Sequence[StatusListRecord]:
        return self._snapshot.status_lists()

    def facts(self, names: Iterable[PrincipalName]) -> Mapping[PrincipalName, PrincipalFacts]:
        return self._snapshot.facts(names)

    def sketches(self, names: Iterable[PrincipalName]) -> Mapping[PrincipalName, Sketch]:
        return self._snapshot.sketches(names)

    def evidence(self, name: EvidenceName) -> EvidenceRecord | None:
        return self._snapshot.evidence(name)

    def evidence_about(self, subject: PrincipalName) -> Sequence[EvidenceRecord]:
        return self._snapshot.evidence_about(subject)

    def pending(
        self, after: AttestationName | None, limit: int, population: Population | None
    ) -> Sequence[AttestationRecord]:
        return self._snapshot.pending(after, limit, population)

    def histories(self, names: Iterable[AttestationName]) -> Mapping[AttestationName, tuple[EntryRecord, ...]]:
        return self._snapshot.histories(names)

    def directive_revision(self) -> int:
        return self._snapshot.directive_revision()

    def resource(self, name: ResourceName) -> Resource | None:
        return self._snapshot.resource(name)

    def resources(self) -> Sequence[Resource]:
        return self._snapshot.resources()

    def directive(self, name: DirectiveName) -> Directive | None:
        return self._snapshot.directive(name)

    def directives(self) -> Sequence[Directive]:
        return self._snapshot.directives()

    def versions(self, name: DirectiveName) -> Sequence[DirectiveVersion]:
        return self._snapshot.versions(name)

    def activations(self, name: DirectiveName) -> Sequence[ActivationRecord]:
        return self._snapshot.activations(name)

    def authorization(self, name: AuthorizationName) -> AuthorizationRecord | None:
        return self._snapshot.authorization(name)

    def authorizations(self) -> Sequence[AuthorizationRecord]:
        return self._snapshot.authorizations()

    def country_set(self, name: CountrySetName) -> CountrySet | None:
        return self._snapshot.country_set(name)

    def country_sets(self) -> Sequence[CountrySet]:
        return self._snapshot.country_sets()

    def screening_list(self, name: ListName) -> ScreeningList | None:
        return self._snapshot.screening_list(name)

    def screening_lists(self) -> Sequence[ScreeningList]:
        return self._snapshot.screening_lists()

    def entry_count(self, name: ListName) -> int:
        return self._snapshot.entry_count(name)

    def reference(self) -> Reference:
        return self._snapshot.reference()

    def issuer(self, name: IssuerName) -> Issuer | None:
        return self._snapshot.issuer(name)

    def issuers(self) -> Sequence[Issuer]:
        return self._snapshot.issuers()

    def webhook(self, name: WebhookName) -> WebhookRecord | None:
        return self._snapshot.webhook(name)

    def webhooks(self) -> Sequence[WebhookRecord]:
        return self._snapshot.webhooks()

    def grant(self, name: GrantName) -> GrantRecord | None:
        return self._snapshot.grant(name)

    def grants(self) -> Sequence[GrantRecord]:
        return self._snapshot.grants()

    def issuer_history(self, name: IssuerName) -> Sequence[IssuerRecord]:
        return self._snapshot.issuer_history(name)

    def issuer_proposal(self, name: ProposalName) -> IssuerProposal | None:
        return self._snapshot.issuer_proposal(name)

    def issuer_proposals(self) -> Sequence[IssuerProposal]:
        return self._snapshot.issuer_proposals()
