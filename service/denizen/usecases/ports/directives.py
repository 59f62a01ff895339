"""What is kept about directives, issuers and callers."""

from collections.abc import Sequence
from typing import Protocol

from denizen.domain.authorizations import Authorization, AuthorizationRecord
from denizen.domain.directives import ActivationRecord, Directive, DirectiveVersion
from denizen.domain.grants import Grant, GrantRecord, GrantState
from denizen.domain.intervals import Interval
from denizen.domain.issuer_proposals import IssuerProposal, IssuerRecord
from denizen.domain.issuers import Issuer
from denizen.domain.names import (
    AuthorizationName,
    CountrySetName,
    DirectiveName,
    GrantName,
    IssuerName,
    ListName,
    ProposalName,
    ResourceName,
    WebhookName,
)
from denizen.domain.principals import ExternalIdentifier
from denizen.domain.reference import CountrySet, Reference, Resource, ScreeningList
from denizen.domain.second_person import Actor
from denizen.domain.webhooks.webhooks import Webhook, WebhookRecord, WebhookSecret


class DirectiveReader(Protocol):
    """Reads directives and reference data as known at the snapshot."""

    def directive_revision(self) -> int:
        """The last revision up to the snapshot with an event about no principal: since then no directive, resource or
        reference data changed. 0 where there was none."""

    def resource(self, name: ResourceName) -> Resource | None:
        """The resource, or None where it was not registered."""

    def resources(self) -> Sequence[Resource]:
        """All resources in the order of names."""

    def directive(self, name: DirectiveName) -> Directive | None:
        """The directive, or None."""

    def directives(self) -> Sequence[Directive]:
        """All directives in the order of names."""

    def versions(self, name: DirectiveName) -> Sequence[DirectiveVersion]:
        """All versions of the directive in the order of numbers."""

    def activations(self, name: DirectiveName) -> Sequence[ActivationRecord]:
        """The directive's records in the order in which they became known."""

    def authorization(self, name: AuthorizationName) -> AuthorizationRecord | None:
        """The authorization, also one that was revoked, or None."""

    def authorizations(self) -> Sequence[AuthorizationRecord]:
        """All authorizations that were not revoked, in the order of names."""

    def country_set(self, name: CountrySetName) -> CountrySet | None:
        """The country set, or None."""

    def country_sets(self) -> Sequence[CountrySet]:
        """All country sets in the order of names."""

    def screening_list(self, name: ListName) -> ScreeningList | None:
        """The list without its entries, or None."""

    def screening_lists(self) -> Sequence[ScreeningList]:
        """All lists in the order of names."""

    def entry_count(self, name: ListName) -> int:
        """How many entries are on the list."""

    def reference(self) -> Reference:
        """All country sets, and the entries of all lists."""


class IssuerReader(Protocol):
    """Reads issuers as known at the snapshot."""

    def issuer(self, name: IssuerName) -> Issuer | None:
        """The issuer with its rights then, or None."""

    def issuers(self) -> Sequence[Issuer]:
        """All issuers in the order of names."""

    def issuer_history(self, name: IssuerName) -> Sequence[IssuerRecord]:
        """What the issuer was known to be up to then, each with when, in that order; what it is now comes last."""

    def issuer_proposal(self, name: ProposalName) -> IssuerProposal | None:
        """The proposal with its steps up to then, or None."""

    def issuer_proposals(self) -> Sequence[IssuerProposal]:
        """All proposals with their steps up to then, in the order of names."""


class GrantReader(Protocol):
    """Reads grants as known at the snapshot."""

    def grant(self, name: GrantName) -> GrantRecord | None:
        """The grant with its steps up to then, or None."""

    def grants(self) -> Sequence[GrantRecord]:
        """All grants, whatever their state, in the order of names."""


class WebhookReader(Protocol):
    """Reads webhooks as known at the snapshot."""

    def webhook(self, name: WebhookName) -> WebhookRecord | None:
        """The webhook with its secrets, or None."""

    def webhooks(self) -> Sequence[WebhookRecord]:
        """All webhooks in the order of names."""


class DirectiveWriter(Protocol):
    """Writes directives, authorizations and reference data."""

    def add_resource(self, resource: Resource) -> None:
        """Register a resource. `AlreadyExistsError` where the name is taken by other content."""

    def add_directive(self, directive: Directive) -> None:
        """Add a directive. `AlreadyExistsError` where the name is taken by other content."""

    def add_version(self, version: DirectiveVersion) -> None:
        """Add a version to an existing directive. `AlreadyExistsError` where the number is taken."""

    def add_activation(self, name: DirectiveName, record: ActivationRecord) -> None:
        """Append a record to an existing directive; when it became known is this unit's revision."""

    def add_authorization(self, authorization: Authorization) -> None:
        """Add an authorization. `AlreadyExistsError` where the name is taken, also by one that was revoked."""

    def revoke_authorization(self, name: AuthorizationName, reason_code: str) -> None:
        """Unlearn an existing authorization from this unit on, for every moment of the world. `PreconditionError` where
        it was revoked before. The code is kept and says nothing personal."""

    def put_country_set(self, country_set: CountrySet) -> None:
        """Store the content of a set from now on; the content before stays known as of its time."""

    def put_list(self, screening_list: ScreeningList) -> None:
        """Store a list from now on, without touching its entries."""

    def add_entry(self, name: ListName, identifier: ExternalIdentifier, listed: Interval) -> None:
        """Add an identifier to an existing list for an interval. On it already for that interval: nothing changes."""

    def remove_entries(self, name: ListName, identifier: ExternalIdentifier) -> None:
        """Unlearn every entry of the list with that identifier."""


class PartyWriter(Protocol):
    """Writes issuers, grants and webhooks."""

    def put_issuer(self, issuer: Issuer) -> None:
        """Store an issuer's rights from now on; those before stay known as of their time."""

    def put_issuer_proposal(self, proposal: IssuerProposal) -> None:
        """Store a proposal with its steps from now on; those before stay known as of their time."""

    def add_grant(self, grant: Grant, actor: Actor) -> None:
        """Add a grant as proposed by the actor. `AlreadyExistsError` where the name is taken."""

    def add_grant_step(self, name: GrantName, state: GrantState, actor: Actor, reason_code: str = "") -> None:
        """Append a step to an existing grant; those before stay known as of their time. The code says nothing
        personal."""

    def put_webhook(self, webhook: Webhook, secrets: Sequence[WebhookSecret]) -> None:
        """Store a webhook with its secrets, the newest first, from now on. The secrets are sealed where they are
        written down."""
