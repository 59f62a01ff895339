"""The part of `denizen issuer` that proposes changes and decides about them."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import click
from google.protobuf.timestamp_pb2 import Timestamp

from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.files import load
from denizen.cli.issuer_page import print_proposal
from denizen.cli.options import ISSUER, MOMENT_TYPE, request_id_option
from denizen.cli.output import json_option, print_json
from denizen.v1 import issuer_pb2 as pb
from denizen.v1.issuer_pb2_grpc import IssuerServiceStub

P = ParamSpec("P")
R = TypeVar("R")

NEXT = "It counts once a second person has approved it: denizen issuer approve "


def print_answer(answer: Any, *, as_json: bool) -> None:  # noqa: ANN401 - each answer with a proposal
    """The proposal, and what has to happen next."""
    if as_json:
        print_json(answer)
        return
    print_proposal(answer.proposal)
    if answer.proposal.state == pb.PROPOSAL_STATE_PROPOSED:
        click.echo(NEXT + answer.proposal.name.removeprefix("issuers/"))


def from_options(command: Callable[P, R]) -> Callable[P, R]:
    """Gives a command the options that say from when on."""
    moment = click.option(
        "--from", "start", type=MOMENT_TYPE, metavar="T", help="From then on, also in the past.  [default: now]"
    )
    beginning = click.option("--from-the-beginning", is_flag=True, help="As if it had never been otherwise.")
    return moment(beginning(command))


def reason_option(command: Callable[P, R]) -> Callable[P, R]:
    return click.option("--reason-code", required=True, metavar="CODE", help="For the record, such as audit-2026.")(
        command
    )


@click.command(
    short_help="Propose an issuer, or a change of one.",
    epilog="""\b
Examples:
  denizen issuer propose bureau.yaml
  denizen issuer propose - < bureau.yaml
""",
)
@click.argument("file", metavar="FILE|-")
@request_id_option
@target_option
@json_option
def propose(*, file: str, request_id: str, target: str, as_json: bool) -> None:
    """Propose what FILE says an issuer shall be, whole. A registered issuer keeps its standing, and its keys beside
    those of FILE."""
    request = pb.ProposeIssuerRequest(issuer=load(file, pb.Issuer), request_id=request_id)
    with connected(target) as channel:
        answer = IssuerServiceStub(channel).ProposeIssuer(request, timeout=TIMEOUT_SECONDS)
    print_answer(answer, as_json=as_json)


@click.command(
    short_help="Propose to suspend an issuer.",
    epilog="""\b
Examples:
  denizen issuer suspend bureau --reason-code audit-2026
  denizen issuer suspend bureau --from 2026-06-01 --to 2026-07-01 --reason-code audit-2026
""",
)
@click.argument("name", metavar="ID", type=ISSUER)
@from_options
@click.option("--to", "end", type=MOMENT_TYPE, metavar="T", help="Until then.  [default: without end]")
@reason_option
@request_id_option
@target_option
@json_option
def suspend(
    *,
    name: str,
    start: Timestamp | None,
    from_the_beginning: bool,
    end: Timestamp | None,
    reason_code: str,
    request_id: str,
    target: str,
    as_json: bool,
) -> None:
    """Propose that an issuer may vouch for nothing for a time, and that nothing it vouched for counts then."""
    request = pb.SuspendIssuerRequest(
        name=name,
        effective_from=start,
        from_the_beginning=from_the_beginning,
        effective_to=end,
        reason_code=reason_code,
        request_id=request_id,
    )
    with connected(target) as channel:
        answer = IssuerServiceStub(channel).SuspendIssuer(request, timeout=TIMEOUT_SECONDS)
    print_answer(answer, as_json=as_json)


@click.command(
    short_help="Propose to reinstate an issuer.",
    epilog="""\b
Examples:
  denizen issuer reinstate bureau --reason-code audit-passed
""",
)
@click.argument("name", metavar="ID", type=ISSUER)
@from_options
@reason_option
@request_id_option
@target_option
@json_option
def reinstate(
    *,
    name: str,
    start: Timestamp | None,
    from_the_beginning: bool,
    reason_code: str,
    request_id: str,
    target: str,
    as_json: bool,
) -> None:
    """Propose to end a suspension, or to take a withdrawal back."""
    request = pb.ReinstateIssuerRequest(
        name=name,
        effective_from=start,
        from_the_beginning=from_the_beginning,
        reason_code=reason_code,
        request_id=request_id,
    )
    with connected(target) as channel:
        answer = IssuerServiceStub(channel).ReinstateIssuer(request, timeout=TIMEOUT_SECONDS)
    print_answer(answer, as_json=as_json)


@click.command(
    short_help="Propose to withdraw an issuer.",
    epilog="""\b
Examples:
  denizen issuer withdraw bureau --reason-code closed
  denizen issuer withdraw bureau --from-the-beginning --reason-code never-was-one
""",
)
@click.argument("name", metavar="ID", type=ISSUER)
@from_options
@reason_option
@request_id_option
@target_option
@json_option
def withdraw(
    *,
    name: str,
    start: Timestamp | None,
    from_the_beginning: bool,
    reason_code: str,
    request_id: str,
    target: str,
    as_json: bool,
) -> None:
    """Propose that an issuer may vouch for nothing any more, or that it never might."""
    request = pb.WithdrawIssuerRequest(
        name=name,
        effective_from=start,
        from_the_beginning=from_the_beginning,
        reason_code=reason_code,
        request_id=request_id,
    )
    with connected(target) as channel:
        answer = IssuerServiceStub(channel).WithdrawIssuer(request, timeout=TIMEOUT_SECONDS)
    print_answer(answer, as_json=as_json)


@click.command(
    short_help="Approve a proposal.",
    epilog="""\b
Examples:
  denizen issuer approve bureau/proposals/4f2c...
""",
)
@click.argument("name", metavar="PROPOSAL", type=ISSUER)
@request_id_option
@target_option
@json_option
def approve(*, name: str, request_id: str, target: str, as_json: bool) -> None:
    """Make an issuer what somebody else proposed. Read it first: denizen issuer proposals PROPOSAL."""
    request = pb.ApproveIssuerProposalRequest(name=name, request_id=request_id)
    with connected(target) as channel:
        answer = IssuerServiceStub(channel).ApproveIssuerProposal(request, timeout=TIMEOUT_SECONDS)
    print_answer(answer, as_json=as_json)


@click.command(
    short_help="Reject a proposal.",
    epilog="""\b
Examples:
  denizen issuer reject bureau/proposals/4f2c... --reason-code too-wide
""",
)
@click.argument("name", metavar="PROPOSAL", type=ISSUER)
@reason_option
@request_id_option
@target_option
@json_option
def reject(*, name: str, reason_code: str, request_id: str, target: str, as_json: bool) -> None:
    """Turn a proposal down."""
    request = pb.RejectIssuerProposalRequest(name=name, reason_code=reason_code, request_id=request_id)
    with connected(target) as channel:
        answer = IssuerServiceStub(channel).RejectIssuerProposal(request, timeout=TIMEOUT_SECONDS)
    print_answer(answer, as_json=as_json)


@click.command(
    name="take-back",
    short_help="Take one's own proposal back.",
    epilog="""\b
Examples:
  denizen issuer take-back bureau/proposals/4f2c...
""",
)
@click.argument("name", metavar="PROPOSAL", type=ISSUER)
@request_id_option
@target_option
@json_option
def take_back(*, name: str, request_id: str, target: str, as_json: bool) -> None:
    """Take one's own proposal back."""
    request = pb.WithdrawIssuerProposalRequest(name=name, request_id=request_id)
    with connected(target) as channel:
        answer = IssuerServiceStub(channel).WithdrawIssuerProposal(request, timeout=TIMEOUT_SECONDS)
    print_answer(answer, as_json=as_json)


REGISTERED = (propose, approve, reject, take_back, suspend, reinstate, withdraw)
"""The commands of this file."""
