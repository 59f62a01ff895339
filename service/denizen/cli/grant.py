"""`denizen grant`: who may ask what, and how much of the answer they see."""

from pathlib import Path

import click

from denizen.cli.calls import every
from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.first_grants import write_file
from denizen.cli.grant_page import LISTED, listed, print_grant, print_rights
from denizen.cli.options import CALLER, DIRECTIVE, GRANT, SPAN_TYPE, Word, request_id_option
from denizen.cli.output import json_option, print_json, print_table
from denizen.v1 import attestation_pb2
from denizen.v1 import grant_pb2 as pb
from denizen.v1.grant_pb2_grpc import GrantServiceStub
from denizen.v1.interval_pb2 import Interval

_ROLE = Word(pb.Role.DESCRIPTOR)
_STATE = Word(pb.GrantState.DESCRIPTOR)
_TIER = Word(pb.Tier.DESCRIPTOR)
_LEVEL = Word(attestation_pb2.AssuranceLevel.DESCRIPTOR)


class _OrEvery(click.ParamType[str]):
    """The name of a directive, or `*`."""

    name = "directive"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return "*" if value == "*" else DIRECTIVE.convert(value, param, ctx)


@click.group(
    epilog="""\b
Examples:
  denizen grant bootstrap grants.yaml
  denizen grant propose gate --caller gateway --role gateway \\
      --population '*' --directive '*' --purpose '*' --tier effect
  denizen grant approve gate
  denizen grant own
"""
)
def grant() -> None:
    """Say who may ask what, and how much of the answer they see."""


@grant.command(
    short_help="Make the first grants, straight in the database.",
    epilog="""\b
Example:
  export DENIZEN_DATABASE_URL=sqlite:///denizen.db DENIZEN_KEY_RING_FILE=keyring.json
  denizen grant bootstrap grants.yaml

\b
A file:
  grants:
    - name: grants/ada-operator
      caller: callers/ada
      role: OPERATOR
      populations: ["*"]
      directives: ["*"]
      purposes: ["*"]
      tier: EFFECT
    - name: grants/ben-operator
      caller: callers/ben
      role: OPERATOR
      populations: ["*"]
      directives: ["*"]
      purposes: ["*"]
      tier: EFFECT
""",
)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True))
def bootstrap(*, path: Path) -> None:
    """Put the grants of FILE in effect, in the database of DENIZEN_DATABASE_URL.

    Refused as soon as there is a grant that counts or will: further ones are proposed by one person and approved by
    another, so that the first have to make at least two operators. A server that runs follows.
    """
    write_file(str(path))


@grant.command(
    short_help="Propose a grant.",
    epilog="""\b
Examples:
  denizen grant propose gate --caller gateway --role gateway \\
      --population '*' --directive '*' --purpose '*' --tier effect
  denizen grant propose hr --caller token/login.example.org/7f3c --role onboarding --population employee \\
      --directive '*' --purpose export-control --tier facts --effective 2026-07-01..2027-07-01
""",
)
@click.argument("name", metavar="ID", type=GRANT)
@click.option("--caller", type=CALLER, required=True, metavar="CALLER", help="To whom.")
@click.option("--role", type=_ROLE, required=True, metavar="ROLE", help="As what, such as gateway or reviewer.")
@click.option(
    "--population", "populations", multiple=True, required=True, metavar="P|*", help="Whom it reaches. May be repeated."
)
@click.option(
    "--directive", "directives", type=_OrEvery(), multiple=True, required=True, metavar="D|*", help="Under which."
)
@click.option("--purpose", "purposes", multiple=True, required=True, metavar="PURPOSE|*", help="For what.")
@click.option("--tier", type=_TIER, required=True, help="How much is shown: effect, determination, reasons or facts.")
@click.option("--presence", type=_LEVEL, default=0, metavar="LEVEL", help="How surely presence may be asserted.")
@click.option("--effective", type=SPAN_TYPE, metavar="FROM..TO", help="When it counts.  [default: always]")
@request_id_option
@target_option
@json_option
def propose(
    *,
    name: str,
    caller: str,
    role: pb.Role,
    populations: tuple[str, ...],
    directives: tuple[str, ...],
    purposes: tuple[str, ...],
    tier: pb.Tier,
    presence: attestation_pb2.AssuranceLevel,
    effective: Interval | None,
    request_id: str,
    target: str,
    as_json: bool,
) -> None:
    """Propose a grant, which gives nothing until somebody else approves it."""
    proposed = pb.Grant(
        name=name,
        caller=caller,
        role=role,
        populations=populations,
        directives=directives,
        purposes=purposes,
        tier=tier,
        presence=presence,
        effective=effective,
    )
    with connected(target) as channel:
        request = pb.ProposeGrantRequest(grant=proposed, request_id=request_id)
        answer = GrantServiceStub(channel).ProposeGrant(request, timeout=TIMEOUT_SECONDS)
    print_grant(answer, as_json=as_json)


@grant.command(short_help="Approve a grant that somebody else proposed.")
@click.argument("name", metavar="ID", type=GRANT)
@request_id_option
@target_option
@json_option
def approve(*, name: str, request_id: str, target: str, as_json: bool) -> None:
    """Put a grant in effect that somebody else proposed, for somebody else."""
    with connected(target) as channel:
        request = pb.ApproveGrantRequest(name=name, request_id=request_id)
        answer = GrantServiceStub(channel).ApproveGrant(request, timeout=TIMEOUT_SECONDS)
    print_grant(answer, as_json=as_json)


@grant.command(short_help="Turn a proposed grant down.")
@click.argument("name", metavar="ID", type=GRANT)
@click.option("--reason-code", required=True, metavar="CODE", help="For the record, such as too-wide.")
@request_id_option
@target_option
@json_option
def reject(*, name: str, reason_code: str, request_id: str, target: str, as_json: bool) -> None:
    """Turn a proposed grant down."""
    with connected(target) as channel:
        request = pb.RejectGrantRequest(name=name, reason_code=reason_code, request_id=request_id)
        answer = GrantServiceStub(channel).RejectGrant(request, timeout=TIMEOUT_SECONDS)
    print_grant(answer, as_json=as_json)


@grant.command(short_help="Take a proposal of yours back.")
@click.argument("name", metavar="ID", type=GRANT)
@request_id_option
@target_option
@json_option
def withdraw(*, name: str, request_id: str, target: str, as_json: bool) -> None:
    """Take a proposal of yours back."""
    with connected(target) as channel:
        request = pb.WithdrawGrantRequest(name=name, request_id=request_id)
        answer = GrantServiceStub(channel).WithdrawGrant(request, timeout=TIMEOUT_SECONDS)
    print_grant(answer, as_json=as_json)


@grant.command(short_help="End a grant, from now on.")
@click.argument("name", metavar="ID", type=GRANT)
@click.option("--reason-code", required=True, metavar="CODE", help="For the record, such as left.")
@request_id_option
@target_option
@json_option
def revoke(*, name: str, reason_code: str, request_id: str, target: str, as_json: bool) -> None:
    """End a grant, from now on. It takes one person only."""
    with connected(target) as channel:
        request = pb.RevokeGrantRequest(name=name, reason_code=reason_code, request_id=request_id)
        answer = GrantServiceStub(channel).RevokeGrant(request, timeout=TIMEOUT_SECONDS)
    print_grant(answer, as_json=as_json)


@grant.command(short_help="Show a grant and what became of it.")
@click.argument("name", metavar="ID", type=GRANT)
@target_option
@json_option
def get(*, name: str, target: str, as_json: bool) -> None:
    """Show a grant with every step it went through."""
    with connected(target) as channel:
        answer = GrantServiceStub(channel).GetGrant(pb.GetGrantRequest(name=name), timeout=TIMEOUT_SECONDS)
    print_grant(answer, as_json=as_json)


@grant.command(name="list", short_help="List grants.")
@click.option("--caller", type=CALLER, metavar="CALLER", help="Only those of this caller.")
@click.option("--role", type=_ROLE, default=0, metavar="ROLE", help="Only those of this role.")
@click.option("--state", type=_STATE, default=0, metavar="STATE", help="Only those in this state, such as proposed.")
@click.option("--limit", type=click.IntRange(1), help="Stop after so many.  [default: all of them]")
@target_option
@json_option
def list_(
    *, caller: str | None, role: pb.Role, state: pb.GrantState, limit: int | None, target: str, as_json: bool
) -> None:
    """List grants in the order of their names."""
    request = pb.ListGrantsRequest(caller=caller, role=role, state=state)
    with connected(target) as channel:
        found = list(every(GrantServiceStub(channel).ListGrants, request, "grants", limit))
    if as_json:
        print_json(found)
        return
    print_table(LISTED, [listed(each) for each in found])


@grant.command(short_help="Say who you are here, and what you may do.")
@target_option
@json_option
def own(*, target: str, as_json: bool) -> None:
    """Say who the server takes you for, and what you may do there."""
    with connected(target) as channel:
        answer = GrantServiceStub(channel).GetOwnRights(pb.GetOwnRightsRequest(), timeout=TIMEOUT_SECONDS)
    print_rights(answer, as_json=as_json)
