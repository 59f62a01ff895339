"""What rows ask for, decided on one snapshot: each row whole, or refused."""

from collections.abc import Iterator, Sequence

from denizen.domain.attestations import Attestation, AttestationRecord, AttestationState
from denizen.domain.errors import AlreadyExistsError, DenizenError, PermissionDeniedError, PreconditionError
from denizen.domain.evidence.table import EvidenceTable
from denizen.domain.imports import Made, Outcome, RowKey, RowRecord
from denizen.domain.lifecycle import FOLLOWS, check_replaces
from denizen.domain.names import AttestationName, IssuerName
from denizen.domain.principals import Principal
from denizen.domain.purposes import check_same_side
from denizen.domain.refusals import inside
from denizen.usecases.context import Call
from denizen.usecases.evidence import as_supported
from denizen.usecases.importing.principals import Subjects
from denizen.usecases.importing.rows import ClaimResult, Ending, ImportRow, Plan, Refused, RowClaim
from denizen.usecases.ports import Arrival, Reader
from denizen.usecases.receiving import Receiver

_S = AttestationState
_MOST_CORRECTIONS = 100


class Planner:
    """Plans the rows of one message. It reads what they need all at once, and writes nothing."""

    def __init__(  # noqa: PLR0913, PLR0917 - all that a decision rests on
        self,
        reader: Reader,
        call: Call,
        table: EvidenceTable,
        source: str,
        rows: Sequence[ImportRow],
        new_ids: Iterator[str],
    ) -> None:
        self._reader = reader
        self._call = call
        self._table = table
        self._source = source
        self._new_ids = new_ids
        self._rows = rows
        moment = reader.revision.instant
        self._subjects = Subjects(reader, call, rows, moment, new_ids)
        known = list(self._subjects.found.values())
        self._receiver = Receiver.of(reader, call, moment, known)
        self._records = self._known_records()
        self._seen: set[RowKey] = set()
        self._purposes: set[frozenset[str]] = set()

    def plans(self) -> list[Plan | Refused]:
        """Of each row in its order."""
        return [self._planned(row) for row in self._rows]

    def _known_records(self) -> dict[RowKey, RowRecord]:
        keys = []
        for row in self._rows:
            names = {row.principal.name} if row.principal.name else set()
            names |= {owner for owner in map(self._subjects.owner, row.principal.identifiers) if owner}
            keys += [RowKey(name, self._source, row.key) for name in names if name in self._subjects.found]
        return dict(self._reader.row_records(keys))

    def _planned(self, row: ImportRow) -> Plan | Refused:
        try:
            plan = self._plan(row)
        except DenizenError as error:
            return Refused(row.key, error)
        self._subjects.planned(plan)
        return plan

    def _plan(self, row: ImportRow) -> Plan:
        # 1. The row is about somebody within reach, and was not there already.
        plan = self._subjects.plan(row.principal)
        key = RowKey(plan.principal.name, self._source, row.key)
        if key in self._seen:
            raise AlreadyExistsError("rows", "an earlier row of this message has the same key")
        # 2. Each thing that it says is as before, is new, or takes the place of what was said before.
        before = self._records.get(key)
        made_before = dict(before.made) if before else {}
        plan.known = before is not None
        self._receiver.people.know(plan.principal)
        made: dict[str, Made] = {}
        for index, claim in enumerate(row.claims):
            with inside(f"attestations[{index}].attestation"):
                made[claim.slot] = self._said(plan, claim, made_before.pop(claim.slot, None))
        # 3. What it says no longer is withdrawn.
        made |= {slot: gone for slot, gone in made_before.items() if not self._withdrawn(plan, slot, gone)}
        if plan.arrivals or plan.endings:
            plan.record = RowRecord(key, made)
        self._seen.add(key)
        return plan

    def _said(self, plan: Plan, claim: RowClaim, before: Made | None) -> Made:
        self._check_purposes(claim)
        if before is not None and before.digest == claim.digest:
            plan.claims.append(ClaimResult(claim.slot, Outcome.UNCHANGED, before.attestation))
            return before
        record = self._reader.attestation(before.attestation) if before else None
        attestation, state = self._received(plan.principal, claim)
        supersedes = self._replaced(plan, record, attestation, state)
        plan.arrivals.append(Arrival(attestation, state, supersedes))
        outcome = Outcome.ADDED if before is None else Outcome.CHANGED
        plan.claims.append(ClaimResult(claim.slot, outcome, attestation.name, state))
        return Made(attestation.name, claim.digest)

    def _received(self, subject: Principal, claim: RowClaim) -> tuple[Attestation, AttestationState]:
        submission = as_supported(self._table, self._call, self._reader, claim.about(subject.name))
        attestation_id = next(self._new_ids)
        try:
            attestation, state = self._receiver.take(subject, submission, attestation_id)
        except PermissionDeniedError:
            # Beyond the rights of the caller's issuer somebody else decides.
            return self._receiver.attested(subject, submission, attestation_id), _S.PENDING
        return attestation, _S.PENDING if claim.review else state

    def _replaced(
        self, plan: Plan, before: AttestationRecord | None, attestation: Attestation, state: AttestationState
    ) -> AttestationName | None:
        """What the new one supersedes, of what the slot made before or what has taken its place since."""
        for _ in range(_MOST_CORRECTIONS):
            if before is None or before.state is not _S.SUPERSEDED or before.superseded_by is None:
                break
            before = self._reader.attestation(before.superseded_by)
        if before is None or _S.SUPERSEDED not in FOLLOWS[before.state]:
            return None
        if self._call.purpose not in before.attestation.purposes:
            raise PreconditionError("rows", "what the row said before was collected for other purposes")
        check_same_side(before.attestation.purposes, attestation.purposes)
        if before.state is _S.PENDING:
            # It was no fact, and waits no longer; what it was to replace is what the new one replaces.
            plan.endings.append(Ending(before.attestation.name, attestation.name))
            before = self._reader.attestation(before.supersedes) if before.supersedes else None
            if before is None or _S.SUPERSEDED not in FOLLOWS[before.state]:
                return None
        if state is _S.VERIFIED:
            declared = attestation.declaration is not None
            issuer = None if declared else self._reader.issuer(IssuerName(attestation.issuer))
            check_replaces(before, attestation, issuer, self._receiver.moment)
            plan.endings.append(Ending(before.attestation.name, attestation.name))
        return before.attestation.name

    def _withdrawn(self, plan: Plan, slot: str, gone: Made) -> bool:
        """Whether what the slot made ends now: it may have ended before."""
        record = self._reader.attestation(gone.attestation)
        if record is None or _S.REVOKED not in FOLLOWS[record.state]:
            return False
        plan.endings.append(Ending(gone.attestation))
        plan.claims.append(ClaimResult(slot, Outcome.WITHDRAWN, gone.attestation, _S.REVOKED))
        return True

    def _check_purposes(self, claim: RowClaim) -> None:
        """What the caller may not do for a purpose, no row does for it. `PermissionDeniedError`."""
        purposes = claim.submission.purposes
        if purposes not in self._purposes:
            self._call.permit.for_purposes({*purposes, *([self._call.purpose] if self._call.purpose else [])})
            self._purposes.add(purposes)
