"""Claims: the attributes that can be attested, one value type for each. Source of the vocabulary: see each class.

In a claim that is attested not to hold, a field left out means all its values; in one that holds it means not said.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import ClassVar

from denizen.domain.countries import Country
from denizen.domain.names import PrincipalName


class Word(Enum):
    """A word of the vocabulary. Members are looked up in every evaluation, so that they hash as objects do."""

    __hash__ = object.__hash__


class ClaimKind(Word):
    CITIZENSHIP = "citizenship"
    IMMIGRATION_STATUS = "immigration_status"
    STATELESSNESS = "statelessness"
    NATURALIZATION = "naturalization"
    RESIDENCE = "residence"
    LAWFUL_PRESENCE = "lawful_presence"
    AFFILIATION = "affiliation"
    INCORPORATION = "incorporation"
    PRINCIPAL_PLACE = "principal_place"
    HEADQUARTERS = "headquarters"
    BRANCH_OF = "branch_of"
    ULTIMATE_PARENT = "ultimate_parent"
    OWNERSHIP = "ownership"
    MAJORITY_OWNED = "majority_owned"
    CONTROL = "control"
    ESTABLISHMENT = "establishment"
    EQUITY_MARKET = "equity_market"
    ORGANISATION_CLASS = "organisation_class"
    COMPLETENESS = "completeness"
    ACTS_FOR = "acts_for"


class CitizenshipClass(Word):
    """Classes of nationality: 8 USC 1408 for the United States, British Nationality Act 1981 for the British ones."""

    UNSPECIFIED = "unspecified"
    CITIZEN = "citizen"
    NONCITIZEN_NATIONAL = "noncitizen_national"
    BRITISH_CITIZEN = "british_citizen"
    BOTC = "botc"
    BNO = "bno"
    BOC = "boc"
    BRITISH_SUBJECT = "british_subject"
    BPP = "bpp"


class ImmigrationCategory(Word):
    """Rights by which somebody who is not a citizen is in a country; sections of 8 USC where a name has a number."""

    PERMANENT_RESIDENT = "permanent_resident"
    CONDITIONAL_PERMANENT_RESIDENT = "conditional_permanent_resident"
    TEMPORARY_RESIDENT_1160 = "temporary_resident_1160"
    TEMPORARY_RESIDENT_1255A = "temporary_resident_1255a"
    REFUGEE = "refugee"
    ASYLEE = "asylee"
    PAROLEE = "parolee"
    NONIMMIGRANT = "nonimmigrant"
    TPS = "tps"
    DACA = "daca"
    PENDING_ASYLUM = "pending_asylum"
    PENDING_ADJUSTMENT = "pending_adjustment"
    WITHHOLDING = "withholding"
    CAT = "cat"
    RESIDENCE_PERMIT = "residence_permit"
    RIGHT_OF_ABODE = "right_of_abode"
    FREE_MOVEMENT_FAMILY_MEMBER = "free_movement_family_member"


class AffiliationKind(Word):
    EMPLOYEE = "employee"
    CONTRACTOR = "contractor"
    AGENT = "agent"
    DIRECTOR = "director"


class OrganisationClass(Word):
    FOREIGN_GOVERNMENT = "foreign_government"
    INTERNATIONAL_ORGANISATION = "international_organisation"
    US_GOVERNMENT = "us_government"


class Application(Enum):
    """Whether a person applied to be naturalised."""

    APPLIED = "applied"
    NOT_APPLIED = "not_applied"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Citizenship:
    """Nationality. `UNSPECIFIED` class: the source did not say which."""

    kind: ClassVar = ClaimKind.CITIZENSHIP
    country: Country | None = None
    klass: CitizenshipClass = CitizenshipClass.UNSPECIFIED


@dataclass(frozen=True, slots=True)
class ImmigrationStatus:
    kind: ClassVar = ClaimKind.IMMIGRATION_STATUS
    country: Country | None = None
    category: ImmigrationCategory | None = None
    class_of_admission: str | None = None


@dataclass(frozen=True, slots=True)
class Statelessness:
    """Not considered a national by any state under the operation of its law (1954 Convention, article 1)."""

    kind: ClassVar = ClaimKind.STATELESSNESS


@dataclass(frozen=True, slots=True)
class Naturalization:
    """Where a person stands under 8 USC 1324b(a)(3)(B)(i). `applied_on` is given exactly with APPLIED."""

    kind: ClassVar = ClaimKind.NATURALIZATION
    country: Country | None = None
    eligible_on: date | None = None
    application: Application = Application.UNKNOWN
    applied_on: date | None = None


@dataclass(frozen=True, slots=True)
class Residence:
    """Ordinary residence; `region` as ISO 3166-2."""

    kind: ClassVar = ClaimKind.RESIDENCE
    country: Country | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class LawfulPresence:
    kind: ClassVar = ClaimKind.LAWFUL_PRESENCE
    country: Country | None = None


@dataclass(frozen=True, slots=True)
class Affiliation:
    kind: ClassVar = ClaimKind.AFFILIATION
    role: AffiliationKind | None = None
    organisation: PrincipalName | None = None


@dataclass(frozen=True, slots=True)
class Incorporation:
    kind: ClassVar = ClaimKind.INCORPORATION
    country: Country | None = None


@dataclass(frozen=True, slots=True)
class PrincipalPlace:
    kind: ClassVar = ClaimKind.PRINCIPAL_PLACE
    country: Country | None = None


@dataclass(frozen=True, slots=True)
class Headquarters:
    kind: ClassVar = ClaimKind.HEADQUARTERS
    country: Country | None = None


@dataclass(frozen=True, slots=True)
class BranchOf:
    kind: ClassVar = ClaimKind.BRANCH_OF
    organisation: PrincipalName | None = None


@dataclass(frozen=True, slots=True)
class UltimateParent:
    """`organisation` None in a claim that holds: there is no parent, the organisation is its own."""

    kind: ClassVar = ClaimKind.ULTIMATE_PARENT
    organisation: PrincipalName | None = None


@dataclass(frozen=True, slots=True)
class Ownership:
    """A direct holding; `percent` is above 0 and at most 100."""

    kind: ClassVar = ClaimKind.OWNERSHIP
    owner: PrincipalName | None = None
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MajorityOwned:
    kind: ClassVar = ClaimKind.MAJORITY_OWNED
    country: Country | None = None


@dataclass(frozen=True, slots=True)
class Control:
    kind: ClassVar = ClaimKind.CONTROL
    controller: PrincipalName | None = None
    foreign: bool | None = None
    in_fact: bool | None = None


@dataclass(frozen=True, slots=True)
class Establishment:
    kind: ClassVar = ClaimKind.ESTABLISHMENT
    country: Country | None = None


@dataclass(frozen=True, slots=True)
class EquityMarket:
    kind: ClassVar = ClaimKind.EQUITY_MARKET
    country: Country | None = None


@dataclass(frozen=True, slots=True)
class OrganisationClassification:
    kind: ClassVar = ClaimKind.ORGANISATION_CLASS
    klass: OrganisationClass | None = None
    country: Country | None = None


@dataclass(frozen=True, slots=True)
class ActsFor:
    kind: ClassVar = ClaimKind.ACTS_FOR
    principal: PrincipalName | None = None


Member = (
    Citizenship
    | ImmigrationStatus
    | Statelessness
    | Naturalization
    | Residence
    | LawfulPresence
    | Affiliation
    | Incorporation
    | PrincipalPlace
    | Headquarters
    | BranchOf
    | UltimateParent
    | Ownership
    | MajorityOwned
    | Control
    | Establishment
    | EquityMarket
    | OrganisationClassification
    | ActsFor
)
"""A claim that can be a member of a set: every claim but completeness itself."""


@dataclass(frozen=True, slots=True)
class Completeness:
    """In this scope, throughout its interval, the claims that hold are exactly `members`.

    `countries` None: every country and claims of none, less `except_countries`. `categories` None: every category.
    """

    kind: ClassVar = ClaimKind.COMPLETENESS
    of: ClaimKind
    countries: frozenset[Country] | None = None
    except_countries: frozenset[Country] = frozenset()
    categories: frozenset[ImmigrationCategory] | None = None
    members: frozenset[Member] = field(default_factory=frozenset)


Claim = Member | Completeness

ABOUT_PERSONS = frozenset(
    {
        ClaimKind.CITIZENSHIP,
        ClaimKind.IMMIGRATION_STATUS,
        ClaimKind.STATELESSNESS,
        ClaimKind.NATURALIZATION,
        ClaimKind.RESIDENCE,
        ClaimKind.LAWFUL_PRESENCE,
        ClaimKind.AFFILIATION,
    }
)
ABOUT_ORGANISATIONS = frozenset(ClaimKind) - ABOUT_PERSONS - {ClaimKind.COMPLETENESS, ClaimKind.ACTS_FOR}
SINGLE_VALUED = frozenset(
    {
        ClaimKind.INCORPORATION,
        ClaimKind.PRINCIPAL_PLACE,
        ClaimKind.HEADQUARTERS,
        ClaimKind.ULTIMATE_PARENT,
        ClaimKind.BRANCH_OF,
        ClaimKind.RESIDENCE,
        ClaimKind.ORGANISATION_CLASS,
    }
)
"""Of these the latest start wins."""

US_ONLY = frozenset(
    {
        ImmigrationCategory.CONDITIONAL_PERMANENT_RESIDENT,
        ImmigrationCategory.TEMPORARY_RESIDENT_1160,
        ImmigrationCategory.TEMPORARY_RESIDENT_1255A,
        ImmigrationCategory.DACA,
    }
)
"""Statuses that only the law of the United States knows."""
