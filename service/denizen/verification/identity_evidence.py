"""What an identity provider examined, as records of evidence: every type that Identity Assurance has.

What it did is told by the identifiers of its registry (OpenID Identity Assurance, check methods). How each check ended
is not told; one that is listed was passed. No attachment, no name of a voucher and no number in clear is taken over.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError
from denizen.domain.evidence import documents, submissions
from denizen.domain.evidence.kinds import CheckKind
from denizen.domain.evidence.records import LONGEST_NUMBER, Check, DocumentNumber
from denizen.domain.evidence.submissions import LONGEST_TYPE, LONGEST_WORDS, MOST_CHECKS, NewEvidence
from denizen.domain.names import PrincipalName, Purpose
from denizen.verification import identity_assurance as ida
from denizen.verification.refusals import Refusal, RefusedError

_METHODS = {
    "vpip": CheckKind.VISUAL_IN_PERSON,
    "vpiruv": CheckKind.VISUAL_IN_PERSON,
    "vri": CheckKind.VISUAL_REMOTE,
    "vdig": CheckKind.VISUAL_REMOTE,
    "data": CheckKind.DATABASE_LOOKUP,
    "auth": CheckKind.HOLDER_AUTHENTICATION,
    "token": CheckKind.HOLDER_AUTHENTICATION,
    "kbv": CheckKind.KNOWLEDGE,
    "pvp": CheckKind.FACE_IN_PERSON,
    "pvr": CheckKind.FACE_REMOTE,
    "bvp": CheckKind.BIOMETRIC_COMPARISON,
    "bvr": CheckKind.BIOMETRIC_COMPARISON,
}
"""By `check_method`; `vcrypt` is below. Another one is not a check that is known here, and is left out."""
_CRYPTOGRAPHIC = "vcrypt"
_NOT_SAID = "unspecified"
_FIRST_ZONE = timedelta(hours=14)
"""How long before UTC a date is already that date somewhere on Earth."""


@dataclass(frozen=True, slots=True)
class Told:
    """By whom, about whom, for what and when all of it was told. `latest`: the last moment that a check may have."""

    issuer: str
    subject: PrincipalName
    purposes: frozenset[Purpose]
    at: datetime
    latest: datetime


def evidence_told(found: ida.Evidence, told: Told) -> NewEvidence:
    """The record to be. `RefusedError` for more checks than are kept, for what lies in the future, and for dates that
    contradict each other."""
    about = _about(found)
    if about.issued and about.expires and about.expires < about.issued:
        raise RefusedError(Refusal.BAD_VERIFIED_CLAIMS, "has evidence that expired before it was issued")
    if about.issued and about.issued > (told.latest + _FIRST_ZONE).date():
        raise RefusedError(Refusal.NOT_YET_VALID, "has evidence that was issued in the future")
    authority = _words(about.authority, LONGEST_WORDS)
    return NewEvidence(
        subject=told.subject,
        document=about.document,
        purposes=told.purposes,
        country=about.country,
        # Whoever issued it has to be named; where nobody is, that is what is known.
        authority=authority if authority or about.country else _words(f"told by {told.issuer}", LONGEST_WORDS),
        issued_on=about.issued,
        expires_on=about.expires,
        checks=_checks(found, told),
        number=_number(about),
    )


def attachments(found: Iterable[ida.Evidence]) -> tuple[str, ...]:
    """The digest of each attachment, once. `RefusedError` for one too long to be kept."""
    digests = dict.fromkeys(each.digest for one in found for each in one.attachments)
    if any(len(each) > submissions.LONGEST_WORDS * 2 for each in digests):
        raise RefusedError(Refusal.TOO_LARGE, "has an attachment with a digest that is too long")
    return tuple(digests)


@dataclass(frozen=True, slots=True)
class _About:
    document: documents.Document
    country: Country | None = None
    authority: str = ""
    issued: date | None = None
    expires: date | None = None
    number: str = ""


def _about(found: ida.Evidence) -> _About:
    match found:
        case ida.Document():
            country = found.issuer.country.place if found.issuer.country else None
            return _About(
                _document(found.type, country),
                country,
                found.issuer.name or found.issuer.jurisdiction,
                found.issued,
                found.expires,
                found.number or found.serial_number,
            )
        case ida.ElectronicRecord():
            source = found.source
            return _About(
                documents.ElectronicRecord(_type(found.type)),
                source.country.place if source.country else None,
                source.name or source.jurisdiction,
                found.created.date() if found.created else None,
                found.expires,
            )
        case ida.Vouch():
            vouch = documents.Vouch(_type(found.type))
            return _About(vouch, None, found.organization, found.issued, found.expires, found.reference)
        case ida.ElectronicSignature():
            signature = documents.ElectronicSignature(_type(found.type))
            created = found.created.date() if found.created else None
            return _About(signature, None, found.issuer, created, None, found.serial_number)


def _document(kind: str, country: Country | None) -> documents.Document:
    if kind == "passport":
        return documents.Passport()
    return documents.NationalId() if kind == "idcard" and country else documents.OtherDocument(_type(kind))


def _type(word: str) -> str:
    return _words(word, LONGEST_TYPE) or _NOT_SAID


def _words(text: str, most: int) -> str:
    """As much of it as is kept, on one line."""
    return "".join(each for each in " ".join(text.split()) if each.isprintable())[:most].strip()


def _number(about: _About) -> str:
    """The number, where it is one that can be told from others."""
    try:
        DocumentNumber.parse(about.document.kind, about.country, about.number[: LONGEST_NUMBER + 1])
    except InvalidError:
        return ""
    return about.number


def _checks(found: ida.Evidence, told: Told) -> tuple[Check, ...]:
    checks = tuple(
        Check(
            kind=kind,
            by=_words(each.organization, LONGEST_WORDS) or _words(told.issuer, LONGEST_WORDS),
            at=_moment(each.time or told.at, told),
            reference=_words(each.check_id, LONGEST_WORDS),
        )
        for each in found.checks
        if (kind := _kind(found, each.method)) is not None
    )
    if len(checks) > MOST_CHECKS:
        raise RefusedError(Refusal.TOO_LARGE, f"has evidence with more than {MOST_CHECKS} checks")
    return checks


def _kind(found: ida.Evidence, method: str) -> CheckKind | None:
    if method != _CRYPTOGRAPHIC:
        return _METHODS.get(method)
    return CheckKind.CHIP_PASSIVE_AUTHENTICATION if isinstance(found, ida.Document) else CheckKind.SIGNATURE_CHAIN


def _moment(moment: datetime, told: Told) -> datetime:
    if moment > told.latest:
        raise RefusedError(Refusal.NOT_YET_VALID, "speaks of a check in the future")
    return min(moment, told.at)
