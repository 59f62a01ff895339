"""`denizen directive format` and `schema`: what helps with writing directive files."""

from pathlib import Path

import click

from denizen.cli.catalogue import CATALOGUE
from denizen.cli.failures import FailedError
from denizen.cli.files import STDIN, read, shown_name
from denizen.cli.formatting import formatted

SCHEMA = CATALOGUE / "directive.schema.json"


@click.command(
    name="format",
    short_help="Lay files out in the canonical way.",
    epilog="""\b
Examples:
  denizen directive format draft.yaml
  denizen directive format --check catalogue/*.yaml
  denizen directive format - < draft.yaml
""",
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--check", is_flag=True, help="Change nothing; fail where a file would change.")
def format_(*, files: tuple[str, ...], check: bool) -> None:
    """Lay directive files out in the canonical way, in place; `-` is stdin, and goes to stdout.

    Comments and the order of fields stay. A file that is wrong is refused and stays as it is.
    """
    written = [(file, content, formatted(content, shown_name(file))) for file in files for content in [read(file)]]
    other = [(file, text) for file, content, text in written if text.encode() != content]
    if check:
        if other:
            raise FailedError(f"not in canonical layout: {', '.join(shown_name(file) for file, _ in other)}")
        return
    for file, text in other:
        if file != STDIN:
            Path(file).write_text(text, encoding="utf-8", newline="\n")
            click.echo(f"formatted {file}")
    for file, _, text in written:
        if file == STDIN:
            click.echo(text, nl=False)


@click.command(
    short_help="Print the JSON Schema of directive files.",
    epilog="""\b
Examples:
  denizen directive schema > directive.schema.json

\b
An editor with a YAML language server completes and checks a file that begins with
  # yaml-language-server: $schema=directive.schema.json
""",
)
def schema() -> None:
    """Print the JSON Schema of directive files, by which editors complete and check them."""
    click.echo(SCHEMA.read_text(encoding="utf-8"), nl=False)
