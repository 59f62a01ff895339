"""The closed sets that evidence is described with."""

from enum import Enum, IntEnum


class EvidenceKind(Enum):
    """Kinds of evidence. The last four are the evidence types of OpenID Identity Assurance, for what has no kind of
    its own here."""

    PASSPORT = "passport"
    PASSPORT_CARD = "passport_card"
    PERMANENT_RESIDENT_CARD = "permanent_resident_card"
    ADMISSION_RECORD = "admission_record"
    EMPLOYMENT_AUTHORIZATION = "employment_authorization"
    NATURALIZATION_CERTIFICATE = "naturalization_certificate"
    CITIZENSHIP_CERTIFICATE = "citizenship_certificate"
    REFUGEE_TRAVEL_DOCUMENT = "refugee_travel_document"
    NATIONAL_ID = "national_id"
    RESIDENCE_PERMIT = "residence_permit"
    REGISTRY_EXTRACT = "registry_extract"
    DOCUMENT = "document"
    ELECTRONIC_RECORD = "electronic_record"
    VOUCH = "vouch"
    ELECTRONIC_SIGNATURE = "electronic_signature"


class CardGeneration(Enum):
    """Designs of the permanent resident card, by form and the year in which each was first issued."""

    I_151 = "i_151"
    """1946 to 1977; no evidence of permanent residence since 20 March 1996."""
    I_551_1977 = "i_551_1977"
    """Without a date of expiry."""
    I_551_1989 = "i_551_1989"
    I_551_1997 = "i_551_1997"
    I_551_2004 = "i_551_2004"
    I_551_2010 = "i_551_2010"
    I_551_2017 = "i_551_2017"
    I_551_2023 = "i_551_2023"


class CertificateForm(Enum):
    """The forms of US certificates: the original and its replacement."""

    N_550 = "n_550"
    N_570 = "n_570"
    N_560 = "n_560"
    N_561 = "n_561"


class CheckKind(Enum):
    """What can be done to learn whether evidence is genuine, and whether it is its holder's: SP 800-63A-4, sections
    2.4.2.2 and 2.5.1; ICAO Doc 9303-11 for chips."""

    VISUAL_IN_PERSON = "visual_in_person"
    """The document itself, by sight and touch, by somebody trained."""
    VISUAL_REMOTE = "visual_remote"
    """An image or a video of it."""
    AUTOMATED_INSPECTION = "automated_inspection"
    MRZ_CHECK_DIGITS = "mrz_check_digits"
    CHIP_PASSIVE_AUTHENTICATION = "chip_passive_authentication"
    """The chip's data are those that were signed."""
    CHIP_ACTIVE_AUTHENTICATION = "chip_active_authentication"
    """The chip is no copy; by active or by chip authentication."""
    SIGNATURE_CHAIN = "signature_chain"
    """Every signature, from the data to an authority that is trusted for that issuer."""
    ISSUER_LOOKUP = "issuer_lookup"
    """At the issuer, or with direct access to its records: an authoritative source."""
    DATABASE_LOOKUP = "database_lookup"
    """At another source that is to be believed."""
    STATUS_LOOKUP = "status_lookup"
    """Not revoked, lost or stolen."""
    FACE_IN_PERSON = "face_in_person"
    FACE_REMOTE = "face_remote"
    BIOMETRIC_COMPARISON = "biometric_comparison"
    HOLDER_AUTHENTICATION = "holder_authentication"
    """The holder showed control of a key, a PIN or an account."""
    KNOWLEDGE = "knowledge"
    """Questions that the holder answered; counts for nothing."""


class CheckResult(Enum):
    PASSED = "passed"
    FAILED = "failed"
    INCONCLUSIVE = "inconclusive"


class Strength(IntEnum):
    """FAIR, STRONG and SUPERIOR as in SP 800-63A-4, section 2.4.1; the two below them as in the edition of 2017,
    section 5.2.1. It is computed from checks and never given."""

    UNACCEPTABLE = 1
    WEAK = 2
    FAIR = 3
    STRONG = 4
    SUPERIOR = 5


class EvidenceState(Enum):
    ACTIVE = "active"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
