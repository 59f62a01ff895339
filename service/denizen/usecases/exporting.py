"""Telling what is held: everything about one principal, or counts of a population."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import AttestationRecord, AttestationState
from denizen.domain.authorizations import AuthorizationRecord
from denizen.domain.claims import ClaimKind
from denizen.domain.credentials import CredentialRecord
from denizen.domain.disclosure import Tier
from denizen.domain.errors import PermissionDeniedError
from denizen.domain.evidence.table import EvidenceTable
from denizen.domain.names import Population, PrincipalName
from denizen.domain.principals import Principal
from denizen.domain.reviews import Review
from denizen.domain.wellformed import kind_attested
from denizen.usecases.attestations import serves
from denizen.usecases.context import Call
from denizen.usecases.evidence import Weighed, seen_by, weighed
from denizen.usecases.ports import Event, OutboxRow, Reader, Revision, Store
from denizen.usecases.principals import existing
from denizen.usecases.results import Result

EXPORTED = "principal.exported"
_CHANGES = frozenset({"principal.populations_updated", "principal.identifier_linked", "principal.identifier_unlinked"})
SMALL = 5
"""Fewer than so many could be somebody."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that is held about a principal. `authorizations`: those that name it, without the others
    that they name."""

    principal: Principal
    earlier: Sequence[tuple[Principal, Revision]]
    """What it was, and until which revision."""
    attestations: Sequence[AttestationRecord]
    reviews: Sequence[Review]
    evidence: Sequence[Weighed]
    credentials: Sequence[CredentialRecord]
    authorizations: Sequence[AuthorizationRecord]
    events: Sequence[OutboxRow]


@dataclass(frozen=True, slots=True)
class ExportPrincipal:
    """Everything held about a principal, whatever it was collected for; that it was told is an event of the principal.
    `NotFoundError`; `PermissionDeniedError` for a caller who does not see facts, or is limited to some purposes."""

    store: Store
    table: EvidenceTable

    def __call__(self, call: Call, name: PrincipalName) -> Result[Held]:
        permit = call.permit.for_purposes(())
        # 1. It is recorded first: what was told and not recorded would be told to nobody else.
        with self.store.write(call) as writer:
            principal = existing(writer, name)
            if not permit.shows_facts_of(principal.populations):
                why = f"{permit.permission.value} takes a grant of the tier FACTS"
                raise PermissionDeniedError(why, permission=permit.permission.value, caller=permit.caller)
            writer.record(Event(EXPORTED, name, name))
            revision = writer.revision
        # 2. What is told is what was held then, and that it was told.
        with self.store.read(call, revision.number) as reader:
            attestations, events = reader.attestations(name), reader.events_about(name)
            histories = reader.histories([each.attestation.name for each in attestations])
            reviews = [Review(each, histories.get(each.attestation.name, ())) for each in attestations]
            held = Held(
                principal=existing(reader, name),
                earlier=_earlier(reader, name, events),
                attestations=attestations,
                reviews=[each for each in reviews if each.history],
                evidence=[seen_by(call, weighed(self.table, e, revision.instant)) for e in reader.evidence_about(name)],
                credentials=reader.credentials(name),
                authorizations=[_alone(each, name) for each in reader.authorizations() if _names(each, name)],
                events=events,
            )
            return Result(held, reader.revision)


def _earlier(reader: Reader, name: PrincipalName, events: Sequence[OutboxRow]) -> list[tuple[Principal, Revision]]:
    """What the principal was before each commit that changed it, in their order."""
    changes = {row.revision.number: row.revision for row in events if row.event.kind in _CHANGES}
    before = ((reader.as_of(number - 1).principal(name), revision) for number, revision in changes.items())
    return [(principal, revision) for principal, revision in before if principal is not None]


def _names(record: AuthorizationRecord, name: PrincipalName) -> bool:
    authorization = record.authorization
    return name in authorization.principals or name in authorization.organisations


def _alone(record: AuthorizationRecord, name: PrincipalName) -> AuthorizationRecord:
    """Without the others whom it names: they are not this principal's to be told of."""
    authorization = record.authorization
    return replace(
        record,
        authorization=replace(
            authorization,
            principals=authorization.principals & {name},
            organisations=authorization.organisations & {name},
        ),
    )


class Cell(NamedTuple):
    """Attestations that are counted together."""

    kind: ClaimKind
    state: AttestationState
    assurance: AssuranceLevel


@dataclass(frozen=True, slots=True)
class Counted:
    """How many principals a population has, and how many of them have an attestation of each sort. `tier`: how much of
    that the caller is shown."""

    principals: int
    cells: Mapping[Cell, int]
    tier: Tier


@dataclass(frozen=True, slots=True)
class ExportPopulation:
    """Count a population and what is attested of it for the call's purpose. `PermissionDeniedError` where the caller
    does not reach all of it."""

    store: Store

    def __call__(self, call: Call, population: Population) -> Result[Counted]:
        # Every grant that reaches one of them reaches them all, and the best counts.
        permit = call.permit.for_populations(frozenset({population}))
        tier = max(each.tier for each in permit.standings)
        cells: Counter[Cell] = Counter()
        principals = 0
        with self.store.read(call) as reader:
            after: PrincipalName | None = None
            while some := reader.principals(after, _AT_ONCE, population, None):
                after = some[-1].name
                principals += len(some)
                for each in some:
                    cells.update({_cell(record) for record in reader.attestations(each.name) if serves(call, record)})
            return Result(Counted(principals, cells, tier), reader.revision)


def _cell(record: AttestationRecord) -> Cell:
    attestation = record.attestation
    return Cell(kind_attested(attestation.claim), record.state, attestation.assurance.ordinal)


@dataclass(frozen=True, slots=True)
class ExportUseCases:
    """Everything about exports, on one store."""

    principal: ExportPrincipal
    population: ExportPopulation

    @classmethod
    def on(cls, store: Store, table: EvidenceTable) -> "ExportUseCases":
        """Wired to `store`."""
        return cls(ExportPrincipal(store, table), ExportPopulation(store))
