"""Whether evidence supports an attestation, and how surely it may say so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import (
    Citizenship,
    CitizenshipClass,
    Claim,
    ClaimKind,
    Completeness,
    ImmigrationCategory,
    ImmigrationStatus,
    Member,
    Residence,
)
from denizen.domain.countries import Country, sovereign
from denizen.domain.evidence.documents import (
    AdmissionRecord,
    ElectronicRecord,
    ElectronicSignature,
    EmploymentAuthorization,
    OtherDocument,
    PermanentResidentCard,
    ResidencePermit,
    Vouch,
    WithNationality,
)
from denizen.domain.evidence.kinds import Strength
from denizen.domain.evidence.records import Evidence
from denizen.domain.evidence.strength import strength_for
from denizen.domain.evidence.table import CountryShown, EvidenceTable, Expiry, Row
from denizen.domain.intervals import Interval
from denizen.domain.wellformed import country_of

_SEVERAL_CLASSES = frozenset({"US", "GB"})
"""Countries whose law has several classes of nationality: there a class has to be shown to be proved."""


@dataclass(frozen=True, slots=True)
class Support:
    """What evidence proves by one row; `assurance` None: too weak for any."""

    row: Row
    strength: Strength
    assurance: AssuranceLevel | None


def supports(table: EvidenceTable, evidence: Evidence, at: datetime) -> Iterator[Support]:
    """All that the evidence proves, by the mapping in force at `at`."""
    procedure = table.procedures[evidence.kind]
    for row in table.rows_of(evidence.kind):
        if applies(row, evidence):
            strength = strength_for(row, procedure, evidence)
            yield Support(row, strength, table.assurance(strength, at))


def applies(row: Row, evidence: Evidence) -> bool:
    """Whether the row speaks of evidence such as this."""
    document, issuer = evidence.document, evidence.country
    if row.issuers is not None and issuer not in row.issuers:
        return False
    if issuer in row.except_issuers:
        return False
    if row.country is not CountryShown.NONE and shown(row, evidence) is None:
        return False
    match document:
        case PermanentResidentCard(generation, category, _):
            return _in(generation, row.generations) and _in(category, row.categories)
        case AdmissionRecord(klass, _):
            return _in(plain(klass), row.admissions)
        case EmploymentAuthorization(category):
            return _in(category, row.authorizations)
        case ResidencePermit(category):
            return _in(category, row.categories)
        case ElectronicRecord(word, _, _, category):
            return _in(word, row.types) and (
                row.claim is not ClaimKind.IMMIGRATION_STATUS or _in(category, row.categories)
            )
        case OtherDocument(word) | Vouch(word) | ElectronicSignature(word):
            return _in(word, row.types)
        case _:
            return True


def _in(value: object, condition: frozenset[object] | None) -> bool:
    return condition is None or value in condition


def shown(row: Row, evidence: Evidence) -> Country | None:
    """The country of which the evidence proves the claim; None: it shows none."""
    match row.country:
        case CountryShown.ISSUER:
            return evidence.country
        case CountryShown.NATIONALITY:
            document, issuer = evidence.document, evidence.country
            if not isinstance(document, WithNationality) or document.nationality is None or issuer is None:
                return None
            own = sovereign(document.nationality) is sovereign(issuer)
            return sovereign(document.nationality) if own else None
        case CountryShown.NONE:
            return None


def proves(row: Row, evidence: Evidence, claim: Claim, *, holds: bool) -> bool:
    """Whether the row, which applies to the evidence, is about that very claim. No evidence proves a completeness."""
    if isinstance(claim, Completeness) or claim.kind is not row.claim or holds is not row.holds:
        return False
    return _same_country(row, evidence, claim) and _same_value(row, evidence, claim, holds=holds)


def _same_country(row: Row, evidence: Evidence, claim: Member) -> bool:
    if row.country is CountryShown.NONE:
        return True
    country = shown(row, evidence)
    if country is not None and row.claim is ClaimKind.CITIZENSHIP:
        country = sovereign(country)
    return country_of(claim) is country


def _same_value(row: Row, evidence: Evidence, claim: Member, *, holds: bool) -> bool:
    match claim:
        case Citizenship(country, klass):
            return not holds or _shows_class(row, evidence, country, klass)
        case ImmigrationStatus(_, category, klass):
            return _in(category, row.categories) and _shows_status(evidence, category, klass)
        case Residence(_, region):
            return region is None
        case _:
            return True


def _shows_class(row: Row, evidence: Evidence, country: Country | None, klass: CitizenshipClass) -> bool:
    if klass is CitizenshipClass.UNSPECIFIED:
        return True
    if row.classes is not None:
        return klass in row.classes
    document = evidence.document
    stated = document.klass if isinstance(document, WithNationality) else CitizenshipClass.UNSPECIFIED
    if stated is CitizenshipClass.UNSPECIFIED and (country is None or country.code not in _SEVERAL_CLASSES):
        return klass is CitizenshipClass.CITIZEN
    return klass is stated


def _shows_status(evidence: Evidence, category: ImmigrationCategory | None, klass: str | None) -> bool:
    match evidence.document:
        case PermanentResidentCard(_, stated, admission):
            return category is stated and (
                klass is None or (admission is not None and plain(klass) == plain(admission))
            )
        case AdmissionRecord(admission, _):
            return klass is None or plain(klass) == plain(admission)
        case ResidencePermit(stated):
            return category is stated and klass is None
        case ElectronicRecord(_, _, _, recorded):
            return category is recorded and klass is None
        case _:
            return klass is None


def plain(klass: str) -> str:
    """A class of admission without the signs that one writer puts and another leaves out: `H-1B` is `H1B`."""
    return re.sub(r"[^A-Z0-9]", "", klass.upper())


def outlasts(row: Row, evidence: Evidence, held: Interval) -> bool:
    """Whether an attestation of that span would say that the claim goes on after the evidence says that it ends."""
    if row.expiry is not Expiry.ENDS_CLAIM:
        return False
    if isinstance(evidence.document, AdmissionRecord) and evidence.document.duration_of_status:
        return False
    end = evidence.expires_at
    return end is None or held.end is None or held.end > end
