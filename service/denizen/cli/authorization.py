"""`denizen authorization`: licences that let foreign nationals pass."""

from collections.abc import Iterable

import click

from denizen.cli.calls import every
from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.files import load
from denizen.cli.moments import told, write_moment
from denizen.cli.options import (
    AUTHORIZATION,
    DIRECTIVE,
    LIST,
    PRINCIPAL,
    RESOURCE,
    SPAN_TYPE,
    request_id_option,
)
from denizen.cli.output import json_option, print_fields, print_json, print_table
from denizen.cli.writing import dump
from denizen.v1 import directive_pb2 as pb
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub
from denizen.v1.interval_pb2 import Interval
from denizen.v1.rule_pb2 import Rule

Answer = pb.CreateAuthorizationResponse | pb.GetAuthorizationResponse | pb.RevokeAuthorizationResponse


@click.group(
    epilog="""\b
Examples:
  denizen authorization create d-123456 --reference D123456 --directive directive-2026-06-iil --principal ada
  denizen authorization list --directive directive-2026-06-iil
  denizen authorization revoke d-123456 --reason-code withdrawn
"""
)
def authorization() -> None:
    """Create, find and revoke authorizations, such as licences."""


@authorization.command(
    short_help="Add an authorization.",
    epilog="""\b
Examples:
  denizen authorization create d-123456 --reference D123456 --directive directive-2026-06-iil --principal ada
  denizen authorization create tcp-9 --reference TCP-9 --directive directive-2026-06-iil \\
      --organisation acme --resource mythos-5 --effective 2026-06-15..2027-06-15 --conditions conditions.yaml
""",
)
@click.argument("name", metavar="ID", type=AUTHORIZATION)
@click.option("--reference", required=True, metavar="TEXT", help="The licence, as its authority numbers it.")
@click.option(
    "--directive",
    "directives",
    type=DIRECTIVE,
    multiple=True,
    required=True,
    metavar="D",
    help="What it speaks of. May be given again.",
)
@click.option(
    "--resource", "resources", type=RESOURCE, multiple=True, metavar="R", help="Only for these.  [default: every one]"
)
@click.option("--principal", "principals", type=PRINCIPAL, multiple=True, metavar="P", help="Whom it covers.")
@click.option(
    "--organisation",
    "organisations",
    type=PRINCIPAL,
    multiple=True,
    metavar="P",
    help="Whose employees and contractors it covers.",
)
@click.option("--list", "lists", type=LIST, multiple=True, metavar="L", help="A list of those whom it covers.")
@click.option("--effective", type=SPAN_TYPE, metavar="FROM..TO", help="When it holds.  [default: always]")
@click.option("--conditions", metavar="FILE|-", help="A rule that must be TRUE of whom it covers.")
@click.option("--citation", metavar="TEXT", help="Where it is laid down.")
@request_id_option
@target_option
@json_option
def create(
    *,
    name: str,
    reference: str,
    directives: tuple[str, ...],
    resources: tuple[str, ...],
    principals: tuple[str, ...],
    organisations: tuple[str, ...],
    lists: tuple[str, ...],
    effective: Interval | None,
    conditions: str | None,
    citation: str | None,
    request_id: str,
    target: str,
    as_json: bool,
) -> None:
    """Add an authorization. Somebody has to be covered: principals, organisations or lists."""
    created = pb.Authorization(
        name=name,
        reference=reference,
        directives=directives,
        resources=resources,
        principals=principals,
        organisations=organisations,
        lists=lists,
        effective=effective,
        conditions=None if conditions is None else load(conditions, Rule),
        source=None if citation is None else pb.Source(citation=citation),
    )
    request = pb.CreateAuthorizationRequest(authorization=created, request_id=request_id)
    with connected(target) as channel:
        answer = DirectiveServiceStub(channel).CreateAuthorization(request, timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


@authorization.command(
    short_help="Show an authorization.",
    epilog="""\b
Examples:
  denizen authorization get d-123456
""",
)
@click.argument("name", metavar="ID", type=AUTHORIZATION)
@target_option
@json_option
def get(*, name: str, target: str, as_json: bool) -> None:
    """Show an authorization, also one that was revoked."""
    with connected(target) as channel:
        request = pb.GetAuthorizationRequest(name=name)
        answer = DirectiveServiceStub(channel).GetAuthorization(request, timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


@authorization.command(
    name="list",
    short_help="List authorizations.",
    epilog="""\b
Examples:
  denizen authorization list
  denizen authorization list --directive directive-2026-06-iil --json
""",
)
@click.option("--directive", type=DIRECTIVE, metavar="D", help="Only those that speak of it.")
@click.option("--limit", type=click.IntRange(1), help="Stop after so many.  [default: all of them]")
@target_option
@json_option
def list_(*, directive: str | None, limit: int | None, target: str, as_json: bool) -> None:
    """List authorizations that were not revoked, in the order of their names."""
    request = pb.ListAuthorizationsRequest(directive=directive)
    with connected(target) as channel:
        found = list(every(DirectiveServiceStub(channel).ListAuthorizations, request, "authorizations", limit))
    if as_json:
        print_json(found)
        return
    rows = [
        (
            item.name.rpartition("/")[2],
            item.reference,
            ", ".join(_last(item.directives)),
            ", ".join(_last(item.resources)) or "every one",
            _covers(item),
            told(item.effective),
        )
        for item in found
    ]
    print_table(("authorization", "reference", "directives", "resources", "covers", "effective"), rows)


@authorization.command(
    short_help="Revoke an authorization.",
    epilog="""\b
Examples:
  denizen authorization revoke d-123456 --reason-code withdrawn
""",
)
@click.argument("name", metavar="ID", type=AUTHORIZATION)
@click.option("--reason-code", required=True, metavar="CODE", help="For the record, such as withdrawn.")
@request_id_option
@target_option
@json_option
def revoke(*, name: str, reason_code: str, request_id: str, target: str, as_json: bool) -> None:
    """Unlearn an authorization, for every moment of the world, from now on."""
    request = pb.RevokeAuthorizationRequest(name=name, reason_code=reason_code, request_id=request_id)
    with connected(target) as channel:
        answer = DirectiveServiceStub(channel).RevokeAuthorization(request, timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


def _print(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
        return
    shown = answer.authorization
    print_fields(
        {
            "authorization": shown.name,
            "reference": shown.reference,
            "directives": ", ".join(shown.directives),
            "resources": ", ".join(shown.resources) or "every one",
            "covers": _covers(shown),
            "effective": told(shown.effective),
            "conditions": dump(shown.conditions).rstrip() if shown.HasField("conditions") else "",
            "source": shown.source.citation,
            "known since": write_moment(shown.known.from_time),
            "revoked": write_moment(shown.known.to_time) if shown.known.to_revision else "",
        }
    )


def _covers(shown: pb.Authorization) -> str:
    working = [f"who works for {each}" for each in _last(shown.organisations)]
    listed = [f"who is on {each}" for each in shown.lists]
    return ", ".join([*_last(shown.principals), *working, *listed])


def _last(names: Iterable[str]) -> list[str]:
    return [name.rpartition("/")[2] for name in names]
