"""The part of `denizen attest` that is about what becomes of attestations."""

import click

from denizen.cli.attested import attestation_fields, load_attestation, phrase
from denizen.cli.calls import every
from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.moments import write_moment
from denizen.cli.options import ATTESTATION, purpose_option, request_id_option
from denizen.cli.output import json_option, print_fields, print_json, print_table
from denizen.cli.vocabulary import short
from denizen.v1 import attestation_pb2 as pb
from denizen.v1 import lifecycle_pb2
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub

Answer = (
    pb.RevokeAttestationResponse
    | pb.SupersedeAttestationResponse
    | pb.SuspendAttestationResponse
    | pb.ReinstateAttestationResponse
    | pb.ResubmitAttestationResponse
)


@click.command(
    short_help="Revoke an attestation.",
    epilog="""\b
Examples:
  denizen attest revoke principals/ada/attestations/a1 --reason-code issued-in-error
""",
)
@click.argument("name", type=ATTESTATION)
@click.option("--reason-code", required=True, metavar="CODE", help="For the record, such as issued-in-error.")
@purpose_option
@request_id_option
@target_option
@json_option
def revoke(*, name: str, reason_code: str, purpose: str, request_id: str, target: str, as_json: bool) -> None:
    """Unlearn an attestation, for every moment of the world, from now on."""
    request = pb.RevokeAttestationRequest(name=name, reason_code=reason_code, purpose=purpose, request_id=request_id)
    with connected(target) as channel:
        answer = AttestationServiceStub(channel).RevokeAttestation(request, timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


@click.command(
    short_help="Replace an attestation.",
    epilog="""\b
Examples:
  denizen attest supersede principals/ada/attestations/a1 corrected.yaml
""",
)
@click.argument("name", type=ATTESTATION)
@click.argument("file", metavar="FILE|-")
@purpose_option
@request_id_option
@target_option
@json_option
def supersede(*, name: str, file: str, purpose: str, request_id: str, target: str, as_json: bool) -> None:
    """Replace an attestation by another in one step: a correction, or a status that has ended."""
    request = pb.SupersedeAttestationRequest(
        name=name, replacement=load_attestation(file), purpose=purpose, request_id=request_id
    )
    with connected(target) as channel:
        answer = AttestationServiceStub(channel).SupersedeAttestation(request, timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


@click.command(
    short_help="Suspend an attestation.",
    epilog="""\b
Examples:
  denizen attest suspend principals/ada/attestations/a1 --reason-code under-inquiry
""",
)
@click.argument("name", type=ATTESTATION)
@click.option("--reason-code", required=True, metavar="CODE", help="For the record, such as under-inquiry.")
@purpose_option
@request_id_option
@target_option
@json_option
def suspend(*, name: str, reason_code: str, purpose: str, request_id: str, target: str, as_json: bool) -> None:
    """Take a verified attestation out of the facts until it is reinstated."""
    request = lifecycle_pb2.SuspendAttestationRequest(
        name=name, reason_code=reason_code, purpose=purpose, request_id=request_id
    )
    with connected(target) as channel:
        answer = AttestationServiceStub(channel).SuspendAttestation(request, timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


@click.command(
    short_help="Reinstate an attestation.",
    epilog="""\b
Examples:
  denizen attest reinstate principals/ada/attestations/a1 --reason-code inquiry-closed
""",
)
@click.argument("name", type=ATTESTATION)
@click.option("--reason-code", required=True, metavar="CODE", help="For the record, such as inquiry-closed.")
@purpose_option
@request_id_option
@target_option
@json_option
def reinstate(*, name: str, reason_code: str, purpose: str, request_id: str, target: str, as_json: bool) -> None:
    """Make a suspended attestation a fact again. It takes a second person, or acting for its issuer."""
    request = lifecycle_pb2.ReinstateAttestationRequest(
        name=name, reason_code=reason_code, purpose=purpose, request_id=request_id
    )
    with connected(target) as channel:
        answer = AttestationServiceStub(channel).ReinstateAttestation(request, timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


@click.command(
    short_help="Submit an attestation again.",
    epilog="""\b
Examples:
  denizen attest resubmit principals/ada/attestations/a1 corrected.yaml
""",
)
@click.argument("name", type=ATTESTATION)
@click.argument("file", metavar="FILE|-")
@purpose_option
@request_id_option
@target_option
@json_option
def resubmit(*, name: str, file: str, purpose: str, request_id: str, target: str, as_json: bool) -> None:
    """Submit again what was rejected, or about which more was asked; the two stay linked."""
    request = pb.ResubmitAttestationRequest(
        name=name, attestation=load_attestation(file), purpose=purpose, request_id=request_id
    )
    with connected(target) as channel:
        answer = AttestationServiceStub(channel).ResubmitAttestation(request, timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


@click.command(
    short_help="List what ends soon.",
    epilog="""\b
Examples:
  denizen attest expiring --within-days 90 --population employee
  denizen attest expiring --required-only --json
""",
)
@click.option("--within-days", type=click.IntRange(1, 3660), default=90, show_default=True, help="How soon it ends.")
@click.option("--population", default="", help="Only of principals of this population.")
@click.option("--required-only", is_flag=True, help="Only those about which somebody is to be asked again.")
@click.option("--limit", type=click.IntRange(1), help="Stop after so many.  [default: all of them]")
@purpose_option
@target_option
@json_option
def expiring(
    *,
    within_days: int,
    population: str,
    required_only: bool,
    limit: int | None,
    purpose: str,
    target: str,
    as_json: bool,
) -> None:
    """List the verified attestations of which something ends soon, and whether anybody is to be asked again."""
    request = lifecycle_pb2.ListExpiringRequest(
        within_days=within_days, population=population, required_only=required_only, purpose=purpose
    )
    with connected(target) as channel:
        found = list(every(AttestationServiceStub(channel).ListExpiring, request, "expiring", limit))
    if as_json:
        print_json(found)
        return
    rows = [
        (
            item.attestation.name,
            phrase(item.attestation.claim, holds=not item.attestation.does_not_hold),
            short(lifecycle_pb2.AttestationEnd.DESCRIPTOR, item.end).lower(),
            write_moment(item.end_time),
            short(lifecycle_pb2.Reverification.DESCRIPTOR, item.reverification).lower(),
            item.citation,
        )
        for item in found
    ]
    print_table(("attestation", "claim", "what ends", "when", "ask again", "because of"), rows)


def _print(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
        return
    print_fields(attestation_fields(answer.attestation))
