"""`denizen diff`: what made an answer another one."""

import click
from rich.console import Group, RenderableType
from rich.text import Text

from denizen.cli.answers import moment_in_words
from denizen.cli.asking import Pair, about
from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.options import DIRECTIVE, RESOURCE, SUBJECT, purpose_option
from denizen.cli.output import json_option, print_json, print_rich, rows_table
from denizen.cli.vocabulary import short
from denizen.v1 import determination_pb2 as pb
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from denizen.v1.principal_pb2 import ExternalIdentifier


@click.command(
    epilog="""\b
Examples:
  denizen diff ada directive-2026-06-iil --before 2026-06-20@16 --after 2026-06-20
  denizen diff hr=4711 directive-2026-06-iil --before 2026-06-20 --after 2026-06-27 --resource mythos-5
  denizen diff ada ear-772-1-foreign-person --before @16 --json

\b
AT is a moment of the world; KNOWN is a revision or a moment, and means what was known
by then. Either may be left out, and means now.
"""
)
@click.argument("subject", metavar="PRINCIPAL", type=SUBJECT)
@click.argument("directive", type=DIRECTIVE)
@click.option("--before", type=Pair(), required=True, metavar="AT[@KNOWN]", help="The first pair of times.")
@click.option("--after", type=Pair(), metavar="AT[@KNOWN]", help="The second pair of times.  [default: now]")
@click.option("--resource", type=RESOURCE, metavar="R", help="What is reached.  [default: any; the strictest wins]")
@click.option("--presence", metavar="COUNTRY[:SOURCE]", help="Where the principal is, at both.")
@purpose_option
@target_option
@json_option
def diff(
    *,
    subject: str | ExternalIdentifier,
    directive: str,
    before: pb.TimePair,
    after: pb.TimePair | None,
    resource: str | None,
    presence: str | None,
    purpose: str,
    target: str,
    as_json: bool,
) -> None:
    """Name what made an answer differ between two pairs of times.

    So an answer of last year can be put beside what should have been answered, now that more is known.
    """
    question = pb.CheckRequest(directive=directive, resource=resource, purpose=purpose)
    about(question, subject, presence)
    request = pb.DiffDeterminationsRequest(question=question, before=before, after=after)
    with connected(target) as channel:
        answer = DeterminationServiceStub(channel).DiffDeterminations(request, timeout=TIMEOUT_SECONDS)
    if as_json:
        print_json(answer)
    else:
        print_rich(diff_page(answer))


def diff_page(response: pb.DiffDeterminationsResponse) -> RenderableType:
    """Both answers, and what made the difference."""
    answers = [_row("before", response.before), _row("after", response.after)]
    parts: list[RenderableType] = [
        rows_table(("", "effect", "determination", "because", "directive", "at"), answers),
        Text(),
    ]
    if not response.differences:
        return Group(*parts, Text("The answers say the same."))
    rows = [
        (short(pb.DifferenceKind.DESCRIPTOR, each.kind).lower().replace("_", " "), each.resource, each.text)
        for each in response.differences
    ]
    return Group(*parts, rows_table(("made by", "name", "how it differs"), rows))


def _row(side: str, dated: pb.DatedAnswer) -> tuple[str, ...]:
    answer = dated.answer
    return (
        side,
        short(pb.Effect.DESCRIPTOR, answer.effect or pb.EFFECT_DENY),
        short(pb.Determination.DESCRIPTOR, answer.determination),
        ", ".join(short(pb.Reason.DESCRIPTOR, reason) for reason in answer.reasons),
        answer.directive_version or "none in force",
        moment_in_words(dated),
    )
