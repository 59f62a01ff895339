"""A review, for people to read."""

from collections.abc import Iterator
from typing import Protocol

from denizen.cli.attested import attestation_fields
from denizen.cli.moments import write_moment
from denizen.cli.output import print_fields, print_json
from denizen.cli.vocabulary import short
from denizen.v1 import attestation_pb2 as pb
from denizen.v1 import review_pb2


class Answer(Protocol):
    """An answer with a review."""

    @property
    def reviewed(self) -> pb.ReviewedAttestation:
        """The attestation with its review."""


def print_reviewed(answer: Answer, *, as_json: bool) -> None:
    """The attestation, where its review stands, and what was done."""
    if as_json:
        print_json(answer)
        return
    review = answer.reviewed.review
    fields = attestation_fields(answer.reviewed.attestation)
    print_fields(
        fields
        | {
            "review": short(review_pb2.ReviewState.DESCRIPTOR, review.state),
            "submitted by": _whose(review.submitter, review.submitted_on_behalf_of),
            "assignee": review.assignee,
            "resubmission of": review.resubmission_of,
            "resubmitted as": review.resubmitted_as,
            "history": "\n".join(_line(entry) for entry in review.history),
        }
    )


def _whose(caller: str, on_behalf_of: str) -> str:
    return f"{caller} for {on_behalf_of}" if on_behalf_of else caller


def _line(entry: review_pb2.ReviewEntry) -> str:
    words = [short(review_pb2.ReviewStep.DESCRIPTOR, entry.step).lower().replace("_", " "), *_details(entry)]
    return f"{write_moment(entry.create_time)}  {' '.join(words)}, by {_whose(entry.caller, entry.on_behalf_of)}"


def _details(entry: review_pb2.ReviewEntry) -> Iterator[str]:
    if entry.assignee:
        yield f"to {entry.assignee}"
    yield from (short(review_pb2.InformationWanted.DESCRIPTOR, each) for each in entry.wanted)
    yield from (short(review_pb2.RejectionReason.DESCRIPTOR, each) for each in entry.rejection_reasons)
    yield from (each for each in (entry.code, *entry.evidence, entry.other) if each)
