"""The units of work of a store in memory."""

from collections.abc import Sequence
from dataclasses import replace

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import Attestation, AttestationState
from denizen.domain.authorizations import Authorization
from denizen.domain.credentials import CredentialRecord, StatusListRecord
from denizen.domain.directives import ActivationRecord, Directive, DirectiveVersion
from denizen.domain.errors import AlreadyExistsError, NotFoundError, PreconditionError
from denizen.domain.evidence.kinds import EvidenceState
from denizen.domain.evidence.records import DocumentNumber, Evidence
from denizen.domain.expiring import End
from denizen.domain.grants import Grant, GrantState, GrantStep
from denizen.domain.imports import RowRecord
from denizen.domain.intervals import Interval
from denizen.domain.issuer_proposals import IssuerProposal
from denizen.domain.issuers import Issuer
from denizen.domain.names import (
    AttestationName,
    AuthorizationName,
    DirectiveName,
    EvidenceName,
    GrantName,
    ListName,
    Population,
    PrincipalName,
)
from denizen.domain.principals import ExternalIdentifier, Principal
from denizen.domain.reference import CountrySet, Resource, ScreeningList
from denizen.domain.reviews import Entry, EntryRecord
from denizen.domain.second_person import Actor
from denizen.domain.webhooks.webhooks import Webhook, WebhookSecret
from denizen.storage import memory_evidence
from denizen.storage.memory_reader import MemoryReader
from denizen.storage.memory_state import Deliveries, Kept, MemoryState, Person, State, StateOfEvidence
from denizen.usecases.context import Call, Delivery, Once
from denizen.usecases.deliveries import other_delivery
from denizen.usecases.ports import Arrival, DeliveryReceipt, Event, OutboxRow, Receipt, Revision


class MemoryWriter(MemoryReader):
    """What is known at the revision that the unit will commit as."""

    def __init__(self, state: MemoryState, call: Call, revision: Revision, head: Revision) -> None:
        super().__init__(state, call, revision, head)
        self._events: list[Event] = []

    def as_of(self, revision: int) -> MemoryReader:
        return self if revision == self._at else super().as_of(revision)

    def outbox_rows(self) -> list[OutboxRow]:
        """The unit's events; `RuntimeError` where it wrote and left none."""
        if not self._events and self._all.changed:
            raise RuntimeError("a unit of work wrote and recorded no event")
        call = self._call
        return [
            OutboxRow(
                revision=self._revision,
                position=position,
                event=event,
                caller=call.caller.name,
                on_behalf_of=call.on_behalf_of,
                call_id=call.call_id,
                purpose=call.purpose or "",
            )
            for position, event in enumerate(self._events)
        ]

    def recall(self, once: Once) -> Receipt | None:
        kept = self._state.receipts.at((self._call.caller.name, once.request_id), self._at)
        if kept is None:
            return None
        content, receipt = kept
        if content != once.content:
            raise AlreadyExistsError(once.request_id, "an earlier write with this request id had other content")
        return receipt

    def remember(self, once: Once, resource: str, subject: PrincipalName | None) -> None:
        if self.recall(once) is not None:
            raise AlreadyExistsError(once.request_id, "there is a receipt for this request id")
        if subject is not None:
            self._existing(subject)
        receipt = Receipt(resource, self._at)
        self._state.receipts.put((self._call.caller.name, once.request_id), (once.content, receipt), self._at)

    def record(self, event: Event) -> None:
        self._call.check_deadline()
        self._events.append(event)

    # Principals

    def add_principal(self, principal: Principal) -> None:
        state = self._state
        if state.principals.at(principal.name, self._at) is not None:
            raise AlreadyExistsError(principal.name, "there is a principal of this name")
        for identifier in principal.identifiers:
            self._check_free(principal.name, identifier)
        state.principals.put(principal.name, Person(principal.kind, principal.display_name), self._at)
        state.populations.put(principal.name, principal.populations, self._at)
        state.identifiers.put(principal.name, principal.identifiers, self._at)
        for identifier in principal.identifiers:
            state.owners.put(identifier, principal.name, self._at)

    def add_principals(self, principals: Sequence[Principal]) -> None:
        for principal in principals:
            self.add_principal(principal)

    def set_populations(self, name: PrincipalName, populations: frozenset[Population]) -> None:
        if self._existing(name).populations != populations:
            self._state.populations.put(name, populations, self._at)

    def link(self, name: PrincipalName, identifier: ExternalIdentifier) -> None:
        linked = self._existing(name).identifiers
        if identifier in linked:
            return
        self._check_free(name, identifier)
        self._state.owners.put(identifier, name, self._at)
        self._state.identifiers.put(name, linked | {identifier}, self._at)

    def unlink(self, name: PrincipalName, identifier: ExternalIdentifier) -> bool:
        linked = self._existing(name).identifiers
        if identifier not in linked:
            return False
        self._state.owners.end(identifier, self._at)
        self._state.identifiers.put(name, linked - {identifier}, self._at)
        return True

    # Attestations

    def add_attestation(
        self, attestation: Attestation, state: AttestationState, supersedes: AttestationName | None = None
    ) -> None:
        self._existing(attestation.subject)
        for name in (attestation.name, supersedes):
            known = name is not None and self._state.attestations.at(name, self._at) is not None
            if name == attestation.name and known:
                raise AlreadyExistsError(attestation.name, "there is an attestation of this name")
            if name is not None and name == supersedes and not known:
                raise NotFoundError(name)
        arrived = self._state.arrivals.at(attestation.subject, self._at) or ()
        self._state.arrivals.put(attestation.subject, (*arrived, attestation.name), self._at)
        kept = Kept(attestation, supersedes, self._actor, len(self._state.attestations))
        self._state.attestations.put(attestation.name, kept, self._at)
        self._state.states.put(attestation.name, State(state), self._at)

    def add_attestations(self, arrivals: Sequence[Arrival]) -> None:
        for each in arrivals:
            self.add_attestation(each.attestation, each.state, each.supersedes)

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

    def recall_delivery(self, delivery: Delivery) -> DeliveryReceipt | None:
        for content, receipt in self._deliveries(delivery.subject, delivery.source):
            if receipt.number == delivery.number:
                if content != delivery.content:
                    raise other_delivery(delivery)
                return receipt
        return None

    def last_delivery(self, subject: PrincipalName, source: str) -> DeliveryReceipt | None:
        in_time = [receipt for _, receipt in self._deliveries(subject, source) if not receipt.late]
        return max(in_time, key=lambda receipt: receipt.number, default=None)

    def remember_delivery(self, delivery: Delivery, resource: str, *, late: bool) -> None:
        self._existing(delivery.subject)
        if self.recall_delivery(delivery) is not None:
            raise other_delivery(delivery)
        receipt = DeliveryReceipt(delivery.number, resource, self._at, late)
        kept = (*self._deliveries(delivery.subject, delivery.source), (delivery.content, receipt))
        self._state.deliveries.put((delivery.subject, self._call.caller.name, delivery.source), kept, self._at)

    def _deliveries(self, subject: PrincipalName, source: str) -> Deliveries:
        return self._state.deliveries.at((subject, self._call.caller.name, source), self._at) or ()

    @property
    def _actor(self) -> Actor:
        return Actor(self._call.caller.name, self._call.on_behalf_of)

    # Credentials and status lists

    def add_credential(self, credential: CredentialRecord) -> None:
        self._existing(credential.subject)
        if self.credential(credential.name) is not None:
            raise AlreadyExistsError(credential.name, "there is a credential of this name")
        self._state.credentials.put(credential.name, credential, self._at)

    def put_status_list(self, status_list: StatusListRecord) -> None:
        if self.status_list(status_list.issuer, status_list.uri) != status_list:
            self._state.status_lists.put((status_list.issuer, status_list.uri), status_list, self._at)

    # Evidence

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

    # Issuers, directives and reference data

    def put_issuer(self, issuer: Issuer) -> None:
        if self.issuer(issuer.name) != issuer:
            self._state.issuers.put(issuer.name, issuer, self._at)

    def put_issuer_proposal(self, proposal: IssuerProposal) -> None:
        if self.issuer_proposal(proposal.name) != proposal:
            self._state.issuer_proposals.put(proposal.name, proposal, self._at)

    def add_resource(self, resource: Resource) -> None:
        known = self.resource(resource.name)
        if known is None:
            self._state.resources.put(resource.name, resource, self._at)
        elif known != resource:
            raise AlreadyExistsError(resource.name, "there is another resource of this name")

    def add_directive(self, directive: Directive) -> None:
        known = self.directive(directive.name)
        if known is None:
            self._state.directives.put(directive.name, directive, self._at)
        elif known != directive:
            raise AlreadyExistsError(directive.name, "there is another directive of this name")

    def add_version(self, version: DirectiveVersion) -> None:
        self._existing_directive(version.directive)
        if self._state.versions.at(version.name, self._at) is not None:
            raise AlreadyExistsError(version.name, "there is a version of this number")
        self._state.versions.put(version.name, version, self._at)

    def add_activation(self, name: DirectiveName, record: ActivationRecord) -> None:
        self._existing_directive(name)
        known = replace(record, known_from=self._at, known_time=self._revision.instant)
        self._state.activations.put(name, (*self.activations(name), known), self._at)

    def add_authorization(self, authorization: Authorization) -> None:
        if self.authorization(authorization.name) is not None:
            raise AlreadyExistsError(authorization.name, "there is an authorization of this name")
        self._state.authorizations.put(authorization.name, authorization, self._at)

    def revoke_authorization(self, name: AuthorizationName, reason_code: str) -> None:
        record = self.authorization(name)
        if record is None:
            raise NotFoundError(name)
        if record.revoked:
            raise PreconditionError(name, "it was revoked before")
        self._state.revocations.put(name, reason_code, self._at)

    def add_grant(self, grant: Grant, actor: Actor) -> None:
        if self.grant(grant.name) is not None:
            raise AlreadyExistsError(grant.name, "there is a grant of this name")
        self._state.grants.put(grant.name, grant, self._at)
        self.add_grant_step(grant.name, GrantState.PROPOSED, actor)

    def add_grant_step(self, name: GrantName, state: GrantState, actor: Actor, reason_code: str = "") -> None:
        record = self.grant(name)
        if record is None:
            raise NotFoundError(name)
        step = GrantStep(state, actor, self._at, self._revision.instant, reason_code)
        self._state.grant_steps.put(name, (*record.steps, step), self._at)

    def put_country_set(self, country_set: CountrySet) -> None:
        if self.country_set(country_set.name) != country_set:
            self._state.country_sets.put(country_set.name, country_set, self._at)

    def put_list(self, screening_list: ScreeningList) -> None:
        if self.screening_list(screening_list.name) != screening_list:
            self._state.lists.put(screening_list.name, screening_list, self._at)

    def add_entry(self, name: ListName, identifier: ExternalIdentifier, listed: Interval) -> None:
        self._existing_list(name)
        key = (name, identifier, listed)
        if self._state.entries.row(key, self._at) is None:
            self._state.entries.put(key, None, self._at)

    def remove_entries(self, name: ListName, identifier: ExternalIdentifier) -> None:
        self._existing_list(name)
        for on, entry, listed in [key for key, _ in self._state.entries.items(self._at)]:
            if (on, entry) == (name, identifier):
                self._state.entries.end((on, entry, listed), self._at)

    def _existing(self, name: PrincipalName) -> Principal:
        principal = self.principal(name)
        if principal is None:
            raise NotFoundError(name)
        return principal

    def put_webhook(self, webhook: Webhook, secrets: Sequence[WebhookSecret]) -> None:
        self._state.webhooks.put(webhook.name, (webhook, tuple(secrets)), self._at)

    def _existing_directive(self, name: DirectiveName) -> None:
        if self.directive(name) is None:
            raise NotFoundError(name)

    def _existing_list(self, name: ListName) -> None:
        if self.screening_list(name) is None:
            raise NotFoundError(name)

    def _check_free(self, name: PrincipalName, identifier: ExternalIdentifier) -> None:
        owner = self.principal_by(identifier)
        if owner is not None and owner != name:
            raise AlreadyExistsError(name, f"another principal has this identifier of the scheme {identifier.scheme}")
