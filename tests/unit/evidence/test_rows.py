"""Each row of the evidence table: a case that uses it rightly, and one that misuses it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

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
from denizen.domain.errors import InvalidError
from denizen.domain.evidence.citing import Attested, Citation, supported
from denizen.domain.evidence.documents import (
    CitizenshipCertificate,
    ElectronicSignature,
    NationalId,
    NaturalizationCertificate,
    OtherDocument,
    PassportCard,
    RefugeeTravelDocument,
    RegistryExtract,
    ResidencePermit,
    Vouch,
)
from denizen.domain.evidence.kinds import CardGeneration, CertificateForm, EvidenceKind
from denizen.domain.evidence.records import Evidence
from denizen.domain.evidence.supporting import proves, supports
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import PrincipalName
from denizen.evidence_table import evidence_table
from tests.unit.evidence.builders import CN, DE, EXAMINED, FR, GB, US, ead, evidence, green_card, i94, passport, record

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

# By row: used rightly; misused.
USES: dict[str, tuple[Use, Use]] = {
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
    "green-card-permanent": (
        Use(green_card(**EXPIRED), status(S.PERMANENT_RESIDENT), LOW),  # the card expired, the status did not
        Use(green_card(generation=CardGeneration.I_151, expires_on=None), status(S.PERMANENT_RESIDENT)),
    ),
    "green-card-conditional": (
        Use(
            green_card(S.CONDITIONAL_PERMANENT_RESIDENT),
            status(S.CONDITIONAL_PERMANENT_RESIDENT),
            SUBSTANTIAL,
            held=TO_2028,
        ),
        Use(green_card(S.CONDITIONAL_PERMANENT_RESIDENT), status(S.PERMANENT_RESIDENT)),
    ),
    "green-card-presence": (
        Use(green_card(), LawfulPresence(US), SUBSTANTIAL),
        Use(green_card(), LawfulPresence(FR)),
    ),
    "green-card-conditional-presence": (
        Use(green_card(S.CONDITIONAL_PERMANENT_RESIDENT), LawfulPresence(US), SUBSTANTIAL, held=TO_2028),
        Use(green_card(S.CONDITIONAL_PERMANENT_RESIDENT), LawfulPresence(US)),  # without an end
    ),
    "green-card-not-citizen": (
        Use(green_card(), Citizenship(US), SUBSTANTIAL, holds=False),
        Use(green_card(), Citizenship(), holds=False),  # of no country at all: it says nothing of others
    ),
    "i94-nonimmigrant": (
        Use(i94("H1B"), status(S.NONIMMIGRANT, "H-1B"), SUBSTANTIAL, held=TO_2028),
        Use(i94("H1B"), status(S.NONIMMIGRANT, "H-1B"), held=TO_2040),  # beyond the date
    ),
    "i94-parolee": (
        Use(i94("UHP"), status(S.PAROLEE), SUBSTANTIAL, held=TO_2028),
        Use(i94("UHP"), status(S.NONIMMIGRANT), held=TO_2028),  # parole is no admission
    ),
    "i94-refugee": (
        Use(i94("RE1", **EXPIRED), status(S.REFUGEE), LOW),
        Use(i94("RE1"), status(S.ASYLEE)),
    ),
    "i94-asylee": (
        Use(i94("AS", expires_on=None), status(S.ASYLEE), SUBSTANTIAL),
        Use(i94("F1", duration_of_status=True), status(S.ASYLEE)),
    ),
    "i94-presence": (
        Use(i94("F-1", duration_of_status=True), LawfulPresence(US), SUBSTANTIAL),
        Use(i94("F-1"), LawfulPresence(US)),  # with a date, and no end
    ),
    "i94-presence-refugee": (
        Use(i94("RE", expires_on=None), LawfulPresence(US), SUBSTANTIAL),
        Use(i94("PAR"), LawfulPresence(US), held=TO_2028),  # a parolee's does not
    ),
    "i94-not-citizen": (
        Use(i94("B2"), Citizenship(US), SUBSTANTIAL, holds=False),
        Use(i94("B2"), Citizenship(FR), holds=False),
    ),
    "ead-refugee": (Use(ead("A03"), status(S.REFUGEE), SUBSTANTIAL), Use(ead("A03"), status(S.ASYLEE))),
    "ead-asylee": (
        Use(ead("A05", **EXPIRED), status(S.ASYLEE), LOW),  # what it authorised ended, asylum did not
        Use(ead("C08"), status(S.ASYLEE)),  # applied for is not granted
    ),
    "ead-withholding": (Use(ead("A10"), status(S.WITHHOLDING), SUBSTANTIAL), Use(ead("A10"), status(S.CAT))),
    "ead-tps": (Use(ead("A12"), status(S.TPS), SUBSTANTIAL), Use(ead("C19"), status(S.TPS))),
    "ead-pending-asylum": (Use(ead("C08"), status(S.PENDING_ASYLUM), LOW), Use(ead("C08"), status(S.REFUGEE))),
    "ead-pending-adjustment": (
        Use(ead("C09"), status(S.PENDING_ADJUSTMENT), LOW),
        Use(ead("C09"), status(S.PERMANENT_RESIDENT)),
    ),
    "ead-parolee": (Use(ead("C11"), status(S.PAROLEE), LOW), Use(ead("C11"), LawfulPresence(US))),
    "ead-daca": (Use(ead("C33"), status(S.DACA), SUBSTANTIAL), Use(ead("C14"), status(S.DACA))),
    "ead-nonimmigrant": (
        Use(ead("C03B"), status(S.NONIMMIGRANT), LOW),
        Use(ead("C03B"), status(S.NONIMMIGRANT, "F-1")),  # the class is on the I-94
    ),
    "ead-not-citizen": (
        Use(ead("C09"), Citizenship(US), SUBSTANTIAL, holds=False),
        Use(ead("C09"), Citizenship(US)),
    ),
    "naturalization-citizenship": (
        Use(
            evidence(NaturalizationCertificate(CertificateForm.N_550), expires_on=None),
            Citizenship(US, C.CITIZEN),
            SUBSTANTIAL,
        ),
        Use(
            evidence(NaturalizationCertificate(CertificateForm.N_570), expires_on=None),
            Citizenship(US, C.NONCITIZEN_NATIONAL),
        ),
    ),
    "certificate-citizenship": (
        Use(evidence(CitizenshipCertificate(CertificateForm.N_560), expires_on=None), Citizenship(US), SUBSTANTIAL),
        Use(evidence(CitizenshipCertificate(CertificateForm.N_561), expires_on=None), Citizenship(GB)),
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


def test_every_row_has_its_two_cases() -> None:
    assert set(USES) == {row.id for row in evidence_table().rows}


def level(use: Use) -> AssuranceLevel:
    citation = Citation(0, use.evidence.name)
    attested = Attested(use.claim, use.holds, use.held)
    return supported(evidence_table(), attested, [(citation, use.evidence)], EXAMINED)


@pytest.mark.parametrize("row", USES)
def test_used_rightly(row: str) -> None:
    use = USES[row][0]
    assert level(use) is use.level
    # By this row and by no other.
    found = supports(evidence_table(), use.evidence, EXAMINED)
    assert [each.row.id for each in found if proves(each.row, use.evidence, use.claim, holds=use.holds)] == [row]


@pytest.mark.parametrize("row", USES)
def test_misused(row: str) -> None:
    with pytest.raises(InvalidError) as raised:
        level(USES[row][1])
    assert raised.value.field in {"evidence[0]", "held.end"}
    # What the evidence is and shows is not told.
    told = set(re.findall(r"[A-Z_]+", str(raised.value)))
    assert told.isdisjoint(Country.of(code).code for code in ("US", "GB", "FR", "DE", "CN"))
    assert told.isdisjoint(kind.name for kind in EvidenceKind)
