"""What signed things are held to: whose keys, for whom, how long ago; and how their refusals are worded."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from denizen.domain.attestations import StatusReference
from denizen.domain.errors import CredentialRefusedError
from denizen.domain.evidence.submissions import NewEvidence
from denizen.domain.intervals import Interval
from denizen.domain.issuers import Issuer
from denizen.domain.names import PrincipalName, Purpose
from denizen.domain.submissions import Submission
from denizen.verification.certificate_chains import chained_key
from denizen.verification.credentials import Validity
from denizen.verification.issuer_keys import trusted_roots, verifying_keys
from denizen.verification.refusals import Refusal, RefusedError
from denizen.verification.signed_tokens import Key, KeyFinder, SignedToken, moment

FIELD = "credential"
_LATEST = 253_402_300_799.0  # 9999-12-31T23:59:59Z


@dataclass(frozen=True, slots=True)
class CredentialPolicy:
    """For whom credentials have to be made; None: for whomever the request says, on a machine of one's own. How many
    seconds a presentation may take, clocks may differ, and status lists are believed at most."""

    audiences: frozenset[str] | None
    presentation: float = 300.0
    leeway: float = 30.0
    list_kept: float = 86_400.0


@dataclass(frozen=True, slots=True)
class Presented:
    """A credential as it came, about whom, for what, and what the holder's proof has to answer to."""

    subject: PrincipalName
    text: str = field(repr=False)
    purposes: frozenset[Purpose]
    audience: str = ""
    nonce: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a credential that holds says: `submissions` within its issuer's rights, and the rest of it. `evidence`: what
    its issuer examined, and `resting`: for each submission, on which of it it rests; empty: none is told."""

    issuer: Issuer
    type: str
    submissions: tuple[Submission, ...]
    status: StatusReference | None
    digest: bytes
    presented: bytes
    subject_key: str = ""
    hidden: int = 0
    sequence: int | None = None
    evidence: tuple[NewEvidence, ...] = ()
    resting: tuple[tuple[int, ...], ...] = ()


@contextmanager
def refusing(field: str = FIELD) -> Iterator[None]:
    """What does not hold is refused in the words of the domain."""
    try:
        yield
    except RefusedError as error:
        raise CredentialRefusedError(field, error.refusal.value, error.words) from None


def key_finder(issuer: Issuer, now: datetime) -> KeyFinder:
    """Finds the issuer's key that a token names, or brings under one of its roots. It has to be good now, and when the
    token says that it was signed."""

    def find(token: SignedToken) -> Key:
        kid = token.header.get("kid")
        said = moment(token.claims, "iat")
        moments = [now] if said is None else [now, instant(min(said, now.timestamp()))]
        key = verifying_keys(issuer.keys, *moments).find(kid)
        roots = trusted_roots(issuer.keys, *moments)
        brings = "x5c" in token.header and bool(roots)
        # One that names no key and brings its own is not signed by the only key that is registered beside the roots.
        if key is not None and not (brings and kid is None):
            return key
        if brings:
            return chained_key(token.header["x5c"], roots, _named(issuer, token), moments)
        if any(each.id == kid for each in issuer.keys):
            raise RefusedError(Refusal.KEY_NOT_VALID, "is signed by a key that is withdrawn or outside its validity")
        raise RefusedError(Refusal.UNKNOWN_KEY, "is signed by a key that its issuer does not have")

    return find


def _named(issuer: Issuer, token: SignedToken) -> str:
    """How the token names the issuer; one that does not is the issuer's if it has one name."""
    said = token.claims.get("iss")
    names = issuer.identifiers if said is None else issuer.identifiers & {said} if isinstance(said, str) else ()
    if len(names) != 1:
        raise RefusedError(Refusal.UNKNOWN_ISSUER, "does not say which of its issuer's names its certificate bears")
    (name,) = names
    return name


def times(validity: Validity, now: datetime) -> tuple[Interval, datetime]:
    """How long it is vouched for, and when its issuer verified it: neither begins after now, whatever clocks say."""
    begins = validity.begins if validity.begins is not None else validity.issued_at
    start = None if begins is None else min(instant(begins), now)
    end = None if validity.ends is None else instant(validity.ends)
    if start is not None and end is not None and end <= start:
        raise RefusedError(Refusal.MALFORMED, "ends before it begins")
    verified = now if validity.issued_at is None else min(instant(validity.issued_at), now)
    return Interval(start, end), verified


def instant(seconds: float) -> datetime:
    """`RefusedError` for one that no calendar has."""
    if seconds > _LATEST:
        raise RefusedError(Refusal.MALFORMED, "speaks of a time after all that are counted")
    return datetime.fromtimestamp(seconds, UTC)
