"""What commands print: tables for people, JSON for programs."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ParamSpec, TypeVar

import click
from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message
from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

P = ParamSpec("P")
R = TypeVar("R")


def json_option(command: Callable[P, R]) -> Callable[P, R]:
    """Gives a command the flag `--json`, as its parameter `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")(command)


def message_fields(message: Message) -> dict[str, object]:
    """A message as the API's JSON, with the proto's own field names."""
    return dict(MessageToDict(message, preserving_proto_field_name=True))


def print_json(value: object) -> None:
    """Prints a value as JSON; a message, also inside a list, as the API's JSON."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False, default=_message))


def _message(value: object) -> dict[str, object]:
    if isinstance(value, Message):
        return message_fields(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Prints rows under headings. Cells are text and nothing else: what looks like markup is printed as it is."""
    print_rich(rows_table(columns, rows))


def print_fields(fields: Mapping[str, object]) -> None:
    """Prints the fields of one thing, a line each; those that are empty are left out."""
    print_rich(fields_table(fields.items()))


def rows_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """Rows under headings, as part of a page."""
    table = Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for row in rows:
        table.add_row(*map(plain, row))
    return table


def fields_table(fields: Iterable[tuple[str, object]]) -> Table:
    """The fields of one thing, as part of a page; a value without a name belongs to the field above."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in fields:
        if value not in ("", None):
            table.add_row(plain(name), plain(value))
    return table


def plain(value: object) -> Text:
    """A value as text and nothing else: no markup, and nothing that a terminal would obey."""
    return Text("".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in str(value)))


def print_rich(renderable: RenderableType) -> None:
    """Prints what a command has laid out itself; where nobody watches, without the blanks that fill up lines."""
    console = _console()
    if console.is_terminal:
        console.print(renderable)
        return
    with console.capture() as captured:
        console.print(renderable)
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))


def _console() -> Console:
    """Wide where nobody watches, so that a pipe never loses the end of a line."""
    console = Console(highlight=False, soft_wrap=False)
    return console if console.is_terminal else Console(highlight=False, width=1000)
