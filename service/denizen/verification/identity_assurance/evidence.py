"""Evidence by type, with its checks and attachments (Identity Assurance Schema Definition 1.0, section 5.4.4)."""

import base64
import hashlib
import re
from collections.abc import Callable

from denizen.verification.identity_assurance.claims import PLACE, check_claims
from denizen.verification.identity_assurance.countries import country
from denizen.verification.identity_assurance.members import Members
from denizen.verification.identity_assurance.model import (
    Attachment,
    Check,
    Document,
    ElectronicRecord,
    ElectronicSignature,
    Evidence,
    Issuer,
    Vouch,
)

LARGEST_ATTACHMENT = 1 << 20
"""Characters of base64 in one attachment."""
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?", re.ASCII)
_ALGORITHM = re.compile(r"[!-9;-~]{1,64}", re.ASCII)
_MEDIA_TYPE = re.compile(r"(?!multipart/|message/)[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+", re.ASCII)


def evidence(members: Members) -> Evidence:
    """`InvalidError` for another type, and for what its type requires and is not there."""
    members.required("type")
    kind = members.text("type")
    checks = tuple(_check(each) for each in members.objects("check_details"))
    attachments = tuple(_attachment(each) for each in members.objects("attachments"))
    check_claims(members.inner("derived_claims"))
    read = _READERS.get(kind)
    if read is None:
        raise members.refuse("type", "another type", f"one of {', '.join(_READERS)}")
    return read(members, checks, attachments)


def _document(members: Members, checks: tuple[Check, ...], attachments: tuple[Attachment, ...]) -> Document:
    details = _typed(members, "document_details")
    return Document(
        type=details.text("type"),
        number=details.text("document_number"),
        serial_number=details.text("serial_number"),
        issued=details.day("date_of_issuance"),
        expires=details.day("date_of_expiry"),
        issuer=_issuer(details.inner("issuer")),
        checks=checks,
        attachments=attachments,
    )


def _record(members: Members, checks: tuple[Check, ...], attachments: tuple[Attachment, ...]) -> ElectronicRecord:
    record = _typed(members, "record")
    return ElectronicRecord(
        type=record.text("type"),
        created=record.moment("created_at"),
        expires=record.day("date_of_expiry"),
        source=_issuer(record.inner("source")),
        checks=checks,
        attachments=attachments,
    )


def _vouch(members: Members, checks: tuple[Check, ...], attachments: tuple[Attachment, ...]) -> Vouch:
    attestation = _typed(members, "attestation")
    voucher = attestation.inner("voucher")
    voucher.texts(*PLACE, "name", "occupation", "country", "country_code")
    voucher.day("birthdate")
    return Vouch(
        type=attestation.text("type"),
        reference=attestation.text("reference_number"),
        issued=attestation.day("date_of_issuance"),
        expires=attestation.day("date_of_expiry"),
        organization=voucher.text("organization"),
        checks=checks,
        attachments=attachments,
    )


def _signature(members: Members, checks: tuple[Check, ...], attachments: tuple[Attachment, ...]) -> ElectronicSignature:
    members.required("signature_type", "issuer", "serial_number")
    return ElectronicSignature(
        type=members.text("signature_type"),
        issuer=members.text("issuer"),
        serial_number=members.text("serial_number"),
        created=members.moment("created_at"),
        checks=checks,
        attachments=attachments,
    )


_READERS: dict[str, Callable[[Members, tuple[Check, ...], tuple[Attachment, ...]], Evidence]] = {
    "document": _document,
    "electronic_record": _record,
    "vouch": _vouch,
    "electronic_signature": _signature,
}


def _typed(members: Members, name: str) -> Members:
    """The object, which says its type if it is there."""
    inner = members.inner(name)
    if name in members:
        inner.required("type")
    return inner


def _issuer(members: Members) -> Issuer:
    members.texts(*PLACE, "country", "country_code")
    code = members.text("country_code") or members.text("country")
    return Issuer(members.text("name"), country(code), members.text("jurisdiction"))


def _check(members: Members) -> Check:
    members.required("check_method")
    return Check(
        method=members.text("check_method"),
        organization=members.text("organization"),
        check_id=members.text("check_id"),
        time=members.moment("time"),
    )


def _attachment(members: Members) -> Attachment:
    """Embedded, or elsewhere with a digest; never both, and never fetched."""
    embedded, elsewhere = "content" in members, "url" in members
    if embedded == elsewhere:
        raise members.refuse("content", "both or neither of content and url", "one of them")
    if embedded:
        members.required("content_type")
        content = members.text("content", LARGEST_ATTACHMENT)
        if not _BASE64.fullmatch(content):
            raise members.refuse("content", "other text", "base64 with its padding")
        found = base64.b64encode(hashlib.sha256(base64.b64decode(content)).digest()).decode()
        media_type = members.matching("content_type", _MEDIA_TYPE, "a media type, neither multipart nor message")
        return Attachment(f"sha-256:{found}", members.text("desc"), media_type)
    members.required("digest")
    digest = members.inner("digest")
    digest.required("alg", "value")
    value = digest.matching("value", _BASE64, "base64 with its padding")
    algorithm = digest.matching("alg", _ALGORITHM, "the name of a hash such as sha-256")
    return Attachment(f"{algorithm}:{value}", members.text("desc"), url=members.text("url", 2048))
