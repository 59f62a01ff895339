"""Evidence that is added: a well-formed record to be. Refusals name the fields of the message."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType

from denizen.domain.claims import US_ONLY, Citizenship, CitizenshipClass, ImmigrationCategory
from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError
from denizen.domain.evidence.documents import (
    AdmissionRecord,
    CitizenshipCertificate,
    Document,
    ElectronicRecord,
    ElectronicSignature,
    EmploymentAuthorization,
    NationalId,
    NaturalizationCertificate,
    OtherDocument,
    Passport,
    PassportCard,
    PermanentResidentCard,
    RefugeeTravelDocument,
    RegistryExtract,
    ResidencePermit,
    Vouch,
    WithNationality,
)
from denizen.domain.evidence.kinds import CardGeneration, CertificateForm, EvidenceKind
from denizen.domain.evidence.records import Check, DocumentNumber, Evidence
from denizen.domain.names import EvidenceName, PrincipalName, Purpose
from denizen.domain.principals import PrincipalKind
from denizen.domain.purposes import check_apart
from denizen.domain.refusals import Withheld, inside
from denizen.domain.wellformed import ADMISSION_CLASS, check_claim

MOST_CHECKS = 20
MOST_PURPOSES = 20
LONGEST_WORDS = 128
LONGEST_TYPE = 64

OF_THE_UNITED_STATES = frozenset(
    {
        EvidenceKind.PERMANENT_RESIDENT_CARD,
        EvidenceKind.ADMISSION_RECORD,
        EvidenceKind.EMPLOYMENT_AUTHORIZATION,
        EvidenceKind.NATURALIZATION_CERTIFICATE,
        EvidenceKind.CITIZENSHIP_CERTIFICATE,
    }
)
"""Forms that only the United States issue."""
_OF_A_COUNTRY = frozenset(
    {
        EvidenceKind.PASSPORT_CARD,
        EvidenceKind.REFUGEE_TRAVEL_DOCUMENT,
        EvidenceKind.NATIONAL_ID,
        EvidenceKind.RESIDENCE_PERMIT,
        EvidenceKind.REGISTRY_EXTRACT,
    }
)
"""What no other body than a state issues. A passport may be the United Nations'."""
_OF_EITHER = frozenset(
    {
        EvidenceKind.DOCUMENT,
        EvidenceKind.ELECTRONIC_RECORD,
        EvidenceKind.VOUCH,
        EvidenceKind.ELECTRONIC_SIGNATURE,
    }
)
"""What there is about persons and about organisations."""
_WITHOUT_EXPIRY = frozenset({CardGeneration.I_151, CardGeneration.I_551_1977})
_ON_CARDS = frozenset({ImmigrationCategory.PERMANENT_RESIDENT, ImmigrationCategory.CONDITIONAL_PERMANENT_RESIDENT})
_FORMS: Mapping[EvidenceKind, frozenset[CertificateForm]] = MappingProxyType(
    {
        EvidenceKind.NATURALIZATION_CERTIFICATE: frozenset({CertificateForm.N_550, CertificateForm.N_570}),
        EvidenceKind.CITIZENSHIP_CERTIFICATE: frozenset({CertificateForm.N_560, CertificateForm.N_561}),
    }
)
_FIRST_ZONE = timedelta(hours=14)
"""How long before UTC a date is already that date somewhere on Earth."""
_AUTHORIZATION = re.compile(r"[AC][0-9]{2}[A-Z]?", re.ASCII)


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """Evidence to be recorded about `subject`; one that is not well-formed cannot be made. `number` is the document's
    own, in clear: it is hashed, and goes no further."""

    subject: PrincipalName
    document: Document
    purposes: frozenset[Purpose]
    country: Country | None = None
    authority: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    checks: tuple[Check, ...] = ()
    number: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        with inside(self.document.kind.value):
            self._check_document()
        self._check_issuer()
        self._check_dates()
        self._check_checks()
        if not 0 < len(self.purposes) <= MOST_PURPOSES:
            raise InvalidError("purposes", len(self.purposes) or None, f"1 to {MOST_PURPOSES} purposes")
        check_apart(self.purposes)
        _ = self.document_number

    @property
    def document_number(self) -> DocumentNumber | None:
        """What is hashed; None where no number was given."""
        return DocumentNumber.parse(self.document.kind, self.issuing_country, self.number) if self.number else None

    @property
    def issuing_country(self) -> Country | None:
        """Of a US form the United States, said or not."""
        return Country.of("US") if self.document.kind in OF_THE_UNITED_STATES else self.country

    def _check_document(self) -> None:
        if isinstance(self.document, WithNationality):
            _check_nationality(self.document)
        match self.document:
            case PermanentResidentCard(generation, category, klass):
                if category not in _ON_CARDS:
                    raise InvalidError("category", Withheld("another category"), _names(_ON_CARDS))
                _check_class(klass)
                if generation in _WITHOUT_EXPIRY and self.expires_on is not None:
                    raise InvalidError("generation", generation.name, "one whose cards expire, or no expires_on")
            case AdmissionRecord(klass, duration_of_status):
                _check_class(klass or "")
                if duration_of_status and self.expires_on is not None:
                    raise InvalidError("duration_of_status", "true", "it, or a date in expires_on")
            case EmploymentAuthorization(category):
                if _AUTHORIZATION.fullmatch(category) is None:
                    raise InvalidError("category", Withheld("another text"), "a category such as 'C09' or 'A05'")
            case NaturalizationCertificate(form) | CitizenshipCertificate(form):
                if form not in _FORMS[self.document.kind]:
                    raise InvalidError("form", form.name, _names(_FORMS[self.document.kind]))
            case ResidencePermit(category):
                if category in US_ONLY:
                    raise InvalidError("category", Withheld("one of the United States"), "another category")
            case RegistryExtract(word):
                _check_words(word, "register", LONGEST_TYPE)
            case OtherDocument(word) | ElectronicRecord(word) | Vouch(word) | ElectronicSignature(word):
                _check_words(word, "type", LONGEST_TYPE)
            case Passport() | PassportCard() | RefugeeTravelDocument() | NationalId():
                pass

    def _check_issuer(self) -> None:
        kind = self.document.kind
        if kind in OF_THE_UNITED_STATES and self.country is not None and self.country.code != "US":
            raise InvalidError("country", Withheld("another country"), "US, or nothing: it is a US form")
        if kind is EvidenceKind.RESIDENCE_PERMIT and self.country is Country.of("US"):
            raise InvalidError("country", "US", "another country: the US permit is a permanent_resident_card")
        if kind in _OF_A_COUNTRY and self.country is None:
            raise InvalidError("country", None, "the country that issued it")
        if self.authority:
            _check_words(self.authority, "authority", LONGEST_WORDS)
        elif self.issuing_country is None:
            raise InvalidError("country", None, "the country that issued it, or the authority where it is no country's")

    def _check_dates(self) -> None:
        if self.document.kind in _FORMS and self.expires_on is not None:
            raise InvalidError("expires_on", self.expires_on.isoformat(), "nothing: such a certificate does not expire")
        if self.issued_on and self.expires_on and self.expires_on < self.issued_on:
            wanted = f"a date not before issued_on, {self.issued_on.isoformat()}"
            raise InvalidError("expires_on", self.expires_on.isoformat(), wanted)

    def _check_checks(self) -> None:
        if len(self.checks) > MOST_CHECKS:
            raise InvalidError("checks", len(self.checks), f"at most {MOST_CHECKS}")
        for index, check in enumerate(self.checks):
            with inside(f"checks[{index}]"):
                _check_words(check.by, "by", LONGEST_WORDS)
                if check.reference:
                    _check_words(check.reference, "reference", LONGEST_WORDS)

    def check_about(self, kind: PrincipalKind) -> None:
        """`InvalidError` where there is no such evidence about that kind of principal."""
        of = self.document.kind
        fitting = {PrincipalKind.ORGANISATION} if of is EvidenceKind.REGISTRY_EXTRACT else {PrincipalKind.PERSON}
        if of in _OF_EITHER:
            fitting = {PrincipalKind.PERSON, PrincipalKind.ORGANISATION}
        if kind not in fitting:
            wanted = f"a principal of the kind {' or '.join(sorted(each.name for each in fitting))}"
            raise InvalidError(of.value, f"evidence about the kind {kind.name}", wanted)

    def received(self, name: EvidenceName, moment: datetime) -> Evidence:
        """The record, as received at `moment`. `InvalidError` for what lies after it."""
        if self.issued_on is not None and self.issued_on > (moment + _FIRST_ZONE).date():
            raise InvalidError("issued_on", self.issued_on.isoformat(), "a date not in the future")
        for index, check in enumerate(self.checks):
            if check.at > moment:
                wanted = f"a moment not in the future; it is {moment.isoformat()}"
                raise InvalidError(f"checks[{index}].at", check.at.isoformat(), wanted)
        return Evidence(
            name=name,
            document=self.document,
            purposes=self.purposes,
            country=self.issuing_country,
            authority=self.authority,
            issued_on=self.issued_on,
            expires_on=self.expires_on,
            checks=self.checks,
        )


def _check_nationality(document: WithNationality) -> None:
    if document.nationality is not None:
        try:
            check_claim(Citizenship(document.nationality, document.klass), holds=True)
        except InvalidError as error:
            raise InvalidError("class", Withheld("a class of another country"), error.wanted) from None
    elif document.klass is not CitizenshipClass.UNSPECIFIED:
        raise InvalidError("class", Withheld("it without a nationality"), "a nationality beside it")


def _check_class(klass: str | None) -> None:
    if klass is not None and ADMISSION_CLASS.fullmatch(klass) is None:
        raise InvalidError(
            "class_of_admission", Withheld("other text"), "a class such as 'H-1B', at most 32 characters"
        )


def _check_words(text: str, field: str, most: int) -> None:
    if not 0 < len(text) <= most or not text.isprintable() or text != text.strip():
        got = f"{len(text)} characters" if text else None
        raise InvalidError(field, got, f"1 to {most} printable characters")


def _names(members: frozenset[ImmigrationCategory] | frozenset[CertificateForm]) -> str:
    return f"one of {', '.join(sorted(member.name for member in members))}"
