"""Evidence for tests: each call changes only what the test is about."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from denizen.domain.claims import CitizenshipClass, ImmigrationCategory
from denizen.domain.countries import Country
from denizen.domain.evidence.documents import (
    AdmissionRecord,
    Document,
    ElectronicRecord,
    EmploymentAuthorization,
    Passport,
    PermanentResidentCard,
)
from denizen.domain.evidence.kinds import CardGeneration, CheckKind, CheckResult
from denizen.domain.evidence.records import Check, Evidence
from denizen.domain.names import EvidenceName, Purpose

EXAMINED = datetime(2026, 3, 2, 9, tzinfo=UTC)
US, GB, FR, DE, CN = (Country.of(code) for code in ("US", "GB", "FR", "DE", "CN"))
EVERYTHING = (
    CheckKind.VISUAL_IN_PERSON,
    CheckKind.CHIP_PASSIVE_AUTHENTICATION,
    CheckKind.SIGNATURE_CHAIN,
    CheckKind.ISSUER_LOOKUP,
    CheckKind.FACE_IN_PERSON,
    CheckKind.HOLDER_AUTHENTICATION,
)
"""Checks that are enough for every grade of every procedure."""


def checks(*kinds: CheckKind, at: datetime = EXAMINED, result: CheckResult = CheckResult.PASSED) -> tuple[Check, ...]:
    return tuple(Check(kind, "an officer", at, result) for kind in kinds)


def evidence(document: Document, **changes: Any) -> Evidence:
    """By default of the United States, everything about it checked, good until the end of 2030."""
    plain = Evidence(
        name=EvidenceName("principals/alice/evidence/e1"),
        document=document,
        purposes=frozenset({Purpose("export-control")}),
        country=US,
        issued_on=date(2021, 1, 1),
        expires_on=date(2030, 12, 31),
        checks=checks(*EVERYTHING),
    )
    return replace(plain, **changes)


def passport(country: Country = FR, **changes: Any) -> Evidence:
    klass = changes.pop("klass", CitizenshipClass.UNSPECIFIED)
    return evidence(Passport(changes.pop("nationality", country), klass), country=country, **changes)


def green_card(
    category: ImmigrationCategory = ImmigrationCategory.PERMANENT_RESIDENT,
    generation: CardGeneration = CardGeneration.I_551_2017,
    klass: str | None = None,
    **changes: Any,
) -> Evidence:
    return evidence(PermanentResidentCard(generation, category, klass), **changes)


def i94(klass: str, *, duration_of_status: bool = False, **changes: Any) -> Evidence:
    if duration_of_status:
        changes["expires_on"] = None
    return evidence(AdmissionRecord(klass, duration_of_status), **changes)


def ead(category: str, **changes: Any) -> Evidence:
    return evidence(EmploymentAuthorization(category), **changes)


def record(word: str, **changes: Any) -> Evidence:
    inside = {key: changes.pop(key) for key in ("nationality", "klass", "category") if key in changes}
    return evidence(ElectronicRecord(word, **inside), **changes)
