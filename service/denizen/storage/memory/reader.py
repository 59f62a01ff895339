"""The snapshots of a store in memory."""

from collections.abc import Iterable, Mapping, Sequence

from denizen.domain.attestations import AttestationState
from denizen.domain.errors import InvalidError
from denizen.domain.evidence.records import EvidenceRecord
from denizen.domain.facts import PrincipalFacts
from denizen.domain.names import (
    EvidenceName,
    PrincipalName,
)
from denizen.domain.principals import Principal
from denizen.domain.rights import entitled
from denizen.domain.sketches import Sketch
from denizen.storage.memory import evidence as memory_evidence
from denizen.storage.memory.credentials import MemoryCredentials, bounded
from denizen.storage.memory.directives import MemoryDirectives, screening_key
from denizen.storage.memory.parties import MemoryParties
from denizen.storage.memory.principals import MemoryPrincipals


class MemoryReader(MemoryPrincipals, MemoryCredentials, MemoryDirectives, MemoryParties):
    """What was known at one revision."""

    def as_of(self, revision: int) -> "MemoryReader":
        if not 0 <= revision <= self._head.number:
            raise InvalidError("known_revision", revision, f"a revision from 0 to {self._head.number}, the latest")
        return MemoryReader(self._state, self._call, self._all.revision(revision), self._head)

    def facts(self, names: Iterable[PrincipalName]) -> Mapping[PrincipalName, PrincipalFacts]:
        found = ((name, self.principal(name)) for name in names)
        return {name: self._facts_of(principal) for name, principal in found if principal is not None}

    def sketches(self, names: Iterable[PrincipalName]) -> Mapping[PrincipalName, Sketch]:
        return {name: self._sketch(facts) for name, facts in self.facts(names).items()}

    def _sketch(self, facts: PrincipalFacts) -> Sketch:
        words = [self._all.sayings.word(each) for each in facts.attestations]
        return Sketch(facts.name, facts.kind, facts.populations, facts.screening_keys, words, lambda: facts)

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

    def evidence(self, name: EvidenceName) -> EvidenceRecord | None:
        return memory_evidence.record_of(self._state, name, self._at, self._known)

    def evidence_about(self, subject: PrincipalName) -> Sequence[EvidenceRecord]:
        records = (self.evidence(name) for name in self._state.evidence_arrivals.at(subject, self._at) or ())
        return [record for record in records if record is not None]
