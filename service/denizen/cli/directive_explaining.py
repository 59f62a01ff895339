"""`denizen directive explain`: a version as English sentences."""

from collections.abc import Iterable
from dataclasses import asdict

import click
import grpc
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from denizen.cli.calls import every
from denizen.cli.connection import connected, target_option
from denizen.cli.directive_page import DirectiveRead, read_directive
from denizen.cli.failures import FailedError
from denizen.cli.options import DIRECTIVE
from denizen.cli.output import json_option, plain, print_json, print_rich
from denizen.domain.directives import DirectiveVersion
from denizen.domain.names import split_version, version_name
from denizen.domain.sentences import Paragraph, explain_version
from denizen.rpc.convert import directives as convert
from denizen.rpc.convert.moments import read_moment
from denizen.v1 import directive_pb2 as pb
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub

_INDENT = 3


@click.command(
    short_help="Write a version as English sentences.",
    epilog="""\b
Examples:
  denizen directive explain ear-772-1-foreign-person
  denizen directive explain directive-2026-06-iil --version 2 --json
""",
)
@click.argument("name", metavar="ID", type=DIRECTIVE)
@click.option("--version", type=click.IntRange(1), metavar="N", help="The version.  [default: the latest]")
@target_option
@json_option
def explain(*, name: str, version: int | None, target: str, as_json: bool) -> None:
    """Write a version as English sentences, for people who have to stand by what it says."""
    with connected(target) as channel:
        found = read_directive(channel, name, version)
        titles = _titles(channel, found)
    if found.shown is None:
        raise FailedError(f"{name} has no version yet")
    paragraphs = explain_version(convert.read_directive(found.directive), _version(found.shown), titles)
    if as_json:
        print_json([asdict(each) for each in paragraphs])
    else:
        print_rich(_page(paragraphs))


def _titles(channel: grpc.Channel, found: DirectiveRead) -> dict[str, str]:
    """What country sets, lists and resources are called."""
    resources = every(DirectiveServiceStub(channel).ListResources, pb.ListResourcesRequest(), "resources")
    return {each.name: each.title for each in (*found.country_sets, *found.lists, *resources) if each.title}


def _version(message: pb.DirectiveVersion) -> DirectiveVersion:
    draft = convert.read_draft(message)
    directive, _ = split_version(version_name(message.name))
    return DirectiveVersion(
        directive,
        message.number,
        draft.content,
        message.digest,
        read_moment(message.create_time, "create_time"),
    )


def _page(paragraphs: Iterable[Paragraph]) -> RenderableType:
    parts: list[RenderableType] = []
    for each in paragraphs:
        if each.heading and parts:
            parts.append(Text())
        text = plain(each.text)
        if each.heading:
            text.stylize("bold")
        if each.marker:
            text = Text(f"{each.marker} ") + text
        parts.append(Padding(text, (0, 0, 0, _INDENT * each.depth)))
    return Group(*parts)
