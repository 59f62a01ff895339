"""Attestations: a claim that an issuer vouches for, with the two times of the world and the one of ours."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.claims import Claim
from denizen.domain.countries import Normalized
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import AttestationName, IssuerName, PrincipalName, Purpose, subject_of
from denizen.domain.second_person import Actor


class AttestationState(Enum):
    """`SUSPENDED`: it was VERIFIED, and is no fact until it is reinstated."""

    PENDING = "pending"
    VERIFIED = "verified"
    REJECTED = "rejected"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class SelfDeclaration:
    """What a person signed about themselves. `text_sha256` is over the UTF-8 text, in lower-case hexadecimal."""

    text: str
    text_version: str
    text_sha256: str
    language: str
    signer: PrincipalName
    on_behalf_of: PrincipalName


@dataclass(frozen=True, slots=True)
class StatusReference:
    """Where the issuer of a credential says whether it still stands: a place in the status list at an address."""

    uri: str
    index: int


@dataclass(frozen=True, slots=True)
class Attestation:
    """The immutable content of an attestation. What may change, its state, is an `AttestationRecord`.

    `status`: the place in its issuer's status list on which it rests. Facts are vouched for no longer than that list is
    fresh.
    `entitled` is no content, and not stored: among facts it says in which intervals the issuer is entitled to it, as
    known at their revision; None: whenever.
    """

    name: AttestationName
    claim: Claim
    assurance: Assurance
    issuer: IssuerName
    purposes: frozenset[Purpose]
    verified_at: datetime
    holds: bool = True
    held: Interval = ALWAYS
    vouched: Interval = ALWAYS
    evidence: tuple[str, ...] = ()
    declaration: SelfDeclaration | None = None
    country_as_given: Normalized | None = None
    status: StatusReference | None = None
    entitled: tuple[Interval, ...] | None = None

    def entitled_at(self, moment: datetime) -> bool:
        """Whether its issuer is entitled to it at the moment."""
        return self.entitled is None or any(moment in each for each in self.entitled)

    @property
    def subject(self) -> PrincipalName:
        return subject_of(self.name)


def found_at(attestation: Attestation, level: AssuranceLevel | None) -> Attestation:
    """The attestation at the assurance that a review found; None: at the one that was submitted."""
    return attestation if level is None else replace(attestation, assurance=Assurance.own(level))


@dataclass(frozen=True, slots=True)
class Known:
    """When we knew something: half-open, in commit revisions, each with its instant."""

    from_revision: int
    from_time: datetime
    to_revision: int | None = None
    to_time: datetime | None = None


@dataclass(frozen=True, slots=True)
class AttestationRecord:
    """An attestation with its state as known at one revision. `known` is that state's, and `reason_code` why it has
    it, where that was told; the assurance is the one found in review, where that was lower. `submitted_by`: who
    submitted it."""

    attestation: Attestation
    state: AttestationState
    known: Known
    created: datetime
    submitted_by: Actor
    supersedes: AttestationName | None = None
    superseded_by: AttestationName | None = None
    reason_code: str = ""
