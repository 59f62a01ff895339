"""Review: what happens to an attestation between its arrival and a decision, and who took part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.attestations import AttestationRecord, AttestationState
from denizen.domain.errors import InvalidError, PreconditionError
from denizen.domain.names import AttestationName, CallerName
from denizen.domain.purposes import apart
from denizen.domain.second_person import Actor

MOST_CODES = 10


class RejectionReason(Enum):
    EVIDENCE_MISSING = "evidence-missing"
    EVIDENCE_UNREADABLE = "evidence-unreadable"
    EVIDENCE_NOT_CURRENT = "evidence-not-current"
    EVIDENCE_NOT_GENUINE = "evidence-not-genuine"
    IDENTITY_MISMATCH = "identity-mismatch"
    CLAIM_NOT_SUPPORTED = "claim-not-supported"
    CLAIM_CONTRADICTED = "claim-contradicted"
    DATES_WRONG = "dates-wrong"
    WRONG_PRINCIPAL = "wrong-principal"
    DUPLICATE = "duplicate"
    ISSUER_NOT_ENTITLED = "issuer-not-entitled"
    NOT_ANSWERED = "not-answered"
    OTHER = "other"


class InformationWanted(Enum):
    CLEARER_COPY = "clearer-copy"
    FURTHER_EVIDENCE = "further-evidence"
    CURRENT_DOCUMENT = "current-document"
    IDENTITY = "identity"
    DATES = "dates"
    TRANSLATION = "translation"
    CHECK_AGAINST_SOURCE = "check-against-source"
    OTHER = "other"


class ReviewState(Enum):
    """Where a review stands. The last three are its end."""

    UNASSIGNED = "unassigned"
    ASSIGNED = "assigned"
    INFORMATION_REQUESTED = "information-requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    CLOSED = "closed"
    """Ended without a decision: it was withdrawn, or another took its place."""


class Step(Enum):
    ASSIGNED = "assigned"
    UNASSIGNED = "unassigned"
    INFORMATION_REQUESTED = "information-requested"
    INFORMATION_PROVIDED = "information-provided"
    APPROVED = "approved"
    REJECTED = "rejected"
    RESUBMITTED = "resubmitted"
    """This attestation was submitted again as `other`."""
    RESUBMISSION = "resubmission"
    """This attestation is `other`, submitted again."""
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"


@dataclass(frozen=True, slots=True)
class Entry:
    """One step, as it is kept: codes and names, and no words about anybody. `code`: a caller's own, beside ours."""

    step: Step
    assignee: CallerName | None = None
    wanted: tuple[InformationWanted, ...] = ()
    reasons: tuple[RejectionReason, ...] = ()
    code: str = ""
    evidence: tuple[str, ...] = ()
    assurance: AssuranceLevel | None = None
    other: AttestationName | None = None


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """A step with its commit: when, and by whom."""

    entry: Entry
    revision: int
    time: datetime
    by: Actor


@dataclass(frozen=True, slots=True)
class Review:
    """An attestation with everything that happened to it, as known at one revision."""

    record: AttestationRecord
    history: tuple[EntryRecord, ...] = ()

    @property
    def name(self) -> AttestationName:
        return self.record.attestation.name

    @property
    def state(self) -> ReviewState:
        """It follows from the attestation's state, and while that is PENDING from the last steps."""
        if self.record.state is not AttestationState.PENDING:
            for each in reversed(self.history):
                if each.entry.step is Step.APPROVED:
                    return ReviewState.APPROVED
                if each.entry.step is Step.REJECTED:
                    return ReviewState.REJECTED
            return ReviewState.CLOSED
        if self.asked is not None:
            return ReviewState.INFORMATION_REQUESTED
        return ReviewState.UNASSIGNED if self.assignee is None else ReviewState.ASSIGNED

    @property
    def assignee(self) -> CallerName | None:
        """Who has it now, also while information is awaited."""
        assigned = self._last(Step.ASSIGNED, Step.UNASSIGNED)
        return None if assigned is None else assigned.entry.assignee

    @property
    def asked(self) -> EntryRecord | None:
        """The request for information that nobody answered yet."""
        last = self._last(Step.INFORMATION_REQUESTED, Step.INFORMATION_PROVIDED)
        return last if last is not None and last.entry.step is Step.INFORMATION_REQUESTED else None

    @property
    def resubmission_of(self) -> AttestationName | None:
        found = self._last(Step.RESUBMISSION)
        return None if found is None else found.entry.other

    @property
    def resubmitted_as(self) -> AttestationName | None:
        found = self._last(Step.RESUBMITTED)
        return None if found is None else found.entry.other

    @property
    def contributors(self) -> tuple[Actor, ...]:
        """Whose word it is that is reviewed: who submitted it, and who gave further information."""
        return (self.record.submitted_by, *(each.by for each in self._provided))

    @property
    def contributed_at(self) -> tuple[int, ...]:
        """The revisions at which further information was given."""
        return tuple(each.revision for each in self._provided)

    @property
    def evidence(self) -> tuple[str, ...]:
        """Everything that was examined: what was submitted, and what was given when more was asked for."""
        given = (reference for each in self._provided for reference in each.entry.evidence)
        return (*self.record.attestation.evidence, *given)

    @property
    def _provided(self) -> tuple[EntryRecord, ...]:
        return tuple(each for each in self.history if each.entry.step is Step.INFORMATION_PROVIDED)

    def check_open(self) -> None:
        """`PreconditionError` where it is decided already."""
        if self.record.state is not AttestationState.PENDING:
            raise PreconditionError(self.name, f"it is {self.record.state.name} already")

    def check_decided_by(self, actor: Actor) -> None:
        """`PreconditionError` where it is decided already, waits for information, or is another reviewer's."""
        self.check_open()
        self.check_turn_of(actor)

    def check_turn_of(self, actor: Actor) -> None:
        """`PreconditionError` where it is assigned to somebody else."""
        if self.assignee not in (None, actor.caller, actor.on_behalf_of):
            raise PreconditionError(self.name, f"it is assigned to {self.assignee}")

    def check_may_ask(self, wanted: Sequence[InformationWanted]) -> None:
        """`PreconditionError` for more or other documents in Form I-9, where the choice is the employee's: 8 U.S.C.
        1324b(a)(6)."""
        if InformationWanted.FURTHER_EVIDENCE in wanted and apart(self.record.attestation.purposes):
            raise PreconditionError(self.name, "for Form I-9 nobody is asked for more or other documents")

    def check_asked(self) -> None:
        """`PreconditionError` where no information is asked for."""
        self.check_open()
        if self.asked is None:
            raise PreconditionError(self.name, "no information is asked for")

    def check_answered(self) -> None:
        """`PreconditionError` where a request for information is open."""
        if self.asked is not None:
            raise PreconditionError(self.name, "information was requested and is not there yet")

    def check_resubmittable(self) -> None:
        """`PreconditionError` unless it was rejected or information was requested, and it was not submitted again."""
        if self.resubmitted_as is not None:
            raise PreconditionError(self.name, f"it was submitted again already, as {self.resubmitted_as}")
        pending = self.record.state is AttestationState.PENDING
        if not (self.record.state is AttestationState.REJECTED or (pending and self.asked is not None)):
            why = f"it is {self.record.state.name}; what is submitted again was rejected, or asked more about"
            raise PreconditionError(self.name, why)

    def _last(self, *steps: Step) -> EntryRecord | None:
        return next((each for each in reversed(self.history) if each.entry.step in steps), None)


def rejection(reasons: Sequence[RejectionReason], code: str) -> Entry:
    """`InvalidError` without a reason, with one given twice, or with OTHER and no code of the caller's own."""
    _check_codes(reasons, RejectionReason.OTHER, code, "reasons")
    return Entry(Step.REJECTED, reasons=tuple(reasons), code=code)


def information_request(wanted: Sequence[InformationWanted], code: str) -> Entry:
    """`InvalidError` as for a rejection."""
    _check_codes(wanted, InformationWanted.OTHER, code, "wanted")
    return Entry(Step.INFORMATION_REQUESTED, wanted=tuple(wanted), code=code)


def _check_codes(given: Sequence[Enum], other: Enum, code: str, field: str) -> None:
    if not 0 < len(given) <= MOST_CODES or len(set(given)) < len(given):
        raise InvalidError(field, len(given) or None, f"1 to {MOST_CODES}, each once")
    if other in given and not code:
        raise InvalidError("code", None, f"a code of your own that says what OTHER among the {field} is")
