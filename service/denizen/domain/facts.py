"""What is known about principals at one revision: the input of an evaluation."""

from collections.abc import Mapping
from dataclasses import dataclass

from denizen.domain.attestations import Attestation
from denizen.domain.names import Population, PrincipalName
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import ScreeningKey


@dataclass(frozen=True, slots=True)
class PrincipalFacts:
    """A principal with its VERIFIED attestations, of every purpose, and the keys to screen it by."""

    name: PrincipalName
    kind: PrincipalKind
    populations: frozenset[Population] = frozenset()
    screening_keys: frozenset[ScreeningKey] = frozenset()
    attestations: tuple[Attestation, ...] = ()


World = Mapping[PrincipalName, PrincipalFacts]
"""The principals that an evaluation may reach. One that a claim names and that is not here is unknown."""
