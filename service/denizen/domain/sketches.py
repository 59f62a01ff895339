"""Principals as they are told from one another, before their facts are made up: many say the same at other times."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from denizen.domain.attestations import Attestation
from denizen.domain.claims import ClaimKind
from denizen.domain.facts import STANDING_IN, PrincipalFacts, bears_on
from denizen.domain.names import Population, PrincipalName
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import ScreeningKey


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What attestations say, whosever they are and whenever; `attestation` is one of them, its name and times without
    meaning. What has the same `number` in one process says the same.

    `stands_in`: the facts of another may count as the principal's own. `unlike`: it has dates or places of its own, so
    that it is like nothing else.
    """

    number: int
    attestation: Attestation
    stands_in: bool = field(init=False)
    unlike: bool = field(init=False)

    def __post_init__(self) -> None:
        kind = bears_on(self.attestation.claim)
        object.__setattr__(self, "stands_in", kind in STANDING_IN)
        unlike = kind is ClaimKind.NATURALIZATION or self.attestation.status is not None
        object.__setattr__(self, "unlike", unlike)


class Times(NamedTuple):
    """Those of an attestation, in microseconds since 1970; None: open."""

    verified_at: int
    held_from: int | None = None
    held_to: int | None = None
    vouched_from: int | None = None
    vouched_to: int | None = None


class Word(NamedTuple):
    """A VERIFIED attestation: what it says, its times, and at which level a review found it; empty: as submitted."""

    said: Said
    times: Times
    found: str = ""


@dataclass(slots=True, eq=False)
class Sketch:
    """A principal with its words in no order. `facts` makes up its facts, as long as the snapshot lasts."""

    name: PrincipalName
    kind: PrincipalKind
    populations: frozenset[Population]
    screening_keys: frozenset[ScreeningKey]
    words: Sequence[Word]
    facts: Callable[[], PrincipalFacts]
