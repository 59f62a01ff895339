"""Determinations: what was found, what a gateway should do, and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, IntEnum

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import Claim, ClaimKind, Word
from denizen.domain.countries import Country
from denizen.domain.disclosure import Tier
from denizen.domain.names import AttestationName, DirectiveName, PrincipalName, Purpose, ResourceName, VersionName


class Determination(Enum):
    """What was found. Whole populations are counted by it, so that members hash as quickly as can be."""

    __hash__ = object.__hash__

    FOREIGN_NATIONAL = "foreign_national"
    NOT_FOREIGN_NATIONAL = "not_foreign_national"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"


class Effect(Enum):
    """What a gateway should do; hashed as determinations are."""

    __hash__ = object.__hash__

    DENY = "deny"
    ALLOW = "allow"


class Reason(IntEnum):
    """Why, most decisive first. Every evaluation puts members into sets, so that they hash as numbers do."""

    __hash__ = int.__hash__

    EVALUATION_FAILED = 1
    UNKNOWN_PRINCIPAL = 2
    NOT_IN_FORCE = 3
    NOT_COVERED = 4
    RESOURCE_UNSPECIFIED = 5
    EXEMPT = 6
    AUTHORIZED = 7
    CONFLICTING_ATTESTATIONS = 8
    OVERRULED = 9
    MEETS_DEFINITION = 10
    FAILS_DEFINITION = 11
    ASSURANCE_TOO_LOW = 12
    ISSUER_NOT_ACCEPTED = 13
    STALE = 14
    EXPIRED = 15
    SET_NOT_CLOSED = 16
    SET_NOT_VISIBLE = 17
    CLASS_UNSPECIFIED = 18
    DATES_MISSING_OR_TIED = 19
    OWNERSHIP_CYCLE = 20
    UNKNOWN_ORGANISATION = 21
    PRESENCE_NOT_GIVEN = 22
    PURPOSE_NOT_PERMITTED = 23
    NOT_ATTESTED = 24
    ERASED = 25


MISSING_WEAK_OR_STALE = frozenset(
    {
        Reason.RESOURCE_UNSPECIFIED,
        Reason.OVERRULED,
        Reason.ASSURANCE_TOO_LOW,
        Reason.ISSUER_NOT_ACCEPTED,
        Reason.STALE,
        Reason.EXPIRED,
        Reason.SET_NOT_CLOSED,
        Reason.SET_NOT_VISIBLE,
        Reason.CLASS_UNSPECIFIED,
        Reason.DATES_MISSING_OR_TIED,
        Reason.UNKNOWN_ORGANISATION,
        Reason.PRESENCE_NOT_GIVEN,
        Reason.NOT_ATTESTED,
    }
)
"""The causes of UNDETERMINED to which a provision may be lenient for a time: never a conflict or a failure."""


class Cause(Word):
    """The kind of dated input at which an answer changes without a write."""

    HELD = "held"
    VOUCHED = "vouched"
    FRESHNESS = "freshness"
    PRESENCE = "presence"
    ACTIVATION = "activation"
    REFERENCE_DATA = "reference_data"
    AUTHORIZATION = "authorization"
    ALLOW_UNTIL = "allow_until"
    NATURALIZATION_WINDOW = "naturalization_window"
    ISSUER_RIGHTS = "issuer_rights"


class Truth(Word):
    """A value of Kleene's three-valued logic."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Presence:
    """Where the principal is, as a caller asserts it. `assurance` comes from the caller's grant; it is never stored."""

    country: Country
    observed_at: datetime
    source: str
    assurance: AssuranceLevel


@dataclass(frozen=True, slots=True)
class Question:
    """`principal` at the moment `at`, under one directive. `resource` None: every provision, the strictest wins.

    `settle`: an UNDETERMINED answer says what would settle it. `tier`: what does not differ to it counts as the same,
    and what it is not shown may be left out.
    """

    principal: PrincipalName
    directive: DirectiveName
    purpose: Purpose
    at: datetime
    resource: ResourceName | None = None
    presence: Presence | None = None
    explain: bool = False
    settle: bool = True
    tier: Tier = Tier.FACTS


@dataclass(frozen=True, slots=True)
class ThresholdApplied:
    """What it takes for a leaf to have `value`; `clears`: the value pushes away from foreign."""

    kind: ClaimKind
    value: Truth
    clears: bool
    minimum: AssuranceLevel


@dataclass(frozen=True, slots=True)
class Explanation:
    """One node of the evaluated definition. `positive`: TRUE pushes toward foreign."""

    node: str
    value: Truth
    positive: bool
    subject: PrincipalName | None = None
    reasons: tuple[Reason, ...] = ()
    rests_on: tuple[AttestationName, ...] = ()
    thresholds: tuple[ThresholdApplied, ...] = ()
    children: tuple["Explanation", ...] = ()


class StepAction(Enum):
    """What to do in a step: RESOLVE is to revoke an attestation that contradicts others, PRESENCE to observe one."""

    ATTEST = "attest"
    SUPERSEDE = "supersede"
    RESOLVE = "resolve"
    PRESENCE = "presence"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do about `subject`; `text` says it in words, and no value but those that the directive names.

    `claim` is one that would do, to be attested at `minimum` or better, freshly verified, for the question's purpose;
    `holds` False: that it does not hold. `attestation` is the one to supersede or to revoke. `country` of a PRESENCE is
    one that would do. `kind` is that of a claim to attest.
    """

    action: StepAction
    subject: PrincipalName
    text: str
    claim: Claim | None = None
    holds: bool = True
    minimum: AssuranceLevel | None = None
    attestation: AttestationName | None = None
    country: Country | None = None
    kind: ClaimKind | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """Steps which, all taken, make an UNDETERMINED answer `determination`, and which all are needed for that."""

    determination: Determination
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that stays the same until `valid_until` while nothing is written, as far as the question's tier sees.

    `settling` is what would settle an UNDETERMINED answer, the fewest steps first; `settling_searched` says how many
    sets of steps were tried to find it. `authorization` is the one that made the effect ALLOW; empty: none.
    """

    determination: Determination
    effect: Effect
    reasons: tuple[Reason, ...]
    rests_on: tuple[AttestationName, ...] = ()
    version: VersionName | None = None
    digest: str = ""
    provision: str = ""
    valid_until: datetime | None = None
    cause: Cause | None = None
    explanation: Explanation | None = None
    settling: tuple[Way, ...] = ()
    settling_searched: int = 0
    authorization: str = ""

    @property
    def strictness(self) -> tuple[int, int]:
        """Orders answers, the strictest first: by effect, then by determination."""
        return _STRICTER.index(self.effect), _GRAVER.index(self.determination)


_STRICTER = (Effect.DENY, Effect.ALLOW)
_GRAVER = (
    Determination.FOREIGN_NATIONAL,
    Determination.UNDETERMINED,
    Determination.NOT_FOREIGN_NATIONAL,
    Determination.NOT_APPLICABLE,
)
