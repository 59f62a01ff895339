"""The life of an attestation: which state may follow which, and what it takes to become VERIFIED.

Two ways lead to VERIFIED: a caller acts for the registered issuer that vouches, within its rights; or two people, the
one who submitted and another who approves, neither of them whom it is about, for an issuer with the right.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation, AttestationRecord, AttestationState
from denizen.domain.claims import ActsFor
from denizen.domain.errors import InvalidError, PreconditionError
from denizen.domain.issuers import Issuer
from denizen.domain.names import IssuerName
from denizen.domain.rights import check_rights
from denizen.domain.second_person import CountsAs, Person, check_second_person, names_of

_S = AttestationState
FOLLOWS: Mapping[AttestationState, frozenset[AttestationState]] = {
    _S.PENDING: frozenset({_S.VERIFIED, _S.REJECTED, _S.REVOKED, _S.SUPERSEDED}),
    _S.VERIFIED: frozenset({_S.SUSPENDED, _S.REVOKED, _S.SUPERSEDED}),
    _S.SUSPENDED: frozenset({_S.VERIFIED, _S.REVOKED, _S.SUPERSEDED}),
    _S.REJECTED: frozenset(),
    _S.REVOKED: frozenset(),
    _S.SUPERSEDED: frozenset(),
}
"""What may follow each state."""


def check_step(record: AttestationRecord, to: AttestationState) -> None:
    """`PreconditionError` where that state may not follow the present one."""
    if to not in FOLLOWS[record.state]:
        again = " already" if record.state in (to, *_FINAL) else f", and cannot become {to.name}"
        raise PreconditionError(record.attestation.name, f"it is {record.state.name}{again}")


_FINAL = tuple(state for state, after in FOLLOWS.items() if not after)


def concerned(attestation: Attestation, counts_as: CountsAs) -> frozenset[str]:
    """Everybody whose own an attestation is: its subject, whoever signed it, and for a service whom it acts for."""
    names: set[str] = {attestation.subject}
    if attestation.declaration is not None:
        names.add(attestation.declaration.signer)
    if attestation.issuer.startswith("principals/"):
        names.add(attestation.issuer)
    if isinstance(attestation.claim, ActsFor) and attestation.claim.principal is not None:
        names.add(attestation.claim.principal)
    return frozenset().union(*(names_of(name, counts_as) for name in names))


def check_not_own(attestation: Attestation, person: Person, counts_as: CountsAs, step: str) -> None:
    """`PreconditionError` where it is that person's own."""
    if person.is_(concerned(attestation, counts_as)):
        raise PreconditionError(attestation.name, f"it is one's own: whom it is about cannot {step} it")


def check_vouched(attestation: Attestation, issuer: Issuer | None, assurance: Assurance, moment: datetime) -> None:
    """Its issuer may vouch at that assurance, at `moment` and when it was verified. `PreconditionError` where it is not
    registered; `PermissionDeniedError` beyond its rights. A person's own word needs no more than the person."""
    if attestation.declaration is not None:
        return
    if issuer is None:
        raise PreconditionError(attestation.name, f"{attestation.issuer} is not a registered issuer and cannot vouch")
    moments = (attestation.verified_at, moment)
    check_rights(issuer, attestation.claim, assurance, attestation.purposes, moments)


@dataclass(frozen=True, slots=True)
class Verifier:
    """Who would make an attestation VERIFIED, and for which issuer; None: for none."""

    person: Person
    acting_for: IssuerName | None


CheckVerifier = Callable[[Attestation, Verifier, Sequence[Person], CountsAs], None]


def check_approving(
    attestation: Attestation, second: Verifier, firsts: Sequence[Person], counts_as: CountsAs, step: str = "approve"
) -> None:
    """Nobody approves their own submission, nor what is about them. `firsts`: who took part, first who submitted it;
    where the second does not act for the issuer that vouches, that is somebody too whom it is not about.
    `PreconditionError`."""
    check_not_own(attestation, second.person, counts_as, step)
    check_second_person(attestation.name, second.person, firsts, step)
    alone = second.acting_for == attestation.issuer or attestation.declaration is not None
    if not alone and firsts[0].is_(concerned(attestation, counts_as)):
        why = f"whom it is about submitted it: to {step} it takes a caller who acts for {attestation.issuer}"
        raise PreconditionError(attestation.name, why)


def check_reinstating(
    attestation: Attestation, second: Verifier, firsts: Sequence[Person], counts_as: CountsAs
) -> None:
    """What an issuer may make a fact by its word alone it may make one again: a caller who acts for it does, where it
    is not about them. Of anybody else it takes what an approval does. `PreconditionError`."""
    if second.acting_for == attestation.issuer:
        check_not_own(attestation, second.person, counts_as, "reinstate")
        return
    check_approving(attestation, second, firsts, counts_as, "reinstate")


def check_replaces(
    replaced: AttestationRecord, replacement: Attestation, issuer: Issuer | None, moment: datetime
) -> None:
    """A fact may end in favour of another one of the same issuer, or of an issuer that might have vouched for it too.
    `PreconditionError` for a person's own word in the place of an issuer's; `PermissionDeniedError` beyond the rights
    of the other issuer."""
    before = replaced.attestation
    if replaced.state is AttestationState.PENDING or before.issuer == replacement.issuer:
        return
    if issuer is None:
        why = f"{before.issuer} vouches for it, and a person's own word does not take its place"
        raise PreconditionError(before.name, why)
    check_rights(issuer, before.claim, before.assurance, before.purposes, (moment,))


def approved_assurance(submitted: Assurance, given: AssuranceLevel | None) -> Assurance:
    """The assurance found in review: as submitted, or lower. `InvalidError` for a higher one, and for SELF_DECLARED."""
    if given is None or given == submitted.ordinal:
        return submitted
    if given > submitted.ordinal or given is AssuranceLevel.SELF_DECLARED:
        raise InvalidError("assurance_level", given.name, f"LOW to {submitted.ordinal.name}, which was submitted")
    return Assurance.own(given)
