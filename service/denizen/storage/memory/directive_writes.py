"""What units of work in memory write about directives, issuers and callers."""

from collections.abc import Sequence
from dataclasses import replace

from denizen.domain.authorizations import Authorization
from denizen.domain.directives import ActivationRecord, Directive, DirectiveVersion
from denizen.domain.errors import AlreadyExistsError, NotFoundError, PreconditionError
from denizen.domain.grants import Grant, GrantState, GrantStep
from denizen.domain.intervals import Interval
from denizen.domain.issuer_proposals import IssuerProposal
from denizen.domain.issuers import Issuer
from denizen.domain.names import (
    AuthorizationName,
    DirectiveName,
    GrantName,
    ListName,
)
from denizen.domain.principals import ExternalIdentifier
from denizen.domain.reference import CountrySet, Resource, ScreeningList
from denizen.domain.second_person import Actor
from denizen.domain.webhooks.webhooks import Webhook, WebhookSecret
from denizen.storage.memory.reader import MemoryReader


class MemoryDirectiveWrites(MemoryReader):
    """Writes what is about no principal."""

    def put_issuer(self, issuer: Issuer) -> None:
        if self.issuer(issuer.name) != issuer:
            self._state.issuers.put(issuer.name, issuer, self._at)

    def put_issuer_proposal(self, proposal: IssuerProposal) -> None:
        if self.issuer_proposal(proposal.name) != proposal:
            self._state.issuer_proposals.put(proposal.name, proposal, self._at)

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

    def put_webhook(self, webhook: Webhook, secrets: Sequence[WebhookSecret]) -> None:
        self._state.webhooks.put(webhook.name, (webhook, tuple(secrets)), self._at)

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

    def _existing_directive(self, name: DirectiveName) -> None:
        if self.directive(name) is None:
            raise NotFoundError(name)

    def _existing_list(self, name: ListName) -> None:
        if self.screening_list(name) is None:
            raise NotFoundError(name)
