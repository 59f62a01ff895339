"""The evidence table: which claims each kind of evidence proves, how strongly at the most, and what its expiry means.

The table is data; applying it is here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import CitizenshipClass, ClaimKind, ImmigrationCategory
from denizen.domain.countries import Country
from denizen.domain.declarations import DeclarationTexts
from denizen.domain.evidence.kinds import CardGeneration, CheckKind, EvidenceKind, Strength
from denizen.domain.reference import Confidence


class CountryShown(Enum):
    """Which country on the evidence is that of the claim."""

    NATIONALITY = "nationality"
    """The nationality that it states, where that is the issuer's own."""
    ISSUER = "issuer"
    NONE = "none"
    """The claim speaks of no country."""


class Expiry(Enum):
    """What the date of expiry means for the claim."""

    NOTHING = "nothing"
    """Nothing: only the document ends."""
    ENDS_CLAIM = "ends_claim"
    """The claim ends with it."""
    NONE = "none"
    """Such evidence does not expire."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A strength, and what it takes: of each group one check at least that passed."""

    strength: Strength
    passed: tuple[frozenset[CheckKind], ...]


@dataclass(frozen=True, slots=True)
class Procedure:
    """How checks of evidence of one nature add up; the strongest grade first."""

    name: str
    grades: tuple[Grade, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One claim that one kind of evidence proves. A condition that is None is no condition.

    `expired_at_most`: the strength of evidence that was checked after it had expired.
    """

    id: str
    kind: EvidenceKind
    claim: ClaimKind
    country: CountryShown
    at_most: Strength
    expiry: Expiry
    sources: tuple[str, ...]
    confidence: Confidence
    holds: bool = True
    expired_at_most: Strength = Strength.SUPERIOR
    issuers: frozenset[Country] | None = None
    except_issuers: frozenset[Country] = frozenset()
    generations: frozenset[CardGeneration] | None = None
    authorizations: frozenset[str] | None = None
    admissions: frozenset[str] | None = None
    types: frozenset[str] | None = None
    categories: frozenset[ImmigrationCategory] | None = None
    classes: frozenset[CitizenshipClass] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class AssuranceMapping:
    """From a strength to the assurance that it supports, from a day on."""

    version: int
    since: date
    levels: Mapping[Strength, AssuranceLevel]


@dataclass(frozen=True, slots=True)
class EvidenceTable:
    """All rows, with the procedure of each kind; and the texts of declarations, where the subject's word is all."""

    version: int
    mappings: tuple[AssuranceMapping, ...]
    procedures: Mapping[EvidenceKind, Procedure]
    rows: tuple[Row, ...]
    texts: DeclarationTexts = field(default_factory=DeclarationTexts)

    def rows_of(self, kind: EvidenceKind) -> Iterator[Row]:
        return (row for row in self.rows if row.kind is kind)

    def assurance(self, strength: Strength, at: datetime) -> AssuranceLevel | None:
        """The assurance that the strength supports by the mapping in force at a moment; None: none at all."""
        begun = [mapping for mapping in self.mappings if mapping.since <= at.date()]
        return (begun[-1] if begun else self.mappings[0]).levels.get(strength)
