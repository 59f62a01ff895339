"""`denizen principal export` and `export-population`: what is held, as JSON."""

import click

from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.options import PRINCIPAL, purpose_option
from denizen.cli.output import message_fields, print_json
from denizen.v1 import export_pb2 as pb
from denizen.v1.export_pb2_grpc import ExportServiceStub

_COUNTING_SECONDS = 600.0
_LISTS = {
    "earlier": "earlier",
    "attestation": "attestations",
    "review": "reviews",
    "evidence": "evidence",
    "credential": "credentials",
    "authorization": "authorizations",
    "event": "events",
}


@click.command(
    "export",
    short_help="Everything held about a principal.",
    epilog="""\b
Examples:
  denizen principal export ada > ada.json
""",
)
@click.argument("name", type=PRINCIPAL)
@purpose_option
@target_option
def export(*, name: str, purpose: str, target: str) -> None:
    """Print everything that is held about a principal as JSON: for those who ask what is held about them."""
    held: dict[str, object] = {"principal": {}}
    lists: dict[str, list[object]] = {each: [] for each in _LISTS.values()}
    with connected(target) as channel:
        request = pb.ExportPrincipalRequest(name=name, purpose=purpose)
        for answer in ExportServiceStub(channel).ExportPrincipal(request, timeout=TIMEOUT_SECONDS):
            part = answer.WhichOneof("part")
            if part is None:
                continue
            fields = message_fields(getattr(answer, part))
            if part == "principal":
                held["principal"] = fields
            else:
                lists[_LISTS[part]].append(fields)
    print_json(held | lists)


@click.command(
    "export-population",
    short_help="Counts of a population.",
    epilog="""\b
Examples:
  denizen principal export-population employee
""",
)
@click.argument("population")
@purpose_option
@target_option
def export_population(*, population: str, purpose: str, target: str) -> None:
    """Print as JSON how many of a population have attestations of each kind, state and assurance. Fewer than five are
    not counted out."""
    with connected(target) as channel:
        request = pb.ExportPopulationRequest(population=population, purpose=purpose)
        answer = ExportServiceStub(channel).ExportPopulation(request, timeout=_COUNTING_SECONDS)
    print_json(answer)
