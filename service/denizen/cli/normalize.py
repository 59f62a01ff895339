"""`denizen normalize`: what a country code means. Needs no server."""

import click

from denizen.cli.output import json_option, print_fields, print_json
from denizen.domain.countries import System
from denizen.domain.countries import normalize as read_code


@click.command(
    epilog="""\b
Examples:
  denizen normalize GBN --system ICAO_MRZ
  denizen normalize PR --system ISO2 --json

\b
Exit codes: 0 the system lists the code; 1 it does not.
"""
)
@click.argument("code")
@click.option(
    "--system",
    type=click.Choice([system.value for system in System]),
    required=True,
    metavar="SYSTEM",
    help="Whose list the code is from: " + ", ".join(system.value for system in System) + ".",
)
@json_option
def normalize(*, code: str, system: str, as_json: bool) -> None:
    """Say what a country code means.

    CODE is read in the coding system that it is from, exactly, and never guessed. This needs no server.
    """
    read = read_code(code, System.parse(system))
    successors = [country.code for country in read.successors]
    said = {
        "code": read.raw,
        "system": read.system.value,
        "country": read.country.code if read.country else None,
        "territory": read.territory.code if read.territory else None,
        "kind": read.kind.value if read.kind else None,
        "status": read.status,
        "successors": successors,
        "note": read.note,
    }
    if as_json:
        print_json({name: value for name, value in said.items() if value or name in ("code", "system", "country")})
        return
    print_fields({**said, "country": said["country"] or "none", "successors": ", ".join(successors)})
