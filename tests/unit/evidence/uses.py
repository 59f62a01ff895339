"""Uses of evidence by the row of the evidence table: rightly, and misused."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import (
    Affiliation,
    AffiliationKind,
    Citizenship,
    CitizenshipClass,
    Claim,
    Establishment,
    Headquarters,
    ImmigrationCategory,
    ImmigrationStatus,
    Incorporation,
    LawfulPresence,
    Residence,
)
from denizen.domain.countries import Country
from denizen.domain.evidence.documents import (
    ElectronicSignature,
    NationalId,
    OtherDocument,
    PassportCard,
    RefugeeTravelDocument,
    RegistryExtract,
    ResidencePermit,
    Vouch,
)
from denizen.domain.evidence.records import Evidence
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import PrincipalName
from tests.unit.evidence.builders import CN, DE, FR, GB, US, evidence, passport, record

C, S = CitizenshipClass, ImmigrationCategory
LOW, SUBSTANTIAL, HIGH = AssuranceLevel.LOW, AssuranceLevel.SUBSTANTIAL, AssuranceLevel.HIGH
TO_2028 = Interval(datetime(2024, 1, 1, tzinfo=UTC), datetime(2028, 7, 1, tzinfo=UTC))
TO_2040 = Interval(datetime(2024, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC))
EXPIRED: dict[str, Any] = {"issued_on": date(2011, 1, 1), "expires_on": date(2021, 1, 1)}


@dataclass(frozen=True)
class Use:
    """A claim on a piece of evidence, with what it supports at the most; None: refused."""

    evidence: Evidence
    claim: Claim
    level: AssuranceLevel | None = None
    holds: bool = True
    held: Interval = ALWAYS


def status(category: ImmigrationCategory, klass: str | None = None, country: Country = US) -> ImmigrationStatus:
    return ImmigrationStatus(country, category, klass)


def permit(category: ImmigrationCategory, country: Country = FR, **changes: Any) -> Evidence:
    return evidence(ResidencePermit(category), country=country, **changes)


FOR_ORGANISATION: dict[str, Any] = {"expires_on": None}
ACME = PrincipalName("principals/acme")

OF_OTHERS: dict[str, tuple[Use, Use]] = {
    "passport-citizenship": (
        Use(passport(FR), Citizenship(FR, C.CITIZEN), HIGH),
        Use(passport(FR, nationality=DE), Citizenship(DE)),  # whose nationality it is not to say
    ),
    "us-passport-card-citizenship": (
        Use(evidence(PassportCard(US, C.CITIZEN)), Citizenship(US, C.CITIZEN), SUBSTANTIAL),
        Use(evidence(PassportCard(US)), Citizenship(US, C.CITIZEN)),  # it does not say which class
    ),
    "passport-card-citizenship": (
        Use(evidence(PassportCard(FR), country=FR), Citizenship(FR), HIGH),
        Use(evidence(PassportCard(FR), country=FR), Citizenship(US)),
    ),
    "travel-document-refugee": (
        Use(evidence(RefugeeTravelDocument(), country=DE), status(S.REFUGEE, country=DE), HIGH),
        Use(evidence(RefugeeTravelDocument()), status(S.REFUGEE)),  # the US one may be an asylee's
    ),
    "travel-document-not-citizen": (
        Use(evidence(RefugeeTravelDocument()), Citizenship(US), HIGH, holds=False),
        Use(evidence(RefugeeTravelDocument(), country=DE), Citizenship(US), holds=False),
    ),
    "national-id-citizenship": (
        Use(evidence(NationalId(DE), country=DE), Citizenship(DE, C.CITIZEN), HIGH),
        Use(evidence(NationalId(), country=DE), Citizenship(DE)),  # a resident's, for all that it says
    ),
    "permit-limited": (
        Use(permit(S.RESIDENCE_PERMIT), status(S.RESIDENCE_PERMIT, country=FR), HIGH, held=TO_2028),
        Use(permit(S.RESIDENCE_PERMIT), status(S.RESIDENCE_PERMIT, country=FR), held=TO_2040),
    ),
    "permit-limited-presence": (
        Use(permit(S.RESIDENCE_PERMIT), LawfulPresence(FR), HIGH, held=TO_2028),
        Use(permit(S.RESIDENCE_PERMIT), LawfulPresence(DE), held=TO_2028),
    ),
    "permit-uk": (
        Use(permit(S.RESIDENCE_PERMIT, GB, **EXPIRED), status(S.RESIDENCE_PERMIT, country=GB), LOW),
        Use(permit(S.RESIDENCE_PERMIT, GB), status(S.PERMANENT_RESIDENT, country=GB)),
    ),
    "permit-permanent": (
        Use(permit(S.PERMANENT_RESIDENT, **EXPIRED), status(S.PERMANENT_RESIDENT, country=FR), LOW),
        Use(permit(S.PERMANENT_RESIDENT), status(S.PERMANENT_RESIDENT)),  # of another country
    ),
    "permit-family-member": (
        Use(permit(S.FREE_MOVEMENT_FAMILY_MEMBER), status(S.FREE_MOVEMENT_FAMILY_MEMBER, country=FR), HIGH),
        Use(permit(S.FREE_MOVEMENT_FAMILY_MEMBER), Citizenship(FR)),
    ),
    "permit-refugee": (
        Use(permit(S.REFUGEE, DE), status(S.REFUGEE, country=DE), HIGH),
        Use(permit(S.RESIDENCE_PERMIT, DE), status(S.REFUGEE, country=DE), held=TO_2028),
    ),
    "permit-right-of-abode": (
        Use(permit(S.RIGHT_OF_ABODE, GB), status(S.RIGHT_OF_ABODE, country=GB), SUBSTANTIAL),
        Use(permit(S.RIGHT_OF_ABODE, FR), status(S.RIGHT_OF_ABODE, country=FR)),
    ),
    "extract-incorporation": (
        Use(evidence(RegistryExtract("Handelsregister"), country=DE, **FOR_ORGANISATION), Incorporation(DE), HIGH),
        Use(evidence(RegistryExtract("Handelsregister"), country=DE, **FOR_ORGANISATION), Headquarters(DE)),
    ),
    "extract-establishment": (
        Use(evidence(RegistryExtract("RCS"), country=FR, **FOR_ORGANISATION), Establishment(FR), HIGH),
        Use(evidence(RegistryExtract("RCS"), country=FR, **FOR_ORGANISATION), Establishment(CN)),
    ),
    "document-residence": (
        Use(evidence(OtherDocument("utility_statement"), expires_on=None), Residence(US), LOW),
        Use(evidence(OtherDocument("utility_statement"), expires_on=None), Citizenship(US)),
    ),
    "document-birth": (
        Use(evidence(OtherDocument("birth_certificate"), expires_on=None), Citizenship(US, C.CITIZEN), LOW),
        Use(evidence(OtherDocument("birth_certificate"), country=FR, expires_on=None), Citizenship(FR)),
    ),
    "record-citizenship": (
        Use(record("pid", nationality=FR, country=FR), Citizenship(FR), HIGH),
        Use(record("credit_file", nationality=FR, country=FR), Citizenship(FR)),
    ),
    "record-residence": (
        Use(record("population_register", country=DE), Residence(DE), SUBSTANTIAL),
        Use(record("population_register", country=DE), Residence(DE, "DE-BE")),  # the region is not recorded
    ),
    "record-status-limited": (
        Use(record("immigration_register", category=S.NONIMMIGRANT), status(S.NONIMMIGRANT), HIGH, held=TO_2028),
        Use(record("immigration_register", category=S.TPS, expires_on=None), status(S.TPS)),  # until when?
    ),
    "record-status-lasting": (
        Use(record("immigration_register", category=S.ASYLEE, expires_on=None), status(S.ASYLEE), HIGH),
        Use(record("immigration_register", category=S.PENDING_ASYLUM, expires_on=None), status(S.ASYLEE)),
    ),
    "vouch-affiliation": (
        Use(
            evidence(Vouch("written_attestation"), expires_on=None),
            Affiliation(AffiliationKind.EMPLOYEE, ACME),
            LOW,
        ),
        Use(evidence(Vouch("written_attestation"), expires_on=None), Citizenship(US)),
    ),
    "vouch-residence": (
        Use(evidence(Vouch("written_attestation"), expires_on=None), Residence(US), LOW),
        Use(evidence(Vouch("written_attestation"), country=None, authority="A parish"), Residence(US)),
    ),
    "seal-incorporation": (
        Use(evidence(ElectronicSignature("qualified_seal"), country=DE), Incorporation(DE), LOW),
        Use(evidence(ElectronicSignature("qualified_signature"), country=DE), Citizenship(DE)),
    ),
}
