"""What stands in `verified_claims`: the names of OpenID Identity Assurance Schema Definition 1.0, section 5."""

from dataclasses import dataclass, field
from datetime import date, datetime

from denizen.domain.assurance import Assurance
from denizen.domain.countries import Normalized


@dataclass(frozen=True, slots=True)
class Check:
    """`check_details`: one check of the evidence. `check_id` is how the assurance details speak of it."""

    method: str
    organization: str = ""
    check_id: str = ""
    time: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside the evidence. Its content is not kept: `digest` is the SHA-256 of what was embedded, or what the
    issuer says of what is elsewhere, as `algorithm:base64`."""

    digest: str
    description: str = ""
    content_type: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issued a document, or keeps a record. `country` is None where none is given as a code."""

    name: str = ""
    country: Normalized | None = field(default=None, repr=False)
    jurisdiction: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """`document`. `number` and `serial_number` never show."""

    type: str = ""
    number: str = field(default="", repr=False)
    serial_number: str = field(default="", repr=False)
    issued: date | None = None
    expires: date | None = None
    issuer: Issuer = Issuer()
    checks: tuple[Check, ...] = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class ElectronicRecord:
    """`electronic_record`."""

    type: str = ""
    created: datetime | None = None
    expires: date | None = None
    source: Issuer = Issuer()
    checks: tuple[Check, ...] = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Vouch:
    """`vouch`: somebody says so. `organization` of the voucher; who the person is, is not kept."""

    type: str = ""
    reference: str = field(default="", repr=False)
    issued: date | None = None
    expires: date | None = None
    organization: str = ""
    checks: tuple[Check, ...] = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class ElectronicSignature:
    """`electronic_signature`. The schema has no checks for it; any that are there are kept."""

    type: str
    issuer: str
    serial_number: str = field(repr=False)
    created: datetime | None = None
    checks: tuple[Check, ...] = ()
    attachments: tuple[Attachment, ...] = ()


Evidence = Document | ElectronicRecord | Vouch | ElectronicSignature


@dataclass(frozen=True, slots=True)
class AssuranceDetail:
    """One of `assurance_details`, with the checks that it rests on, by `check_id`."""

    type: str
    classification: str
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerifiedClaims:
    """One of `verified_claims`. `nationalities` and `residence` are of the person; `left_out` names the other claims,
    which say nothing of citizenship or residence and are not kept."""

    assurance: Assurance
    time: datetime | None
    verification_process: str
    evidence: tuple[Evidence, ...]
    details: tuple[AssuranceDetail, ...]
    nationalities: tuple[Normalized, ...] = field(repr=False)
    residence: Normalized | None = field(repr=False)
    left_out: tuple[str, ...] = ()
