"""Documents: their machine readable zone is read, and becomes evidence where somebody asks for it. It is not kept."""

from collections.abc import Callable
from dataclasses import dataclass, field

from denizen.domain.errors import InvalidError
from denizen.domain.evidence.table import EvidenceTable
from denizen.domain.names import EvidenceName, PrincipalName
from denizen.usecases.context import Call, Once
from denizen.usecases.evidence import Weighed, evidence_reading, recorded
from denizen.usecases.identifiers import random_id
from denizen.usecases.ports import Clock, Store, Writer
from denizen.usecases.principals import existing
from denizen.usecases.results import Result
from denizen.usecases.writing import Done, write_once
from denizen.verification import mrz
from denizen.verification.document_evidence import Draft, evidence_of
from denizen.verification.mrz import MachineReadableZone

CHECKED_BY = "denizen"


@dataclass(frozen=True, slots=True)
class PresentedDocument:
    """The lines of a zone, of whose document they are, and what to record of it; None: nothing."""

    text: str = field(repr=False)
    subject: PrincipalName | None = None
    draft: Draft | None = None
    supersedes: EvidenceName | None = None


@dataclass(frozen=True, slots=True)
class VerifiedDocument:
    """The zone as read, and the record that was made of it."""

    zone: MachineReadableZone
    recorded: Result[Weighed] | None = None


@dataclass(frozen=True, slots=True)
class VerifyDocument:
    """Read a zone, and record evidence of it in one unit of work. `InvalidError` for what is like no zone, and as in
    `verification.document_evidence`; `NotFoundError` and `PreconditionError` as AddEvidence."""

    store: Store
    table: EvidenceTable
    clock: Clock
    new_id: Callable[[], str] = random_id

    def __call__(self, call: Call, given: PresentedDocument, once: Once | None = None) -> VerifiedDocument:
        zone = mrz.read(given.text, self.clock.now().date())
        if given.draft is None:
            self._check_alone(call, given)
            return VerifiedDocument(zone)
        if given.subject is None:
            raise InvalidError("parent", None, "principals/{principal}, whose document it is")
        subject, draft = given.subject, given.draft

        def act(writer: Writer) -> Done:
            # The moment of the write decides what the zone says, so that a repetition reads the same.
            at = writer.revision.instant
            new = evidence_of(mrz.read(given.text, at.date()), draft, subject, CHECKED_BY, at)
            return recorded(writer, call, new, self.new_id(), given.supersedes)

        result = write_once(self.store, call, once, act, evidence_reading(self.table, call))
        return VerifiedDocument(mrz.read(given.text, result.revision.instant.date()), result)

    def _check_alone(self, call: Call, given: PresentedDocument) -> None:
        if given.supersedes is not None:
            raise InvalidError("supersedes", given.supersedes, "nothing without evidence")
        if given.subject is not None:
            with self.store.read(call) as reader:
                existing(reader, given.subject)
