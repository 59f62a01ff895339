"""`denizen review`: what waits for a second person."""

from collections.abc import Callable

import click
from google.protobuf.duration_pb2 import Duration

from denizen.cli.attested import phrase
from denizen.cli.calls import every
from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.moments import write_moment
from denizen.cli.options import ATTESTATION, Name, P, R, Word, purpose_option, request_id_option
from denizen.cli.output import json_option, print_json, print_table
from denizen.cli.review_page import print_reviewed
from denizen.cli.vocabulary import short
from denizen.v1 import attestation_pb2 as pb
from denizen.v1 import claim_pb2, review_pb2
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub

_STATE = review_pb2.ReviewState.DESCRIPTOR
_CALLER = Name("callers")
_DAY = 86_400


def _on_one(command: Callable[P, R]) -> Callable[P, R]:
    """What every command about one attestation takes."""
    for option in (json_option, target_option, purpose_option, click.argument("name", type=ATTESTATION)):
        command = option(command)
    return command


@click.group(
    epilog="""\b
Examples:
  denizen review list --population employee
  denizen review assign principals/ada/attestations/a1 bob
  denizen review approve principals/ada/attestations/a1
  denizen review reject principals/ada/attestations/a1 --reason evidence-unreadable
"""
)
def review() -> None:
    """Decide what waits for a second person."""


@review.command(
    name="list",
    short_help="List what waits.",
    epilog="""\b
Examples:
  denizen review list
  denizen review list --state unassigned --older-than-days 7
""",
)
@click.option("--state", type=Word(_STATE), metavar="STATE", help="Only those that are unassigned, assigned, …")
@click.option("--population", default="", help="Only of principals of this population.")
@click.option("--claim", type=Word(claim_pb2.ClaimKind.DESCRIPTOR), metavar="KIND", help="Only claims of this kind.")
@click.option("--issuer", default="", metavar="NAME", help="Only those for which this issuer would vouch.")
@click.option("--assignee", type=_CALLER, default=None, metavar="CALLER", help="Only those that this caller has.")
@click.option("--older-than-days", type=click.IntRange(1), help="Only those that have waited so long.")
@click.option("--limit", type=click.IntRange(1), help="Stop after so many.  [default: all of them]")
@purpose_option
@target_option
@json_option
def list_(
    *,
    state: review_pb2.ReviewState | None,
    population: str,
    claim: claim_pb2.ClaimKind | None,
    issuer: str,
    assignee: str | None,
    older_than_days: int | None,
    limit: int | None,
    purpose: str,
    target: str,
    as_json: bool,
) -> None:
    """List what waits for review, in the order of arrival."""
    request = review_pb2.ListReviewsRequest(
        state=state,
        population=population,
        claim_kind=claim,
        issuer=issuer,
        assignee=assignee or "",
        older_than=Duration(seconds=older_than_days * _DAY) if older_than_days else None,
        purpose=purpose,
    )
    with connected(target) as channel:
        found = list(every(AttestationServiceStub(channel).ListReviews, request, "reviews", limit))
    if as_json:
        print_json(found)
        return
    rows = [
        (
            item.attestation.name,
            short(_STATE, item.review.state).lower(),
            phrase(item.attestation.claim, holds=not item.attestation.does_not_hold),
            item.attestation.issuer,
            item.review.submitted_on_behalf_of or item.review.submitter,
            item.review.assignee,
            write_moment(item.attestation.create_time),
        )
        for item in found
    ]
    print_table(("attestation", "review", "claim", "issuer", "submitted by", "assignee", "since"), rows)


@review.command(short_help="Show a review.")
@_on_one
def show(*, name: str, purpose: str, target: str, as_json: bool) -> None:
    """Show an attestation with everything that its review did."""
    request = review_pb2.GetReviewRequest(name=name, purpose=purpose)
    with connected(target) as channel:
        answer = AttestationServiceStub(channel).GetReview(request, timeout=TIMEOUT_SECONDS)
    print_reviewed(answer, as_json=as_json)


@review.command(short_help="Give a review to somebody.")
@_on_one
@click.argument("assignee", metavar="[CALLER]", type=_CALLER, required=False)
@request_id_option
def assign(*, name: str, assignee: str | None, purpose: str, request_id: str, target: str, as_json: bool) -> None:
    """Give a review to a caller; without one, back to the queue."""
    request = review_pb2.AssignReviewRequest(name=name, assignee=assignee or "", purpose=purpose, request_id=request_id)
    with connected(target) as channel:
        answer = AttestationServiceStub(channel).AssignReview(request, timeout=TIMEOUT_SECONDS)
    print_reviewed(answer, as_json=as_json)


@review.command(short_help="Ask for more.")
@_on_one
@click.option(
    "--wanted",
    multiple=True,
    required=True,
    type=Word(review_pb2.InformationWanted.DESCRIPTOR),
    metavar="WHAT",
    help="Such as clearer-copy or dates; may be repeated.",
)
@click.option("--code", default="", help="A code of your own; with --wanted other.")
@request_id_option
def ask(
    *,
    name: str,
    wanted: tuple[review_pb2.InformationWanted, ...],
    code: str,
    purpose: str,
    request_id: str,
    target: str,
    as_json: bool,
) -> None:
    """Ask for more before deciding; until it is there nobody approves."""
    request = review_pb2.RequestInformationRequest(
        name=name, wanted=wanted, code=code, purpose=purpose, request_id=request_id
    )
    with connected(target) as channel:
        answer = AttestationServiceStub(channel).RequestInformation(request, timeout=TIMEOUT_SECONDS)
    print_reviewed(answer, as_json=as_json)


@review.command(short_help="Answer what was asked.")
@_on_one
@click.option("--evidence", multiple=True, metavar="REFERENCE", help="What is given in answer; may be repeated.")
@click.option("--code", default="", help="A code of your own.")
@request_id_option
def answer(
    *,
    name: str,
    evidence: tuple[str, ...],
    code: str,
    purpose: str,
    request_id: str,
    target: str,
    as_json: bool,
) -> None:
    """Answer a request for information. Whoever does so cannot approve."""
    request = review_pb2.ProvideInformationRequest(
        name=name, evidence=evidence, code=code, purpose=purpose, request_id=request_id
    )
    with connected(target) as channel:
        given = AttestationServiceStub(channel).ProvideInformation(request, timeout=TIMEOUT_SECONDS)
    print_reviewed(given, as_json=as_json)


@review.command(short_help="Approve.")
@_on_one
@click.option(
    "--assurance",
    type=Word(pb.AssuranceLevel.DESCRIPTOR),
    metavar="LEVEL",
    help="What you found, where that is less than was submitted.",
)
@request_id_option
def approve(
    *,
    name: str,
    assurance: pb.AssuranceLevel | None,
    purpose: str,
    request_id: str,
    target: str,
    as_json: bool,
) -> None:
    """Make an attestation a fact. Nobody approves their own, nor what they submitted."""
    request = pb.ApproveAttestationRequest(name=name, assurance_level=assurance, purpose=purpose, request_id=request_id)
    with connected(target) as channel:
        answer = AttestationServiceStub(channel).ApproveAttestation(request, timeout=TIMEOUT_SECONDS)
    print_reviewed(answer, as_json=as_json)


@review.command(short_help="Reject.")
@_on_one
@click.option(
    "--reason",
    "reasons",
    multiple=True,
    required=True,
    type=Word(review_pb2.RejectionReason.DESCRIPTOR),
    metavar="REASON",
    help="Such as evidence-unreadable or duplicate; may be repeated.",
)
@click.option("--code", default="", help="A code of your own; with --reason other.")
@request_id_option
def reject(
    *,
    name: str,
    reasons: tuple[review_pb2.RejectionReason, ...],
    code: str,
    purpose: str,
    request_id: str,
    target: str,
    as_json: bool,
) -> None:
    """Refuse an attestation for good. It may be submitted again."""
    request = review_pb2.RejectAttestationRequest(
        name=name, reasons=reasons, code=code, purpose=purpose, request_id=request_id
    )
    with connected(target) as channel:
        answer = AttestationServiceStub(channel).RejectAttestation(request, timeout=TIMEOUT_SECONDS)
    print_reviewed(answer, as_json=as_json)
