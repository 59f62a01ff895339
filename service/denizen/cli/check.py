"""`denizen check`: whether a principal is a foreign national under a directive, and what follows."""

import click
from google.protobuf.timestamp_pb2 import Timestamp

from denizen.cli.answers import answered
from denizen.cli.asking import Known, about, as_known
from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.options import DIRECTIVE, MOMENT_TYPE, RESOURCE, SUBJECT, purpose_option
from denizen.cli.output import json_option, print_json, print_rich
from denizen.v1 import determination_pb2 as pb
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub
from denizen.v1.principal_pb2 import ExternalIdentifier


@click.command(
    epilog="""\b
Examples:
  denizen check ada directive-2026-06-iil --resource mythos-5
  denizen check hr=4711 directive-2026-06-iil --at 2026-06-20 --explain
  denizen check ada ear-772-1-foreign-person --presence FR:geoip --json

\b
Exit codes: 0 answered, whatever the effect: read it from the output; 1 the question
is refused; 2 wrong usage; 3 no answer from the server.
"""
)
@click.argument("subject", metavar="PRINCIPAL", type=SUBJECT)
@click.argument("directive", type=DIRECTIVE)
@click.option("--resource", type=RESOURCE, metavar="R", help="What is reached.  [default: any; the strictest wins]")
@click.option("--at", type=MOMENT_TYPE, metavar="T", help="The moment of the world asked about.  [default: now]")
@click.option("--known-at", type=Known(), metavar="T|REVISION", help="What was known by then.  [default: now]")
@click.option("--presence", metavar="COUNTRY[:SOURCE]", help="Where the principal is now, and who says so.")
@click.option("--explain", is_flag=True, help="Show the definition as a tree, with each part's value and why.")
@purpose_option
@target_option
@json_option
def check(
    *,
    subject: str | ExternalIdentifier,
    directive: str,
    resource: str | None,
    at: Timestamp | None,
    known_at: int | Timestamp | None,
    presence: str | None,
    explain: bool,
    purpose: str,
    target: str,
    as_json: bool,
) -> None:
    """Ask whether a principal is a foreign national under a directive.

    PRINCIPAL is a name, or SCHEME=VALUE of another system. The answer says what follows, why, and until when.
    """
    request = pb.CheckRequest(directive=directive, resource=resource, at=at, purpose=purpose, explain=explain)
    about(request, subject, presence)
    as_known(request, known_at)
    with connected(target) as channel:
        answer = DeterminationServiceStub(channel).Check(request, timeout=TIMEOUT_SECONDS)
    if as_json:
        print_json(answer)
    else:
        print_rich(answered(answer))
