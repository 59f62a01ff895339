"""`denizen list`: lists of named persons and organisations, and who is on them."""

from collections.abc import Sequence
from uuid import uuid4

import click
from google.protobuf.timestamp_pb2 import Timestamp

from denizen.cli.calls import every
from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.directive_page import TEST_SUBSET, source_words
from denizen.cli.files import load
from denizen.cli.list_rows import load_rows
from denizen.cli.options import IDENTIFIER, LIST, MOMENT_TYPE, request_id_option
from denizen.cli.output import json_option, print_fields, print_json, print_table
from denizen.v1 import directive_pb2 as pb
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub
from denizen.v1.interval_pb2 import Interval
from denizen.v1.principal_pb2 import ExternalIdentifier

AT_ONCE = 1000
"""Entries in one request."""


@click.group(
    name="list",
    epilog="""\b
Examples:
  denizen list put entity-list.yaml
  denizen list load entity-list entities.csv
  denizen list add entity-list --identifier lei=529900EXAMPLE --from 2026-06-12
  denizen list get entity-list
""",
)
def screening() -> None:
    """Store lists, and add and remove entries.

    The service keeps an entry only as a keyed hash: it can say how many there are, and not which.
    """


@screening.command(
    name="list",
    short_help="List the lists.",
    epilog="""\b
Examples:
  denizen list list
""",
)
@target_option
@json_option
def list_(*, target: str, as_json: bool) -> None:
    """List the lists in the order of their names, with the number of their entries."""
    with connected(target) as channel:
        found = list(every(DirectiveServiceStub(channel).ListLists, pb.ListListsRequest(), "lists"))
    if as_json:
        print_json(found)
        return
    rows = [(each.name.rpartition("/")[2], each.entry_count, each.title, _marked(each)) for each in found]
    print_table(("list", "entries", "title", ""), rows)


@screening.command(
    short_help="Show a list.",
    epilog="""\b
Examples:
  denizen list get entity-list
""",
)
@click.argument("name", metavar="ID", type=LIST)
@target_option
@json_option
def get(*, name: str, target: str, as_json: bool) -> None:
    """Show a list: its source, and how many entries are on it."""
    with connected(target) as channel:
        answer = DirectiveServiceStub(channel).GetList(pb.GetListRequest(name=name), timeout=TIMEOUT_SECONDS)
    _print(answer.list, answer, as_json=as_json)


@screening.command(
    short_help="Store a list.",
    epilog="""\b
Examples:
  denizen list put entity-list.yaml
  echo '{name: lists/denied, title: Denied persons}' | denizen list put -
""",
)
@click.argument("file", metavar="FILE")
@request_id_option
@target_option
@json_option
def put(*, file: str, request_id: str, target: str, as_json: bool) -> None:
    """Store a list, a `List` in YAML or JSON. Entries that are on it already stay."""
    request = pb.PutListRequest(list=load(file, pb.List), request_id=request_id)
    with connected(target) as channel:
        answer = DirectiveServiceStub(channel).PutList(request, timeout=TIMEOUT_SECONDS)
    _print(answer.list, answer, as_json=as_json)


@screening.command(
    short_help="Put identifiers on a list.",
    epilog="""\b
Examples:
  denizen list add entity-list --identifier lei=529900EXAMPLE
  denizen list add entity-list --identifier lei=529900EXAMPLE --from 2026-06-12 --to 2026-07-01
""",
)
@click.argument("name", metavar="ID", type=LIST)
@click.option(
    "--identifier",
    "identifiers",
    type=IDENTIFIER,
    multiple=True,
    required=True,
    metavar="SCHEME=VALUE",
    help="Who is on it; may be repeated.",
)
@click.option("--from", "start", type=MOMENT_TYPE, metavar="T", help="From when.  [default: always]")
@click.option("--to", "end", type=MOMENT_TYPE, metavar="T", help="Until when.  [default: without end]")
@request_id_option
@target_option
@json_option
def add(
    *,
    name: str,
    identifiers: tuple[ExternalIdentifier, ...],
    start: Timestamp | None,
    end: Timestamp | None,
    request_id: str,
    target: str,
    as_json: bool,
) -> None:
    """Put identifiers on a list for a time. One that is on it already for that time changes nothing."""
    listed = Interval(start=start, end=end)
    entries = [pb.ListEntry(external_identifier=each, listed=listed) for each in identifiers]
    request = pb.AddListEntriesRequest(name=name, entries=entries, request_id=request_id)
    with connected(target) as channel:
        answer = DirectiveServiceStub(channel).AddListEntries(request, timeout=TIMEOUT_SECONDS)
    _print(answer.list, answer, as_json=as_json)


@screening.command(
    short_help="Take identifiers off a list.",
    epilog="""\b
Examples:
  denizen list remove entity-list --identifier lei=529900EXAMPLE
""",
)
@click.argument("name", metavar="ID", type=LIST)
@click.option(
    "--identifier",
    "identifiers",
    type=IDENTIFIER,
    multiple=True,
    required=True,
    metavar="SCHEME=VALUE",
    help="Whose entries; may be repeated.",
)
@request_id_option
@target_option
@json_option
def remove(
    *, name: str, identifiers: tuple[ExternalIdentifier, ...], request_id: str, target: str, as_json: bool
) -> None:
    """Unlearn every entry of the identifiers, of whatever time; what was known before stays known as of then.

    Who was on the list and is so no longer keeps an entry that ends: remove it, and add it with --to.
    """
    request = pb.RemoveListEntriesRequest(name=name, external_identifiers=identifiers, request_id=request_id)
    with connected(target) as channel:
        answer = DirectiveServiceStub(channel).RemoveListEntries(request, timeout=TIMEOUT_SECONDS)
    _print(answer.list, answer, as_json=as_json)


@screening.command(
    name="load",
    short_help="Put the rows of a CSV file on a list.",
    epilog="""\b
Examples:
  denizen list load entity-list entities.csv
  printf 'scheme,value,from,to\\nlei,529900EXAMPLE,2026-06-12,\\n' | denizen list load entity-list -
""",
)
@click.argument("name", metavar="ID", type=LIST)
@click.argument("file", metavar="FILE.csv")
@target_option
@json_option
def load_(*, name: str, file: str, target: str, as_json: bool) -> None:
    """Put the rows of a CSV file on a list, a thousand at a time.

    The first row names the columns: scheme and value, and where they matter from and to. Every row is checked before
    anything is sent. Loading again adds nothing, so that what was interrupted can be repeated.
    """
    entries = load_rows(file)
    with connected(target) as channel:
        server = DirectiveServiceStub(channel)
        before = server.GetList(pb.GetListRequest(name=name), timeout=TIMEOUT_SECONDS)
        answer = _added(server, name, entries) or before
    if as_json:
        print_json(answer)
        return
    new = answer.list.entry_count - before.list.entry_count
    click.echo(f"{len(entries)} rows, {new} new: {name} has {answer.list.entry_count} entries")


def _added(
    server: DirectiveServiceStub, name: str, entries: Sequence[pb.ListEntry]
) -> pb.AddListEntriesResponse | None:
    """The answer to the last of the requests; None where there is nothing to add."""
    answer = None
    for start in range(0, len(entries), AT_ONCE):
        some = entries[start : start + AT_ONCE]
        request = pb.AddListEntriesRequest(name=name, entries=some, request_id=str(uuid4()))
        answer = server.AddListEntries(request, timeout=TIMEOUT_SECONDS)
    return answer


def _marked(shown: pb.List) -> str:
    return TEST_SUBSET if shown.test_subset else ""


def _print(shown: pb.List, answer: object, *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
        return
    print_fields(
        {
            "list": shown.name,
            "title": shown.title,
            "source": source_words(shown.source),
            "note": shown.source.note,
            "entries": str(shown.entry_count),
            "": _marked(shown),
        }
    )
