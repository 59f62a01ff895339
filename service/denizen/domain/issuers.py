"""Issuers: who may vouch for what, since when and until when, and by which keys they are known.

An issuer is one content as known at a revision; what it was known to be before stays known as of then. Within the
content are the times of the world: when each right is held, when a key is good, from when on the issuer is suspended.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import ClaimKind
from denizen.domain.countries import Country
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.issuer_keys import IssuerKey
from denizen.domain.names import IssuerName, PrincipalName, Purpose


@dataclass(frozen=True, slots=True)
class Right:
    """What an issuer may vouch for while `entitled`. `kinds`, `countries` and `purposes` None: every one.

    `good_for`: how long its word is good after it was verified; None: for as long as it says.
    """

    kinds: frozenset[ClaimKind] | None = None
    countries: frozenset[Country] | None = None
    highest: AssuranceLevel = AssuranceLevel.HIGH
    purposes: frozenset[Purpose] | None = None
    good_for: timedelta | None = None
    entitled: Interval = ALWAYS


class Standing(Enum):
    """SUSPENDED: for a time. WITHDRAWN: for good, also from the beginning. REINSTATED: as if neither had been."""

    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    REINSTATED = "reinstated"


@dataclass(frozen=True, slots=True)
class StandingRecord:
    """One step, in the order in which we learned of it; the last that covers a moment counts."""

    standing: Standing
    effective: Interval = ALWAYS
    reason_code: str = ""


class CredentialFormat(Enum):
    """In which form an issuer's signed credentials are taken."""

    JWS = "jws"
    VERIFIED_CLAIMS = "verified_claims"
    SD_JWT = "sd_jwt"
    SD_JWT_VC = "sd_jwt_vc"


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer with its rights and its keys.

    `organisation`: the principal that it is, where it is one. `identifiers`: how its credentials name it (`iss`); no
    two issuers share one. `frameworks`: the trust frameworks (OpenID Identity Assurance) that its credentials may be
    under. `keys_url`: from where its keys are refreshed.
    """

    name: IssuerName
    title: str = ""
    rights: tuple[Right, ...] = (Right(),)
    organisation: PrincipalName | None = None
    standing: tuple[StandingRecord, ...] = ()
    identifiers: frozenset[str] = frozenset()
    formats: frozenset[CredentialFormat] = frozenset()
    frameworks: frozenset[str] = frozenset()
    keys: tuple[IssuerKey, ...] = ()
    keys_url: str = ""

    def standing_at(self, moment: datetime) -> Standing | None:
        """The step that counts at the moment; None: there was none."""
        steps = [each.standing for each in self.standing if moment in each.effective]
        return steps[-1] if steps else None

    def in_good_standing(self, moment: datetime) -> bool:
        """Whether it is neither suspended nor withdrawn."""
        return self.standing_at(moment) in (None, Standing.REINSTATED)

    def bounds(self) -> Iterator[datetime]:
        """Each instant at which what it may vouch for may change."""
        for right in self.rights:
            yield from right.entitled.bounds()
        for record in self.standing:
            yield from record.effective.bounds()
