"""`denizen access`: whether a principal may have a resource, under every directive that has a say."""

from collections.abc import Iterator

import click
from google.protobuf.timestamp_pb2 import Timestamp
from rich.console import Group, RenderableType
from rich.text import Text

from denizen.cli.answers import end_in_words, headline, moment_in_words
from denizen.cli.asking import Known, about, as_known
from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.options import MOMENT_TYPE, RESOURCE, SUBJECT, purpose_option
from denizen.cli.output import fields_table, json_option, print_json, print_rich, rows_table
from denizen.cli.vocabulary import short
from denizen.v1 import determination_pb2 as pb
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from denizen.v1.principal_pb2 import ExternalIdentifier


@click.command(
    epilog="""\b
Examples:
  denizen access ada mythos-5
  denizen access hr=4711 mythos-5 --at 2026-06-20 --presence FR:geoip --json

\b
Exit codes: 0 answered, whatever the effect: read it from the output; 1 the question
is refused; 2 wrong usage; 3 no answer from the server.
"""
)
@click.argument("subject", metavar="PRINCIPAL", type=SUBJECT)
@click.argument("resource", type=RESOURCE)
@click.option("--at", type=MOMENT_TYPE, metavar="T", help="The moment of the world asked about.  [default: now]")
@click.option("--known-at", type=Known(), metavar="T|REVISION", help="What was known by then.  [default: now]")
@click.option("--presence", metavar="COUNTRY[:SOURCE]", help="Where the principal is now, and who says so.")
@purpose_option
@target_option
@json_option
def access(
    *,
    subject: str | ExternalIdentifier,
    resource: str,
    at: Timestamp | None,
    known_at: int | Timestamp | None,
    presence: str | None,
    purpose: str,
    target: str,
    as_json: bool,
) -> None:
    """Ask whether a principal may have a resource, under all directives.

    PRINCIPAL is a name, or SCHEME=VALUE of another system. Of the ENFORCED directives in
    force the strictest wins, and each is told.
    """
    request = pb.CheckAccessRequest(resource=resource, at=at, purpose=purpose)
    about(request, subject, presence)
    as_known(request, known_at)
    with connected(target) as channel:
        answer = DeterminationServiceStub(channel).CheckAccess(request, timeout=TIMEOUT_SECONDS)
    if as_json:
        print_json(answer)
    else:
        print_rich(access_page(answer))


def access_page(response: pb.CheckAccessResponse) -> RenderableType:
    """What follows, and what each directive contributed."""
    shown = response.access
    fields = [
        ("at", moment_in_words(response)),
        ("valid until", end_in_words(shown)),
        ("decision", f"decisions/{response.decision_id}"),
    ]
    count = len(shown.contributions)
    words = f"{count} directive{'' if count == 1 else 's'} in force"
    parts: list[RenderableType] = [headline(shown.effect, words), fields_table(fields)]
    if shown.contributions:
        columns = ("directive", "effect", "determination", "because", "authorized by")
        parts += [Text(), rows_table(columns, _rows(shown))]
    return Group(*parts)


def _rows(shown: pb.Access) -> Iterator[tuple[str, ...]]:
    for each in shown.contributions:
        answer = each.answer
        yield (
            answer.directive_version or each.directive,
            short(pb.Effect.DESCRIPTOR, answer.effect or pb.EFFECT_DENY),
            short(pb.Determination.DESCRIPTOR, answer.determination),
            ", ".join(short(pb.Reason.DESCRIPTOR, reason) for reason in answer.reasons),
            answer.authorization,
        )
