"""`denizen directive population`: how many are what under a directive, and who."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import click
import grpc
from google.protobuf.timestamp_pb2 import Timestamp
from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from denizen.cli.asking import Known, as_known
from denizen.cli.calls import every
from denizen.cli.connection import connected, target_option
from denizen.cli.moments import write_moment
from denizen.cli.options import DIRECTIVE, MOMENT_TYPE, RESOURCE, Word, purpose_option
from denizen.cli.output import json_option, message_fields, print_json, print_rich, print_table, rows_table
from denizen.cli.vocabulary import short
from denizen.v1 import determination_pb2 as pb
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub

_SECONDS = 3600.0
_ATTEMPTS = 5
_WIDTH = 40
_PAGE = 500


@click.command(
    short_help="Count who is what under a directive.",
    epilog="""\b
Examples:
  denizen directive population directive-2026-06-iil --resource fable-5 --at 2026-06-15
  denizen directive population ear-772-1-foreign-person --population employee --json
  denizen directive population ear-772-1-foreign-person --list --determination UNDETERMINED
""",
)
@click.argument("name", metavar="ID", type=DIRECTIVE)
@click.option("--resource", type=RESOURCE, metavar="R", help="What is reached.  [default: any; the strictest wins]")
@click.option("--population", metavar="P", help="Only its principals, such as employee.  [default: everybody]")
@click.option("--at", type=MOMENT_TYPE, metavar="T", help="The moment of the world asked about.  [default: now]")
@click.option("--known-at", type=Known(), metavar="T|REVISION", help="What was known by then.  [default: now]")
@click.option("--presence", metavar="COUNTRY[:SOURCE]", help="Where everybody is assumed to be.")
@click.option("--list", "listing", is_flag=True, help="List them, instead of counting.")
@click.option(
    "--determination",
    "determinations",
    type=Word(pb.Determination.DESCRIPTOR),
    multiple=True,
    metavar="WORD",
    help="List those of whom this was found; may be repeated.",
)
@click.option(
    "--reason",
    "reasons",
    type=Word(pb.Reason.DESCRIPTOR),
    multiple=True,
    metavar="WORD",
    help="List those for this reason; may be repeated.",
)
@purpose_option
@target_option
@json_option
def population(
    *,
    name: str,
    resource: str | None,
    population: str | None,
    at: Timestamp | None,
    known_at: int | Timestamp | None,
    presence: str | None,
    listing: bool,
    determinations: tuple[pb.Determination, ...],
    reasons: tuple[pb.Reason, ...],
    purpose: str,
    target: str,
    as_json: bool,
) -> None:
    """Count exactly who is what under a directive, at one moment and on one state of our knowledge.

    What is written meanwhile changes nothing. With --list everybody is listed by name, with what was found and why.
    """
    if (determinations or reasons) and not listing:
        raise click.UsageError("--determination and --reason choose whom --list shows")
    asked = pb.CountDeterminationsRequest(
        directive=name, resource=resource, purpose=purpose, at=at, population=population
    )
    as_known(asked, known_at)
    if presence is not None:
        country, _, source = presence.partition(":")
        asked.presence.CopyFrom(pb.Presence(country=country, source=source or "command-line"))
    with connected(target) as channel:
        stub = DeterminationServiceStub(channel)
        if listing:
            _list(stub, asked, determinations, reasons, as_json=as_json)
            return
        counted = _counted(stub, asked)
    if as_json:
        print_json(message_fields(counted.last) | {"counts": message_fields(counted.counts())})
    else:
        print_rich(_chart(counted))


@dataclass(slots=True)
class _Counted:
    """What was counted, by one call or by several that went on where one was cut off."""

    last: pb.CountDeterminationsResponse = field(default_factory=pb.CountDeterminationsResponse)
    before: list[pb.DeterminationCounts] = field(default_factory=list)

    @property
    def principals(self) -> int:
        return sum(each.principals for each in self._parts())

    def counts(self) -> pb.DeterminationCounts:
        """All of them, added up, in the order of the messages."""
        effects: Counter[pb.Effect] = Counter()
        determinations: Counter[pb.Determination] = Counter()
        reasons: Counter[pb.Reason] = Counter()
        populations: Counter[tuple[str, pb.Determination]] = Counter()
        for part in self._parts():
            effects.update({each.effect: each.principals for each in part.effects})
            determinations.update({each.determination: each.principals for each in part.determinations})
            reasons.update({each.reason: each.principals for each in part.reasons})
            populations.update({(each.population, each.determination): each.principals for each in part.populations})
        return pb.DeterminationCounts(
            principals=self.principals,
            effects=[pb.EffectCount(effect=each, principals=n) for each, n in sorted(effects.items())],
            determinations=[
                pb.DeterminationCount(determination=each, principals=n) for each, n in sorted(determinations.items())
            ],
            reasons=[pb.ReasonCount(reason=each, principals=n) for each, n in sorted(reasons.items())],
            populations=[
                pb.PopulationCount(population=each, determination=found, principals=n)
                for (each, found), n in sorted(populations.items())
            ],
        )

    def _parts(self) -> list[pb.DeterminationCounts]:
        return [*self.before, self.last.counts]


def _counted(stub: DeterminationServiceStub, asked: pb.CountDeterminationsRequest) -> _Counted:
    """Everybody, with a bar on the terminal meanwhile. A call that is cut off is gone on with."""
    counted = _Counted()
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("counting", total=None)
        for attempt in range(_ATTEMPTS):
            try:
                for answer in _answers(stub, asked):
                    counted.last = answer
                    progress.update(bar, completed=counted.principals, total=answer.principals_expected or None)
            except grpc.RpcError as error:
                lost = isinstance(error, grpc.Call) and error.code() is grpc.StatusCode.UNAVAILABLE
                if not lost or not counted.last.resume_token or attempt == _ATTEMPTS - 1:
                    raise
                counted.before.append(counted.last.counts)
                asked.resume_token = counted.last.resume_token
                counted.last = pb.CountDeterminationsResponse(resume_token=asked.resume_token)
            else:
                break
    return counted


def _answers(
    stub: DeterminationServiceStub, asked: pb.CountDeterminationsRequest
) -> Iterator[pb.CountDeterminationsResponse]:
    yield from stub.CountDeterminations(asked, timeout=_SECONDS)


def _chart(counted: _Counted) -> RenderableType:
    counts, last = counted.counts(), counted.last
    mark = "█" if Console().is_terminal else "#"
    lines: list[RenderableType] = [
        Text(f"{counts.principals:,} principals at {write_moment(last.at)}, as known at revision {last.known_revision}")
    ]
    found = [
        (short(pb.Determination.DESCRIPTOR, each.determination), each.principals) for each in counts.determinations
    ]
    effects = [(short(pb.Effect.DESCRIPTOR, each.effect), each.principals) for each in counts.effects]
    reasons = [(short(pb.Reason.DESCRIPTOR, each.reason), each.principals) for each in counts.reasons]
    for title, rows in (("determination", found), ("effect", effects), ("reason", reasons)):
        if rows:
            bars = [
                (word, f"{n:,}", _share(n, counts.principals), _bar(n, counts.principals, mark)) for word, n in rows
            ]
            lines += [Text(), rows_table((title, "principals", "", ""), bars)]
    if counts.populations:
        by = [
            (
                each.population or "(none)",
                short(pb.Determination.DESCRIPTOR, each.determination),
                f"{each.principals:,}",
            )
            for each in counts.populations
        ]
        lines += [Text(), rows_table(("population", "determination", "principals"), by)]
    return Group(*lines)


def _share(number: int, of: int) -> str:
    return f"{number / of:.1%}"


def _bar(number: int, of: int, mark: str) -> str:
    """At least one mark for whatever there is."""
    return mark * max(1, round(_WIDTH * number / of))


def _list(
    stub: DeterminationServiceStub,
    asked: pb.CountDeterminationsRequest,
    determinations: tuple[pb.Determination, ...],
    reasons: tuple[pb.Reason, ...],
    *,
    as_json: bool,
) -> None:
    request = pb.ListDeterminationsRequest(
        directive=asked.directive,
        resource=asked.resource,
        purpose=asked.purpose,
        population=asked.population,
        determinations=determinations,
        reasons=reasons,
        page_size=_PAGE,
    )
    for name in ("presence", "at", "known_at"):
        if asked.HasField(name):
            getattr(request, name).CopyFrom(getattr(asked, name))
    if asked.WhichOneof("known") == "known_revision":
        request.known_revision = asked.known_revision
    found = list(every(stub.ListDeterminations, request, "determinations"))
    if as_json:
        print_json(found)
        return
    rows = [
        (
            each.principal.removeprefix("principals/"),
            short(pb.Determination.DESCRIPTOR, each.answer.determination),
            short(pb.Effect.DESCRIPTOR, each.answer.effect),
            ", ".join(short(pb.Reason.DESCRIPTOR, reason) for reason in each.answer.reasons),
        )
        for each in found
    ]
    print_table(("principal", "determination", "effect", "because"), rows)
