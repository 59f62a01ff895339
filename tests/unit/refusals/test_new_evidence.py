"""Evidence that is not well-formed: the field, and nothing of what the document shows."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from denizen.domain.claims import CitizenshipClass, ImmigrationCategory
from denizen.domain.countries import Country
from denizen.domain.evidence.documents import (
    AdmissionRecord,
    CitizenshipCertificate,
    Document,
    EmploymentAuthorization,
    NaturalizationCertificate,
    OtherDocument,
    Passport,
    PermanentResidentCard,
    RegistryExtract,
    ResidencePermit,
)
from denizen.domain.evidence.kinds import CardGeneration, CertificateForm, CheckKind, CheckResult
from denizen.domain.evidence.records import Check
from denizen.domain.evidence.submissions import MOST_CHECKS, MOST_PURPOSES, NewEvidence
from denizen.domain.names import EvidenceName, PrincipalName, Purpose
from denizen.domain.principals import PrincipalKind
from tests.unit.refusals.wording import said

US, FR = Country.of("US"), Country.of("FR")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
NAME = EvidenceName("principals/alice/evidence/e1")
SEEN = Check(CheckKind.VISUAL_IN_PERSON, "an officer", NOW, CheckResult.PASSED)
RESIDENT = ImmigrationCategory.PERMANENT_RESIDENT
CARD = PermanentResidentCard(CardGeneration.I_551_2017, RESIDENT)
EXPORT = frozenset({Purpose("export-control")})
WORDS_128, WORDS_64 = "1 to 128 printable characters", "1 to 64 printable characters"


def made(document: Document, **changes: Any) -> NewEvidence:
    of: dict[str, Any] = {"purposes": EXPORT, "country": US}
    return NewEvidence(PrincipalName("principals/alice"), document, **(of | changes))


def check(**changes: Any) -> Check:
    return replace(SEEN, **changes)


DOCUMENTS: dict[str, tuple[Document, dict[str, Any], str]] = {
    "a class of another country": (
        Passport(FR, CitizenshipClass.BNO),
        {"country": FR},
        "passport.class: got a class of another country, wanted a class that the law of the country gives",
    ),
    "a class of no nationality": (
        Passport(None, CitizenshipClass.BNO),
        {},
        "passport.class: got it without a nationality, wanted a nationality beside it",
    ),
    "a card of another status": (
        PermanentResidentCard(CardGeneration.I_551_2017, ImmigrationCategory.DACA),
        {},
        (
            "permanent_resident_card.category: got another category, "
            "wanted one of CONDITIONAL_PERMANENT_RESIDENT, PERMANENT_RESIDENT"
        ),
    ),
    "a card of no class": (
        PermanentResidentCard(CardGeneration.I_551_2017, RESIDENT, "IR1!"),
        {},
        (
            "permanent_resident_card.class_of_admission: got other text, "
            "wanted a class such as 'H-1B', at most 32 characters"
        ),
    ),
    "a card that does not expire": (
        PermanentResidentCard(CardGeneration.I_551_1977, RESIDENT),
        {"expires_on": date(2030, 1, 1)},
        "permanent_resident_card.generation: got 'I_551_1977', wanted one whose cards expire, or no expires_on",
    ),
    "admitted as nothing": (
        AdmissionRecord(""),
        {},
        "admission_record.class_of_admission: got other text, wanted a class such as 'H-1B', at most 32 characters",
    ),
    "admitted for two times": (
        AdmissionRecord("F-1", duration_of_status=True),
        {"expires_on": date(2030, 1, 1)},
        "admission_record.duration_of_status: got 'true', wanted it, or a date in expires_on",
    ),
    "no category of employment": (
        EmploymentAuthorization("(C09)"),
        {},
        "employment_authorization.category: got another text, wanted a category such as 'C09' or 'A05'",
    ),
    "another form of naturalization": (
        NaturalizationCertificate(CertificateForm.N_560),
        {},
        "naturalization_certificate.form: got 'N_560', wanted one of N_550, N_570",
    ),
    "another form of citizenship": (
        CitizenshipCertificate(CertificateForm.N_570),
        {},
        "citizenship_certificate.form: got 'N_570', wanted one of N_560, N_561",
    ),
    "an American status of France": (
        ResidencePermit(ImmigrationCategory.DACA),
        {"country": FR},
        "residence_permit.category: got one of the United States, wanted another category",
    ),
    "no register": (RegistryExtract(""), {}, f"registry_extract.register: got nothing, wanted {WORDS_64}"),
    "a long type": (OtherDocument("x" * 65), {}, f"document.type: got '65 characters', wanted {WORDS_64}"),
    "a type with space around": (OtherDocument("x "), {}, f"document.type: got '2 characters', wanted {WORDS_64}"),
    "a type of two lines": (OtherDocument("x\ny"), {}, f"document.type: got '3 characters', wanted {WORDS_64}"),
    "a US form of France": (
        CARD,
        {"country": FR},
        "country: got another country, wanted US, or nothing: it is a US form",
    ),
    "a US permit": (
        ResidencePermit(ImmigrationCategory.RESIDENCE_PERMIT),
        {},
        "country: got 'US', wanted another country: the US permit is a permanent_resident_card",
    ),
    "a permit of no country": (
        ResidencePermit(ImmigrationCategory.RESIDENCE_PERMIT),
        {"country": None, "authority": "a town"},
        "country: got nothing, wanted the country that issued it",
    ),
    "by nobody": (
        Passport(FR),
        {"country": None},
        "country: got nothing, wanted the country that issued it, or the authority where it is no country's",
    ),
    "a long authority": (
        Passport(FR),
        {"authority": "x" * 129},
        f"authority: got '129 characters', wanted {WORDS_128}",
    ),
    "a certificate that expires": (
        NaturalizationCertificate(CertificateForm.N_550),
        {"expires_on": date(2030, 1, 1)},
        "expires_on: got '2030-01-01', wanted nothing: such a certificate does not expire",
    ),
    "over before it began": (
        Passport(FR),
        {"issued_on": date(2026, 1, 2), "expires_on": date(2026, 1, 1)},
        "expires_on: got '2026-01-01', wanted a date not before issued_on, 2026-01-02",
    ),
    "too many checks": (
        Passport(FR),
        {"checks": (SEEN,) * (MOST_CHECKS + 1)},
        "checks: got 21, wanted at most 20",
    ),
    "a check by nobody": (
        Passport(FR),
        {"checks": (SEEN, check(by=""))},
        f"checks[1].by: got nothing, wanted {WORDS_128}",
    ),
    "a long reference": (
        Passport(FR),
        {"checks": (check(reference="x" * 129),)},
        f"checks[0].reference: got '129 characters', wanted {WORDS_128}",
    ),
    "for no purpose": (Passport(FR), {"purposes": frozenset()}, "purposes: got nothing, wanted 1 to 20 purposes"),
    "for too many purposes": (
        Passport(FR),
        {"purposes": frozenset(Purpose(f"p{n}") for n in range(MOST_PURPOSES + 1))},
        "purposes: got 21, wanted 1 to 20 purposes",
    ),
}


@pytest.mark.parametrize(("document", "changes", "words"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_evidence_that_is_not_well_formed(document: Document, changes: dict[str, Any], words: str) -> None:
    assert said(lambda: made(document, **changes)) == words


WELL_FORMED: dict[str, tuple[Document, dict[str, Any]]] = {
    "a class of its country": (Passport(Country.of("GB"), CitizenshipClass.BNO), {"country": Country.of("GB")}),
    "a card with its class": (PermanentResidentCard(CardGeneration.I_551_1977, RESIDENT, "IR1"), {}),
    "a card that expires": (CARD, {"expires_on": date(2030, 1, 1), "country": None}),
    "admitted until a day": (AdmissionRecord("H-1B"), {"expires_on": date(2030, 1, 1)}),
    "admitted for a status": (AdmissionRecord("F-1", duration_of_status=True), {}),
    "a longer category": (EmploymentAuthorization("C03B"), {}),
    "a long type": (OtherDocument("x" * 64), {"country": None, "authority": "x" * 128}),
    "a day": (Passport(FR), {"issued_on": date(2026, 1, 1), "expires_on": date(2026, 1, 1)}),
    "many checks": (Passport(FR), {"checks": (check(by="x" * 128, reference="x" * 128),) * MOST_CHECKS}),
    "many purposes": (Passport(FR), {"purposes": frozenset(Purpose(f"p{n}") for n in range(MOST_PURPOSES))}),
}


@pytest.mark.parametrize(("document", "changes"), WELL_FORMED.values(), ids=WELL_FORMED)
def test_evidence_that_is(document: Document, changes: dict[str, Any]) -> None:
    new = made(document, **changes)
    kept = new.received(NAME, NOW)
    assert (kept.name, kept.document, kept.purposes, kept.checks) == (NAME, document, new.purposes, new.checks)
    assert (kept.issued_on, kept.expires_on) == (new.issued_on, new.expires_on)
    assert (kept.country, kept.authority) == (new.issuing_country, new.authority)


def test_a_us_form_is_of_the_united_states() -> None:
    assert made(CARD, country=None).received(NAME, NOW).country == US


@pytest.mark.parametrize(
    ("document", "kind", "words"),
    [
        pytest.param(
            RegistryExtract("r"),
            PrincipalKind.PERSON,
            "registry_extract: got 'evidence about the kind PERSON', wanted a principal of the kind ORGANISATION",
            id="a person in a register of companies",
        ),
        pytest.param(
            Passport(FR),
            PrincipalKind.ORGANISATION,
            "passport: got 'evidence about the kind ORGANISATION', wanted a principal of the kind PERSON",
            id="an organisation with a passport",
        ),
        pytest.param(
            OtherDocument("letter"),
            PrincipalKind.SERVICE,
            "document: got 'evidence about the kind SERVICE', wanted a principal of the kind ORGANISATION or PERSON",
            id="a service",
        ),
    ],
)
def test_whom_evidence_is_not_about(document: Document, kind: PrincipalKind, words: str) -> None:
    assert said(lambda: made(document).check_about(kind)) == words


def test_whom_evidence_is_about() -> None:
    made(RegistryExtract("r")).check_about(PrincipalKind.ORGANISATION)
    made(Passport(FR)).check_about(PrincipalKind.PERSON)
    for kind in (PrincipalKind.PERSON, PrincipalKind.ORGANISATION):
        made(OtherDocument("letter")).check_about(kind)


def test_nothing_is_received_from_the_future() -> None:
    late = made(Passport(FR), checks=(SEEN, check(at=NOW + timedelta(seconds=1))))
    assert said(lambda: late.received(NAME, NOW)) == (
        "checks[1].at: got '2026-03-02T09:00:01+00:00', "
        "wanted a moment not in the future; it is 2026-03-02T09:00:00+00:00"
    )
    tomorrow = made(Passport(FR), issued_on=date(2026, 3, 3))
    assert said(lambda: tomorrow.received(NAME, NOW)) == (
        "issued_on: got '2026-03-03', wanted a date not in the future"
    )


def test_where_it_is_tomorrow_already_something_may_be_of_tomorrow() -> None:
    tomorrow = made(Passport(FR), issued_on=date(2026, 3, 3))
    assert tomorrow.received(NAME, NOW.replace(hour=10)).issued_on == date(2026, 3, 3)
