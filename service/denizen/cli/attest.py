"""`denizen attest`: what issuers vouch for."""

import click
from google.protobuf.timestamp_pb2 import Timestamp

from denizen.cli.attest_life import expiring, reinstate, resubmit, revoke, supersede, suspend
from denizen.cli.attested import attestation_fields, load_attestation, phrase
from denizen.cli.calls import every
from denizen.cli.claims import chosen, claim_options, one_claim
from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.credentials import credential, status_list
from denizen.cli.declaring import declarations, declare
from denizen.cli.document import document
from denizen.cli.evidence import evidence as evidence_commands
from denizen.cli.failures import WrongUsageError
from denizen.cli.moments import told
from denizen.cli.options import (
    ATTESTATION,
    MOMENT_TYPE,
    PRINCIPAL,
    SPAN_TYPE,
    Word,
    purpose_option,
    request_id_option,
)
from denizen.cli.output import json_option, print_fields, print_json, print_table
from denizen.cli.vocabulary import short
from denizen.v1 import attestation_pb2 as pb
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.interval_pb2 import Interval

Answer = pb.SubmitAttestationResponse | pb.GetAttestationResponse

_STATE = pb.AttestationState.DESCRIPTOR


@click.group(
    epilog="""\b
Examples:
  denizen attest submit ada --citizenship FR --held 1990-01-01.. --assurance SUBSTANTIAL
  denizen attest submit ada attestation.yaml
  denizen attest credential ada presentation.txt --nonce n-0S6_WzA2Mj
  denizen attest document zone.txt --principal ada --evidence checks.yaml
  denizen attest list ada --state verified
  denizen attest revoke principals/ada/attestations/a1 --reason-code issued-in-error
"""
)
def attest() -> None:
    """Submit, find, suspend, revoke and supersede attestations."""


attest.add_command(credential)
attest.add_command(status_list)
attest.add_command(document)
attest.add_command(evidence_commands)
attest.add_command(declare)
attest.add_command(declarations)


@attest.command(
    short_help="Submit an attestation.",
    epilog="""\b
Examples:
  denizen attest submit ada --citizenship US:CITIZEN --assurance SUBSTANTIAL
  denizen attest submit ada --status US:NONIMMIGRANT:H-1B --held 2025-10-01..2028-09-30 --assurance HIGH
  denizen attest submit ada --citizenship US --does-not-hold --assurance HIGH
  denizen attest submit ada attestation.yaml
  cat attestation.json | denizen attest submit ada -
""",
)
@click.argument("parent", metavar="PRINCIPAL", type=PRINCIPAL)
@click.argument("file", metavar="[FILE|-]", default="")
@claim_options
@click.option("--does-not-hold", is_flag=True, help="The claim does not hold.")
@click.option("--held", type=SPAN_TYPE, metavar="FROM..TO", help="When it is true in the world.  [default: always]")
@click.option("--vouched", type=SPAN_TYPE, metavar="FROM..TO", help="How long the issuer stands behind it.")
@click.option("--assurance", metavar="[FRAMEWORK:]LEVEL", help="Such as SUBSTANTIAL or nist-800-63a:IAL2.")
@click.option("--issuer", metavar="NAME", help="Who vouches, such as issuers/hr.")
@click.option("--purposes", multiple=True, metavar="PURPOSE", help="May be repeated.  [default: that of --purpose]")
@click.option("--verified-at", type=MOMENT_TYPE, metavar="MOMENT", help="When it was verified.  [default: on receipt]")
@click.option("--evidence", multiple=True, metavar="REFERENCE", help="What the issuer examined; may be repeated.")
@purpose_option
@request_id_option
@target_option
@json_option
def submit(
    *,
    parent: str,
    file: str,
    does_not_hold: bool,
    held: Interval | None,
    vouched: Interval | None,
    assurance: str | None,
    issuer: str | None,
    purposes: tuple[str, ...],
    verified_at: Timestamp | None,
    evidence: tuple[str, ...],
    purpose: str,
    request_id: str,
    target: str,
    as_json: bool,
    **claims: tuple[str, ...],
) -> None:
    """Submit an attestation about a principal: from a file in YAML or JSON, or by options for the common claims."""
    given = chosen(claims)
    if file:
        by_options = [option for option, _ in given]
        others = (does_not_hold, held, vouched, assurance, issuer, purposes, verified_at, evidence)
        if by_options or any(others):
            raise WrongUsageError("got a file and options for what it says, wanted one of the two")
        attestation = load_attestation(file)
    else:
        framework, _, level = (assurance or "").rpartition(":")
        attestation = pb.Attestation(
            claim=one_claim(given),
            does_not_hold=does_not_hold,
            held=held,
            vouched=vouched,
            assurance=pb.Assurance(framework=framework, level=level) if assurance else None,
            issuer=issuer,
            purposes=purposes or [purpose],
            verified_at=verified_at,
            evidence=evidence,
        )
    request = pb.SubmitAttestationRequest(
        parent=parent, attestation=attestation, purpose=purpose, request_id=request_id
    )
    with connected(target) as channel:
        answer = AttestationServiceStub(channel).SubmitAttestation(request, timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


@attest.command(
    short_help="Show an attestation.",
    epilog="""\b
Examples:
  denizen attest get principals/ada/attestations/a1
""",
)
@click.argument("name", type=ATTESTATION)
@purpose_option
@target_option
@json_option
def get(*, name: str, purpose: str, target: str, as_json: bool) -> None:
    """Show an attestation that serves the purpose."""
    request = pb.GetAttestationRequest(name=name, purpose=purpose)
    with connected(target) as channel:
        answer = AttestationServiceStub(channel).GetAttestation(request, timeout=TIMEOUT_SECONDS)
    _print(answer, as_json=as_json)


@attest.command(
    name="list",
    short_help="List a principal's attestations.",
    epilog="""\b
Examples:
  denizen attest list ada
  denizen attest list ada --state pending --json
""",
)
@click.argument("parent", metavar="PRINCIPAL", type=PRINCIPAL)
@click.option("--state", type=Word(_STATE), metavar="STATE", help="Only those that are verified, pending, revoked, …")
@click.option("--page-size", type=click.IntRange(1, 1000), help="How many to ask for at a time.")
@click.option("--limit", type=click.IntRange(1), help="Stop after so many.  [default: all of them]")
@purpose_option
@target_option
@json_option
def list_(
    *,
    parent: str,
    state: pb.AttestationState | None,
    page_size: int | None,
    limit: int | None,
    purpose: str,
    target: str,
    as_json: bool,
) -> None:
    """List a principal's attestations that serve the purpose, in the order of their arrival."""
    request = pb.ListAttestationsRequest(parent=parent, state=state, page_size=page_size, purpose=purpose)
    with connected(target) as channel:
        found = list(every(AttestationServiceStub(channel).ListAttestations, request, "attestations", limit))
    if as_json:
        print_json(found)
        return
    rows = [
        (
            item.name.rpartition("/")[2],
            short(_STATE, item.state),
            phrase(item.claim, holds=not item.does_not_hold),
            told(item.held),
            item.assurance.level,
            item.issuer,
        )
        for item in found
    ]
    print_table(("attestation", "state", "claim", "held", "assurance", "issuer"), rows)


for further in (suspend, reinstate, expiring, resubmit, revoke, supersede):
    attest.add_command(further)


def _print(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
        return
    print_fields(attestation_fields(answer.attestation))
