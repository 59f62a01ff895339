"""The end of a review: approve, reject, and submit again."""

from collections.abc import Callable
from dataclasses import dataclass

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import AttestationRecord, AttestationState
from denizen.domain.errors import PreconditionError
from denizen.domain.evidence.table import EvidenceTable
from denizen.domain.lifecycle import (
    CheckVerifier,
    Verifier,
    approved_assurance,
    check_approving,
    check_not_own,
    check_vouched,
)
from denizen.domain.names import AttestationName, subject_of
from denizen.domain.purposes import check_same_side
from denizen.domain.refusals import inside
from denizen.domain.reviews import Entry, Review, Step
from denizen.domain.submissions import Submission
from denizen.usecases.attestations import receive, recorded, replace_by, visible
from denizen.usecases.context import Call, Delivery, Once
from denizen.usecases.declarations import check_signer
from denizen.usecases.deliveries import write_in_order
from denizen.usecases.evidence import as_supported, check_not_withdrawn
from denizen.usecases.identifiers import random_id
from denizen.usecases.persons import People
from denizen.usecases.ports import Event, Reader, Store, Writer
from denizen.usecases.principals import existing
from denizen.usecases.results import Result
from denizen.usecases.writing import Done, done, write_once


def reviewed(reader: Reader, name: str) -> Review:
    """The review of an attestation, whatever it serves. `NotFoundError`."""
    record = recorded(reader, name)
    return Review(record, reader.histories([record.attestation.name])[record.attestation.name])


def visible_review(call: Call, reader: Reader, name: AttestationName) -> Review:
    """The review of an attestation that serves the call. `NotFoundError`."""
    record = visible(call, reader, name)
    return Review(record, reader.histories([name])[name])


def people_of(reader: Reader, review: Review) -> People:
    """Who those are who take part in it: as known now, and as known when somebody did before."""
    arrived = reader.revision_at(review.record.created).number
    return People(reader, existing(reader, review.record.attestation.subject), since=(arrived, *review.contributed_at))


def check_verifiable(
    writer: Writer, call: Call, review: Review, assurance: Assurance, check: CheckVerifier = check_approving
) -> None:
    """That the call may make it VERIFIED: somebody entitled vouches, and nobody does so for their own, and what was
    examined still counts. Refusals as for `check`, `check_vouched`, `check_not_withdrawn` and `check_signer`."""
    attestation = review.record.attestation
    check_not_withdrawn(writer, review.evidence)
    check_signer(writer, attestation)
    people = people_of(writer, review)
    second = Verifier(people.of_call(call), call.caller.issuer)
    check(attestation, second, [people.of(actor) for actor in review.contributors], people.counts_as)
    issuer = None if attestation.declaration else writer.issuer(attestation.issuer)
    check_vouched(attestation, issuer, assurance, writer.revision.instant)


@dataclass(frozen=True, slots=True)
class ApproveAttestation:
    """Make a PENDING attestation a fact, at the assurance submitted or a lower one; what it supersedes ends with it.

    `NotFoundError`; `PreconditionError` for one's own, for one that is decided, waits for information or is another
    reviewer's, or whose issuer is not registered; `PermissionDeniedError` beyond the rights of its issuer.
    """

    store: Store

    def __call__(
        self, call: Call, name: AttestationName, level: AssuranceLevel | None = None, once: Once | None = None
    ) -> Result[Review]:
        def act(writer: Writer) -> Done:
            review = visible_review(call, writer, name)
            # 1. It is this reviewer's to decide, and everything asked for is there.
            review.check_decided_by(call.actor)
            review.check_answered()
            # 2. Somebody entitled vouches, nobody for their own, and what was examined still counts.
            assurance = approved_assurance(review.record.attestation.assurance, level)
            check_verifiable(writer, call, review, assurance)
            # 3. It is a fact, and takes the place of another.
            lower = assurance.ordinal if assurance != review.record.attestation.assurance else None
            writer.change_state(name, AttestationState.VERIFIED, assurance=lower)
            writer.add_review_entry(name, Entry(Step.APPROVED, assurance=assurance.ordinal))
            events = (Event("attestation.verified", name, subject_of(name)), *replace_by(writer, name))
            return Done(name, subject_of(name), events)

        return write_once(self.store, call, once, act, reviewed)


@dataclass(frozen=True, slots=True)
class RejectAttestation:
    """Refuse a PENDING attestation for good, for reasons told in codes. `NotFoundError`; `PreconditionError` for one's
    own, for one that is decided or another reviewer's."""

    store: Store

    def __call__(self, call: Call, name: AttestationName, rejection: Entry, once: Once | None = None) -> Result[Review]:
        def act(writer: Writer) -> Done:
            review = visible_review(call, writer, name)
            review.check_decided_by(call.actor)
            people = people_of(writer, review)
            check_not_own(review.record.attestation, people.of_call(call), people.counts_as, "reject")
            writer.change_state(name, AttestationState.REJECTED, reason_code=rejection.reasons[0].value)
            writer.add_review_entry(name, rejection)
            return done(name, subject_of(name), "attestation.rejected")

        return write_once(self.store, call, once, act, reviewed)


@dataclass(frozen=True, slots=True)
class ResubmitAttestation:
    """Submit again what was rejected, or about which information was requested: another attestation, linked to the one
    before, which ends where it was still PENDING. Refusals as for submitting, and `PreconditionError` where there is
    nothing to submit again."""

    store: Store
    table: EvidenceTable
    new_id: Callable[[], str] = random_id

    def __call__(
        self, call: Call, before: AttestationName, submission: Submission, once: Once | Delivery | None = None
    ) -> Result[AttestationRecord]:
        def act(writer: Writer) -> Done:
            review = visible_review(call, writer, before)
            review.check_resubmittable()
            with inside("attestation"):
                check_same_side(review.record.attestation.purposes, submission.purposes)
                supersedes = _still_to_supersede(writer, review.record)
                supported = as_supported(self.table, call, writer, submission)
                name, state = receive(writer, call, supported, self.new_id(), supersedes)
            if review.record.state is AttestationState.PENDING:
                writer.change_state(before, AttestationState.SUPERSEDED, superseded_by=name)
            writer.add_review_entry(before, Entry(Step.RESUBMITTED, other=name))
            writer.add_review_entry(name, Entry(Step.RESUBMISSION, other=before))
            ended = replace_by(writer, name) if state is AttestationState.VERIFIED else ()
            resubmitted = (
                Event("attestation.submitted", name, submission.subject),
                Event("attestation.resubmitted", before, submission.subject),
            )
            return Done(name, submission.subject, (*resubmitted, *ended))

        return write_in_order(self.store, call, once, act, recorded)


def _still_to_supersede(writer: Writer, before: AttestationRecord) -> AttestationName | None:
    """What the one before was to supersede. `PreconditionError` where another took its place meanwhile."""
    if before.supersedes is None:
        return None
    replaced = recorded(writer, before.supersedes)
    if replaced.state is AttestationState.SUPERSEDED:
        raise PreconditionError(before.supersedes, f"it was superseded already, by {replaced.superseded_by}")
    return before.supersedes
