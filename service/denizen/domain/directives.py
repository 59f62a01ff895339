"""Directives: one authority's definition of a foreign national, in immutable versions, and when each was in force."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import ClaimKind
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import DirectiveName, IssuerName, Population, ResourceName, VersionName, version_of
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Source
from denizen.domain.rules import Rule
from denizen.domain.warnings import StaticWarning


class DirectiveKind(Enum):
    """A DEFINITION answers Check and never counts in CheckAccess; an ENFORCED directive names resources."""

    DEFINITION = "definition"
    ENFORCED = "enforced"


@dataclass(frozen=True, slots=True)
class Directive:
    name: DirectiveName
    kind: DirectiveKind
    title: str = ""
    authority: str = ""
    predicate: str = ""
    source: Source = field(default_factory=Source)


@dataclass(frozen=True, slots=True)
class Requirement:
    """What evidence must have: a minimum assurance, an accepted issuer (empty: any entitled one), a maximal age."""

    minimum: AssuranceLevel
    issuers: frozenset[IssuerName] = frozenset()
    max_age: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """What it takes to push away from foreign, and toward it. None: the default."""

    clearing: Requirement | None = None
    restricting: Requirement | None = None


@dataclass(frozen=True, slots=True)
class Exemption:
    id: str
    rule: Rule
    source: Source = field(default_factory=Source)


@dataclass(frozen=True, slots=True)
class Provision:
    """The part of a version for certain kinds, populations and resources; each empty: all of them.

    `thresholds` by kind of claim; under None what holds for every kind without a threshold of its own.
    `allow_until` is the end of leniency toward UNDETERMINED; None: DENY.
    """

    id: str
    definition: Rule
    kinds: frozenset[PrincipalKind] = frozenset()
    populations: frozenset[Population] = frozenset()
    resources: frozenset[ResourceName] = frozenset()
    exemptions: tuple[Exemption, ...] = ()
    thresholds: Mapping[ClaimKind | None, Threshold] = field(default_factory=dict)
    allow_until: datetime | None = None
    presence_max_age: timedelta | None = None


@dataclass(frozen=True, slots=True)
class NamedDefinition:
    name: str
    rule: Rule
    source: Source = field(default_factory=Source)


@dataclass(frozen=True, slots=True)
class DirectiveContent:
    """What a version says. `definitions` are exactly those that its rules name, in the order of their names."""

    source: Source
    provisions: tuple[Provision, ...]
    definitions: tuple[NamedDefinition, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptCase:
    """A case as it was given: one object of a case file, as JSON."""

    id: str
    json: str


@dataclass(frozen=True, slots=True)
class Publication:
    """What is kept of the publication of a version: the cases that were run, and the warnings that were allowed."""

    cases: tuple[KeptCase, ...] = ()
    allowed: tuple[StaticWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class DirectiveVersion:
    """A published version; `digest` is the SHA-256 of its content, and of nothing else, in lower-case hexadecimal."""

    directive: DirectiveName
    number: int
    content: DirectiveContent
    digest: str
    created: datetime
    publication: Publication = Publication()

    @property
    def name(self) -> VersionName:
        return version_of(self.directive, self.number)


class Action(Enum):
    ACTIVATE = "activate"
    SUSPEND = "suspend"
    RESCIND = "rescind"


@dataclass(frozen=True, slots=True)
class ActivationRecord:
    """One dated step, in the order in which we learned of it. `version` only with ACTIVATE."""

    action: Action
    effective: Interval = ALWAYS
    version: int | None = None
    known_from: int = 0
    known_time: datetime | None = None


def in_force(records: Iterable[ActivationRecord], at: datetime) -> int | None:
    """The highest-numbered version active at `at`, or None.

    Records are read in the order in which they became known: a suspension or rescission ends what was activated before
    it; a later activation stands on its own.
    """
    highest: int | None = None
    for record in records:
        if at not in record.effective:
            continue
        match record.action:
            case Action.ACTIVATE:
                highest = max(highest or 0, record.version or 0)
            case Action.SUSPEND | Action.RESCIND:
                highest = None
    return highest


def boundaries(records: Iterable[ActivationRecord]) -> Iterator[datetime]:
    """Each instant at which what is in force may change."""
    for record in records:
        yield from record.effective.bounds()
