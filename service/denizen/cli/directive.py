"""`denizen directive`: what authorities have laid down, and when it is in force."""

from collections import Counter

import click
from google.protobuf.timestamp_pb2 import Timestamp

from denizen.cli.applying import Outcome, Step, apply
from denizen.cli.calls import every
from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.directive_comparing import diff
from denizen.cli.directive_explaining import explain
from denizen.cli.directive_files import load_directive_file
from denizen.cli.directive_page import directive_page, read_directive, spans
from denizen.cli.directive_population import population
from denizen.cli.directive_writing import format_, schema
from denizen.cli.moments import told
from denizen.cli.options import DIRECTIVE, MOMENT_TYPE, Word, request_id_option
from denizen.cli.output import json_option, print_json, print_rich, print_table
from denizen.cli.vocabulary import short
from denizen.v1 import directive_pb2 as pb
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub
from denizen.v1.interval_pb2 import Interval


@click.group(
    epilog="""\b
Examples:
  denizen directive apply directive-2026-06-iil.yaml
  denizen directive list
  denizen directive show directive-2026-06-iil --version 2
  denizen directive suspend directive-2026-06-iil --from 2026-06-30
"""
)
def directive() -> None:
    """Write, apply, show, compare, activate and end directives."""


for command in (explain, diff, format_, population, schema):
    directive.add_command(command)


@directive.command(
    name="apply",
    short_help="Bring the server to what files say.",
    epilog="""\b
Examples:
  denizen directive apply directive-2026-06-iil.yaml
  denizen directive apply catalogue/*.yaml
  denizen directive apply draft.yaml --allow overlapping-provisions --allow gap
""",
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--allow",
    "allowed",
    type=Word(pb.WarningKind.DESCRIPTOR),
    multiple=True,
    metavar="WARNING",
    help="A warning that shall not stop a version, such as gap; may be repeated.",
)
@target_option
@json_option
def apply_(*, files: tuple[str, ...], allowed: tuple[pb.WarningKind, ...], target: str, as_json: bool) -> None:
    """Bring the server to what files say: resources, country sets, lists, directives, versions and their dates.

    Every file is read and checked, with its imports and cases, before anything is sent. Applying again changes nothing.
    What is published stays: other content under a number that is taken is refused. A version about which a static
    check warns is refused unless the warning is allowed, and so is one that answers a case otherwise than expected.
    """
    read = [load_directive_file(file) for file in files]
    with connected(target) as channel:
        steps = [step for file in read for step in apply(channel, file, allowed)]
    if as_json:
        print_json([{"subject": s.subject, "outcome": s.outcome.value, "detail": s.detail} for s in steps])
        return
    done = [step for step in steps if step.outcome is not Outcome.UNCHANGED]
    if done:
        print_table(("", "what", ""), [(step.outcome.value, step.subject, step.detail) for step in done])
    click.echo(_summary(steps))


def _summary(steps: list[Step]) -> str:
    counts = Counter(step.outcome for step in steps)
    unchanged = counts.pop(Outcome.UNCHANGED, 0)
    if not counts:
        return f"nothing changed: the server has all {unchanged} things already"
    if unchanged:
        counts[Outcome.UNCHANGED] = unchanged
    return ", ".join(f"{count} {outcome.value}" for outcome, count in counts.items())


@directive.command(
    name="list",
    short_help="List directives.",
    epilog="""\b
Examples:
  denizen directive list
""",
)
@target_option
@json_option
def list_(*, target: str, as_json: bool) -> None:
    """List directives in the order of their names, with what is in force when."""
    with connected(target) as channel:
        found = list(every(DirectiveServiceStub(channel).ListDirectives, pb.ListDirectivesRequest(), "directives"))
    if as_json:
        print_json(found)
        return
    rows = [
        (
            item.name.rpartition("/")[2],
            short(pb.DirectiveKind.DESCRIPTOR, item.kind),
            item.predicate,
            item.latest_version or "none",
            "; ".join(f"{number}: {told(span)}" for number, span in spans(item.records)) or "never",
        )
        for item in found
    ]
    print_table(("directive", "kind", "predicate", "versions", "in force"), rows)


@directive.command(
    short_help="Show a directive.",
    epilog="""\b
Examples:
  denizen directive show ear-772-1-foreign-person
  denizen directive show directive-2026-06-iil --version 2 --json
""",
)
@click.argument("name", metavar="ID", type=DIRECTIVE)
@click.option("--version", type=click.IntRange(1), metavar="N", help="Its provisions.  [default: the latest]")
@target_option
@json_option
def show(*, name: str, version: int | None, target: str, as_json: bool) -> None:
    """Show a directive: its source, when each version is in force, and what a version says and rests on."""
    with connected(target) as channel:
        found = read_directive(channel, name, version)
    if as_json:
        print_json(
            {
                "directive": found.directive,
                "versions": found.versions,
                "country_sets": found.country_sets,
                "lists": found.lists,
            }
        )
    else:
        print_rich(directive_page(found))


@directive.command(
    short_help="Put a version in force.",
    epilog="""\b
Examples:
  denizen directive activate directive-2026-06-iil --version 2 --from 2026-06-26
  denizen directive activate directive-2026-06-iil --version 1 --from 2026-06-12 --to 2026-06-26
""",
)
@click.argument("name", metavar="ID", type=DIRECTIVE)
@click.option("--version", type=click.IntRange(1), required=True, metavar="N", help="The version.")
@click.option("--from", "start", type=MOMENT_TYPE, metavar="T", help="From when.  [default: now]")
@click.option("--to", "end", type=MOMENT_TYPE, metavar="T", help="Until when.  [default: without end]")
@request_id_option
@target_option
@json_option
def activate(
    *,
    name: str,
    version: int,
    start: Timestamp | None,
    end: Timestamp | None,
    request_id: str,
    target: str,
    as_json: bool,
) -> None:
    """Put a version in force. Where several are active, the highest number is in force."""
    request = pb.ActivateVersionRequest(
        name=f"{name}/versions/{version}", effective=_effective(start, end), request_id=request_id
    )
    with connected(target) as channel:
        answer = DirectiveServiceStub(channel).ActivateVersion(request, timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


@directive.command(
    short_help="Take a directive out of force for a time.",
    epilog="""\b
Examples:
  denizen directive suspend directive-2026-06-iil
  denizen directive suspend directive-2026-06-iil --from 2026-06-20 --to 2026-06-22
""",
)
@click.argument("name", metavar="ID", type=DIRECTIVE)
@click.option("--from", "start", type=MOMENT_TYPE, metavar="T", help="From when.  [default: now]")
@click.option("--to", "end", type=MOMENT_TYPE, metavar="T", help="Until when.  [default: without end]")
@request_id_option
@target_option
@json_option
def suspend(
    *, name: str, start: Timestamp | None, end: Timestamp | None, request_id: str, target: str, as_json: bool
) -> None:
    """Take every version out of force for a time."""
    request = pb.SuspendDirectiveRequest(name=name, effective=_effective(start, end), request_id=request_id)
    with connected(target) as channel:
        answer = DirectiveServiceStub(channel).SuspendDirective(request, timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


@directive.command(
    short_help="Take a directive out of force for good.",
    epilog="""\b
Examples:
  denizen directive rescind directive-2026-06-iil --from 2026-06-30
""",
)
@click.argument("name", metavar="ID", type=DIRECTIVE)
@click.option("--from", "start", type=MOMENT_TYPE, metavar="T", help="From when.  [default: now]")
@request_id_option
@target_option
@json_option
def rescind(*, name: str, start: Timestamp | None, request_id: str, target: str, as_json: bool) -> None:
    """Take every version out of force from a moment on."""
    request = pb.RescindDirectiveRequest(name=name, effective_from=start, request_id=request_id)
    with connected(target) as channel:
        answer = DirectiveServiceStub(channel).RescindDirective(request, timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


def _effective(start: Timestamp | None, end: Timestamp | None) -> Interval | None:
    """None, from now on, where neither is given."""
    if start is None and end is None:
        return None
    if start is None:
        start = Timestamp()
        start.GetCurrentTime()
    return Interval(start=start, end=end)


def _print(
    answer: pb.ActivateVersionResponse | pb.SuspendDirectiveResponse | pb.RescindDirectiveResponse, *, as_json: bool
) -> None:
    if as_json:
        print_json(answer)
        return
    rows = [(answer.directive.name, number, told(span)) for number, span in spans(answer.directive.records)]
    if rows:
        print_table(("directive", "version", "in force"), rows)
    else:
        click.echo(f"{answer.directive.name} is never in force")
