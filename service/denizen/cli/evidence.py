"""`denizen attest evidence`: what issuers examined, and what it proves."""

import click
from google.protobuf.message import Message

from denizen.cli.calls import every
from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.evidence_page import TABLE_COLUMNS, document, print_evidence, table_row
from denizen.cli.files import FileError, load, shown_name
from denizen.cli.options import EVIDENCE, PRINCIPAL, Word, purpose_option, request_id_option
from denizen.cli.output import json_option, print_json, print_table
from denizen.cli.vocabulary import short
from denizen.evidence_table import evidence_table
from denizen.v1 import claim_pb2
from denizen.v1 import evidence_pb2 as pb
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub

_STATE, _STRENGTH = pb.EvidenceState.DESCRIPTOR, pb.EvidenceStrength.DESCRIPTOR
_CHECK, _RESULT = pb.EvidenceCheckKind.DESCRIPTOR, pb.EvidenceCheckResult.DESCRIPTOR
_CLAIM = claim_pb2.ClaimKind.DESCRIPTOR


@click.group(
    epilog="""\b
Examples:
  denizen attest evidence add ada passport.yaml
  denizen attest evidence list ada --state active
  denizen attest submit ada --citizenship FR --evidence principals/ada/evidence/e1
"""
)
def evidence() -> None:
    """Record what was examined, and what was done to it. Images are never taken, and no document number is kept."""


@evidence.command(
    short_help="Record evidence.",
    epilog="""\b
Examples:
  denizen attest evidence add ada passport.yaml
  denizen attest evidence add ada checked-again.yaml --supersedes principals/ada/evidence/e1
  cat passport.json | denizen attest evidence add ada -
""",
)
@click.argument("parent", metavar="PRINCIPAL", type=PRINCIPAL)
@click.argument("file", metavar="FILE|-")
@click.option("--supersedes", type=EVIDENCE, metavar="NAME", help="The record that this one replaces.")
@purpose_option
@request_id_option
@target_option
@json_option
def add(
    *, parent: str, file: str, supersedes: str | None, purpose: str, request_id: str, target: str, as_json: bool
) -> None:
    """Record evidence about a principal, from a file in YAML or JSON."""
    given = load(file, pb.Evidence)
    if given.WhichOneof("document") is None:
        raise FileError(shown_name(file), 1, "got no document, wanted exactly one, such as 'passport'")
    if not given.purposes:
        given.purposes.append(purpose)
    request = pb.AddEvidenceRequest(
        parent=parent, evidence=given, supersedes=supersedes, purpose=purpose, request_id=request_id
    )
    with connected(target) as channel:
        answer = AttestationServiceStub(channel).AddEvidence(request, timeout=TIMEOUT_SECONDS)
    _print(answer, answer.evidence, as_json=as_json)


@evidence.command(
    short_help="Show evidence.",
    epilog="""\b
Examples:
  denizen attest evidence show principals/ada/evidence/e1
""",
)
@click.argument("name", type=EVIDENCE)
@purpose_option
@target_option
@json_option
def show(*, name: str, purpose: str, target: str, as_json: bool) -> None:
    """Show a record that serves the purpose, with its checks and what it proves."""
    request = pb.GetEvidenceRequest(name=name, purpose=purpose)
    with connected(target) as channel:
        answer = AttestationServiceStub(channel).GetEvidence(request, timeout=TIMEOUT_SECONDS)
    _print(answer, answer.evidence, as_json=as_json)


@evidence.command(
    name="list",
    short_help="List a principal's evidence.",
    epilog="""\b
Examples:
  denizen attest evidence list ada
  denizen attest evidence list ada --state withdrawn --json
""",
)
@click.argument("parent", metavar="PRINCIPAL", type=PRINCIPAL)
@click.option("--state", type=Word(_STATE), metavar="STATE", help="Only what is active, superseded or withdrawn.")
@click.option("--page-size", type=click.IntRange(1, 1000), help="How many to ask for at a time.")
@click.option("--limit", type=click.IntRange(1), help="Stop after so many.  [default: all of them]")
@purpose_option
@target_option
@json_option
def list_(
    *,
    parent: str,
    state: pb.EvidenceState | None,
    page_size: int | None,
    limit: int | None,
    purpose: str,
    target: str,
    as_json: bool,
) -> None:
    """List a principal's evidence that serves the purpose, in the order of its arrival."""
    request = pb.ListEvidenceRequest(parent=parent, state=state, page_size=page_size, purpose=purpose)
    with connected(target) as channel:
        found = list(every(AttestationServiceStub(channel).ListEvidence, request, "evidence", limit))
    if as_json:
        print_json(found)
        return
    rows = [
        (
            item.name.rpartition("/")[2],
            short(_STATE, item.state),
            document(item),
            item.country,
            item.expires_on,
            short(_STRENGTH, item.strength),
        )
        for item in found
    ]
    print_table(("evidence", "state", "document", "of", "expires", "strength"), rows)


@evidence.command(
    short_help="Take evidence back.",
    epilog="""\b
Examples:
  denizen attest evidence withdraw principals/ada/evidence/e1 --reason-code not-genuine
""",
)
@click.argument("name", type=EVIDENCE)
@click.option("--reason-code", required=True, metavar="CODE", help="For the record, such as not-genuine.")
@purpose_option
@request_id_option
@target_option
@json_option
def withdraw(*, name: str, reason_code: str, purpose: str, request_id: str, target: str, as_json: bool) -> None:
    """Take a record back: it supports no further attestation. Those that rest on it stay."""
    request = pb.WithdrawEvidenceRequest(name=name, reason_code=reason_code, purpose=purpose, request_id=request_id)
    with connected(target) as channel:
        answer = AttestationServiceStub(channel).WithdrawEvidence(request, timeout=TIMEOUT_SECONDS)
    _print(answer, answer.evidence, as_json=as_json)


@evidence.command(
    short_help="Show what each kind of evidence proves.",
    epilog="""\b
Examples:
  denizen attest evidence table
  denizen attest evidence table --json
""",
)
@json_option
def table(*, as_json: bool) -> None:
    """Show the evidence table of this release: which claims each kind proves, how strongly at the most, and what its
    expiry means."""
    rows = evidence_table().rows
    if as_json:
        print_json([dict(zip(TABLE_COLUMNS, table_row(row), strict=True)) for row in rows])
        return
    print_table(TABLE_COLUMNS, map(table_row, rows))


def _print(answer: Message, shown: pb.Evidence, *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
    else:
        print_evidence(shown)
