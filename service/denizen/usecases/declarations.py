"""Whether whoever signed a declaration may speak for whom it is about."""

from denizen.domain.attestations import Attestation
from denizen.domain.declarations import GENUINE, REPRESENTATION, signs_for
from denizen.domain.errors import PreconditionError
from denizen.domain.evidence.citing import citations
from denizen.domain.evidence.documents import OtherDocument
from denizen.domain.evidence.kinds import CheckResult
from denizen.domain.evidence.records import Evidence
from denizen.domain.evidence.strength import latest
from denizen.domain.principals import PrincipalKind
from denizen.usecases.ports import Reader


def may_sign(reader: Reader, attestation: Attestation) -> bool:
    """Whether the signer is the subject, or is known here to represent it: by an attestation for an organisation or a
    service, by evidence of the right to represent that the declaration cites for a person. True where nothing was
    signed."""
    declaration, subject = attestation.declaration, attestation.subject
    if declaration is None or declaration.signer == subject:
        return True
    facts = reader.facts([subject, declaration.signer])
    signer = facts.get(declaration.signer)
    if subject not in facts or signer is None or signer.kind is not PrincipalKind.PERSON:
        return False
    if signs_for(facts[subject], signer, attestation.purposes, reader.revision.instant):
        return True
    return facts[subject].kind is PrincipalKind.PERSON and _is_represented(reader, attestation)


def check_signer(reader: Reader, attestation: Attestation) -> None:
    """`PreconditionError` where whoever signed for somebody else is nobody who is known here."""
    declaration = attestation.declaration
    if declaration is None or declaration.signer == attestation.subject:
        return
    signer = reader.principal(declaration.signer)
    if signer is None or signer.kind is not PrincipalKind.PERSON:
        raise PreconditionError(attestation.name, "whoever signed it is not known here as a person")


def _is_represented(reader: Reader, attestation: Attestation) -> bool:
    found = (reader.evidence(citation.name) for citation in citations(attestation.evidence))
    return any(record is not None and _shows_right(record.evidence) for record in found)


def _shows_right(evidence: Evidence) -> bool:
    document, checks = evidence.document, latest(evidence.checks)
    return (
        isinstance(document, OtherDocument)
        and document.type in REPRESENTATION
        and all(check.result is not CheckResult.FAILED for check in checks)
        and any(check.kind in GENUINE and check.result is CheckResult.PASSED for check in checks)
    )
