"""Attestations out of files, and for people to read."""

from denizen.cli.files import FileError, load, shown_name
from denizen.cli.moments import told, write_moment
from denizen.cli.vocabulary import short
from denizen.cli.writing import inline
from denizen.v1 import attestation_pb2 as pb
from denizen.v1.claim_pb2 import Claim


def load_attestation(file: str) -> pb.Attestation:
    """The attestation in a file, with its one claim."""
    attestation = load(file, pb.Attestation)
    if not attestation.HasField("claim"):
        raise FileError(shown_name(file), 1, "got none, wanted exactly one", "claim")
    return attestation


def phrase(claim: Claim, *, holds: bool = True) -> str:
    """A claim in one line, such as `citizenship {country: US, class: CITIZEN}`."""
    kind = claim.WhichOneof("value")
    if kind is None:
        return ""
    words = f"{kind} {inline(getattr(claim, kind))}".rstrip()
    return words if holds else f"not {words}"


def attestation_fields(shown: pb.Attestation) -> dict[str, str]:
    """What an attestation says, under headings."""
    return {
        "attestation": shown.name,
        "state": short(pb.AttestationState.DESCRIPTOR, shown.state),
        "claim": phrase(shown.claim, holds=not shown.does_not_hold),
        "held": told(shown.held),
        "vouched": told(shown.vouched),
        "assurance": f"{shown.assurance.level} ({shown.assurance.framework})",
        "issuer": shown.issuer,
        "declared by": shown.self_declaration.signer,
        "purposes": ", ".join(shown.purposes),
        "verified at": write_moment(shown.verified_at),
        "evidence": ", ".join(shown.evidence),
        "supersedes": shown.supersedes,
        "superseded by": shown.superseded_by,
        "known since": write_moment(shown.known.from_time),
    }
