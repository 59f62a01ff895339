"""`denizen attest credential` and `denizen attest status-list`: what issuers signed."""

from typing import BinaryIO

import click
from google.protobuf.timestamp_pb2 import Timestamp

from denizen.cli.attested import phrase
from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.failures import WrongUsageError
from denizen.cli.moments import told, write_moment
from denizen.cli.options import MOMENT_TYPE, PRINCIPAL, Name, purpose_option, request_id_option
from denizen.cli.output import json_option, print_fields, print_json, print_table
from denizen.cli.vocabulary import short
from denizen.v1 import attestation_pb2 as pb
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.credential_pb2 import SubmitCredentialRequest, SubmitStatusListRequest

_MOST_BYTES = 2 * 1024 * 1024
_ISSUER = Name("issuers")
_STATE = pb.AttestationState.DESCRIPTOR


@click.command(
    short_help="Present a signed credential.",
    epilog="""\b
Examples:
  denizen attest credential ada presentation.txt --nonce n-0S6_WzA2Mj
  denizen attest credential ada presentation.txt --nonce n-0S6_WzA2Mj --audience https://kyc.example.com
  denizen attest credential ada token.jwt --purposes export-control --purposes kyc
""",
)
@click.argument("parent", metavar="PRINCIPAL", type=PRINCIPAL)
@click.argument("file", metavar="FILE|-", type=click.File("rb"))
@click.option("--nonce", default="", help="What the holder was asked to answer to; with a holder's proof.")
@click.option("--audience", default="", help="For whom it has to be made.  [default: the server's only one]")
@click.option("--purposes", multiple=True, metavar="PURPOSE", help="May be repeated.  [default: that of --purpose]")
@purpose_option
@request_id_option
@target_option
@json_option
def credential(
    *,
    parent: str,
    file: BinaryIO,
    nonce: str,
    audience: str,
    purposes: tuple[str, ...],
    purpose: str,
    request_id: str,
    target: str,
    as_json: bool,
) -> None:
    """Present a credential that its issuer signed: an SD-JWT (VC) with the holder's proof, or an attestation token.

    What it attests becomes facts at once. The same credential again changes nothing.
    """
    request = SubmitCredentialRequest(
        parent=parent,
        credential=_text(file),
        audience=audience,
        nonce=nonce,
        purposes=purposes,
        purpose=purpose,
        request_id=request_id,
    )
    with connected(target) as channel:
        answer = AttestationServiceStub(channel).SubmitCredential(request, timeout=TIMEOUT_SECONDS)
    if as_json:
        print_json(answer)
        return
    kept = answer.credential
    print_fields(
        {
            "credential": kept.name,
            "issuer": kept.issuer,
            "type": kept.type,
            "hidden": f"{kept.hidden_elements} elements at most" if kept.hidden_elements else "",
            "attested": "nothing: it discloses nothing of the kind" if not answer.attestations else "",
        }
    )
    rows = [
        (
            item.name.rpartition("/")[2],
            short(_STATE, item.state),
            phrase(item.claim, holds=not item.does_not_hold),
            told(item.vouched),
            item.assurance.level,
        )
        for item in answer.attestations
    ]
    if rows:
        click.echo()
        print_table(("attestation", "state", "claim", "vouched", "assurance"), rows)


@click.command(
    name="status-list",
    short_help="Bring a status list.",
    epilog="""\b
Example:
  curl -H 'Accept: application/statuslist+jwt' https://pid.example/statuslists/1 |
    denizen attest status-list pid -
""",
)
@click.argument("issuer", metavar="ISSUER", type=_ISSUER)
@click.argument("file", metavar="FILE|-", type=click.File("rb"))
@click.option("--retrieved-at", type=MOMENT_TYPE, metavar="MOMENT", help="When it was got.  [default: now]")
@purpose_option
@request_id_option
@target_option
@json_option
def status_list(
    *,
    issuer: str,
    file: BinaryIO,
    retrieved_at: Timestamp | None,
    purpose: str,
    request_id: str,
    target: str,
    as_json: bool,
) -> None:
    """Bring a status list that an issuer signed: credentials that rest on it are revoked, suspended or reinstated."""
    request = SubmitStatusListRequest(
        issuer=issuer, status_list=_text(file), retrieve_time=retrieved_at, purpose=purpose, request_id=request_id
    )
    with connected(target) as channel:
        answer = AttestationServiceStub(channel).SubmitStatusList(request, timeout=TIMEOUT_SECONDS)
    if as_json:
        print_json(answer)
        return
    known = answer.status_list
    print_fields(
        {
            "status list": known.uri,
            "issuer": known.issuer,
            "signed at": write_moment(known.issue_time),
            "fresh until": write_moment(known.fresh_until),
        }
    )


def _text(file: BinaryIO) -> str:
    content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise WrongUsageError(f"{file.name}: larger than {_MOST_BYTES} bytes")
    try:
        return content.decode("ascii").strip()
    except UnicodeDecodeError:
        raise WrongUsageError(f"{file.name}: wanted a signed token in compact form, which is ASCII") from None
