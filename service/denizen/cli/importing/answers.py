"""Results of rows as lines of the result file: reasons, and nothing of what the row said."""

import re

from google.rpc import error_details_pb2, status_pb2

from denizen.cli.importing.results import Outcome
from denizen.cli.vocabulary import short
from denizen.v1 import attestation_pb2 as pb
from denizen.v1 import import_pb2

REFUSED = "refused"
_GOT = re.compile(r": got .*, wanted ", re.DOTALL)


def outcome_of(line: int, result: pb.ImportResult) -> Outcome:
    """What became of a row."""
    if result.HasField("error"):
        reason, field = _told(result.error)
        # What it got may be personal; what it wanted never is.
        return Outcome(line, result.key, REFUSED, reason, field, text=_GOT.sub(": wanted ", result.error.message))
    return Outcome(
        line,
        result.key,
        short(import_pb2.ImportOutcome.DESCRIPTOR, result.outcome).lower(),
        principal=result.principal,
        attestations=tuple(each.name.rpartition("/")[2] for each in result.attestations if each.name),
        waiting=sum(each.state == pb.ATTESTATION_STATE_PENDING for each in result.attestations),
    )


def _told(status: status_pb2.Status) -> tuple[str, str]:
    """The reason, and the field that it is about."""
    for detail in status.details:
        info = error_details_pb2.ErrorInfo()
        if detail.Unpack(info):
            return info.reason, info.metadata.get("field", "")
    return "", ""
