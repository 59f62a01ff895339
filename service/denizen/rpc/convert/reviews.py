"""Reviews, and what ends soon, out of messages and into them."""

from datetime import timedelta

from denizen.domain import names
from denizen.domain.errors import InvalidError
from denizen.domain.reviews import Entry, EntryRecord, Review, information_request, rejection
from denizen.rpc.convert.attestations import write_attestation
from denizen.rpc.convert.enums import CLAIM, END, REJECTION, REVERIFICATION, REVIEW, STEP_OF_REVIEW, WANTED
from denizen.rpc.convert.moments import read_optional_duration, write_moment
from denizen.usecases.expiring import Expiring, ExpiringFilter
from denizen.usecases.reviews import ReviewFilter
from denizen.v1 import attestation_pb2 as pb
from denizen.v1 import lifecycle_pb2, review_pb2

_MOST_DAYS = 3660


def read_review_filter(request: review_pb2.ListReviewsRequest) -> ReviewFilter:
    """Which of those that wait are asked for."""
    return ReviewFilter(
        state=REVIEW.read_optional(request.state, "state"),
        population=names.population(request.population) if request.population else None,
        kind=CLAIM.read_optional(request.claim_kind, "claim_kind"),
        issuer=names.issuer_name(request.issuer) if request.issuer else None,
        assignee=names.caller_name(request.assignee, "assignee") if request.assignee else None,
        older_than=read_optional_duration(request, "older_than", "older_than"),
    )


def read_rejection(request: review_pb2.RejectAttestationRequest) -> Entry:
    """Why it is refused."""
    reasons = [REJECTION.read(each, f"reasons[{number}]") for number, each in enumerate(request.reasons)]
    return rejection(reasons, read_code(request.code))


def read_information_request(request: review_pb2.RequestInformationRequest) -> Entry:
    """What is asked for."""
    wanted = [WANTED.read(each, f"wanted[{number}]") for number, each in enumerate(request.wanted)]
    return information_request(wanted, read_code(request.code))


def read_code(text: str) -> str:
    """A code of the caller's own, or none."""
    return names.identifier(text, "code") if text else ""


def read_expiring_filter(request: lifecycle_pb2.ListExpiringRequest) -> ExpiringFilter:
    """What ends how soon."""
    if not 1 <= request.within_days <= _MOST_DAYS:
        raise InvalidError("within_days", request.within_days or None, f"1 to {_MOST_DAYS}")
    return ExpiringFilter(
        within=timedelta(days=request.within_days),
        population=names.population(request.population) if request.population else None,
        max_age=read_optional_duration(request, "max_age", "max_age"),
        required_only=request.required_only,
    )


def write_expiring(expiring: Expiring) -> pb.ExpiringAttestation:
    """What ends, when, and what is advised."""
    return pb.ExpiringAttestation(
        attestation=write_attestation(expiring.record),
        end=END.write(expiring.ending.end),
        end_time=write_moment(expiring.ending.moment),
        reverification=REVERIFICATION.write(expiring.advice.reverification),
        citation=expiring.advice.citation,
    )


def write_reviewed(review: Review) -> pb.ReviewedAttestation:
    """An attestation with its review."""
    return pb.ReviewedAttestation(attestation=write_attestation(review.record), review=write_review(review))


def write_review(review: Review) -> review_pb2.Review:
    """What happened to an attestation beside its content."""
    submitted_by = review.record.submitted_by
    return review_pb2.Review(
        state=REVIEW.write(review.state),
        submitter=submitted_by.caller,
        submitted_on_behalf_of=submitted_by.on_behalf_of,
        assignee=review.assignee or "",
        resubmission_of=review.resubmission_of or "",
        resubmitted_as=review.resubmitted_as or "",
        history=map(_write_entry, review.history),
    )


def _write_entry(record: EntryRecord) -> review_pb2.ReviewEntry:
    entry = record.entry
    return review_pb2.ReviewEntry(
        step=STEP_OF_REVIEW.write(entry.step),
        create_time=write_moment(record.time),
        revision=record.revision,
        caller=record.by.caller,
        on_behalf_of=record.by.on_behalf_of,
        assignee=entry.assignee or "",
        wanted=map(WANTED.write, entry.wanted),
        rejection_reasons=map(REJECTION.write, entry.reasons),
        code=entry.code,
        evidence=entry.evidence,
        other=entry.other or "",
    )
