"""Attestations: submit, read, revoke and supersede. Nothing is overwritten."""

from collections.abc import Callable
from dataclasses import dataclass

from denizen.domain.attestations import AttestationRecord, AttestationState
from denizen.domain.errors import NotFoundError, PreconditionError
from denizen.domain.evidence.table import EvidenceTable
from denizen.domain.names import AttestationName, PrincipalName, attestation_of
from denizen.domain.refusals import inside
from denizen.domain.submissions import Submission, state_on_arrival
from denizen.usecases.context import Call, Once
from denizen.usecases.evidence import as_supported
from denizen.usecases.identifiers import random_id
from denizen.usecases.ports import Event, Reader, Store, Writer
from denizen.usecases.principals import existing
from denizen.usecases.results import Page, Result, Turn, page_of
from denizen.usecases.writing import Done, done, write_once


def serves(call: Call, record: AttestationRecord) -> bool:
    """Whether the call may see the attestation: one collected for other purposes only is as if it were not there."""
    return call.purpose in record.attestation.purposes


def visible(call: Call, reader: Reader, name: AttestationName) -> AttestationRecord:
    """The attestation. `NotFoundError` where there is none that serves the call."""
    record = reader.attestation(name)
    if record is None or not serves(call, record):
        raise NotFoundError(name)
    return record


def _recorded(reader: Reader, name: str) -> AttestationRecord:
    record = reader.attestation(AttestationName(name))
    if record is None:
        raise NotFoundError(name)
    return record


def _not_final(record: AttestationRecord) -> AttestationRecord:
    if record.state.is_final:
        raise PreconditionError(record.attestation.name, f"it is {record.state.name} already")
    return record


def _receive(
    writer: Writer,
    call: Call,
    submission: Submission,
    attestation_id: str,
    supersedes: AttestationName | None = None,
) -> tuple[AttestationName, AttestationState]:
    # 1. The claim is about what the principal is.
    submission.check_about(existing(writer, submission.subject).kind)
    # 2. Somebody vouches for it; where the caller does so as a registered issuer, it is a fact.
    issuer = submission.issued_by(call.caller.issuer)
    name = attestation_of(submission.subject, attestation_id)
    attestation = submission.received(name, issuer, writer.revision.instant)
    acting_for = writer.issuer(call.caller.issuer) if call.caller.issuer else None
    state = state_on_arrival(attestation, acting_for, writer.revision.instant)
    # 3. It is kept as it came.
    writer.add_attestation(attestation, state, supersedes)
    return name, state


@dataclass(frozen=True, slots=True)
class SubmitAttestation:
    """Add an attestation, as a fact or to wait for review. `NotFoundError` for the principal; `InvalidError`, seen
    from the request; `PermissionDeniedError` beyond the rights of the caller's issuer."""

    store: Store
    table: EvidenceTable
    new_id: Callable[[], str] = random_id

    def __call__(self, call: Call, submission: Submission, once: Once | None = None) -> Result[AttestationRecord]:
        def act(writer: Writer) -> Done:
            with inside("attestation"):
                name, _ = _receive(writer, call, as_supported(self.table, call, writer, submission), self.new_id())
            return done(name, submission.subject, "attestation.submitted")

        return write_once(self.store, call, once, act, _recorded)


@dataclass(frozen=True, slots=True)
class GetAttestation:
    """Read an attestation that serves the call. `NotFoundError`."""

    store: Store

    def __call__(self, call: Call, name: AttestationName, at_least: int = 0) -> Result[AttestationRecord]:
        with self.store.read(call, at_least=at_least) as reader:
            return Result(visible(call, reader, name), reader.revision)


@dataclass(frozen=True, slots=True)
class ListAttestations:
    """Read a principal's attestations that serve the call, in the order of arrival, of one state or of any, on the
    snapshot of the first page. `NotFoundError` for the principal."""

    store: Store

    def __call__(
        self, call: Call, subject: PrincipalName, state: AttestationState | None, turn: Turn
    ) -> Page[AttestationRecord]:
        with self.store.read(call, turn.revision, turn.at_least) as reader:
            existing(reader, subject)
            records = [
                record
                for record in reader.attestations(subject)
                if serves(call, record) and (state is None or record.state is state)
            ]
            return page_of(records, lambda record: record.attestation.name, turn, reader.revision)


@dataclass(frozen=True, slots=True)
class RevokeAttestation:
    """Unlearn an attestation for every moment of the world, from now on. `NotFoundError`; `PreconditionError` where it
    was already rejected, revoked or superseded."""

    store: Store

    def __call__(
        self, call: Call, name: AttestationName, reason_code: str, once: Once | None = None
    ) -> Result[AttestationRecord]:
        def act(writer: Writer) -> Done:
            record = _not_final(visible(call, writer, name))
            writer.change_state(name, AttestationState.REVOKED, reason_code=reason_code)
            return done(name, record.attestation.subject, "attestation.revoked")

        return write_once(self.store, call, once, act, _recorded)


@dataclass(frozen=True, slots=True)
class SupersedeAttestation:
    """Add an attestation in the place of another, which ends at once where the new one is a fact, and stays where it
    has to wait. Refusals as for submitting, seen from the request's replacement, and for revoking."""

    store: Store
    table: EvidenceTable
    new_id: Callable[[], str] = random_id

    def __call__(
        self, call: Call, replaced: AttestationName, replacement: Submission, once: Once | None = None
    ) -> Result[AttestationRecord]:
        def act(writer: Writer) -> Done:
            _not_final(visible(call, writer, replaced))
            with inside("replacement"):
                supported = as_supported(self.table, call, writer, replacement)
                name, state = _receive(writer, call, supported, self.new_id(), supersedes=replaced)
            if state is not AttestationState.VERIFIED:
                return done(name, replacement.subject, "attestation.submitted")
            writer.change_state(replaced, AttestationState.SUPERSEDED, superseded_by=name)
            submitted = done(name, replacement.subject, "attestation.submitted")
            ended = Event("attestation.superseded", replaced, replacement.subject)
            return Done(name, replacement.subject, (*submitted.events, ended))

        return write_once(self.store, call, once, act, _recorded)


@dataclass(frozen=True, slots=True)
class AttestationUseCases:
    """Everything about attestations, on one store."""

    submit: SubmitAttestation
    get: GetAttestation
    list: ListAttestations
    revoke: RevokeAttestation
    supersede: SupersedeAttestation

    @classmethod
    def on(cls, store: Store, table: EvidenceTable) -> "AttestationUseCases":
        """Wired to `store`."""
        return cls(
            submit=SubmitAttestation(store, table),
            get=GetAttestation(store),
            list=ListAttestations(store),
            revoke=RevokeAttestation(store),
            supersede=SupersedeAttestation(store, table),
        )
