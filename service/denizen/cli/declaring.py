"""`denizen attest declare`: what a person signs about themselves, or about whom they represent."""

import hashlib
from pathlib import Path

import click

from denizen.cli.attested import attestation_fields, load_attestation
from denizen.cli.claims import chosen, claim_options, one_claim
from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.failures import WrongUsageError
from denizen.cli.options import PRINCIPAL, SPAN_TYPE, purpose_option, request_id_option
from denizen.cli.output import json_option, print_fields, print_json, print_table
from denizen.evidence_table import declaration_texts
from denizen.v1 import attestation_pb2 as pb
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.interval_pb2 import Interval

_DEFAULT = "denizen/statement@1"


@click.command(
    short_help="Submit what somebody signed.",
    epilog="""\b
Examples:
  denizen attest declare ada --citizenship FR --language fr
  denizen attest declare ada only-these.yaml --text-version denizen/complete-list@1
  denizen attest declare acme owners.yaml --signer ada --text-version denizen/on-behalf@1
  denizen attest declare ada --residence FR --text wording.txt --text-version hr-7
""",
)
@click.argument("parent", metavar="PRINCIPAL", type=PRINCIPAL)
@click.argument("file", metavar="[FILE|-]", default="")
@claim_options
@click.option("--does-not-hold", is_flag=True, help="The claim does not hold.")
@click.option("--held", type=SPAN_TYPE, metavar="FROM..TO", help="When it is true in the world.  [default: always]")
@click.option("--text-version", default=_DEFAULT, show_default=True, help="The wording that was shown.")
@click.option("--text", "text_file", type=click.Path(exists=True, dir_okay=False), help="Your own wording, in a file.")
@click.option("--language", default="en", show_default=True, help="The language that it was shown in.")
@click.option("--signer", type=PRINCIPAL, metavar="PRINCIPAL", help="Who signed.  [default: the principal]")
@click.option("--evidence", multiple=True, metavar="REFERENCE", help="Of the right to sign for another person.")
@purpose_option
@request_id_option
@target_option
@json_option
def declare(
    *,
    parent: str,
    file: str,
    does_not_hold: bool,
    held: Interval | None,
    text_version: str,
    text_file: str | None,
    language: str,
    signer: str | None,
    evidence: tuple[str, ...],
    purpose: str,
    request_id: str,
    target: str,
    as_json: bool,
    **claims: tuple[str, ...],
) -> None:
    """Submit what somebody signed about a principal, in a wording of the catalogue or in your own.

    It is a fact at SELF_DECLARED where the principal signed, or somebody of whom it is known here that they represent
    it; else it waits for review.
    """
    given = chosen(claims)
    if file and (given or does_not_hold or held):
        raise WrongUsageError("got a file and options for what it says, wanted one of the two")
    if file:
        attestation = load_attestation(file)
        if attestation.HasField("self_declaration") or attestation.HasField("assurance"):
            raise WrongUsageError("got a file with a self_declaration or an assurance, wanted one without")
    else:
        attestation = pb.Attestation(claim=one_claim(given), does_not_hold=does_not_hold, held=held)
    if not attestation.purposes:
        attestation.purposes.append(purpose)
    attestation.evidence.extend(evidence)
    text = _text(text_version, text_file, language)
    attestation.self_declaration.CopyFrom(
        pb.SelfDeclaration(
            text=text,
            text_version=text_version,
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            language=language,
            signer=signer or parent,
            on_behalf_of=parent,
        )
    )
    request = pb.SubmitAttestationRequest(
        parent=parent, attestation=attestation, purpose=purpose, request_id=request_id
    )
    with connected(target) as channel:
        answer = AttestationServiceStub(channel).SubmitAttestation(request, timeout=TIMEOUT_SECONDS)
    if as_json:
        print_json(answer)
        return
    print_fields(attestation_fields(answer.attestation))


def _text(version: str, file: str | None, language: str) -> str:
    if file is not None:
        return Path(file).read_text(encoding="utf-8").strip()
    known = declaration_texts().texts.get((version, language))
    if known is None:
        wanted = "one that `denizen attest declarations` lists, or your own text with --text"
        raise WrongUsageError(f"--text-version: got {version!r} in {language!r}, wanted {wanted}")
    return known.text


@click.command(
    short_help="Show the wordings of declarations.",
    epilog="""\b
Examples:
  denizen attest declarations
  denizen attest declarations --json
""",
)
@json_option
def declarations(*, as_json: bool) -> None:
    """Show the wordings of this release by version and language, with their digests."""
    texts = declaration_texts().texts.values()
    rows = [(each.version, each.language, each.sha256, each.text) for each in texts]
    columns = ("version", "language", "sha256", "text")
    if as_json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
        return
    print_table(columns, rows)
