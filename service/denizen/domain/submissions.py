"""What a caller submits about a principal, and what becomes of it on arrival."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation, AttestationState, SelfDeclaration
from denizen.domain.claims import Claim, Completeness
from denizen.domain.countries import Normalized
from denizen.domain.errors import InvalidError
from denizen.domain.evidence.citing import citations
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.issuers import Issuer
from denizen.domain.names import AttestationName, IssuerName, PrincipalName, Purpose
from denizen.domain.principals import PrincipalKind
from denizen.domain.purposes import check_apart
from denizen.domain.refusals import Withheld, inside
from denizen.domain.rights import check_rights
from denizen.domain.wellformed import check_claim, described_by, kind_attested, references

MOST_PURPOSES = 20
MOST_EVIDENCE = 20
LONGEST_EVIDENCE = 256
LONGEST_TEXT = 65_536
_DECLARED = {"text": LONGEST_TEXT, "text_version": 64, "text_sha256": 64, "language": 64}
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)


def check_evidence(evidence: tuple[str, ...]) -> None:
    """`InvalidError` for too many references, and for one that is empty or too long."""
    if len(evidence) > MOST_EVIDENCE:
        raise InvalidError("evidence", len(evidence), f"at most {MOST_EVIDENCE} references")
    for index, reference in enumerate(evidence):
        if not 0 < len(reference) <= LONGEST_EVIDENCE:
            got = f"{len(reference)} characters"
            raise InvalidError(f"evidence[{index}]", got, f"1 to {LONGEST_EVIDENCE} characters")


@dataclass(frozen=True, slots=True)
class Submission:
    """A well-formed attestation to be; one that is not cannot be made. Refusals name its fields from here on.

    `assurance` None only with a `declaration`, or with evidence that is recorded here and supports one; `issuer` None:
    the signer, or the issuer for which the caller acts; `verified_at` None: when it is received.
    """

    subject: PrincipalName
    claim: Claim
    purposes: frozenset[Purpose]
    holds: bool = True
    held: Interval = ALWAYS
    vouched: Interval = ALWAYS
    assurance: Assurance | None = None
    issuer: IssuerName | None = None
    verified_at: datetime | None = None
    evidence: tuple[str, ...] = ()
    declaration: SelfDeclaration | None = None
    country_as_given: Normalized | None = None

    def __post_init__(self) -> None:
        with inside("claim"):
            self._check_claim()
        if isinstance(self.claim, Completeness) and not self.holds:
            raise InvalidError("does_not_hold", "true", "a completeness that holds")
        if not 0 < len(self.purposes) <= MOST_PURPOSES:
            raise InvalidError("purposes", len(self.purposes) or None, f"1 to {MOST_PURPOSES} purposes")
        check_apart(self.purposes)
        check_evidence(self.evidence)
        citations(self.evidence)
        if self.declaration is None:
            self._check_issued()
        else:
            self._check_declared(self.declaration)

    def _check_claim(self) -> None:
        if not isinstance(self.claim, Completeness):
            check_claim(self.claim, holds=self.holds)
        for field, name in references(self.claim):
            if name == self.subject:
                raise InvalidError(field, Withheld("the subject itself"), "another principal")

    def _check_issued(self) -> None:
        if self.assurance is None:
            if not citations(self.evidence):
                raise InvalidError("assurance", None, "an assurance, a self_declaration, or evidence recorded here")
        elif self.assurance.ordinal is AssuranceLevel.SELF_DECLARED:
            raise InvalidError("assurance.level", self.assurance.level, "another level: it takes a self_declaration")
        if self.issuer is not None and not self.issuer.startswith("issuers/"):
            raise InvalidError("issuer", self.issuer, "issuers/{issuer}; a person's own word takes a self_declaration")

    def _check_declared(self, declaration: SelfDeclaration) -> None:
        with inside("self_declaration"):
            for field, most in _DECLARED.items():
                size = len(getattr(declaration, field).encode())
                if not 0 < size <= most:
                    raise InvalidError(field, f"{size} bytes" if size else None, f"1 to {most} bytes")
            if not declaration.text.strip():
                raise InvalidError("text", "nothing but spaces", "the text that was shown")
            if _LANGUAGE.fullmatch(declaration.language) is None:
                raise InvalidError("language", declaration.language, "a language as BCP 47, such as 'en' or 'pt-BR'")
            if declaration.text_sha256 != hashlib.sha256(declaration.text.encode()).hexdigest():
                raise InvalidError(
                    "text_sha256", declaration.text_sha256, "the SHA-256 of text, lower-case hexadecimal"
                )
            if declaration.on_behalf_of != self.subject:
                raise InvalidError("on_behalf_of", declaration.on_behalf_of, f"the subject, {self.subject}")
        if self.issuer is not None and self.issuer != IssuerName(declaration.signer):
            raise InvalidError("issuer", self.issuer, f"nothing, or the signer, {declaration.signer}")
        if self.assurance is not None and self.assurance.ordinal is not AssuranceLevel.SELF_DECLARED:
            raise InvalidError(
                "assurance.level", self.assurance.level, "nothing, or SELF_DECLARED: it is a declaration"
            )

    @property
    def is_of_anybody(self) -> bool:
        """Whether it is as well-formed about any other subject: nothing in it names one."""
        return not (self.evidence or self.declaration or any(references(self.claim)))

    def check_about(self, kind: PrincipalKind) -> None:
        """`InvalidError` where such a claim is not about that kind of principal."""
        described = described_by(kind_attested(self.claim))
        if described is not kind:
            wanted = f"a claim about a principal of the kind {kind.name}"
            raise InvalidError("claim", Withheld(f"one about the kind {described.name}"), wanted)

    def issued_by(self, acting_for: IssuerName | None) -> IssuerName:
        """Who vouches, where the caller acts for that issuer or for none. `InvalidError` where nobody is named."""
        issuer = IssuerName(self.declaration.signer) if self.declaration else self.issuer or acting_for
        if issuer is None:
            raise InvalidError("issuer", None, "issuers/{issuer}: the caller acts for no issuer")
        return issuer

    def received(self, name: AttestationName, issuer: IssuerName, moment: datetime) -> Attestation:
        """The attestation, as received at `moment`. `InvalidError` where it was verified later than that."""
        if self.verified_at is not None and self.verified_at > moment:
            wanted = f"a moment not in the future; it is {moment.isoformat()}"
            raise InvalidError("verified_at", self.verified_at.isoformat(), wanted)
        return Attestation(
            name=name,
            claim=self.claim,
            assurance=self.assurance or Assurance.own(AssuranceLevel.SELF_DECLARED),
            issuer=issuer,
            purposes=self.purposes,
            verified_at=self.verified_at or moment,
            holds=self.holds,
            held=self.held,
            vouched=self.vouched,
            evidence=self.evidence,
            declaration=self.declaration,
            country_as_given=self.country_as_given,
        )


def state_on_arrival(
    attestation: Attestation,
    acting_for: Issuer | None,
    moment: datetime,
    *,
    own: bool = False,
    signed: bool = True,
) -> AttestationState:
    """As received at `moment`: VERIFIED where the subject's own word is all it claims to be, or where the registered
    issuer for which the caller acts vouches for it; else PENDING. `PermissionDeniedError` beyond that issuer's rights,
    at that moment or when it verified the claim. `own`: whoever submits it is somebody whom it is about, and vouches
    for nothing. `signed`: whoever signed a declaration may speak for the subject, by what is known here."""
    if attestation.declaration is not None:
        return AttestationState.VERIFIED if signed else AttestationState.PENDING
    if acting_for is None or acting_for.name != attestation.issuer:
        return AttestationState.PENDING
    moments = (attestation.verified_at, moment)
    check_rights(acting_for, attestation.claim, attestation.assurance, attestation.purposes, moments)
    return AttestationState.PENDING if own else AttestationState.VERIFIED
