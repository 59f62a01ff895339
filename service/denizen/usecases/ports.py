"""What the use cases need from the outside. Each sentence of a promise has a test that every implementation runs."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import Attestation, AttestationRecord, AttestationState
from denizen.domain.authorizations import Authorization, AuthorizationRecord
from denizen.domain.credentials import CredentialRecord, StatusListRecord
from denizen.domain.directives import ActivationRecord, Directive, DirectiveVersion
from denizen.domain.evidence.kinds import EvidenceState
from denizen.domain.evidence.records import DocumentNumber, Evidence, EvidenceRecord
from denizen.domain.expiring import End
from denizen.domain.facts import PrincipalFacts
from denizen.domain.grants import Grant, GrantRecord, GrantState
from denizen.domain.imports import RowKey, RowRecord
from denizen.domain.intervals import Interval
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
from denizen.domain.reviews import Entry, EntryRecord
from denizen.domain.second_person import Actor
from denizen.domain.webhooks.webhooks import Webhook, WebhookRecord, WebhookSecret
from denizen.usecases.context import Call, Delivery, Once


class Clock(Protocol):
    """The time of the machine. Known time does not come from here but from the order of commits."""

    def now(self) -> datetime:
        """The present moment in UTC."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit: its number and its instant. Neither ever decreases, and numbers have no gaps. Number 0: nothing yet.

    `history`: what tells it from a commit of the same number that a failover lost; where it is the latest of a
    snapshot, or of a unit of work.
    """

    number: int
    instant: datetime
    history: int = field(default=0, compare=False, repr=False)


NOTHING_YET = Revision(0, datetime.min.replace(tzinfo=UTC))
"""The revision before the first commit."""
NEWEST = -1
"""In place of a revision that must have been reached: every one that is committed when the read begins."""


@dataclass(frozen=True, slots=True)
class Event:
    """What a write did, for the feed: names and no personal values. `subject` is the principal that it is about."""

    kind: str
    resource: str
    subject: PrincipalName | None = None


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """An event with its commit: who did it, for whom, in which call, for which purpose."""

    revision: Revision
    position: int
    event: Event
    caller: str
    on_behalf_of: str
    call_id: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """An attestation to add, with its state on arrival and which one it supersedes."""

    attestation: Attestation
    state: AttestationState
    supersedes: AttestationName | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The first success of a write that may be repeated: what it made, and the revision at which to read it."""

    resource: str
    revision: int


@dataclass(frozen=True, slots=True)
class DeliveryReceipt:
    """A delivery that arrived: its number, what it was answered with, and whether it was late and changed nothing."""

    number: int
    resource: str
    revision: int
    late: bool = False


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


class Reader(
    PrincipalReader,
    AttestationReader,
    ImportReader,
    EvidenceReader,
    CredentialReader,
    DirectiveReader,
    IssuerReader,
    WebhookReader,
    GrantReader,
    Protocol,
):
    """A snapshot: everything it returns is as known at `revision`, and a later commit never changes it."""

    @property
    def revision(self) -> Revision:
        """The revision that the snapshot shows."""

    @property
    def head(self) -> Revision:
        """The latest revision when the snapshot was taken."""

    def revision_at(self, instant: datetime) -> Revision:
        """The last revision at or before the instant; number 0 where there was none."""

    def as_of(self, revision: int) -> "Reader":
        """The snapshot of another revision. `InvalidError` for one after `head`."""

    def lost(self, revision: Revision) -> bool:
        """Whether a revision that was the latest once is none of these: a failover lost it, and its number is another
        commit's, or will be."""

    def events_about(self, subject: PrincipalName) -> Sequence[OutboxRow]:
        """All outbox rows about the principal up to `revision`, in the order of commits."""

    def events(self, after: int, limit: int) -> Sequence[OutboxRow]:
        """At most `limit` outbox rows of revisions after `after` up to `revision`, in the order of commits."""


class Writer(Reader, Protocol):
    """A unit of work: it commits whole when its block ends and leaves nothing where an error ends the block.

    Its `revision` is the one it will commit as, one above the last, with an instant not before the last; `head` is the
    last. Reads see the writes of the unit itself, and `as_of(revision)` after the commit reads the same. A unit that
    wrote nothing and recorded nothing takes no revision. What a write needs to exist and does not is `NotFoundError`.
    """

    def recall(self, once: Once) -> Receipt | None:
        """The receipt of the caller's earlier write with this request id, or None.

        `AlreadyExistsError` where that write had other content.
        """

    def remember(self, once: Once, resource: str, subject: PrincipalName | None) -> None:
        """Keep a receipt for this write. `subject`: the existing principal that it is about, with whom the digest of
        its content is forgotten. `AlreadyExistsError` where the caller has a receipt for this request id."""

    def record(self, event: Event) -> None:
        """Leave an outbox row. A unit that wrote and left none is refused at its end: `RuntimeError`."""

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

    def recall_delivery(self, delivery: Delivery) -> DeliveryReceipt | None:
        """The receipt of the caller's delivery from that source with that number, or None. `AlreadyExistsError` where
        that one had other content."""

    def last_delivery(self, subject: PrincipalName, source: str) -> DeliveryReceipt | None:
        """The receipt of the caller's delivery about the principal from that source that has the highest number among
        those that were not late, or None."""

    def remember_delivery(self, delivery: Delivery, resource: str, *, late: bool) -> None:
        """Keep a receipt for this delivery about an existing principal. `AlreadyExistsError` where there is one."""

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

    def put_issuer(self, issuer: Issuer) -> None:
        """Store an issuer's rights from now on; those before stay known as of their time."""

    def put_issuer_proposal(self, proposal: IssuerProposal) -> None:
        """Store a proposal with its steps from now on; those before stay known as of their time."""

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

    def add_grant(self, grant: Grant, actor: Actor) -> None:
        """Add a grant as proposed by the actor. `AlreadyExistsError` where the name is taken."""

    def add_grant_step(self, name: GrantName, state: GrantState, actor: Actor, reason_code: str = "") -> None:
        """Append a step to an existing grant; those before stay known as of their time. The code says nothing
        personal."""

    def put_country_set(self, country_set: CountrySet) -> None:
        """Store the content of a set from now on; the content before stays known as of its time."""

    def put_webhook(self, webhook: Webhook, secrets: Sequence[WebhookSecret]) -> None:
        """Store a webhook with its secrets, the newest first, from now on. The secrets are sealed where they are
        written down."""

    def put_list(self, screening_list: ScreeningList) -> None:
        """Store a list from now on, without touching its entries."""

    def add_entry(self, name: ListName, identifier: ExternalIdentifier, listed: Interval) -> None:
        """Add an identifier to an existing list for an interval. On it already for that interval: nothing changes."""

    def remove_entries(self, name: ListName, identifier: ExternalIdentifier) -> None:
        """Unlearn every entry of the list with that identifier."""


class ChangeFeed(Protocol):
    """Wakes one thread when something was committed, by this process or another. What it was, `Reader.events` tells:
    every event after a revision, in the order of commits, none left out."""

    def wait(self, after: int, timeout: float) -> Revision:
        """The latest revision: as soon as it is after `after`, or when `timeout` seconds are over.

        A wake-up may be lost or come for nothing. Whatever becomes of it, a commit is noticed within half a second.
        `UnavailableError` where the database cannot be asked; the next call tries again.
        """

    def clock(self) -> datetime | None:
        """The time of the database's machine, where that is another than ours. `UnavailableError` as above."""

    def close(self) -> None:
        """Give up what is needed for waiting. Nobody may be waiting."""


class Store(Protocol):
    """All that is kept. Every write takes its revision and its instant under the one lock that orders commits."""

    def read(self, call: Call, revision: int | None = None, at_least: int = 0) -> AbstractContextManager[Reader]:
        """A snapshot at `revision`, by default the latest; where `at_least` is given, perhaps an earlier one than the
        latest, but none before that.

        `UnavailableError` where `at_least` is not reached within the call's deadline; `InvalidError` for a revision of
        the future. The call's deadline is checked before each query: `DeadlineError`.
        """

    def head(self, call: Call) -> Revision:
        """The latest revision, at the price of one look-up."""

    def write(self, call: Call) -> AbstractContextManager[Writer]:
        """A unit of work. `UnavailableError` where the lock is not to be had in time."""

    def changes(self) -> ChangeFeed:
        """A feed of its own, with no share in the connections of the others; whoever takes it closes it."""


class Tokens(Protocol):
    """Turns what clients must not read or forge into opaque text, good across processes."""

    def revision_token(self, revision: int) -> str:
        """A token of the revision: the same one each time, so that a repeated write is answered alike."""

    def revision_of(self, token: str, field: str) -> int:
        """The revision of a token. `InvalidError` naming `field` for anything that `revision_token` did not make."""

    def page_token(self, query: bytes, revision: int, cursor: str) -> str:
        """A token for the page after `cursor` of `query` on the snapshot of `revision`."""

    def page_of(self, token: str, query: bytes, field: str) -> tuple[int, str]:
        """Revision and cursor of a token of that query. `InvalidError` naming `field` for any other."""
