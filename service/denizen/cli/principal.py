"""`denizen principal`: whom the service knows."""

import click

from denizen.cli.calls import every
from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.exporting import export, export_population
from denizen.cli.moments import write_moment
from denizen.cli.options import IDENTIFIER, PRINCIPAL, SUBJECT, Word, purpose_option, request_id_option
from denizen.cli.output import json_option, print_fields, print_json, print_table
from denizen.cli.vocabulary import short
from denizen.v1 import principal_pb2 as pb
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub

Answer = (
    pb.CreatePrincipalResponse
    | pb.GetPrincipalResponse
    | pb.UpdatePopulationsResponse
    | pb.LinkExternalIdentifierResponse
    | pb.UnlinkExternalIdentifierResponse
)

_KIND = pb.PrincipalKind.DESCRIPTOR


@click.group(
    epilog="""\b
Examples:
  denizen principal create ada --kind person --population employee --identifier hr=4711
  denizen principal get hr=4711
  denizen principal list --population employee
  denizen principal populations ada employee contractor
"""
)
def principal() -> None:
    """Add and find principals.

    A principal is a person, an organisation, or a service acting for one.
    """


@principal.command(
    short_help="Add a principal.",
    epilog="""\b
Examples:
  denizen principal create ada --kind person --population employee
  denizen principal create --kind organisation --display-name 'Example GmbH' --identifier lei=529900EXAMPLE
""",
)
@click.argument("principal_id", metavar="[ID]", default="")
@click.option("--kind", type=Word(_KIND), required=True, metavar="KIND", help="person, organisation or service.")
@click.option("--population", "populations", multiple=True, metavar="P", help="Such as employee; may be repeated.")
@click.option("--display-name", default="", metavar="NAME", help="For people to read; kept sealed.")
@click.option(
    "--identifier",
    "identifiers",
    type=IDENTIFIER,
    multiple=True,
    metavar="SCHEME=VALUE",
    help="How another system names it; may be repeated.",
)
@purpose_option
@request_id_option
@target_option
@json_option
def create(
    *,
    principal_id: str,
    kind: pb.PrincipalKind,
    populations: tuple[str, ...],
    display_name: str,
    identifiers: tuple[pb.ExternalIdentifier, ...],
    purpose: str,
    request_id: str,
    target: str,
    as_json: bool,
) -> None:
    """Add a principal. Without an ID the service chooses one."""
    request = pb.CreatePrincipalRequest(
        principal_id=principal_id.removeprefix("principals/"),
        principal=pb.Principal(
            kind=kind, populations=populations, display_name=display_name, external_identifiers=identifiers
        ),
        purpose=purpose,
        request_id=request_id,
    )
    with connected(target) as channel:
        answer = PrincipalServiceStub(channel).CreatePrincipal(request, timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


@principal.command(
    short_help="Show a principal.",
    epilog="""\b
Examples:
  denizen principal get ada
  denizen principal get hr=4711 --json
""",
)
@click.argument("subject", metavar="NAME|SCHEME=VALUE", type=SUBJECT)
@purpose_option
@target_option
@json_option
def get(*, subject: str | pb.ExternalIdentifier, purpose: str, target: str, as_json: bool) -> None:
    """Show a principal, by its name or by an identifier of another system."""
    request = pb.GetPrincipalRequest(purpose=purpose)
    if isinstance(subject, str):
        request.name = subject
    else:
        request.external_identifier.CopyFrom(subject)
    with connected(target) as channel:
        answer = PrincipalServiceStub(channel).GetPrincipal(request, timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


@principal.command(
    short_help="List principals.",
    name="list",
    epilog="""\b
Examples:
  denizen principal list
  denizen principal list --kind organisation --limit 10
""",
)
@click.option("--population", default="", metavar="P", help="Only those that belong to it.")
@click.option("--kind", type=Word(_KIND), default=None, metavar="KIND", help="Only persons, organisations or services.")
@click.option("--page-size", type=click.IntRange(1, 1000), default=None, help="How many to ask for at a time.")
@click.option("--limit", type=click.IntRange(1), default=None, help="Stop after so many.  [default: all of them]")
@purpose_option
@target_option
@json_option
def list_(
    *,
    population: str,
    kind: pb.PrincipalKind | None,
    page_size: int | None,
    limit: int | None,
    purpose: str,
    target: str,
    as_json: bool,
) -> None:
    """List principals in the order of their names, all pages on one snapshot."""
    request = pb.ListPrincipalsRequest(population=population, kind=kind, page_size=page_size, purpose=purpose)
    with connected(target) as channel:
        found = list(every(PrincipalServiceStub(channel).ListPrincipals, request, "principals", limit))
    if as_json:
        print_json(found)
        return
    rows = [
        (item.name, short(_KIND, item.kind), ", ".join(item.populations), item.display_name, _identifiers(item))
        for item in found
    ]
    print_table(("principal", "kind", "populations", "display name", "identifiers"), rows)


@principal.command(
    short_help="Replace the populations of a principal.",
    epilog="""\b
Examples:
  denizen principal populations ada employee contractor
  denizen principal populations ada
""",
)
@click.argument("name", type=PRINCIPAL)
@click.argument("populations", metavar="[P]...", nargs=-1)
@purpose_option
@request_id_option
@target_option
@json_option
def populations(
    *, name: str, populations: tuple[str, ...], purpose: str, request_id: str, target: str, as_json: bool
) -> None:
    """Replace the populations of a principal; without any, it belongs to none and every provision matches it."""
    request = pb.UpdatePopulationsRequest(name=name, populations=populations, purpose=purpose, request_id=request_id)
    with connected(target) as channel:
        answer = PrincipalServiceStub(channel).UpdatePopulations(request, timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


@principal.command(
    short_help="Link an identifier.",
    epilog="""\b
Examples:
  denizen principal link ada hr=4711
""",
)
@click.argument("name", type=PRINCIPAL)
@click.argument("identifier", metavar="SCHEME=VALUE", type=IDENTIFIER)
@purpose_option
@request_id_option
@target_option
@json_option
def link(
    *, name: str, identifier: pb.ExternalIdentifier, purpose: str, request_id: str, target: str, as_json: bool
) -> None:
    """Link an identifier of another system, by which the principal may be asked about."""
    request = pb.LinkExternalIdentifierRequest(
        name=name, external_identifier=identifier, purpose=purpose, request_id=request_id
    )
    with connected(target) as channel:
        answer = PrincipalServiceStub(channel).LinkExternalIdentifier(request, timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


@principal.command(
    short_help="End an identifier.",
    epilog="""\b
Examples:
  denizen principal unlink ada hr=4711
""",
)
@click.argument("name", type=PRINCIPAL)
@click.argument("identifier", metavar="SCHEME=VALUE", type=IDENTIFIER)
@purpose_option
@request_id_option
@target_option
@json_option
def unlink(
    *, name: str, identifier: pb.ExternalIdentifier, purpose: str, request_id: str, target: str, as_json: bool
) -> None:
    """End an identifier from now on; what it meant before stays known."""
    request = pb.UnlinkExternalIdentifierRequest(
        name=name, external_identifier=identifier, purpose=purpose, request_id=request_id
    )
    with connected(target) as channel:
        answer = PrincipalServiceStub(channel).UnlinkExternalIdentifier(request, timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


principal.add_command(export)
principal.add_command(export_population)


def _print(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
        return
    shown = answer.principal
    print_fields(
        {
            "principal": shown.name,
            "kind": short(_KIND, shown.kind),
            "populations": ", ".join(shown.populations),
            "display name": shown.display_name,
            "identifiers": _identifiers(shown),
            "known since": write_moment(shown.create_time),
        }
    )


def _identifiers(shown: pb.Principal) -> str:
    return ", ".join(f"{item.scheme}={item.value}" for item in shown.external_identifiers)
