"""What a row says about a principal, and what becomes of it."""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from denizen.domain.attestations import AttestationState
from denizen.domain.errors import DenizenError
from denizen.domain.imports import Outcome, RowRecord
from denizen.domain.names import AttestationName, Population, PrincipalName
from denizen.domain.principals import ExternalIdentifier, Principal, PrincipalKind
from denizen.domain.submissions import Submission
from denizen.usecases.ports import Arrival, Event


@dataclass(frozen=True, slots=True)
class RowPrincipal:
    """Whom a row is about. `name` None: whoever has one of the identifiers, else a new one."""

    name: PrincipalName | None
    kind: PrincipalKind
    populations: frozenset[Population] = frozenset()
    display_name: str = ""
    identifiers: frozenset[ExternalIdentifier] = frozenset()
    existing_only: bool = False
    replace_populations: bool = False


@dataclass(frozen=True, slots=True)
class RowClaim:
    """One thing that a row says. `digest`: the SHA-256 of all that it says there; `review`: it waits for somebody's
    decision whoever submits it. The submission's subject counts only where the row names its principal."""

    slot: str
    submission: Submission
    digest: bytes
    review: bool = False

    def about(self, subject: PrincipalName) -> Submission:
        """The submission, about the principal that was found, or about anybody. `InvalidError` where it names that
        principal in its own claim."""
        said = self.submission
        return said if said.subject == subject or said.is_of_anybody else replace(said, subject=subject)


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A well-formed row."""

    key: str
    principal: RowPrincipal
    claims: tuple[RowClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was left out, and why."""

    key: str
    error: DenizenError


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """What became of one thing that a row said. `state` None: nothing became of it, and nobody looked."""

    slot: str
    outcome: Outcome
    name: AttestationName
    state: AttestationState | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a row. `added`: its principal did not exist before; `chosen`: and its name was chosen here."""

    key: str
    outcome: Outcome
    principal: PrincipalName
    added: bool
    chosen: bool
    claims: tuple[ClaimResult, ...]


RowResult: TypeAlias = Taken | Refused


@dataclass(frozen=True, slots=True)
class Ending:
    """An attestation that a row ends: `by` another one, or because the row does not make it any longer."""

    name: AttestationName
    by: AttestationName | None = None


@dataclass(slots=True)
class Plan:
    """What a row asks for, decided before anything is written."""

    principal: Principal
    added: bool
    chosen: bool
    populations: frozenset[Population]
    links: frozenset[ExternalIdentifier] = frozenset()
    arrivals: list[Arrival] = field(default_factory=list)
    endings: list[Ending] = field(default_factory=list)
    record: RowRecord | None = None
    claims: list[ClaimResult] = field(default_factory=list)
    known: bool = False
    """Whether the row made something before."""

    @property
    def writes(self) -> bool:
        moved = self.populations != self.principal.populations
        return self.added or moved or bool(self.links or self.arrivals or self.endings)

    def result(self, key: str) -> Taken:
        written = Outcome.CHANGED if self.known else Outcome.ADDED
        outcome = written if self.writes else Outcome.UNCHANGED
        return Taken(key, outcome, self.principal.name, self.added, self.chosen, tuple(self.claims))

    def events(self) -> list[Event]:
        """What it does, in the words of what does the same one at a time."""
        name = self.principal.name
        events = [Event("principal.created", name, name)] if self.added else []
        if not self.added:
            if self.populations != self.principal.populations:
                events.append(Event("principal.populations_updated", name, name))
            events += [Event("principal.identifier_linked", name, name) for _ in self.links]
        events += [Event("attestation.submitted", each.attestation.name, name) for each in self.arrivals]
        for each in self.endings:
            kind = "attestation.revoked" if each.by is None else "attestation.superseded"
            events.append(Event(kind, each.name, name))
        return events
