"""One directive on one page: its source, when it was in force, what a version says and what that rests on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

import grpc
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from rich.console import Group, RenderableType
from rich.text import Text

from denizen.cli.calls import existing
from denizen.cli.connection import TIMEOUT_SECONDS
from denizen.cli.moments import ALWAYS, told, write_moment
from denizen.cli.output import fields_table, rows_table
from denizen.cli.vocabulary import descriptor_of, short
from denizen.cli.writing import dump, inline
from denizen.domain import directives as domain
from denizen.domain import intervals
from denizen.v1 import directive_pb2 as pb
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub
from denizen.v1.interval_pb2 import Interval
from denizen.v1.principal_pb2 import PrincipalKind

TEST_SUBSET = "test subset, not the law"

_ACTIONS = {
    pb.ACTIVATION_ACTION_ACTIVATE: domain.Action.ACTIVATE,
    pb.ACTIVATION_ACTION_SUSPEND: domain.Action.SUSPEND,
    pb.ACTIVATION_ACTION_RESCIND: domain.Action.RESCIND,
}
_DAWN = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DirectiveRead:
    """A directive, its versions, the one to show in full, and what that names."""

    directive: pb.Directive
    versions: tuple[pb.DirectiveVersion, ...]
    shown: pb.DirectiveVersion | None
    country_sets: tuple[pb.CountrySet, ...]
    lists: tuple[pb.List, ...]


def read_directive(channel: grpc.Channel, name: str, number: int | None) -> DirectiveRead:
    """Everything about a directive; in full the version `number`, or the latest."""
    server = DirectiveServiceStub(channel)
    found = server.GetDirective(pb.GetDirectiveRequest(name=name), timeout=TIMEOUT_SECONDS).directive
    if number is not None:
        server.GetVersion(pb.GetVersionRequest(name=f"{name}/versions/{number}"), timeout=TIMEOUT_SECONDS)
    requests = (pb.GetVersionRequest(name=f"{name}/versions/{each}") for each in range(1, found.latest_version + 1))
    answers = [existing(server.GetVersion, request) for request in requests]
    versions = {answer.version.number: answer.version for answer in answers if answer is not None}
    shown = versions.get(number or found.latest_version)
    named = sorted(set(_texts(shown))) if shown is not None else []
    sets = [
        server.GetCountrySet(pb.GetCountrySetRequest(name=each), timeout=TIMEOUT_SECONDS).country_set
        for each in named
        if each.startswith("countrySets/")
    ]
    lists = [
        server.GetList(pb.GetListRequest(name=each), timeout=TIMEOUT_SECONDS).list
        for each in named
        if each.startswith("lists/")
    ]
    return DirectiveRead(found, tuple(versions.values()), shown, tuple(sets), tuple(lists))


def _texts(message: Message) -> Iterator[str]:
    """Every text in a list somewhere inside: names of country sets and lists stand nowhere else."""
    for field in descriptor_of(message).fields:
        value = getattr(message, field.name)
        if field.message_type is None and field.is_repeated and field.enum_type is None:
            yield from value
        elif field.message_type is not None:
            for part in value if field.is_repeated else [value] if message.HasField(field.name) else []:
                yield from _texts(part)


def spans(records: Iterable[pb.ActivationRecord]) -> list[tuple[int, Interval]]:
    """Which version is in force when, as it is known now; in the order of time, the times without one left out."""
    steps = [
        domain.ActivationRecord(_ACTIONS[record.action], _interval(record.effective), record.version or None)
        for record in records
    ]
    moments = sorted({_DAWN, *domain.boundaries(steps)})
    found: list[tuple[int, Interval]] = []
    before: int | None = None
    for moment in moments:
        number = domain.in_force(steps, moment)
        if number == before:
            continue
        if before is not None:
            found[-1][1].end.FromDatetime(moment)
        if number is not None:
            span = Interval()
            if moment != _DAWN:
                span.start.FromDatetime(moment)
            found.append((number, span))
        before = number
    return found


def _interval(message: Interval) -> intervals.Interval:
    return intervals.Interval(
        _moment(message.start) if message.HasField("start") else None,
        _moment(message.end) if message.HasField("end") else None,
    )


def _moment(message: Timestamp) -> datetime:
    return message.ToDatetime(tzinfo=UTC)


def directive_page(found: DirectiveRead) -> RenderableType:
    """The page."""
    shown = found.directive
    head = (
        ("directive", shown.name),
        ("kind", short(pb.DirectiveKind.DESCRIPTOR, shown.kind)),
        ("title", shown.title),
        ("authority", shown.authority),
        ("predicate", shown.predicate),
        ("source", source_words(shown.source)),
        ("note", shown.source.note),
    )
    parts: list[RenderableType] = [fields_table(head), Text()]
    in_force = spans(shown.records)
    rows = [
        (
            each.number,
            "; ".join(told(span) for number, span in in_force if number == each.number) or "never",
            source_words(each.source),
            write_moment(each.create_time),
        )
        for each in found.versions
    ]
    parts.append(rows_table(("version", "in force", "source", "published"), rows) if rows else Text("no version yet"))
    if found.shown is not None:
        parts += [Text(), Text(f"version {found.shown.number}, SHA-256 {found.shown.digest}", style="bold")]
        parts.append(rows_table(("provision", "covers", "definition"), map(_provision, found.shown.provisions)))
        if found.shown.definitions:
            named = [
                (each.name, dump(each.rule).rstrip(), source_words(each.source)) for each in found.shown.definitions
            ]
            parts += [Text(), rows_table(("defined", "as", "source"), named)]
        parts += _stood(found.shown)
    used = [*map(_country_set, found.country_sets), *map(_list, found.lists)]
    if used:
        parts += [Text(), rows_table(("rests on", "title", "holds", "source", ""), used)]
    return Group(*parts)


def _stood(shown: pb.DirectiveVersion) -> list[RenderableType]:
    """What the version stood when it was published: its cases, and the warnings that were allowed."""
    rows = (
        [("cases passed", f"{len(shown.cases)}: {', '.join(each.id for each in shown.cases)}")] if shown.cases else []
    )
    # Its stub takes the message for the exception of that name.
    warnings = cast("Sequence[pb.Warning]", shown.allowed_warnings)
    kinds = pb.WarningKind.DESCRIPTOR
    rows += [(f"allowed {short(kinds, each.kind)}", f"{each.field}: {each.text}") for each in warnings]
    return [Text(), fields_table(rows)] if rows else []


def _provision(shown: pb.Provision) -> tuple[str, str, str]:
    kinds = [short(PrincipalKind.DESCRIPTOR, kind).lower() + "s" for kind in shown.kinds]
    covers = [
        ", ".join(kinds) or "persons, organisations",
        ", ".join(shown.populations) or "every population",
        ", ".join(shown.resources) or "every resource",
    ]
    says = [dump(shown.definition).rstrip()]
    says += [f"exempt {each.id}:\n{dump(each.rule).rstrip()}" for each in shown.exemptions]
    says += [f"threshold {inline(each)}" for each in shown.thresholds]
    if shown.HasField("undetermined"):
        says.append(f"undetermined {inline(shown.undetermined)}")
    if shown.HasField("presence_max_age"):
        says.append(f"presence at most {inline(shown.presence_max_age)} old")
    return shown.id, "\n".join(covers), "\n".join(says)


def source_words(source: pb.Source) -> str:
    """Where it is laid down, and how sure that is."""
    place = ", ".join(part for part in (source.citation, source.section, source.date) if part)
    if source.confidence == pb.CONFIDENCE_UNSPECIFIED:
        return place
    return f"{place} ({short(pb.Confidence.DESCRIPTOR, source.confidence)})"


def _country_set(shown: pb.CountrySet) -> tuple[str, ...]:
    return (
        shown.name,
        shown.title,
        members_words(shown),
        source_words(shown.source),
        TEST_SUBSET if shown.test_subset else "",
    )


def members_words(shown: pb.CountrySet) -> str:
    """Who is in a set, and what counts as whom, each with when."""
    members = [_dated(item.country, item.member) for item in shown.members]
    aliases = [_dated(f"{item.country} as {item.counts_as}", item.effective) for item in shown.aliases]
    return ", ".join([*members, *aliases])


def _dated(words: str, interval: Interval) -> str:
    dates = told(interval)
    return words if dates == ALWAYS else f"{words} {dates}"


def _list(shown: pb.List) -> tuple[str, ...]:
    holds = f"{shown.entry_count} entries"
    return shown.name, shown.title, holds, source_words(shown.source), TEST_SUBSET if shown.test_subset else ""
