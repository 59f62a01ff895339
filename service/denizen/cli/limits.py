"""`denizen limits`: how much may be asked of a server, and how long what it rests on holds."""

from collections.abc import Iterator

import click

from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.output import json_option, print_fields, print_json, print_table
from denizen.cli.vocabulary import short
from denizen.v1 import limit_pb2 as pb
from denizen.v1.limit_pb2_grpc import LimitServiceStub


@click.command(
    epilog="""\b
Examples:
  denizen limits
  denizen limits --json
"""
)
@target_option
@json_option
def limits(*, target: str, as_json: bool) -> None:
    """Show how much may be asked of a server.

    Sizes, numbers and rates, those of whoever asks; and for how long certificates and keys hold.
    """
    with connected(target) as channel:
        answer = LimitServiceStub(channel).GetLimits(pb.GetLimitsRequest(), timeout=TIMEOUT_SECONDS)
    if as_json:
        print_json(answer)
        return
    print_fields(dict(_fields(answer.limits)))
    click.echo()
    rows = ((each.field, f"{each.max:,}", short(pb.FieldUnit.DESCRIPTOR, each.unit)) for each in answer.limits.fields)
    print_table(("FIELD", "AT MOST", "OF"), rows)
    if answer.expiries:
        click.echo()
        print_table(("EXPIRES", "IN SECONDS"), ((each.what, f"{each.seconds:,}") for each in answer.expiries))


def _fields(told: pb.Limits) -> Iterator[tuple[str, object]]:
    yield "caller", told.caller
    rate, probing = told.rate, told.probing
    yield "rate", f"{rate.per_second:g} calls per second, {rate.at_once} at once" if told.HasField("rate") else "any"
    window = f"within {probing.window.ToTimedelta()}"
    yield (
        "about one principal",
        (
            f"{probing.max_directives} directives, {probing.max_presences} countries of presence, "
            f"{probing.max_purposes} purposes, {probing.max_looks} looks {window}"
            if told.HasField("probing")
            else "any"
        ),
    )
    yield "calls at a time", f"{told.max_calls:,}, on one connection {told.max_streams_per_connection:,}"
    yield "a connection's age", told.max_connection_age.ToTimedelta()
    yield "a request", f"{told.max_request_bytes:,} bytes, within {told.max_request_time.ToTimedelta()}"
    yield "metadata", f"{told.max_metadata_bytes:,} bytes"
    yield "a batch", f"{told.max_batch_items:,} items"
    yield "a page", f"{told.max_page_size:,}, {told.default_page_size} where nothing is said"
    yield "imports", f"{told.max_imports} at a time"
    yield (
        "streams of answers",
        (
            f"{told.max_watchers:,}, of one caller {told.max_watchers_per_caller:,}; "
            f"one that takes nothing for {told.watch_slow_time.ToTimedelta()} is cut off"
        ),
    )
    yield "a definition", f"{told.max_rule_depth} rules inside each other, {told.max_rules:,} in a version"
