"""Attestations: submit, read, revoke and supersede. Nothing is overwritten."""

from collections.abc import Callable
from dataclasses import dataclass

from denizen.domain.attestations import AttestationRecord, AttestationState
from denizen.domain.errors import NotFoundError, PreconditionError
from denizen.domain.evidence.table import EvidenceTable
from denizen.domain.lifecycle import FOLLOWS, check_replaces, check_step
from denizen.domain.names import AttestationName, PrincipalName, subject_of
from denizen.domain.purposes import check_same_side
from denizen.domain.refusals import inside
from denizen.domain.submissions import Submission
from denizen.usecases.context import Call, Delivery, Once
from denizen.usecases.deliveries import write_in_order
from denizen.usecases.evidence import as_supported
from denizen.usecases.identifiers import random_id
from denizen.usecases.importing.importing import ImportRows
from denizen.usecases.ports import Event, Reader, Store, Writer
from denizen.usecases.principals import existing
from denizen.usecases.receiving import Receiver
from denizen.usecases.results import Page, Result, Turn, page_of
from denizen.usecases.writing import Done, done


def serves(call: Call, record: AttestationRecord) -> bool:
    """Whether the call may see the attestation: one collected for other purposes only is as if it were not there."""
    return call.purpose in record.attestation.purposes


def visible(call: Call, reader: Reader, name: AttestationName) -> AttestationRecord:
    """The attestation. `NotFoundError` where there is none that serves the call."""
    record = reader.attestation(name)
    if record is None or not serves(call, record):
        raise NotFoundError(name)
    return record


def recorded(reader: Reader, name: str) -> AttestationRecord:
    """The attestation, whatever it serves. `NotFoundError` where there is none."""
    record = reader.attestation(AttestationName(name))
    if record is None:
        raise NotFoundError(name)
    return record


def receive(
    writer: Writer,
    call: Call,
    submission: Submission,
    attestation_id: str,
    supersedes: AttestationName | None = None,
) -> tuple[AttestationName, AttestationState]:
    """Add what was submitted. Its name and its state; where that is VERIFIED, what it supersedes has ended."""
    subject = existing(writer, submission.subject)
    receiver = Receiver.of(writer, call, writer.revision.instant, [subject])
    attestation, state = receiver.take(subject, submission, attestation_id)
    writer.add_attestation(attestation, state, supersedes)
    return attestation.name, state


def replace_by(writer: Writer, name: AttestationName) -> tuple[Event, ...]:
    """End what a VERIFIED attestation supersedes, where it has not ended by itself. `PreconditionError` where another
    took its place; refusals as for `check_replaces`."""
    record = recorded(writer, name)
    if record.supersedes is None:
        return ()
    replaced = recorded(writer, record.supersedes)
    if replaced.state is AttestationState.SUPERSEDED:
        raise PreconditionError(replaced.attestation.name, f"it was superseded already, by {replaced.superseded_by}")
    if AttestationState.SUPERSEDED not in FOLLOWS[replaced.state]:
        return ()
    declared = record.attestation.declaration is not None
    issuer = None if declared else writer.issuer(record.attestation.issuer)
    check_replaces(replaced, record.attestation, issuer, writer.revision.instant)
    writer.change_state(replaced.attestation.name, AttestationState.SUPERSEDED, superseded_by=name)
    return (Event("attestation.superseded", replaced.attestation.name, record.attestation.subject),)


@dataclass(frozen=True, slots=True)
class SubmitAttestation:
    """Add an attestation, as a fact or to wait for review. `NotFoundError` for the principal; `InvalidError`, seen
    from the request; `PermissionDeniedError` beyond the rights of the caller's issuer."""

    store: Store
    table: EvidenceTable
    new_id: Callable[[], str] = random_id

    def __call__(
        self, call: Call, submission: Submission, once: Once | Delivery | None = None
    ) -> Result[AttestationRecord]:
        def act(writer: Writer) -> Done:
            with inside("attestation"):
                name, _ = receive(writer, call, as_supported(self.table, call, writer, submission), self.new_id())
            return done(name, submission.subject, "attestation.submitted")

        return write_in_order(self.store, call, once, act, recorded)


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
        self, call: Call, name: AttestationName, reason_code: str, once: Once | Delivery | None = None
    ) -> Result[AttestationRecord]:
        def act(writer: Writer) -> Done:
            check_step(visible(call, writer, name), AttestationState.REVOKED)
            writer.change_state(name, AttestationState.REVOKED, reason_code=reason_code)
            return done(name, subject_of(name), "attestation.revoked")

        return write_in_order(self.store, call, once, act, recorded)


@dataclass(frozen=True, slots=True)
class SupersedeAttestation:
    """Add an attestation in the place of another, which ends at once where the new one is a fact, and stays where it
    has to wait. Refusals as for submitting, seen from the request's replacement, and for revoking."""

    store: Store
    table: EvidenceTable
    new_id: Callable[[], str] = random_id

    def __call__(
        self, call: Call, replaced: AttestationName, replacement: Submission, once: Once | Delivery | None = None
    ) -> Result[AttestationRecord]:
        def act(writer: Writer) -> Done:
            before = visible(call, writer, replaced)
            check_step(before, AttestationState.SUPERSEDED)
            with inside("replacement"):
                check_same_side(before.attestation.purposes, replacement.purposes)
                supported = as_supported(self.table, call, writer, replacement)
                name, state = receive(writer, call, supported, self.new_id(), supersedes=replaced)
            ended = replace_by(writer, name) if state is AttestationState.VERIFIED else ()
            submitted = done(name, replacement.subject, "attestation.submitted")
            return Done(name, replacement.subject, (*submitted.events, *ended))

        return write_in_order(self.store, call, once, act, recorded)


@dataclass(frozen=True, slots=True)
class AttestationUseCases:
    """Everything about attestations, on one store."""

    submit: SubmitAttestation
    get: GetAttestation
    list: ListAttestations
    revoke: RevokeAttestation
    supersede: SupersedeAttestation
    import_rows: ImportRows

    @classmethod
    def on(cls, store: Store, table: EvidenceTable) -> "AttestationUseCases":
        """Wired to `store`."""
        return cls(
            submit=SubmitAttestation(store, table),
            get=GetAttestation(store),
            list=ListAttestations(store),
            revoke=RevokeAttestation(store),
            supersede=SupersedeAttestation(store, table),
            import_rows=ImportRows(store, table),
        )
