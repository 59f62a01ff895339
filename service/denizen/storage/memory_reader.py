"""The snapshots of a store in memory."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from denizen.domain.attestations import AttestationRecord, AttestationState, Known, found_at
from denizen.domain.authorizations import AuthorizationRecord
from denizen.domain.directives import ActivationRecord, Directive, DirectiveVersion
from denizen.domain.errors import InvalidError
from denizen.domain.evidence.records import EvidenceRecord
from denizen.domain.facts import PrincipalFacts
from denizen.domain.grants import GrantRecord
from denizen.domain.imports import RowKey, RowRecord
from denizen.domain.intervals import Interval
from denizen.domain.issuer_proposals import IssuerProposal, IssuerRecord
from denizen.domain.issuers import Issuer
from denizen.domain.names import (
    AttestationName,
    AuthorizationName,
    CountrySetName,
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
    subject_of,
)
from denizen.domain.principals import ExternalIdentifier, Principal, PrincipalKind
from denizen.domain.reference import CountrySet, Reference, Resource, ScreeningKey, ScreeningList
from denizen.domain.reviews import EntryRecord
from denizen.domain.rights import entitled
from denizen.domain.webhooks.webhooks import WebhookRecord
from denizen.storage import memory_evidence
from denizen.storage.memory_credentials import MemoryCredentials, bounded
from denizen.storage.memory_state import MemoryState
from denizen.usecases.context import Call
from denizen.usecases.ports import OutboxRow, Revision


def screening_key(identifier: ExternalIdentifier) -> ScreeningKey:
    """Memory is not written down, so that this hash needs no key."""
    scheme = identifier.scheme.encode()
    return hashlib.sha256(len(scheme).to_bytes(4, "big") + scheme + identifier.value.encode()).digest()


class MemoryReader(MemoryCredentials):
    """What was known at one revision."""

    def __init__(self, state: MemoryState, call: Call, revision: Revision, head: Revision) -> None:
        self._all = state
        self._call = call
        self._revision = revision
        self._head = head

    @property
    def _state(self) -> MemoryState:
        """Every query passes here."""
        self._call.check_deadline()
        return self._all

    @property
    def _at(self) -> int:
        return self._revision.number

    @property
    def revision(self) -> Revision:
        return self._revision

    @property
    def head(self) -> Revision:
        return self._head

    def revision_at(self, instant: datetime) -> Revision:
        revisions = self._state.revisions[: self._head.number]
        return self._all.revision(bisect_right(revisions, instant, key=lambda revision: revision.instant))

    def as_of(self, revision: int) -> "MemoryReader":
        if not 0 <= revision <= self._head.number:
            raise InvalidError("known_revision", revision, f"a revision from 0 to {self._head.number}, the latest")
        return MemoryReader(self._state, self._call, self._all.revision(revision), self._head)

    def lost(self, revision: Revision) -> bool:  # noqa: ARG002 - nothing is
        return False

    def events_about(self, subject: PrincipalName) -> Sequence[OutboxRow]:
        rows = self._state.outbox
        return [row for row in rows if row.event.subject == subject and row.revision.number <= self._at]

    def events(self, after: int, limit: int) -> Sequence[OutboxRow]:
        rows = self._state.outbox
        start = bisect_right(rows, after, key=lambda row: row.revision.number)
        return [row for row in rows[start : start + limit] if row.revision.number <= self._at]

    def directive_revision(self) -> int:
        rows = (row for row in reversed(self._state.outbox) if row.revision.number <= self._at)
        return next((row.revision.number for row in rows if row.event.subject is None), 0)

    # Principals

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

    # Attestations

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

    def facts(self, names: Iterable[PrincipalName]) -> Mapping[PrincipalName, PrincipalFacts]:
        found = ((name, self.principal(name)) for name in names)
        return {name: self._facts_of(principal) for name, principal in found if principal is not None}

    def _facts_of(self, principal: Principal) -> PrincipalFacts:
        return PrincipalFacts(
            name=principal.name,
            kind=principal.kind,
            populations=principal.populations,
            screening_keys=frozenset(map(screening_key, principal.identifiers)),
            attestations=tuple(
                word
                for record in self.attestations(principal.name)
                if record.state is AttestationState.VERIFIED
                for word in entitled(
                    bounded(self._all, record.attestation, self._at), self.issuer(record.attestation.issuer)
                )
            ),
        )

    # Evidence

    def evidence(self, name: EvidenceName) -> EvidenceRecord | None:
        return memory_evidence.record_of(self._state, name, self._at, self._known)

    def evidence_about(self, subject: PrincipalName) -> Sequence[EvidenceRecord]:
        records = (self.evidence(name) for name in self._state.evidence_arrivals.at(subject, self._at) or ())
        return [record for record in records if record is not None]

    # Directives and reference data

    def resource(self, name: ResourceName) -> Resource | None:
        return self._state.resources.at(name, self._at)

    def resources(self) -> Sequence[Resource]:
        return [value for _, value in sorted(self._state.resources.items(self._at))]

    def directive(self, name: DirectiveName) -> Directive | None:
        return self._state.directives.at(name, self._at)

    def directives(self) -> Sequence[Directive]:
        return [value for _, value in sorted(self._state.directives.items(self._at))]

    def versions(self, name: DirectiveName) -> Sequence[DirectiveVersion]:
        found = (value for _, value in self._state.versions.items(self._at) if value.directive == name)
        return sorted(found, key=lambda version: version.number)

    def activations(self, name: DirectiveName) -> Sequence[ActivationRecord]:
        return self._state.activations.at(name, self._at) or ()

    def authorization(self, name: AuthorizationName) -> AuthorizationRecord | None:
        row, revoked = self._state.authorizations.row(name, self._at), self._state.revocations.row(name, self._at)
        if row is None:
            return None
        known = Known(row.known_from, self._known(row.known_from).instant)
        if revoked is not None:
            ended = self._known(revoked.known_from)
            known = replace(known, to_revision=ended.number, to_time=ended.instant)
        return AuthorizationRecord(row.value, known)

    def authorizations(self) -> Sequence[AuthorizationRecord]:
        found = (self.authorization(name) for name, _ in sorted(self._state.authorizations.items(self._at)))
        return [each for each in found if each is not None and not each.revoked]

    def grant(self, name: GrantName) -> GrantRecord | None:
        state = self._state
        grant = state.grants.at(name, self._at)
        return None if grant is None else GrantRecord(grant, state.grant_steps.at(name, self._at) or ())

    def grants(self) -> Sequence[GrantRecord]:
        found = (self.grant(name) for name, _ in sorted(self._state.grants.items(self._at)))
        return [each for each in found if each is not None]

    def country_set(self, name: CountrySetName) -> CountrySet | None:
        return self._state.country_sets.at(name, self._at)

    def country_sets(self) -> Sequence[CountrySet]:
        return [value for _, value in sorted(self._state.country_sets.items(self._at))]

    def screening_list(self, name: ListName) -> ScreeningList | None:
        return self._state.lists.at(name, self._at)

    def screening_lists(self) -> Sequence[ScreeningList]:
        return [value for _, value in sorted(self._state.lists.items(self._at))]

    def entry_count(self, name: ListName) -> int:
        return sum(on == name for (on, _, _), _ in self._state.entries.items(self._at))

    def reference(self) -> Reference:
        entries: dict[ListName, dict[ScreeningKey, tuple[Interval, ...]]] = {
            screening_list.name: {} for screening_list in self.screening_lists()
        }
        for (name, identifier, listed), _ in self._state.entries.items(self._at):
            on_list, key = entries[name], screening_key(identifier)
            on_list[key] = (*on_list.get(key, ()), listed)
        return Reference({country_set.name: country_set for country_set in self.country_sets()}, entries)

    # Issuers

    def issuer(self, name: IssuerName) -> Issuer | None:
        return self._state.issuers.at(name, self._at)

    def issuers(self) -> Sequence[Issuer]:
        found = (value for _, value in self._state.issuers.items(self._at))
        return sorted(found, key=lambda issuer: issuer.name)

    # Webhooks

    def webhook(self, name: WebhookName) -> WebhookRecord | None:
        value, first = self._state.webhooks.at(name, self._at), self._state.webhooks.first(name)
        if value is None or first is None:
            return None
        return WebhookRecord(*value, created=self._known(first.known_from).instant, since=first.known_from)

    def webhooks(self) -> Sequence[WebhookRecord]:
        found = (self.webhook(name) for name, _ in sorted(self._state.webhooks.items(self._at)))
        return [each for each in found if each is not None]

    def issuer_history(self, name: IssuerName) -> Sequence[IssuerRecord]:
        return [
            IssuerRecord(row.value, self._known_between(row.known_from, row.known_to))
            for row in self._state.issuers.rows(name, self._at)
        ]

    def issuer_proposal(self, name: ProposalName) -> IssuerProposal | None:
        return self._state.issuer_proposals.at(name, self._at)

    def issuer_proposals(self) -> Sequence[IssuerProposal]:
        return [value for _, value in sorted(self._state.issuer_proposals.items(self._at), key=lambda each: each[0])]

    def _known_between(self, known_from: int, known_to: int | None) -> Known:
        """As far as it is known at the snapshot."""
        begun = Known(known_from, self._known(known_from).instant)
        if known_to is None or known_to > self._at:
            return begun
        return replace(begun, to_revision=known_to, to_time=self._known(known_to).instant)

    def _known(self, number: int) -> Revision:
        """The revision of that number; the reader's own may not be committed yet."""
        return self._revision if number == self._at else self._all.revision(number)
