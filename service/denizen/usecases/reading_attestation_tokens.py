"""From a signed attestation token to what its issuer attests by it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.credentials import digest_of
from denizen.domain.errors import InvalidError
from denizen.domain.evidence.citing import citations
from denizen.domain.intervals import Interval
from denizen.domain.issuers import Issuer
from denizen.domain.names import PrincipalName, principal_name
from denizen.domain.principals import ExternalIdentifier
from denizen.domain.refusals import Withheld, inside
from denizen.domain.rights import check_rights
from denizen.domain.submissions import Submission
from denizen.usecases.ports import Reader
from denizen.usecases.trusting import FIELD, Presented, Reading, times
from denizen.verification.attestation_tokens import TYPE, VerifiedToken
from denizen.verification.refusals import Refusal, RefusedError

ReadAttestation = Callable[[PrincipalName, Mapping[str, Any], str], Submission]
"""Reads the API's JSON of an attestation about a principal. `InvalidError`, seen from the field that is given."""


@dataclass(frozen=True, slots=True)
class TokenReading:
    """Reads one verified token of an issuer, for these audiences."""

    reader: Reader
    given: Presented
    issuer: Issuer
    audiences: frozenset[str]
    now: datetime
    read_attestation: ReadAttestation

    def read(self, said: VerifiedToken) -> Reading:
        """`RefusedError` where it is not for us, or not about that principal; `PermissionDeniedError` beyond its
        issuer's rights; `InvalidError` for what it attests."""
        # 1. For us, about whom it came for, and for nothing but what its issuer signed it for.
        given, issuer = self.given, self.issuer
        if self.audiences.isdisjoint(said.audiences):
            raise RefusedError(Refusal.WRONG_AUDIENCE, "is for another audience")
        if self._subject(said.subject) != given.subject:
            raise RefusedError(Refusal.WRONG_SUBJECT, "is about another principal, or one that nobody knows")
        if not given.purposes <= set(said.purposes):
            raise RefusedError(Refusal.PURPOSE_NOT_GIVEN, "was not signed for that purpose")
        vouched, verified = times(said.validity, self.now)
        # 2. Each of what it attests, within the rights of its issuer.
        submissions = []
        for index, stated in enumerate(said.attestations):
            one = self._attested(stated, f"{FIELD}.attestations[{index}]", vouched, verified)
            moments = (one.verified_at or self.now, self.now)
            check_rights(issuer, one.claim, _assurance(one), one.purposes, moments)
            if one not in submissions:
                submissions.append(one)
        content = digest_of(issuer.name.encode(), said.content)
        return Reading(
            issuer=issuer,
            type=TYPE,
            submissions=tuple(submissions),
            status=said.status,
            digest=content,
            presented=digest_of(content, *sorted(each.encode() for each in given.purposes)),
            sequence=said.sequence,
        )

    def _attested(self, stated: Mapping[str, Any], field: str, vouched: Interval, verified: datetime) -> Submission:
        if "purposes" in stated:
            raise InvalidError(f"{field}.purposes", Withheld("some"), "nothing: those of the token count for all of it")
        one = self.read_attestation(self.given.subject, {**stated, "purposes": sorted(self.given.purposes)}, field)
        with inside(field):
            if one.declaration is not None:
                raise InvalidError("self_declaration", Withheld("one"), "nothing: the token is its issuer's word")
            if one.assurance is None:
                raise InvalidError("assurance", None, "an assurance: it is not found out from evidence here")
            if citations(one.evidence):
                raise InvalidError("evidence", None, "references of its issuer's own, not to evidence recorded here")
            if one.issuer not in (None, self.issuer.name):
                raise InvalidError("issuer", one.issuer, f"nothing, or {self.issuer.name}, who signed it")
            return replace(
                one,
                issuer=self.issuer.name,
                vouched=_narrowed(one.vouched, vouched),
                verified_at=one.verified_at or verified,
            )

    def _subject(self, said: str) -> PrincipalName | None:
        """`principals/{principal}`, or `SCHEME=VALUE` for how another system names one."""
        try:
            if said.startswith("principals/"):
                return principal_name(said)
            scheme, _, value = said.partition("=")
            return self.reader.principal_by(ExternalIdentifier.parse(scheme, value))
        except (InvalidError, UnicodeEncodeError):
            return None


def _assurance(one: Submission) -> Assurance:
    return one.assurance or Assurance.own(AssuranceLevel.SELF_DECLARED)


def _narrowed(one: Interval, other: Interval) -> Interval:
    start = max((each for each in (one.start, other.start) if each is not None), default=None)
    end = min((each for each in (one.end, other.end) if each is not None), default=None)
    if start is not None and end is not None and end <= start:
        raise InvalidError("vouched", None, "an interval that lies within the token's own validity, at least in part")
    return Interval(start, end)
