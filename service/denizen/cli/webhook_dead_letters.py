"""The part of `denizen webhook` that is about what could not be delivered."""

import click

from denizen.cli.calls import every
from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.options import WEBHOOK
from denizen.cli.output import json_option, print_json, print_table
from denizen.v1 import webhook_pb2 as pb
from denizen.v1.webhook_pb2_grpc import WebhookServiceStub


@click.command(
    short_help="List what was given up.",
    epilog="""\b
Examples:
  denizen webhook dead-letters hr
""",
)
@click.argument("name", metavar="ID", type=WEBHOOK)
@click.option("--limit", type=click.IntRange(1), help="Stop after so many.  [default: all of them]")
@target_option
@json_option
def dead_letters(*, name: str, limit: int | None, target: str, as_json: bool) -> None:
    """List the events that could not be delivered, in the order in which they happened."""
    request = pb.ListDeadLettersRequest(parent=name)
    with connected(target) as channel:
        found = list(every(WebhookServiceStub(channel).ListDeadLetters, request, "dead_letters", limit))
    if as_json:
        print_json(found)
        return
    rows = [(each.id, each.principal.rpartition("/")[2], str(each.attempts), each.failure) for each in found]
    print_table(("message", "about", "attempts", "failure"), rows)


@click.command(
    short_help="Send again what was given up.",
    epilog="""\b
Examples:
  denizen webhook replay hr
  denizen webhook replay hr evt_812_0 evt_815_1
""",
)
@click.argument("name", metavar="ID", type=WEBHOOK)
@click.argument("ids", metavar="[MESSAGE]...", nargs=-1)
@target_option
@json_option
def replay(*, name: str, ids: tuple[str, ...], target: str, as_json: bool) -> None:
    """Send what was given up again: these messages, or all of them."""
    request = pb.ReplayDeadLettersRequest(parent=name, ids=ids)
    with connected(target) as channel:
        answer = WebhookServiceStub(channel).ReplayDeadLetters(request, timeout=TIMEOUT_SECONDS)
    if as_json:
        print_json(answer)
        return
    click.echo(f"{answer.replayed} sent again")
