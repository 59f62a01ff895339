"""Events as watchers need them: with what decides who may hear of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from denizen.domain.names import (
    AttestationName,
    CredentialName,
    EvidenceName,
    Population,
    PrincipalName,
    Purpose,
)
from denizen.usecases.ports import OutboxRow, Reader

WHOLE = 2**31 - 1
"""After every position."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """How far the outbox was told: the events of `revision` up to `position`, and all before. Whole commits by
    default."""

    revision: int
    position: int = WHOLE

    @property
    def told(self) -> int:
        """The revision up to which every commit was told whole."""
        return self.revision if self.position == WHOLE else self.revision - 1


@dataclass(frozen=True, slots=True)
class Entry:
    """An event. `populations`: those of its principal as the entry was read; None: it is about none, or nobody knows
    it. `purposes`: what the thing that it happened to was collected for; None: that is gone, or serves all purposes,
    which `bound` says."""

    row: OutboxRow
    populations: frozenset[Population] | None = None
    purposes: frozenset[Purpose] | None = None
    bound: bool = False

    @property
    def place(self) -> Place:
        return Place(self.row.revision.number, self.row.position)

    def serves(self, purpose: Purpose | None) -> bool:
        """Whether who asks for that purpose may hear of it."""
        return not self.bound or (self.purposes is not None and purpose in self.purposes)


def entries_of(reader: Reader, rows: Sequence[OutboxRow]) -> list[Entry]:
    """The rows, with what is known at the snapshot of whom and what they are about."""
    populations: dict[PrincipalName, frozenset[Population] | None] = {}
    purposes: dict[str, frozenset[Purpose] | None] = {}
    found = []
    for row in rows:
        subject, resource = row.event.subject, row.event.resource
        if subject is None:
            found.append(Entry(row))
            continue
        if subject not in populations:
            principal = reader.principal(subject)
            populations[subject] = None if principal is None else principal.populations
        if resource == subject:
            found.append(Entry(row, populations[subject]))
            continue
        if resource not in purposes:
            purposes[resource] = _purposes(reader, resource)
        found.append(Entry(row, populations[subject], purposes[resource], bound=True))
    return found


def _purposes(reader: Reader, resource: str) -> frozenset[Purpose] | None:
    """What it was collected for. None: nothing of that name is collected for anything."""
    parts = resource.split("/")
    if len(parts) != 4:
        return None
    match parts[2]:
        case "attestations":
            attested = reader.attestation(AttestationName(resource))
            return None if attested is None else attested.attestation.purposes
        case "evidence":
            recorded = reader.evidence(EvidenceName(resource))
            return None if recorded is None else recorded.evidence.purposes
        case "credentials":
            presented = reader.credential(CredentialName(resource))
            return None if presented is None else presented.purposes
        case _:
            return None
