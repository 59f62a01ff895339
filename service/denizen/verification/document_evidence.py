"""Evidence out of a machine readable zone: what the zone says, and what somebody adds who had the document in hand.

Document codes are those of ICAO Doc 9303, parts 4 to 7, section 4.2.2; those of US cards as the cards have them.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from denizen.domain.claims import CitizenshipClass
from denizen.domain.countries import Country, Kind, Normalized
from denizen.domain.errors import InvalidError
from denizen.domain.evidence.documents import (
    Document,
    NationalId,
    Passport,
    PassportCard,
    RefugeeTravelDocument,
)
from denizen.domain.evidence.kinds import CheckKind, CheckResult, EvidenceKind
from denizen.domain.evidence.records import Check, DocumentNumber
from denizen.domain.evidence.submissions import NewEvidence
from denizen.domain.names import PrincipalName, Purpose
from denizen.domain.refusals import Withheld, inside
from denizen.verification.mrz import Field, Format, MachineReadableZone

_VISAS = frozenset({Format.MRV_A, Format.MRV_B})
_UNITED_STATES = Country.of("US")
_PASSPORT_CARD, _CREW_CERTIFICATE, _REFUGEES = "IP", "AC", "PR"
_RESIDENT_CARDS = frozenset({"C1", "C2"})
_NOT_AN_ISSUER = frozenset({Kind.STATELESS, Kind.REFUGEE_1951, Kind.REFUGEE_OTHER, Kind.UNSPECIFIED})
_K = EvidenceKind
_CARDS = frozenset({_K.NATIONAL_ID, _K.RESIDENCE_PERMIT, _K.REFUGEE_TRAVEL_DOCUMENT, _K.DOCUMENT})
_NEEDED = {
    _K.PERMANENT_RESIDENT_CARD: "permanent_resident_card with its generation and category",
    _K.EMPLOYMENT_AUTHORIZATION: "employment_authorization with its category",
    _K.RESIDENCE_PERMIT: "residence_permit with its category",
    _K.DOCUMENT: "other_document with its type",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What is said of a document besides its zone. `document` None: the document code says what it is."""

    purposes: frozenset[Purpose]
    document: Document | None = None
    country: Country | None = None
    authority: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    checks: tuple[Check, ...] = ()
    number: str = field(default="", repr=False)


def check_digits_pass(zone: MachineReadableZone) -> bool:
    """Whether each check digit is right: of the number, of the dates, of the optional data where they have one, and
    the composite digit."""
    fields = (zone.document_number, zone.birth, zone.expiry, zone.optional, zone.composite)
    return all(each.is_sound for each in fields if each is not None)


def evidence_of(zone: MachineReadableZone, draft: Draft, subject: PrincipalName, by: str, at: datetime) -> NewEvidence:
    """The record to be, with the check of its digits as made by `by` at that moment.

    `InvalidError` for a zone that tells no state, a specimen's, and one that is not a document's; and, under
    `evidence`, for what the draft says otherwise, or has to say and does not.
    """
    # 1. The codes say which state issued what to whom. Where they cannot be relied on nothing is recorded.
    code = _relied_on(zone.document_code, "document_code", "a document code of ICAO Doc 9303")
    issuer, holder = (
        _listed(zone.issuing_state, "issuing_state"),
        _listed(zone.nationality, "nationality"),
    )
    if issuer.kind in _NOT_AN_ISSUER:
        raise InvalidError("mrz.issuing_state", Withheld("a code of persons"), "a state or body that issues documents")
    with inside("evidence"):
        # 2. What the zone says is taken from it, and nobody may say otherwise.
        document = _with_nationality(_document(zone.format, code, issuer, holder, draft.document), holder)
        record = NewEvidence(
            subject=subject,
            document=document,
            purposes=draft.purposes,
            country=_country(issuer, draft.country),
            authority=draft.authority,
            issued_on=draft.issued_on,
            expires_on=_expiry(zone.expiry, draft.expires_on),
            checks=draft.checks,
            number=draft.number,
        )
        # 3. Its number, and the check that is made here.
        checks = (*draft.checks, _check(zone, draft, by, at))
        return replace(record, number=_number(zone.document_number, record), checks=checks)


def _relied_on(found: Field[str], name: str, wanted: str) -> str:
    if found.value is None or not found.is_sound:
        raise InvalidError(f"mrz.{name}", Withheld("one that cannot be relied on"), wanted)
    return found.value


def _listed(found: Field[Normalized], name: str) -> Normalized:
    if found.value is None or not found.is_sound:
        raise InvalidError(f"mrz.{name}", Withheld("a code that cannot be relied on"), "one that ICAO Doc 9303 lists")
    if found.value.kind is Kind.SPECIMEN:
        raise InvalidError(f"mrz.{name}", Withheld("a specimen's code"), "a document that was issued to somebody")
    return found.value


def _document(form: Format, code: str, issuer: Normalized, holder: Normalized, given: Document | None) -> Document:
    fitting = _fitting(form, code, issuer)
    if given is not None:
        if given.kind not in fitting:
            raise InvalidError(given.kind.value, Withheld("what its document code is not of"), _one_of(fitting))
        return given
    found = _implied(form, code, issuer, holder)
    if found is None or found.kind not in fitting:
        raise InvalidError("document", None, _one_of(fitting))
    return found


def _fitting(form: Format, code: str, issuer: Normalized) -> frozenset[EvidenceKind]:
    """What a document of that code can be."""
    american = issuer.country is _UNITED_STATES
    if form is Format.TD3:
        return frozenset({_K.PASSPORT, _K.REFUGEE_TRAVEL_DOCUMENT, _K.DOCUMENT})
    if form in _VISAS or code == _CREW_CERTIFICATE:
        return frozenset({_K.DOCUMENT})
    if american and code in _RESIDENT_CARDS:
        return frozenset({_K.PERMANENT_RESIDENT_CARD, _K.DOCUMENT})
    if american and code == _PASSPORT_CARD:
        return frozenset({_K.PASSPORT_CARD})
    if american:
        return frozenset({_K.EMPLOYMENT_AUTHORIZATION, _K.DOCUMENT})
    return _CARDS | {_K.PASSPORT_CARD} if code == _PASSPORT_CARD else _CARDS


def _implied(form: Format, code: str, issuer: Normalized, holder: Normalized) -> Document | None:
    """What it is by its codes alone; None: they do not say."""
    own = issuer.country is not None and issuer.country is holder.country
    if form is Format.TD3:
        if holder.kind is Kind.REFUGEE_1951:
            return RefugeeTravelDocument()
        return None if code == _REFUGEES else Passport()
    if code == _PASSPORT_CARD:
        return PassportCard()
    return NationalId() if own else None


def _one_of(fitting: frozenset[EvidenceKind]) -> str:
    words = [_NEEDED.get(each, each.value) for each in sorted(fitting, key=lambda each: each.value)]
    return words[0] if len(words) == 1 else f"one of {', '.join(words)}"


def _with_nationality(document: Document, holder: Normalized) -> Document:
    """With the nationality that the zone states, and the class where its code tells one."""
    if not isinstance(document, Passport | PassportCard | NationalId):
        return document
    told = CitizenshipClass[holder.status] if holder.status else CitizenshipClass.UNSPECIFIED
    with inside(document.kind.value):
        if document.nationality not in (None, holder.country):
            raise InvalidError("nationality", Withheld("another than the zone's"), "nothing, or what the zone states")
        if told is CitizenshipClass.UNSPECIFIED:
            told = document.klass
        elif document.klass not in (CitizenshipClass.UNSPECIFIED, told):
            raise InvalidError("class", Withheld("another than the zone's"), "nothing, or what the zone's code tells")
    return replace(document, nationality=holder.country, klass=told)


def _country(issuer: Normalized, given: Country | None) -> Country | None:
    if given not in (None, issuer.place, issuer.country):
        raise InvalidError("country", Withheld("another than the zone's"), "nothing, or what the zone states")
    return issuer.place


def _expiry(found: Field[date], given: date | None) -> date | None:
    if found.value is None or not found.is_sound:
        return given
    if given not in (None, found.value):
        raise InvalidError("expires_on", Withheld("another day than the zone's"), "nothing, or what the zone states")
    return found.value


def _number(found: Field[str], record: NewEvidence) -> str:
    """As the zone has it, where it can be relied on."""
    if found.value is None or not found.is_sound:
        return record.number
    read = DocumentNumber.parse(record.document.kind, record.issuing_country, found.value)
    if record.number and record.document_number != read:
        raise InvalidError("document_number", Withheld("another than the zone's"), "nothing, or what the zone states")
    return found.value


def _check(zone: MachineReadableZone, draft: Draft, by: str, at: datetime) -> Check:
    for index, check in enumerate(draft.checks):
        if check.kind is CheckKind.MRZ_CHECK_DIGITS:
            raise InvalidError(f"checks[{index}].kind", check.kind.name, "another kind: this check is made here")
    result = CheckResult.PASSED if check_digits_pass(zone) else CheckResult.FAILED
    return Check(CheckKind.MRZ_CHECK_DIGITS, by, at, result)
