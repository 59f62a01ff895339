"""`denizen country-set`: dated sets of countries that rules name."""

import click

from denizen.cli.calls import every
from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.directive_page import TEST_SUBSET, members_words, source_words
from denizen.cli.files import load
from denizen.cli.options import COUNTRY_SET, request_id_option
from denizen.cli.output import json_option, print_fields, print_json, print_table
from denizen.v1 import directive_pb2 as pb
from denizen.v1.directive_pb2_grpc import DirectiveServiceStub


@click.group(
    name="country-set",
    epilog="""\b
Examples:
  denizen country-set list
  denizen country-set get ear-d5
  denizen country-set put ear-d5.yaml
""",
)
def country_set() -> None:
    """Store and show dated sets of countries."""


@country_set.command(
    name="list",
    short_help="List country sets.",
    epilog="""\b
Examples:
  denizen country-set list
""",
)
@target_option
@json_option
def list_(*, target: str, as_json: bool) -> None:
    """List country sets in the order of their names."""
    with connected(target) as channel:
        server = DirectiveServiceStub(channel)
        found = list(every(server.ListCountrySets, pb.ListCountrySetsRequest(), "country_sets"))
    if as_json:
        print_json(found)
        return
    rows = [(each.name.rpartition("/")[2], len(each.members), each.title, _marked(each)) for each in found]
    print_table(("country set", "members", "title", ""), rows)


@country_set.command(
    short_help="Show a country set.",
    epilog="""\b
Examples:
  denizen country-set get ear-d5
  denizen country-set get ear-d5 --json
""",
)
@click.argument("name", metavar="ID", type=COUNTRY_SET)
@target_option
@json_option
def get(*, name: str, target: str, as_json: bool) -> None:
    """Show a country set: its source, its members and what counts as one of them, each with its dates."""
    request = pb.GetCountrySetRequest(name=name)
    with connected(target) as channel:
        answer = DirectiveServiceStub(channel).GetCountrySet(request, timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


@country_set.command(
    short_help="Store a country set.",
    epilog="""\b
Examples:
  denizen country-set put ear-d5.yaml
  echo '{name: countrySets/friends, members: [{country: CA}]}' | denizen country-set put -
""",
)
@click.argument("file", metavar="FILE")
@request_id_option
@target_option
@json_option
def put(*, file: str, request_id: str, target: str, as_json: bool) -> None:
    """Store the content of a country set, a `CountrySet` in YAML or JSON; the one before stays known as of its time.

    A country that leaves a set keeps its place in it with an end, so that questions about the past find it.
    """
    request = pb.PutCountrySetRequest(country_set=load(file, pb.CountrySet), request_id=request_id)
    with connected(target) as channel:
        answer = DirectiveServiceStub(channel).PutCountrySet(request, timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


def _marked(shown: pb.CountrySet) -> str:
    return TEST_SUBSET if shown.test_subset else ""


def _print(answer: pb.GetCountrySetResponse | pb.PutCountrySetResponse, *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
        return
    shown = answer.country_set
    print_fields(
        {
            "country set": shown.name,
            "title": shown.title,
            "source": source_words(shown.source),
            "note": shown.source.note,
            "holds": members_words(shown),
            "": _marked(shown),
        }
    )
