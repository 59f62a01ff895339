"""`denizen directive diff`: what changed between two versions."""

import click

from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.options import DIRECTIVE
from denizen.cli.output import json_option, print_json, print_table
from denizen.cli.vocabulary import short
from denizen.v1 import directive_pb2 as pb
from denizen.v1.determination_pb2 import Determination
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub


@click.command(
    short_help="Say what changed between two versions.",
    epilog="""\b
Examples:
  denizen directive diff directive-2026-06-iil --from 1 --to 2
  denizen directive diff directive-2026-06-iil --from 1 --to 2 --json
""",
)
@click.argument("name", metavar="ID", type=DIRECTIVE)
@click.option("--from", "before", type=click.IntRange(1), required=True, metavar="N", help="The first version.")
@click.option("--to", "after", type=click.IntRange(1), required=True, metavar="M", help="The second version.")
@target_option
@json_option
def diff(*, name: str, before: int, after: int, target: str, as_json: bool) -> None:
    """Say what changed between two versions: in words, and by the answers to the cases kept with either.

    Each case is asked of both, as if each were in force at its moment, with today's country sets and lists.
    """
    request = pb.DiffVersionsRequest(before=f"{name}/versions/{before}", after=f"{name}/versions/{after}")
    with connected(target) as channel:
        found = DirectiveServiceStub(channel).DiffVersions(request, timeout=TIMEOUT_SECONDS)
    if as_json:
        print_json(found)
        return
    for change in found.changes or ["both versions say the same"]:
        click.echo(change)
    click.echo()
    if found.changed_answers:
        rows = [(each.case_id, _word(each.before), _word(each.after)) for each in found.changed_answers]
        print_table(("case", f"version {before}", f"version {after}"), rows)
    click.echo(f"{len(found.changed_answers)} of {found.case_count} kept cases are answered otherwise")


def _word(determination: Determination) -> str:
    return short(Determination.DESCRIPTOR, determination)
