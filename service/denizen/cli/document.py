"""`denizen attest document`: what the machine-readable zone of a travel document says."""

from collections.abc import Iterator

import click

from denizen.cli.connection import TIMEOUT_SECONDS, connected, target_option
from denizen.cli.evidence_page import print_evidence
from denizen.cli.failures import WrongUsageError
from denizen.cli.files import load, read, shown_name
from denizen.cli.options import EVIDENCE, PRINCIPAL, purpose_option, request_id_option
from denizen.cli.output import json_option, print_fields, print_json, print_table
from denizen.cli.vocabulary import short
from denizen.v1 import claim_pb2
from denizen.v1 import document_pb2 as pb
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.evidence_pb2 import Evidence

_FORMAT, _FLAG, _KIND = pb.MrzFormat.DESCRIPTOR, pb.MrzFlag.DESCRIPTOR, pb.CountryKind.DESCRIPTOR
_CLASS = claim_pb2.CitizenshipClass.DESCRIPTOR
_MOST_BYTES = 1024
Field = pb.MrzField | pb.MrzCountry | pb.MrzBirth | pb.MrzNames


@click.command(
    short_help="Read the machine-readable zone of a document.",
    epilog="""\b
Examples:
  denizen attest document zone.txt
  denizen attest document zone.txt --principal ada --record
  cat zone.txt | denizen attest document - --principal ada --evidence checks.yaml
""",
)
@click.argument("file", metavar="FILE|-")
@click.option("--principal", type=PRINCIPAL, metavar="PRINCIPAL", help="Whose document it is.")
@click.option("--record", is_flag=True, help="Record evidence of it about that principal.")
@click.option("--evidence", "draft", metavar="FILE", help="Record, with what the file says besides the zone.")
@click.option("--supersedes", type=EVIDENCE, metavar="NAME", help="The record that this one replaces.")
@purpose_option
@request_id_option
@target_option
@json_option
def document(
    *,
    file: str,
    principal: str | None,
    record: bool,
    draft: str | None,
    supersedes: str | None,
    purpose: str,
    request_id: str,
    target: str,
    as_json: bool,
) -> None:
    """Read the lines of a machine-readable zone, field by field. A misread is told, and never put right.

    With --record or --evidence what was examined is recorded; of the lines nothing else is kept.
    """
    recording = record or draft is not None
    if recording and not principal:
        raise WrongUsageError("to record evidence say whose document it is: --principal")
    given = None
    if recording:
        given = Evidence() if draft is None else load(draft, Evidence)
        if not given.purposes:
            given.purposes.append(purpose)
    request = pb.VerifyDocumentRequest(
        parent=principal,
        mrz=_lines(file),
        evidence=given,
        supersedes=supersedes,
        purpose=purpose,
        request_id=request_id,
    )
    with connected(target) as channel:
        answer = AttestationServiceStub(channel).VerifyDocument(request, timeout=TIMEOUT_SECONDS)
    if as_json:
        print_json(answer)
        return
    zone = answer.zone
    print_fields(
        {
            "format": short(_FORMAT, zone.format).replace("_", "-"),
            "sound": _yes(zone.sound),
            "check digits": "right" if zone.check_digits_pass else "wrong",
        }
    )
    click.echo()
    print_table(("field", "stands there", "says", "flags"), _rows(zone))
    if answer.HasField("evidence"):
        click.echo()
        print_evidence(answer.evidence)


def _lines(file: str) -> str:
    content = read(file)
    if len(content) > _MOST_BYTES:
        raise WrongUsageError(f"{shown_name(file)}: larger than {_MOST_BYTES} bytes")
    try:
        return content.decode().strip("\r\n")
    except UnicodeDecodeError:
        raise WrongUsageError(f"{shown_name(file)}: wanted the lines of a zone as text") from None


def _rows(zone: pb.MachineReadableZone) -> Iterator[tuple[str, str, str, str]]:
    for described, field in zone.ListFields():
        if described.message_type is not None:
            flags = ", ".join(short(_FLAG, flag).lower().replace("_", "-") for flag in field.flags)
            yield described.name.replace("_", " "), field.raw, _says(field), flags


def _says(field: Field) -> str:
    match field:
        case pb.MrzCountry():
            kind = short(_KIND, field.kind).lower().replace("_", " ") if field.kind else ""
            klass = short(_CLASS, getattr(field, "class")) if getattr(field, "class") else ""
            of = f"of {field.country}" if field.territory else ""
            return " ".join(filter(None, (field.territory or field.country, of, klass, kind)))
        case pb.MrzBirth():
            return " or ".join(field.candidates)
        case pb.MrzNames():
            return ", ".join(filter(None, (field.surname, field.given_names)))
        case pb.MrzField():
            return field.value


def _yes(value: bool) -> str:
    return "yes" if value else "no"
