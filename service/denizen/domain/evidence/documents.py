"""What each kind of evidence says beyond who issued it and when, one value type for each."""

from dataclasses import dataclass
from typing import ClassVar

from denizen.domain.claims import CitizenshipClass, ImmigrationCategory
from denizen.domain.countries import Country
from denizen.domain.evidence.kinds import CardGeneration, CertificateForm, EvidenceKind


@dataclass(frozen=True, slots=True)
class Passport:
    """`nationality` as it is printed, which may be another than the issuing country; None: it states none. `klass`
    as its nationality code or an endorsement tells it."""

    kind: ClassVar = EvidenceKind.PASSPORT
    nationality: Country | None = None
    klass: CitizenshipClass = CitizenshipClass.UNSPECIFIED


@dataclass(frozen=True, slots=True)
class PassportCard:
    kind: ClassVar = EvidenceKind.PASSPORT_CARD
    nationality: Country | None = None
    klass: CitizenshipClass = CitizenshipClass.UNSPECIFIED


@dataclass(frozen=True, slots=True)
class PermanentResidentCard:
    """Form I-551, or I-151 before it. `category` is PERMANENT_RESIDENT or, on a card of two years,
    CONDITIONAL_PERMANENT_RESIDENT."""

    kind: ClassVar = EvidenceKind.PERMANENT_RESIDENT_CARD
    generation: CardGeneration
    category: ImmigrationCategory
    class_of_admission: str | None = None


@dataclass(frozen=True, slots=True)
class AdmissionRecord:
    """Form I-94. The evidence's expiry is the date until which the person is admitted; `duration_of_status`: "D/S"
    stands in its place."""

    kind: ClassVar = EvidenceKind.ADMISSION_RECORD
    class_of_admission: str
    duration_of_status: bool = False


@dataclass(frozen=True, slots=True)
class EmploymentAuthorization:
    """Form I-766; `category` as the card has it without brackets, such as `C09`: a paragraph of 8 CFR 274a.12."""

    kind: ClassVar = EvidenceKind.EMPLOYMENT_AUTHORIZATION
    category: str


@dataclass(frozen=True, slots=True)
class NaturalizationCertificate:
    """Form N-550, or N-570 in its place."""

    kind: ClassVar = EvidenceKind.NATURALIZATION_CERTIFICATE
    form: CertificateForm


@dataclass(frozen=True, slots=True)
class CitizenshipCertificate:
    """Form N-560, or N-561 in its place."""

    kind: ClassVar = EvidenceKind.CITIZENSHIP_CERTIFICATE
    form: CertificateForm


@dataclass(frozen=True, slots=True)
class RefugeeTravelDocument:
    """A travel document under article 28 of the 1951 Convention; of the United States form I-571."""

    kind: ClassVar = EvidenceKind.REFUGEE_TRAVEL_DOCUMENT


@dataclass(frozen=True, slots=True)
class NationalId:
    """`nationality` None: the card states none, as where residents of any nationality have it."""

    kind: ClassVar = EvidenceKind.NATIONAL_ID
    nationality: Country | None = None
    klass: CitizenshipClass = CitizenshipClass.UNSPECIFIED


@dataclass(frozen=True, slots=True)
class ResidencePermit:
    kind: ClassVar = EvidenceKind.RESIDENCE_PERMIT
    category: ImmigrationCategory


@dataclass(frozen=True, slots=True)
class RegistryExtract:
    """Out of a register of companies; `register` is its name."""

    kind: ClassVar = EvidenceKind.REGISTRY_EXTRACT
    register: str


@dataclass(frozen=True, slots=True)
class OtherDocument:
    """`type` as OpenID Identity Assurance predefines document types, such as `utility_statement`."""

    kind: ClassVar = EvidenceKind.DOCUMENT
    type: str


@dataclass(frozen=True, slots=True)
class ElectronicRecord:
    """`type` as OpenID Identity Assurance predefines record types, such as `population_register`, or `pid` for the
    identification data of a wallet. `nationality` and `category` as the record has them."""

    kind: ClassVar = EvidenceKind.ELECTRONIC_RECORD
    type: str
    nationality: Country | None = None
    klass: CitizenshipClass = CitizenshipClass.UNSPECIFIED
    category: ImmigrationCategory | None = None


@dataclass(frozen=True, slots=True)
class Vouch:
    """`type` as OpenID Identity Assurance has it: `written_attestation` or `digital_attestation`."""

    kind: ClassVar = EvidenceKind.VOUCH
    type: str


@dataclass(frozen=True, slots=True)
class ElectronicSignature:
    """`type` as OpenID Identity Assurance calls it signature_type, such as `qualified_seal`."""

    kind: ClassVar = EvidenceKind.ELECTRONIC_SIGNATURE
    type: str


Document = (
    Passport
    | PassportCard
    | PermanentResidentCard
    | AdmissionRecord
    | EmploymentAuthorization
    | NaturalizationCertificate
    | CitizenshipCertificate
    | RefugeeTravelDocument
    | NationalId
    | ResidencePermit
    | RegistryExtract
    | OtherDocument
    | ElectronicRecord
    | Vouch
    | ElectronicSignature
)
WithNationality = Passport | PassportCard | NationalId | ElectronicRecord
"""Evidence on which a nationality may stand."""
