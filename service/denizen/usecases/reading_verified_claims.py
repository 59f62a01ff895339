"""From a signed token with `verified_claims` to what its issuer attests by it, and the evidence that it tells of."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from denizen.domain.claims import Citizenship, Residence, Statelessness
from denizen.domain.credentials import digest_of
from denizen.domain.errors import CredentialRefusedError, InvalidError, PermissionDeniedError
from denizen.domain.evidence.submissions import NewEvidence
from denizen.domain.intervals import Interval
from denizen.domain.issuers import Issuer
from denizen.domain.principals import ExternalIdentifier
from denizen.domain.rights import surest
from denizen.domain.submissions import MOST_EVIDENCE, Submission
from denizen.usecases.ports import Reader
from denizen.usecases.trusting import FIELD, Presented, Reading, times
from denizen.verification import identity_assurance
from denizen.verification.identity_assurance import VerifiedClaims
from denizen.verification.identity_evidence import Told, attachments, evidence_told
from denizen.verification.personal_identification import Found, found_in
from denizen.verification.refusals import Refusal, RefusedError
from denizen.verification.verified_claims_tokens import VerifiedClaimsToken

_ENDS = ".trust_framework"
_MOST_PIECES = MOST_EVIDENCE - 1
"""With the credential itself as many as an attestation may rest on."""


@dataclass(frozen=True, slots=True)
class VerifiedClaimsReading:
    """Reads one verified token of an issuer. `audiences`: for one of which it has to be; `trusted`: whoever else it
    may be for besides."""

    reader: Reader
    given: Presented
    issuer: Issuer
    audiences: frozenset[str]
    trusted: frozenset[str]
    now: datetime
    leeway: float

    def read(self, said: VerifiedClaimsToken) -> Reading:
        """`RefusedError` or `CredentialRefusedError` where it is not for us, not about that principal, or not as
        Identity Assurance has it; `PermissionDeniedError` beyond its issuer's rights."""
        # 1. For us, in answer to us, and about whom it came for.
        self._check_audience(said)
        self._check_subject(said)
        # 2. What was verified, under a framework that its issuer may use.
        with _as_identity_assurance():
            verified = identity_assurance.read(said.claims)
        if any(each.assurance.framework not in self.issuer.frameworks for each in verified):
            raise RefusedError(Refusal.UNKNOWN_FRAMEWORK, "is under a trust framework that is not its issuer's")
        # 3. Each claim, as sure as the framework and the issuer's rights make it, with the evidence it rests on.
        vouched, signed = times(said.validity, self.now)
        submissions: list[Submission] = []
        evidence: list[NewEvidence] = []
        resting: list[tuple[int, ...]] = []
        for number, one in enumerate(verified):
            if one in verified[:number]:
                continue  # Said twice, in the same words.
            at = self._verified_at(one, said, signed)
            told = self._evidence(one, at)
            made = list(self._submissions(one, vouched, at))
            submissions += made
            resting += [tuple(range(len(evidence), len(evidence) + len(told)))] * len(made)
            evidence += told
        content = digest_of(self.issuer.name.encode(), said.content)
        return Reading(
            issuer=self.issuer,
            type=said.type,
            submissions=tuple(submissions),
            status=said.status,
            digest=content,
            presented=digest_of(content, *sorted(each.encode() for each in self.given.purposes)),
            evidence=tuple(evidence),
            resting=tuple(resting),
        )

    def _check_audience(self, said: VerifiedClaimsToken) -> None:
        """OpenID Connect Core 1.0, section 3.1.3.7, steps 3 to 5 and 11."""
        if said.audiences:
            others = {*said.audiences, said.authorized_party or said.audiences[0]} - self.trusted
            if self.audiences.isdisjoint(said.audiences) or others:
                raise RefusedError(Refusal.WRONG_AUDIENCE, "is for another audience, or for others besides")
        if said.nonce != self.given.nonce:
            raise RefusedError(Refusal.WRONG_NONCE, "is for another nonce, or for none")

    def _check_subject(self, said: VerifiedClaimsToken) -> None:
        """Where the principal is known by its `sub` at that issuer, this is the one. What is for no audience says
        nothing of us, so that there it has to be known."""
        known, others = self._known_as(said.subject)
        if known not in (None, self.given.subject) or (known is None and others):
            raise RefusedError(Refusal.WRONG_SUBJECT, "is about somebody whom its issuer knows as another principal")
        if known is None and not said.audiences:
            raise RefusedError(Refusal.WRONG_SUBJECT, "is for no audience, and its sub is not linked to the principal")

    def _known_as(self, subject: str) -> tuple[str | None, bool]:
        """Whom the issuer's `sub` is linked to; and whether the principal is linked to one of that issuer."""
        scheme = f"{self.issuer.name.removeprefix('issuers/')}.sub"
        principal = self.reader.principal(self.given.subject)
        linked = principal is not None and any(each.scheme == scheme for each in principal.identifiers)
        try:
            return self.reader.principal_by(ExternalIdentifier.parse(scheme, subject)), linked
        except (InvalidError, UnicodeEncodeError):
            return None, linked

    def _verified_at(self, one: VerifiedClaims, said: VerifiedClaimsToken, signed: datetime) -> datetime:
        """When the issuer verified it: as it says, else when it signed."""
        if one.time is None:
            if said.validity.issued_at is None:
                raise RefusedError(Refusal.MISSING_CLAIM, "says neither its iat nor when it was verified")
            return signed
        if one.time > self.now + timedelta(seconds=self.leeway):
            raise RefusedError(Refusal.NOT_YET_VALID, "says that it was verified in the future")
        return min(one.time, self.now)

    def _evidence(self, one: VerifiedClaims, at: datetime) -> list[NewEvidence]:
        latest = self.now + timedelta(seconds=self.leeway)
        told = Told(self.issuer.name, self.given.subject, self.given.purposes, at, latest)
        return [evidence_told(each, told) for each in one.evidence]

    def _submissions(self, one: VerifiedClaims, vouched: Interval, at: datetime) -> Iterator[Submission]:
        references = attachments(one.evidence)
        if len(one.evidence) + len(references) > _MOST_PIECES:
            raise RefusedError(Refusal.TOO_LARGE, f"rests on more than {_MOST_PIECES} pieces of evidence")
        for found in _found(one):
            try:
                level = surest(self.issuer, found.claim, self.given.purposes, (at, self.now))
            except PermissionDeniedError:
                # An address beside what was asked for, and not the issuer's to vouch for.
                if isinstance(found.claim, Residence):
                    continue
                raise
            yield Submission(
                subject=self.given.subject,
                claim=found.claim,
                purposes=self.given.purposes,
                vouched=vouched,
                assurance=replace(one.assurance, ordinal=min(one.assurance.ordinal, level)),
                issuer=self.issuer.name,
                verified_at=at,
                evidence=references,
                country_as_given=found.given,
            )


def _found(one: VerifiedClaims) -> Sequence[Found]:
    found = found_in(one.nationalities, [one.residence] if one.residence else [])
    if {Citizenship, Statelessness} <= {type(each.claim) for each in found}:
        raise RefusedError(Refusal.UNUSABLE_CLAIM, "says of one person that they are stateless and a citizen")
    return found


@contextmanager
def _as_identity_assurance() -> Iterator[None]:
    """What is not as the schema and its rules have it is refused by its place in the token, without its value."""
    try:
        yield
    except InvalidError as error:
        framework = error.field.endswith(_ENDS)
        refusal = Refusal.UNKNOWN_FRAMEWORK if framework else Refusal.BAD_VERIFIED_CLAIMS
        words = f"is not as Identity Assurance has it: wanted {error.wanted}"
        raise CredentialRefusedError(f"{FIELD}.{error.field}", refusal.value, words) from None
