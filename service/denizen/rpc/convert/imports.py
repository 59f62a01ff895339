"""Rows of other systems out of messages, and what became of them into messages."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from denizen.domain import imports, names
from denizen.domain.errors import DenizenError, InvalidError
from denizen.domain.imports import Outcome
from denizen.domain.intervals import ALWAYS
from denizen.domain.names import PrincipalName
from denizen.domain.refusals import inside
from denizen.rpc.convert.attestations import read_submission, read_times
from denizen.rpc.convert.enums import PRINCIPAL, STATE
from denizen.rpc.convert.principals import check_display_name, read_identifiers, read_populations
from denizen.rpc.convert.unknown import is_known, refuse_unknown
from denizen.rpc.errors import status_of
from denizen.usecases.importing.rows import ImportRow, Refused, RowClaim, RowPrincipal, RowResult
from denizen.v1 import attestation_pb2 as pb
from denizen.v1 import import_pb2

_SOMEBODY = PrincipalName("principals/-")
"""Stands for the principal of a row until it is found."""
_MOST_KEPT = 10_000
_LONGEST_KEPT = 1_024
"""What is said in more bytes is seldom said twice."""
_OUTCOMES: Mapping[Outcome, import_pb2.ImportOutcome] = {
    Outcome.ADDED: import_pb2.IMPORT_OUTCOME_ADDED,
    Outcome.CHANGED: import_pb2.IMPORT_OUTCOME_CHANGED,
    Outcome.UNCHANGED: import_pb2.IMPORT_OUTCOME_UNCHANGED,
    Outcome.WITHDRAWN: import_pb2.IMPORT_OUTCOME_WITHDRAWN,
}


def read_source(request: pb.ImportAttestationsRequest) -> str:
    return names.identifier(request.source, "source")


class RowReader:
    """Reads the rows of one import, and what many of them say only once."""

    def __init__(self) -> None:
        self._said: dict[bytes, RowClaim] = {}

    def read(self, request: pb.ImportAttestationsRequest) -> list[ImportRow | Refused]:
        """The rows; one that is not well-formed is refused, and the others are not. `InvalidError` for too many."""
        if not 0 < len(request.rows) <= imports.MOST_ROWS:
            raise InvalidError("rows", len(request.rows) or None, f"1 to {imports.MOST_ROWS} rows")
        plain = is_known(request)
        return [self._row(message, plain=plain) for message in request.rows]

    def _row(self, message: pb.ImportRow, *, plain: bool) -> ImportRow | Refused:
        """`plain`: nothing in it is unknown here."""
        try:
            if not plain:
                refuse_unknown(message, "")
            _check_key(message.key)
            with inside("principal"):
                principal = _principal(message.principal)
            count = len(message.attestations)
            if count > imports.MOST_CLAIMS:
                raise InvalidError("attestations", count, f"at most {imports.MOST_CLAIMS}")
            subject = principal.name or _SOMEBODY
            claims = tuple([self._claim(each, subject, index) for index, each in enumerate(message.attestations)])
            if len({each.slot for each in claims}) < count:
                raise InvalidError("attestations", f"{count} attestations", "each slot at most once")
            return ImportRow(message.key, principal, claims)
        except DenizenError as error:
            return Refused(message.key, error)

    def _claim(self, message: pb.ImportedAttestation, subject: PrincipalName, index: int) -> RowClaim:
        # 1. The very same was said before; or the same of other times.
        content = message.SerializeToString(deterministic=True)
        said = self._said.get(content)
        if said is not None:
            return said
        digest, timeless = hashlib.sha256(content).digest(), _timeless(message)
        like = self._said.get(timeless)
        # 2. Else it is read as a whole, and kept where it may be said of anybody.
        with inside(f"attestations[{index}]"):
            if like is not None:
                submission = read_times(like.submission, message.attestation, "attestation")
                return self._kept(content, RowClaim(like.slot, submission, digest, like.review))
            slot = names.identifier(message.slot, "slot")
            submission = read_submission(subject, message.attestation, "attestation")
        claim = RowClaim(slot, submission, digest, message.review)
        if not submission.is_of_anybody or len(content) > _LONGEST_KEPT:
            return claim
        general = replace(submission, subject=_SOMEBODY, held=ALWAYS, vouched=ALWAYS, verified_at=None)
        self._kept(timeless, RowClaim(slot, general, hashlib.sha256(timeless).digest(), message.review))
        return self._kept(content, replace(claim, submission=replace(submission, subject=_SOMEBODY)))

    def _kept(self, content: bytes, claim: RowClaim) -> RowClaim:
        if len(self._said) >= _MOST_KEPT:
            self._said.clear()
        self._said[content] = claim
        return claim


def _timeless(message: pb.ImportedAttestation) -> bytes:
    """What it says but for its times."""
    copy = pb.ImportedAttestation()
    copy.CopyFrom(message)
    for field in ("held", "vouched", "verified_at"):
        copy.attestation.ClearField(field)
    return copy.SerializeToString(deterministic=True)


def _check_key(key: str) -> None:
    size = len(key.encode())
    if not 0 < size <= imports.LONGEST_KEY:
        raise InvalidError("key", f"{size} bytes" if size else None, f"1 to {imports.LONGEST_KEY} bytes")


def _principal(message: import_pb2.ImportedPrincipal) -> RowPrincipal:
    check_display_name(message.display_name, "display_name")
    identifiers = read_identifiers(message.external_identifiers, "external_identifiers")
    if not message.name and not identifiers:
        raise InvalidError("name", None, "principals/{principal}, or an external identifier to find it by")
    return RowPrincipal(
        name=names.principal_name(message.name, "name") if message.name else None,
        kind=PRINCIPAL.read(message.kind, "kind"),
        populations=read_populations(message.populations, "populations"),
        display_name=message.display_name,
        identifiers=identifiers,
        existing_only=message.existing_only,
        replace_populations=message.replace_populations,
    )


def write_results(results: Sequence[RowResult], *, dry: bool) -> list[pb.ImportResult]:
    """What became of each row; `dry`: without the names that were only tried out."""
    return [_result(each, dry=dry) for each in results]


def _result(result: RowResult, *, dry: bool) -> pb.ImportResult:
    if isinstance(result, Refused):
        return pb.ImportResult(key=result.key, error=status_of(result.error))
    return pb.ImportResult(
        key=result.key,
        outcome=_OUTCOMES[result.outcome],
        principal="" if dry and result.chosen else result.principal,
        principal_added=result.added,
        attestations=[
            pb.ImportedResult(
                slot=each.slot,
                outcome=_OUTCOMES[each.outcome],
                name="" if dry and each.outcome in (Outcome.ADDED, Outcome.CHANGED) else each.name,
                state=STATE.write(each.state) if each.state else pb.ATTESTATION_STATE_UNSPECIFIED,
            )
            for each in result.claims
        ],
    )
