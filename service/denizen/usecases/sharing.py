"""Equal values once in memory: most attestations have the same issuer, purposes, assurance and intervals."""

from dataclasses import replace
from typing import TypeVar

from denizen.domain.attestations import Attestation
from denizen.domain.facts import PrincipalFacts

T = TypeVar("T")

_MOST = 10_000


class Shared:
    """The first of all values that are equal and of one type, as long as it remembers. Safe between threads."""

    def __init__(self) -> None:
        self._values: dict[tuple[type, object], object] = {}

    def same(self, value: T) -> T:
        """`value`, or one that was seen before and is equal to it."""
        if len(self._values) > _MOST:
            self._values = {}
        return self._values.setdefault((type(value), value), value)  # type: ignore[return-value]  # it is in the key

    def facts(self, facts: PrincipalFacts) -> PrincipalFacts:
        """Equal facts that share with others what they have in common."""
        return replace(
            facts,
            populations=self.same(facts.populations),
            screening_keys=facts.screening_keys or self.same(facts.screening_keys),
            attestations=tuple(map(self._attestation, facts.attestations)),
        )

    def _attestation(self, attestation: Attestation) -> Attestation:
        return replace(
            attestation,
            claim=self.same(attestation.claim),
            assurance=self.same(attestation.assurance),
            issuer=self.same(attestation.issuer),
            purposes=self.same(attestation.purposes),
            verified_at=self.same(attestation.verified_at),
            held=self.same(attestation.held),
            vouched=self.same(attestation.vouched),
            entitled=self.same(attestation.entitled),
        )
