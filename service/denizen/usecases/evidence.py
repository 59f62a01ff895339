"""Evidence: add, read, withdraw, and how sure an attestation may be that cites it. Nothing is overwritten."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from denizen.domain.attestations import Attestation
from denizen.domain.errors import NotFoundError, PreconditionError
from denizen.domain.evidence.citing import Attested, check_about, check_citable, citations, supported, within
from denizen.domain.evidence.kinds import EvidenceState, Strength
from denizen.domain.evidence.records import EvidenceRecord
from denizen.domain.evidence.strength import strength_by
from denizen.domain.evidence.submissions import NewEvidence
from denizen.domain.evidence.supporting import Support, supports
from denizen.domain.evidence.table import EvidenceTable
from denizen.domain.names import EvidenceName, PrincipalName, evidence_of
from denizen.domain.refusals import inside
from denizen.domain.submissions import Submission
from denizen.usecases.context import Call, Once
from denizen.usecases.identifiers import random_id
from denizen.usecases.ports import Event, Reader, Store, Writer
from denizen.usecases.principals import existing
from denizen.usecases.results import Page, Result, Turn, page_of
from denizen.usecases.writing import Done, done, write_once


@dataclass(frozen=True, slots=True)
class Weighed:
    """A record with the strength that its checks give it, and all that it proves."""

    record: EvidenceRecord
    strength: Strength
    supports: tuple[Support, ...]


def weighed(table: EvidenceTable, record: EvidenceRecord, at: datetime) -> Weighed:
    """The record as the table weighs it at a moment."""
    evidence = record.evidence
    strength = strength_by(table.procedures[evidence.kind], evidence.checks)
    return Weighed(record, strength, tuple(supports(table, evidence, at)))


def seen_by(call: Call, found: Weighed) -> Weighed:
    """The same as the call may see it: that somebody else has the same number is not told to whom others may be out of
    reach."""
    if call.permit.populations is None:
        return found
    return replace(found, record=replace(found.record, shared=False))


def serves(call: Call, record: EvidenceRecord) -> bool:
    """Whether the call may see the record: one collected for other purposes only is as if it were not there."""
    return call.purpose in record.evidence.purposes


def visible(call: Call, reader: Reader, name: EvidenceName) -> EvidenceRecord:
    """The record. `NotFoundError` where there is none that serves the call."""
    record = reader.evidence(name)
    if record is None or not serves(call, record):
        raise NotFoundError(name)
    return record


def _active(record: EvidenceRecord) -> EvidenceRecord:
    if record.state is not EvidenceState.ACTIVE:
        raise PreconditionError(record.evidence.name, f"it is {record.state.name} already")
    return record


def as_supported(table: EvidenceTable, call: Call, reader: Reader, submission: Submission) -> Submission:
    """What is submitted with its assurance: as given, or what its evidence supports where none is; never above that.
    Evidence of a self-declaration only has to be there. Refusals as in `domain.evidence.citing`."""
    if submission.declaration is not None:
        table.texts.check(submission.declaration)
    cited = citations(submission.evidence)
    found = []
    for citation in cited:
        check_about(citation, submission.subject)
        record = visible(call, reader, citation.name)
        check_citable(citation, record, submission.subject, submission.purposes)
        found.append((citation, record.evidence))
    if submission.declaration is not None or not found:
        return submission
    attested = Attested(submission.claim, submission.holds, submission.held)
    highest = supported(table, attested, found, reader.revision.instant)
    return replace(submission, assurance=within(submission.assurance, highest))


def check_provided(call: Call, reader: Reader, attestation: Attestation, references: Sequence[str]) -> None:
    """That records given in addition may be cited for it. Whether they are enough is the reviewer's to say: they make
    it no surer than it was submitted. Refusals as in `check_citable`."""
    for citation in citations(references):
        record = visible(call, reader, citation.name)
        check_citable(citation, record, attestation.subject, attestation.purposes)


def check_not_withdrawn(reader: Reader, references: Sequence[str]) -> None:
    """`PreconditionError` where a record that an attestation rests on was taken back after it was cited."""
    for citation in citations(references):
        record = reader.evidence(citation.name)
        if record is not None and record.state is EvidenceState.WITHDRAWN:
            raise PreconditionError(citation.name, "it was withdrawn, and the attestation rests on it")


@dataclass(frozen=True, slots=True)
class AddEvidence:
    """Record evidence, in the place of another where one is named. `NotFoundError` for the principal and for the
    other; `InvalidError`, seen from the request; `PreconditionError` where the other is not ACTIVE."""

    store: Store
    table: EvidenceTable
    new_id: Callable[[], str] = random_id

    def __call__(
        self, call: Call, new: NewEvidence, supersedes: EvidenceName | None = None, once: Once | None = None
    ) -> Result[Weighed]:
        def act(writer: Writer) -> Done:
            return recorded(writer, call, new, self.new_id(), supersedes)

        return write_once(self.store, call, once, act, evidence_reading(self.table, call))


def recorded(writer: Writer, call: Call, new: NewEvidence, unique: str, supersedes: EvidenceName | None = None) -> Done:
    """Record evidence under an id, in a unit of work that has begun. Refusals as in `AddEvidence`."""
    # 1. It is evidence about such a principal, of no later day.
    with inside("evidence"):
        new.check_about(existing(writer, new.subject).kind)
        name = evidence_of(new.subject, unique)
        record = new.received(name, writer.revision.instant)
    # 2. What it replaces is of the same principal and still stands.
    if supersedes is not None:
        _active(visible(call, writer, supersedes))
        if not supersedes.startswith(f"{new.subject}/"):
            raise NotFoundError(supersedes)
    # 3. It is kept, and the number of the document only as a hash. That another has it too is an event.
    writer.add_evidence(record, new.document_number, supersedes)
    events = list(done(name, new.subject, "evidence.added").events)
    if supersedes is not None:
        writer.change_evidence(supersedes, EvidenceState.SUPERSEDED, superseded_by=name)
        events.append(Event("evidence.superseded", supersedes, new.subject))
    kept = writer.evidence(name)
    if kept is not None and kept.shared:
        events.append(Event("evidence.number_seen_elsewhere", name, new.subject))
    return Done(name, new.subject, tuple(events))


@dataclass(frozen=True, slots=True)
class GetEvidence:
    """Read a record that serves the call. `NotFoundError`."""

    store: Store
    table: EvidenceTable

    def __call__(self, call: Call, name: EvidenceName, at_least: int = 0) -> Result[Weighed]:
        with self.store.read(call, at_least=at_least) as reader:
            record = visible(call, reader, name)
            found = weighed(self.table, record, reader.revision.instant)
            return Result(seen_by(call, found), reader.revision)


@dataclass(frozen=True, slots=True)
class ListEvidence:
    """Read a principal's evidence that serves the call, in the order of arrival, of one state or of any, on the
    snapshot of the first page. `NotFoundError` for the principal."""

    store: Store
    table: EvidenceTable

    def __call__(self, call: Call, subject: PrincipalName, state: EvidenceState | None, turn: Turn) -> Page[Weighed]:
        with self.store.read(call, turn.revision, turn.at_least) as reader:
            existing(reader, subject)
            found = [
                seen_by(call, weighed(self.table, record, reader.revision.instant))
                for record in reader.evidence_about(subject)
                if serves(call, record) and (state is None or record.state is state)
            ]
            return page_of(found, lambda each: each.record.evidence.name, turn, reader.revision)


@dataclass(frozen=True, slots=True)
class WithdrawEvidence:
    """Take a record back, so that it supports nothing more. `NotFoundError`; `PreconditionError` where it is not
    ACTIVE. Attestations that rest on it stay."""

    store: Store
    table: EvidenceTable

    def __call__(self, call: Call, name: EvidenceName, reason_code: str, once: Once | None = None) -> Result[Weighed]:
        def act(writer: Writer) -> Done:
            record = _active(visible(call, writer, name))
            writer.change_evidence(name, EvidenceState.WITHDRAWN, reason_code=reason_code)
            return done(name, record.evidence.subject, "evidence.withdrawn")

        return write_once(self.store, call, once, act, evidence_reading(self.table, call))


def evidence_reading(table: EvidenceTable, call: Call) -> Callable[[Reader, str], Weighed]:
    """Reads a record by its name, as the table weighs it at that revision and the call may see it."""

    def read(reader: Reader, name: str) -> Weighed:
        record = reader.evidence(EvidenceName(name))
        if record is None:
            raise NotFoundError(name)
        return seen_by(call, weighed(table, record, reader.revision.instant))

    return read
