"""Evidence as it is kept: what was examined, and what was done to it. No image, and no number in clear."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Self

from denizen.domain.attestations import Known
from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError
from denizen.domain.evidence.documents import Document
from denizen.domain.evidence.kinds import CheckKind, CheckResult, EvidenceKind, EvidenceState
from denizen.domain.names import EvidenceName, PrincipalName, Purpose, subject_of_evidence
from denizen.domain.refusals import Withheld

LONGEST_NUMBER = 64
_NUMBER = re.compile(r"[A-Z0-9]+", re.ASCII)
_SEPARATORS = re.compile(r"[\s<./()-]+")
_LAST_ZONE = timedelta(hours=12)
"""How long after UTC a date is still that date somewhere on Earth."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check of evidence: what was done, by whom or what, when, and how it ended. `reference` is the checker's own
    id for it, as the check_id of OpenID Identity Assurance."""

    kind: CheckKind
    by: str
    at: datetime
    result: CheckResult = CheckResult.PASSED
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The immutable content of a record. `country` issued it; `authority` says which body there.

    A date is the last on which something is so: evidence that expires on a day is good throughout that day.
    """

    name: EvidenceName
    document: Document
    purposes: frozenset[Purpose]
    country: Country | None = None
    authority: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    checks: tuple[Check, ...] = ()

    @property
    def subject(self) -> PrincipalName:
        return subject_of_evidence(self.name)

    @property
    def kind(self) -> EvidenceKind:
        return self.document.kind

    @property
    def expires_at(self) -> datetime | None:
        """The instant at which the day of expiry is over everywhere on Earth."""
        return None if self.expires_on is None else over(self.expires_on)


def over(day: date) -> datetime:
    """The instant at which `day` has ended in every time zone."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    latest = datetime.max.replace(tzinfo=UTC)
    return midnight + timedelta(days=1) + _LAST_ZONE if latest - midnight > timedelta(days=2) else latest


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """The number of a document, on its way to being hashed. Two spellings of one number are equal."""

    kind: EvidenceKind
    country: Country | None
    value: str = field(repr=False)

    @classmethod
    def parse(cls, kind: EvidenceKind, country: Country | None, text: str, field: str = "document_number") -> Self:
        """Separators are left out, letters are upper case. No refusal shows the number."""
        value = _SEPARATORS.sub("", text).upper() if len(text) <= LONGEST_NUMBER else ""
        if _NUMBER.fullmatch(value) is None:
            wanted = f"letters and digits, at most {LONGEST_NUMBER} characters"
            raise InvalidError(field, Withheld("another text"), wanted)
        return cls(kind, country, value)


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """Evidence with its state as known at one revision. `numbered`: the hash of its document number is kept;
    `shared`: evidence of another principal has the same number."""

    evidence: Evidence
    state: EvidenceState
    known: Known
    created: datetime
    numbered: bool = False
    shared: bool = False
    supersedes: EvidenceName | None = None
    superseded_by: EvidenceName | None = None
