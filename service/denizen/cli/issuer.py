"""`denizen issuer`: who may vouch for what."""

from typing import Any

import click
from google.protobuf.timestamp_pb2 import Timestamp

from denizen.cli.calls import every
from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.issuer_changes import REGISTERED
from denizen.cli.issuer_keys import key
from denizen.cli.issuer_page import print_issuer, print_issuers, print_proposal, print_proposals
from denizen.cli.options import ISSUER, MOMENT_TYPE, Word
from denizen.cli.output import json_option, print_json
from denizen.v1 import issuer_pb2 as pb
from denizen.v1.issuer_pb2_grpc import IssuerServiceStub


@click.group(
    epilog="""\b
Examples:
  denizen issuer propose bureau.yaml
  denizen issuer proposals --state proposed
  denizen issuer approve bureau/proposals/4f2c...
  denizen issuer show bureau --known-at 2026-06-01
"""
)
def issuer() -> None:
    """Say who may vouch for what, and by which keys. Every change is proposed by one person and approved by another."""


for _command in (*REGISTERED, key):
    issuer.add_command(_command)


@issuer.command(
    short_help="Show an issuer.",
    epilog="""\b
Examples:
  denizen issuer show bureau
  denizen issuer show bureau --known-at 2026-06-01
""",
)
@click.argument("name", metavar="ID", type=ISSUER)
@click.option("--known-at", type=MOMENT_TYPE, metavar="T", help="As known then.  [default: now]")
@click.option("--known-revision", type=click.IntRange(0), metavar="N", help="As known at that revision.")
@target_option
@json_option
def show(*, name: str, known_at: Timestamp | None, known_revision: int | None, target: str, as_json: bool) -> None:
    """Show an issuer with its rights and keys, as known now or then."""
    if known_at is not None and known_revision is not None:
        raise click.UsageError("got --known-at and --known-revision, wanted one of them")
    request = pb.GetIssuerRequest(name=name, known_at=known_at)
    if known_revision is not None:
        request.known_revision = known_revision
    with connected(target) as channel:
        answer = IssuerServiceStub(channel).GetIssuer(request, timeout=TIMEOUT_SECONDS)
    if as_json:
        print_json(answer)
    else:
        print_issuer(answer.issuer)


@issuer.command(
    name="list",
    short_help="List issuers.",
    epilog="""\b
Examples:
  denizen issuer list
""",
)
@click.option("--limit", type=click.IntRange(1), help="Stop after so many.  [default: all of them]")
@target_option
@json_option
def list_(*, limit: int | None, target: str, as_json: bool) -> None:
    """List issuers, in the order of their names."""
    with connected(target) as channel:
        found: list[Any] = list(
            every(IssuerServiceStub(channel).ListIssuers, pb.ListIssuersRequest(), "issuers", limit)
        )
    if as_json:
        print_json(found)
    else:
        print_issuers(found)


@issuer.command(
    short_help="Show what an issuer was known to be.",
    epilog="""\b
Examples:
  denizen issuer history bureau
""",
)
@click.argument("name", metavar="ID", type=ISSUER)
@click.option("--limit", type=click.IntRange(1), help="Stop after so many.  [default: all of them]")
@target_option
@json_option
def history(*, name: str, limit: int | None, target: str, as_json: bool) -> None:
    """Show what an issuer was known to be, the latest first."""
    request = pb.ListIssuerHistoryRequest(name=name)
    with connected(target) as channel:
        found: list[Any] = list(every(IssuerServiceStub(channel).ListIssuerHistory, request, "issuers", limit))
    if as_json:
        print_json(found)
    else:
        print_issuers(found)


@issuer.command(
    short_help="List proposals, or show one.",
    epilog="""\b
Examples:
  denizen issuer proposals
  denizen issuer proposals --issuer bureau --state proposed
  denizen issuer proposals bureau/proposals/4f2c...
""",
)
@click.argument("name", metavar="[PROPOSAL]", type=ISSUER, required=False)
@click.option("--issuer", "about", type=ISSUER, metavar="ID", help="Only those about it.")
@click.option("--state", type=Word(pb.ProposalState.DESCRIPTOR), metavar="STATE", help="Only those in that state.")
@click.option("--limit", type=click.IntRange(1), help="Stop after so many.  [default: all of them]")
@target_option
@json_option
def proposals(
    *, name: str | None, about: str | None, state: int | None, limit: int | None, target: str, as_json: bool
) -> None:
    """List proposals, in the order of their names; or show one, whole, with what became of it."""
    if name is not None:
        with connected(target) as channel:
            request = pb.GetIssuerProposalRequest(name=name)
            answer = IssuerServiceStub(channel).GetIssuerProposal(request, timeout=TIMEOUT_SECONDS)
        if as_json:
            print_json(answer)
        else:
            print_proposal(answer.proposal)
        return
    listed = pb.ListIssuerProposalsRequest(issuer=about or "", state=pb.ProposalState.Name(state or 0))
    with connected(target) as channel:
        found: list[Any] = list(every(IssuerServiceStub(channel).ListIssuerProposals, listed, "proposals", limit))
    if as_json:
        print_json(found)
    else:
        print_proposals(found)
