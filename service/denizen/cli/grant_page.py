"""How grants look on a terminal."""

from collections.abc import Iterable

import click
from google.protobuf.descriptor import EnumDescriptor

from denizen.cli.moments import told, write_moment
from denizen.cli.output import print_fields, print_json, print_table
from denizen.cli.vocabulary import short
from denizen.v1 import attestation_pb2
from denizen.v1 import grant_pb2 as pb

Answer = (
    pb.ProposeGrantResponse
    | pb.ApproveGrantResponse
    | pb.RejectGrantResponse
    | pb.WithdrawGrantResponse
    | pb.RevokeGrantResponse
    | pb.GetGrantResponse
)
LISTED = ("grant", "state", "caller", "role", "populations", "directives", "purposes", "tier", "effective")


def print_grant(answer: Answer, *, as_json: bool) -> None:
    """One grant with its steps."""
    if as_json:
        print_json(answer)
        return
    shown = answer.grant
    print_fields(
        {
            "grant": shown.name,
            "state": _word(pb.GrantState.DESCRIPTOR, shown.state),
            "caller": shown.caller,
            "role": _word(pb.Role.DESCRIPTOR, shown.role),
            **_limits(shown),
            "effective": told(shown.effective),
            **{f"step {number}": _step(step) for number, step in enumerate(shown.steps, 1)},
        }
    )


def listed(shown: pb.Grant) -> tuple[str, ...]:
    """One line of a table."""
    limits = _limits(shown)
    return (
        shown.name.rpartition("/")[2],
        _word(pb.GrantState.DESCRIPTOR, shown.state),
        shown.caller.removeprefix("callers/"),
        _word(pb.Role.DESCRIPTOR, shown.role),
        limits["populations"],
        limits["directives"],
        limits["purposes"],
        limits["tier"],
        told(shown.effective),
    )


def print_rights(answer: pb.GetOwnRightsResponse, *, as_json: bool) -> None:
    """Who the caller is, and a line for each role."""
    if as_json:
        print_json(answer)
        return
    click.echo(f"You are {answer.caller}.")
    rows = [
        (
            _word(pb.Role.DESCRIPTOR, right.role),
            right.grant.rpartition("/")[2] or "nobody is asked",
            *_limits(right).values(),
        )
        for right in answer.rights
    ]
    print_table(("role", "grant", "populations", "directives", "purposes", "tier", "presence"), rows)


def _limits(shown: pb.Grant | pb.Right) -> dict[str, str]:
    presence = attestation_pb2.AssuranceLevel.DESCRIPTOR
    return {
        "populations": _names(shown.populations),
        "directives": _names(shown.directives),
        "purposes": _names(shown.purposes),
        "tier": _word(pb.Tier.DESCRIPTOR, shown.tier),
        "presence": _word(presence, shown.presence) if shown.presence else "none",
    }


def _names(names: Iterable[str]) -> str:
    return ", ".join("every one" if name == "*" else name.rpartition("/")[2] for name in names)


def _step(step: pb.GrantStep) -> str:
    acting = f" for {step.on_behalf_of}" if step.on_behalf_of else ""
    why = f": {step.reason_code}" if step.reason_code else ""
    state = _word(pb.GrantState.DESCRIPTOR, step.state)
    return f"{state} by {step.caller}{acting}, {write_moment(step.time)}, revision {step.revision}{why}"


def _word(enum: EnumDescriptor, number: int) -> str:
    return short(enum, number).lower().replace("_", " ")
