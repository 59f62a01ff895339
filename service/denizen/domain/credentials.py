"""Signed credentials as they are kept, and the status lists that say whether they still stand."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from denizen.domain.attestations import Attestation, AttestationRecord, AttestationState, StatusReference
from denizen.domain.intervals import Interval
from denizen.domain.names import AttestationName, CredentialName, IssuerName, PrincipalName, Purpose, holder_of

NEVER = Interval(None, datetime.min.replace(tzinfo=UTC))
"""No moment lies in it."""


@dataclass(frozen=True, slots=True)
class CredentialRecord:
    """What is kept of a credential that was presented: nothing of what it says but the attestations that it became.

    `digest` is over its decoded content, and `presented` over what was shown of it, and for which purposes besides.
    `type`: its `vct`, or its `typ`. `subject_key`: the thumbprint of the holder's key; empty: it is bound to none.
    `hidden`: how many elements may not have been disclosed. `sequence`: which of the issuer's words about the subject
    this is, where it counts them.
    """

    name: CredentialName
    issuer: IssuerName
    type: str
    digest: bytes
    presented: bytes
    attestations: tuple[AttestationName, ...]
    purposes: frozenset[Purpose]
    received: datetime
    status: StatusReference | None = None
    subject_key: str = ""
    hidden: int = 0
    sequence: int | None = None

    @property
    def subject(self) -> PrincipalName:
        return holder_of(self.name)


@dataclass(frozen=True, slots=True)
class StatusListRecord:
    """A status list as an issuer signed it, good until `fresh_until`: after that it says nothing any more."""

    issuer: IssuerName
    uri: str
    token: str
    issued: datetime
    retrieved: datetime
    fresh_until: datetime


BY_STATUS = "status-"
"""How the codes of states begin that follow from a status list."""


def suspended_by_issuer(record: AttestationRecord) -> bool:
    """Whether it is its issuer's status list that suspended it: then nothing but a newer list reinstates it."""
    return record.state is AttestationState.SUSPENDED and record.reason_code.startswith(BY_STATUS)


def digest_of(*parts: bytes) -> bytes:
    """SHA-256 over the parts, each after its length: no two lists of parts are alike."""
    return hashlib.sha256(_length_prefixed(parts)).digest()


def resting_on(attestation: Attestation, fresh_until: datetime | None) -> Attestation:
    """The attestation, vouched for no longer than the list that it rests on is fresh. None: there is no such list, and
    what rests on it says nothing."""
    if attestation.status is None:
        return attestation
    vouched = attestation.vouched
    end = datetime.min.replace(tzinfo=UTC) if fresh_until is None else fresh_until
    if vouched.end is not None and vouched.end <= end:
        return attestation
    over = vouched.start is not None and end <= vouched.start
    return replace(attestation, vouched=NEVER if over else Interval(vouched.start, end))


def _length_prefixed(parts: Iterable[bytes]) -> bytes:
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)
